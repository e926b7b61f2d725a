-- Les montants connus du programme, par étape et par nature, avec leur source.
--
-- @grain  montant_id
-- @source presse-2018, convention-2019, cour-2024, banque-des-territoires-ingenierie, presse-fonds | selon les lignes
-- @param  snapshot_date | instantané
-- @column montant_id     | code  | Identifiant
-- @column montant_name   | texte | Objet | Dispositif que nomme la source ; sinon, l’engagement.
-- @column cadre          | texte | Cadre | « Enveloppe 2018 », « Hors enveloppe », ou « Rattachement inconnu » : compté dans aucun total.
-- @column dispositif     | texte | Dispositif
-- @column operateur_name | texte | Opérateur
-- @column engagement     | texte | Engagement
-- @column enjeu_name     | texte | Enjeu | Celui de l’engagement, quand la source rattache le montant à un engagement.
-- @column etape          | texte | Étape
-- @column nature         | texte | Nature
-- @column precision      | texte | Précision
-- @column amount_eur     | €     | Montant | Somme de la France, des régions et des territoires, dont les lignes s’ajoutent.
-- @column zone_count     | zones | Zones | Zones dont le montant est connu : la France, une région ou un territoire.
-- @column etat           | texte | État | Contesté dès qu’un des montants l’est.
-- @column reported_date  | date  | Publié ou transmis le | La date la plus récente.
-- @column note           | texte | Remarque | Celle du montant, quand il est seul.
-- @column source_url     | url   | Source | Première adresse, quand il y en a plusieurs.
-- @column source_urls    | texte | Adresses
-- @column source_ids     | code  | Sources | Celles de la ligne, en plus de celles de tout le tableau.

select
    concat_ws(
        ' · ', financements.cadre, coalesce(financements.dispositif, '—'),
        coalesce(financements.engagement_id, '—'), coalesce(financements.operateur_id, '—'),
        financements.etape, financements.nature
    ) as montant_id,
    coalesce(financements.dispositif, engagements.short_name, 'Non précisé') as montant_name,
    financements.cadre,
    financements.dispositif,
    operateurs.operateur_name,
    engagements.short_name as engagement,
    enjeux.enjeu_name,
    financements.etape,
    financements.nature,
    string_agg(distinct financements.precision, ', ' order by financements.precision) as precision,
    sum(financements.amount_eur) as amount_eur,
    count(*) as zone_count,
    case when bool_or(financements.etat = 'Contesté') then 'Contesté' else 'Renseigné' end as etat,
    max(financements.reported_date) as reported_date,
    case when count(*) = 1 then any_value(financements.note) end as note,
    split_part(min(financements.source_url), ' ; ', 1) as source_url,
    min(financements.source_url) as source_urls,
    list(distinct financements.source_id order by financements.source_id) as source_ids
from financements
left join operateurs using (operateur_id)
left join engagements using (engagement_id)
left join enjeux using (enjeu_id)
where
    financements.snapshot_date = cast($snapshot_date as date)
    and financements.amount_eur is not null
group by
    financements.cadre, financements.dispositif, financements.engagement_id,
    financements.operateur_id, financements.etape, financements.nature,
    operateurs.operateur_name, engagements.short_name, enjeux.enjeu_name
order by
    max(financements.reported_date) nulls last,
    list_position(['Annoncé', 'Fléché', 'Engagé', 'Payé'], financements.etape),
    montant_id
