"""A published snapshot never changes; what cannot be published changes nothing."""

import re
import shutil
import threading
import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tdi import db, manifest
from tdi.__main__ import main
from tdi.errors import DataError
from tdi.manifest import Correction
from tdi.settings import data_folder
from tdi.snapshots import publishing, references, verifying
from tdi.snapshots.depot import Depot
from tests.snapshots.publications import (
    an_amount,
    content,
    copy_last,
    current_references,
    publish_amounts,
    publish_enjeux,
    write_lot,
)

JANUARY, FEBRUARY, MARCH = "2025-01-31", "2025-02-28", "2025-03-31"


@pytest.fixture
def jeu(tmp_path, monkeypatch):
    """A data set with one reference table; its folder."""
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    publish_enjeux("essai")
    return tmp_path / "essai"


def amounts():
    sql = "select cast(snapshot_date as varchar) as day, amount_eur from financements"
    return dict(db.run("essai", sql).itertuples(index=False, name=None))


def test_a_published_lot_is_visible_with_what_its_manifest_says(jeu):
    publish_amounts("essai", JANUARY, an_amount(10))
    assert amounts() == {JANUARY: 10}
    [row] = db.run("essai", "select * from instantanes").to_dict("records")
    assert (row["etat"], row["producteur"], row["contrat"]) == ("Publié", "DREETS", "1.0")
    assert list(row["avertissements"]) == ["Total inférieur au mois dernier – x.xlsx"]
    received = db.run("essai", "select file_name from fichiers where file_role = 'Fichier reçu'")
    assert received["file_name"].tolist() == ["releve.xlsx"]


def test_the_same_lots_make_the_same_bytes(jeu, tmp_path, monkeypatch):
    for root in (tmp_path, tmp_path / "again"):
        monkeypatch.setenv("TDI_DATA", str(root))
        if root != tmp_path:
            publish_enjeux("essai")
        publish_amounts("essai", JANUARY, an_amount(10))
        publish_amounts(
            "essai",
            FEBRUARY,
            an_amount(12),
            corrects=Correction(date=date.fromisoformat(JANUARY), motif="Montant oublié"),
        )
    assert content(tmp_path / "essai") == content(tmp_path / "again" / "essai")


