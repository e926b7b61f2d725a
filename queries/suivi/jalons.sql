-- Jalons du programme jugés par les chiffres qu’ils reprennent : ceux du même texte, au même moment.
--
-- @grain  annonce_id
-- @with   suivi/verdicts
-- @source registre, anct-phase1, anct-phase2
-- @source dossier-2018, presse-2018, cour-2024, assemblee-vte, dreets-contrat, saint-nazaire-contrat, france-relance, fa2it | selon les lignes
-- @param  snapshot_date | instantané
-- @param  region_code   | code région ; null pour tous les énoncés
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour tous les énoncés
-- @column annonce_id       | code    | Identifiant
-- @column date_text        | texte   | Date
-- @column paraphrase       | texte   | Ce qui est dit | Reformulé.
-- @column verdict_calcule  | texte   | Verdict recalculé | Contredit dès qu’un de ses chiffres l’est ; sinon non comparable dès qu’un l’est ; sinon compatible dès qu’un l’est. Invérifiable quand aucun ne se vérifie, ou que le registre ne tient aucun chiffre du même texte à cette date : un événement ne se compare à aucune table.
-- @column verdict_registre | texte   | Verdict du registre | Par lecture des textes.
-- @column is_different     | booléen | Les deux diffèrent
-- @column raison           | texte   | Raison | Les chiffres dont il dépend, avec leur verdict recalculé.
-- @column source_ids       | code    | Sources | Celles de la ligne, en plus de celles de tout le tableau.

with repris as (
    select
        jalons.annonce_id,
        string_agg(
            replace(chiffres.annonce_id, 'chiffre-', 'n° ') || ' ' || verdicts.verdict_calcule,
            ', '
            order by chiffres.annonce_id
        ) as chiffres_dits,
        list(verdicts.verdict_calcule) as verdicts_trouves,
        flatten(list(verdicts.source_ids)) as source_ids
    from annonces as jalons
    inner join annonces as chiffres
        on
            chiffres.date_start between jalons.date_start and jalons.date_end
            and len(list_intersect(jalons.source_urls, chiffres.source_urls)) > 0
    inner join verdicts on chiffres.annonce_id = verdicts.annonce_id
    where jalons.annonce_type = 'Jalon'
    group by jalons.annonce_id
),

juges as (
    select
        annonces.*,
        coalesce(repris.source_ids, []) as source_ids,
        coalesce(
            list_filter(
                ['contredit', 'non comparable', 'compatible'],
                lambda one: list_contains(repris.verdicts_trouves, one)
            )[1],
            'invérifiable'
        ) as verdict_calcule,
        coalesce(
            'Chiffres du même texte : ' || repris.chiffres_dits,
            'Un événement ne se compare à aucune table, et le registre ne tient aucun chiffre du même texte à cette date'
        ) as raison
    from annonces
    left join repris using (annonce_id)
    where annonces.annonce_type = 'Jalon'
)

select
    annonce_id,
    date_text,
    paraphrase,
    verdict_calcule,
    verdict as verdict_registre,
    verdict_calcule <> verdict as is_different,
    raison,
    list_sort(list_distinct(source_ids)) as source_ids
from juges
where
    ($territoire_id is null or territoire_id = $territoire_id)
    and (
        $territoire_id is not null
        or $region_code is null
        or list_contains(region_codes, $region_code)
    )
    and ($enjeu_id is null or enjeu_id = $enjeu_id)
order by date_start, annonce_id
