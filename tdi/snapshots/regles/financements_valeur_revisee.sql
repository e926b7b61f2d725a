-- Valeur déjà publiée, révisée sans nouvelle date de transmission.
--
-- @gravite avertissement
-- @table   financements
-- @attendu la valeur publiée, ou une remarque qui dit pourquoi elle change

select
    n.feuille,
    n.ligne,
    'amount_eur' as colonne,
    n.amount_eur_ecrit as valeur,
    'Valeur publiée au ' || en_jour(i.jour) || ' : ' || en_euros(p.amount_eur) || ' ; nouvelle valeur : '
    || coalesce(en_euros(n.amount_eur), 'aucune') || '.'
    || case when n.note is null then ' Motif non fourni.' else ' Motif : ' || n.note end as message
from financements as n
inner join precedent_financements as p
    on
        n.cadre is not distinct from p.cadre
        and n.dispositif is not distinct from p.dispositif
        and n.engagement_id is not distinct from p.engagement_id
        and n.operateur_id is not distinct from p.operateur_id
        and n.maille is not distinct from p.maille
        and n.zone_code is not distinct from p.zone_code
        and n.etape is not distinct from p.etape
        and n.nature is not distinct from p.nature
cross join instantane_precedent as i
where p.amount_eur is not null and n.amount_eur is distinct from p.amount_eur
-- Transmis plus tard, un montant qui change est une mise à jour, pas une révision.
and (
    n.amount_eur is null
    or coalesce(n.reported_date <= p.reported_date, n.reported_date is null)
)
