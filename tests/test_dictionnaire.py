"""The dictionary holds every column, the glossary every French stem, and both can be searched."""

import csv
import io
import re
import zipfile

import openpyxl
import pytest

from tdi import accessibilite, dictionnaire, exports, queries
from tdi.filters import Filters
from tdi.results import compute
from tdi.snapshots import contract, documentation
from tests.conftest import SNAPSHOT

# What a machine needs, and English that says as much as French (house rule: domain nouns excepted).
PLAIN_ENGLISH = """
    account after aggregation amount announced author before bound brought by cited closed code
    committee count date dated day decimals definition denominator description detail direction done
    drawn due east end eur file first from gap geojson has high id investment is kind known
    label last later latitude licence list local long longitude low lower main match max measure
    metric min name national nature new north note number of opened order origin other owner page
    paraphrase perimeter periodicity place point population position postal precision previous proxy
    published publisher qualifier question rank rate read reason reported revised role row scope
    sha share shared short since snapshot sort source south speaker start status table target text
    theme title to total type unit update upper url valid value verified warning west withdrawn year
"""


def singular(token):
    return token.removesuffix("s")


@pytest.fixture(scope="module")
def colonnes():
    return dictionnaire.colonnes(compute("donnees/sources", Filters(snapshot_date=SNAPSHOT)))


def test_every_column_of_every_query_is_in_the_dictionary(colonnes):
    listed = {(row["query_name"], row["column_name"]): row for row in colonnes.records()}
    assert len(listed) == len(colonnes.frame)
    for name in queries.names():
        for column in queries.load(name).columns.values():
            row = listed.pop((name, column.name))
            assert row["label"] == column.label
            assert row["definition"] == column.definition or not column.definition
            assert row["sources"], name
    assert not listed, "nothing else is in it"


@pytest.mark.parametrize("words", ["étape", "etape", "ETAPE", "  Étape "])
def test_a_search_ignores_accents_and_capitals(colonnes, words):
    found = dictionnaire.search(colonnes, words, "label").records()
    assert found[0]["label"].startswith("Étape")
    assert {row["column_name"] for row in found} >= {"etape"}


def test_a_search_wants_every_word_and_looks_in_sources_and_places(colonnes):
    found = dictionnaire.search(colonnes, "montant cour des comptes", "label").records()
    assert found
    assert all("Cour des comptes, novembre 2024" in row["sources"] for row in found)
    assert dictionnaire.search(colonnes, "montant licorne", "label").is_empty


def test_an_empty_search_keeps_everything_in_order(colonnes):
    everything = dictionnaire.search(colonnes, "", "label")
    assert everything.records() == colonnes.records()


def test_who_has_typed_nothing_meets_the_programme_and_its_money_first(colonnes):
    rows = colonnes.records()
    first = [row["label"] for row in rows[:25]]
    assert first[:4] == ["Territoire", "Phase", "Enjeu", "Engagement"]
    assert {"Enveloppe annoncée", "Étape", "Annoncé", "Engagé", "Payé"} <= set(first)
    assert all(row["definition"] for row in rows[:25])
    rest = [dictionnaire.fold(row["label"]) for row in rows[100:]]
    assert rest == sorted(rest)


def test_the_dictionary_can_be_taken_away(colonnes):
    packed = zipfile.ZipFile(io.BytesIO(exports.content(colonnes, exports.FORMATS[1])))
    lines = packed.read("donnees.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(lines), delimiter=";"))
    assert len(rows) == len(colonnes.frame)
    assert rows[0]["Fichier de la requête"].startswith("queries/")


def test_the_glossary_defines_the_words_of_the_programme():
    terms = [row["terme"] for row in dictionnaire.glossaire().records()]
    assert len(terms) == len(set(terms)) >= 40
    for term in (
        "Enveloppe",
        "Fléché",
        "Non communiqué",
        "Instantané",
        "Engagement",
        "Fiche-action",
    ):
        assert term in terms
    assert all(row["sens"].endswith(".") for row in dictionnaire.glossaire().records())


def test_every_stem_of_a_column_name_is_in_the_glossary_or_plain_english():
    stems = {
        singular(token)
        for row in dictionnaire.glossaire().records()
        for stem in row["radicaux"]
        for token in stem.split("_")
    }
    known = stems | set(PLAIN_ENGLISH.split())
    unknown = {
        (token, name)
        for name in queries.names()
        for column in queries.load(name).columns
        for token in column.split("_")
        # « phase1 » is a stem and a number; participles agree: « renseignee » is « renseigne ».
        if known.isdisjoint({t := re.sub(r"\d+$", "", token), singular(t), singular(t)[:-1]})
    }
    assert not unknown, "add the stem to docs/glossaire.md"


def test_the_method_explains_the_twelve_rules_in_short_sections():
    sections = dict(dictionnaire.methode())
    rules = [title for title in sections if title.startswith("Règle ")]
    assert [int(title.split()[1]) for title in rules] == list(range(1, 13))
    for title, text in sections.items():
        assert text, title
        assert all(len(paragraph) < 420 for paragraph in text.split("\n\n")), title


@pytest.mark.parametrize(
    "path", [dictionnaire.GLOSSAIRE, dictionnaire.METHODE, documentation.FILE, accessibilite.FILE]
)
def test_the_documents_shown_on_screen_follow_french_typography(path):
    text = path.read_text("utf-8")
    shown = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    assert not re.search(r" [;:?!%»]|« |'", shown), "no-break spaces, and ’"


def test_the_contract_on_screen_has_one_section_a_table():
    titles = [title for title, _ in dictionnaire.contrat()]
    assert titles[1:] == [table.title for table in contract.load().tables]


@pytest.mark.parametrize(
    ("filters", "name"),
    [
        (Filters(), "Phase 1"),
        (Filters(phase=2, region_code="53"), "Bretagne"),
        # Two regions share it: the one selected with it changes nothing.
        (Filters(region_code="27", territoire_id="p1-ti-2404"), "Montargois"),
    ],
)
def test_the_template_to_take_away_is_that_of_the_selection(filters, name):
    workbook = openpyxl.load_workbook(io.BytesIO(dictionnaire.gabarit(filters)))
    first = workbook.worksheets[0]
    assert name in first["A1"].value
    assert f"Phase {filters.phase}" in first["A2"].value
    asked = {table.title for table in contract.load().tables if not table.complementary}
    assert asked < set(workbook.sheetnames)
