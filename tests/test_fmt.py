"""Numbers, amounts and dates are written as French typography wants them."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdi import fmt

NARROW = "\u202f"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (fmt.euro(3_237_353_114), "3 237 353 114 €"),
        (fmt.euro(Decimal("12.50")), "12,50 €"),
        (fmt.euro_short(1_360_000_000), "1 360 M€"),
        (fmt.euro_short(43_440_000), "43,4 M€"),
        (fmt.euro_short(999_999), "999 999 €"),
        (fmt.percent(0.125), "12,5 %"),
        (fmt.percent(1.25), "125 %"),
        (fmt.number(-1234.567, 2), "−1 234,57"),
        (fmt.day(date(2025, 12, 31)), "31/12/2025"),
    ],
)
def test_writing(written, expected):
    assert written == expected.replace(" ", NARROW)


def test_a_figure_is_written_whatever_type_wrote_it_before():
    values = (Decimal(110), np.int64(110), 110, np.float64(110), 110.0)
    assert {fmt.number(value) for value in (*values, *reversed(values))} == {"110"}


def test_long_dates_start_with_premier():
    assert fmt.long_day(date(2019, 3, 1)) == "1er mars 2019"
    assert fmt.long_day(date(2018, 11, 22)) == "22 novembre 2018"


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 territoire"), (1, "1 territoire"), (2, "2 territoires")],
)
def test_french_plural_starts_at_two(count, expected):
    assert fmt.plural(count, "territoire") == expected.replace(" ", "\u00a0")


@pytest.mark.parametrize("unit", ["€", "%", "date", "booléen", "texte", "liste", "territoires"])
def test_missing_is_a_dash_never_a_zero(unit):
    for missing in (None, float("nan")):
        assert fmt.by_unit(missing, unit) == "—"


@pytest.mark.parametrize("unit", ["€", "%", "territoires", "nombre"])
def test_zero_is_written(unit):
    assert fmt.by_unit(0, unit).startswith("0")


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_an_amount_can_be_read_back_to_the_euro(amount):
    text = fmt.euro(amount).removesuffix("€").replace(NARROW, "").replace("−", "-")
    assert int(text) == amount


def test_quantity_agrees_with_its_unit():
    assert fmt.quantity(1, "projets") == "1\u00a0projet"
    assert fmt.quantity(2, "projets") == "2\u00a0projets"
    assert fmt.quantity(None, "projets") == "—"
    assert fmt.quantity(0.43, "millions d’emplois") == "0,43\u00a0million d’emplois"
    assert fmt.quantity(1, "mois") == "1\u00a0mois"


def test_what_is_known_to_the_month_claims_no_day():
    assert fmt.by_unit(date(2023, 12, 1), "mois civil") == "déc.\u00a02023"
    assert fmt.quantity(date(2024, 8, 31), "mois civil") == "août\u00a02024"


def test_numbers_of_equal_value_are_written_alike_whatever_their_type():
    same = [Decimal("11.00"), np.int64(11), 11, np.float64(11), 11.0, Decimal(11)]
    assert {fmt.number(value) for value in same} == {"11"}
