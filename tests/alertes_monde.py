"""A small world to run the rules of the alerts in: tables of the real shape, rows made up."""

from datetime import date
from itertools import product

import duckdb
from hypothesis import strategies as st

from tdi import db, queries, regles
from tdi.filters import Filters

DAYS = [date(2020, 1, 31), date(2021, 1, 31), date(2021, 2, 28)]
TERRITOIRES = {"t1": ["r1", "r2"], "t2": ["r1"], "t3": ["r1"], "t4": ["r2"], "t5": ["r2"]}
REGIONS = ["r1", "r2"]
ENGAGEMENTS = {"e1": ["o1"], "e2": []}
ETAPES = ["Annoncé", "Fléché", "Engagé", "Payé"]
NATURES = ["Subvention", "Avance ou prêt"]
ENVELOPPE = 20
ETATS = ["Renseigné", "Contesté", "Non communiqué", "Sans objet"]
TABLES = [
    *("financements", "mobilisation", "mesures_indicateur", "appreciations", "decisions"),
    *("fiches_action", "annonces", "indicateurs"),
]


def published(day):
    return {"snapshot_date": day, "etat": "Publié"}


FIXED = {
    "territoires": [
        {"territoire_id": name, "phase": 1, "territoire_name": name.upper()} for name in TERRITOIRES
    ],
    "territoire_regions": [
        {"territoire_id": name, "region_code": code}
        for name, codes in TERRITOIRES.items()
        for code in codes
    ],
    "regions": [{"region_code": code, "region_name": code.upper()} for code in REGIONS],
    "engagements": [
        {"engagement_id": name, "short_name": name.upper(), "operateur_ids": owners}
        for name, owners in ENGAGEMENTS.items()
    ],
    "operateurs": [
        {"operateur_id": name, "operateur_name": name.upper()} for name in ("o1", "etat")
    ],
    "enveloppes": [{"enveloppe_id": "e", "phase": 1, "amount_eur": ENVELOPPE}],
    "instantanes": [published(day) for day in DAYS],
}


def shapes():
    """The columns of each table, as the real data set has them."""
    with db.cursor("public") as opened:
        return {
            table: [
                (name, str(kind))
                for name, kind, *_ in opened.execute(f"describe {table}").fetchall()
            ]
            for table in (*FIXED, *TABLES)
        }


def found(rule, day=DAYS[-1], thresholds=None, **rows):
    """Run a rule, or another query named in full, on made-up rows; return what it says."""
    connection = duckdb.connect(config={"threads": 1})
    for table, columns in SHAPES.items():
        told = ", ".join(f'"{name}" {kind}' for name, kind in columns)
        connection.execute(f"create table {table} ({told})")
        for row in {**FIXED, **rows}.get(table, []):
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" * len(row))
            statement = f"insert into {table} ({names}) values ({marks})"  # noqa: S608 - our names
            connection.execute(statement, list(row.values()))
    query = queries.load(rule if "/" in rule else f"alertes/{rule}")
    values = Filters(snapshot_date=day.isoformat()).as_params()
    values |= regles.seuils(query.name) | (thresholds or {})
    told = connection.execute(query.sql, {name: values[name] for name in query.params})
    names = [column[0] for column in told.description]
    return [dict(zip(names, row, strict=True)) for row in told.fetchall()]


def verdicts(rows):
    """What is said of each subject in each place: true, false, or None when nobody knows."""
    return {(row["sujet_id"], row["zone_code"]): row["is_alerte"] for row in rows}


def amount(day, zone, engagement, etape, nature, value, etat, due=None, **more):
    """One row of `financements`, whose value goes with its state (R1)."""
    maille = "Territoire" if zone in TERRITOIRES else "Région" if zone in REGIONS else "France"
    return {
        "snapshot_date": day,
        "financement_id": f"{zone}·{engagement}·{etape}·{nature}",
        "cadre": "Enveloppe 2018",
        "engagement_id": engagement,
        "maille": maille,
        "zone_code": zone,
        "etape": etape,
        "nature": nature,
        "amount_eur": value if etat in ("Renseigné", "Contesté") else None,
        "etat": etat,
        "due_date": due,
        "source_id": "s",
        **more,
    }


VALUES = st.tuples(
    st.integers(0, 4),
    st.sampled_from(ETATS[:1] * 5 + ETATS),
    st.sampled_from([None, date(2020, 1, 1), date(2021, 2, 27), date(2021, 2, 28)]),
)


def money(
    zones=(*TERRITOIRES, "r1", "FR"),
    days=DAYS,
    natures=NATURES,
    etapes=ETAPES,
    engagements=ENGAGEMENTS,
):
    """Made-up amounts: zeros, gaps, disputes and ties among them; a row in five is not there."""
    keys = list(product(days, zones, engagements, etapes, natures))
    drawn = st.lists(st.one_of(st.none(), *[VALUES] * 4), min_size=len(keys), max_size=len(keys))
    return drawn.map(
        lambda values: [
            amount(*key, *value) for key, value in zip(keys, values, strict=True) if value
        ]
    )


SHAPES = shapes()
