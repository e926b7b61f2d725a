-- Ce que chaque règle d’alerte a examiné à chaque instantané, et ce dont elle n’a pas pu conclure.
--
-- @grain  snapshot_date, regle_id
-- @source registre
-- @param  snapshot_date | instantané dont les règles viennent d’examiner les sujets (table « sujets »)
-- @column regle_id       | code   | Règle (identifiant)
-- @column snapshot_date  | date   | Instantané | Ce qui était connu à cette date.
-- @column examine_count  | cas    | Cas examinés | Un sujet dans un lieu.
-- @column inconnu_count  | cas    | Dont inconclus | Une valeur manque : rien n’en est dit.
-- @column alerte_count   | cas    | Dont en alerte
-- @column source_ids     | code   | Sources | Celles des cas examinés.

select
    regles.regle_id,
    cast($snapshot_date as date) as snapshot_date,
    count(sujets.regle_id) as examine_count,
    count(*) filter (sujets.regle_id is not null and sujets.is_alerte is null) as inconnu_count,
    count(*) filter (sujets.is_alerte) as alerte_count,
    list_sort(list_distinct(flatten(list(sujets.source_ids)))) as source_ids
from regles
left join sujets using (regle_id)
-- At no snapshot, no rule has examined anything.
where cast($snapshot_date as date) is not null
group by regles.regle_id
