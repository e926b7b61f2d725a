-- Combien d’engagements sont attestés, rattachés à un enjeu, à un opérateur, et combien ont un chiffre connu.
--
-- @grain  une seule ligne
-- @source registre
-- @source convention-2019, banque-des-territoires-ingenierie, assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column engagement_count  | engagements | Engagements | Emplacements de la table, à compléter compris.
-- @column officiel_count    | engagements | Titres officiels | Emplacements dont l’intitulé officiel est connu. La liste numérotée n’a pas été trouvée.
-- @column atteste_count     | engagements | Attestés | Un texte public décrit la composante, sans en donner l’intitulé officiel. Rien ne dit que chaque composante soit l’un des 17 engagements officiels : un engagement peut en réunir plusieurs.
-- @column a_completer_count | engagements | À compléter | Aucun texte public trouvé ne décrit cet emplacement.
-- @column enjeu_count       | engagements | Avec enjeu | La source rattache la composante à l’un des quatre enjeux.
-- @column operateur_count   | engagements | Avec opérateur | Un texte public nomme qui en répond. Sinon, la demande revient à l’État.
-- @column objectif_count    | engagements | Avec objectif | Un texte public chiffre ce qui est visé.
-- @column montant_count     | engagements | Avec montant | Un montant est connu pour au moins une étape, au niveau national, par région ou par territoire, compté ou non dans l’enveloppe.
-- @column recours_count     | engagements | Avec recours | Une mesure du recours est connue, au niveau national, par région ou par territoire, objectif à part.
-- @column source_ids        | code        | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with published_amounts as (
    select
        engagement_id,
        list(distinct source_id order by source_id) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and etat in ('Renseigné', 'Contesté')
    group by engagement_id
),

published_uptake as (
    select
        engagement_id,
        list(distinct source_id order by source_id) as source_ids
    from mobilisation
    where
        snapshot_date = cast($snapshot_date as date)
        and etat in ('Renseigné', 'Contesté')
        and mesure <> 'Objectif'
    group by engagement_id
)

select
    count(*) as engagement_count,
    count(*) filter (where engagements.libelle_statut = 'officiel') as officiel_count,
    count(*) filter (where engagements.libelle_statut = 'attesté') as atteste_count,
    count(*) filter (where engagements.libelle_statut = 'à compléter') as a_completer_count,
    count(engagements.enjeu_id) as enjeu_count,
    count(*) filter (where len(engagements.operateur_ids) > 0) as operateur_count,
    count(engagements.objectif) as objectif_count,
    count(published_amounts.engagement_id) as montant_count,
    count(published_uptake.engagement_id) as recours_count,
    list_sort(list_distinct(flatten(
        list(list_concat(published_amounts.source_ids, published_uptake.source_ids))
    ))) as source_ids
from engagements
left join published_amounts using (engagement_id)
left join published_uptake using (engagement_id)
where $phase = 1 and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
