-- Chiffres et jalons annoncés, connus à la date de l’instantané, avec leur verdict et ce qui les contredit.
--
-- @grain  annonce_id
-- @with   suivi/annonces_lues
-- @source registre
-- @param  region_code   | code région ; null pour tous les énoncés
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour tous les énoncés
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

select
    date_text,
    metric,
    value_text,
    perimeter_name,
    publisher,
    speaker,
    verdict,
    verdict_reason,
    etape,
    etape_note,
    paraphrase,
    annonce_id,
    annonce_label,
    source_url,
    source_urls,
    cited_paraphrases,
    metric_label,
    annonce_type,
    value,
    unit
from annonces_lues
where
    ($territoire_id is null or territoire_id = $territoire_id)
    and (
        $territoire_id is not null
        or $region_code is null
        or list_contains(region_codes, $region_code)
    )
    and ($enjeu_id is null or enjeu_id = $enjeu_id)
order by date_start, perimeter <> 'France', annonce_id
