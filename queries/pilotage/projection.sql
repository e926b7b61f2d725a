-- Ce que la projection de l’engagé et du payé lit, relevé après relevé, et les mois qui suivent le dernier relevé complet.
--
-- @grain  perimetre, etape, horizon_count, snapshot_date
-- @with   pilotage/consommation
-- @compare les instantanés précédents
-- @source manifestes, decoupage-2026, anct-phase1, anct-phase2
-- @source cour-2024 | selon les lignes
-- @param  snapshot_date | instantané ; la série s’y arrête
-- @param  phase         | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column perimetre        | texte       | Périmètre | Courant : tout ce qui est connu à chaque date. Constant : les seuls territoires que l’on suit d’un bout à l’autre.
-- @column etape            | texte       | Étape
-- @column horizon_count    | mois        | Horizon (mois) | Mois après le dernier relevé complet ; vide pour un fait.
-- @column snapshot_date    | date        | Date | Celle du relevé, ou la fin du mois projeté.
-- @column amount_eur       | €           | Montant | Un fait ; vide pour un mois projeté.
-- @column territoire_count | territoires | Territoires du périmètre
-- @column is_complet       | booléen     | Complet | Aucun relevé ne manque ; les autres points ne servent pas.
-- @column suite_rank       | nombre      | Suite | Points qui se suivent de mois en mois, sans relevé manquant ni changement de périmètre ; une projection ne part que d’une suite.
-- @column definition_rank  | nombre      | Définition | Change avec le périmètre ; une projection n’est jamais jugée sur un point d’une autre définition.
-- @column projete_eur      | €           | Projeté | N’est pas un fait. Calculé de ces lignes par tdi/projection.py (section « Projeter la consommation » de la méthode) ; vide quand la projection est refusée, et au-delà de l’horizon contrôlé.
-- @column methode          | texte       | Méthode retenue | Dérive : le rythme moyen de la suite se poursuit. Lissage : le rythme vient du lissage exponentiel simple de la bibliothèque nommée.
-- @column low_eur          | €           | Borne basse (80 %)
-- @column high_eur         | €           | Borne haute (80 %)
-- @column erreur_count     | essais      | Essais passés | Projections refaites à une date passée avec ce que l’on savait alors, dont la suite est connue à cet horizon.
-- @column erreur_eur       | €           | Erreur moyenne du lissage | Moyenne des écarts absolus de ces essais.
-- @column derive_eur       | €           | Erreur moyenne de la dérive | La même, pour la projection naïve : le rythme moyen se poursuit.
-- @column juge_count       | intervalles | Intervalles jugés | Ceux que l’on aurait donnés à une date passée, dont la suite est connue.
-- @column couvert_count    | intervalles | Dont exacts | La suite y est tombée.
-- @column source_ids       | code        | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with deplacements as (
    -- A statement says by this remark that a merger or an entry moved an amount.
    select distinct snapshot_date
    from financements
    where
        maille = 'Territoire'
        and note like 'Périmètre%'
        and snapshot_date <= cast($snapshot_date as date)
        and (
            coalesce($territoire_id, $region_code) is null or zone_code = $territoire_id
            or ($territoire_id is null and zone_code in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            ))
        )
),

points as (
    select
        consommation.*,
        consommation.snapshot_date in (select deplacements.snapshot_date from deplacements) as is_deplace,
        -- The whole nation holds what is of no territoire too: an entry moves, and adds nothing.
        consommation.perimetre = 'Courant' and coalesce($territoire_id, $region_code) is not null as is_borne
    from consommation
),

ruptures as (
    select
        *,
        is_borne and (is_deplace or territoire_count <> lag(territoire_count) over serie) as is_autre_perimetre,
        suite_rank <> lag(suite_rank) over serie as is_rompu
    from points
    window serie as (partition by perimetre, etape order by snapshot_date)
),

series as (
    select
        * exclude (suite_rank),
        count(*) filter (is_rompu or is_autre_perimetre) over serie as suite_rank,
        count(*) filter (is_autre_perimetre) over serie as definition_rank
    from ruptures
    window serie as (partition by perimetre, etape order by snapshot_date)
),

horizons as (
    select unnest(range(1, 13)) as horizon_count
),

mois as (
    select
        perimetre,
        etape,
        horizon_count,
        last_day(max(snapshot_date) + to_months(cast(horizon_count as integer))) as snapshot_date,
        max(definition_rank) as definition_rank,
        list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
    from series
    cross join horizons
    where is_complet
    group by perimetre, etape, horizon_count
),

lignes as (
    select * exclude (muet_count, hors_count, hors_dit, hors_eur, is_deplace, is_borne, is_autre_perimetre, is_rompu)
    from series
    union all by name
    select *
    from mois
)

select
    perimetre,
    etape,
    horizon_count,
    snapshot_date,
    amount_eur,
    territoire_count,
    is_complet,
    suite_rank,
    definition_rank,
    cast(null as double) as projete_eur,
    cast(null as varchar) as methode,
    cast(null as double) as low_eur,
    cast(null as double) as high_eur,
    cast(null as bigint) as erreur_count,
    cast(null as double) as erreur_eur,
    cast(null as double) as derive_eur,
    cast(null as bigint) as juge_count,
    cast(null as bigint) as couvert_count,
    source_ids
from lignes
order by
    list_position(['Courant', 'Constant'], perimetre), etape, horizon_count nulls first, snapshot_date
