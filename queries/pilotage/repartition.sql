-- L’argent de la sélection à chaque étape, réparti par opérateur, enjeu, engagement, nature, région ou territoire ; chaque répartition se ferme.
--
-- @grain  repartition, etape, segment
-- @source dossier-2018
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column repartition     | texte | Réparti par
-- @column etape           | texte | Étape
-- @column segment         | texte | Part | « Non précisé » : la source ne le dit pas. « Non territorialisé » : d’aucun territoire ; « Non régionalisé » : d’aucune région. « Non documenté » : ce qui manque pour fermer.
-- @column amount_eur      | €     | Montant | Somme des montants connus, contestés compris. Chacun compte une fois : ceux d’un territoire sur plusieurs régions sont à part.
-- @column share           | %     | Part du tout | De ce sur quoi la répartition se ferme.
-- @column precision       | texte | Précision | « Plus de » : le montant est un minimum. « Au plus » : ce qui n’est pas documenté est un maximum.
-- @column natures         | liste | Natures réunies
-- @column reference_eur   | €     | Se ferme sur | L’enveloppe annoncée ; pour un lieu ou un enjeu, ce qui en est annoncé, absent si personne ne le dit.
-- @column depassement_eur | €     | Dépassement | Ce que toutes les parts ensemble ont en trop à cette étape ; absent s’il n’y en a pas.
-- @column barre_name      | texte | Barre | La part ; au-delà de la dix-huitième, toutes les autres ensemble.
-- @column barre_eur       | €     | Montant de la barre
-- @column barre_share     | %     | Part du tout de la barre
-- @column source_ids      | code  | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with lieux as (
    select
        territoire_regions.territoire_id as zone_code,
        any_value(territoires.territoire_name) as territoire_name,
        if(count(*) > 1, 'Territoires sur plusieurs régions', any_value(regions.region_name)) as region_name,
        list(regions.region_code) as region_codes
    from territoire_regions
    inner join territoires using (territoire_id)
    inner join regions on territoire_regions.region_code = regions.region_code
    group by territoire_regions.territoire_id
    union all
    select
        region_code as zone_code,
        'Non territorialisé' as territoire_name,
        region_name,
        [region_code] as region_codes
    from regions
),

montants as (
    select
        financements.etape,
        financements.nature,
        financements.amount_eur,
        financements.precision,
        financements.source_id,
        unnest(['Opérateur', 'Enjeu', 'Engagement', 'Nature', 'Région', 'Territoire']) as repartition,
        unnest([
            coalesce(operateurs.operateur_name, 'Opérateur non précisé'),
            coalesce(enjeux.enjeu_name, 'Enjeu non précisé'),
            coalesce(engagements.short_name, 'Engagement non précisé'),
            replace(financements.nature, 'Non précisée', 'Nature non précisée'),
            coalesce(lieux.region_name, 'Non régionalisé'),
            coalesce(lieux.territoire_name, 'Non territorialisé')
        ]) as segment
    from financements
    left join operateurs using (operateur_id)
    left join engagements using (engagement_id)
    left join enjeux using (enjeu_id)
    left join lieux using (zone_code)
    where
        financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        and financements.amount_eur is not null
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
        and case
            when $territoire_id is not null then zone_code = $territoire_id
            when $region_code is not null then list_contains(lieux.region_codes, $region_code)
            else true
        end
),

parts as (
    select
        repartition,
        etape,
        segment,
        sum(amount_eur) as amount_eur,
        string_agg(distinct precision, ', ' order by precision) as precision,
        list(distinct nature order by nature) as natures,
        list(distinct source_id order by source_id) as source_ids
    from montants
    group by repartition, etape, segment
),

-- Every split adds up to the same.
totaux as (
    select
        etape,
        sum(amount_eur) as total_eur,
        bool_or(contains(precision, 'plus de')) as is_lower_bound
    from parts
    where repartition = 'Nature'
    group by etape
),

etapes as (
    select
        steps.*,
        totaux.total_eur,
        totaux.is_lower_bound,
        case
            when coalesce($region_code, $territoire_id, $enjeu_id) is null then enveloppes.amount_eur
            else first_value(totaux.total_eur) over (order by steps.etape_rank)
        end as reference_eur
    from (values (1, 'Annoncé'), (2, 'Fléché'), (3, 'Engagé'), (4, 'Payé')) as steps (etape_rank, etape)
    cross join enveloppes
    left join totaux using (etape)
    where enveloppes.phase = $phase
),

closed as (
    select
        *,
        segment like 'Non %' or segment like '% non précisée' or segment like '% non précisé'
        or segment = 'Territoires sur plusieurs régions' as is_reste
    from parts
    union all by name
    select
        unnest(['Opérateur', 'Enjeu', 'Engagement', 'Nature', 'Région', 'Territoire']) as repartition,
        etape,
        'Non documenté' as segment,
        greatest(reference_eur - coalesce(total_eur, 0), 0) as amount_eur,
        if(is_lower_bound, 'au plus', 'exact') as precision,
        true as is_reste
    from etapes
    where reference_eur is not null
),

barres as (
    select
        *,
        row_number() over (autres order by amount_eur desc, segment asc) as rang,
        -- One bar instead of another is no gain: a nineteenth stands for itself.
        case
            when is_reste or count(*) over autres < 20 or rang < 19 then segment
            else 'Les ' || (count(*) over autres - 18) || ' autres'
        end as barre_name
    from closed
    window autres as (partition by repartition, etape, is_reste)
)

select
    barres.repartition,
    barres.etape,
    barres.segment,
    barres.amount_eur,
    barres.amount_eur / etapes.reference_eur as share,
    barres.precision,
    barres.natures,
    etapes.reference_eur,
    case when etapes.total_eur > etapes.reference_eur then etapes.total_eur - etapes.reference_eur end as depassement_eur,
    barres.barre_name,
    sum(barres.amount_eur) over barre as barre_eur,
    sum(barres.amount_eur) over barre / etapes.reference_eur as barre_share,
    barres.source_ids
from barres
inner join etapes using (etape)
window barre as (partition by barres.repartition, barres.etape, barres.barre_name)
order by
    list_position(['Opérateur', 'Enjeu', 'Engagement', 'Nature', 'Région', 'Territoire'], repartition),
    etapes.etape_rank, segment = 'Non documenté', is_reste, rang
