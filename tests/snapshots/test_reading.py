"""What comes to the door: paths, kinds and contents that are refused, never an exception."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tdi.snapshots import limits, reading
from tdi.snapshots.faults import BLOCKING, is_blocked
from tdi.snapshots.sheets import ROW
from tests.snapshots.workbooks import LABELS, workbook

CSV = "Zone;Montant;Remarque\nBretagne;1234,5;relevé\n".encode()


def refusal(path):
    """Read a file that must be refused whole; return its only message."""
    found = reading.read(path, LABELS)
    assert found.sheets == []
    [fault] = found.faults
    assert fault.severity == BLOCKING
    return fault.message


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("name", "content"), [("a.csv", CSV), ("a.xlsx", workbook())])
def test_a_file_gives_the_same_text_whatever_its_format(tmp_path, name, content):
    found = reading.read(written(tmp_path, name, content), LABELS)
    assert found.faults == []
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    [sheet] = found.sheets
    assert sheet.labels == LABELS
    assert sheet.header_row == 1
    amount = "1234,5" if name == "a.csv" else "1234.5"
    assert sheet.rows.to_pylist() == [
        {ROW: 2, "Zone": "Bretagne", "Montant": amount, "Remarque": "relevé"}
    ]


def test_a_path_that_is_not_a_file_is_refused(tmp_path):
    assert refusal(tmp_path / "absent.csv") == "Le fichier n’existe pas."
    assert refusal(written(tmp_path, "vide.xlsx", b"")) == "Le fichier est vide."
    (tmp_path / "dossier.csv").mkdir()
    assert "pas un fichier" in refusal(tmp_path / "dossier.csv")
    (tmp_path / "lien.csv").symlink_to(written(tmp_path, "vrai.csv", CSV))
    assert "lien symbolique" in refusal(tmp_path / "lien.csv")
    # Opening a pipe that nobody writes to would wait for ever.
    os.mkfifo(tmp_path / "tube.csv")
    assert "pas un fichier" in refusal(tmp_path / "tube.csv")
    assert refusal(tmp_path / ("long" * 100 + ".csv")) == "Le nom du fichier est trop long."


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    def denied(*_):
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, "a.csv", CSV)
    monkeypatch.setattr(os, "open", denied)
    assert refusal(path) == "Vous n’avez pas le droit de lire ce fichier."


@pytest.mark.parametrize("name", ["a\x1b[31m.csv", "a\u202evsc.csv", "..\\a.csv", "a\n.csv"])
def test_a_deceptive_name_is_refused_and_never_shown_as_it_is(tmp_path, name):
    [fault] = reading.read(written(tmp_path, name, CSV)).faults
    assert "caractères interdits" in fault.message
    assert not any(char in fault.file + fault.message for char in "\x1b\u202e\n")
    assert reading.read(Path("a\0.csv")).faults


def test_a_file_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", {"csv": 10})
    assert "dépasse" in refusal(written(tmp_path, "a.csv", CSV))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "n’est pas lu"),
        ("a.xlsm", workbook(), "n’est pas lu"),
        ("a.ods", workbook(), "n’est pas lu"),
        ("sans_extension", CSV, "n’est pas lu"),
        ("a.csv.gz", b"\x1f\x8b", "n’est pas lu"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "mot de passe"),
        ("a.xlsx", CSV, "extension"),
        ("a.csv", workbook(), "extension"),
        ("a.parquet", CSV, "extension"),
    ],
)
def test_a_kind_that_is_not_read_is_named(tmp_path, name, content, words):
    assert words in refusal(written(tmp_path, name, content))


def test_a_child_that_lasts_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "CHILD_WALL_SECONDS", 0.01)
    assert "trop de temps" in refusal(written(tmp_path, "a.xlsx", workbook()))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import os; os.abort()", "mémoire"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "trop de temps"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "abîmé"),
        ("import sys; sys.exit(98)", "place"),
        ("1 / 0", "abîmé"),
    ],
)
def test_a_child_that_dies_is_a_fault(tmp_path, monkeypatch, code, words):
    run = subprocess.run
    monkeypatch.setattr(
        subprocess, "run", lambda _, **options: run([sys.executable, "-c", code], **options)
    )
    assert words in refusal(written(tmp_path, "a.xlsx", workbook()))


def test_a_machine_without_room_is_told(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(subprocess, "run", full)
    assert "place" in refusal(written(tmp_path, "a.xlsx", workbook()))


@pytest.mark.parametrize(
    ("ending", "start"),
    [("csv", b""), ("xlsx", b""), ("xlsx", b"PK\x03\x04"), ("parquet", b""), ("parquet", b"PAR1")],
)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_bytes_are_read_or_refused(tmp_path, ending, start, data):
    content = start + data.draw(st.binary(max_size=400))
    found = reading.read(written(tmp_path, f"a.{ending}", content), LABELS)
    assert found.sheets or is_blocked(found.faults)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused(tmp_path, data):
    content = bytearray(workbook())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(4, len(content)))
    found = reading.read(written(tmp_path, "a.xlsx", bytes(content[:cut])), LABELS)
    assert found.sheets or is_blocked(found.faults)
