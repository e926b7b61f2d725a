-- Les lignes comparées de la sélection : ce que chacune disait, ce qu’elle dit, et la nature de son évolution.
--
-- @grain  snapshot_date, famille, ligne_id
-- @with   suivi/lignes_comparees
-- @compare ceux des instantanés comparés
-- @source manifestes, decoupage-2026
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, presse-fonds, banque-des-territoires-ingenierie, assemblee-vte, dreets-contrat, saint-nazaire-contrat, ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané ; le dernier comparé
-- @param  base_date     | instantané auquel il est comparé ; null pour le précédent
-- @param  pas_a_pas     | vrai : chaque instantané publié est comparé au précédent, depuis le premier
-- @param  phase         | 1 ou 2 ; en phase 2, seuls les faits de ses territoires, et les indicateurs
-- @param  region_code   | code région ; null pour la France entière ; un territoire sorti de la liste compte dans sa région principale d’alors
-- @param  territoire_id | identifiant du territoire ; null pour tous ; aucun indicateur n’est donné par territoire
-- @param  enjeu_id      | identifiant de l’enjeu ; contrats, décisions et météo d’un lieu ne relèvent d’aucun
-- @column snapshot_date | date   | Instantané
-- @column base_date     | date   | Comparé à celui du
-- @column famille       | texte  | Famille
-- @column ligne_id      | code   | Ligne
-- @column evolution     | texte  | Évolution | Une seule par ligne ; la règle est écrite sous lignes_comparees.
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
    sujet_name,
    precision,
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
    motif,
    source_ids
from lignes_comparees
where
    ($region_code is null or list_contains(region_codes, $region_code))
    and ($territoire_id is null or list_contains(zone_codes, $territoire_id))
    and ($enjeu_id is null or enjeu_id = $enjeu_id)
order by snapshot_date, famille, ligne_id
