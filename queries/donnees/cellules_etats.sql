-- Les six états d’une cellule du suivi financier, et combien de cellules de la sélection y sont.
--
-- @grain  etat
-- @with   donnees/cellules_jugees
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2 ; les 17 engagements sont ceux de la phase 1
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column etat          | texte    | État | Contesté si un montant l’est ; renseigné si un est connu, zéro si leur somme est nulle ; sans objet si tous le sont ; en retard après l’échéance ; non communiqué.
-- @column cellule_count | cellules | Cellules
-- @column total_count   | cellules | Sur | Toutes celles de la sélection, sans objet comprises.
-- @column cellule_share | %        | Part
-- @column source_ids    | code     | Sources | Celles de la ligne, en plus de celles de tout le tableau.

select
    etats.etat,
    count(cellules_jugees.etape) as cellule_count,
    cast(sum(count(cellules_jugees.etape)) over () as bigint) as total_count,
    count(cellules_jugees.etape) / nullif(sum(count(cellules_jugees.etape)) over (), 0)
        as cellule_share,
    list_sort(list_distinct(flatten(list(cellules_jugees.source_ids)))) as source_ids
from (
    values
    (1, 'Renseigné'),
    (2, 'Zéro'),
    (3, 'Contesté'),
    (4, 'En retard'),
    (5, 'Non communiqué'),
    (6, 'Sans objet')
) as etats (rank, etat)
left join cellules_jugees using (etat)
group by etats.rank, etats.etat
order by etats.rank
