-- Indicateurs dont la dernière valeur et celle d’avant, au même mois, sont connues : ceux qui vont à contresens.
--
-- @grain  sujet_id, zone_code
-- @source ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané ; aucune mesure n’est plus récente
-- @param  recul_mois    | seuil : nombre de mois entre les deux valeurs comparées
-- @param  recul_share   | seuil : recul, rapporté à l’ancienne valeur, au-delà duquel l’alerte s’ouvre
-- @column sujet_id     | code    | Sujet (identifiant)
-- @column sujet_name   | texte   | Sujet
-- @column enjeu_id     | code    | Enjeu (identifiant)
-- @column owner_names  | liste   | Attendu de
-- @column zone_code    | code    | Zone | « FR » ou code de la région.
-- @column is_alerte    | booléen | Alerte | Absente quand aucune valeur n’est connue pour le mois comparé.
-- @column constat      | texte   | Constat
-- @column value        | nombre  | Dernière valeur
-- @column repere_value | nombre  | Valeur comparée
-- @column unit         | code    | Unité
-- @column ligne_count  | lignes  | Indicateurs
-- @column source_ids   | code    | Sources | Celles dont viennent les chiffres de la ligne.

with valeurs as (
    select
        indicateur_id,
        zone_code,
        value,
        measure_date
    from mesures_indicateur
    where
        snapshot_date = cast($snapshot_date as date)
        and measure_type = 'Valeur'
        and value is not null
        and measure_date <= cast($snapshot_date as date)
),

dernieres as (
    select
        indicateur_id,
        zone_code,
        max_by(value, measure_date) as value,
        max(measure_date) as measure_date
    from valeurs
    group by indicateur_id, zone_code
)

select
    dernieres.indicateur_id as sujet_id,
    indicateurs.indicateur_name as sujet_name,
    indicateurs.enjeu_id,
    [indicateurs.publisher] as owner_names,
    dernieres.zone_code,
    (dernieres.value - avant.value) * if(indicateurs.direction = 'baisse', 1, -1)
    > $recul_share * abs(avant.value) as is_alerte,
    'En recul depuis ' || strftime(avant.measure_date, '%m/%Y') as constat,
    dernieres.value,
    avant.value as repere_value,
    indicateurs.unit,
    1 as ligne_count,
    [indicateurs.source_id] as source_ids
from dernieres
inner join indicateurs using (indicateur_id)
left join valeurs as avant
    on
        dernieres.indicateur_id = avant.indicateur_id
        and dernieres.zone_code = avant.zone_code
        -- To the month: a source dates a month by its first or its last day.
        and date_trunc('month', avant.measure_date)
        = date_trunc('month', dernieres.measure_date) - to_months(cast($recul_mois as integer))
order by sujet_id, zone_code
