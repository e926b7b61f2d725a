-- Les lignes des instantanés comparés, toutes tables ensemble : ce que chacune dit, où, et sous quelle date de transmission.
--
-- @grain  snapshot_date, famille, ligne_id
-- @with   suivi/passages, suivi/lieux_compares
-- @compare ceux des instantanés comparés
-- @source manifestes, decoupage-2026
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, presse-fonds, banque-des-territoires-ingenierie, assemblee-vte, dreets-contrat, saint-nazaire-contrat, ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané ; le dernier comparé
-- @param  base_date     | instantané auquel il est comparé ; null pour le précédent
-- @param  pas_a_pas     | vrai : chaque instantané publié est comparé au précédent, depuis le premier
-- @param  phase         | 1 ou 2 ; en phase 2, seuls les faits de ses territoires, et les indicateurs
-- @column snapshot_date | date   | Instantané
-- @column famille       | texte  | Famille
-- @column ligne_id      | code   | Ligne
-- @column zone_codes    | code   | Lieux (codes)
-- @column cadre         | texte  | Cadre | Pour les montants.
-- @column etape         | texte  | Étape | Pour les montants.
-- @column nature        | texte  | Nature | Pour les montants.
-- @column sujet         | texte  | Sujet | Mesure, fiche, décision, statut du contrat ou indicateur.
-- @column detail        | texte  | Précision | Type et date d’une mesure, date d’un contrat.
-- @column indicateur_id | code   | Indicateur (identifiant)
-- @column engagement_id | code   | Engagement (identifiant)
-- @column enjeu_id      | code   | Enjeu (identifiant) | De la fiche ou de l’indicateur.
-- @column is_connu      | booléen | Connue | La ligne dit quelque chose : ni sans objet, ni non communiquée.
-- @column amount_eur    | €      | Montant | Pour les montants.
-- @column value         | nombre | Valeur | Pour le recours et les indicateurs, dans leur unité.
-- @column unit          | texte  | Unité
-- @column dit           | texte  | Ce qui est dit | Pour les fiches, contrats, décisions et météo.
-- @column contenu       | texte  | Contenu comparé | Deux lignes de même contenu sont inchangées. La remarque, la source et l’état « contesté » n’en sont pas.
-- @column transmis_date | date   | Transmise le | Date de la publication d’un montant ou d’une mesure, date d’une appréciation ; les autres tables n’en ont pas.
-- @column fige          | texte  | Valeurs datées | Ce qu’une ligne dit d’une date passée : un changement en est une révision.
-- @column cumul         | nombre | Cumul | Ce qui ne peut que croître d’un relevé à l’autre : une baisse est une révision.
-- @column cumul_paye    | nombre | Second cumul | Payé d’une fiche-action.
-- @column remarque      | texte  | Remarque
-- @column source_ids    | code   | Sources

with jours as (
    select distinct unnest([snapshot_date, base_date]) as snapshot_date
    from passages
),

meteos as (
    select *
    from appreciations
    inner join jours using (snapshot_date)
    where zone_code in (select zone_code from lieux_compares)
    -- The last word on a place: a new one replaces it, the same day's is rewritten.
    qualify
        row_number() over (
            partition by snapshot_date, zone_code, engagement_id
            order by appreciation_date desc, appreciation_id desc
        ) = 1
),

