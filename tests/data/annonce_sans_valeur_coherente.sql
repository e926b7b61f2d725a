-- Un chiffre a une valeur et une unité, un jalon n’en a pas ; une étape est de la liste fermée.
select annonce_id
from annonces
where
    (annonce_type = 'Chiffre')
    <> (value is not null and unit is not null and value_text is not null)
    or etape not in ('Annoncé', 'Fléché', 'Engagé', 'Payé')
    or value_max < value
    or value > denominator
