-- Ce qui a changé depuis l’instantané précédent : chaque quantité avant et après, ses lignes nouvelles, disparues et révisées.
--
-- @grain  famille, cadre, etape, nature
-- @compare l’instantané précédent
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, presse-fonds, banque-des-territoires-ingenierie, assemblee-vte, dreets-contrat, saint-nazaire-contrat, ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané montré ; aucune ligne quand c’est le premier publié
-- @param  phase         | 1 ou 2 ; en phase 2, seuls les faits de ses territoires, et les indicateurs
-- @param  region_code   | code région ; null pour la France entière ; un territoire sorti de la liste compte dans la région de son code
-- @param  territoire_id | identifiant du territoire ; null pour tous ; aucun indicateur n’est donné par territoire
-- @param  enjeu_id      | identifiant de l’enjeu ; contrats, décisions et météo ne relèvent d’aucun
-- @column famille         | texte  | Famille
-- @column cadre           | texte  | Cadre | Enveloppe 2018, hors enveloppe ou rattachement inconnu ; pour les montants.
-- @column etape           | texte  | Étape | Jamais déduite d’une autre ; pour les montants.
-- @column nature          | texte  | Nature | « Ensemble » réunit toutes les natures de l’étape, en plus d’une ligne pour chacune.
-- @column previous_date   | date   | Instantané précédent | Le plus récent des instantanés publiés avant celui qui est montré. Seuls les faits sont comparés : lieux, engagements et enjeux sont ceux de l’instantané montré.
-- @column before_count    | lignes | Lignes connues avant
-- @column after_count     | lignes | Lignes connues après
-- @column new_count       | lignes | Nouvelles | Connues maintenant, inconnues à l’instantané précédent.
-- @column withdrawn_count | lignes | Disparues | Connues à l’instantané précédent, plus maintenant : retirées ou non communiquées.
-- @column revised_count   | lignes | Révisées | Connues les deux fois, avec un autre contenu.
-- @column before_eur      | €      | Montant avant | Absent quand aucun n’était connu.
-- @column after_eur       | €      | Montant après | Absent quand aucun n’est connu.
-- @column variation_eur   | €      | Variation | Après moins avant : lignes nouvelles, moins disparues, plus écart des révisées. Absente quand l’un des deux est inconnu.
-- @column new_eur         | €      | Dont lignes nouvelles
-- @column withdrawn_eur   | €      | Dont lignes disparues | Leur dernier montant connu.
-- @column revised_eur     | €      | Dont écart des révisées
-- @column source_ids      | code   | Sources | Celles dont viennent les chiffres de la ligne.

with dates as (
    select max(snapshot_date) as previous_date
    from instantanes
    where etat = 'Publié' and snapshot_date < cast($snapshot_date as date)
),

lieux as (
    select territoires.territoire_id as zone_code
    from territoires
    inner join territoire_regions using (territoire_id)
    where
        territoires.phase = $phase
        and ($territoire_id is null or territoires.territoire_id = $territoire_id)
        and ($region_code is null or territoire_regions.region_code = $region_code)
    union
    select region_code as zone_code
    from regions
    where
        $phase = 1
        and $territoire_id is null
        and ($region_code is null or region_code = $region_code)
    union
    select 'FR' as zone_code
    where $phase = 1 and $territoire_id is null and $region_code is null
    union
    -- What a territoire that has left had declared has left too: its code still tells its region.
    select zone_code
    from financements
    where
        snapshot_date = (select previous_date from dates)
        and maille = 'Territoire'
        and zone_code not in (select territoire_id from territoires)
        and starts_with(zone_code, 'p' || $phase || '-')
        and $territoire_id is null
        and ($region_code is null or zone_code[7:8] = $region_code)
),

