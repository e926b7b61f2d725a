-- Si les formules des chiffres ont été enregistrées à la publication des instantanés comparés : sans elles, un changement de calcul ne se voit pas.
--
-- @grain  snapshot_date
-- @with   suivi/passages
-- @compare ceux des instantanés comparés
-- @source manifestes
-- @param  snapshot_date | instantané ; le dernier comparé
-- @param  base_date     | instantané auquel il est comparé ; null pour le précédent
-- @param  pas_a_pas     | faux : deux instantanés seulement
-- @column snapshot_date | date     | Instantané
-- @column base_date     | date     | Comparé à celui du
-- @column before_count  | formules | Formules enregistrées alors | Zéro : la publication n’a rien enregistré.
-- @column after_count   | formules | Formules enregistrées

select
    passages.snapshot_date,
    passages.base_date,
    count(formules.formule_id) filter (formules.snapshot_date = passages.base_date) as before_count,
    count(formules.formule_id) filter (formules.snapshot_date = passages.snapshot_date) as after_count
from passages
left join formules on formules.snapshot_date in (passages.base_date, passages.snapshot_date)
group by passages.snapshot_date, passages.base_date
order by passages.snapshot_date
