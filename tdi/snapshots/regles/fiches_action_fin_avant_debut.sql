-- Fin antérieure au début.
--
-- @gravite bloquant
-- @table   fiches_action
-- @attendu une fin égale ou postérieure au début

select
    feuille,
    ligne,
    'end_date' as colonne,
    end_date_ecrit as valeur,
    'La fin précède le début, le ' || en_jour(start_date) || '.' as message
from fiches_action
where end_date < start_date
