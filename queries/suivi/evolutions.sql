-- Ce qui a changé entre deux instantanés, ligne par ligne : d’abord ce qui appelle une réponse, puis les plus grands écarts.
--
-- @grain  evolution_rank
-- @with   suivi/lignes_choisies, suivi/methode
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
-- @column evolution_rank | nombre | Rang | Révisions silencieuses, déclarées, pertes, méthode, périmètre, inconnus devenus connus, données nouvelles ; dans chacune, le plus grand écart en euros d’abord, ou le montant, quand il n’est connu que d’un côté.
-- @column snapshot_date   | date   | Instantané
-- @column evolution       | texte  | Évolution | Une seule par ligne ; la règle est écrite sous lignes_comparees, au dictionnaire, et dans la méthode.
-- @column famille         | texte  | Famille
-- @column sujet_name      | texte  | Sujet | Engagement, sinon indicateur, fiche, décision, contrat ou liste de définitions.
-- @column precision       | texte  | Précision | Étape et nature d’un montant, mesure du recours, date d’une mesure.
-- @column zone_names      | liste  | Lieux
-- @column cadre           | texte  | Cadre | Pour les montants.
-- @column etape           | texte  | Étape | Pour les montants.
-- @column before_eur      | €      | Montant avant | Absent : inconnu.
-- @column after_eur       | €      | Montant après | Absent : inconnu.
-- @column variation_eur   | €      | Écart | Après moins avant, quand les deux sont connus.
-- @column before_value    | nombre | Valeur avant | Pour le recours et les indicateurs, dans leur unité.
-- @column after_value     | nombre | Valeur après
-- @column unit            | texte  | Unité
-- @column before_dit      | texte  | Avant | Pour ce qui n’est ni un montant ni une valeur.
-- @column after_dit       | texte  | Après
-- @column transmis_date   | date   | Transmise le
-- @column motif           | texte  | Motif déclaré | Absent quand aucun n’est fourni, et pour une donnée nouvelle, qui n’en appelle pas.
-- @column source_ids      | code   | Sources

with changees as (
    select
        *,
        after_eur - before_eur as variation_eur
    from lignes_choisies
    where not is_meme
    union all by name
    select
        snapshot_date,
        'Changement de méthode' as evolution,
        'Méthode' as famille,
        liste as ligne_id,
        liste as sujet_name,
        before_dit,
        after_dit
    from methode
)

select
    row_number() over (
        order by
            list_position([
                'Révision silencieuse', 'Révision déclarée', 'Connu devenu inconnu', 'Disparue',
                'Changement de méthode', 'Changement de périmètre', 'Inconnu devenu connu',
                'Donnée nouvelle'
            ], evolution) asc,
            abs(coalesce(variation_eur, after_eur, before_eur)) desc nulls last, snapshot_date asc, famille asc, ligne_id asc
    ) as evolution_rank,
    snapshot_date,
    evolution,
    famille,
    sujet_name,
    precision,
    zone_names,
    cadre,
    etape,
    before_eur,
    after_eur,
    variation_eur,
    before_value,
    after_value,
    unit,
    before_dit,
    after_dit,
    transmis_date,
    motif,
    source_ids
from changees
order by evolution_rank
