-- Territoires entrés ou sortis entre deux instantanés, et ce qui ne peut pas être suivi de l’un à l’autre.
--
-- @grain  territoire_id
-- @with   suivi/mouvements, suivi/lieux_compares, suivi/lignes_choisies
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
-- @column territoire_id   | code   | Territoire (identifiant)
-- @column territoire_name | texte  | Territoire
-- @column region_name     | texte  | Région principale
-- @column mouvement       | texte  | Mouvement | Entré : dans la liste de l’instantané, pas dans celle d’avant. Sorti : l’inverse.
-- @column ligne_count     | lignes | Lignes sans vis-à-vis | Lignes connues à une seule des deux dates : aucune comparaison n’est possible.
-- @column engage_eur      | €      | Dont engagé | De l’enveloppe 2018, à la date où le territoire est dans la liste. Absent : inconnu.
-- @column paye_eur        | €      | Dont payé | Id.
-- @column lien_names      | liste  | Même lieu, autre phase | Territoires de l’autre phase qui ont des membres communs avec lui : leurs chiffres ne sont pas repris.
-- @column source_ids      | code   | Sources

with situees as (
    select
        *,
        unnest(zone_codes) as territoire_id
    from lignes_choisies
    where is_avant <> is_apres
),

liens as (
    select
        liees.territoire_id,
        list(territoires.territoire_name order by territoires.territoire_name) as lien_names
    from (
        select
            phase1_territoire_id as territoire_id,
            phase2_territoire_id as autre_id
        from territoire_liens
        union all
        select
            phase2_territoire_id as territoire_id,
            phase1_territoire_id as autre_id
        from territoire_liens
    ) as liees
    inner join territoires on liees.autre_id = territoires.territoire_id
    group by liees.territoire_id
)

select
    mouvements.territoire_id,
    any_value(mouvements.territoire_name) as territoire_name,
    any_value(regions.region_name) as region_name,
    any_value(mouvements.mouvement) as mouvement,
    count(situees.ligne_id) as ligne_count,
    sum(coalesce(situees.after_eur, situees.before_eur))
    filter (situees.cadre = 'Enveloppe 2018' and situees.etape = 'Engagé') as engage_eur,
    sum(coalesce(situees.after_eur, situees.before_eur))
    filter (situees.cadre = 'Enveloppe 2018' and situees.etape = 'Payé') as paye_eur,
    any_value(liens.lien_names) as lien_names,
    coalesce(list_sort(list_distinct(flatten(list(situees.source_ids)))), []) as source_ids
from mouvements
inner join lieux_compares on mouvements.territoire_id = lieux_compares.zone_code
left join regions using (region_code)
left join situees
    on mouvements.territoire_id = situees.territoire_id and mouvements.snapshot_date = situees.snapshot_date
left join liens on mouvements.territoire_id = liens.territoire_id
where
    ($region_code is null or list_contains(lieux_compares.region_codes, $region_code))
    and ($territoire_id is null or mouvements.territoire_id = $territoire_id)
group by mouvements.territoire_id
order by mouvement, region_name, mouvements.territoire_id
