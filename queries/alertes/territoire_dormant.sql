-- Territoires suivis depuis assez longtemps : ceux où aucun montant, aucune fiche, aucune météo n’est nouveau.
--
-- @grain  sujet_id
-- @compare le dernier instantané d’avant la durée du seuil
-- @source anct-phase1
-- @source registre, presse-2018, convention-2019, cour-2024 | selon les lignes
-- @param  snapshot_date | instantané
-- @param  silence_mois  | seuil : mois sans rien de nouveau à partir desquels l’alerte s’ouvre
-- @column sujet_id    | code    | Sujet (identifiant)
-- @column sujet_name  | texte   | Sujet
-- @column owner_names | liste   | Attendu de
-- @column zone_code   | code    | Zone
-- @column is_alerte   | booléen | Alerte | Absente quand aucun montant du territoire n’est connu aux deux dates.
-- @column constat     | texte   | Constat
-- @column ligne_count | lignes  | Montants inchangés
-- @column source_ids  | code    | Sources | Celles dont viennent les chiffres de la ligne.

with dates as (
    select max(snapshot_date) as ancien_date
    from instantanes
    where
        etat = 'Publié'
        and snapshot_date
        <= cast($snapshot_date as date) - to_months(cast($silence_mois as integer))
),

montants as (
    select
        courants.zone_code,
        count(anciens.amount_eur) as connu_count,
        count(*) filter (courants.amount_eur = anciens.amount_eur) as inchange_count,
        -- What nobody had told a year ago is as new as what has changed.
        count(*) filter (courants.amount_eur is distinct from anciens.amount_eur) as change_count,
        list(distinct courants.source_id order by courants.source_id) as source_ids
    from financements as courants
    left join financements as anciens
        on
            courants.financement_id = anciens.financement_id
            and anciens.snapshot_date = (select ancien_date from dates)
    where
        courants.snapshot_date = cast($snapshot_date as date)
        and courants.cadre = 'Enveloppe 2018'
        and courants.maille = 'Territoire'
        -- Money that moves on is engaged or paid; the rest is shared out from the national total.
        and courants.etape in ('Engagé', 'Payé')
        and courants.amount_eur is not null
    group by courants.zone_code
),

nouvelles as (
    select unnest(territoire_ids) as zone_code
    from fiches_action
    where
        snapshot_date = cast($snapshot_date as date)
        and start_date > (select ancien_date from dates)
    union
    select zone_code
    from appreciations
    where
        snapshot_date = cast($snapshot_date as date)
        and appreciation_date > (select ancien_date from dates)
)

select
    territoires.territoire_id as sujet_id,
    territoires.territoire_name as sujet_name,
    ['Équipe du territoire'] as owner_names,
    territoires.territoire_id as zone_code,
    case
        when montants.connu_count > 0
            then
                montants.change_count = 0
                and territoires.territoire_id not in (select nouvelles.zone_code from nouvelles)
    end as is_alerte,
    'Rien de nouveau depuis le ' || strftime(dates.ancien_date, '%d/%m/%Y') as constat,
    montants.inchange_count as ligne_count,
    montants.source_ids
from territoires
cross join dates
left join montants on territoires.territoire_id = montants.zone_code
where territoires.phase = 1
order by sujet_id
