-- L’enveloppe à chaque étape : ce qui est documenté, ce qui ne l’est pas, ce qui dépasse.
--
-- @grain  etape
-- @source dossier-2018
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @column etape              | texte    | Étape | Annoncé, fléché, engagé, payé ; jamais déduite d’une autre.
-- @column enveloppe_eur      | €        | Enveloppe annoncée | 1 360 M€ annoncés le 22 novembre 2018.
-- @column documente_eur      | €        | Documenté | Somme des montants connus à cette étape dans le cadre « Enveloppe 2018 » ; absent si aucun ne l’est.
-- @column couvert_eur        | €        | Documenté dans l’enveloppe | Part du montant documenté qui ne dépasse pas l’enveloppe.
-- @column non_documente_eur  | €        | Non documenté | Enveloppe moins montant documenté : un maximum quand un montant connu est un minimum.
-- @column depassement_eur    | €        | Dépassement | Montant documenté au-delà de l’enveloppe ; absent s’il n’y en a pas.
-- @column documente_share    | %        | Part documentée | Montant documenté rapporté à l’enveloppe ; peut dépasser 100 %.
-- @column montant_count      | montants | Montants connus
-- @column conteste_count     | montants | Dont contestés | Montants que deux sources contredisent ; ils sont dans la somme.
-- @column is_lower_bound     | booléen  | Minimum | Au moins un des montants est donné comme un minimum (« plus de »).
-- @column reported_date      | date     | Publié ou transmis le | La date la plus récente.
-- @column source_ids         | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with etapes as (
    select *
    from (values (1, 'Annoncé'), (2, 'Fléché'), (3, 'Engagé'), (4, 'Payé')) as steps (etape_rank, etape)
),

documented as (
    select
        etape,
        sum(amount_eur) as documente_eur,
        count(amount_eur) as montant_count,
        count(amount_eur) filter (where etat = 'Contesté') as conteste_count,
        coalesce(bool_or(precision = 'plus de'), false) as is_lower_bound,
        max(reported_date) as reported_date,
        list(distinct source_id order by source_id) as source_ids
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
    group by etape
)

select
    etapes.etape,
    enveloppes.amount_eur as enveloppe_eur,
    documented.documente_eur,
    -- Not « least » alone, which takes an unknown amount for the whole envelope.
    case
        when documented.documente_eur is not null
            then least(documented.documente_eur, enveloppes.amount_eur)
    end as couvert_eur,
    greatest(
        enveloppes.amount_eur - coalesce(documented.documente_eur, 0), 0
    ) as non_documente_eur,
    case
        when documented.documente_eur > enveloppes.amount_eur
            then documented.documente_eur - enveloppes.amount_eur
    end as depassement_eur,
    documented.documente_eur / enveloppes.amount_eur as documente_share,
    coalesce(documented.montant_count, 0) as montant_count,
    coalesce(documented.conteste_count, 0) as conteste_count,
    coalesce(documented.is_lower_bound, false) as is_lower_bound,
    documented.reported_date,
    documented.source_ids
from etapes
cross join enveloppes
left join documented using (etape)
where enveloppes.phase = $phase
order by etapes.etape_rank
