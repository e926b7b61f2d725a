-- Subventions du Fonds vert en 2023 (hors enveloppe) : une ligne par ligne de subvention.
--
-- @grain  snapshot_date, ligne_id
-- @source fonds-vert-2023
-- @column snapshot_date        | date  | Instantané | Ce qui était connu à cette date.
-- @column ligne_id             | code  | Identifiant | Rang de la ligne dans le fichier publié.
-- @column dossier_number       | texte | Dossier | Un numéro répété désigne les lignes d’un même projet : elles s’additionnent.
-- @column axe                  | code  | Axe (numéro)
-- @column axe_name             | texte | Axe
-- @column demarche_name        | texte | Démarche
-- @column projet_name          | texte | Projet
-- @column beneficiaire_name    | texte | Bénéficiaire
-- @column siren                | code  | SIREN
-- @column region_code          | code  | Région (code)
-- @column departement_code     | code  | Département (code)
-- @column commune_code         | code  | Commune (code)
-- @column commune_name         | texte | Commune
-- @column amount_eur           | €     | Subvention engagée
-- @column phase1_territoire_id | code  | Territoire de la phase 1
-- @column phase2_territoire_id | code  | Territoire de la phase 2
-- @column phase1_attribution   | texte | Attribution, phase 1 | Attribuée par la commune, ou la raison pour laquelle elle ne l’est pas.
-- @column phase2_attribution   | texte | Attribution, phase 2 | Attribuée par la commune, ou la raison pour laquelle elle ne l’est pas.

select
    snapshot as snapshot_date,
    ligne_id,
    dossier_number,
    axe,
    axe_name,
    demarche_name,
    projet_name,
    beneficiaire_name,
    siren,
    region_code,
    departement_code,
    commune_code,
    commune_name,
    amount_eur,
    phase1_territoire_id,
    phase2_territoire_id,
    phase1_attribution,
    phase2_attribution
from read_parquet(getvariable('fichiers'), hive_partitioning = true)
