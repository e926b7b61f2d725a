-- Ce qui a changé entre deux instantanés, compté par nature d’évolution ; les étapes de l’argent et les cadres ne sont jamais réunis.
--
-- @grain  evolution, famille, cadre, etape
-- @with   suivi/evolutions
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
-- @column evolution     | texte  | Évolution | Seules celles qui ont eu lieu.
-- @column famille       | texte  | Famille
-- @column cadre         | texte  | Cadre | Pour les montants.
-- @column etape         | texte  | Étape | Pour les montants.
-- @column sujet_name    | texte  | Sujet | Table, étape et cadre.
-- @column ligne_count   | lignes | Lignes
-- @column zone_count    | lieux  | Lieux
-- @column variation_eur | €      | Écart | Toutes natures ensemble, des seules lignes dont le montant est connu aux deux dates : un montant devenu inconnu n’est pas tombé à zéro.
-- @column hausse_eur    | €      | Dont hausses
-- @column baisse_eur    | €      | Dont baisses | Négatif.
-- @column new_eur       | €      | Devenu connu | Montants inconnus avant ; aucun écart n’en est tiré.
-- @column withdrawn_eur | €      | N’est plus connu | Dernier montant connu de ce qui n’est plus communiqué, ou a disparu.
-- @column motif_count   | lignes | Avec un motif déclaré
-- @column source_ids    | code   | Sources

select
    evolution,
    famille,
    cadre,
    etape,
    concat_ws(' · ', famille, etape, cadre) as sujet_name,
    count(*) as ligne_count,
    len(list_distinct(flatten(list(zone_names)))) as zone_count,
    sum(variation_eur) as variation_eur,
    sum(variation_eur) filter (variation_eur > 0) as hausse_eur,
    sum(variation_eur) filter (variation_eur < 0) as baisse_eur,
    sum(after_eur) filter (before_eur is null) as new_eur,
    sum(before_eur) filter (after_eur is null) as withdrawn_eur,
    count(motif) as motif_count,
    list_sort(list_distinct(flatten(list(source_ids)))) as source_ids
from evolutions
group by evolution, famille, cadre, etape
order by
    min(evolution_rank),
    list_position(['Annoncé', 'Fléché', 'Engagé', 'Payé'], etape),
    famille,
    cadre
