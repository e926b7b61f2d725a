"""What a figure is called by who cannot see it: short, whole, and true of its rows."""

import pandas as pd
import pytest

from tdi import paroles, queries
from tdi.filters import Filters
from tdi.results import Result, compute

FILTERS = Filters(jeu="demonstration", snapshot_date="2022-12-31")
CELLS = queries.load("donnees/cellules_by_region")


def cells(names, values):
    frame = pd.DataFrame(
        {"region_name": names, "non_communiquee_count": pd.Series(values, dtype="Int64")}
    )
    # As a page reads them: every column, those that nobody has communicated included.
    return Result(CELLS, frame.reindex(columns=list(CELLS.columns)))


def test_a_finding_with_numbers_is_not_followed_by_what_is_read_beside_the_figure():
    told = paroles.name("Cellules", "De 3 à 4 cellules", "Ce qui se lit à côté.", cells(["A"], [3]))
    assert told == "Cellules. De 3 à 4 cellules."


def test_a_topic_is_not_told_twice():
    told = paroles.name("Cellules, par région", "Cellules\u00a0: de 3 à 4", "", cells(["A"], [3]))
    assert told == "Cellules\u00a0: de 3 à 4."


def test_a_finding_without_a_number_is_followed_by_why_without_its_mark_up():
    told = paroles.name(
        "Cellules",
        "Aucune valeur connue",
        "**Rien** n’est publié.\n\n- 2 régions",
        cells(["A"], [3]),
    )
    assert told == "Cellules. Aucune valeur connue. Rien n’est publié. - 2 régions"


def test_rows_that_their_name_does_not_tell_apart_are_not_told_under_it():
    """An indicator’s own path, its target among its values; the statuts of an enjeu."""
    fiches = compute("pilotage/fiches_by_enjeu", FILTERS)
    assert fiches.frame["enjeu_name"].duplicated().any()
    assert paroles.rows(fiches) == ""


@pytest.mark.parametrize("count", [3, 12])
def test_rows_told_are_those_of_the_result_and_the_unknown_is_no_zero(count):
    names = [f"Région {rank}" for rank in range(count)]
    told = paroles.rows(cells(names, [None, *range(1, count)]))
    assert "valeurs inconnues\u00a0: 1" in told
    assert f"Région {count - 1}\u00a0: {count - 1}" in told
    assert "Région 0" not in told
