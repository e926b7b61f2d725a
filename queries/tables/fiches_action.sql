-- Fiches-actions inscrites aux contrats : une ligne par fiche.
--
-- @grain  snapshot_date, fiche_id
-- @source registre
-- @column snapshot_date   | date  | Instantané | Ce qui était connu à cette date.
-- @column fiche_id        | code  | Identifiant | Numéro donné par le territoire ; il ne change pas d’un instantané à l’autre.
-- @column intitule        | texte | Intitulé
-- @column territoire_ids  | liste | Territoires (identifiants)
-- @column cle_repartition | texte | Clé de répartition | Exclusif, parts égales, prorata de la population ou parts déclarées.
-- @column parts           | liste | Parts déclarées | Dans l’ordre des territoires ; de 0 à 1.
-- @column enjeu_id        | code  | Enjeu (identifiant)
-- @column engagement_id   | code  | Engagement (identifiant)
-- @column operateur_id    | code  | Opérateur (identifiant)
-- @column porteur         | texte | Porteur de projet
-- @column statut          | texte | Statut d’avancement
-- @column budget_eur      | €     | Budget prévisionnel
-- @column engage_eur      | €     | Engagé par l’opérateur | Selon le territoire.
-- @column paye_eur        | €     | Payé par l’opérateur | Selon le territoire.
-- @column start_date      | date  | Début
-- @column end_date        | date  | Fin prévue ou réelle
-- @column source_id       | code  | Source (identifiant)
-- @column note            | texte | Remarque

select
    snapshot as snapshot_date,
    fiche_id,
    intitule,
    regexp_split_to_array(territoire_ids, '\s*;\s*') as territoire_ids,
    cle_repartition,
    cast(regexp_split_to_array(parts, '\s*;\s*') as double[]) as parts,
    enjeu_id,
    engagement_id,
    operateur_id,
    porteur,
    statut,
    budget_eur,
    engage_eur,
    paye_eur,
    start_date,
    end_date,
    source_id,
    note
from read_parquet(getvariable('fichiers'), hive_partitioning = true)
