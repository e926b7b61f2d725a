"""Five hundred changes of every kind, made at random in a copy of a statement, are all found.

The copy is published by the real code. Each change says which kind it must be found as; some must
not be found at all. Nothing else may be found.
"""

import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tdi.filters import Filters
from tdi.results import compute
from tdi.snapshots import contract, lot, publishing, references
from tests.conftest import ROOT
from tests.snapshots.publications import PUBLISHED_AT, current_references, published_rows

JEU, BEFORE, AFTER = "demonstration", date(2022, 12, 31), date(2023, 1, 31)
COMPARED = Filters(jeu=JEU, snapshot_date=AFTER.isoformat(), base_date=BEFORE.isoformat())
SILENT, DECLARED, NEW = "Révision silencieuse", "Révision déclarée", "Donnée nouvelle"
GONE, LOST, FOUND = "Disparue", "Connu devenu inconnu", "Inconnu devenu connu"
PERIMETER = "Changement de périmètre"
COUNT = 500


def later(row):
    return row["reported_date"] + timedelta(31)


def known(column, positive=False):
    def is_known(row):
        return row[column] is not None and (not positive or row[column] > 0)

    return is_known


def unknown(row):
    return row["amount_eur"] is None


def counted(row):
    return known("value", True)(row) and row["mesure"] not in ("Délai", "Objectif")


def a_delay(row):
    return known("value", True)(row) and row["mesure"] == "Délai"


def moved(column, by, **more):
    """Change a value by a number, and other columns to what `more` gives."""

    def change(row):
        return {column: row[column] + by} | {
            name: value(row) if callable(value) else value for name, value in more.items()
        }

    return change


def given(**columns):
    return lambda row: columns


def cut(column, **more):
    return lambda row: moved(column, -row[column] / 2, **more)(row)


def another(column, *values):
    return lambda row: {column: next(value for value in values if value != row[column])}


# Family → its table; each change: the rows it may be made on, how, and what it is found as.
DELETE = "delete"
EUR = Decimal(1000)
CHANGES = {
    "financements": [
        (known("amount_eur"), moved("amount_eur", EUR, reported_date=later), NEW),
        (known("amount_eur", True), cut("amount_eur", reported_date=later), DECLARED),
        (known("amount_eur"), moved("amount_eur", EUR), SILENT),
        (known("amount_eur", True), cut("amount_eur"), SILENT),
        (known("amount_eur"), moved("amount_eur", EUR, note="Erreur de saisie."), DECLARED),
        (known("amount_eur"), moved("amount_eur", EUR, note="Périmètre : fusion."), PERIMETER),
        (known("amount_eur"), given(amount_eur=None, etat="Non communiqué"), LOST),
        (unknown, given(amount_eur=Decimal(5), etat="Renseigné"), FOUND),
        (unknown, DELETE, None),
        (known("amount_eur"), DELETE, GONE),
        (known("amount_eur"), given(note="Vu."), None),
        (known("amount_eur"), given(etat="Contesté"), None),
    ],
    "mobilisation": [
        (counted, moved("value", 3, reported_date=later), NEW),
        (counted, moved("value", -1, reported_date=later), DECLARED),
        (counted, moved("value", 3), SILENT),
        (a_delay, moved("value", -1, reported_date=later), NEW),
        (a_delay, moved("value", -1), SILENT),
        (known("value"), given(value=None, etat="Non communiqué"), LOST),
        (known("value"), DELETE, GONE),
    ],
    "mesures_indicateur": [
        (known("value"), moved("value", 7), SILENT),
        (known("value"), given(value=None, etat="Non communiqué"), LOST),
        (known("value"), DELETE, GONE),
    ],
    "fiches_action": [
        (known("statut"), another("statut", "Abandonnée", "Réalisée"), NEW),
        (known("budget_eur"), moved("budget_eur", -EUR), NEW),
        (known("engage_eur"), moved("engage_eur", EUR), NEW),
        (known("engage_eur", True), cut("engage_eur"), SILENT),
        (known("paye_eur", True), cut("paye_eur", note="Trop payé."), DECLARED),
        (known("start_date"), moved("start_date", timedelta(1)), SILENT),
        (known("statut"), DELETE, GONE),
    ],
    "contrats": [
        (known("fiche_count"), moved("fiche_count", 1), SILENT),
        (known("statut"), DELETE, GONE),
    ],
    "appreciations": [
        (known("meteo"), another("meteo", "Compromis", "Sécurisé"), SILENT),
        (known("meteo"), DELETE, GONE),
    ],
    "decisions": [
        (known("statut"), another("statut", "Abandonnée", "Faite"), NEW),
        (known("due_date"), moved("due_date", timedelta(30)), SILENT),
        (known("statut"), DELETE, GONE),
    ],
}
FAMILIES = {
    "financements": "Montants",
    "mobilisation": "Recours",
    "mesures_indicateur": "Indicateurs",
    "fiches_action": "Fiches-actions",
    "contrats": "Contrats",
    "appreciations": "Météo",
    "decisions": "Décisions",
}


