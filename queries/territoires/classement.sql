-- Part de l’engagé qui est payée dans chaque territoire, nature par nature : entre quelles bornes, et à quel rang.
--
-- @grain  territoire_id, nature
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source registre | selon les lignes
-- @param  snapshot_date  | instantané
-- @param  phase          | 1 ou 2 ; l’enveloppe connue est celle de la phase 1
-- @param  enjeu_id       | identifiant de l’enjeu ; null pour les quatre
-- @param  territoire_ids | identifiants des territoires comparés ; liste vide quand aucun ne l’est
-- @column territoire_id         | code        | Identifiant
-- @column territoire_name       | texte       | Territoire
-- @column nature                | texte       | Nature | Un classement par nature : un prêt et une subvention ne se paient pas de la même façon. Les engagements dont personne n’a dit la nature ne sont dans aucun.
-- @column compare_rank          | nombre      | Numéro dans la comparaison | Absent quand le territoire n’est pas comparé.
-- @column engage_eur            | €           | Engagé connu
-- @column paye_eur              | €           | Payé connu | Hors montants contestés.
-- @column consommation_share    | %           | Part de l’engagé payée | Sur les seuls engagements dont l’engagé et le payé sont tous deux connus.
-- @column consommation_min_share | %          | Borne basse | Tous les montants inconnus au plus défavorable : payés zéro, engagés jusqu’au fléché, à défaut jusqu’à l’annoncé.
-- @column consommation_max_share | %          | Borne haute | Tous les montants inconnus au plus favorable : tout ce qui est engagé est payé. Les bornes supposent payé ≤ engagé ≤ fléché ≤ annoncé là où un montant manque ; ce n’est pas une marge statistique.
-- @column attendu_count         | engagements | Engagements attendus | De cette nature, hors ceux déclarés sans objet.
-- @column inconnu_count         | engagements | Dont inconnus ou contestés | L’engagé ou le payé manque ou est contesté.
-- @column rank_min              | nombre      | Meilleur rang | Un de plus que le nombre de territoires sûrement devant : leur borne basse passe sa borne haute.
-- @column rank_max              | nombre      | Moins bon rang | Tous les territoires classés, moins ceux sûrement derrière.
-- @column ex_aequo_count        | territoires | Ex æquo | Autres territoires dont l’intervalle touche le sien : rien ne les départage.
-- @column classe_count          | territoires | Territoires classés
-- @column motif                 | texte       | Non classé parce que | Absent quand le territoire est classé.
-- @column source_ids            | code        | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with etapes as (
    select
        financements.zone_code as territoire_id,
        financements.engagement_id,
        financements.nature,
        financements.etape,
        -- A stage is known when all that it is made of is, without dispute.
        case when bool_and(financements.etat = 'Renseigné') then sum(financements.amount_eur) end
            as amount_eur,
        bool_and(financements.etat = 'Sans objet') as is_sans_objet,
        list(distinct financements.source_id) as source_ids
    from financements
    left join engagements using (engagement_id)
    where
        financements.snapshot_date = cast($snapshot_date as date)
        and financements.cadre = 'Enveloppe 2018'
        and financements.maille = 'Territoire'
        and $phase = 1
        and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
    group by
        financements.zone_code, financements.engagement_id, financements.nature, financements.etape
),

amounts as (
    select
        territoire_id,
        engagement_id,
        nature,
        bool_or(is_sans_objet) filter (where etape = 'Engagé') as is_sans_objet,
        max(amount_eur) filter (where etape = 'Engagé') as engage_eur,
        max(amount_eur) filter (where etape = 'Payé') as paye_eur,
        coalesce(
            max(amount_eur) filter (where etape = 'Fléché'),
            max(amount_eur) filter (where etape = 'Annoncé')
        ) as plafond_eur,
        flatten(list(source_ids)) as source_ids
    from etapes
    group by territoire_id, engagement_id, nature
),

-- A nature of which nothing at all is known ranks nobody.
natures as (
    select nature
    from amounts
    group by nature
    having bool_or(engage_eur is not null)
),

