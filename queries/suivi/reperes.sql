-- Pour chaque chiffre annoncé dont une table tient la mesure : ce que cette table en dit, à l’instantané.
--
-- @grain  annonce_id
-- @source registre, anct-phase1, anct-phase2
-- @source dossier-2018, presse-2018, cour-2024, assemblee-vte, dreets-contrat, saint-nazaire-contrat, france-relance, fa2it | selon les lignes
-- @param  snapshot_date | instantané
-- @column annonce_id   | code   | Identifiant
-- @column repere       | texte  | Repère | Ce que compte la table.
-- @column sens         | texte  | Sens | État : à cette date seulement. Cumul : ne peut que monter. Partiel : la table ne se dit pas complète.
-- @column repere_low   | nombre | Repère bas | Dans l’unité de l’énoncé ; absent quand la table ne dit rien de cette date.
-- @column repere_high  | nombre | Repère haut | Autre que le repère bas pour une région (avec et sans les territoires interrégionaux), ou un compte en cours.
-- @column repere_date  | date   | Date du repère | Depuis laquelle la table vaut (état), ou à laquelle elle s’arrête.
-- @column repere_urls  | code   | Textes du repère | D’où la table tient ce nombre ; ceux d’un énoncé ne le confirment pas.
-- @column source_ids   | code   | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with enonces as (
    select
        *,
        -- The claims of the second phase begin with its list.
        if(
            metric_id not like '%-phase1'
            and date_start >= (select min(territoires.valid_from) from territoires),
            2, 1
        ) as phase
    from annonces
    where annonce_type = 'Chiffre'
),

listes as (
    select
        enonces.annonce_id,
        'Territoires de la liste' as repere,
        'État' as sens,
        count(distinct territoires.territoire_id)
        filter (len(enonces.region_codes) = 0 or territoire_regions.is_main) as repere_low,
        count(distinct territoires.territoire_id) as repere_high,
        -- The phase 1 list has no dates of validity: it holds from the day that it describes.
        coalesce(min(territoires.valid_from), max(territoires.perimeter_date)) as repere_date,
        max(territoires.perimeter_date) as known_date
    from enonces
    inner join territoires using (phase)
    inner join territoire_regions on territoires.territoire_id = territoire_regions.territoire_id
    where
        enonces.metric_id in ('territoires-labellises', 'territoires-par-region')
        and enonces.perimeter <> 'France métropolitaine'
        and (
            len(enonces.region_codes) = 0
            or list_contains(enonces.region_codes, territoire_regions.region_code)
        )
    group by enonces.annonce_id
    union all
    select
        enonces.annonce_id,
        'Intercommunalités de la liste' as repere,
        'État' as sens,
        count(distinct territoire_membres.membre_code) as repere_low,
        count(distinct territoire_membres.membre_code) as repere_high,
        max(territoires.perimeter_date) as repere_date,
        max(territoires.perimeter_date) as known_date
    from enonces
    inner join territoires using (phase)
    inner join territoire_membres on territoires.territoire_id = territoire_membres.territoire_id
    where
        starts_with(enonces.metric_id, 'intercommunalites-couvertes')
        and territoire_membres.membre_type = 'EPCI'
    group by enonces.annonce_id
),

