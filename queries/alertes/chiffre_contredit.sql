-- Chiffres annoncés, lieu par lieu : ceux que d’autres textes publics contredisent.
--
-- @grain  sujet_id, zone_code
-- @source registre
-- @param  snapshot_date | instantané ; le registre est celui qui était connu alors
-- @param  verdict       | seuil : verdict qui ouvre l’alerte
-- @column sujet_id    | code    | Sujet (identifiant)
-- @column sujet_name  | texte   | Sujet
-- @column enjeu_id    | code    | Enjeu (identifiant)
-- @column owner_names | liste   | Attendu de | Qui a publié le chiffre.
-- @column zone_code   | code    | Zone | Les régions de l’énoncé, son territoire, sinon la France.
-- @column is_alerte   | booléen | Alerte | Absente quand l’énoncé n’a pas de verdict.
-- @column constat     | texte   | Constat
-- @column ligne_count | lignes  | Énoncés
-- @column source_ids  | code    | Sources | Celles dont viennent les chiffres de la ligne.

with lieux as (
    select
        *,
        unnest(case
            when territoire_id is not null then [territoire_id]
            when len(region_codes) > 0 then list_distinct(region_codes)
            else ['FR']
        end) as zone_code
    from annonces
    where annonce_type = 'Chiffre' and known_date <= cast($snapshot_date as date)
)

select
    annonce_id as sujet_id,
    metric as sujet_name,
    enjeu_id,
    [publisher] as owner_names,
    zone_code,
    verdict = $verdict as is_alerte,
    value_text || ' (' || date_text || ')' as constat,
    1 as ligne_count,
    ['registre'] as source_ids
from lieux
order by sujet_id, zone_code
