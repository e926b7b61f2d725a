-- Territoires de toutes les listes publiées jusqu’à l’instantané : ceux qu’une série peut suivre d’un bout à l’autre, et pourquoi les autres n’y sont pas.
--
-- @grain  territoire_id
-- @compare les instantanés précédents
-- @source manifestes, decoupage-2026, anct-phase1, anct-phase2
-- @param  snapshot_date | instantané ; les listes publiées ensuite ne sont pas lues
-- @param  phase         | 1 ou 2 ; les listes comptent à partir de la première de cette phase
-- @column territoire_id   | code    | Identifiant
-- @column territoire_name | texte   | Territoire | Dans la dernière liste où il figure, comme sa région principale.
-- @column phase           | nombre  | Phase
-- @column lieu_id         | code    | Même lieu | Un territoire de phase 2 qui a exactement la population et les membres d’un territoire de phase 1 est le même lieu ; un lien partiel n’en fait pas un, car répartir ses montants serait les inventer.
-- @column region_codes    | code    | Régions (codes) | Celles de ses membres ; sa région principale d’alors pour un territoire sorti de la liste.
-- @column is_constant     | booléen | Périmètre constant | Le lieu est dans toutes les listes, et aucun relevé ne dit que le périmètre a déplacé ses lignes ; dès qu’un relevé parle des territoires de l’autre phase, il a dans l’autre une correspondance exacte.
-- @column motif           | texte   | Motif | Pourquoi il n’est pas du périmètre constant.
-- @column source_ids      | code    | Sources

with listes as (
    select *
    from perimetres
    where
        snapshot_date between (
            select min(premiers.snapshot_date)
            from perimetres as premiers
            where premiers.phase = $phase
        ) and cast($snapshot_date as date)
),

-- The same members, all of them, on both sides.
liens as (
    select
        phase1_territoire_id,
        phase2_territoire_id
    from territoire_liens
    where phase1_population_share = 1 and phase2_population_share = 1
),

lieux as (
    select
        listes.territoire_id,
        listes.phase,
        any_value(liens.phase1_territoire_id) is not null as is_meme_lieu,
        coalesce(any_value(liens.phase1_territoire_id), listes.territoire_id) as lieu_id,
        max_by(listes.territoire_name, listes.snapshot_date) as territoire_name,
        max_by(listes.region_code, listes.snapshot_date) as region_code
    from listes
    left join liens
        on listes.territoire_id in (liens.phase1_territoire_id, liens.phase2_territoire_id)
    group by listes.territoire_id, listes.phase
),

-- Whether a statement speaks of the places of the other phase: its series then run over both.
traversees as (
    select count(*) > 0 as is_traversee
    from financements
    where
        zone_code in (
            select lieux.territoire_id
            from lieux
            where lieux.phase <> $phase
        )
        and snapshot_date <= cast($snapshot_date as date)
),

presences as (
    select
        lieux.lieu_id,
        min(listes.snapshot_date) as first_date,
        count(distinct listes.snapshot_date) as liste_count
    from listes
    inner join lieux using (territoire_id)
    group by lieux.lieu_id
),

-- A statement says by this remark that a merger or an entry moved what a line holds.
notees as (
    select
        zone_code,
        snapshot_date
    from financements
    where note like 'Périmètre%'
    union all
    select
        zone_code,
        snapshot_date
    from mobilisation
    where note like 'Périmètre%'
),

deplaces as (
    select distinct lieux.lieu_id
    from notees
    inner join lieux on notees.zone_code = lieux.territoire_id
    where notees.snapshot_date <= cast($snapshot_date as date)
),

bornes as (
    select
        min(snapshot_date) as first_date,
        count(distinct snapshot_date) as liste_count
    from listes
),

rattachements as (
    select
        territoire_id,
        list(region_code order by region_code) as region_codes
    from territoire_regions
    group by territoire_id
),

juges as (
    select
        lieux.*,
        coalesce(rattachements.region_codes, [lieux.region_code]) as region_codes,
        case
            when not lieux.is_meme_lieu and (lieux.phase <> $phase or traversees.is_traversee)
                then 'Sans correspondance exacte dans l’autre phase'
            when lieux.lieu_id in (select deplaces.lieu_id from deplaces)
                then 'Lignes déplacées par le périmètre'
            when presences.first_date > bornes.first_date then 'Entré après le premier relevé'
            when presences.liste_count < bornes.liste_count then 'Absent d’un relevé'
        end as motif
    from lieux
    inner join presences using (lieu_id)
    cross join bornes
    cross join traversees
    left join rattachements using (territoire_id)
)

select
    territoire_id,
    territoire_name,
    phase,
    lieu_id,
    region_codes,
    motif is null as is_constant,
    motif,
    ['manifestes', 'anct-phase' || phase] as source_ids
from juges
order by territoire_id
