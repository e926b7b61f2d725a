-- L’argent de la sélection à chaque étape, fermé sur l’enveloppe, ou sur ce qui en est annoncé dans le lieu ou pour l’enjeu.
--
-- @grain  etape
-- @source dossier-2018
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column etape             | texte    | Étape | Annoncé, fléché, engagé, payé ; jamais déduite d’une autre.
-- @column documente_eur     | €        | Montant connu | Somme des montants connus de la sélection, toutes natures ensemble, contestés compris. Un territoire sur deux régions compte dans chacune, une fois pour la France.
-- @column reference_eur     | €        | Se ferme sur | L’enveloppe annoncée ; pour un lieu ou un enjeu, ce qui en est annoncé, absent si personne ne le dit.
-- @column couvert_eur       | €        | Documenté | Part du montant connu qui ne dépasse pas ce sur quoi il se ferme.
-- @column non_documente_eur | €        | Non documenté | Ce qui manque au montant connu pour fermer : un maximum quand un montant connu est un minimum.
-- @column depassement_eur   | €        | Dépassement | Montant connu au-delà de ce sur quoi il se ferme ; absent s’il n’y en a pas.
-- @column enveloppe_eur     | €        | Enveloppe annoncée | 1 360 M€ annoncés le 22 novembre 2018.
-- @column enveloppe_share   | %        | Part de l’enveloppe | Du montant connu ; peut dépasser 100 %.
-- @column ailleurs_eur      | €        | Hors de la sélection | Montants connus à cette étape qui ne sont pas de la sélection.
-- @column inconnu_eur       | €        | Documenté nulle part | Ce qui ferme l’enveloppe, avec la sélection et ce qui est hors d’elle.
-- @column montant_count     | montants | Montants connus
-- @column conteste_count    | montants | Dont contestés | Montants que deux sources contredisent ; ils sont dans la somme.
-- @column source_ids        | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with etapes as (
    select *
    from (values (1, 'Annoncé'), (2, 'Fléché'), (3, 'Engagé'), (4, 'Payé')) as steps (etape_rank, etape)
),

montants as (
    select
        financements.*,
        ($enjeu_id is null or coalesce(engagements.enjeu_id = $enjeu_id, false))
        and case
            when $territoire_id is not null then zone_code = $territoire_id
            when $region_code is not null
                then
                    zone_code = $region_code
                    or zone_code in (
                        select territoire_regions.territoire_id
                        from territoire_regions
                        where territoire_regions.region_code = $region_code
                    )
            else true
        end as is_selected
    from financements
    left join engagements using (engagement_id)
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and amount_eur is not null
),

connus as (
    select
        etape,
        sum(amount_eur) as total_eur,
        sum(amount_eur) filter (is_selected) as documente_eur,
        count(*) filter (is_selected) as montant_count,
        count(*) filter (is_selected and etat = 'Contesté') as conteste_count,
        list(distinct source_id order by source_id) filter (is_selected) as source_ids
    from montants
    group by etape
),

fermees as (
    select
        etapes.*,
        connus.* exclude (etape),
        enveloppes.amount_eur as enveloppe_eur,
        case
            when coalesce($region_code, $territoire_id, $enjeu_id) is null then enveloppes.amount_eur
            else first_value(connus.documente_eur) over (order by etapes.etape_rank)
        end as reference_eur
    from etapes
    cross join enveloppes
    left join connus using (etape)
    where enveloppes.phase = $phase
)

select
    etape,
    documente_eur,
    reference_eur,
    -- « least » and « greatest » alone take what is unknown for the other amount.
    case when documente_eur is not null then least(documente_eur, reference_eur) end as couvert_eur,
    case
        when reference_eur is not null then greatest(reference_eur - coalesce(documente_eur, 0), 0)
    end as non_documente_eur,
    case when documente_eur > reference_eur then documente_eur - reference_eur end as depassement_eur,
    enveloppe_eur,
    documente_eur / enveloppe_eur as enveloppe_share,
    total_eur - coalesce(documente_eur, 0) as ailleurs_eur,
    greatest(enveloppe_eur - coalesce(total_eur, 0), 0) as inconnu_eur,
    coalesce(montant_count, 0) as montant_count,
    coalesce(conteste_count, 0) as conteste_count,
    source_ids
from fermees
order by etape_rank