montants as (
    select
        enonces.annonce_id,
        'Montant ' || lower(financements.etape) || ' de l’enveloppe' as repere,
        'Cumul' as sens,
        sum(financements.amount_eur) / 1000000 as repere_value,
        max(financements.reported_date) as repere_date,
        list(distinct financements.source_url) as repere_urls,
        list(distinct financements.source_id) as source_ids
    from enonces
    inner join financements
        on
            financements.etape = case
                when enonces.metric_id like 'montant-engage%' then 'Engagé'
                when enonces.metric_id = 'montant-effectivement-deploye' then 'Payé'
            end
    where
        enonces.etape is not null
        and enonces.perimeter = 'France'
        and financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        and financements.amount_eur is not null
    group by enonces.annonce_id, financements.etape
    union all
    select
        enonces.annonce_id,
        'Enveloppe annoncée' as repere,
        'État' as sens,
        enveloppes.amount_eur / 1000000 as repere_value,
        enveloppes.announced_date as repere_date,
        [enveloppes.source_url] as repere_urls,
        [enveloppes.source_id] as source_ids
    from enonces
    cross join enveloppes
    where enonces.metric_id = 'montant-objectif' and enveloppes.phase = 1
    union all
    select
        enonces.annonce_id,
        'VTE ' || lower(mobilisation.mesure) as repere,
        'Cumul' as sens,
        mobilisation.value as repere_value,
        mobilisation.reported_date as repere_date,
        [mobilisation.source_url] as repere_urls,
        [mobilisation.source_id] as source_ids
    from enonces
    inner join mobilisation
        on
            enonces.unit = mobilisation.unit
            and mobilisation.mesure = case enonces.metric_id
                when 'vte-territoires' then 'Accordées'
                when 'vte-objectif' then 'Objectif'
            end
    where
        mobilisation.snapshot_date = cast($snapshot_date as date)
        and mobilisation.maille = 'France'
        and mobilisation.value is not null
    union all
    select
        enonces.annonce_id,
        'Fiches-actions du contrat' as repere,
        'État' as sens,
        if(enonces.metric_id = 'fiches-actions', contrats.fiche_count, contrats.fiche_ferme_count)
            as repere_value,
        contrats.contrat_date as repere_date,
        [contrats.source_url] as repere_urls,
        [contrats.source_id] as source_ids
    from enonces
    inner join contrats using (territoire_id)
    where
        enonces.metric_id in ('fiches-actions', 'fiches-actions-fermes')
        and contrats.snapshot_date = cast($snapshot_date as date)
    union all
    select
        enonces.annonce_id,
        'Investissement des entreprises aidées (FA2IT)' as repere,
        'Cumul' as sens,
        sum(fa2it.investment_eur) / 1000000 as repere_value,
        max(fa2it.measure_date) as repere_date,
        [] as repere_urls,
        ['fa2it'] as source_ids
    from enonces
    inner join fa2it
        on
            len(enonces.region_codes) = 0
            or list_contains(enonces.region_codes, fa2it.region_code)
    where
        enonces.metric_id = 'fonds-investissement'
        and fa2it.snapshot_date = cast($snapshot_date as date)
    group by enonces.annonce_id
),

fichiers_laureats as (
    select
        enonces.annonce_id,
        enonces.metric_id,
        max(laureats.update_date) as repere_date,
        count(*) as laureat_count,
        count(*) filter (laureats.update_date <= enonces.date_end) as date_count,
        count(*) filter (laureats.phase1_attribution = 'attribué') as dedans_count,
        count(*) filter (laureats.phase1_attribution = 'hors territoire') as dehors_count,
        count(*) filter (laureats.entreprise_type in ('TPE / PME', 'ETI')) as pme_eti_count
    from enonces
    inner join laureats
        on
            len(enonces.region_codes) = 0
            or list_contains(enonces.region_codes, laureats.region_code)
    where
        enonces.metric_id in (
            'fonds-projets', 'fonds-part-hors-territoires', 'fonds-part-pme-eti',
            'entreprises-part-dossiers'
        )
        and laureats.is_fonds_territoires
        and laureats.snapshot_date = cast($snapshot_date as date)
    group by enonces.annonce_id, enonces.metric_id
),

parts as (
    select
        *,
        100 * case metric_id
            when 'fonds-part-hors-territoires' then dehors_count / (dedans_count + dehors_count)
            when 'entreprises-part-dossiers' then dedans_count / (dedans_count + dehors_count)
            when 'fonds-part-pme-eti' then pme_eti_count / laureat_count
        end as part_value
    from fichiers_laureats
)

select
    annonce_id,
    repere,
    sens,
    -- What came out after the snapshot is not told.
    if(known_date <= cast($snapshot_date as date), cast(repere_low as double), null) as repere_low,
    if(known_date <= cast($snapshot_date as date), cast(repere_high as double), null)
        as repere_high,
    if(known_date <= cast($snapshot_date as date), repere_date, known_date) as repere_date,
    cast([] as varchar[]) as repere_urls,
    cast([] as varchar[]) as source_ids
from listes
union all
select
    annonce_id,
    repere,
    sens,
    cast(repere_value as double) as repere_low,
    cast(repere_value as double) as repere_high,
    repere_date,
    repere_urls,
    source_ids
from montants
where repere_value is not null
union all
select
    annonce_id,
    if(part_value is null, 'Lauréats du fonds', 'Part des lauréats du fonds') as repere,
    'Partiel' as sens,
    -- None is dated yet: the file says nothing of that day, not zero.
    coalesce(part_value, nullif(date_count, 0)) as repere_low,
    coalesce(part_value, laureat_count) as repere_high,
    repere_date,
    cast([] as varchar[]) as repere_urls,
    ['france-relance'] as source_ids
from parts
order by annonce_id
