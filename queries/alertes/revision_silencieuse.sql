-- Montants connus deux fois de suite : ceux qui changent sans nouvelle date de transmission.
--
-- @grain  sujet_id, zone_code
-- @compare l’instantané précédent
-- @source registre
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  ecart_eur     | seuil : variation, en valeur absolue, au-delà de laquelle l’alerte s’ouvre
-- @column sujet_id      | code    | Sujet (identifiant)
-- @column sujet_name    | texte   | Sujet
-- @column engagement_id | code    | Engagement (identifiant)
-- @column zone_code     | code    | Zone
-- @column is_alerte     | booléen | Alerte
-- @column constat       | texte   | Constat
-- @column ligne_count   | lignes  | Montants récrits
-- @column ecart_eur     | €       | Variation | Des montants récrits, en valeur absolue. L’annoncé change par un texte, non par un relevé : il n’est pas examiné.
-- @column source_ids    | code    | Sources | Celles dont viennent les chiffres de la ligne.

with paires as (
    select
        courants.engagement_id,
        courants.zone_code,
        courants.source_id,
        abs(courants.amount_eur - anciens.amount_eur) as variation_eur,
        courants.reported_date is not distinct from anciens.reported_date as is_meme_date
    from financements as courants
    inner join financements as anciens using (financement_id)
    where
        courants.snapshot_date = cast($snapshot_date as date)
        and anciens.snapshot_date = (
            select max(instantanes.snapshot_date)
            from instantanes
            where
                instantanes.etat = 'Publié'
                and instantanes.snapshot_date < cast($snapshot_date as date)
        )
        and courants.cadre = 'Enveloppe 2018'
        and courants.etape <> 'Annoncé'
        and courants.amount_eur is not null
        and anciens.amount_eur is not null
)

select
    engagement_id as sujet_id,
    any_value(short_name) as sujet_name,
    engagement_id,
    zone_code,
    bool_or(is_meme_date and variation_eur > $ecart_eur) as is_alerte,
    'Montant récrit sans nouvelle date' as constat,
    count(*) filter (is_meme_date and variation_eur > $ecart_eur) as ligne_count,
    sum(variation_eur) filter (is_meme_date and variation_eur > $ecart_eur) as ecart_eur,
    list(distinct source_id order by source_id) as source_ids
from paires
inner join engagements using (engagement_id)
group by engagement_id, zone_code
order by sujet_id, zone_code