def ligne_id(table, row):
    """The identifier of a row, as its staging table or the comparison writes it."""
    dash = {name: "—" if value is None else str(value) for name, value in row.items()}
    if table == "financements":
        names = ("cadre", "dispositif", "engagement_id", "operateur_id")
        names += ("zone_code", "etape", "nature")
    elif table == "mobilisation":
        names = ("engagement_id", "operateur_id", "zone_code", "mesure")
    elif table == "contrats":
        names = ("territoire_id", "statut", "contrat_date")
    elif table == "mesures_indicateur":
        names = ("indicateur_id", "zone_code", "measure_type", "measure_date")
    elif table == "appreciations":
        names = tuple(name for name in ("zone_code", "engagement_id") if row[name])
    else:
        return row["fiche_id" if table == "fiches_action" else "decision_id"]
    return " · ".join(dash[name] for name in names)


def places(table, row):
    if table == "fiches_action":
        return row["territoire_ids"].split(";")
    return [row.get("zone_code") or row.get("territoire_id")]


def added(table, row, rank):
    """A row like another one, under a key of its own."""
    key = {
        "financements": {"dispositif": f"Essai {rank}"},
        "fiches_action": {"fiche_id": f"essai-{rank}"},
        "decisions": {"decision_id": f"essai-{rank}"},
        "contrats": {
            "contrat_date": date(2023, 1, 1) + timedelta(rank % 30),
            "statut": "Avenant signé",
        },
        "mesures_indicateur": {"measure_date": date(1990, 1, 1) + timedelta(rank)},
    }
    return row | key[table] if table in key else None


def mutated(tables, leaving, seed):
    """The tables after, and what each change is to be found as."""
    draw = random.Random(seed)
    expected, used, rows_after = {}, set(), {}
    gone = {
        (table, rank)
        for table, rows in tables.items()
        for rank, row in enumerate(rows)
        if set(places(table, row)) <= leaving
    }
    shared = {
        (table, rank)
        for table, rows in tables.items()
        for rank, row in enumerate(rows)
        if set(places(table, row)) & leaving and (table, rank) not in gone
    }
    for table, rank in gone:
        row = tables[table][rank]
        if row.get("amount_eur", row.get("value", 1)) is not None:
            expected[FAMILIES[table], ligne_id(table, row)] = PERIMETER
    changes = {}
    kinds = [(table, change) for table, listed in CHANGES.items() for change in listed]
    done = Counter()
    while len(changes) < COUNT:
        table, (allowed, change, kind) = draw.choice(kinds)
        rank = draw.randrange(len(tables[table]))
        row = tables[table][rank]
        at = table, rank
        if at in used or at in gone or at in shared or not allowed(row):
            continue
        used.add(at)
        changes[at] = None if change == DELETE else row | change(row)
        done[table, kind] += 1
        if kind:
            expected[FAMILIES[table], ligne_id(table, row)] = kind
    for table, rows in tables.items():
        kept = [
            changes.get((table, rank), row)
            for rank, row in enumerate(rows)
            if (table, rank) not in gone
        ]
        rows_after[table] = [row for row in kept if row is not None]
        likes = [row for rank, row in enumerate(rows) if not set(places(table, row)) & leaving]
        for rank in range(5):
            like = added(table, draw.choice(likes), rank)
            if like and like.get("amount_eur", like.get("value", 1)) is not None:
                rows_after[table].append(like)
                expected[FAMILIES[table], ligne_id(table, like)] = NEW
    return rows_after, expected, done


