-- Montant supérieur à celui d’une étape qui précède.
--
-- @gravite avertissement
-- @table   financements
-- @attendu payé ≤ engagé ≤ fléché ≤ annoncé (sauf annonce « plus de »)

with montants as (
    select
        *,
        list_position(['Annoncé', 'Fléché', 'Engagé', 'Payé'], etape) as rang
    from financements
    where amount_eur is not null and etape is not null
),

suivis as (
    select
        *,
        lag(amount_eur) over etapes as montant_avant,
        lag(etape) over etapes as etape_avant,
        lag(precision) over etapes as precision_avant
    from montants
    window etapes as (
        partition by
            cadre, dispositif, engagement_id, operateur_id, maille, zone_code, nature
        order by rang
    )
)

select
    feuille,
    ligne,
    'amount_eur' as colonne,
    amount_eur_ecrit as valeur,
    etape || ' : ' || en_euros(amount_eur) || ', plus '
    || if(etape_avant = 'Fléché', 'que ', 'qu’') || lower(etape_avant) || ' : '
    || en_euros(montant_avant) || '.' as message
from suivis
where
    amount_eur > montant_avant
    and precision_avant is distinct from 'plus de'
    -- Deux lignes pour une même clé : une faute, dite comme telle.
    and etape_avant != etape
