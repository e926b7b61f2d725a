-- Combien d’énoncés publics connus à la date de l’instantané, combien de sources, combien se contredisent.
--
-- @grain  une seule ligne
-- @source registre
-- @param  region_code   | code région ; null pour tous les énoncés
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour tous les énoncés
-- @column chiffre_count        | chiffres | Chiffres | Énoncés publics qui donnent un nombre, connus à la date de l’instantané. Ce sont des déclarations, non des mesures.
-- @column jalon_count          | jalons   | Jalons | Événements datés du programme.
-- @column source_count         | adresses | Sources | Adresses différentes où lire ces énoncés.
-- @column contredit_count      | chiffres | Contredits | Un autre texte public dit autre chose de la même mesure.
-- @column non_comparable_count | chiffres | Non comparables | Le chiffre ne mesure pas la même chose que ceux qui lui ressemblent : étape, périmètre ou définition diffèrent.
-- @column inverifiable_count   | chiffres | Invérifiables | Aucune donnée publique ni aucun autre texte ne permet d’en juger.
-- @column compatible_count     | chiffres | Compatibles | Un autre texte ou une donnée publique va dans le même sens ; cela ne prouve pas que le chiffre est exact.
-- @column other_count          | énoncés  | Hors de la sélection | Énoncés connus, chiffres et jalons, qui portent sur d’autres lieux, sur tout le pays ou sur d’autres enjeux.

with judged as (
    select
        *,
        ($territoire_id is null or coalesce(territoire_id = $territoire_id, false))
        and (
            $territoire_id is not null
            or $region_code is null
            or list_contains(region_codes, $region_code)
        )
        and ($enjeu_id is null or coalesce(enjeu_id = $enjeu_id, false)) as is_selected
    from annonces
),

shown as (
    select
        *,
        annonce_type = 'Chiffre' as is_chiffre
    from judged
    where is_selected
)

select
    count(*) filter (where is_chiffre) as chiffre_count,
    count(*) filter (where not is_chiffre) as jalon_count,
    (
        select count(distinct address)
        from (select unnest(source_urls) as address from shown) as addresses
    ) as source_count,
    count(*) filter (where is_chiffre and verdict = 'contredit') as contredit_count,
    count(*) filter (where is_chiffre and verdict = 'non comparable') as non_comparable_count,
    count(*) filter (where is_chiffre and verdict = 'invérifiable') as inverifiable_count,
    count(*) filter (where is_chiffre and verdict = 'compatible') as compatible_count,
    (
        select count(*) from judged
        where not is_selected
    ) as other_count
from shown