def publish(folder, day, tables):
    described = lot.Lot(jeu=JEU, date=day, contrat=contract.load().version, producteur="Essai")
    written = {
        name: pa.Table.from_pylist(rows, schema=contract.load().table(name).schema)
        for name, rows in tables.items()
    }
    lot.write(folder, described, written)
    publishing.publish(folder, published_at=PUBLISHED_AT)


def lists(folder, leaving=frozenset(), definition=None):
    """The reference tables of the demonstration, without those who leave."""
    folder.mkdir()
    for name, path in current_references(JEU, ROOT / "data" / "parquet").items():
        table = pq.ParquetFile(path).read()
        if name in ("territoires", "territoire_regions", "territoire_membres"):
            table = table.filter(
                pa.array([one not in leaving for one in table["territoire_id"].to_pylist()])
            )
        if name == "indicateurs" and definition:
            place = table.column_names.index("definition")
            words = pa.array([definition] * table.num_rows, pa.string())
            table = table.set_column(place, "definition", words)
        pq.write_table(table, folder / f"{name}.parquet")
    return folder


@pytest.fixture(scope="module")
def statement():
    return {name: published_rows(name, BEFORE.isoformat(), JEU).to_pylist() for name in CHANGES}


@pytest.mark.parametrize("seed", [1])
def test_every_change_is_found_as_what_it_is_and_nothing_else(
    statement, seed, tmp_path, monkeypatch
):
    leaving = {"p1-ti-5312", "p1-ti-8404"}
    after, expected, done = mutated(statement, leaving, seed)
    assert len(done) > 25, "every table, every kind"
    assert set(expected.values()) == {SILENT, DECLARED, NEW, GONE, LOST, FOUND, PERIMETER}
    monkeypatch.setenv("TDI_DATA", str(tmp_path / "data"))
    references.publish_references(JEU, lists(tmp_path / "avant"))
    publish(tmp_path / "lot", BEFORE, statement)
    references.publish_references(JEU, lists(tmp_path / "apres", leaving, "Autre formule"))
    publish(tmp_path / "lot", AFTER, after)
    compared = compute("suivi/lignes_comparees", COMPARED).frame
    found = {
        (row.famille, row.ligne_id): row.evolution
        for row in compared.itertuples()
        if row.evolution != "Inchangée"
    }
    assert {key: kind for key, kind in found.items() if expected.get(key) != kind} == {}
    assert found.keys() == expected.keys()
    told = compute("suivi/evolutions", COMPARED)
    assert len(told.frame) == len(expected) + 1
    method = told.only(evolution="Changement de méthode").records()
    assert [row["sujet_name"] for row in method] == ["Indicateurs, leurs définitions"]
    left = compute("suivi/entrees_sorties", COMPARED).records()
    assert {row["territoire_id"] for row in left} == leaving
    assert {row["mouvement"] for row in left} == {"Sorti"}
    unmatched = sum(row["ligne_count"] for row in left)
    assert unmatched == sum(kind == PERIMETER for kind in expected.values()) - sum(
        done[table, PERIMETER] for table in CHANGES
    )
