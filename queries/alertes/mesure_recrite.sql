-- Mesures d’indicateur connues deux fois de suite, pour la même date : celles dont la valeur change.
--
-- @grain  sujet_id, zone_code
-- @compare l’instantané précédent
-- @source ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané
-- @param  ecart_share   | seuil : écart, rapporté à l’ancienne valeur, au-delà duquel l’alerte s’ouvre
-- @column sujet_id    | code    | Sujet (identifiant)
-- @column sujet_name  | texte   | Sujet
-- @column enjeu_id    | code    | Enjeu (identifiant)
-- @column owner_names | liste   | Attendu de
-- @column zone_code   | code    | Zone
-- @column is_alerte   | booléen | Alerte
-- @column constat     | texte   | Constat
-- @column ligne_count | lignes  | Mesures récrites
-- @column source_ids  | code    | Sources | Celles dont viennent les chiffres de la ligne.

with paires as (
    select
        courantes.indicateur_id,
        courantes.zone_code,
        abs(courantes.value - anciennes.value)
        > $ecart_share * abs(anciennes.value) as is_recrite
    from mesures_indicateur as courantes
    inner join mesures_indicateur as anciennes
        using (indicateur_id, zone_code, measure_type, measure_date)
    where
        courantes.snapshot_date = cast($snapshot_date as date)
        and anciennes.snapshot_date = (
            select max(instantanes.snapshot_date)
            from instantanes
            where
                instantanes.etat = 'Publié'
                and instantanes.snapshot_date < cast($snapshot_date as date)
        )
        and courantes.value is not null
        and anciennes.value is not null
)

select
    indicateur_id as sujet_id,
    any_value(indicateur_name) as sujet_name,
    any_value(enjeu_id) as enjeu_id,
    [any_value(publisher)] as owner_names,
    zone_code,
    bool_or(is_recrite) as is_alerte,
    'Mesure passée récrite' as constat,
    count(*) filter (is_recrite) as ligne_count,
    [any_value(source_id)] as source_ids
from paires
inner join indicateurs using (indicateur_id)
group by indicateur_id, zone_code
order by sujet_id, zone_code
