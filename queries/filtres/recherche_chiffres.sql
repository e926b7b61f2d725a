-- Chiffres que la recherche trouve : l’enveloppe, et chaque mesure annoncée, par leur nom et par les valeurs qu’on en a dites.
--
-- @grain  label_type, label, target_id
-- @source registre, dossier-2018
-- @column label       | texte  | Nom ou valeur | Un montant d’un milliard ou plus, aussi en milliards.
-- @column label_type  | texte  | Nature
-- @column target_type | texte  | Ouvre | L’enveloppe, ou un chiffre annoncé : tous les énoncés d’une même mesure.
-- @column target_id   | code   | Identifiant
-- @column target_name | texte  | Désigne | Pour une mesure, son thème et son nom, tels que la page les propose.
-- @column phase       | nombre | Phase | Celle de l’enveloppe ; un énoncé porte sur tout le programme.

with figures as (
    select
        'Chiffre annoncé' as target_type,
        metric_id as target_id,
        theme || ' – ' || metric as target_name,
        metric as figure_name,
        value_text,
        case when unit = 'M€' then value end as amount_meur,
        null as phase
    from annonces
    where annonce_type = 'Chiffre'

    union all

    select
        'Enveloppe' as target_type,
        enveloppe_id as target_id,
        enveloppe_name as target_name,
        enveloppe_name as figure_name,
        replace(format('{:,}', cast(amount_eur / 1000000 as integer)), ',', ' ') || ' M€' as value_text,
        amount_eur / 1000000 as amount_meur,
        phase
    from enveloppes
),

labelled as (
    select
        * exclude (figure_name, value_text, amount_meur),
        unnest([
            figure_name,
            figure_name || ' : ' || value_text,
            case
                when amount_meur >= 1000
                    then
                        figure_name || ' : '
                        || rtrim(rtrim(replace(format('{:.2f}', amount_meur / 1000), '.', ','), '0'), ',') || ' Md€'
            end
        ]) as label
    from figures
)

select distinct
    label,
    target_type as label_type,
    target_type,
    target_id,
    target_name,
    phase
from labelled
where label is not null
order by label_type, label, target_id
