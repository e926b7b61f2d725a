-- Chaque cellule du suivi financier : son état, et ce que vaut le montant connu, critère par critère.
--
-- @grain  engagement_id, territoire_id, etape
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column engagement_id   | code    | Engagement (identifiant)
-- @column territoire_id   | code    | Territoire (identifiant)
-- @column territoire_name | texte   | Territoire
-- @column etape           | texte   | Étape
-- @column etat            | texte   | État | Contesté si un montant l’est ; renseigné si un est connu, zéro si leur somme est nulle ; sans objet si tous le sont ; en retard après l’échéance ; non communiqué.
-- @column is_connue       | booléen | Connue | Un montant est connu, zéro compris, contesté ou non.
-- @column is_fraiche      | booléen | Fraîche | Tout montant connu est transmis depuis moins que le seuil. Absente pour l’annoncé, et pour l’inconnu.
-- @column is_coherente    | booléen | Cohérente | Ni contestée, ni au-delà de l’étape précédente. Absente pour l’inconnu.
-- @column is_tracee       | booléen | Tracée | Tout montant connu porte source, date et opérateur. Absente pour l’inconnu.
-- @column source_ids      | code    | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with lieux as (
    select
        territoire_id,
        territoire_name
    from territoires
    where
        $phase = 1
        and phase = $phase
        and ($territoire_id is null or territoire_id = $territoire_id)
        and (
            $region_code is null
            or territoire_id in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            )
        )
),

declarees as (
    select
        engagement_id,
        zone_code as territoire_id,
        etape,
        sum(amount_eur) as amount_eur,
        bool_or(etat in ('Renseigné', 'Contesté')) as is_connue,
        bool_or(etat = 'Contesté') as is_contestee,
        bool_and(etat = 'Sans objet') as is_sans_objet,
        min(due_date) filter (etat = 'Non communiqué') as due_date,
        bool_and(
            coalesce(
                reported_date >= cast($snapshot_date as date) - to_months((
                    select cast(criteres.seuil_value as integer)
                    from criteres
                    where criteres.critere_id = 'fraicheur'
                )),
                false
            )
        ) filter (etat in ('Renseigné', 'Contesté')) as is_fraiche,
        bool_and(
            source_id is not null and reported_date is not null and operateur_id is not null
        ) filter (etat in ('Renseigné', 'Contesté')) as is_tracee,
        list(distinct source_id) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and maille = 'Territoire'
    group by engagement_id, zone_code, etape
),

-- A stage above the one before it is where the alert rule found one (pilotage/desordres compares the same cells).
desordres as (
    select
        alerte_id,
        zone_code as territoire_id
    from alertes
    where regle_id = 'ordre_des_etapes' and snapshot_date = cast($snapshot_date as date)
)

select
    engagements.engagement_id,
    lieux.territoire_id,
    lieux.territoire_name,
    etapes.etape,
    case
        when declarees.is_contestee then 'Contesté'
        when declarees.is_connue then if(declarees.amount_eur = 0, 'Zéro', 'Renseigné')
        when declarees.is_sans_objet then 'Sans objet'
        when declarees.due_date < cast($snapshot_date as date) then 'En retard'
        else 'Non communiqué'
    end as etat,
    coalesce(declarees.is_connue, false) as is_connue,
    if(declarees.is_connue and etapes.etape <> 'Annoncé', declarees.is_fraiche, null) as is_fraiche,
    if(
        declarees.is_connue, not declarees.is_contestee and desordres.alerte_id is null, null
    ) as is_coherente,
    if(declarees.is_connue, declarees.is_tracee, null) as is_tracee,
    declarees.source_ids
from engagements
cross join lieux
cross join (values (1, 'Annoncé'), (2, 'Fléché'), (3, 'Engagé'), (4, 'Payé')) as etapes (rank, etape)
left join declarees using (engagement_id, territoire_id, etape)
left join desordres
    on
        lieux.territoire_id = desordres.territoire_id
        and desordres.alerte_id
        = 'ordre_des_etapes/' || engagements.engagement_id || '/' || strip_accents(lower(etapes.etape))
where $enjeu_id is null or engagements.enjeu_id = $enjeu_id
order by engagements.rank, lieux.territoire_id, etapes.rank
