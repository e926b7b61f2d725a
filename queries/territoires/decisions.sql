-- Décisions du comité de la région choisie, ou du comité national sans elle : qui doit agir, pour quand, et où elles en sont.
--
-- @grain  decision_id
-- @source comites
-- @param  snapshot_date | instantané
-- @param  region_code   | code région ; null pour le comité national
-- @column decision_id   | code    | Identifiant
-- @column intitule      | texte   | Décision
-- @column owner         | texte   | Responsable
-- @column statut        | texte   | Statut
-- @column due_date      | date    | Échéance
-- @column done_date     | date    | Faite le
-- @column is_en_retard  | booléen | En retard | L’échéance est passée à la date de l’instantané, et la décision n’est ni faite ni abandonnée.
-- @column committee     | texte   | Comité
-- @column decision_date | date    | Date du comité

select
    decision_id,
    intitule,
    owner,
    statut,
    due_date,
    done_date,
    coalesce(due_date < snapshot_date and statut not in ('Faite', 'Abandonnée'), false) as is_en_retard,
    committee,
    decision_date
from decisions
where
    snapshot_date = cast($snapshot_date as date)
    and maille = if($region_code is null, 'France', 'Région')
    and zone_code = coalesce($region_code, zone_code)
order by decision_date desc, decision_id asc
