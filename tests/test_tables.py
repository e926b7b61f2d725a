"""Tables show every text whole: choices of columns, Markdown taken literally."""

import re
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from tdi import queries, tables
from tdi.vues import VUES

QUERY = queries.parse(
    "essai",
    """-- Une table d’essai.
-- @grain nom
-- @column nom     | texte   | Nom
-- @column adresse | url     | Source
-- @column note    | texte   | Remarque
-- @column montant | €       | Montant
-- @column autre   | €       | Autre montant
-- @column compte  | projets | Projets
""",
)
ROW = {
    "nom": "1. *Prix* [a](b) `c` :red[d] $e$ | f_g <i>",
    "adresse": "https://www.exemple.fr/a_b(c) (vu le 3 mai)",
    "note": None,
    "montant": Decimal("1234567.89"),
    "autre": None,
    "compte": 3,
}


def essai(details=None, columns=("nom", "montant")):
    """What `tables.text` writes for a row whose texts look like Markdown."""
    import pandas as pd

    from tdi import tables
    from tdi.results import Result
    from tests.test_tables import QUERY, ROW

    tables.text(Result(QUERY, pd.DataFrame([ROW])), columns, details=details)


def written(**asked):
    app = AppTest.from_function(essai, kwargs=asked).run()
    assert not app.exception
    return app.table[0]


@pytest.mark.parametrize("name", VUES)
def test_what_a_page_shows_of_a_query_exists_once(name):
    vue, query = VUES[name], queries.load(name)
    shown = [*vue.columns, *(column for under in vue.details.values() for column in under)]
    assert set(shown) <= set(query.columns)
    assert len(shown) == len(set(shown))
    assert set(vue.details) <= set(vue.columns)
    assert not {query.columns[column].unit for column in shown} & tables.HIDDEN_UNITS


def test_a_text_that_looks_like_markdown_is_shown_as_it_is():
    cell = written().value["Nom"].iloc[0]
    assert re.sub(r"\\(.)", r"\1", cell) == ROW["nom"]
    for mark in "*[]`$|_<>":
        assert not re.search(rf"(?<!\\){re.escape(mark)}", cell), mark
    assert cell.startswith("1\\."), "no list"


def test_an_address_is_a_link_under_its_column_and_a_missing_word_is_left_out():
    cell = written(details={"nom": ["adresse", "note", "autre"]}).value["Nom"].iloc[0]
    name, _, under = cell.partition("  \n")
    assert re.fullmatch(r"\*\*.+\*\*", name)
    assert under == (
        "Source\u00a0: [exemple.fr](<https://www.exemple.fr/a_b(c)>)\u00a0· Autre montant\u00a0: —"
    ), "a figure that is missing is said (R1)"


def test_an_amount_is_exact_when_it_is_alone_and_stays_a_number():
    assert written().value["Montant"].iloc[0] == ROW["montant"]
    alone, among = (
        written(columns=columns).proto.SerializeToString().decode("utf-8", "ignore")
        for columns in (["nom", "montant"], ["nom", "montant", "autre"])
    )
    assert "1\u202f234\u202f567,89\u202f€" in alone
    assert "1,2\u202fM€" in among
    assert "1\u202f234\u202f567,89\u202f€" not in among
