-- Les règles d’alerte : ce que chacune constate, à partir de quels seuils, et ce dont elle n’a pas pu conclure.
--
-- @grain  regle_id
-- @source registre, manifestes
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, presse-fonds, banque-des-territoires-ingenierie, assemblee-vte, ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; seulement les règles qui en parlent
-- @column regle_id       | code   | Règle (identifiant)
-- @column alerte_type    | texte  | Règle
-- @column gravite_name   | texte  | Gravité | Une convention de ce tableau de bord.
-- @column definition     | texte  | Définition
-- @column seuil_names    | liste  | Seuils
-- @column attendu        | texte  | Attendu de
-- @column portee_name    | texte  | Portée
-- @column examine_count  | cas    | Cas examinés | Un sujet dans un lieu, pour la France entière et tous ses lieux.
-- @column inconnu_count  | cas    | Dont inconclus | Une valeur manque : rien n’en est dit, ni bien ni mal.
-- @column alerte_count   | cas    | Dont en alerte
-- @column regle_etat     | texte  | État | Évaluée, ou non calculable sur ces données, à cette date.
-- @column motif          | texte  | Non calculable parce que
-- @column page_name      | texte  | Où lire les lignes
-- @column source_ids     | code   | Sources | Celles des cas examinés.

select
    regles.regle_id,
    regles.titre as alerte_type,
    regles.gravite_name,
    regles.definition,
    regles.seuil_names,
    regles.attendu,
    case regles.portee
        when 'lieux' then 'Chaque lieu de la sélection'
        else 'La sélection entière'
    end as portee_name,
    examens.examine_count,
    examens.inconnu_count,
    examens.alerte_count,
    if(examens.inconnu_count < examens.examine_count, 'Évaluée', 'Non calculable') as regle_etat,
    case
        when examens.inconnu_count = examens.examine_count then regles.incalculable
    end as motif,
    regles.page_name,
    examens.source_ids
from regles
inner join examens using (regle_id)
where
    examens.snapshot_date = cast($snapshot_date as date)
    and list_contains(regles.phases, $phase)
order by regles.gravite asc, regles.rank asc
