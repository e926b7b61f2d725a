-- Ce qui est comparé : deux instantanés, ou chaque instantané au précédent.
--
-- @grain  snapshot_date
-- @source manifestes
-- @param  snapshot_date | instantané ; le dernier comparé
-- @param  base_date     | instantané auquel il est comparé ; null pour le précédent ; aucune ligne quand c’est le même, ou qu’aucun ne précède
-- @param  pas_a_pas     | vrai : chaque instantané publié est comparé au précédent, depuis le premier
-- @column snapshot_date | date  | Instantané
-- @column base_date     | date  | Comparé à celui du
-- @column correction    | texte | Correction déclarée | Motif donné par un instantané publié entre les deux, ou par le second, qui dit en corriger un autre.
-- @column contrat       | texte | Version du contrat
-- @column base_contrat  | texte | Version du contrat d’alors

with publies as (
    select *
    from instantanes
    where etat = 'Publié' and snapshot_date <= cast($snapshot_date as date)
),

compares as (
    select
        snapshot_date,
        contrat,
        lag(snapshot_date) over (order by snapshot_date) as base_date,
        lag(contrat) over (order by snapshot_date) as base_contrat
    from publies
    where
        $pas_a_pas
        or snapshot_date = cast($snapshot_date as date)
        or snapshot_date = coalesce(
            cast($base_date as date),
            (
                select max(precedents.snapshot_date)
                from publies as precedents
                where precedents.snapshot_date < cast($snapshot_date as date)
            )
        )
)

select
    compares.snapshot_date,
    compares.base_date,
    string_agg(publies.corrige_motif, ' ' order by publies.snapshot_date) as correction,
    compares.contrat,
    compares.base_contrat
from compares
left join publies
    on
        compares.base_date < publies.snapshot_date
        and compares.snapshot_date >= publies.snapshot_date
where compares.base_date is not null
group by compares.snapshot_date, compares.base_date, compares.contrat, compares.base_contrat
order by compares.snapshot_date
