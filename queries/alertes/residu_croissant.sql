-- Étape par étape, ce qui n’est pas documenté de l’enveloppe, face à l’instantané précédent.
--
-- @grain  sujet_id, zone_code
-- @compare l’instantané précédent
-- @source dossier-2018
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  hausse_share  | seuil : hausse, rapportée à l’enveloppe, au-delà de laquelle l’alerte s’ouvre
-- @column sujet_id     | code    | Sujet (identifiant)
-- @column sujet_name   | texte   | Sujet
-- @column owner_names  | liste   | Attendu de
-- @column zone_code    | code    | Zone | L’enveloppe est nationale.
-- @column is_alerte    | booléen | Alerte | Absente quand rien n’était connu à l’étape.
-- @column constat      | texte   | Constat
-- @column value        | €       | Non documenté | Enveloppe moins montants connus ; nul quand ils la dépassent.
-- @column repere_value | €       | Non documenté, instantané précédent
-- @column unit         | code    | Unité
-- @column ligne_count  | lignes  | Montants connus
-- @column ecart_eur    | €       | Hausse
-- @column source_ids   | code    | Sources | Celles dont viennent les chiffres de la ligne.

with apres as (
    select
        etape,
        sum(amount_eur) as apres_eur,
        count(amount_eur) as ligne_count,
        list(distinct source_id) as source_ids
    from financements
    where snapshot_date = cast($snapshot_date as date) and cadre = 'Enveloppe 2018'
    group by etape
),

avant as (
    select
        etape,
        sum(amount_eur) as avant_eur,
        list(distinct source_id) as avant_source_ids
    from financements
    where
        snapshot_date = (
            select max(instantanes.snapshot_date)
            from instantanes
            where
                instantanes.etat = 'Publié'
                and instantanes.snapshot_date < cast($snapshot_date as date)
        )
        and cadre = 'Enveloppe 2018'
    group by etape
),

documentes as (
    select
        etape,
        avant.avant_eur,
        apres.apres_eur,
        coalesce(apres.ligne_count, 0) as ligne_count,
        list_sort(list_distinct(list_concat(apres.source_ids, avant.avant_source_ids)))
            as source_ids
    from apres
    full join avant using (etape)
),

residus as (
    select
        documentes.*,
        enveloppes.amount_eur as enveloppe_eur,
        greatest(enveloppes.amount_eur - documentes.avant_eur, 0) as avant_residu_eur,
        -- What nobody documents any more is all to be documented again.
        greatest(enveloppes.amount_eur - coalesce(documentes.apres_eur, 0), 0) as residu_eur
    from documentes
    cross join enveloppes
    where enveloppes.phase = 1
)

select
    lower(strip_accents(etape)) as sujet_id,
    'Toute l’enveloppe' as sujet_name,
    ['État'] as owner_names,
    'FR' as zone_code,
    case
        when avant_eur is not null
            then residu_eur - avant_residu_eur > $hausse_share * enveloppe_eur
    end as is_alerte,
    'Non documenté en hausse : ' || lower(etape) as constat,
    residu_eur as value,
    avant_residu_eur as repere_value,
    '€' as unit,
    ligne_count,
    residu_eur - avant_residu_eur as ecart_eur,
    source_ids
from residus
order by sujet_id
