"""All the rows behind a figure: found by a word, put in order, turned page by page."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from tdi import feuillets, fmt, queries
from tdi.filters import Filters
from tdi.results import Result

QUERY = queries.parse(
    "essai",
    """-- Des lieux d’essai.
-- @grain nom
-- @column nom     | texte   | Nom
-- @column compte  | projets | Projets
-- @column jour    | date    | Jour
""",
)


def essai(count=120):
    """Draw that many rows in a page of their own."""
    import pandas as pd

    from tdi import feuillets
    from tdi.filters import Filters
    from tdi.results import Result
    from tests.test_feuillets import QUERY

    rows = [
        {"nom": f"Étape {rank}", "compte": None if rank % 7 == 0 else rank, "jour": None}
        for rank in range(1, count + 1)
    ]
    columns = list(QUERY.columns)
    feuillets.draw(Result(QUERY, pd.DataFrame(rows, columns=columns), Filters()), "essai")


def drawn(count=120):
    app = AppTest.from_function(essai, kwargs={"count": count}).run()
    assert not app.exception
    return app


def names(app):
    return list(app.table[0].value["Nom"])


def told(app):
    return app.caption[-1].value


def result(rows):
    return Result(QUERY, pd.DataFrame(rows, columns=list(QUERY.columns)), Filters())


def test_every_row_is_reached_fifty_at_a_time():
    app = drawn()
    assert told(app) == "Lignes 1 à 50 sur 120"
    seen = names(app)
    for page in (2, 3):
        app.session_state["essai/page//None/Croissant"] = page
        app.run()
        seen += names(app)
    assert told(app) == "Lignes 101 à 120 sur 120"
    assert seen == [f"Étape {rank}" for rank in range(1, 121)]


def test_a_word_finds_its_rows_whatever_its_accents():
    app = drawn()
    app.text_input[0].input("etape 11").run()
    assert names(app) == ["Étape 11", *(f"Étape {rank}" for rank in range(110, 120))]
    assert told(app) == "11\u00a0lignes sur 120"
    app.text_input[0].input("nulle part").run()
    assert not app.table
    assert told(app) == "Aucune des 120 lignes ne contient ces mots."


def test_the_order_asked_starts_at_the_first_page():
    app = drawn()
    app.session_state["essai/page//None/Croissant"] = 3
    app.run()
    app.selectbox[0].select("compte").run()
    app.selectbox[1].select("Décroissant").run()
    assert names(app)[:2] == ["Étape 120", "Étape 118"]
    assert told(app) == "Lignes 1 à 50 sur 120"


@pytest.mark.parametrize("count", [0, 1, 10])
def test_a_few_rows_have_nothing_to_search(count):
    app = drawn(count)
    assert not app.text_input
    assert not app.selectbox
    assert len(app.table) == min(count, 1)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "nom": st.sampled_from(["Zoé", "École", "eau", "Île", "œuf", None]),
                "compte": st.none() | st.integers(-5, 5) | st.floats(-5, 5),
                "jour": st.none() | st.dates(date(2018, 1, 1), date(2025, 1, 1)),
            }
        ),
        max_size=20,
    ),
    st.sampled_from(list(QUERY.columns)),
    st.booleans(),
)
def test_an_order_loses_no_row_and_ends_with_what_is_missing(rows, name, falls):
    given_rows = result(rows)
    put = feuillets.ordered(given_rows, name, falls=falls)
    assert sorted(put.frame.index) == list(given_rows.frame.index)
    values = list(put.frame[name])
    known = [value for value in values if not fmt.is_missing(value)]
    assert all(fmt.is_missing(value) for value in values[len(known) :])
    if name != "nom":
        assert known == sorted(known, reverse=falls)


def test_words_are_in_the_order_of_a_french_list():
    rows = [{"nom": nom} for nom in ("Zoé", "École", "eau", "Île", "œuf")]
    assert list(feuillets.ordered(result(rows), "nom").frame["nom"]) == [
        "eau",
        "École",
        "Île",
        "œuf",
        "Zoé",
    ]
