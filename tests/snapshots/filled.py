"""Random acceptable statements, for the property that what is typed is published, and comes back.

A drawn cell is (value expected in the published table, what is typed in the sheet).
"""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from hypothesis import settings
from hypothesis import strategies as st

from tdi.snapshots import contract, known
from tdi.snapshots.contract import REFERENCES
from tests.snapshots.statements import DAY

KNOWN = known.load("public")
TERRITOIRES = KNOWN.territoires_of("53")
# A territoire of the other phase is known by its id alone: its name may be that of another one.
OTHER_PHASE = [(place, place) for place, _ in known.load("public", 2).territoires_of("53")]
LETTERS = "abcdefghéèàçœABCÉÀ ’'-–«»()/,;:%€+@_\"0123456789\u00a0\u202f"
# Texts that a spreadsheet, a CSV or a library would take for something else.
ODD_TEXTS = [
    "null",
    "NaN",
    "N/A",
    "oui",
    "0123",
    "1e5",
    "1,50",
    "31/12/2024",
    "12345678901234567890",
    "_x0041_",
    "-3",
    "+33 2 99",
    "@maire",
    "100 %",
    '"',
    'dit "oui" ; puis « non »',
    "\u2212",
    "𝒜 🚂",
]
MISSING = st.just((None, None))


def examples(few):
    """How many examples to draw; more are asked for by `pytest --hypothesis-profile=long`."""
    return 500 if settings.get_current_profile_name() == "long" else few


def texts(longest=40, letters=LETTERS):
    written = st.text(letters, min_size=1, max_size=longest).map(str.strip).filter(bool)
    return (written | st.sampled_from(ODD_TEXTS)).map(lambda text: (text, text))


def same(values):
    return st.sampled_from(list(values)).map(lambda value: (value, value))


def named(pairs):
    """An id, typed as the id or as the name."""
    return st.sampled_from(list(pairs)).flatmap(
        lambda pair: st.sampled_from(pair).map(lambda typed: (pair[0], typed))
    )


def referred(reference):
    identifier, name = REFERENCES[reference]
    rows = KNOWN.references[reference].to_pylist()
    return named([(row[identifier], row[name]) for row in rows])


def days(first=date(2017, 1, 1), last=DAY):
    def typed(day):
        return st.sampled_from([day, f"{day:%d/%m/%Y}", day.isoformat()]).map(
            lambda written: (day, written)
        )

    return st.dates(first, last).flatmap(typed)


def amounts(most=10**11):
    def typed(amount):
        french = f"{amount:,}".replace(",", "\u202f").replace(".", ",")
        return st.sampled_from([float(amount), french, f"{french} €"]).map(
            lambda written: (amount, written)
        )

    return st.integers(0, most).map(lambda cents: Decimal(cents) / 100).flatmap(typed)


def numbers(low=None, high=None):
    low, high = (-(10**9) if low is None else low), (10**9 if high is None else high)
    whole = st.integers(int(low), int(high)).map(lambda number: (float(number), number))
    # A spreadsheet keeps fifteen digits, its reading nine decimals; a text has no such limit.
    short = st.floats(low, high).map(lambda n: round(float(f"{n:.15g}"), 9) + 0.0)
    long = st.floats(low, high).map(lambda n: float(f"{n:.15g}") + 0.0)
    return (
        whole
        | short.map(lambda number: (number, number))
        | long.map(lambda number: (number, repr(number).replace(".", ",")))
    )


ZONES = st.one_of(
    st.just((("France", "France"), ("FR", "France"))),
    named([("53", "Bretagne"), ("53", "bretagne")]).map(lambda zone: (("Région", "Région"), zone)),
    named(TERRITOIRES + OTHER_PHASE).map(lambda zone: (("Territoire", "territoire"), zone)),
)


@st.composite
def rows(draw, table_name):
    """Draw one acceptable row: technical name → drawn cell."""
    table = contract.load().table(table_name)
    row = {column.name: draw(_cell(column)) for column in table.columns}
    if any(column.kind == "zone" for column in table.columns):
        row["maille"], row["zone_code"] = draw(ZONES)
    return row | draw(_constrained(table_name, row))


@lru_cache
def _cell(column):
    cells = {
        "texte": texts(letters=LETTERS + "\n"),
        "code": texts(20),
        "montant": amounts(),
        "nombre": numbers(column.minimum, column.maximum),
        "booléen": st.sampled_from([(True, "oui"), (True, "VRAI"), (False, "non"), (False, "0")]),
        "date": days(),
        "entier": st.integers(0, 10**6).map(lambda number: (number, number)),
    }
    if column.name.endswith("_url"):
        filled = st.just(("https://exemple.fr/a?b=1", "https://exemple.fr/a?b=1"))
    elif column.choices:
        filled = named([(choice, choice.upper()) for choice in column.choices])
    elif column.reference:
        reference = column.reference
        places = named(TERRITOIRES + OTHER_PHASE)
        filled = places if reference == "territoires" else referred(reference)
    else:
        filled = cells.get(column.kind, MISSING)
    return filled if column.required else filled | MISSING


@st.composite
def _constrained(draw, table, row):
    """Cells that the rules tie to others."""
    told = row.get("etat", ("", ""))[0] in ("Renseigné", "Contesté")
    if table == "financements":
        return {"amount_eur": draw(amounts(10**11)) if told else (None, None)}
    if table == "mobilisation":
        return {"value": draw(numbers(0)) if told else (None, None)}
    if table == "mesures_indicateur":
        value = draw(numbers()) if told else (None, None)
        return {"value": value, "measure_date": draw(days())}
    if table == "fiches_action":
        return draw(_fiches())
    if table == "contrats":
        firm, count = sorted(draw(st.tuples(st.integers(0, 99), st.integers(0, 99))))
        return {"fiche_count": (count, count), "fiche_ferme_count": (firm, str(firm))}
    if table == "decisions":
        done = row["statut"][0] == "Faite"
        start = row["decision_date"][0]
        return {"done_date": draw(days(first=start)) if done else (None, None)}
    return {}


@st.composite
def _fiches(draw):
    chosen = draw(st.lists(st.sampled_from(TERRITOIRES), min_size=1, max_size=3, unique=True))
    key, parts = "Exclusif", (None, None)
    if len(chosen) > 1:
        key = draw(st.sampled_from(["Parts égales", "Prorata de la population", "Parts déclarées"]))
    if key == "Parts déclarées":
        shares = {2: ("0.35;0.65", "35 % ; 65 %"), 3: ("0.3333;0.3333;0.3334", None)}
        value, typed = shares[len(chosen)]
        parts = (value, typed or "33,33 % ; 33,33 % ; 33,34 %")
    ids = ";".join(identifier for identifier, _ in chosen)
    start, _ = draw(days())
    end = start + timedelta(draw(st.integers(0, 300)))
    return {
        "territoire_ids": (ids, " ; ".join(name for _, name in chosen)),
        "cle_repartition": (key, key),
        "parts": parts,
        "start_date": (start, start),
        "end_date": (end, f"{end:%d/%m/%Y}"),
    }


def statements(table_name):
    """Draw the rows of a sheet, no two of the same key."""
    key = contract.load().table(table_name).key
    return st.lists(
        rows(table_name), max_size=4, unique_by=lambda row: tuple(row[k][0] for k in key)
    )
