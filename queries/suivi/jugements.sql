-- Chaque chiffre annoncé, où qu’il vaille, jugé par une règle écrite sur ce qui était connu à l’instantané, à côté de celui du registre.
--
-- Un énoncé vaut un intervalle, que sa propre précision donne : « plus de » n’a pas de haut, « au plus » pas de bas,
-- « environ » vaut 10 % de chaque côté, « près de » 10 % au-dessous ; un nombre exact vaut la moitié de son dernier chiffre
-- non nul, 5 % au plus, et seulement à partir de 100 ou avec des décimales ; un pourcentage entier, un demi-point.
--
-- @grain  annonce_id
-- @with   suivi/reperes
-- @source registre, anct-phase1, anct-phase2
-- @source dossier-2018, presse-2018, cour-2024, assemblee-vte, dreets-contrat, saint-nazaire-contrat, france-relance, fa2it | selon les lignes
-- @param  snapshot_date | instantané
-- @column metric           | texte   | Mesure
-- @column value_text       | texte   | Valeur | Avec son unité et sa précision.
-- @column date_text        | texte   | Date
-- @column perimeter_name   | texte   | Périmètre
-- @column verdict_calcule  | texte   | Verdict recalculé | Compatible, non comparable, contredit ou invérifiable ; par la règle, sans jugement.
-- @column verdict_registre | texte   | Verdict du registre | Par lecture des textes.
-- @column is_different     | booléen | Les deux diffèrent
-- @column raison           | texte   | Raison | Celle du verdict recalculé.
-- @column repere           | texte   | Repère | Ce que compte la table à laquelle l’énoncé est comparé.
-- @column repere_low       | nombre  | Repère bas | Dans l’unité de l’énoncé.
-- @column repere_high      | nombre  | Repère haut
-- @column repere_date      | date    | Date du repère
-- @column metric_label     | texte   | Thème et mesure
-- @column annonce_id       | code    | Identifiant
-- @column value            | nombre  | Nombre
-- @column drawn_date       | date    | Date dessinée | Milieu de la période quand la source ne donne qu’un mois, un trimestre ou une année.
-- @column point_label      | texte   | Étiquette | Date, valeur, périmètre, éditeur et les deux verdicts.
-- @column date_start       | date    | Début | De la période dite.
-- @column perimeter        | texte   | Périmètre (registre)
-- @column region_codes     | code    | Régions (codes) | Celles où l’énoncé est montré ; aucune pour la France entière.
-- @column territoire_id    | code    | Territoire (identifiant)
-- @column enjeu_id         | code    | Enjeu (identifiant)
-- @column source_ids       | code    | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with precisions as (
    select
        *,
        case
            when value <> floor(value)
                then 0.5 * pow(10, -len(split_part(cast(value as varchar), '.', 2)))
            when unit = '%' then 0.5
            when value < 100 then 0
            else least(
                0.05 * value,
                0.5 * pow(10, (
                    len(cast(cast(value as bigint) as varchar))
                    - len(rtrim(cast(cast(value as bigint) as varchar), '0'))
                ))
            )
        end as marge
    from annonces
    where annonce_type = 'Chiffre'
),

intervalles as (
    select
        *,
        case qualifier
            when 'au plus' then cast('-infinity' as double)
            when 'environ' then 0.9 * value
            when 'près de' then 0.9 * value
            when 'exact' then value - marge
            else value
        end as low_value,
        case qualifier
            when 'plus de' then cast('infinity' as double)
            when 'environ' then 1.1 * value
            when 'fourchette' then value_max
            when 'exact' then value + marge
            else value
        end as high_value
    from precisions
),

-- What a claim says of another metric: « 87 % of 144 territoires » tells how many there are.
dits as (
    select
        annonce_id,
        metric_id,
        perimeter_name,
        etape,
        date_start,
        date_end,
        low_value,
        high_value
    from intervalles
    union all
    select
        annonce_id,
        'territoires-labellises' as metric_id,
        perimeter_name,
        null as etape,
        date_start,
        date_end,
        denominator as low_value,
        denominator as high_value
    from intervalles
    where denominator is not null and perimeter_name = 'France' and unit in ('%', 'territoires')
),

contradicteurs as (
    select
        dits.annonce_id,
        string_agg(
            distinct replace(autres.annonce_id, 'chiffre-', 'chiffre n° '), ', '
            order by replace(autres.annonce_id, 'chiffre-', 'chiffre n° ')
        ) as contradicteur_names
    from dits
    inner join dits as autres using (metric_id, perimeter_name)
    where
        dits.annonce_id <> autres.annonce_id
        and dits.etape is not distinct from autres.etape
        and dits.date_start <= autres.date_end
        and autres.date_start <= dits.date_end
        and (dits.low_value > autres.high_value or dits.high_value < autres.low_value)
    group by dits.annonce_id
),

juges as (
    select
        intervalles.*,
        reperes.* exclude (annonce_id),
        case
            when contradicteurs.annonce_id is not null then ['contredit', 'Pour la même date, un autre énoncé dit autre chose : ' || contradicteur_names]
            when reperes.annonce_id is null
                then [
                    'invérifiable',
                    'Aucune table ne tient cette mesure' || if(
                        intervalles.metric_id in (
                            select tenues.metric_id
                            from annonces as tenues
                            inner join reperes as tenus on tenues.annonce_id = tenus.annonce_id
                        ),
                        ' pour ce périmètre', ''
                    )
                ]
            when len(list_intersect(reperes.repere_urls, intervalles.source_urls)) > 0
                then ['invérifiable', 'La table tient ce nombre du même texte']
            when reperes.repere_low is null or (sens = 'État' and date_end < repere_date)
                then ['non comparable', 'La table décrit un état postérieur']
            when sens = 'Cumul' and date_end <= repere_date
                then if(
                    low_value <= repere_high,
                    ['compatible', 'Ne dépasse pas le cumul connu plus tard'],
                    ['contredit', 'Dépasse le cumul connu plus tard']
                )
            when sens = 'Cumul'
                then if(
                    high_value >= repere_low,
                    ['compatible', 'N’est pas au-dessous du cumul déjà connu'],
                    ['contredit', 'Au-dessous du cumul déjà connu']
                )
            when low_value <= repere_high and high_value >= repere_low
                then [
                    'compatible',
                    if(
                        repere_low < repere_high,
                        'Entre le repère bas et le repère haut',
                        'La table donne la même valeur, à la précision de l’énoncé'
                    )
                ]
            when sens = 'Partiel' and (low_value > repere_high or unit = '%')
                then ['non comparable', 'Le fichier ne se dit pas complet']
            else ['contredit', 'La table donne une autre valeur']
        end as jugement
    from intervalles
    left join reperes using (annonce_id)
    left join contradicteurs using (annonce_id)
)

select
    metric,
    value_text,
    date_text,
    perimeter_name,
    jugement[1] as verdict_calcule,
    verdict as verdict_registre,
    jugement[1] <> verdict as is_different,
    jugement[2] as raison,
    repere,
    repere_low,
    repere_high,
    repere_date,
    theme || ' – ' || metric as metric_label,
    annonce_id,
    value,
    date_start + cast(date_end - date_start as integer) // 2 as drawn_date,
    concat_ws(
        ', ', date_text, value_text, perimeter_name, publisher, 'recalculé : ' || verdict_calcule,
        'registre : ' || verdict
    ) as point_label,
    date_start,
    perimeter,
    region_codes,
    territoire_id,
    enjeu_id,
    list_sort(source_ids) as source_ids
from juges
order by date_start, perimeter <> 'France', annonce_id