-- An engagement declared in one territoire is expected in all: a row that is missing is unknown.
expected as (
    select
        engagement_id,
        nature
    from amounts
    where nature in (select natures.nature from natures)
    group by engagement_id, nature
    having not bool_and(is_sans_objet)
),

lignes as (
    select
        territoires.territoire_id,
        territoires.territoire_name,
        territoires.valid_from > cast($snapshot_date as date) - interval 12 month as is_recent,
        expected.nature,
        amounts.engage_eur,
        amounts.paye_eur,
        amounts.source_ids,
        amounts.engage_eur is null or amounts.paye_eur is null as is_inconnu,
        -- Absent when no stage bounds it: `greatest` alone would take the other amount.
        case
            when amounts.engage_eur is not null then amounts.engage_eur
            when amounts.plafond_eur is not null
                then greatest(amounts.plafond_eur, coalesce(amounts.paye_eur, 0))
        end as engage_max_eur,
        -- What is left to choose when neither is known: it may all be paid, or not even engaged.
        if(
            amounts.engage_eur is null and amounts.paye_eur is null,
            coalesce(amounts.plafond_eur, 0), 0
        ) as libre_eur,
        coalesce(amounts.engage_eur, amounts.paye_eur, 0) as engage_min_eur,
        coalesce(amounts.paye_eur, amounts.engage_eur, 0) as paye_max_eur
    from territoires
    cross join expected
    left join amounts using (territoire_id, engagement_id, nature)
    where territoires.phase = $phase and not coalesce(amounts.is_sans_objet, false)
),

bornes as (
    select
        territoire_id,
        territoire_name,
        nature,
        sum(engage_eur) as engage_eur,
        sum(paye_eur) as paye_eur,
        cast(sum(paye_eur) filter (where not is_inconnu) as double)
        / nullif(sum(engage_eur) filter (where not is_inconnu), 0) as consommation_share,
        cast(sum(coalesce(paye_eur, 0)) as double) / nullif(sum(engage_max_eur), 0) as basse,
        greatest(
            cast(sum(paye_max_eur) as double) / nullif(sum(engage_min_eur), 0),
            cast(sum(paye_max_eur) + sum(libre_eur) as double)
            / nullif(sum(engage_min_eur) + sum(libre_eur), 0)
        ) as haute,
        count(*) as attendu_count,
        count(*) filter (where is_inconnu) as inconnu_count,
        case
            when count(*) filter (where is_inconnu) > 0.5 * count(*)
                then 'plus de la moitié des engagements sont inconnus ou contestés'
            when bool_or(engage_max_eur is null)
                then 'un engagement n’est connu à aucune étape : rien ne borne son montant'
            when sum(engage_max_eur) = 0 then 'rien n’est engagé'
            when bool_or(is_recent) then 'entré dans le programme depuis moins de douze mois'
        end as motif,
        list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
    from lignes
    group by territoire_id, territoire_name, nature
),

classes as (
    select
        territoire_id,
        nature,
        basse,
        haute
    from bornes
    where motif is null
),

rangs as (
    select
        un.territoire_id,
        un.nature,
        1 + count(*) filter (where autre.basse > un.haute) as rank_min,
        count(*) - count(*) filter (where autre.haute < un.basse) as rank_max,
        count(*) as classe_count
    from classes as un
    inner join classes as autre using (nature)
    group by un.territoire_id, un.nature
)

select
    bornes.territoire_id,
    bornes.territoire_name,
    bornes.nature,
    nullif(list_position($territoire_ids, bornes.territoire_id), 0) as compare_rank,
    bornes.engage_eur,
    bornes.paye_eur,
    bornes.consommation_share,
    bornes.basse as consommation_min_share,
    bornes.haute as consommation_max_share,
    bornes.attendu_count,
    bornes.inconnu_count,
    rangs.rank_min,
    rangs.rank_max,
    rangs.rank_max - rangs.rank_min as ex_aequo_count,
    rangs.classe_count,
    bornes.motif,
    bornes.source_ids
from bornes
left join rangs using (territoire_id, nature)
order by
    bornes.nature asc,
    rangs.rank_min is null asc,
    bornes.haute + bornes.basse desc nulls last,
    bornes.territoire_id asc
