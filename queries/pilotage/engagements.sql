-- Les 17 engagements : qui en répond, comment le libellé est attesté, ce qui en est connu.
--
-- @grain  engagement_id
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source convention-2019, banque-des-territoires-ingenierie, assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column engagement_id   | code    | Identifiant
-- @column engagement_name | texte   | Engagement | Nom court donné par ce tableau de bord ; la liste officielle numérotée n’a pas été trouvée.
-- @column libelle         | texte   | Composante attestée | Reformulation d’un texte public ; ce n’est pas un intitulé officiel.
-- @column libelle_statut  | texte   | Statut du libellé | Officiel, attesté ou à compléter. Attesté : un texte public décrit la composante, sans en donner l’intitulé officiel.
-- @column enjeu_name      | texte   | Enjeu | Non précisé quand la source ne rattache la composante à aucun des quatre.
-- @column operateur_names | liste   | Attendu de | Opérateurs que les textes publics nomment ; l’État par défaut quand aucun n’est nommé.
-- @column montants_etat   | texte   | Montants connus | Étapes dont un montant est connu, au niveau national, par région ou par territoire, compté ou non dans l’enveloppe ; sans objet quand tous les territoires attendus le déclarent.
-- @column recours_etat    | texte   | Recours connu | Mesures connues du recours à l’engagement, au niveau national ou par territoire, objectif à part.
-- @column objectif        | texte   | Objectif publié
-- @column attestation     | texte   | Attesté par | Famille du texte public qui décrit la composante.
-- @column note            | texte   | Remarque
-- @column source_url      | url     | Textes | Adresses des textes, telles que relevées.
-- @column source_ids      | code    | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with owers as (
    select
        engagements.engagement_id,
        list(operateurs.operateur_name order by operateurs.operateur_name) as operateur_names
    from engagements
    inner join operateurs on list_contains(engagements.operateur_ids, operateurs.operateur_id)
    group by engagements.engagement_id
),

attendus as (
    select territoire_id
    from territoires
    where phase = $phase
),

amounts as (
    select
        engagement_id,
        list(distinct etape) filter (where etat in ('Renseigné', 'Contesté')) as etapes,
        -- As in Complétude: a territoire that declares nothing leaves its cells unknown.
        bool_and(etat = 'Sans objet')
        and count(distinct concat(zone_code, etape)) filter (
            where cadre = 'Enveloppe 2018' and zone_code in (select territoire_id from attendus)
        ) = 4 * (select count(*) from attendus) as is_sans_objet,
        list(distinct source_id order by source_id) as source_ids
    from financements
    where snapshot_date = cast($snapshot_date as date)
    group by engagement_id
),

uptake as (
    select
        engagement_id,
        string_agg(
            distinct case when etat = 'Contesté' then mesure || ' (contesté)' else mesure end,
            ', '
            order by case when etat = 'Contesté' then mesure || ' (contesté)' else mesure end
        ) as mesures,
        list(distinct source_id order by source_id) as source_ids
    from mobilisation
    where
        snapshot_date = cast($snapshot_date as date)
        and etat in ('Renseigné', 'Contesté')
        and mesure <> 'Objectif'
    group by engagement_id
)

select
    engagements.engagement_id,
    engagements.short_name as engagement_name,
    engagements.libelle,
    engagements.libelle_statut,
    coalesce(enjeux.enjeu_name, 'Non précisé') as enjeu_name,
    coalesce(owers.operateur_names, ['État (par défaut)']) as operateur_names,
    case
        when amounts.is_sans_objet then 'Sans objet'
        when amounts.etapes is null then 'Non communiqué'
        else array_to_string(
            list_filter(
                ['Annoncé', 'Fléché', 'Engagé', 'Payé'], lambda etape: list_contains(amounts.etapes, etape)
            ),
            ', '
        )
    end as montants_etat,
    coalesce(uptake.mesures, 'Non communiqué') as recours_etat,
    coalesce(engagements.objectif, 'Non communiqué') as objectif,
    engagements.attestation,
    engagements.note,
    engagements.source_url,
    list_concat(amounts.source_ids, uptake.source_ids) as source_ids
from engagements
left join enjeux using (enjeu_id)
left join owers using (engagement_id)
left join amounts using (engagement_id)
left join uptake using (engagement_id)
where $phase = 1 and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
order by engagements.rank
