"""What a verification compares a snapshot with, and what it says while it works."""

from datetime import date

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tdi.snapshots import references, verifying
from tests.snapshots.publications import copy_references
from tests.snapshots.statements import ROWS, publish

DAY = date(2024, 11, 30)


@pytest.fixture(autouse=True)
def published(tmp_path, monkeypatch):
    """A data set whose snapshot names Bpifrance."""
    monkeypatch.setenv("TDI_DATA", str(tmp_path / "donnees"))
    publish(tmp_path / "donnees", {"financements": [ROWS["financements"]]}, DAY)


def faults(**options):
    return [fault for found in verifying.verify("public", **options) for fault in found.faults]


def test_a_snapshot_is_checked_with_the_reference_tables_of_its_own_day(tmp_path):
    later = copy_references(tmp_path / "ensuite")
    operateurs = pq.read_table(later / "operateurs.parquet")
    others = operateurs.filter(pc.field("operateur_name") != "Bpifrance")
    assert others.num_rows == operateurs.num_rows - 1
    pq.write_table(others, later / "operateurs.parquet")
    references.publish_references("public", later)
    assert not faults()


def test_a_damaged_list_is_told_and_the_rules_are_said_not_to_be_verified(tmp_path):
    [path] = (tmp_path / "donnees" / "public" / "references" / "operateurs").iterdir()
    path.write_bytes(path.read_bytes() + b" ")
    told = faults()
    assert len(told) == 2
    assert all(path.name in fault for fault in told)
    assert told[1].startswith("Règles non vérifiées.")


def test_the_progress_counts_the_snapshots():
    told = []
    assert not faults(rules=False, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
