-- Lieu par lieu, chaque étape d’un engagement face à la précédente, opérateur par opérateur et nature par nature.
--
-- @grain  sujet_id, zone_code
-- @source registre
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  excedent_eur  | seuil : excédent au-delà duquel l’alerte s’ouvre
-- @column sujet_id      | code    | Sujet (identifiant) | L’engagement et l’étape qui dépasse.
-- @column sujet_name    | texte   | Sujet
-- @column engagement_id | code    | Engagement (identifiant)
-- @column zone_code     | code    | Zone
-- @column is_alerte     | booléen | Alerte | Absente quand une des deux étapes est inconnue.
-- @column constat       | texte   | Constat
-- @column ligne_count   | lignes  | Lignes en cause | Un opérateur et une nature.
-- @column ecart_eur     | €       | Excédent | Sur l’étape précédente.
-- @column source_ids    | code    | Sources | Celles dont viennent les chiffres de la ligne.

with cellules as (
    select
        engagement_id,
        operateur_id,
        nature,
        zone_code,
        sum(amount_eur) filter (etape = 'Annoncé') as annonce_eur,
        sum(amount_eur) filter (etape = 'Fléché') as fleche_eur,
        sum(amount_eur) filter (etape = 'Engagé') as engage_eur,
        sum(amount_eur) filter (etape = 'Payé') as paye_eur,
        list(distinct source_id) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and engagement_id is not null
        and amount_eur is not null
    group by engagement_id, operateur_id, nature, zone_code
),

passages as (
    select
        * exclude (annonce_eur, fleche_eur, engage_eur, paye_eur),
        unnest(['fleche', 'engage', 'paye']) as etape_id,
        unnest([
            'Fléché au-delà de l’annoncé', 'Engagé au-delà du fléché', 'Payé au-delà de l’engagé'
        ]) as constat,
        unnest([
            fleche_eur - annonce_eur, engage_eur - fleche_eur, paye_eur - engage_eur
        ]) as excedent_eur
    from cellules
)

select
    engagement_id || '/' || etape_id as sujet_id,
    any_value(short_name) as sujet_name,
    engagement_id,
    zone_code,
    bool_or(excedent_eur > $excedent_eur) as is_alerte,
    constat,
    count(*) filter (excedent_eur > $excedent_eur) as ligne_count,
    sum(excedent_eur) filter (excedent_eur > $excedent_eur) as ecart_eur,
    list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
from passages
inner join engagements using (engagement_id)
group by engagement_id, etape_id, constat, zone_code
order by sujet_id, zone_code
