-- Ce que chaque instantané renseigne : cellules du suivi financier et états déclarés des montants.
--
-- @grain  snapshot_date
-- @compare chaque instantané
-- @source registre, anct-phase1
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, banque-des-territoires-ingenierie, presse-fonds | selon les lignes
-- @column snapshot_date         | date     | Instantané
-- @column attendue_count        | cellules | Cellules attendues | Territoires de la phase 1, dans la liste de cette date (périmètre courant) × engagements × quatre étapes de l’enveloppe de 2018, moins celles déclarées sans objet.
-- @column renseignee_count      | cellules | Cellules renseignées | Un montant est connu pour ce territoire, cet engagement et cette étape ; zéro compris.
-- @column renseignee_share      | %        | Part renseignée
-- @column montant_connu_count   | montants | Montants connus | À toutes les mailles, renseignés ou contestés.
-- @column montant_conteste_count | montants | Dont contestés
-- @column montant_non_communique_count | montants | Non communiqués | Attendus et demandés, non transmis. Ce n’est pas un zéro.
-- @column source_ids                   | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with cells as (
    select
        financements.snapshot_date,
        coalesce(bool_or(financements.etat in ('Renseigné', 'Contesté')), false) as is_known,
        coalesce(bool_and(financements.etat = 'Sans objet'), false) as is_sans_objet
    from financements
    inner join engagements on financements.engagement_id = engagements.engagement_id
    where
        financements.cadre = 'Enveloppe 2018'
        and financements.zone_code in (
            select perimetres.territoire_id
            from perimetres
            where perimetres.phase = 1
        )
    group by
        financements.snapshot_date, financements.zone_code, financements.engagement_id,
        financements.etape
),

filled as (
    select
        snapshot_date,
        count(*) filter (where is_known) as renseignee_count,
        count(*) filter (where is_sans_objet) as sans_objet_count
    from cells
    group by snapshot_date
),

montants as (
    select
        snapshot_date,
        count(*) filter (where etat in ('Renseigné', 'Contesté')) as connu_count,
        count(*) filter (where etat = 'Contesté') as conteste_count,
        count(*) filter (where etat = 'Non communiqué') as non_communique_count,
        list(distinct source_id order by source_id) as source_ids
    from financements
    group by snapshot_date
),

slots as (
    select
        perimetres.snapshot_date,
        4 * count(distinct perimetres.territoire_id)
        * count(distinct engagements.engagement_id) as slot_count
    from perimetres
    cross join engagements
    where perimetres.phase = 1
    group by perimetres.snapshot_date
),

expected as (
    select
        instantanes.snapshot_date,
        slots.slot_count - coalesce(filled.sans_objet_count, 0) as attendue_count,
        coalesce(filled.renseignee_count, 0) as renseignee_count
    from instantanes
    inner join slots using (snapshot_date)
    left join filled using (snapshot_date)
    where instantanes.etat = 'Publié'
)

select
    expected.snapshot_date,
    expected.attendue_count,
    expected.renseignee_count,
    expected.renseignee_count / nullif(expected.attendue_count, 0) as renseignee_share,
    coalesce(montants.connu_count, 0) as montant_connu_count,
    coalesce(montants.conteste_count, 0) as montant_conteste_count,
    coalesce(montants.non_communique_count, 0) as montant_non_communique_count,
    montants.source_ids
from expected
left join montants using (snapshot_date)
order by expected.snapshot_date desc
