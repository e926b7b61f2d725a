-- Où les choses ont changé entre deux instantanés : région par région, ou territoire par territoire d’une région.
--
-- @grain  zone_code
-- @with   suivi/lieux_compares, suivi/lignes_choisies
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
-- @column engage_variation_eur | € | Engagé | Écart des montants engagés de l’enveloppe 2018 connus aux deux dates, périmètre compris ; toutes natures ensemble. Un montant devenu inconnu n’est pas tombé à zéro.
-- @column engage_new_eur | € | Engagé devenu connu | Inconnu avant ; hors de l’écart.
-- @column engage_withdrawn_eur | € | Engagé qui n’est plus connu | Dernier montant connu ; hors de l’écart.
-- @column paye_variation_eur | € | Payé | Écart des montants payés de l’enveloppe 2018 connus aux deux dates, périmètre compris ; toutes natures ensemble. Un montant devenu inconnu n’est pas tombé à zéro.
-- @column paye_new_eur | € | Payé devenu connu | Inconnu avant ; hors de l’écart.
-- @column paye_withdrawn_eur | € | Payé qui n’est plus connu | Dernier montant connu ; hors de l’écart.
-- @column source_ids         | code   | Sources

with lieux as (
    select *
    from lieux_compares
    where
        ($region_code is null or list_contains(region_codes, $region_code))
        and ($territoire_id is null or zone_code = $territoire_id)
),

places as (
    select
        zone_code as lieu_code,
        unnest(region_codes) as zone_code
    from lieux
    where $region_code is null and $territoire_id is null and maille <> 'France'
    union all
    select
        zone_code as lieu_code,
        zone_code
    from lieux
    where $region_code is not null or $territoire_id is not null or maille = 'France'
),

noms as (
    select
        zone_code,
        any_value(case
            when maille = 'France' then 'Non régionalisé'
            when maille = 'Région' and $region_code is not null then 'Non territorialisé'
            else zone_name
        end) as zone_name
    from lieux
    group by zone_code
),

-- Once a place, however many of its territoires a row names.
situees as (
    select distinct
        places.zone_code,
        lignes_choisies.* exclude (zone_codes, lieu_code)
    from (
        select
            *,
            unnest(zone_codes) as lieu_code
        from lignes_choisies
        where not is_meme
    ) as lignes_choisies
    inner join places using (lieu_code)
),

comptees as (
    select
        zone_code,
        count(*) as changee_count,
        count(*) filter (evolution = 'Révision silencieuse') as silencieuse_count,
        count(*) filter (evolution = 'Révision déclarée') as declaree_count,
        count(*) filter (evolution in ('Connu devenu inconnu', 'Disparue')) as perdue_count,
        count(*) filter (evolution = 'Changement de périmètre') as perimetre_count,
        count(*) filter (evolution = 'Inconnu devenu connu') as connue_count,
        count(*) filter (evolution = 'Donnée nouvelle') as nouvelle_count,
        sum(after_eur - before_eur) filter (cadre = 'Enveloppe 2018' and etape = 'Engagé') as engage_variation_eur,
        sum(after_eur) filter (cadre = 'Enveloppe 2018' and etape = 'Engagé' and before_eur is null) as engage_new_eur,
        sum(before_eur) filter (cadre = 'Enveloppe 2018' and etape = 'Engagé' and after_eur is null) as engage_withdrawn_eur,
        sum(after_eur - before_eur) filter (cadre = 'Enveloppe 2018' and etape = 'Payé') as paye_variation_eur,
        sum(after_eur) filter (cadre = 'Enveloppe 2018' and etape = 'Payé' and before_eur is null) as paye_new_eur,
        sum(before_eur) filter (cadre = 'Enveloppe 2018' and etape = 'Payé' and after_eur is null) as paye_withdrawn_eur,
        list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
    from situees
    group by zone_code
)

select
    comptees.zone_code,
    noms.zone_name,
    -- Each count with its word for one, and for more.
    array_to_string(
        list_transform(
            list_filter(
                [
                    row(comptees.silencieuse_count, 'révisée en silence', 'révisées en silence'),
                    row(comptees.declaree_count, 'révisée, déclarée', 'révisées, déclarées'),
                    row(comptees.perdue_count, 'perdue', 'perdues'),
                    row(comptees.perimetre_count, 'de périmètre', 'de périmètre'),
                    row(comptees.connue_count, 'devenue connue', 'devenues connues'),
                    row(comptees.nouvelle_count, 'nouvelle', 'nouvelles')
                ],
                lambda said: said[1] > 0
            ),
            lambda said: replace(format('{:,}', said[1]), ',', chr(8239))
            || chr(160) || if(said[1] < 2, said[2], said[3])
        ),
        ', '
    ) as changements_dit,
    comptees.* exclude (zone_code, source_ids),
    comptees.source_ids
from comptees
inner join noms using (zone_code)
order by
    silencieuse_count desc, abs(engage_variation_eur) desc nulls last, changee_count desc,
    comptees.zone_code asc
