-- Chaque montant publié du programme, avec son étape, sa nature et sa source.
--
-- @grain  financement_id
-- @source presse-2018, convention-2019, cour-2024, banque-des-territoires-ingenierie, presse-fonds
-- @param  snapshot_date | instantané
-- @column financement_id | code  | Identifiant
-- @column cadre          | texte | Cadre | « Enveloppe 2018 », « Hors enveloppe », ou « Rattachement inconnu » : compté dans aucun total.
-- @column dispositif     | texte | Dispositif
-- @column operateur_name | texte | Opérateur
-- @column engagement     | texte | Engagement
-- @column enjeu_name     | texte | Enjeu | Celui de l’engagement, quand la source rattache le montant à un engagement.
-- @column etape          | texte | Étape
-- @column nature         | texte | Nature
-- @column precision      | texte | Précision
-- @column amount_eur     | €     | Montant
-- @column etat           | texte | État
-- @column reported_date  | date  | Publié le
-- @column note           | texte | Remarque
-- @column source_url     | url   | Source | Première adresse, quand il y en a plusieurs.
-- @column source_urls    | texte | Adresses

select
    financements.financement_id,
    financements.cadre,
    financements.dispositif,
    operateurs.operateur_name,
    engagements.short_name as engagement,
    enjeux.enjeu_name,
    financements.etape,
    financements.nature,
    financements.precision,
    financements.amount_eur,
    financements.etat,
    financements.reported_date,
    financements.note,
    split_part(financements.source_url, ' ; ', 1) as source_url,
    financements.source_url as source_urls
from financements
left join operateurs using (operateur_id)
left join engagements using (engagement_id)
left join enjeux using (enjeu_id)
where financements.snapshot_date = cast($snapshot_date as date)
order by financements.reported_date nulls last, financements.financement_id
