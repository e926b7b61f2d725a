-- Ce qui appelle une réponse, du plus grave au moins grave : où, de combien, depuis quand, et qui en répond.
--
-- @grain  alerte_rank
-- @compare l’instantané précédent
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, ditp-barometre, relance-barometre, assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; montants, réponses et décisions sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous ; aucun indicateur n’est donné par territoire
-- @param  enjeu_id      | identifiant de l’enjeu ; les décisions ne relèvent d’aucun
-- @column alerte_rank | nombre | Rang | De la plus grave à la moins grave.
-- @column gravite     | nombre | Gravité | 1 engagé au-delà de l’annoncé ou de l’enveloppe, 2 étapes dans le désordre, 3 révision silencieuse, 4 réponse en retard, 5 montant contesté, 6 décision en retard, 7 indicateur loin de sa cible, 8 chiffre annoncé contredit : une convention de ce tableau de bord.
--   À gravité égale vient d’abord le plus grand écart, puis le plus grand nombre de lignes.
-- @column alerte_type | texte  | Alerte | Étapes dans le désordre : une étape dépasse la précédente, pour une nature et un lieu.
--   Révision silencieuse : un montant autre qu’annoncé change sans nouvelle date de transmission, ou une mesure passée est récrite.
--   Loin de la cible : elle est passée sans être atteinte, ou le chemin fait est d’un quart au moins en retard sur le temps écoulé.
-- @column sujet_name  | texte  | Sujet | Engagement, opérateur, décision ou indicateur.
-- @column owner_names | liste  | Attendu de | Les opérateurs nommés pour l’engagement, l’État quand aucun ne l’est ; le responsable de la décision ; l’éditeur de l’indicateur.
-- @column zone_names  | liste  | Lieux
-- @column zone_count  | lieux  | Nombre de lieux
-- @column ligne_count | lignes | Lignes en cause
-- @column ecart_eur   | €      | Écart ou montant | Dépassement, excédent sur l’étape précédente, variation révisée ou montant contesté, en valeur absolue.
-- @column ecart_share | %      | Retard sur le temps écoulé | Part du temps écoulé entre le départ et la cible, moins part du chemin fait ; pour les indicateurs.
-- @column since_date  | date   | Depuis | La plus ancienne échéance passée, pour les retards.
-- @column page_name   | texte  | Où lire les lignes | Page de ce tableau de bord ; absente pour une décision nationale, écrite ici en entier.
-- @column source_ids  | code   | Sources | Celles dont viennent les chiffres de la ligne.

with dates as (
    select max(snapshot_date) as previous_date
    from instantanes
    where etat = 'Publié' and snapshot_date < cast($snapshot_date as date)
),

lieux as (
    select distinct
        territoire_id as zone_code,
        territoire_name as zone_name
    from territoires
    inner join territoire_regions using (territoire_id)
    where
        territoires.phase = $phase
        and ($territoire_id is null or territoires.territoire_id = $territoire_id)
        and ($region_code is null or territoire_regions.region_code = $region_code)
    union all
    select
        region_code as zone_code,
        region_name as zone_name
    from regions
    where $territoire_id is null and ($region_code is null or region_code = $region_code)
    union all
    select
        'FR' as zone_code,
        'France' as zone_name
    where $territoire_id is null and $region_code is null
),

montants as (
    select
        financements.*,
        engagements.short_name,
        lieux.zone_name
    from financements
    inner join lieux using (zone_code)
    inner join engagements using (engagement_id)
    where
        financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        and $phase = 1
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
),

cellules as (
    select
        engagement_id,
        short_name,
        nature,
        zone_code,
        zone_name,
        sum(amount_eur) filter (etape = 'Annoncé') as annonce_eur,
        sum(amount_eur) filter (etape = 'Fléché') as fleche_eur,
        sum(amount_eur) filter (etape = 'Engagé') as engage_eur,
        sum(amount_eur) filter (etape = 'Payé') as paye_eur,
        list(distinct source_id) as sources
    from montants
    group by engagement_id, short_name, nature, zone_code, zone_name
),

desordres as (
    select
        *,
        unnest([
            'Fléché au-delà de l’annoncé', 'Engagé au-delà du fléché', 'Payé au-delà de l’engagé'
        ]) as alerte_type,
        unnest([
            fleche_eur - annonce_eur, engage_eur - fleche_eur, paye_eur - engage_eur
        ]) as ecart_eur
    from cellules
),

