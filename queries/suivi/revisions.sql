-- Journal des révisions : chaque valeur passée qui a changé, l’ancienne, la nouvelle, l’écart et le motif déclaré.
--
-- @grain  snapshot_date, famille, ligne_id
-- @with   suivi/lignes_choisies
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
-- @column snapshot_date | date   | Changée le | Instantané où la nouvelle valeur apparaît.
-- @column base_date     | date   | Dite jusqu’au | Dernier instantané qui portait l’ancienne.
-- @column evolution     | texte  | Révision | Silencieuse : ni nouvelle date de transmission, ni remarque nouvelle, ni correction déclarée.
-- @column famille       | texte  | Famille
-- @column ligne_id      | code   | Ligne
-- @column sujet_name    | texte  | Sujet
-- @column precision     | texte  | Précision | Étape et nature d’un montant, mesure du recours, date d’une mesure.
-- @column zone_names    | liste  | Lieux
-- @column before_eur    | €      | Ancien montant
-- @column after_eur     | €      | Nouveau montant
-- @column variation_eur | €      | Écart du montant
-- @column before_value  | nombre | Ancienne valeur | Dans l’unité de la ligne.
-- @column after_value   | nombre | Nouvelle valeur
-- @column variation     | nombre | Écart de la valeur
-- @column unit          | texte  | Unité
-- @column before_dit    | texte  | Disait
-- @column after_dit     | texte  | Dit
-- @column transmis_date | date   | Transmise le
-- @column motif         | texte  | Motif | « Motif non fourni » quand ni la ligne ni un instantané n’en donne.
-- @column source_ids    | code   | Sources

select
    snapshot_date,
    base_date,
    evolution,
    famille,
    ligne_id,
    sujet_name,
    precision,
    zone_names,
    before_eur,
    after_eur,
    after_eur - before_eur as variation_eur,
    before_value,
    after_value,
    after_value - before_value as variation,
    unit,
    before_dit,
    after_dit,
    transmis_date,
    coalesce(motif, 'Motif non fourni') as motif,
    source_ids
from lignes_choisies
where not is_meme and evolution in ('Révision silencieuse', 'Révision déclarée')
order by
    snapshot_date desc,
    abs(after_eur - before_eur) desc nulls last,
    famille asc,
    ligne_id asc
