-- L’argent de chaque engagement à chaque étape, fermé sur ce qui en est annoncé dans la sélection.
--
-- @grain  engagement_id, etape
-- @with   pilotage/montants_by_zone
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source convention-2019 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column engagement_id     | code  | Identifiant
-- @column etape             | texte | Étape | Annoncé, fléché, engagé, payé ; jamais déduite d’une autre.
-- @column documente_eur     | €     | Montant connu | Somme des montants connus de l’enveloppe pour l’engagement, toutes natures ensemble, contestés compris.
-- @column reference_eur     | €     | Se ferme sur | Ce qui est annoncé de l’engagement dans la sélection ; absent si personne ne le dit.
-- @column couvert_eur       | €     | Documenté | Part du montant connu qui ne dépasse pas ce sur quoi il se ferme.
-- @column non_documente_eur | €     | Non documenté | Ce qui manque au montant connu pour fermer.
-- @column depassement_eur   | €     | Dépassement | Montant connu au-delà de ce sur quoi il se ferme ; absent s’il n’y en a pas.
-- @column etat              | texte | État | Contesté, zéro, renseigné, sans objet, en retard ou non communiqué.
-- @column source_ids        | code  | Sources | Celles dont viennent les chiffres de la ligne.

with ensemble as (
    select
        engagement_id,
        etape,
        list_position(['Annoncé', 'Fléché', 'Engagé', 'Payé'], etape) as etape_rank,
        amount_eur as documente_eur,
        etat,
        source_ids
    from montants_by_zone
    where maille = 'Ensemble'
),

references_connues as (
    select
        *,
        first_value(documente_eur) over (partition by engagement_id order by etape_rank) as reference_eur
    from ensemble
)

select
    engagement_id,
    etape,
    documente_eur,
    reference_eur,
    -- « least » and « greatest » alone take what is unknown for the other amount.
    case when documente_eur is not null then least(documente_eur, reference_eur) end as couvert_eur,
    case
        when reference_eur is not null then greatest(reference_eur - coalesce(documente_eur, 0), 0)
    end as non_documente_eur,
    case when documente_eur > reference_eur then documente_eur - reference_eur end as depassement_eur,
    etat,
    source_ids
from references_connues
order by engagement_id, etape_rank