retards as (
    select
        engagement_id,
        'montants' as famille,
        zone_code,
        zone_name,
        min(due_date) as due_date,
        list(distinct source_id) as sources
    from montants
    where maille = 'Territoire'
    group by engagement_id, zone_code, zone_name, etape
    having
        min(due_date) < cast($snapshot_date as date)
        and not bool_or(etat in ('Renseigné', 'Contesté'))
        and not bool_and(etat = 'Sans objet')
    union all
    select
        engagement_id,
        'recours' as famille,
        zone_code,
        zone_name,
        due_date,
        [mobilisation.source_id] as sources
    from mobilisation
    inner join lieux using (zone_code)
    inner join engagements using (engagement_id)
    where
        mobilisation.snapshot_date = cast($snapshot_date as date)
        and mobilisation.value is null
        and mobilisation.etat <> 'Sans objet'
        and due_date < cast($snapshot_date as date)
        and $phase = 1
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
),

mesures as (
    select
        indicateurs.indicateur_id,
        indicateurs.indicateur_name,
        indicateurs.publisher,
        indicateurs.source_id,
        lieux.zone_name,
        max(value) filter (measure_type = 'Départ') as depart,
        max(measure_date) filter (measure_type = 'Départ') as depart_date,
        max_by(value, measure_date) filter (measure_type = 'Valeur') as valeur,
        max(measure_date) filter (measure_type = 'Valeur') as valeur_date,
        max(value) filter (measure_type = 'Cible') as cible,
        max(measure_date) filter (measure_type = 'Cible') as cible_date
    from mesures_indicateur
    inner join indicateurs using (indicateur_id)
    inner join lieux using (zone_code)
    where
        mesures_indicateur.snapshot_date = cast($snapshot_date as date)
        and value is not null
        and zone_code = coalesce($region_code, 'FR')
        and (measure_type = 'Cible' or measure_date <= cast($snapshot_date as date))
        -- An annual counter is read once its year is over; the zero it opens with is no start.
        and not (is_cumul_annuel and measure_type = 'Valeur' and month(measure_date) < 12)
        and not (is_cumul_annuel and measure_type = 'Départ' and value = 0)
        and ($enjeu_id is null or indicateurs.enjeu_id = $enjeu_id)
    group by all
),

trajets as (
    select
        *,
        least(
            date_diff('day', depart_date, valeur_date)
            / date_diff('day', depart_date, cible_date), 1
        ) - (valeur - depart) / (cible - depart) as ecart_share
    from mesures
    where cible <> depart and cible_date > depart_date and valeur_date >= depart_date
),

