-- Engagement par engagement, étape par étape et lieu par lieu, les montants que des sources contestent.
--
-- @grain  sujet_id, zone_code
-- @source registre
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date   | instantané
-- @param  conteste_count  | seuil : montants contestés à partir desquels l’alerte s’ouvre
-- @column sujet_id      | code    | Sujet (identifiant) | L’engagement et l’étape : deux étapes ne s’additionnent pas.
-- @column sujet_name    | texte   | Sujet
-- @column engagement_id | code    | Engagement (identifiant)
-- @column zone_code     | code    | Zone
-- @column is_alerte     | booléen | Alerte
-- @column constat       | texte   | Constat
-- @column ligne_count   | lignes  | Montants contestés
-- @column ecart_eur     | €       | Montant contesté | D’une seule étape ; toutes natures ensemble.
-- @column source_ids    | code    | Sources | Celles dont viennent les chiffres de la ligne.

select
    engagement_id || '/' || strip_accents(lower(etape)) as sujet_id,
    any_value(short_name) as sujet_name,
    engagement_id,
    zone_code,
    count(*) filter (etat = 'Contesté') >= $conteste_count as is_alerte,
    'Montant contesté : ' || lower(etape) as constat,
    count(*) filter (etat = 'Contesté') as ligne_count,
    sum(amount_eur) filter (etat = 'Contesté') as ecart_eur,
    list(distinct source_id order by source_id) as source_ids
from financements
inner join engagements using (engagement_id)
where
    snapshot_date = cast($snapshot_date as date)
    and cadre = 'Enveloppe 2018'
    and etat in ('Renseigné', 'Contesté')
group by engagement_id, etape, zone_code
order by sujet_id, zone_code
