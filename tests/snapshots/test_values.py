"""Numbers, amounts and dates as French people and their spreadsheets write them."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from tdi.snapshots import values

# A first statement binds every macro: slow once, on a busy machine.
patient = settings(deadline=None)

CONNECTION = duckdb.connect()
values.install(CONNECTION)
SPACES = ["", " ", "\u00a0", "\u202f", "\u2009"]
UNITS = ["", "€", " €", "\u202f€", " euros"]
POWERS = [("k€", 3), ("M€", 6), ("m€", 6), ("Md€", 9)]
CENTS = st.integers(0, 10**13).map(lambda cents: Decimal(cents) / 100)


def read_all(macro, texts):
    """What a macro makes of each text, in one statement: binding it costs more than running it."""
    statement = f"select list_transform($1::varchar[], lambda t: {macro}(t))"
    return CONNECTION.cursor().execute(statement, [list(texts)]).fetchone()[0]


def read(macro, text):
    return read_all(macro, [text])[0]


def many(strategy):
    return st.lists(strategy, min_size=1, max_size=60)


@patient
@given(many(st.tuples(CENTS, st.sampled_from(SPACES), st.sampled_from(UNITS))))
def test_an_amount_written_in_french_is_read_to_the_cent(drawn):
    written = [
        format_decimal(amount, format="#,##0.##", locale="fr_FR").replace("\u202f", space) + unit
        for amount, space, unit in drawn
    ]
    assert read_all("montant", written) == [amount for amount, _, _ in drawn]


@patient
@given(many(CENTS))
def test_an_amount_written_as_computers_do_is_read_to_the_cent(amounts):
    assert read_all("montant", map(str, amounts)) == amounts
    assert read_all("montant", [repr(float(amount)) for amount in amounts]) == amounts


@patient
@given(many(st.tuples(st.integers(0, 99_999), st.sampled_from(POWERS))))
def test_a_unit_multiplies_exactly(drawn):
    numbers = [(Decimal(thousandths) / 1000, *unit) for thousandths, unit in drawn]
    written = [
        f"{format_decimal(number, format='0.###', locale='fr_FR')} {unit}"
        for number, unit, _ in numbers
    ]
    assert read_all("montant", written) == [number * 10**power for number, _, power in numbers]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1,36 Md€", "1360000000"),
        ("1,5 million d’euros", "1500000"),
        ("2 milliards d'euros", "2000000000"),
        ("500K€", "500000"),
        ("1,5E+06", "1500000"),
        ("0", "0"),
        ("1234.5600000000001", "1234.56"),
    ],
)
def test_other_ways_to_write_an_amount(written, amount):
    assert read("montant", written) == Decimal(amount)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("−5", "négatif"),
        ("-0,01", "négatif"),
        ("(1 234,00)", "négatif"),
        ("1,234", "deux décimales"),
        ("0,005", "deux décimales"),
        ("100 000 000 000,01", "100\u202fMd€"),
        ("1e400", "100\u202fMd€"),
        ("150 Md€", "100\u202fMd€"),
        ("NaN", "illisible"),
        ("inf", "illisible"),
        ("12 34", "illisible"),
        ("1.234,56", "illisible"),
        ("12 %", "illisible"),
        ("douze euros", "illisible"),
        ("12 $", "illisible"),
        ("1O0", "illisible"),
    ],
)
def test_an_amount_that_leaves_a_doubt_is_refused_with_its_reason(written, reason):
    assert read("montant", written) is None
    assert reason in read("motif_montant", written)


@patient
@given(many(st.floats(-1e15, 1e15)))
def test_a_number_is_read_as_it_was(numbers):
    assert read_all("nombre", [repr(number).replace(".", ",") for number in numbers]) == numbers
    assert (
        read_all("nombre", [repr(number).replace("-", "\u2212") for number in numbers]) == numbers
    )


@patient
@given(many(st.decimals(0, 100, places=3)))
def test_a_percentage_is_a_share(percentages):
    written = [format_decimal(one, format="0.###", locale="fr_FR") for one in percentages]
    shares = [float(one / 100) for one in percentages]
    for space in ("", " ", "\u202f"):
        assert read_all("nombre", [f"{text}{space}%" for text in written]) == shares


@pytest.mark.parametrize("written", ["nan", "inf", "-inf", "1e400", "1e16", "12 €", "1,2,3", "%"])
def test_a_number_that_is_none_is_refused(written):
    assert read("nombre", written) is None
    assert read("motif_nombre", written)


@pytest.mark.parametrize(
    ("written", "whole"),
    [("12", 12), ("1 234", 1234), ("3,0", 3), ("3,5", None), ("300 %", None), ("9e9", None)],
)
def test_a_whole_number_has_no_decimals(written, whole):
    assert read("entier", written) == whole
    assert (read("motif_entier", written) is not None) if whole is None else True


def every_way(day):
    long = format_date(day, "d MMMM yyyy", locale="fr_FR")
    return [
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day.day}/{day.month}/{day.year}",
        long,
        long.upper(),
        f"1er {long[2:]}" if day.day == 1 else long,
        long.replace(" ", "\u00a0"),
    ]


@patient
@given(many(st.dates(values.FIRST_DATE, values.LAST_DATE)))
def test_a_date_written_in_french_is_read(days):
    written = [(day, text) for day in days for text in every_way(day)]
    assert read_all("jour", [text for _, text in written]) == [day for day, _ in written]


@patient
@given(many(st.dates().filter(lambda day: not values.FIRST_DATE <= day <= values.LAST_DATE)))
def test_a_date_of_another_century_is_refused(days):
    written = [day.isoformat() for day in days]
    assert read_all("jour", written) == [None] * len(days)
    assert all("2017 à 2035" in reason for reason in read_all("motif_date", written))


@pytest.mark.parametrize(
    "written", ["30/02/2025", "12/31/2025", "31/12/25", "mars 2019", "45657", "31 brumaire 2025"]
)
def test_what_is_no_date_is_refused(written):
    assert read("jour", written) is None
    assert "illisible" in read("motif_date", written)


def test_bounds_are_those_the_macros_use():
    assert read("jour", "01/01/2017") == date(2017, 1, 1)
    assert read("montant", str(values.LARGEST_AMOUNT)) == values.LARGEST_AMOUNT


@pytest.mark.parametrize("text", ["a\u202eb", "a\x07b", "x" * 4_001])
def test_a_text_that_forges_or_floods_is_refused(text):
    assert read("texte", text) is None
    assert read("motif_texte", text)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "www.exemple.fr"])
def test_an_address_is_one_of_the_web(address):
    assert read("adresse", address) is None
    assert read("adresse", "https://www.ccomptes.fr/x") == "https://www.ccomptes.fr/x"
