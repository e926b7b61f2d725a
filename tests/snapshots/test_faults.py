"""Whatever happens while a snapshot is published, a reader sees whole snapshots or none."""

import errno
import os
import subprocess
import sys
from datetime import date

import pytest

from tdi import db
from tdi.errors import DataError
from tdi.snapshots import depot, publishing, verifying
from tests.conftest import ROOT
from tests.snapshots.publications import (
    an_amount,
    content,
    publish_amounts,
    publish_enjeux,
    write_lot,
)
from tests.snapshots.publisher import ROWS, day

ACTS = ("_pour", "_flush", "_rename", "_flush_folder")
# Ten tables, a manifest and the index, four acts each, and ten new folders.
ACT_COUNT = 12 * 4 + 10
READ = (
    "select cast(snapshot_date as varchar) as day, count(*) as row_count, "
    "cast(sum(amount_eur) as double) as total from financements group by all order by all"
)


@pytest.fixture
def jeu(tmp_path, monkeypatch):
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    publish_enjeux("essai")
    return tmp_path / "essai"


def publisher(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.snapshots.publisher", *map(str, arguments)],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def read_whole_snapshots():
    """Read as the dashboard does; fail on a torn snapshot. Returns the days that are visible."""
    try:
        database = db.open_jeu("essai")
        rows = db.run("essai", READ, version=database.version).to_dict("records")
    except DataError as error:
        if "Aucun instantané" in str(error):
            return []
        raise
    assert not database.quarantine
    for row in rows:
        rank = (date.fromisoformat(row["day"]) - date(2025, 1, 1)).days
        assert row["row_count"] == ROWS, row
        assert row["total"] == ROWS * (rank + 1), row
    return [row["day"] for row in rows]


def watch(process):
    """Read without a pause while a publisher lives; return how often, and its words."""
    reads, seen = 0, []
    try:
        while process.poll() is None:
            days = read_whole_snapshots()
            assert set(seen) <= set(days), "what was visible stays visible"
            seen, reads = days, reads + 1
    finally:
        process.terminate()  # nothing to end when it ended well
        words, errors = process.communicate()
    assert process.returncode == 0, errors
    return reads, words.split()


def repair_by_publishing(jeu):
    """Publish once more over whatever was left: it works, and nothing unfinished remains."""
    publish_amounts("essai", "2030-01-01", an_amount(1))
    assert not list(jeu.rglob(".*.inacheve"))
    assert not [fault for found in verifying.verify("essai", rules=False) for fault in found.faults]


def test_killed_at_random_instants_it_never_shows_half_a_snapshot(jeu):
    reads, words = watch(publisher("random", 25, 20241121))
    assert words.count("killed") == 25
    assert reads > 25
    assert set(words) == {"killed", "done"}
    assert day(0) in read_whole_snapshots()
    repair_by_publishing(jeu)


def test_killed_at_every_write_in_turn_it_never_shows_half_a_snapshot(jeu):
    _, words = watch(publisher("step"))
    # Eleven files and the index, each poured, flushed, renamed and its folder flushed.
    assert words.count("killed") >= 4 * 12
    assert words[-1] == "done"
    repair_by_publishing(jeu)


def test_two_publishers_at_once_both_get_through(jeu):
    _, words = watch_race(publisher("race", "2026-01-01", "2026-01-02"))
    assert words == ["done", "done"]


def test_of_two_publishers_of_the_same_date_one_is_refused(jeu):
    errors, words = watch_race(publisher("race", "2026-01-01", "2026-01-01"))
    assert sorted(words) == ["done", "refused"]
    assert "01/01/2026 est déjà publié" in errors


def watch_race(process):
    words, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert not [fault for found in verifying.verify("essai", rules=False) for fault in found.faults]
    return errors, words.split()


def fail_at(step, monkeypatch, code):
    """Make the `step`-th act on the disk fail."""
    done = [0]

    def failing(act):
        def wrapped(*args, **kwargs):
            done[0] += 1
            if done[0] == step:
                raise OSError(code, os.strerror(code))
            return act(*args, **kwargs)

        return wrapped

    for name in ACTS:
        monkeypatch.setattr(depot, name, failing(getattr(depot, name)))


@pytest.mark.parametrize(
    ("code", "told", "steps"),
    [
        (errno.ENOSPC, "disque est plein", range(1, ACT_COUNT)),
        (errno.EROFS, "refuse l’écriture", range(1, ACT_COUNT, 9)),
        (errno.EIO, "ne peut pas être écrit", range(1, ACT_COUNT, 9)),
    ],
)
def test_a_disk_that_fails_at_any_write_leaves_what_was_published(
    jeu, tmp_path, monkeypatch, code, told, steps
):
    publish_amounts("essai", day(0), *[an_amount(1, dispositif=str(n)) for n in range(ROWS)])
    before = content(jeu)
    folder = write_lot(tmp_path / "lot", "essai", day(1), an_amount(1))
    for step in steps:
        with monkeypatch.context() as patch:
            fail_at(step, patch, code)
            with pytest.raises(DataError, match=told):
                publishing.publish(folder)
        assert content(jeu) == before, step
        assert read_whole_snapshots() == [day(0)]
    repair_by_publishing(jeu)


def test_a_disk_that_fails_once_the_snapshot_is_visible_keeps_it_whole(jeu, monkeypatch):
    publish_amounts("essai", day(0), an_amount(1))
    with monkeypatch.context() as patch:
        fail_at(ACT_COUNT, patch, errno.EIO)
        with pytest.raises(DataError, match="est visible, mais"):
            publish_amounts("essai", day(1), an_amount(1))
    repair_by_publishing(jeu)
    assert "instantanes/2025-01-02.json" in content(jeu)


def test_a_limit_on_the_size_of_files_refuses_and_leaves_nothing(jeu):
    before = content(jeu)
    process = publisher("limit", 2_000)
    words, errors = process.communicate(timeout=60)
    assert words.split() == ["refused"]
    assert "disque est plein" in errors
    assert content(jeu) == before


def test_a_full_disk_refuses_and_leaves_the_former_snapshots(tmp_path, monkeypatch):
    disk = tmp_path / "disque"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk here")
    try:
        monkeypatch.setenv("TDI_DATA", str(disk))
        publish_enjeux("essai")
        publish_amounts("essai", day(0), *[an_amount(1, dispositif=str(n)) for n in range(ROWS)])
        folder = write_lot(tmp_path / "lot", "essai", day(1), an_amount(1))
        (disk / "reste").write_bytes(b"0" * free_bytes(disk, but=20_000))
        before = content(disk / "essai")
        with pytest.raises(DataError, match="disque est plein"):
            publishing.publish(folder)
        assert content(disk / "essai") == before
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def free_bytes(disk, *, but):
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize - but
