-- Ce qui a changé depuis l’instantané précédent : chaque quantité avant et après, ses lignes nouvelles, disparues et révisées.
--
-- @grain  famille, cadre, etape, nature
-- @with   suivi/passages, suivi/lignes_choisies
-- @compare l’instantané précédent
-- @source manifestes, decoupage-2026
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, presse-fonds, banque-des-territoires-ingenierie, assemblee-vte, dreets-contrat, saint-nazaire-contrat, ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané montré ; aucune ligne quand c’est le premier publié
-- @param  base_date     | instantané auquel il est comparé ; null pour le précédent
-- @param  pas_a_pas     | faux : deux instantanés seulement
-- @param  phase         | 1 ou 2 ; en phase 2, seuls les faits de ses territoires, et les indicateurs
-- @param  region_code   | code région ; null pour la France entière ; un territoire sorti de la liste compte dans sa région principale d’alors
-- @param  territoire_id | identifiant du territoire ; null pour tous ; aucun indicateur n’est donné par territoire
-- @param  enjeu_id      | identifiant de l’enjeu ; contrats, décisions et météo d’un lieu ne relèvent d’aucun
-- @column famille         | texte  | Famille
-- @column cadre           | texte  | Cadre | Enveloppe 2018, hors enveloppe ou rattachement inconnu ; pour les montants.
-- @column etape           | texte  | Étape | Jamais déduite d’une autre ; pour les montants.
-- @column nature          | texte  | Nature | « Ensemble » réunit toutes les natures de l’étape, en plus d’une ligne pour chacune.
-- @column previous_date   | date   | Instantané comparé | Le plus récent des instantanés publiés avant celui qui est montré. Seuls les faits sont comparés : engagements et enjeux sont ceux de l’instantané montré.
-- @column before_count    | lignes | Lignes connues avant
-- @column after_count     | lignes | Lignes connues après
-- @column new_count       | lignes | Nouvelles | Qui n’existaient pas à l’instantané comparé.
-- @column connue_count    | lignes | Devenues connues | Elles existaient, sans rien dire.
-- @column withdrawn_count | lignes | Disparues | Qui n’existent plus.
-- @column inconnue_count  | lignes | Devenues inconnues | Elles existent encore, et ne disent plus rien.
-- @column revised_count   | lignes | Modifiées | Connues les deux fois, avec un autre contenu : mises à jour, révisées ou déplacées par le périmètre (page Évolutions).
-- @column before_eur      | €      | Montant avant | Absent quand aucun n’était connu.
-- @column after_eur       | €      | Montant après | Absent quand aucun n’est connu.
-- @column variation_eur   | €      | Écart | Après moins avant, des seules lignes dont le montant est connu aux deux dates : un montant devenu inconnu n’est pas tombé à zéro. Absent quand aucune ne l’est.
-- @column new_eur         | €      | Nouveau | Hors de l’écart, comme les trois suivants.
-- @column connue_eur      | €      | Devenu connu
-- @column withdrawn_eur   | €      | Disparu | Dernier montant connu.
-- @column inconnue_eur    | €      | Devenu inconnu | Dernier montant connu.
-- @column source_ids      | code   | Sources | Celles dont viennent les chiffres de la ligne.

with natures as (
    select
        * exclude (nature),
        not is_ligne_avant as is_nouvelle,
        is_ligne_avant and not is_avant as is_devenue_connue,
        not is_ligne_apres as is_disparue,
        is_ligne_apres and not is_apres as is_devenue_inconnue,
        unnest(if(nature is null, [null], ['Ensemble', nature])) as nature
    from lignes_choisies
),

familles as (
    select unnest([
        'Montants', 'Recours', 'Fiches-actions', 'Contrats', 'Décisions', 'Météo', 'Indicateurs'
    ]) as famille
)

select
    familles.famille,
    natures.cadre,
    natures.etape,
    natures.nature,
    passages.base_date as previous_date,
    count(*) filter (natures.is_avant) as before_count,
    count(*) filter (natures.is_apres) as after_count,
    count(*) filter (natures.is_nouvelle) as new_count,
    count(*) filter (natures.is_devenue_connue) as connue_count,
    count(*) filter (natures.is_disparue) as withdrawn_count,
    count(*) filter (natures.is_devenue_inconnue) as inconnue_count,
    count(*) filter (natures.is_avant and natures.is_apres and not natures.is_meme) as revised_count,
    sum(natures.before_eur) as before_eur,
    sum(natures.after_eur) as after_eur,
    sum(natures.after_eur - natures.before_eur) as variation_eur,
    sum(natures.after_eur) filter (natures.is_nouvelle) as new_eur,
    sum(natures.after_eur) filter (natures.is_devenue_connue) as connue_eur,
    sum(natures.before_eur) filter (natures.is_disparue) as withdrawn_eur,
    sum(natures.before_eur) filter (natures.is_devenue_inconnue) as inconnue_eur,
    list_sort(list_distinct(flatten(list(natures.source_ids)))) as source_ids
from familles
cross join passages
left join natures using (famille)
group by familles.famille, natures.cadre, natures.etape, natures.nature, passages.base_date
order by
    list_position(
        ['Montants', 'Recours', 'Fiches-actions', 'Contrats', 'Décisions', 'Météo', 'Indicateurs'],
        familles.famille
    ),
    natures.cadre,
    list_position(['Annoncé', 'Fléché', 'Engagé', 'Payé'], natures.etape),
    natures.nature <> 'Ensemble',
    natures.nature
