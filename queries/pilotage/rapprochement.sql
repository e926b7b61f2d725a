-- Ce que disent les opérateurs face à ce que disent les fiches-actions des mêmes territoires : deux sources du même argent.
--
-- @grain  niveau, operateur_name, engagement_name, region_name, etape
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source registre | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu, celui de l’engagement ; null pour les quatre
-- @column niveau             | texte       | Niveau | Opérateur : toute la sélection. Région : chaque engagement, dans les territoires dont c’est la région principale.
-- @column operateur_name     | texte       | Opérateur
-- @column etape              | texte       | Étape | Les fiches ne disent que l’engagé et le payé.
-- @column engagement_name    | texte       | Engagement
-- @column region_name        | texte       | Région principale
-- @column releve_eur         | €           | Relevé de l’opérateur | Là où les deux sources parlent, toutes natures ensemble : les fiches ne les disent pas.
-- @column projet_eur         | €           | Somme des fiches | La part de chaque territoire selon la clé écrite dans la fiche.
-- @column ecart_eur          | €           | Écart | Fiches moins relevé.
-- @column ecart_share        | %           | Écart relatif | Rapporté au relevé.
-- @column tolerance_share    | %           | Tolérance | Écart relatif au-delà duquel une ligne est à expliquer : une convention de ce tableau de bord.
-- @column is_hors_tolerance  | booléen     | À expliquer
-- @column comparaison_count  | comparaisons | Comparaisons | Un territoire et un engagement dont les deux sources parlent.
-- @column sans_fiche_eur     | €           | Relevé sans fiche | Montants déclarés par l’opérateur là où aucune fiche n’en a : ce n’est pas un écart.
-- @column sans_releve_eur    | €           | Fiches sans relevé | Montants des fiches là où l’opérateur n’a rien transmis.
-- @column source_ids         | code        | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with shared as (
    select
        fiche_id,
        operateur_id,
        engagement_id,
        source_id,
        cle_repartition,
        parts,
        [engage_eur, paye_eur] as montants,
        unnest(territoire_ids) as zone_code,
        generate_subscripts(territoire_ids, 1) as place
    from fiches_action
    where snapshot_date = cast($snapshot_date as date) and coalesce(engage_eur, paye_eur) is not null
),

weighted as (
    select
        shared.*,
        cast(case shared.cle_repartition
            when 'Parts déclarées' then shared.parts[shared.place]
            when 'Prorata de la population' then territoires.population
            else 1
        end as double) as poids
    from shared
    left join territoires on shared.zone_code = territoires.territoire_id
),

allocated as (
    select
        operateur_id,
        engagement_id,
        zone_code,
        source_id,
        unnest(['Engagé', 'Payé']) as etape,
        unnest(montants) * poids / sum(poids) over (partition by fiche_id) as part_eur
    from weighted
),

projets as (
    select
        operateur_id,
        engagement_id,
        zone_code,
        etape,
        cast(round(sum(part_eur), 2) as decimal(18, 2)) as projet_eur,
        list(distinct source_id) as source_ids
    from allocated
    group by operateur_id, engagement_id, zone_code, etape
),

releves as (
    select
        operateur_id,
        engagement_id,
        zone_code,
        etape,
        -- Half a statement cannot be compared: all its natures are known, or it is not.
        case when count(*) = count(amount_eur) then sum(amount_eur) end as releve_eur,
        list(distinct source_id) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and maille = 'Territoire'
        and etape in ('Engagé', 'Payé')
        and etat <> 'Sans objet'
    group by operateur_id, engagement_id, zone_code, etape
),

compares as (
    select
        operateurs.operateur_name,
        engagements.short_name as engagement_name,
        regions.region_name,
        etape,
        if(projets.projet_eur is not null, releves.releve_eur, null) as releve_eur,
        if(releves.releve_eur is not null, projets.projet_eur, null) as projet_eur,
        if(projets.projet_eur is null, nullif(releves.releve_eur, 0), null) as sans_fiche_eur,
        if(releves.releve_eur is null, nullif(projets.projet_eur, 0), null) as sans_releve_eur,
        list_concat(releves.source_ids, projets.source_ids) as source_ids
    from releves
    full outer join projets using (operateur_id, engagement_id, zone_code, etape)
    inner join operateurs using (operateur_id)
    inner join engagements using (engagement_id)
    inner join territoires on territoires.territoire_id = zone_code
    inner join regions on territoires.region_code = regions.region_code
    where
        $phase = 1
        and coalesce(releves.releve_eur, projets.projet_eur) is not null
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
        and ($territoire_id is null or zone_code = $territoire_id)
        and (
            $region_code is null
            or zone_code in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            )
        )
),

summed as (
    select
        if(grouping(region_name) = 1, 'Opérateur', 'Région') as niveau,
        operateur_name,
        etape,
        engagement_name,
        region_name,
        sum(releve_eur) as releve_eur,
        sum(projet_eur) as projet_eur,
        sum(projet_eur) - sum(releve_eur) as ecart_eur,
        (sum(projet_eur) - sum(releve_eur)) / nullif(sum(releve_eur), 0) as ecart_share,
        0.01 as tolerance_share,
        count(projet_eur) as comparaison_count,
        sum(sans_fiche_eur) as sans_fiche_eur,
        sum(sans_releve_eur) as sans_releve_eur,
        list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
    from compares
    group by grouping sets ((operateur_name, etape), (operateur_name, etape, engagement_name, region_name))
    having count(projet_eur) + count(sans_fiche_eur) + count(sans_releve_eur) > 0
)

select
    niveau,
    operateur_name,
    etape,
    engagement_name,
    region_name,
    releve_eur,
    projet_eur,
    ecart_eur,
    ecart_share,
    tolerance_share,
    -- Projects of which the operator says nothing but zero are beyond any tolerance.
    coalesce(abs(ecart_share) > tolerance_share, ecart_eur <> 0, false) as is_hors_tolerance,
    comparaison_count,
    sans_fiche_eur,
    sans_releve_eur,
    source_ids
from summed
order by
    niveau asc, is_hors_tolerance desc, abs(ecart_eur) desc nulls last,
    operateur_name asc, engagement_name asc, region_name asc, etape asc
