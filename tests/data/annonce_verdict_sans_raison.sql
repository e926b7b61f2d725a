-- Tout verdict dit pourquoi ; un chiffre contredit nomme l’énoncé qui le contredit.
select annonce_id
from annonces
where
    verdict_reason is null
    or (
        annonce_type = 'Chiffre'
        and verdict = 'contredit'
        and not regexp_matches(verdict_reason, '(chiffre|jalon)-\d+')
    )
