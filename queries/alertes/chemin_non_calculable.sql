-- Indicateurs suivis, lieu par lieu : ceux dont le départ, la cible ou toute valeur manque.
--
-- @grain  sujet_id, zone_code
-- @source ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané
-- @column sujet_id    | code    | Sujet (identifiant)
-- @column sujet_name  | texte   | Sujet
-- @column enjeu_id    | code    | Enjeu (identifiant)
-- @column owner_names | liste   | Attendu de
-- @column zone_code   | code    | Zone | « FR » ou code de la région.
-- @column is_alerte   | booléen | Alerte
-- @column constat     | texte   | Constat | Ce qui manque.
-- @column ligne_count | lignes  | Valeurs manquantes
-- @column source_ids  | code    | Sources | Celles dont viennent les chiffres de la ligne.

with mesures as (
    select
        indicateur_id,
        zone_code,
        count(value) filter (measure_type = 'Départ') > 0 as has_depart,
        count(value) filter (measure_type = 'Cible') > 0 as has_cible,
        count(value) filter (measure_type = 'Valeur') > 0 as has_valeur
    from mesures_indicateur
    where snapshot_date = cast($snapshot_date as date)
    group by indicateur_id, zone_code
)

select
    indicateur_id as sujet_id,
    indicateur_name as sujet_name,
    enjeu_id,
    [publisher] as owner_names,
    zone_code,
    least(has_depart, has_cible, has_valeur) = false as is_alerte,
    'Chemin vers la cible, sans ' || concat_ws(
        ' ni ',
        case when not has_depart then 'départ' end,
        case when not has_cible then 'cible' end,
        case when not has_valeur then 'valeur' end
    ) as constat,
    3 - cast(has_depart as integer) - cast(has_cible as integer) - cast(has_valeur as integer)
        as ligne_count,
    [source_id] as source_ids
from mesures
inner join indicateurs using (indicateur_id)
order by sujet_id, zone_code
