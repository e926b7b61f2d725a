-- Le dernier comité connu, et l’instantané que ses membres pouvaient lire : aucune ligne quand aucun n’est connu.
--
-- @grain  maille
-- @compare les instantanés précédents
-- @source comites, manifestes
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les décisions connues sont celles de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @column maille         | texte | Maille
-- @column committee      | texte | Comité
-- @column decision_date  | date  | Date du comité | La plus récente des décisions connues à l’instantané.
-- @column decision_count | décisions | Décisions de ce comité
-- @column base_date      | date  | Instantané d’alors | Le plus récent publié à cette date, avant celui qui est montré ; absent quand aucun ne l’était.

with comites as (
    select
        maille,
        zone_code,
        committee,
        decision_date,
        count(*) as decision_count
    from decisions
    where
        snapshot_date = cast($snapshot_date as date)
        and decision_date <= cast($snapshot_date as date)
        and $phase = 1
        and (
            zone_code in ('FR', coalesce($region_code, 'FR'), coalesce($territoire_id, 'FR'))
            or zone_code in (
                select territoire_regions.region_code
                from territoire_regions
                where territoire_regions.territoire_id = $territoire_id
            )
        )
    group by maille, zone_code, committee, decision_date
    -- The last one of each level.
    qualify
        row_number() over (
            partition by maille order by decision_date desc, zone_code asc, committee asc
        ) = 1
)

select
    comites.maille,
    comites.committee,
    comites.decision_date,
    comites.decision_count,
    max(instantanes.snapshot_date) as base_date
from comites
left join instantanes
    on
        instantanes.etat = 'Publié'
        and comites.decision_date >= instantanes.snapshot_date
        and instantanes.snapshot_date < cast($snapshot_date as date)
group by comites.maille, comites.committee, comites.decision_date, comites.decision_count
order by list_position(['Territoire', 'Région', 'France'], comites.maille)
