-- Montant national égal à la somme des lignes de ses zones : il serait compté deux fois.
--
-- @gravite avertissement
-- @table   financements
-- @attendu au niveau France, seulement ce qui n’est pas réparti

with totaux as (
    select
        cadre,
        dispositif,
        engagement_id,
        operateur_id,
        etape,
        nature,
        sum(amount_eur) filter (maille = 'France') as montant_national,
        sum(amount_eur) filter (maille != 'France') as montant_des_zones
    from financements
    group by cadre, dispositif, engagement_id, operateur_id, etape, nature
)

select
    f.feuille,
    f.ligne,
    'amount_eur' as colonne,
    f.amount_eur_ecrit as valeur,
    null as message
from financements as f
inner join totaux as t
    on
        f.cadre = t.cadre
        and f.dispositif is not distinct from t.dispositif
        and f.engagement_id is not distinct from t.engagement_id
        and f.operateur_id is not distinct from t.operateur_id
        and f.etape = t.etape
        and f.nature = t.nature
where
    f.maille = 'France'
    and t.montant_national > 0
    and t.montant_national = t.montant_des_zones
