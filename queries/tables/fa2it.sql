-- Fonds d’accélération des investissements industriels dans les territoires, par zone, fin mai 2021.
--
-- @grain  snapshot_date, zone_code
-- @source fa2it
-- @column snapshot_date    | date        | Instantané | Ce qui était connu à cette date.
-- @column zone_code        | code        | Zone (code)
-- @column zone_name        | texte       | Zone | Les 18 régions et quatre autres zones.
-- @column region_code      | code        | Région (code)
-- @column measure_date     | date        | Situation au
-- @column investment_eur   | €           | Investissement aidé | Investissement total des projets ; ce n’est pas la subvention.
-- @column entreprise_count | entreprises | Entreprises aidées

select
    snapshot as snapshot_date,
    zone_code,
    zone_name,
    region_code,
    measure_date,
    investment_eur,
    entreprise_count
from read_parquet(getvariable('fichiers'), hive_partitioning = true)