alertes as (
    select
        1 as gravite,
        'Engagé au-delà de l’annoncé' as alerte_type,
        short_name as sujet_name,
        engagement_id,
        list(distinct zone_name order by zone_name) filter (engage_eur > annonce_eur) as zone_names,
        count(*) filter (engage_eur > annonce_eur) as ligne_count,
        sum(engage_eur) - sum(annonce_eur) as ecart_eur,
        'Engagements' as page_name,
        flatten(list(sources)) as source_ids
    from cellules
    -- A cell that nobody reports keeps what was announced for it: only a sure excess is told.
    where annonce_eur is not null
    group by engagement_id, short_name
    having sum(engage_eur) > sum(annonce_eur)
    union all by name
    select
        1 as gravite,
        etape || ' au-delà de l’enveloppe' as alerte_type,
        'Toute l’enveloppe' as sujet_name,
        ['France'] as zone_names,
        count(financements.amount_eur) as ligne_count,
        sum(financements.amount_eur) - any_value(enveloppes.amount_eur) as ecart_eur,
        'Enveloppe' as page_name,
        list(distinct financements.source_id) as source_ids
    from financements
    cross join enveloppes
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and enveloppes.phase = $phase
        and $region_code is null and $territoire_id is null and $enjeu_id is null
    group by etape
    having sum(financements.amount_eur) > any_value(enveloppes.amount_eur)
    union all by name
    select
        2 as gravite,
        alerte_type,
        short_name as sujet_name,
        engagement_id,
        list(distinct zone_name order by zone_name) as zone_names,
        count(*) as ligne_count,
        sum(ecart_eur) as ecart_eur,
        'Engagements' as page_name,
        flatten(list(sources)) as source_ids
    from desordres
    where ecart_eur > 0
    group by alerte_type, engagement_id, short_name
    union all by name
    select
        3 as gravite,
        'Révision silencieuse' as alerte_type,
        courants.short_name as sujet_name,
        courants.engagement_id,
        list(distinct courants.zone_name order by courants.zone_name) as zone_names,
        count(*) as ligne_count,
        sum(abs(courants.amount_eur - anciens.amount_eur)) as ecart_eur,
        'Engagements' as page_name,
        list(distinct courants.source_id) as source_ids
    from montants as courants
    inner join financements as anciens
        on
            courants.financement_id = anciens.financement_id
            and anciens.snapshot_date = (select previous_date from dates)
    where
        courants.etape <> 'Annoncé'
        and courants.amount_eur <> anciens.amount_eur
        and courants.reported_date is not distinct from anciens.reported_date
    group by courants.engagement_id, courants.short_name
    union all by name
    select
        3 as gravite,
        'Révision silencieuse' as alerte_type,
        indicateurs.indicateur_name as sujet_name,
        [any_value(publisher)] as owner_names,
        list(distinct lieux.zone_name order by lieux.zone_name) as zone_names,
        count(*) as ligne_count,
        'Enjeux' as page_name,
        list(distinct indicateurs.source_id) as source_ids
    from mesures_indicateur as courants
    inner join mesures_indicateur as anciens
        using (indicateur_id, zone_code, measure_type, measure_date)
    inner join indicateurs using (indicateur_id)
    inner join lieux using (zone_code)
    where
        courants.snapshot_date = cast($snapshot_date as date)
        and anciens.snapshot_date = (select previous_date from dates)
        and courants.value <> anciens.value
        and ($enjeu_id is null or indicateurs.enjeu_id = $enjeu_id)
    group by indicateurs.indicateur_id, indicateurs.indicateur_name
    union all by name
    select
        4 as gravite,
        'Réponses en retard, ' || retards.famille as alerte_type,
        operateurs.operateur_name as sujet_name,
        [operateurs.operateur_name] as owner_names,
        list(distinct zone_name order by zone_name) as zone_names,
        count(*) as ligne_count,
        min(retards.due_date) as since_date,
        'Complétude' as page_name,
        flatten(list(retards.sources)) as source_ids
    from retards
    inner join engagements using (engagement_id)
    inner join operateurs
        on
            list_contains(engagements.operateur_ids, operateurs.operateur_id)
            or (len(engagements.operateur_ids) = 0 and operateurs.operateur_id = 'etat')
    group by retards.famille, operateurs.operateur_id, operateurs.operateur_name
    union all by name
    select
        5 as gravite,
        'Montants contestés' as alerte_type,
        short_name as sujet_name,
        engagement_id,
        list(distinct zone_name order by zone_name) as zone_names,
        count(*) as ligne_count,
        sum(amount_eur) as ecart_eur,
        'Engagements' as page_name,
        list(distinct source_id) as source_ids
    from montants
    where etat = 'Contesté'
    group by engagement_id, short_name
    union all by name
    select
        6 as gravite,
        'Décision en retard' as alerte_type,
        intitule as sujet_name,
        [owner] as owner_names,
        [zone_name] as zone_names,
        1 as ligne_count,
        due_date as since_date,
        case when maille <> 'France' then 'Région' end as page_name
    from decisions
    inner join lieux using (zone_code)
    where
        snapshot_date = cast($snapshot_date as date)
        and due_date < snapshot_date
        and statut not in ('Faite', 'Abandonnée')
        and $phase = 1
        and $enjeu_id is null
    union all by name
    select
        7 as gravite,
        case
            when cible_date < cast($snapshot_date as date) then 'Cible manquée'
            when (valeur - depart) * (cible - depart) < 0 then 'Indicateur qui s’éloigne de sa cible'
            else 'Indicateur en retard sur sa cible'
        end as alerte_type,
        indicateur_name as sujet_name,
        [publisher] as owner_names,
        [zone_name] as zone_names,
        1 as ligne_count,
        ecart_share,
        'Enjeux' as page_name,
        [source_id] as source_ids
    from trajets
    where
        ecart_share >= 0.25
        or (cible_date < cast($snapshot_date as date) and (valeur - cible) * (cible - depart) < 0)
    union all by name
    select
        8 as gravite,
        'Chiffres annoncés contredits' as alerte_type,
        'Registre des chiffres annoncés' as sujet_name,
        count(*) as ligne_count,
        'Chiffres annoncés' as page_name,
        ['registre'] as source_ids
    from annonces
    where
        annonce_type = 'Chiffre' and verdict = 'contredit'
        and ($territoire_id is null or coalesce(territoire_id = $territoire_id, false))
        and (
            $territoire_id is not null or $region_code is null
            or list_contains(region_codes, $region_code)
        )
        and ($enjeu_id is null or coalesce(enjeu_id = $enjeu_id, false))
    having count(*) > 0
)

select
    row_number() over (
        order by
            gravite asc, ecart_eur desc nulls last, ecart_share desc nulls last, ligne_count desc,
            since_date asc nulls last, sujet_name asc, alerte_type asc
    ) as alerte_rank,
    gravite,
    alerte_type,
    sujet_name,
    coalesce(alertes.owner_names, case
        when len(engagements.operateur_ids) = 0 then ['État']
        else (
            select list(operateurs.operateur_name order by operateurs.operateur_name)
            from operateurs
            where list_contains(engagements.operateur_ids, operateurs.operateur_id)
        )
    end) as owner_names,
    zone_names,
    len(zone_names) as zone_count,
    ligne_count,
    ecart_eur,
    ecart_share,
    since_date,
    page_name,
    list_sort(list_distinct(alertes.source_ids)) as source_ids
from alertes
left join engagements using (engagement_id)
order by alerte_rank
