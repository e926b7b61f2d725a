-- Décisions des comités, faites ou non : celles dont l’échéance est passée sans qu’elles soient faites ni abandonnées.
--
-- @grain  sujet_id
-- @source comites
-- @param  snapshot_date | instantané
-- @column sujet_id    | code    | Sujet (identifiant)
-- @column sujet_name  | texte   | Sujet
-- @column owner_names | liste   | Attendu de
-- @column zone_code   | code    | Zone
-- @column is_alerte   | booléen | Alerte | Absente quand la décision n’a pas d’échéance.
-- @column constat     | texte   | Constat | Le comité et le statut de la décision.
-- @column ligne_count | lignes  | Décisions
-- @column due_date    | date    | Échéance passée

select
    decision_id as sujet_id,
    intitule as sujet_name,
    [owner] as owner_names,
    zone_code,
    case
        when statut in ('Faite', 'Abandonnée') then false
        else due_date < snapshot_date
    end as is_alerte,
    committee || ', ' || lower(statut) as constat,
    1 as ligne_count,
    due_date
from decisions
where snapshot_date = cast($snapshot_date as date)
order by sujet_id