@given(
    acts=st.lists(
        st.tuples(st.integers(0, 8), st.sampled_from(["publish", "correct", "withdraw"])),
        min_size=2,
        max_size=8,
    )
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_later_act_changes_a_byte_of_a_published_snapshot(tmp_path_factory, monkeypatch, acts):
    root = tmp_path_factory.mktemp("jeu")
    monkeypatch.setenv("TDI_DATA", str(root))
    publish_enjeux("essai")
    fixed = {}
    for rank, (day, act) in enumerate(acts):
        moment = date(2025, 1, 1 + day).isoformat()
        earlier = [listed.date for listed in db.index("essai")[1].every()]
        try:
            if act == "withdraw":
                publishing.withdraw("essai", date.fromisoformat(moment), "Erreur")
            else:
                why = Correction(date=earlier[0], motif="Erreur") if earlier else None
                corrects = why if act == "correct" else None
                publish_amounts("essai", moment, an_amount(rank), corrects=corrects)
        except DataError:
            pass  # a date already taken, a correction of a later one: refused, as elsewhere tested
        now = content(root / "essai")
        now.pop(manifest.FILE_NAME)
        assert now | fixed == now, "what was published has the same bytes"
        fixed = now
    assert not [fault for found in verifying.verify("essai", rules=False) for fault in found.faults]


def test_a_correction_is_a_new_snapshot_that_names_the_one_it_corrects(jeu):
    publish_amounts("essai", JANUARY, an_amount(10))
    why = Correction(date=date.fromisoformat(JANUARY), motif="Montant oublié")
    publish_amounts("essai", FEBRUARY, an_amount(12), corrects=why)
    assert amounts() == {JANUARY: 10, FEBRUARY: 12}
    rows = db.run("essai", "select * from instantanes order by snapshot_date").to_dict("records")
    assert str(rows[1]["corrige_date"].date()) == JANUARY
    assert rows[1]["corrige_motif"] == "Montant oublié"


def test_a_withdrawn_snapshot_keeps_its_files_and_its_date(jeu):
    publish_amounts("essai", JANUARY, an_amount(10))
    publish_amounts("essai", FEBRUARY, an_amount(12))
    before = content(jeu)
    publishing.withdraw("essai", date.fromisoformat(JANUARY), "Fichier d’une autre région")
    after = content(jeu)
    assert {name for name in after if after[name] != before.get(name)} == {manifest.FILE_NAME}
    assert before.keys() == after.keys()
    assert amounts() == {FEBRUARY: 12}
    with pytest.raises(DataError, match="31/01/2025 a été retiré le"):
        publish_amounts("essai", JANUARY, an_amount(11))
    with pytest.raises(DataError, match="a été retiré le"):
        publishing.withdraw("essai", date.fromisoformat(JANUARY), "Encore")


@pytest.mark.parametrize(
    ("day", "options", "message"),
    [
        (JANUARY, {}, "31/01/2025 est déjà publié.*ne change plus"),
        (MARCH, {"corrects": FEBRUARY}, "28/02/2025 n’est pas publié"),
        ("2024-12-31", {"corrects": JANUARY}, "ne le précède pas"),
    ],
)
def test_what_is_refused_changes_nothing(jeu, day, options, message):
    publish_amounts("essai", JANUARY, an_amount(10))
    before = content(jeu)
    if "corrects" in options:
        corrected = date.fromisoformat(options["corrects"])
        options = {"corrects": Correction(date=corrected, motif="Erreur")}
    with pytest.raises(DataError, match=message):
        publish_amounts("essai", day, an_amount(11), **options)
    assert content(jeu) == before


def test_a_data_set_without_reference_tables_takes_no_snapshot(jeu):
    with pytest.raises(DataError, match="«\u00a0autre\u00a0» n’a pas de tables de référence"):
        publish_amounts("autre", JANUARY, an_amount(1))
    assert not (data_folder() / "autre").exists()


def test_somebody_answers_for_a_snapshot(jeu, tmp_path):
    folder = write_lot(tmp_path / "lot", "essai", JANUARY, an_amount(1), producer=None)
    with pytest.raises(DataError, match="qui le produit"):
        publishing.publish(folder)
    assert publishing.publish(folder, producer="DREETS Bretagne").producteur == "DREETS Bretagne"


def test_a_file_changed_during_the_publication_is_refused(jeu, monkeypatch):
    copy = Depot.copy

    def late_change(self, name, source):
        if source.name == "contrats.parquet":
            source.write_bytes(source.read_bytes() + b" ")
        return copy(self, name, source)

    before = content(jeu)
    monkeypatch.setattr(Depot, "copy", late_change)
    with pytest.raises(DataError, match=r"contrats\.parquet.*a changé pendant"):
        publish_amounts("essai", JANUARY, an_amount(1))
    assert content(jeu) == before


def test_a_second_publisher_waits_a_little_then_gives_up(jeu):
    with Depot(jeu).lock(), pytest.raises(DataError, match="Une autre publication est en cours"):
        publish_amounts("essai", JANUARY, an_amount(1), wait=0.2)
    held = threading.Event()

    def short_holder():
        with Depot(jeu).lock():
            held.set()
            time.sleep(0.3)

    holder = threading.Thread(target=short_holder)
    holder.start()
    held.wait()
    publish_amounts("essai", JANUARY, an_amount(1), wait=5)
    holder.join()
    assert amounts() == {JANUARY: 1}


@pytest.mark.parametrize("name", ["financements", "Montants", "a b"])
def test_a_reference_table_has_a_name_of_its_own(jeu, tmp_path, name):
    (tmp_path / "essais").mkdir()
    shutil.copy(current_references("essai")["enjeux"], tmp_path / "essais" / f"{name}.parquet")
    with pytest.raises(DataError, match="n’est pas une table de référence"):
        references.publish_references("essai", tmp_path / "essais")


@pytest.mark.parametrize("name", ["../ailleurs", "", ".lots", "a/b", "Essai"])
def test_the_name_of_a_data_set_leads_nowhere_else(name):
    with pytest.raises(DataError, match="n’est pas un nom de jeu"):
        publishing.open_depot(name)


@pytest.mark.parametrize(
    ("damaged", "told"),
    [
        ("contrats/snapshot=2025-01-31/contrats.parquet", "endommagé ou modifié"),
        ("instantanes/2025-01-31.json", "endommagé ou modifié"),
        ("references/enjeux/*.parquet", "endommagé ou modifié"),
    ],
)
def test_verification_names_the_damaged_file(jeu, damaged, told):
    publish_amounts("essai", JANUARY, an_amount(10))
    publishing.withdraw("essai", date.fromisoformat(JANUARY), "Erreur")
    [path] = jeu.glob(damaged)
    path.write_bytes(path.read_bytes() + b" ")
    [fault] = [fault for found in verifying.verify("essai", rules=False) for fault in found.faults]
    assert path.relative_to(jeu).as_posix() in fault
    assert told in fault


def test_what_an_interrupted_publication_left_is_told_and_is_no_fault(jeu):
    publish_amounts("essai", JANUARY, an_amount(10))
    (jeu / "contrats" / "snapshot=2030-01-01").mkdir()
    (jeu / "contrats" / "snapshot=2030-01-01" / "contrats.parquet").write_bytes(b"")
    *_, orphans = verifying.verify("essai", rules=False)
    assert orphans.notes == ("contrats/snapshot=2030-01-01/contrats.parquet",)
    assert not orphans.faults


def test_verification_checks_every_rule_of_the_rows(tmp_path, monkeypatch, capsys):
    copy_last(tmp_path)
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    publish_amounts("public", JANUARY, an_amount(10, reported_date=date(2025, 6, 1)))
    assert main(["verifier"]) == 1
    told = capsys.readouterr().out
    assert re.search(r"14/01/2025.: 10.fichiers, 16.160.lignes, conforme", told)
    assert "financements.parquet, ligne 1\u00a0: " in told
    assert main(["verifier", "--sans-regles"]) == 0


def test_a_month_at_the_command_line(jeu, tmp_path, capsys):
    january = str(write_lot(tmp_path / "janvier", "essai", JANUARY, an_amount(10)))
    february = str(write_lot(tmp_path / "fevrier", "essai", FEBRUARY, an_amount(12)))
    assert main(["publier", january, "--publie-le", "2025-02-03T09:00"]) == 0
    assert main(["publier", january]) == 3
    assert "déjà publié" in capsys.readouterr().err
    assert main(["publier", february, "--corrige", "31/01/2025"]) == 2
    assert main(["publier", february, "--corrige", "31/01/2025", "--motif", "Oubli"]) == 0
    assert main(["retirer", JANUARY, "--motif", "Faux", "--jeu", "essai"]) == 0
    assert main(["retirer", MARCH, "--motif", "Faux", "--jeu", "essai"]) == 3
    assert main(["verifier", "--jeu", "essai", "--sans-regles"]) == 0
    capsys.readouterr()
    assert main(["lister", "--jeu", "essai"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in listed] == ["Instantané", "28/02/2025", "31/01/2025"]
    assert "corrige 31/01/2025\u00a0: Oubli" in listed[1]
    assert "03/02/2025" in listed[2]
    assert "retiré le" in listed[2]
    current_references("essai")["enjeux"].write_bytes(b"")
    assert main(["verifier", "--jeu", "essai", "--sans-regles"]) == 1
    assert main(["verifier", "--jeu", "inconnu"]) == 3
