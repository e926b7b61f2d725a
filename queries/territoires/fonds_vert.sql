-- Subventions du Fonds vert 2023 dont la commune est dans le territoire choisi (hors enveloppe).
--
-- @grain  ligne_id
-- @source fonds-vert-2023
-- @param  snapshot_date | instantané
-- @param  phase         | 1 ou 2
-- @param  territoire_id | identifiant du territoire ; aucune ligne sans lui
-- @column ligne_id          | code  | Identifiant
-- @column projet_name       | texte | Projet
-- @column beneficiaire_name | texte | Bénéficiaire
-- @column commune_name      | texte | Commune
-- @column axe_name          | texte | Axe
-- @column demarche_name     | texte | Démarche
-- @column amount_eur        | €     | Subvention engagée | Une ligne par subvention ; un projet peut en avoir plusieurs. N’est pas un crédit du programme.

select
    ligne_id,
    projet_name,
    beneficiaire_name,
    commune_name,
    axe_name,
    demarche_name,
    amount_eur
from fonds_vert
where
    snapshot_date = cast($snapshot_date as date)
    and $territoire_id is not null
    and case when $phase = 1 then phase1_territoire_id else phase2_territoire_id end
    = $territoire_id
order by amount_eur desc, ligne_id asc
