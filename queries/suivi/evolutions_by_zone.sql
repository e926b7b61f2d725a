-- Où les choses ont changé entre deux instantanés : région par région, ou territoire par territoire d’une région.
--
-- @grain  zone_code
-- @with   suivi/lieux_compares, suivi/lignes_comparees
-- @compare ceux des instantanés comparés
-- @source manifestes, decoupage-2026
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, presse-fonds, banque-des-territoires-ingenierie, assemblee-vte, dreets-contrat, saint-nazaire-contrat, ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané ; le dernier comparé
-- @param  base_date     | instantané auquel il est comparé ; null pour le précédent
-- @param  pas_a_pas     | vrai : chaque instantané publié est comparé au précédent, depuis le premier
-- @param  phase         | 1 ou 2 ; en phase 2, seuls les faits de ses territoires, et les indicateurs
-- @param  region_code   | code région ; null pour la France entière ; un territoire sorti de la liste compte dans sa région principale d’alors
-- @param  territoire_id | identifiant du territoire ; null pour tous ; aucun indicateur n’est donné par territoire
-- @param  enjeu_id      | identifiant de l’enjeu ; contrats, décisions et météo d’un lieu ne relèvent d’aucun
-- @column zone_code          | code   | Zone
-- @column zone_name          | texte  | Lieu | Une ligne qui porte sur plusieurs lieux compte dans chacun : ces nombres ne s’additionnent pas. Ce qui n’est d’aucune région, ou d’aucun territoire de la région, a sa ligne.
-- @column changements_dit    | texte  | Lignes changées | En toutes lettres, sans les zéros.
-- @column changee_count      | lignes | En tout
-- @column silencieuse_count  | lignes | Révisions silencieuses
-- @column declaree_count     | lignes | Révisions déclarées
-- @column perdue_count       | lignes | Perdues | Connues devenues inconnues, ou disparues.
-- @column perimetre_count    | lignes | Périmètre
-- @column connue_count       | lignes | Devenues connues | Inconnues jusque-là.
-- @column nouvelle_count     | lignes | Nouvelles
-- @column engage_variation_eur | €    | Engagé | Écart des montants engagés de l’enveloppe 2018, périmètre compris ; toutes natures ensemble.
-- @column paye_variation_eur   | €    | Payé | Écart des montants payés de l’enveloppe 2018, périmètre compris ; toutes natures ensemble.
-- @column source_ids         | code   | Sources

with places as (
    select
        zone_code as lieu_code,
        unnest(region_codes) as zone_code
    from lieux_compares
    where $region_code is null and $territoire_id is null and maille <> 'France'
    union all
    select
        zone_code as lieu_code,
        zone_code
    from lieux_compares
    where $region_code is not null or $territoire_id is not null or maille = 'France'
),

noms as (
    select
        zone_code,
        case
            when maille = 'France' then 'Non régionalisé'
            when maille = 'Région' and $region_code is not null then 'Non territorialisé'
            else zone_name
        end as zone_name
    from lieux_compares
),

-- Once a place, however many of its territoires a row names.
situees as (
    select distinct
        places.zone_code,
        lignes_comparees.* exclude (zone_codes, lieu_code)
    from (
        select
            *,
            unnest(zone_codes) as lieu_code
        from lignes_comparees
        where not is_meme
    ) as lignes_comparees
    inner join places using (lieu_code)
)

select
    situees.zone_code,
    any_value(noms.zone_name) as zone_name,
    concat_ws(
        ', ',
        nullif(count(*) filter (situees.evolution = 'Révision silencieuse'), 0)
        || ' révisées en silence',
        nullif(count(*) filter (situees.evolution = 'Révision déclarée'), 0)
        || ' révisées, déclarées',
        nullif(count(*) filter (situees.evolution in ('Connu devenu inconnu', 'Disparue')), 0)
        || ' perdues',
        nullif(count(*) filter (situees.evolution = 'Changement de périmètre'), 0)
        || ' de périmètre',
        nullif(count(*) filter (situees.evolution = 'Inconnu devenu connu'), 0)
        || ' devenues connues',
        nullif(count(*) filter (situees.evolution = 'Donnée nouvelle'), 0) || ' nouvelles'
    ) as changements_dit,
    count(*) as changee_count,
    count(*) filter (situees.evolution = 'Révision silencieuse') as silencieuse_count,
    count(*) filter (situees.evolution = 'Révision déclarée') as declaree_count,
    count(*) filter (situees.evolution in ('Connu devenu inconnu', 'Disparue')) as perdue_count,
    count(*) filter (situees.evolution = 'Changement de périmètre') as perimetre_count,
    count(*) filter (situees.evolution = 'Inconnu devenu connu') as connue_count,
    count(*) filter (situees.evolution = 'Donnée nouvelle') as nouvelle_count,
    sum(coalesce(situees.after_eur, 0) - coalesce(situees.before_eur, 0))
    filter (situees.cadre = 'Enveloppe 2018' and situees.etape = 'Engagé') as engage_variation_eur,
    sum(coalesce(situees.after_eur, 0) - coalesce(situees.before_eur, 0))
    filter (situees.cadre = 'Enveloppe 2018' and situees.etape = 'Payé') as paye_variation_eur,
    list_sort(list_distinct(flatten(list(situees.source_ids)))) as source_ids
from situees
inner join noms using (zone_code)
group by situees.zone_code
order by
    silencieuse_count desc, abs(engage_variation_eur) desc nulls last, changee_count desc,
    situees.zone_code asc
