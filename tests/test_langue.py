"""French grammar, over every name that a sentence may hold and every count that changes a form."""

import itertools
import re

import pytest

from tdi import fmt, langue, queries
from tdi.langue import LIEUX, OPERATEURS
from tests.conftest import rows

COUNTS = (0, 1, 1.5, 1.99, 2, 3, 17, 80, 999, 1_000, 1_000_000, -1, -2)
VOWEL = r"[aeiouyàâäéèêëîïôöùûüœæ]"
# What no French sentence holds.
WRONG = (
    r"\b[dD]e les? ", r"\bà les? ", r"\bau la\b", r"\bdu la\b", r"\bdes les\b", r"\bla l’",
    rf"\b(?:de|la|le|que|ne|se) {VOWEL}", rf"\b(?:d|l|qu|n|s)’(?!h)[^{VOWEL[1:-1]}]", r"  ", r"’ ",
)  # fmt: skip


def names():
    """Every name of the data: places of both phases, members, communes, engagements, operators."""
    asked = {
        "territoires": "territoire_name",
        "territoire_membres": "membre_name",
        "territoire_communes": "commune_name",
        "regions": "region_name",
        "departements": "departement_name",
        "engagements": "short_name",
        "operateurs": "operateur_name",
        "enjeux": "enjeu_name",
        "indicateurs": "indicateur_name",
    }
    found = {
        row["name"]
        for table, column in asked.items()
        for row in rows(f"select distinct {column} as name from {table}")  # noqa: S608
    }
    return sorted(found)


def wrong(text):
    return [pattern for pattern in WRONG if re.search(pattern, text, re.IGNORECASE)]


def test_articles_elide_and_contract_before_every_name_of_the_data():
    cases = [
        (word, name, written)
        for name in names()
        for word, written in (
            ("de", langue.of(name)),
            ("à", langue.to(name)),
            ("que", langue.joined("que", name)),
        )
    ]
    assert len(cases) > 5_000
    faults = [
        written
        for _, name, written in cases
        # Only the join is the grammar's: a name may hold anything.
        if wrong(written[: len(written) - len(name) + 3])
    ]
    assert not faults
    for word, name, written in cases:
        bare = name.removeprefix("Les ").removeprefix("Le ")
        assert written.endswith(bare), f"{word} {name}: the name is kept"


@pytest.mark.parametrize(
    ("name", "of", "to", "within"),
    [
        ("France", "de la {}", "à la {}", "en {}"),
        ("Auvergne-Rhône-Alpes", "de l’{}", "à l’{}", "en {}"),
        ("Bourgogne-Franche-Comté", "de la {}", "à la {}", "en {}"),
        ("Centre-Val de Loire", "du {}", "au {}", "en {}"),
        ("Grand Est", "du {}", "au {}", "dans le {}"),
        ("Hauts-de-France", "des {}", "aux {}", "dans les {}"),
        ("Île-de-France", "de l’{}", "à l’{}", "en {}"),
        ("La Réunion", "de {}", "à {}", "à {}"),
        ("Mayotte", "de {}", "à {}", "à {}"),
        ("Occitanie", "de l’{}", "à l’{}", "en {}"),
        ("Pays de la Loire", "des {}", "aux {}", "dans les {}"),
    ],
)
def test_regions_take_their_articles_and_prepositions(name, of, to, within):
    expected = tuple(form.format(name) for form in (of, to, within))
    assert (langue.of(name), langue.to(name), langue.within(name)) == expected


@pytest.mark.parametrize(
    ("name", "of", "to", "named"),
    [
        ("État", "de l’{}", "à l’{}", "l’{}"),
        ("PIA", "du {}", "au {}", "le {}"),
        ("Banque des Territoires", "de la {}", "à la {}", "la {}"),
        ("Bpifrance", "de {}", "à {}", "{}"),
    ],
)
def test_operators_take_theirs(name, of, to, named):
    expected = tuple(form.format(name) for form in (of, to, named))
    assert (langue.of(name), langue.to(name), langue.named(name)) == expected


def test_every_region_and_operator_of_the_data_has_its_article():
    regions = {row["name"] for row in rows("select region_name as name from regions")}
    operators = {row["name"] for row in rows("select operateur_name as name from operateurs")}
    assert regions | {"France"} == set(LIEUX)
    assert operators == set(OPERATEURS)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Alès", "d’Alès"),
        ("Étampes", "d’Étampes"),
        ("Œuilly", "d’Œuilly"),
        ("Yonne", "d’Yonne"),
        ("Hérault", "d’Hérault"),
        ("Haute-Loire", "de Haute-Loire"),
        ("Le Havre", "du Havre"),
        ("Les Herbiers", "des Herbiers"),
        ("La Rochelle", "de La Rochelle"),
        ("L’Aigle", "de L’Aigle"),
        ("11 communes", "de 11 communes"),
        ("« Alès »", "d’« Alès »"),
    ],
)
def test_elision_follows_the_sound(name, written):
    assert langue.of(name) == written


def test_nouns_verbs_and_participles_agree_with_every_count():
    forms = [
        ("territoire", None),
        ("montant", None),
        ("alerte est ouverte", "alertes sont ouvertes"),
        ("n’est pas communiqué", "ne sont pas communiqués"),
        ("lieu", "lieux"),
        ("cas", "cas"),
    ]
    for count, (one, many) in itertools.product(COUNTS, forms):
        expected = one if abs(count) < 2 else (many or f"{one}s")
        assert langue.agreed(count, one, many) == expected
        told = fmt.plural(count, one, many)
        assert told.endswith(f"\u00a0{expected}"), "the number holds to its noun"
        assert " " not in told.removesuffix(expected), "no breakable space within a number"


def test_every_unit_of_the_queries_agrees_and_holds_to_its_number():
    units = sorted(
        {
            column.unit
            for name in queries.names()
            for column in queries.load(name).columns.values()
            if column.unit
            not in ("texte", "code", "url", "liste", "géométrie", "date", "mois civil")
        }
    )
    cases = list(itertools.product(units, COUNTS))
    assert len(cases) > 500
    for unit, count in cases:
        if unit == "booléen":
            continue
        told = fmt.quantity(count, unit)
        number = re.match(r"\u2212?\d+(?:\u202f\d{3})*(?:,\d+)?", told)
        assert number, f"{count} {unit}: {told}"
        assert told[number.end() :][:1] in ("", "\u00a0", "\u202f"), told
        assert fmt.quantity(None, unit) == fmt.MISSING, "missing is not zero"


def test_lists_zero_capitals_and_words():
    assert langue.enumerate_words([]) == ""
    assert langue.enumerate_words(["a"]) == "a"
    assert langue.enumerate_words(["a", "b"]) == "a et b"
    assert langue.enumerate_words(["a", "b", "c"]) == "a, b et c"
    assert langue.none_of("territoire") == "aucun territoire"
    assert langue.none_of("fiche", feminine=True) == "aucune fiche"
    assert langue.capital("état") == "État"
    assert langue.small("Écologie") == "écologie"
    assert langue.small("VTE en cours") == "VTE en cours"
    assert langue.small("À l’étude") == "à l’étude"
    assert langue.word_count("Des 1\u202f360\u202fM€ annoncés\u00a0: rien n’est connu.") == 6
    assert langue.word_count("un – deux") == 2
