-- Montants du programme : une ligne par montant, par étape et par nature.
--
-- @grain  snapshot_date, financement_id
-- @source presse-2018, convention-2019, cour-2024, banque-des-territoires-ingenierie, presse-fonds
-- @column snapshot_date  | date  | Instantané | Ce qui était connu à cette date.
-- @column financement_id | code  | Identifiant | Cadre, dispositif, engagement, opérateur, zone, étape et nature : il ne change pas d’un instantané à l’autre.
-- @column cadre          | texte | Cadre | Enveloppe 2018, hors enveloppe ou rattachement inconnu.
-- @column dispositif     | texte | Dispositif
-- @column engagement_id  | code  | Engagement (identifiant) | Absent : la source ne le dit pas.
-- @column operateur_id   | code  | Opérateur (identifiant) | Absent : la source ne le dit pas.
-- @column maille         | texte | Maille | France, Région ou Territoire.
-- @column zone_code      | code  | Zone
-- @column etape          | texte | Étape | Annoncé, Fléché, Engagé ou Payé ; jamais déduite d’une autre.
-- @column nature         | texte | Nature
-- @column amount_eur     | €     | Montant
-- @column precision      | texte | Précision | Exact, arrondi, plus de, au plus.
-- @column etat           | texte | État | Renseigné, contesté, non communiqué ou sans objet.
-- @column due_date       | date  | Échéance
-- @column reported_date  | date  | Date de la publication
-- @column source_id      | code  | Source (identifiant)
-- @column source_url     | url   | Source
-- @column note           | texte | Remarque

select
    snapshot as snapshot_date,
    concat_ws(
        ' · ', cadre, coalesce(dispositif, '—'), coalesce(engagement_id, '—'),
        coalesce(operateur_id, '—'), zone_code, etape, nature
    ) as financement_id,
    cadre,
    dispositif,
    engagement_id,
    operateur_id,
    maille,
    zone_code,
    etape,
    nature,
    amount_eur,
    precision,
    etat,
    due_date,
    reported_date,
    source_id,
    source_url,
    note
from read_parquet(getvariable('fichiers'), hive_partitioning = true)
