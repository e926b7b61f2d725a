-- Ce que chaque engagement a apporté au territoire choisi, étape par étape, et qui doit le dire.
--
-- @grain  engagement_id
-- @source registre
-- @param  snapshot_date | instantané
-- @param  territoire_id | identifiant du territoire ; aucune ligne sans lui
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column engagement_id         | code   | Identifiant
-- @column engagement_name       | texte  | Engagement | Nom court donné par ce tableau de bord ; la liste officielle numérotée n’a pas été trouvée.
-- @column libelle_statut        | texte  | Statut du libellé
-- @column operateur_names       | liste  | Attendu de | Opérateurs que les textes publics nomment ; l’État quand aucun n’est nommé.
-- @column non_communiquee_count | étapes | Étapes non communiquées | Sur quatre.
-- @column annonce_eur           | €      | Annoncé
-- @column fleche_eur            | €      | Fléché
-- @column engage_eur            | €      | Engagé
-- @column paye_eur              | €      | Payé

with amounts as (
    select
        engagement_id,
        etape,
        sum(amount_eur) as amount_eur
    from financements
    where
        snapshot_date = cast($snapshot_date as date)
        and cadre = 'Enveloppe 2018'
        and maille = 'Territoire'
        and zone_code = $territoire_id
        and etat in ('Renseigné', 'Contesté')
    group by engagement_id, etape
),

stages as (
    select
        engagement_id,
        max(amount_eur) filter (where etape = 'Annoncé') as annonce_eur,
        max(amount_eur) filter (where etape = 'Fléché') as fleche_eur,
        max(amount_eur) filter (where etape = 'Engagé') as engage_eur,
        max(amount_eur) filter (where etape = 'Payé') as paye_eur,
        count(*) as communiquee_count
    from amounts
    group by engagement_id
),

owers as (
    select
        engagements.engagement_id,
        list(operateurs.operateur_name order by operateurs.operateur_name) as operateur_names
    from engagements
    inner join operateurs
        on list_contains(engagements.operateur_ids, operateurs.operateur_id)
    group by engagements.engagement_id
)

select
    engagements.engagement_id,
    engagements.short_name as engagement_name,
    engagements.libelle_statut,
    coalesce(owers.operateur_names, ['État']) as operateur_names,
    4 - coalesce(stages.communiquee_count, 0) as non_communiquee_count,
    stages.annonce_eur,
    stages.fleche_eur,
    stages.engage_eur,
    stages.paye_eur
from engagements
left join owers using (engagement_id)
left join stages using (engagement_id)
where
    $territoire_id is not null
    and ($enjeu_id is null or engagements.enjeu_id = $enjeu_id)
order by engagements.rank
