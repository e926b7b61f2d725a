"""Long work says how far it is, truthfully: what is counted is what was done."""

from concurrent.futures import Future

import pytest

from tdi import attente, db
from tdi.filters import Filters

LAST = Filters(jeu="demonstration", snapshot_date="2022-12-31")


class Bar:
    """What a reader is shown of a bar, one state after the other."""

    def __init__(self):
        self.shown = []

    def progress(self, value, text=None):
        self.shown.append((value, text))

    def empty(self):
        self.shown.append("away")


@pytest.fixture
def bar(monkeypatch):
    bar, answer = Bar(), Future()
    monkeypatch.setattr(attente.st, "progress", lambda value: bar)
    monkeypatch.setattr(attente, "prepare", lambda filters, *names: [answer])
    monkeypatch.setattr(attente, "_EVERY", 0)
    return bar


def counts(monkeypatch, *found):
    following = iter(found)
    monkeypatch.setattr(attente.db, "examined", lambda *asked: next(following, found[-1]))


def test_a_reader_of_a_new_server_sees_how_many_snapshots_are_examined(bar, monkeypatch):
    counts(monkeypatch, (0, 48), (0, 48), (12, 48), (12, 48), (12, 48), (48, 48))
    attente.examen(LAST)
    [first, *_] = bar.shown
    assert first == (0.25, "Premières alertes\u00a0: 12\u00a0instantanés examinés sur 48")
    assert bar.shown[-1] == "away"


def test_nothing_is_shown_once_all_are_examined(bar, monkeypatch):
    counts(monkeypatch, (48, 48))
    attente.examen(LAST)
    assert not bar.shown


def test_an_error_ends_the_wait(bar, monkeypatch):
    counts(monkeypatch, (3, 48))
    attente.prepare(LAST)[0].set_exception(ValueError("damaged"))
    attente.examen(LAST)
    assert bar.shown == ["away"]


def test_what_is_counted_is_what_the_database_has_examined():
    done, every = db.examined(LAST.jeu, None, "2019-03-31")
    assert every == 3
    db.run(LAST.jeu, "select count(*) from alertes", {}, None, "2019-03-31")
    after, _ = db.examined(LAST.jeu, None, "2019-03-31")
    assert done <= after
    assert after >= 1
