-- Montants connus depuis longtemps à une étape, dans un territoire : ceux dont rien n’est passé à la suivante.
--
-- @grain  sujet_id, zone_code
-- @compare le dernier instantané d’avant la durée du seuil
-- @source registre
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  attente_mois  | seuil : mois d’attente à partir desquels l’alerte s’ouvre
-- @param  montant_eur   | seuil : montant en attente au-delà duquel l’alerte s’ouvre
-- @column sujet_id      | code    | Sujet (identifiant) | L’engagement et l’étape où il attend.
-- @column sujet_name    | texte   | Sujet
-- @column engagement_id | code    | Engagement (identifiant)
-- @column zone_code     | code    | Zone
-- @column is_alerte     | booléen | Alerte | Absente quand l’étape suivante est inconnue, ou que rien ne dit ce qu’était l’étape alors.
-- @column constat       | texte   | Constat
-- @column ligne_count   | lignes  | Territoires
-- @column ecart_eur     | €       | Montant en attente | Le plus petit des montants de l’étape, alors et maintenant ; toutes natures ensemble.
-- @column source_ids    | code    | Sources | Celles dont viennent les chiffres de la ligne.

with dates as (
    select max(snapshot_date) as ancien_date
    from instantanes
    where
        etat = 'Publié'
        and snapshot_date
        <= cast($snapshot_date as date) - to_months(cast($attente_mois as integer))
),

etapes as (
    select
        snapshot_date,
        engagement_id,
        zone_code,
        etape,
        -- A stage is known when all that it is made of is.
        case when bool_and(amount_eur is not null) then sum(amount_eur) end as amount_eur,
        list(distinct source_id) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and maille = 'Territoire'
        and etat <> 'Sans objet'
    group by snapshot_date, engagement_id, zone_code, etape
    union all
    select
        snapshot_date,
        engagement_id,
        zone_code,
        etape,
        case when bool_and(amount_eur is not null) then sum(amount_eur) end as amount_eur,
        null as source_ids
    from financements
    where
        snapshot_date = (select dates.ancien_date from dates)
        and cadre = 'Enveloppe 2018'
        and maille = 'Territoire'
        and etat <> 'Sans objet'
    group by snapshot_date, engagement_id, zone_code, etape
),

lignes as (
    select
        engagement_id,
        zone_code,
        min(amount_eur) filter (etape = 'Fléché') as fleche_eur,
        count(amount_eur) filter (etape = 'Fléché') = 2 as is_fleche_connu,
        min(amount_eur) filter (etape = 'Engagé') as engage_eur,
        count(amount_eur) filter (etape = 'Engagé') = 2 as is_engage_connu,
        max(amount_eur) filter (
            etape = 'Engagé' and snapshot_date = cast($snapshot_date as date)
        ) as engage_actuel_eur,
        max(amount_eur) filter (
            etape = 'Payé' and snapshot_date = cast($snapshot_date as date)
        ) as paye_actuel_eur,
        flatten(list(source_ids)) as source_ids
    from etapes
    group by engagement_id, zone_code
),

attentes as (
    select
        engagement_id,
        zone_code,
        source_ids,
        unnest(['fleche', 'engage']) as etape_id,
        unnest(['Fléché, rien d’engagé', 'Engagé, rien de payé']) as constat,
        -- The smaller of both dates: what has waited all along.
        unnest([
            case when is_fleche_connu then fleche_eur end,
            case when is_engage_connu then engage_eur end
        ]) as attente_eur,
        unnest([engage_actuel_eur, paye_actuel_eur]) as suite_eur
    from lignes
)

select
    engagement_id || '/' || etape_id as sujet_id,
    short_name as sujet_name,
    engagement_id,
    zone_code,
    suite_eur = 0 and attente_eur > $montant_eur as is_alerte,
    constat,
    1 as ligne_count,
    attente_eur as ecart_eur,
    list_sort(list_distinct(source_ids)) as source_ids
from attentes
inner join engagements using (engagement_id)
order by sujet_id, zone_code
