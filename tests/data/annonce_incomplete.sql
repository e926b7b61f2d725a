-- Tout énoncé a une source, un éditeur, une reformulation, une période et un verdict de la liste fermée.
select annonce_id
from annonces
where
    len(source_urls) = 0
    or list_contains(list_transform(source_urls, lambda url: starts_with(url, 'http')), false)
    or publisher is null
    or paraphrase is null
    or date_start is null
    or date_start > date_end
    or annonce_type not in ('Chiffre', 'Jalon')
    or verdict not in ('compatible', 'non comparable', 'contredit', 'invérifiable')
    or verdict is null
