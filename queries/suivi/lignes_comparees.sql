-- Chaque ligne connue à l’un des deux instantanés : ce qu’elle disait, ce qu’elle dit, et la nature de son évolution.
--
-- @grain  snapshot_date, famille, ligne_id
-- @with   suivi/passages, suivi/mouvements, suivi/lieux_compares, suivi/lignes
-- @compare ceux des instantanés comparés
-- @source manifestes, decoupage-2026
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, presse-fonds, banque-des-territoires-ingenierie, assemblee-vte, dreets-contrat, saint-nazaire-contrat, ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané ; le dernier comparé
-- @param  base_date     | instantané auquel il est comparé ; null pour le précédent
-- @param  pas_a_pas     | vrai : chaque instantané publié est comparé au précédent, depuis le premier
-- @param  phase         | 1 ou 2 ; en phase 2, seuls les faits de ses territoires, et les indicateurs
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous ; aucun indicateur n’est donné par territoire
-- @param  enjeu_id      | identifiant de l’enjeu ; contrats, décisions et météo d’un lieu ne relèvent d’aucun
-- @column snapshot_date | date   | Instantané
-- @column base_date     | date   | Comparé à celui du
-- @column famille       | texte  | Famille
-- @column ligne_id      | code   | Ligne
-- @column evolution     | texte  | Évolution | Une seule par ligne, selon la première règle qui s’applique.
--   Changement de périmètre : la ligne a changé, et un de ses territoires est entré dans la liste ou en est sorti, ou sa remarque nouvelle commence par « Périmètre ».
--   Donnée nouvelle, inconnu devenu connu : rien n’était connu ; la ligne n’existait pas, ou elle était sans valeur. Disparue, connu devenu inconnu : l’inverse.
--   Révision : une valeur passée a changé, c’est-à-dire un cumul qui baisse, une valeur datée, ou une valeur transmise dont la date de transmission n’a pas bougé. Déclarée si cette date a bougé, si la ligne porte une remarque nouvelle, ou si un instantané dit en corriger un autre ; silencieuse sinon.
--   Toute autre valeur qui change est une donnée nouvelle. Inchangée : même contenu.
-- @column is_avant      | booléen | Connue avant
-- @column is_apres      | booléen | Connue après
-- @column zone_codes    | code   | Lieux (codes)
-- @column zone_names    | liste  | Lieux
-- @column cadre         | texte  | Cadre
-- @column etape         | texte  | Étape
-- @column nature        | texte  | Nature
-- @column sujet_name    | texte  | Sujet | Engagement, sinon indicateur, fiche, décision ou contrat.
-- @column precision     | texte  | Précision | Étape et nature d’un montant, mesure du recours, date d’une mesure ou d’un contrat.
-- @column indicateur_id | code   | Indicateur (identifiant)
-- @column engagement_id | code   | Engagement (identifiant)
-- @column enjeu_id      | code   | Enjeu (identifiant)
-- @column before_eur    | €      | Montant avant
-- @column after_eur     | €      | Montant après
-- @column before_value  | nombre | Valeur avant
-- @column after_value   | nombre | Valeur après
-- @column unit          | texte  | Unité
-- @column before_dit    | texte  | Dit avant
-- @column after_dit     | texte  | Dit après
-- @column before_transmis_date | date | Transmise avant le
-- @column transmis_date | date   | Transmise le
-- @column motif         | texte  | Motif déclaré | D’une révision, d’une perte ou d’un changement de périmètre : la remarque nouvelle de la ligne ; à défaut, pour une révision, la correction déclarée par un instantané. Absent quand aucun n’est fourni.
-- @column source_ids    | code   | Sources

with remarques as (
    select
        'Montants' as famille,
        financement_id as ligne_id,
        snapshot_date,
        note
    from financements
    union all
    select
        'Recours' as famille,
        mobilisation_id as ligne_id,
        snapshot_date,
        note
    from mobilisation
    union all
    select
        'Fiches-actions' as famille,
        fiche_id as ligne_id,
        snapshot_date,
        note
    from fiches_action
    union all
    select
        'Contrats' as famille,
        contrat_id as ligne_id,
        snapshot_date,
        note
    from contrats
),

-- What was noted between two statements that are far apart.
entretemps as (
    select
        passages.snapshot_date,
        remarques.famille,
        remarques.ligne_id,
        list(distinct remarques.note order by remarques.note) as notes
    from passages
    inner join remarques
        on passages.base_date < remarques.snapshot_date and passages.snapshot_date >= remarques.snapshot_date
    where remarques.note is not null
    group by passages.snapshot_date, remarques.famille, remarques.ligne_id
),

avant as (
    select
        lignes.* exclude (snapshot_date),
        passages.snapshot_date
    from passages
    inner join lignes on passages.base_date = lignes.snapshot_date
),

apres as (
    select lignes.*
    from passages
    inner join lignes using (snapshot_date)
),

