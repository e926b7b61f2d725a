"""A missing or damaged file is named, in French, and takes down nothing but its own table."""

import shutil

import pytest

from tdi import db, manifest
from tdi.errors import DataError, QueryError
from tdi.settings import data_folder


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the public data set that a test may damage."""
    shutil.copytree(data_folder() / "public", tmp_path / "public")
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    return tmp_path / "public"


def count(table):
    return db.run("public", f"select count(*) as n from {table}")["n"].iloc[0]  # noqa: S608


def test_a_flipped_bit_is_refused_and_other_tables_stand(copy):
    path = copy / "territoires.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"public/territoires\.parquet.*endommagé"):
        count("territoires")
    assert count("enjeux") == 4


def test_a_missing_file_is_named(copy):
    (copy / "enjeux.parquet").unlink()
    with pytest.raises(DataError, match=r"public/enjeux\.parquet.*absent"):
        count("enjeux")
    assert count("territoires") == 332


def test_a_file_that_was_not_published_is_not_read(copy):
    stray = copy / "financements" / "snapshot=2030-01-01"
    stray.mkdir()
    shutil.copy(next((copy / "financements").rglob("*.parquet")), stray / "financements.parquet")
    with pytest.raises(DataError, match=r"snapshot=2030-01-01.*pas été publié"):
        count("financements")


@pytest.mark.parametrize("content", ["{", '{"fichiers": [{"path": "x"}]}', "[]"])
def test_an_unreadable_manifest_is_named(copy, content):
    (copy / manifest.FILE_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"manifeste.*public.*illisible"):
        count("enjeux")


def test_a_data_set_without_manifest_is_refused(copy):
    (copy / manifest.FILE_NAME).unlink()
    with pytest.raises(DataError, match="pas de manifeste"):
        count("enjeux")


def test_the_database_cannot_read_or_write_files():
    with pytest.raises(QueryError, match="disabled"):
        db.run("public", "select * from read_csv('requirements.txt')")


def test_a_newly_published_version_is_served_without_restart(copy):
    before = db.version("public")
    (copy / manifest.FILE_NAME).write_text(
        (copy / manifest.FILE_NAME).read_text("utf-8") + "\n", encoding="utf-8"
    )
    assert db.version("public") != before
