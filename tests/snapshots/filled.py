"""Random acceptable statements, for the property that a template gives back what was put in it.

A drawn cell is (value expected in the published table, what is typed in the sheet).
"""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from tdi.snapshots import contract, known
from tdi.snapshots.contract import REFERENCES
from tests.snapshots.statements import DAY

KNOWN = known.load("public")
TERRITOIRES = KNOWN.territoires_of("53")
LETTERS = "abcdefghéèàçœABCÉÀ ’'-–«»()/,;:%€0123456789"
MISSING = st.just((None, None))


def texts(longest=40):
    written = st.text(LETTERS, min_size=1, max_size=longest).map(str.strip).filter(bool)
    return written.map(lambda text: (text, text))


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


def numbers(low=-(10**9)):
    whole = st.integers(low, 10**9).map(lambda number: (float(number), number))
    # A spreadsheet keeps fifteen significant digits.
    shares = st.integers(0, 10**6).map(lambda n: (n / 10**6, n / 10**6))
    return whole | shares


ZONES = st.one_of(
    st.just((("France", "France"), ("FR", "France"))),
    named([("53", "Bretagne"), ("53", "bretagne")]).map(lambda zone: (("Région", "Région"), zone)),
    named(TERRITOIRES).map(lambda zone: (("Territoire", "territoire"), zone)),
)


@st.composite
def rows(draw, table_name):
    """Draw one acceptable row: technical name → drawn cell."""
    table = contract.load().table(table_name)
    row = {column.name: draw(_cell(column)) for column in table.columns}
    if "zone_code" in row:
        row["maille"], row["zone_code"] = draw(ZONES)
    return row | draw(_constrained(table_name, row))


def _cell(column):
    cells = {
        "texte": texts(),
        "code": texts(20),
        "montant": amounts(),
        "nombre": numbers(0 if column.minimum == 0 else -(10**9)),
        "date": days(),
        "entier": st.integers(0, 10**6).map(lambda number: (number, number)),
    }
    if column.name.endswith("_url"):
        filled = st.just(("https://exemple.fr/a?b=1", "https://exemple.fr/a?b=1"))
    elif column.choices:
        filled = named([(choice, choice.upper()) for choice in column.choices])
    elif column.reference:
        reference = column.reference
        filled = named(TERRITOIRES) if reference == "territoires" else referred(reference)
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
        rows(table_name), max_size=6, unique_by=lambda row: tuple(row[k][0] for k in key)
    )
