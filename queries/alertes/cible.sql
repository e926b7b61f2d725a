-- Indicateurs qui ont un départ et une cible : le chemin fait face au temps écoulé.
--
-- @grain  sujet_id, zone_code
-- @source ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané ; aucune mesure n’est plus récente
-- @param  retard_share  | seuil : part du temps écoulé moins part du chemin fait, à partir de laquelle l’alerte s’ouvre
-- @column sujet_id     | code    | Sujet (identifiant)
-- @column sujet_name   | texte   | Sujet
-- @column enjeu_id     | code    | Enjeu (identifiant)
-- @column owner_names  | liste   | Attendu de
-- @column zone_code    | code    | Zone | « FR » ou code de la région.
-- @column is_alerte    | booléen | Alerte | Absente quand le départ, la cible ou une valeur manque.
-- @column constat      | texte   | Constat
-- @column value        | nombre  | Dernière valeur
-- @column repere_value | nombre  | Cible
-- @column unit         | code    | Unité
-- @column ligne_count  | lignes  | Indicateurs
-- @column source_ids   | code    | Sources | Celles dont viennent les chiffres de la ligne.

with mesures as (
    select
        indicateurs.indicateur_id,
        indicateurs.indicateur_name,
        indicateurs.enjeu_id,
        indicateurs.publisher,
        indicateurs.source_id,
        indicateurs.unit,
        mesures_indicateur.zone_code,
        -- An annual counter is read once its year is over; the zero it opens with is no start.
        max(value) filter (measure_type = 'Départ' and not (is_cumul_annuel and value = 0))
            as depart,
        max(measure_date) filter (measure_type = 'Départ' and not (is_cumul_annuel and value = 0))
            as depart_date,
        max_by(value, measure_date) filter (
            measure_type = 'Valeur' and not (is_cumul_annuel and month(measure_date) < 12)
        ) as valeur,
        max(measure_date) filter (
            measure_type = 'Valeur' and not (is_cumul_annuel and month(measure_date) < 12)
        ) as valeur_date,
        max(value) filter (measure_type = 'Cible') as cible,
        max(measure_date) filter (measure_type = 'Cible') as cible_date
    from mesures_indicateur
    inner join indicateurs using (indicateur_id)
    where
        snapshot_date = cast($snapshot_date as date)
        and value is not null
        and (measure_type = 'Cible' or measure_date <= cast($snapshot_date as date))
    group by all
),

trajets as (
    select
        *,
        case
            when cible <> depart and cible_date > depart_date and valeur_date >= depart_date
                then
                    least(
                        date_diff('day', depart_date, valeur_date)
                        / date_diff('day', depart_date, cible_date), 1
                    ) - (valeur - depart) / (cible - depart)
        end as retard_share,
        cible_date < cast($snapshot_date as date) as is_echue
    from mesures
)

select
    indicateur_id as sujet_id,
    indicateur_name as sujet_name,
    enjeu_id,
    [publisher] as owner_names,
    zone_code,
    retard_share >= $retard_share
    or (retard_share is not null and is_echue and (valeur - cible) * (cible - depart) < 0)
        as is_alerte,
    case
        when is_echue and (valeur - cible) * (cible - depart) < 0 then 'Cible manquée'
        when (valeur - depart) * (cible - depart) < 0 then 'S’éloigne de sa cible'
        else 'En retard sur sa cible'
    end as constat,
    valeur as value,
    cible as repere_value,
    unit,
    1 as ligne_count,
    [source_id] as source_ids
from trajets
order by sujet_id, zone_code
