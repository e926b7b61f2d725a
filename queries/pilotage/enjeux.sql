-- Les quatre enjeux : leur question, leurs indicateurs, ce qu’aucun ne mesure.
--
-- @grain  enjeu_id
-- @source dossier-2018
-- @source ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column enjeu_id         | code        | Identifiant
-- @column enjeu_name       | texte       | Enjeu
-- @column question         | texte       | Question
-- @column definition       | texte       | Définition
-- @column indicateur_count | indicateurs | Indicateurs | Proches de l’enjeu ; ils ne mesurent pas le programme.
-- @column cible_count      | indicateurs | Avec cible nationale
-- @column known_gaps       | texte       | Non mesuré | Ce qu’aucun des indicateurs retenus ne mesure ; lecture de ce tableau de bord.
-- @column source_ids       | code        | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with targets as (
    select indicateur_id
    from mesures_indicateur
    where
        snapshot_date = cast($snapshot_date as date)
        and zone_code = 'FR'
        and measure_type = 'Cible'
        and value is not null
),

measured as (
    select
        indicateurs.enjeu_id,
        count(*) as indicateur_count,
        count(targets.indicateur_id) as cible_count,
        list(distinct indicateurs.source_id order by indicateurs.source_id) as source_ids
    from indicateurs
    left join targets using (indicateur_id)
    group by indicateurs.enjeu_id
)

select
    enjeux.enjeu_id,
    enjeux.enjeu_name,
    enjeux.question,
    enjeux.definition,
    coalesce(measured.indicateur_count, 0) as indicateur_count,
    coalesce(measured.cible_count, 0) as cible_count,
    enjeux.known_gaps,
    measured.source_ids
from enjeux
left join measured using (enjeu_id)
where $enjeu_id is null or enjeux.enjeu_id = $enjeu_id
order by enjeux.rank
