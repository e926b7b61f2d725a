-- Chaque énoncé du registre connu à la date de l’instantané, où qu’il vaille, en clair : son verdict, et ce que celui-ci cite.
--
-- @grain  annonce_id
-- @source registre
-- @column date_text         | texte  | Date | Avec la précision de la source : jour, mois, trimestre ou année.
-- @column metric            | texte  | Mesure
-- @column value_text        | texte  | Valeur | Avec son unité et sa précision.
-- @column perimeter_name    | texte  | Périmètre
-- @column publisher         | texte  | Éditeur
-- @column speaker           | texte  | Dit par
-- @column verdict           | texte  | Verdict | Compatible, non comparable, contredit ou invérifiable.
-- @column verdict_reason    | texte  | Pourquoi
-- @column etape             | texte  | Étape | Seulement quand le texte la dit ; jamais déduite.
-- @column etape_note        | texte  | Sur l’étape
-- @column paraphrase        | texte  | Ce qui est dit | Reformulé.
-- @column annonce_id        | code   | Identifiant
-- @column annonce_label     | texte  | Énoncé | Son numéro dans le registre, tel que les verdicts le citent.
-- @column source_url        | url    | Source | Première adresse, quand il y en a plusieurs.
-- @column source_urls       | liste  | Adresses
-- @column cited_paraphrases | liste  | Énoncés cités par le verdict
-- @column metric_label      | texte  | Thème et mesure
-- @column annonce_type      | texte  | Type | Chiffre ou jalon.
-- @column value             | nombre | Nombre
-- @column unit              | texte  | Unité
-- @column date_start        | date   | Début | De la période dite.
-- @column perimeter         | texte  | Périmètre (registre)
-- @column region_codes      | code   | Régions (codes) | Celles où l’énoncé est montré ; aucune pour la France entière.
-- @column territoire_id     | code   | Territoire (identifiant)
-- @column enjeu_id          | code   | Enjeu (identifiant)

with named as (
    select
        *,
        regexp_replace(
            upper(left(annonce_id, 1)) || annonce_id[2:], '-0*', ' n° '
        ) as annonce_label,
        regexp_replace(
            regexp_replace(verdict_reason, '(chiffre|jalon)-0*(\d+)', '\1 n° \2', 'g'),
            '(chiffre|jalon) n° (\d+) à (chiffre|jalon) n° (\d+)',
            '\1s n° \2 à \4',
            'g'
        ) as reason
    from annonces
),

-- A number in the register becomes a French noun, with its article.
contracted as (
    select
        * exclude (reason),
        regexp_replace(
            regexp_replace(
                regexp_replace(reason, ' de (chiffres|jalons) ', ' des \1 ', 'g'),
                ' de (chiffre|jalon) ', ' du \1 ', 'g'
            ),
            '( du (chiffre|jalon) n° \d+) et (chiffre|jalon) ', '\1 et du \3 ', 'g'
        ) as reason
    from named
),

known as (
    select
        * exclude (reason),
        -- A reference in parentheses takes no article.
        regexp_replace(
            regexp_replace(
                regexp_replace(reason, '^(chiffres|jalons) ', 'les \1 '),
                '(^|[;:,] | et | que | quand )(chiffre|jalon) ', '\1le \2 ', 'g'
            ),
            '\(((chiffre|jalon) n° \d+), le ', '(\1, ', 'g'
        ) as reason
    from contracted
),

cited as (
    select
        citing.annonce_id,
        list(
            cited_annonces.annonce_label || ' : ' || cited_annonces.paraphrase
            order by cited_annonces.annonce_id
        ) as cited_paraphrases
    from (
        select distinct
            annonce_id,
            unnest(regexp_extract_all(verdict_reason, '(chiffre|jalon)-\d+')) as cited_id
        from known as sayings
    ) as citing
    inner join known as cited_annonces on citing.cited_id = cited_annonces.annonce_id
    group by citing.annonce_id
)

select
    known.date_text,
    known.metric,
    known.value_text,
    known.perimeter_name,
    known.publisher,
    known.speaker,
    known.verdict,
    upper(left(known.reason, 1)) || known.reason[2:] as verdict_reason,
    known.etape,
    known.etape_note,
    known.paraphrase,
    known.annonce_id,
    known.annonce_label,
    known.source_urls[1] as source_url,
    known.source_urls,
    cited.cited_paraphrases,
    known.theme || ' – ' || known.metric as metric_label,
    known.annonce_type,
    known.value,
    known.unit,
    known.date_start,
    known.perimeter,
    known.region_codes,
    known.territoire_id,
    known.enjeu_id
from known
left join cited using (annonce_id)
order by known.date_start, known.perimeter <> 'France', known.annonce_id
