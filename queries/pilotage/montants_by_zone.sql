-- Montant de l’enveloppe de chaque engagement à chaque étape, lieu par lieu : par région pour la France, par territoire pour une région.
--
-- @grain  etape, engagement_id, maille, zone_code
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source convention-2019 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column etape           | texte       | Étape | Annoncé, fléché, engagé ou payé ; aucune ne se déduit d’une autre.
-- @column engagement_id   | code        | Identifiant
-- @column engagement_name | texte       | Engagement | Nom court donné par ce tableau de bord ; la liste officielle numérotée n’a pas été trouvée.
-- @column maille          | texte       | Maille | Ensemble, Région ou Territoire ; hors lieu pour ce qui n’est d’aucune région, ou d’aucun territoire de la région.
-- @column zone_code       | code        | Zone (code)
-- @column zone_name       | texte       | Zone
-- @column amount_eur      | €           | Montant | Somme des montants connus de l’enveloppe de 2018, toutes natures ensemble, contestés compris. Un territoire sur deux régions compte dans chacune, une fois dans l’ensemble.
-- @column attendu_count   | territoires | Territoires attendus | Hors ceux où le montant est déclaré sans objet.
-- @column inconnu_count   | territoires | Non communiqués | Territoires dont rien ne donne le montant ; ceux en retard compris.
-- @column etat            | texte       | État | Contesté si un montant l’est ; renseigné si un est connu, zéro si leur somme est nulle ; en retard après l’échéance.
-- @column source_ids      | code        | Sources | Celles dont viennent les chiffres de la ligne.

with zones as (
    -- Each place, under each column that it adds to.
    select distinct
        unnest(['Ensemble', 'Région', 'Territoire']) as maille,
        unnest(['ensemble', regions.region_code, territoires.territoire_id]) as zone_code,
        unnest(['Ensemble', regions.region_name, territoires.territoire_name]) as zone_name,
        territoires.territoire_id as lieu_code,
        true as is_territoire
    from territoires
    inner join territoire_regions using (territoire_id)
    inner join regions on territoire_regions.region_code = regions.region_code
    where
        territoires.phase = $phase
        and ($territoire_id is null or territoires.territoire_id = $territoire_id)
        and ($region_code is null or territoire_regions.region_code = $region_code)
    union all
    select
        unnest(['Ensemble', if($region_code is null, 'Région', 'Hors lieu')]) as maille,
        unnest(['ensemble', region_code]) as zone_code,
        unnest(['Ensemble', if($region_code is null, region_name, 'Non territorialisé')]) as zone_name,
        region_code as lieu_code,
        false as is_territoire
    from regions
    where $territoire_id is null and ($region_code is null or region_code = $region_code)
    union all
    select
        unnest(['Ensemble', 'Hors lieu']) as maille,
        unnest(['ensemble', 'FR']) as zone_code,
        unnest(['Ensemble', 'Non territorialisé']) as zone_name,
        'FR' as lieu_code,
        false as is_territoire
    where $territoire_id is null and $region_code is null
),

answers as (
    select
        engagement_id,
        etape,
        zone_code as lieu_code,
        sum(amount_eur) as amount_eur,
        bool_or(etat = 'Contesté') as is_conteste,
        bool_or(etat in ('Renseigné', 'Contesté')) as is_known,
        bool_and(etat = 'Sans objet') as is_sans_objet,
        min(due_date) filter (where etat = 'Non communiqué') as due_date,
        list(distinct source_id) as source_ids
    from financements
    where snapshot_date = cast($snapshot_date as date) and cadre = 'Enveloppe 2018'
    group by engagement_id, etape, zone_code
),

summed as (
    select
        etapes.etape,
        etapes.etape_rank,
        engagements.rank,
        engagements.engagement_id,
        engagements.short_name as engagement_name,
        zones.maille,
        zones.zone_code,
        zones.zone_name,
        sum(answers.amount_eur) as amount_eur,
        count(*) filter (where zones.is_territoire and not coalesce(answers.is_sans_objet, false))
            as attendu_count,
        count(*) filter (where zones.is_territoire and answers.is_known) as connu_count,
        bool_or(answers.is_conteste) as is_conteste,
        bool_or(answers.is_known) as is_known,
        bool_or(not answers.is_known and not answers.is_sans_objet) as is_inconnu,
        min(answers.due_date) as due_date,
        list_sort(list_distinct(flatten(list(answers.source_ids)))) as source_ids
    from engagements
    cross join (
        values (1, 'Annoncé'), (2, 'Fléché'), (3, 'Engagé'), (4, 'Payé')
    ) as etapes (etape_rank, etape)
    cross join zones
    left join answers using (engagement_id, etape, lieu_code)
    where
        $phase = 1
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
        and zones.maille <> if($region_code is null and $territoire_id is null, 'Territoire', 'Région')
    group by all
)

select
    etape,
    engagement_id,
    engagement_name,
    maille,
    zone_code,
    zone_name,
    amount_eur,
    attendu_count,
    attendu_count - connu_count as inconnu_count,
    case
        when is_conteste then 'Contesté'
        when amount_eur = 0 then 'Zéro'
        when is_known then 'Renseigné'
        when attendu_count = 0 and not coalesce(is_inconnu, false) then 'Sans objet'
        when due_date < cast($snapshot_date as date) then 'En retard'
        else 'Non communiqué'
    end as etat,
    source_ids
from summed
order by
    etape_rank, rank, list_position(['Ensemble', 'Région', 'Territoire'], maille) nulls last,
    strip_accents(zone_name), zone_code
