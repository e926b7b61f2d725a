-- Les lignes de deux instantanés, côte à côte : ce que chacune disait, ce qu’elle dit, et ce qui les distingue.
--
-- @grain  snapshot_date, famille, ligne_id
-- @with   suivi/passages, suivi/lignes
-- @compare ceux des instantanés comparés
-- @source manifestes, decoupage-2026
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, presse-fonds, banque-des-territoires-ingenierie, assemblee-vte, dreets-contrat, saint-nazaire-contrat, ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané ; le dernier comparé
-- @param  base_date     | instantané auquel il est comparé ; null pour le précédent
-- @param  pas_a_pas     | vrai : chaque instantané publié est comparé au précédent, depuis le premier
-- @param  phase         | 1 ou 2 ; en phase 2, seuls les faits de ses territoires, et les indicateurs
-- @column snapshot_date | date   | Instantané
-- @column base_date     | date   | Comparé à celui du
-- @column famille       | texte  | Famille
-- @column ligne_id      | code   | Ligne
-- @column is_ligne_avant | booléen | Présente avant | Dans la table, avec ou sans valeur.
-- @column is_ligne_apres | booléen | Présente après
-- @column is_avant      | booléen | Connue avant
-- @column is_apres      | booléen | Connue après
-- @column is_meme       | booléen | Inchangée | Connue les deux fois, avec le même contenu.
-- @column is_fige_change | booléen | Valeur datée changée
-- @column is_baisse     | booléen | Cumul en baisse
-- @column is_meme_date  | booléen | Même date de transmission | Ou aucune, les deux fois.
-- @column zone_codes    | code   | Lieux (codes)
-- @column cadre         | texte  | Cadre
-- @column etape         | texte  | Étape
-- @column nature        | texte  | Nature
-- @column sujet         | texte  | Sujet | Mesure, fiche, décision, statut du contrat ou indicateur.
-- @column detail        | texte  | Précision
-- @column short_name    | texte  | Engagement
-- @column indicateur_id | code   | Indicateur (identifiant)
-- @column engagement_id | code   | Engagement (identifiant)
-- @column enjeu_id      | code   | Enjeu (identifiant) | De la fiche, de l’indicateur ou de l’engagement.
-- @column before_eur    | €      | Montant avant
-- @column after_eur     | €      | Montant après
-- @column before_value  | nombre | Valeur avant
-- @column after_value   | nombre | Valeur après
-- @column unit          | texte  | Unité
-- @column before_dit    | texte  | Dit avant
-- @column after_dit     | texte  | Dit après
-- @column transmis_date | date   | Transmise le
-- @column remarque      | texte  | Remarque d’avant
-- @column source_ids    | code   | Sources

with avant as (
    select
        lignes.* exclude (snapshot_date),
        passages.snapshot_date,
        passages.base_date
    from passages
    inner join lignes on passages.base_date = lignes.snapshot_date
),

apres as (
    select
        lignes.*,
        passages.base_date
    from passages
    inner join lignes using (snapshot_date)
),

-- Looked up line by line: joined, the few engagements would be compared with all the lines.
nommes as (
    select
        map(list(engagement_id), list(enjeu_id)) as enjeu_ids,
        map(list(engagement_id), list(short_name)) as short_names
    from engagements
),

reunies as (
    select
        coalesce(apres.base_date, avant.base_date) as base_date,
        snapshot_date,
        famille,
        ligne_id,
        avant.ligne_id is not null as is_ligne_avant,
        apres.ligne_id is not null as is_ligne_apres,
        coalesce(avant.is_connu, false) as is_avant,
        coalesce(apres.is_connu, false) as is_apres,
        -- Most lines say the same of the same places: lists are joined only where they differ.
        case
            when avant.zone_codes = apres.zone_codes then apres.zone_codes
            else list_distinct(list_concat(avant.zone_codes, apres.zone_codes))
        end as zone_codes,
        coalesce(apres.cadre, avant.cadre) as cadre,
        coalesce(apres.etape, avant.etape) as etape,
        coalesce(apres.nature, avant.nature) as nature,
        coalesce(apres.sujet, avant.sujet) as sujet,
        coalesce(apres.detail, avant.detail) as detail,
        coalesce(apres.indicateur_id, avant.indicateur_id) as indicateur_id,
        coalesce(apres.engagement_id, avant.engagement_id) as engagement_id,
        coalesce(
            apres.enjeu_id,
            avant.enjeu_id,
            nommes.enjeu_ids[coalesce(apres.engagement_id, avant.engagement_id)]
        ) as enjeu_id,
        nommes.short_names[coalesce(apres.engagement_id, avant.engagement_id)] as short_name,
        coalesce(apres.unit, avant.unit) as unit,
        avant.amount_eur as before_eur,
        apres.amount_eur as after_eur,
        avant.value as before_value,
        apres.value as after_value,
        avant.dit as before_dit,
        apres.dit as after_dit,
        apres.transmis_date,
        coalesce(avant.contenu = apres.contenu, false) as is_meme,
        coalesce(avant.fige <> apres.fige, false) as is_fige_change,
        coalesce(apres.cumul < avant.cumul, false)
        or coalesce(apres.cumul_paye < avant.cumul_paye, false) as is_baisse,
        (avant.transmis_date is not distinct from apres.transmis_date) as is_meme_date,
        avant.remarque,
        case
            when avant.source_ids = apres.source_ids then apres.source_ids
            else list_distinct(list_concat(avant.source_ids, apres.source_ids))
        end as source_ids
    from avant
    full join apres using (snapshot_date, famille, ligne_id)
    cross join nommes
)

select
    snapshot_date,
    base_date,
    famille,
    ligne_id,
    is_ligne_avant,
    is_ligne_apres,
    is_avant,
    is_apres,
    is_meme,
    is_fige_change,
    is_baisse,
    is_meme_date,
    zone_codes,
    cadre,
    etape,
    nature,
    sujet,
    detail,
    short_name,
    indicateur_id,
    engagement_id,
    enjeu_id,
    before_eur,
    after_eur,
    before_value,
    after_value,
    unit,
    before_dit,
    after_dit,
    transmis_date,
    remarque,
    source_ids
from reunies
where is_avant or is_apres
order by snapshot_date, famille, ligne_id
