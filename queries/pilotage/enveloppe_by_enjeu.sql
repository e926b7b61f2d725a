-- Montants connus de l’enveloppe par enjeu, celui de l’engagement, et par étape.
--
-- @grain  enjeu_name, etape
-- @source presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @column enjeu_name     | texte    | Enjeu | Non précisé quand l’engagement n’est rattaché à aucun enjeu, ou le montant à aucun engagement.
-- @column etape          | texte    | Étape | Annoncé, fléché, engagé, payé ; jamais déduite d’une autre.
-- @column amount_eur     | €        | Montant | Somme de la France, des régions et des territoires, dont les lignes s’ajoutent, toutes natures ensemble.
-- @column montant_count  | montants | Montants connus
-- @column conteste_count | montants | Dont contestés | Montants que deux sources contredisent ; ils sont dans la somme.
-- @column reported_date  | date     | Publié ou transmis le | La date la plus récente.
-- @column source_ids     | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

select
    coalesce(enjeux.enjeu_name, 'Non précisé') as enjeu_name,
    financements.etape,
    sum(financements.amount_eur) as amount_eur,
    count(*) as montant_count,
    count(*) filter (where financements.etat = 'Contesté') as conteste_count,
    max(financements.reported_date) as reported_date,
    list(distinct financements.source_id order by financements.source_id) as source_ids
from financements
left join engagements using (engagement_id)
left join enjeux using (enjeu_id)
where
    financements.snapshot_date = cast($snapshot_date as date)
    and financements.cadre = 'Enveloppe 2018'
    and financements.amount_eur is not null
group by enjeux.rank, enjeux.enjeu_name, financements.etape
order by
    enjeux.rank nulls last,
    list_position(['Annoncé', 'Fléché', 'Engagé', 'Payé'], financements.etape)
