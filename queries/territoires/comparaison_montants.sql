-- Engagé et payé sur l’enveloppe dans chaque territoire comparé, nature par nature, et par habitant.
--
-- @grain  territoire_id, nature
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source registre | selon les lignes
-- @param  snapshot_date  | instantané
-- @param  phase          | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  enjeu_id       | identifiant de l’enjeu ; null pour les quatre
-- @param  territoire_ids | identifiants des territoires comparés, dans l’ordre ; aucune ligne sans eux
-- @column territoire_id   | code               | Identifiant
-- @column territoire_name | texte              | Territoire
-- @column nature          | texte              | Nature | Les natures ne se valent pas et ne sont pas additionnées ici.
-- @column engage_eur      | €                  | Engagé | Somme des montants connus de cette nature, contestés compris. Absent si aucun n’est connu. L’argent d’un territoire interrégional y compte une fois, en entier.
-- @column paye_eur        | €                  | Payé | Même somme à cette étape ; aucune étape ne se déduit d’une autre.
-- @column engage_ratio    | euros par habitant | Engagé, en euros par habitant | Rapporté à la population des membres, au découpage de 2026.
-- @column paye_ratio      | euros par habitant | Payé, en euros par habitant | Rapporté à la population des membres, au découpage de 2026.
-- @column population      | habitants          | Population | Population des membres, au découpage de 2026 ; le dénominateur des montants par habitant.
-- @column attendu_count   | montants           | Montants attendus | Deux par engagement de cette nature : engagé et payé, hors sans objet.
-- @column inconnu_count   | montants           | Dont non communiqués
-- @column etat            | texte              | Engagé : état | Renseigné dès qu’un montant engagé est connu, contesté si tous ceux connus le sont.
-- @column source_ids      | code               | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with amounts as (
    select
        financements.zone_code as territoire_id,
        financements.nature,
        financements.etape,
        financements.etat,
        financements.amount_eur,
        financements.source_id
    from financements
    left join engagements using (engagement_id)
    where
        financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        and financements.maille = 'Territoire'
        and financements.etape in ('Engagé', 'Payé')
        and financements.etat <> 'Sans objet'
        and $phase = 1
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
        and list_contains($territoire_ids, financements.zone_code)
),

natures as (
    select nature
    from amounts
    group by nature
    having count(amount_eur) > 0
)

select
    territoires.territoire_id,
    territoires.territoire_name,
    natures.nature,
    sum(amounts.amount_eur) filter (where amounts.etape = 'Engagé') as engage_eur,
    sum(amounts.amount_eur) filter (where amounts.etape = 'Payé') as paye_eur,
    cast(sum(amounts.amount_eur) filter (where amounts.etape = 'Engagé') as double)
    / nullif(territoires.population, 0) as engage_ratio,
    cast(sum(amounts.amount_eur) filter (where amounts.etape = 'Payé') as double)
    / nullif(territoires.population, 0) as paye_ratio,
    territoires.population,
    count(amounts.etape) as attendu_count,
    count(*) filter (where amounts.etat = 'Non communiqué') as inconnu_count,
    case
        when bool_or(amounts.etat = 'Renseigné' and amounts.etape = 'Engagé') then 'Renseigné'
        when bool_or(amounts.etat = 'Contesté' and amounts.etape = 'Engagé') then 'Contesté'
        else 'Non communiqué'
    end as etat,
    list(distinct amounts.source_id order by amounts.source_id)
    filter (where amounts.source_id is not null) as source_ids
from territoires
cross join natures
left join amounts using (territoire_id, nature)
where list_contains($territoire_ids, territoires.territoire_id)
group by
    territoires.territoire_id, territoires.territoire_name, territoires.population, natures.nature
order by natures.nature, list_position($territoire_ids, territoires.territoire_id)
