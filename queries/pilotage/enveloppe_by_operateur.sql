-- L’enveloppe par opérateur, à chaque étape, fermée par ce qui n’est pas documenté.
--
-- @grain  etape, segment
-- @source dossier-2018
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @column etape         | texte | Étape
-- @column segment       | texte | Opérateur | « Opérateur non précisé » : la source donne un total sans le répartir.
-- @column amount_eur    | €     | Montant | Somme des montants connus ; « Non documenté » ferme l’enveloppe.
-- @column enveloppe_eur | €     | Enveloppe annoncée
-- @column share         | %     | Part de l’enveloppe
-- @column precision     | texte | Précision | « Plus de » : le montant est un minimum, et le reste un maximum.
-- @column source_ids    | code  | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with etapes as (
    select *
    from (values (1, 'Annoncé'), (2, 'Fléché'), (3, 'Engagé'), (4, 'Payé')) as steps (etape_rank, etape)
),

documented as (
    select
        financements.etape,
        coalesce(operateurs.operateur_name, 'Opérateur non précisé') as segment,
        sum(financements.amount_eur) as amount_eur,
        string_agg(distinct financements.precision, ', ' order by financements.precision) as precision,
        list(distinct financements.source_id order by financements.source_id) as source_ids
    from financements
    left join operateurs using (operateur_id)
    where
        financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        -- An operator of whom no amount is known is no segment: its share is in what is not documented.
        and financements.amount_eur is not null
    group by financements.etape, coalesce(operateurs.operateur_name, 'Opérateur non précisé')
),

residual as (
    select
        etapes.etape,
        'Non documenté' as segment,
        enveloppes.amount_eur - coalesce(sum(documented.amount_eur), 0) as amount_eur,
        case when bool_or(documented.precision = 'plus de') then 'au plus' else 'exact' end as precision,
        flatten(list(documented.source_ids)) as source_ids
    from etapes
    cross join enveloppes
    left join documented using (etape)
    where enveloppes.phase = $phase
    group by etapes.etape, enveloppes.amount_eur
),

segments as (
    select * from documented
    union all
    select * from residual
    where amount_eur > 0
)

select
    segments.etape,
    segments.segment,
    segments.amount_eur,
    enveloppes.amount_eur as enveloppe_eur,
    segments.amount_eur / enveloppes.amount_eur as share,
    segments.precision,
    segments.source_ids
from segments
inner join etapes using (etape)
cross join enveloppes
where enveloppes.phase = $phase
order by etapes.etape_rank asc, segments.segment = 'Non documenté', segments.amount_eur desc, segments.segment asc
