-- Contours simplifiés, pour montrer et non mesurer : une ligne par forme et par vue.
--
-- @grain  niveau, code, vue
-- @source ign-admin-express, decoupage-2026
-- @column niveau  | texte     | Niveau | region, departement, epci, ept, commune, territoire, ou cadre d’un encart d’outre-mer.
-- @column code    | code      | Code | Région, département : code Insee ; EPCI, EPT, commune : SIREN ; territoire : identifiant.
-- @column vue     | texte     | Vue | « reel » à sa place ; « encart » : outre-mer rapproché de la métropole.
-- @column geojson | géométrie | Forme
-- @column west    | nombre    | Ouest
-- @column south   | nombre    | Sud
-- @column east    | nombre    | Est
-- @column north   | nombre    | Nord

select
    niveau,
    code,
    vue,
    geojson,
    west,
    south,
    east,
    north
from read_parquet(getvariable('fichiers'))