paires as (
    select
        passages.base_date,
        passages.correction,
        snapshot_date,
        famille,
        ligne_id,
        avant.ligne_id is not null as is_ligne_avant,
        apres.ligne_id is not null as is_ligne_apres,
        coalesce(avant.is_connu, false) as is_avant,
        coalesce(apres.is_connu, false) as is_apres,
        list_concat(avant.zone_codes, apres.zone_codes) as zone_codes,
        coalesce(apres.cadre, avant.cadre) as cadre,
        coalesce(apres.etape, avant.etape) as etape,
        coalesce(apres.nature, avant.nature) as nature,
        coalesce(apres.sujet, avant.sujet) as sujet,
        coalesce(apres.detail, avant.detail) as detail,
        coalesce(apres.indicateur_id, avant.indicateur_id) as indicateur_id,
        coalesce(apres.engagement_id, avant.engagement_id) as engagement_id,
        coalesce(apres.enjeu_id, avant.enjeu_id) as enjeu_id,
        coalesce(apres.unit, avant.unit) as unit,
        avant.amount_eur as before_eur,
        apres.amount_eur as after_eur,
        avant.value as before_value,
        apres.value as after_value,
        avant.dit as before_dit,
        apres.dit as after_dit,
        avant.transmis_date as before_transmis_date,
        apres.transmis_date,
        coalesce(avant.contenu = apres.contenu, false) as is_meme,
        coalesce(avant.fige <> apres.fige, false) as is_fige_change,
        coalesce(apres.cumul < avant.cumul, false)
        or coalesce(apres.cumul_paye < avant.cumul_paye, false) as is_baisse,
        coalesce(cast(avant.transmis_date as varchar), '')
        = coalesce(cast(apres.transmis_date as varchar), '') as is_meme_date,
        famille in ('Montants', 'Recours', 'Météo') as is_table_transmise,
        list_filter(
            entretemps.notes, lambda noted: noted <> coalesce(avant.remarque, '')
        ) as notes,
        list_distinct(list_concat(avant.source_ids, apres.source_ids)) as source_ids
    from avant
    full join apres using (snapshot_date, famille, ligne_id)
    inner join passages using (snapshot_date)
    left join entretemps using (snapshot_date, famille, ligne_id)
),

noms as (
    select map(list(zone_code), list(zone_name)) as zone_names
    from (
        select
            zone_code,
            zone_name
        from lieux_compares
        where maille = 'Territoire'
        union
        select
            territoire_id as zone_code,
            territoire_name as zone_name
        from territoires
        union
        select
            region_code as zone_code,
            region_name as zone_name
        from regions
        union
        select
            'FR' as zone_code,
            'France' as zone_name
    ) as nommes
),

mouvants as (
    select
        snapshot_date,
        list(territoire_id) as territoire_ids
    from mouvements
    group by snapshot_date
),

jugees as (
    select
        paires.*,
        engagements.short_name,
        noms.zone_names,
        not paires.is_meme and (
            coalesce(list_has_any(paires.zone_codes, mouvants.territoire_ids), false)
            or len(list_filter(paires.notes, lambda noted: starts_with(noted, 'Périmètre'))) > 0
        ) as is_perimetre,
        paires.is_baisse
        or paires.is_fige_change
        or (paires.is_table_transmise and paires.is_meme_date) as is_revision,
        not paires.is_meme_date or len(paires.notes) > 0 or paires.correction is not null as is_declaree
    from paires
    cross join noms
    left join mouvants using (snapshot_date)
    left join engagements using (engagement_id)
    where
        (paires.is_avant or paires.is_apres)
        and ($enjeu_id is null or coalesce(paires.enjeu_id, engagements.enjeu_id) = $enjeu_id)
),

nommees as (
    select
        *,
        case
            when is_perimetre then 'Changement de périmètre'
            when not is_avant and is_ligne_avant then 'Inconnu devenu connu'
            when not is_avant then 'Donnée nouvelle'
            when not is_apres and is_ligne_apres then 'Connu devenu inconnu'
            when not is_apres then 'Disparue'
            when is_meme then 'Inchangée'
            when is_revision and coalesce(is_declaree, false) then 'Révision déclarée'
            when is_revision then 'Révision silencieuse'
            else 'Donnée nouvelle'
        end as evolution
    from jugees
)

select
    snapshot_date,
    base_date,
    famille,
    ligne_id,
    evolution,
    is_avant,
    is_apres,
    list_distinct(zone_codes) as zone_codes,
    list_transform(list_distinct(zone_codes), lambda zone: zone_names[zone]) as zone_names,
    cadre,
    etape,
    nature,
    coalesce(short_name, sujet, 'Tout le lieu') as sujet_name,
    coalesce(
        etape || ' · ' || lower(nature), detail, case when short_name is not null then sujet end
    ) as precision,
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
    before_transmis_date,
    transmis_date,
    case
        when evolution not in ('Donnée nouvelle', 'Inconnu devenu connu', 'Inchangée')
            then
                coalesce(
                    array_to_string(nullif(notes, []), ' '),
                    case when is_revision and is_avant and is_apres then correction end
                )
    end as motif,
    list_sort(source_ids) as source_ids
from nommees
order by snapshot_date, famille, ligne_id
