-- Étape par étape, tous les montants connus de l’enveloppe face à l’enveloppe annoncée.
--
-- @grain  sujet_id, zone_code
-- @source dossier-2018
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  excedent_eur  | seuil : excédent au-delà duquel l’alerte s’ouvre
-- @column sujet_id     | code    | Sujet (identifiant)
-- @column sujet_name   | texte   | Sujet
-- @column owner_names  | liste   | Attendu de
-- @column zone_code    | code    | Zone | L’enveloppe est nationale.
-- @column is_alerte    | booléen | Alerte
-- @column constat      | texte   | Constat
-- @column value        | €       | Montants connus | Toutes natures ensemble, d’engagements connus ou non.
-- @column repere_value | €       | Enveloppe
-- @column unit         | code    | Unité
-- @column ligne_count  | lignes  | Montants
-- @column ecart_eur    | €       | Excédent
-- @column source_ids   | code    | Sources | Celles dont viennent les chiffres de la ligne.

select
    lower(strip_accents(financements.etape)) as sujet_id,
    'Toute l’enveloppe' as sujet_name,
    ['État'] as owner_names,
    'FR' as zone_code,
    sum(financements.amount_eur) - any_value(enveloppes.amount_eur) > $excedent_eur as is_alerte,
    financements.etape || ' au-delà de l’enveloppe' as constat,
    sum(financements.amount_eur) as value,
    any_value(enveloppes.amount_eur) as repere_value,
    '€' as unit,
    count(financements.amount_eur) as ligne_count,
    sum(financements.amount_eur) - any_value(enveloppes.amount_eur) as ecart_eur,
    list(distinct financements.source_id order by financements.source_id) as source_ids
from financements
cross join enveloppes
where
    financements.snapshot_date = cast($snapshot_date as date)
    and financements.cadre = 'Enveloppe 2018'
    and enveloppes.phase = 1
group by financements.etape
order by sujet_id
