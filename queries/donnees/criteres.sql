-- Critères de la note de qualité des données, et leurs poids publiés.
--
-- @grain  critere_id
-- @source registre
-- @column critere_id  | code   | Critère (identifiant)
-- @column titre       | texte  | Critère
-- @column poids_share | %      | Poids | Dans la note ; une convention de ce tableau de bord. Un critère qui ne se calcule pas laisse son poids aux autres.
-- @column definition  | texte  | Définition
-- @column parmi       | texte  | Parmi | Ce sur quoi porte la part.
-- @column seuil_name  | texte  | Seuil

select
    critere_id,
    titre,
    poids_share,
    definition,
    parmi,
    seuil_name
from criteres
order by rank
