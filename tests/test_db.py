"""A missing or damaged file is named, in French, and takes down nothing but its own table."""

import shutil
import threading
from datetime import date

import pyarrow as pa
import pytest

from tdi import db, editions, manifest
from tdi.errors import DataError, QueryError
from tdi.filters import Filters
from tdi.results import compute
from tdi.snapshots import contract, lot, publishing
from tests.conftest import SNAPSHOT
from tests.snapshots.publications import (
    an_amount,
    copy_last,
    current_references,
    publish_amounts,
)


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the public data set that a test may damage."""
    copy_last(tmp_path)
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    return tmp_path / "public"


def count(table):
    return db.run("public", f"select count(*) as n from {table}")["n"].iloc[0]  # noqa: S608


def test_a_flipped_bit_is_refused_and_other_tables_stand(copy):
    flip_a_bit(current_references()["territoires"])
    with pytest.raises(DataError, match=r"public/references/territoires/.*endommagé"):
        count("territoires")
    assert count("enjeux") == 4


def test_a_missing_file_is_named(copy):
    current_references()["enjeux"].unlink()
    with pytest.raises(DataError, match=r"public/references/enjeux/.*absent"):
        count("enjeux")
    assert count("territoires") == 332


def test_what_an_interrupted_publication_left_is_not_read(copy):
    before = count("financements")
    stray = copy / "financements" / "snapshot=2030-01-01"
    stray.mkdir()
    shutil.copy(next((copy / "financements").rglob("*.parquet")), stray / "financements.parquet")
    (copy / "references" / "enjeux" / "0.parquet.tmp").write_bytes(b"")
    assert count("financements") == before > 0


def flip_a_bit(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    "damaged", ["laureats/snapshot={}/laureats.parquet", "instantanes/{}.json"]
)
def test_a_damaged_snapshot_is_set_apart_whole_and_the_others_are_served(copy, damaged):
    publish_amounts("public", "2025-01-31", an_amount(1))
    flip_a_bit(copy / damaged.format(SNAPSHOT))
    assert list(db.open_jeu("public").quarantine) == [date.fromisoformat(SNAPSHOT)]
    assert "endommagé" in db.open_jeu("public").quarantine[date.fromisoformat(SNAPSHOT)]
    assert count("financements") == 1, "its sound tables are not shown either"
    assert count("laureats") == 0
    assert count("territoires") == 332
    listed = db.run("public", "select etat, etat_motif from instantanes order by snapshot_date")
    assert listed["etat"].tolist() == ["En quarantaine", "Publié"]
    assert "endommagé" in listed["etat_motif"][0]


def test_a_missing_file_sets_its_snapshot_apart(copy):
    (copy / "fa2it" / f"snapshot={SNAPSHOT}" / "fa2it.parquet").unlink()
    with pytest.raises(DataError, match=r"Aucun instantané .*fa2it\.parquet.* absent"):
        count("financements")
    assert count("enjeux") == 4


def test_a_version_is_loaded_once_whichever_threads_ask_for_it(copy, monkeypatch):
    loads, answers = [], []
    check = editions.check
    monkeypatch.setattr(editions, "check", lambda *asked: loads.append(1) or check(*asked))
    publish_amounts("public", "2025-01-31", an_amount(1))
    threads = [
        threading.Thread(target=lambda: answers.append(count("financements"))) for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loads) == 1
    assert len(set(answers)) == 1
    assert len(answers) == 12


def test_a_page_begun_before_a_publication_ends_on_the_version_it_began_with(copy):
    begun = Filters(version=db.open_jeu("public").version, snapshot_date=SNAPSHOT)
    publish_amounts("public", "2025-01-31", an_amount(1))
    assert len(compute("filtres/instantanes", begun).frame) == 1
    assert len(compute("filtres/instantanes", Filters()).frame) == 2


def test_a_version_no_longer_held_asks_the_reader_to_refresh():
    with pytest.raises(DataError, match="nouvelles données ont été publiées"):
        db.run("public", "select 1", version="0" * 64)


def test_the_lists_of_a_fiche_are_read_as_lists(copy, tmp_path):
    fiche = {
        "fiche_id": "F1",
        "intitule": "Halle de formation",
        "territoire_ids": "p1-ti-2402;p1-ti-2404",
        "cle_repartition": "Parts déclarées",
        "parts": "0.6;0.4",
        "enjeu_id": "recruter",
        "statut": "Engagée",
        "source_id": "registre",
    }
    table = contract.load().table("fiches_action")
    described = lot.Lot(
        jeu="public", date=date(2025, 1, 31), contrat=contract.load().version, producteur="DREETS"
    )
    rows = pa.Table.from_pylist([fiche], schema=table.schema)
    lot.write(tmp_path / "lot", described, {"fiches_action": rows})
    publishing.publish(tmp_path / "lot")
    [read] = db.run("public", "select territoire_ids, parts from fiches_action").to_dict("records")
    assert list(read["territoire_ids"]) == ["p1-ti-2402", "p1-ti-2404"]
    assert list(read["parts"]) == [0.6, 0.4]


def test_a_withdrawn_snapshot_is_not_shown(copy):
    publish_amounts("public", "2025-01-31", an_amount(1))
    publishing.withdraw("public", date.fromisoformat(SNAPSHOT), "Erreur de fichier")
    assert count("financements") == 1
    listed = db.run("public", "select etat, etat_motif from instantanes order by snapshot_date")
    assert listed["etat"].tolist() == ["Retiré", "Publié"]
    assert listed["etat_motif"][0] == "Erreur de fichier"


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
    before = count("financements")
    publish_amounts("public", "2025-01-31", an_amount(1))
    assert count("financements") == before + 1
