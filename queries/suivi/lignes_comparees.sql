-- Chaque ligne connue à l’un des deux instantanés : ce qu’elle disait, ce qu’elle dit, et la nature de son évolution.
--
-- @grain  snapshot_date, famille, ligne_id
-- @with   suivi/passages, suivi/mouvements, suivi/lieux_compares, suivi/paires, suivi/remarques
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
-- @column evolution     | texte  | Évolution | Une seule par ligne, selon la première règle qui s’applique.
--   Changement de périmètre : la ligne a changé, et un de ses territoires est entré dans la liste ou en est sorti, ou sa remarque nouvelle commence par « Périmètre ».
--   Donnée nouvelle, inconnu devenu connu : rien n’était connu ; la ligne n’existait pas, ou elle était sans valeur. Disparue, connu devenu inconnu : l’inverse.
--   Révision : une valeur passée a changé, c’est-à-dire un cumul qui baisse, une valeur datée, ou une valeur transmise dont la date de transmission n’a pas bougé. Déclarée si cette date a bougé, si la ligne porte une remarque nouvelle, ou si un instantané dit en corriger un autre ; silencieuse sinon.
--   Toute autre valeur qui change est une donnée nouvelle. Inchangée : même contenu.
-- @column is_meme       | booléen | Inchangée | Connue les deux fois, avec le même contenu.
-- @column is_ligne_avant | booléen | Présente avant | Dans la table, avec ou sans valeur.
-- @column is_ligne_apres | booléen | Présente après
-- @column is_avant      | booléen | Connue avant
-- @column is_apres      | booléen | Connue après
-- @column zone_codes    | code   | Lieux (codes)
-- @column zone_names    | liste  | Lieux
-- @column region_codes  | code   | Régions (codes) | Celles où la ligne est comptée ; aucune pour la France entière.
-- @column cadre         | texte  | Cadre
-- @column etape         | texte  | Étape
-- @column nature        | texte  | Nature
-- @column sujet_name    | texte  | Sujet | Engagement, sinon indicateur, fiche, décision ou contrat.
-- @column precision     | texte  | Précision | Étape et nature d’un montant, mesure du recours, date d’une mesure ou d’un contrat.
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
-- @column motif         | texte  | Motif déclaré | D’une révision, d’une perte ou d’un changement de périmètre : la remarque nouvelle de la ligne ; à défaut, pour une révision, la correction déclarée par un instantané. Absent quand aucun n’est fourni.
-- @column source_ids    | code   | Sources

with noms as (
    select
        map(list(zone_code), list(zone_name)) as zone_names,
        map(list(zone_code), list(region_codes)) as zone_regions
    from (
        select
            zone_code,
            zone_name,
            region_codes
        from lieux_compares
        where maille = 'Territoire'
        union all
        select
            territoire_id as zone_code,
            territoire_name as zone_name,
            [] as region_codes
        from territoires
        where territoire_id not in (select lieux_compares.zone_code from lieux_compares)
        union all
        select
            region_code as zone_code,
            region_name as zone_name,
            [region_code] as region_codes
        from regions
        union all
        select
            'FR' as zone_code,
            'France' as zone_name,
            [] as region_codes
    ) as nommes
),

-- The places of each line, named once for all the lines that have the same.
situees as (
    select
        places.zone_codes,
        list_transform(places.zone_codes, lambda zone: noms.zone_names[zone]) as zone_names,
        list_distinct(
            flatten(list_transform(places.zone_codes, lambda zone: noms.zone_regions[zone]))
        ) as region_codes
    from (select distinct paires.zone_codes from paires) as places
    cross join noms
),

mouvants as (
    select
        snapshot_date,
        list(territoire_id) as territoire_ids
    from mouvements
    group by snapshot_date
),

-- Only a line that changed has something to declare: the others, nearly all, are not searched for.
notees as (
    select
        paires.*,
        passages.correction,
        list_filter(
            remarques.notes, lambda noted: noted <> coalesce(paires.remarque, '')
        ) as notes
    from paires
    inner join passages using (snapshot_date)
    left join remarques using (snapshot_date, famille, ligne_id)
    where not paires.is_meme
    union all by name
    select
        paires.*,
        passages.correction
    from paires
    inner join passages using (snapshot_date)
    where paires.is_meme
),

jugees as (
    select
        notees.*,
        situees.zone_names,
        situees.region_codes,
        not notees.is_meme and (
            coalesce(list_has_any(notees.zone_codes, mouvants.territoire_ids), false)
            or len(list_filter(notees.notes, lambda noted: starts_with(noted, 'Périmètre'))) > 0
        ) as is_perimetre,
        notees.is_baisse
        or notees.is_fige_change
        or (notees.famille in ('Montants', 'Recours', 'Météo') and notees.is_meme_date) as is_revision,
        not notees.is_meme_date
        or len(notees.notes) > 0
        or notees.correction is not null as is_declaree
    from notees
    inner join situees using (zone_codes)
    left join mouvants using (snapshot_date)
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
    is_meme,
    is_ligne_avant,
    is_ligne_apres,
    is_avant,
    is_apres,
    zone_codes,
    zone_names,
    region_codes,
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