known as (
    select
        'Montants' as famille,
        cadre,
        etape,
        nature,
        financement_id as ligne_id,
        snapshot_date,
        amount_eur,
        cast(amount_eur as varchar) as contenu,
        source_id,
        engagement_id
    from financements
    where
        snapshot_date in (cast($snapshot_date as date), (select previous_date from dates))
        and amount_eur is not null
        and zone_code in (select zone_code from lieux)
    union all by name
    select
        'Recours' as famille,
        mobilisation_id as ligne_id,
        snapshot_date,
        cast(value as varchar) as contenu,
        source_id,
        engagement_id
    from mobilisation
    where
        snapshot_date in (cast($snapshot_date as date), (select previous_date from dates))
        and value is not null
        and zone_code in (select zone_code from lieux)
    union all by name
    select
        'Fiches-actions' as famille,
        fiche_id as ligne_id,
        snapshot_date,
        source_id,
        engagement_id,
        enjeu_id,
        cast(row(
            intitule, porteur, statut, budget_eur, engage_eur, paye_eur, start_date, end_date,
            territoire_ids, parts
        ) as varchar) as contenu
    from fiches_action
    where
        snapshot_date in (cast($snapshot_date as date), (select previous_date from dates))
        and list_has_any(territoire_ids, (select list(zone_code) from lieux))
    union all by name
    select
        'Contrats' as famille,
        contrat_id as ligne_id,
        snapshot_date,
        source_id,
        cast(row(etat, fiche_count, fiche_ferme_count) as varchar) as contenu
    from contrats
    where
        snapshot_date in (cast($snapshot_date as date), (select previous_date from dates))
        and territoire_id in (select zone_code from lieux)
    union all by name
    select
        'Décisions' as famille,
        decision_id as ligne_id,
        snapshot_date,
        cast(row(intitule, owner, statut, due_date) as varchar) as contenu
    from decisions
    where
        snapshot_date in (cast($snapshot_date as date), (select previous_date from dates))
        and zone_code in (select zone_code from lieux)
    union all by name
    select
        'Météo' as famille,
        concat_ws(' · ', zone_code, engagement_id) as ligne_id,
        snapshot_date,
        engagement_id,
        cast(row(meteo, synthese, author, appreciation_date) as varchar) as contenu
    from appreciations
    where
        snapshot_date in (cast($snapshot_date as date), (select previous_date from dates))
        and zone_code in (select zone_code from lieux)
    union all by name
    select
        'Indicateurs' as famille,
        mesures.snapshot_date,
        cast(mesures.value as varchar) as contenu,
        concat_ws(
            ' · ', mesures.indicateur_id, mesures.zone_code, mesures.measure_type, mesures.measure_date
        ) as ligne_id,
        indicateurs.source_id,
        indicateurs.enjeu_id
    from mesures_indicateur as mesures
    inner join indicateurs using (indicateur_id)
    where
        mesures.snapshot_date in (cast($snapshot_date as date), (select previous_date from dates))
        and mesures.value is not null
        and $territoire_id is null
        and ($region_code is null or mesures.zone_code = $region_code)
),

paired as (
    select
        known.famille,
        known.cadre,
        known.etape,
        known.nature,
        bool_or(known.snapshot_date < cast($snapshot_date as date)) as is_before,
        bool_or(known.snapshot_date = cast($snapshot_date as date)) as is_after,
        min(known.contenu) <> max(known.contenu) as is_revised,
        max(known.amount_eur) filter (known.snapshot_date < cast($snapshot_date as date)) as before_eur,
        max(known.amount_eur) filter (known.snapshot_date = cast($snapshot_date as date)) as after_eur,
        any_value(known.source_id) as source_id
    from known
    left join engagements using (engagement_id)
    where $enjeu_id is null or coalesce(known.enjeu_id, engagements.enjeu_id) = $enjeu_id
    group by known.famille, known.cadre, known.etape, known.nature, known.ligne_id
),

natures as (
    select
        * exclude (nature),
        unnest(if(nature is null, [null], ['Ensemble', nature])) as nature
    from paired
),

familles as (
    select unnest([
        'Montants', 'Recours', 'Fiches-actions', 'Contrats', 'Décisions', 'Météo', 'Indicateurs'
    ]) as famille
)

select
    familles.famille,
    natures.cadre,
    natures.etape,
    natures.nature,
    dates.previous_date,
    count(*) filter (natures.is_before) as before_count,
    count(*) filter (natures.is_after) as after_count,
    count(*) filter (natures.is_after and not natures.is_before) as new_count,
    count(*) filter (natures.is_before and not natures.is_after) as withdrawn_count,
    count(*) filter (natures.is_before and natures.is_after and natures.is_revised) as revised_count,
    sum(natures.before_eur) as before_eur,
    sum(natures.after_eur) as after_eur,
    sum(natures.after_eur) - sum(natures.before_eur) as variation_eur,
    sum(natures.after_eur) filter (not natures.is_before) as new_eur,
    sum(natures.before_eur) filter (not natures.is_after) as withdrawn_eur,
    sum(natures.after_eur - natures.before_eur) filter (natures.is_revised) as revised_eur,
    list(distinct natures.source_id order by natures.source_id)
    filter (natures.source_id is not null) as source_ids
from familles
cross join dates
left join natures using (famille)
where dates.previous_date is not null
group by familles.famille, natures.cadre, natures.etape, natures.nature, dates.previous_date
order by
    list_position(
        ['Montants', 'Recours', 'Fiches-actions', 'Contrats', 'Décisions', 'Météo', 'Indicateurs'],
        familles.famille
    ),
    natures.cadre,
    list_position(['Annoncé', 'Fléché', 'Engagé', 'Payé'], natures.etape),
    natures.nature <> 'Ensemble',
    natures.nature
