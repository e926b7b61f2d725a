-- Décisions du comité de la région choisie, ou du comité national sans elle, suivies d’un instantané à l’autre : chaque état par où elles sont passées, et depuis quand.
--
-- @grain  decision_id, since_date
-- @compare les instantanés précédents
-- @source comites
-- @param  snapshot_date | instantané ; rien de ce qui est publié après n’est lu
-- @param  region_code   | code région ; null pour le comité national
-- @column decision_id   | code    | Identifiant
-- @column intitule      | texte   | Décision
-- @column owner         | texte   | Responsable
-- @column etat          | texte   | État | À faire, en cours, faite, abandonnée ; en retard quand l’échéance est passée sans qu’elle soit faite ni abandonnée.
-- @column previous_etat | texte   | État d’avant | Absent : la décision est nouvelle.
-- @column since_date    | date    | Depuis | Premier instantané où elle est dans cet état.
-- @column due_date      | date    | Échéance
-- @column done_date     | date    | Faite le
-- @column decision_date | date    | Date du comité
-- @column previous_date | date    | Comité précédent | L’avant-dernier comité connu ; absent s’il n’y en a qu’un.
-- @column is_new        | booléen | Depuis le comité précédent | Prise après l’avant-dernier comité, ou changée d’état dans un instantané postérieur.

with etats as (
    select
        *,
        case
            when statut in ('Faite', 'Abandonnée') then statut
            when due_date < snapshot_date then 'En retard'
            else statut
        end as etat
    from decisions
    where
        snapshot_date <= cast($snapshot_date as date)
        and maille = if($region_code is null, 'France', 'Région')
        and zone_code = coalesce($region_code, zone_code)
),

comites as (
    select max(decision_date) as previous_date
    from etats
    where decision_date < (select max(derniers.decision_date) from etats as derniers)
),

compares as (
    select
        *,
        lag(etat) over (partition by decision_id order by snapshot_date) as previous_etat
    from etats
)

select
    compares.decision_id,
    compares.intitule,
    compares.owner,
    compares.etat,
    compares.previous_etat,
    compares.snapshot_date as since_date,
    compares.due_date,
    compares.done_date,
    compares.decision_date,
    comites.previous_date,
    coalesce(
        compares.snapshot_date > comites.previous_date
        -- What that meeting decided is read in the first statement after it.
        and (compares.previous_etat is not null or compares.decision_date > comites.previous_date),
        true
    ) as is_new
from compares
cross join comites
where compares.etat is distinct from compares.previous_etat
order by compares.decision_date desc, compares.decision_id asc, compares.snapshot_date desc
