-- Alertes : une ligne par règle, sujet et lieu, à chaque instantané où le constat tient.
--
-- @grain  snapshot_date, alerte_id, zone_code, enjeu_id
-- @source registre
-- @param  snapshot_date | instantané dont les règles viennent d’examiner les sujets (table « sujets »)
-- @column snapshot_date  | date   | Instantané | Ce qui était connu à cette date.
-- @column regle_id       | code   | Règle (identifiant)
-- @column alerte_id      | code   | Identifiant | Règle et sujet : il ne change pas d’un instantané à l’autre.
-- @column sujet_name     | texte  | Sujet
-- @column constat        | texte  | Constat
-- @column enjeu_id       | code   | Enjeu (identifiant) | Absent : l’alerte ne relève d’aucun.
-- @column owner_names    | liste  | Attendu de | Ceux que la règle nomme ; sinon les opérateurs de l’engagement, l’État quand aucun n’est nommé.
-- @column zone_code      | code   | Zone
-- @column zone_name      | texte  | Lieu
-- @column region_codes   | code   | Régions (codes) | Du lieu, à la date de l’instantané.
-- @column value          | nombre | Valeur
-- @column repere_value   | nombre | Repère | Ce à quoi la valeur est comparée.
-- @column unit           | code   | Unité
-- @column compared_count | nombre | Valeurs comparées
-- @column ligne_count    | lignes | Lignes en cause
-- @column ecart_eur      | €      | Écart ou montant
-- @column due_date       | date   | Échéance passée
-- @column source_ids     | code   | Sources | Celles dont viennent les chiffres de la ligne.

with lieux as (
    select
        territoires.territoire_id as zone_code,
        territoires.territoire_name as zone_name,
        list(territoire_regions.region_code order by territoire_regions.region_code)
            as region_codes
    from territoires
    inner join territoire_regions using (territoire_id)
    group by territoires.territoire_id, territoires.territoire_name
    union all
    select
        region_code as zone_code,
        region_name as zone_name,
        [region_code] as region_codes
    from regions
    union all
    select
        'FR' as zone_code,
        'France' as zone_name,
        [] as region_codes
)

select
    cast($snapshot_date as date) as snapshot_date,
    sujets.regle_id,
    sujets.regle_id || '/' || sujets.sujet_id as alerte_id,
    sujets.sujet_name,
    sujets.constat,
    coalesce(sujets.enjeu_id, engagements.enjeu_id) as enjeu_id,
    coalesce(sujets.owner_names, case
        when len(engagements.operateur_ids) = 0 then ['État']
        else (
            select list(operateurs.operateur_name order by operateurs.operateur_name)
            from operateurs
            where list_contains(engagements.operateur_ids, operateurs.operateur_id)
        )
    end) as owner_names,
    sujets.zone_code,
    coalesce(lieux.zone_name, sujets.zone_code) as zone_name,
    lieux.region_codes,
    sujets.value,
    sujets.repere_value,
    sujets.unit,
    sujets.compared_count,
    sujets.ligne_count,
    sujets.ecart_eur,
    sujets.due_date,
    sujets.source_ids
from sujets
left join engagements using (engagement_id)
left join lieux using (zone_code)
where sujets.is_alerte
