-- Territoires entrés ou sortis de la liste entre les instantanés comparés.
--
-- @grain  snapshot_date, territoire_id
-- @with   suivi/passages
-- @compare ceux des instantanés comparés
-- @source manifestes
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané ; le dernier comparé
-- @param  base_date     | instantané auquel il est comparé ; null pour le précédent
-- @param  pas_a_pas     | vrai : chaque instantané publié est comparé au précédent, depuis le premier
-- @param  phase         | 1 ou 2
-- @column snapshot_date   | date  | Instantané
-- @column base_date       | date  | Comparé à celui du
-- @column territoire_id   | code  | Territoire (identifiant)
-- @column territoire_name | texte | Territoire
-- @column region_code     | code  | Région principale (code)
-- @column mouvement       | texte | Mouvement | Entré : dans la liste de l’instantané, pas dans celle d’avant. Sorti : l’inverse.

select
    passages.snapshot_date,
    passages.base_date,
    perimetres.territoire_id,
    any_value(perimetres.territoire_name) as territoire_name,
    any_value(perimetres.region_code) as region_code,
    if(min(perimetres.snapshot_date) = passages.base_date, 'Sorti', 'Entré') as mouvement
from passages
inner join perimetres
    on perimetres.snapshot_date in (passages.base_date, passages.snapshot_date)
where perimetres.phase = $phase
group by passages.snapshot_date, passages.base_date, perimetres.territoire_id
having count(*) = 1
order by passages.snapshot_date, mouvement, perimetres.territoire_id