reunies as (
    select
        'Montants' as famille,
        financement_id as ligne_id,
        snapshot_date,
        [zone_code] as zone_codes,
        cadre,
        etape,
        nature,
        engagement_id,
        amount_eur is not null as is_connu,
        amount_eur,
        cast(amount_eur as varchar) as contenu,
        reported_date as transmis_date,
        cast(amount_eur as double) as cumul,
        note as remarque,
        source_id
    from financements
    inner join jours using (snapshot_date)
    where zone_code in (select zone_code from lieux_compares)
    union all by name
    select
        'Recours' as famille,
        mobilisation_id as ligne_id,
        snapshot_date,
        [zone_code] as zone_codes,
        mesure as sujet,
        engagement_id,
        value is not null as is_connu,
        value,
        unit,
        cast(value as varchar) as contenu,
        reported_date as transmis_date,
        case when mesure not in ('Délai', 'Objectif') then value end as cumul,
        note as remarque,
        source_id
    from mobilisation
    inner join jours using (snapshot_date)
    where zone_code in (select zone_code from lieux_compares)
    union all by name
    select
        'Fiches-actions' as famille,
        fiche_id as ligne_id,
        snapshot_date,
        territoire_ids as zone_codes,
        intitule as sujet,
        engagement_id,
        enjeu_id,
        true as is_connu,
        -- Thousands apart, as on screen.
        replace(
            concat_ws(
                ' · ', statut, 'budget ' || format('{:,} €', cast(budget_eur as bigint)),
                'engagé ' || format('{:,} €', cast(engage_eur as bigint)),
                'payé ' || format('{:,} €', cast(paye_eur as bigint))
            ),
            ',', chr(8239)
        ) as dit,
        cast(row(
            intitule, porteur, statut, budget_eur, engage_eur, paye_eur, start_date, end_date,
            territoire_ids, parts
        ) as varchar) as contenu,
        cast(start_date as varchar) as fige,
        cast(engage_eur as double) as cumul,
        cast(paye_eur as double) as cumul_paye,
        note as remarque,
        source_id
    from fiches_action
    inner join jours using (snapshot_date)
    where list_has_any(territoire_ids, (select list(zone_code) from lieux_compares))
    union all by name
    select
        'Contrats' as famille,
        contrat_id as ligne_id,
        snapshot_date,
        [territoire_id] as zone_codes,
        statut as sujet,
        strftime(contrat_date, '%d/%m/%Y') as detail,
        true as is_connu,
        concat_ws(
            ' · ', etat, fiche_count || ' fiches', fiche_ferme_count || ' à engagement ferme'
        ) as dit,
        cast(row(etat, fiche_count, fiche_ferme_count) as varchar) as contenu,
        cast(row(fiche_count, fiche_ferme_count) as varchar) as fige,
        note as remarque,
        source_id
    from contrats
    inner join jours using (snapshot_date)
    where territoire_id in (select zone_code from lieux_compares)
    union all by name
    select
        'Décisions' as famille,
        decision_id as ligne_id,
        snapshot_date,
        [zone_code] as zone_codes,
        intitule as sujet,
        true as is_connu,
        concat_ws(' · ', statut, owner, 'échéance ' || strftime(due_date, '%d/%m/%Y')) as dit,
        cast(row(intitule, owner, statut, due_date) as varchar) as contenu,
        cast(row(intitule, due_date) as varchar) as fige
    from decisions
    inner join jours using (snapshot_date)
    where zone_code in (select zone_code from lieux_compares)
    union all by name
    select
        'Météo' as famille,
        concat_ws(' · ', zone_code, engagement_id) as ligne_id,
        snapshot_date,
        [zone_code] as zone_codes,
        engagement_id,
        true as is_connu,
        concat_ws(' · ', meteo, synthese, author) as dit,
        cast(row(meteo, synthese, author, appreciation_date) as varchar) as contenu,
        appreciation_date as transmis_date
    from meteos
    union all by name
    select
        'Indicateurs' as famille,
        concat_ws(' · ', indicateur_id, zone_code, measure_type, measure_date) as ligne_id,
        snapshot_date,
        [zone_code] as zone_codes,
        indicateurs.indicateur_name as sujet,
        concat_ws(' · ', lower(measure_type), strftime(measure_date, '%d/%m/%Y')) as detail,
        indicateur_id,
        indicateurs.enjeu_id,
        value is not null as is_connu,
        value,
        indicateurs.unit,
        cast(value as varchar) as contenu,
        cast(value as varchar) as fige,
        indicateurs.source_id
    from mesures_indicateur
    inner join jours using (snapshot_date)
    inner join indicateurs using (indicateur_id)
)

select
    snapshot_date,
    famille,
    ligne_id,
    zone_codes,
    cadre,
    etape,
    nature,
    sujet,
    detail,
    indicateur_id,
    engagement_id,
    enjeu_id,
    is_connu,
    amount_eur,
    value,
    unit,
    dit,
    contenu,
    transmis_date,
    fige,
    cumul,
    cumul_paye,
    remarque,
    if(source_id is null, [], [source_id]) as source_ids
from reunies
order by snapshot_date, famille, ligne_id
