"""What had been published at a reader's last visit, kept by their browser alone.

One cookie a data set: the newest snapshot, and the one that was the newest before it came out. It
holds dates of data and nothing of the reader.
"""

from collections.abc import Mapping
from datetime import date

from tdi import db
from tdi.errors import TdiError

_NAME = "tdi_vu_{}"


def cookies(held: Mapping[str, str]) -> dict[str, str]:
    """Return the cookies to give a browser that has these: name and value, one a data set."""
    told = {}
    for jeu in db.jeux():
        try:
            snapshots = db.index(jeu)[1].instantanes
        except TdiError:
            continue  # The page says what is wrong with it.
        if snapshots:
            name = _NAME.format(jeu)
            told[name] = _value(snapshots[-1].date, _days(held.get(name, "")))
    return told


def since(held: Mapping[str, str], jeu: str) -> str | None:
    """Return the snapshot that was the newest when the reader came before the last publication.

    None at a first visit, or as long as nothing was published since.
    """
    _, *former = _days(held.get(_NAME.format(jeu), "")) or [None]
    return former[0] if former else None


def _value(newest: date, days: list[str]) -> str:
    """What a cookie says, after the days that it said."""
    seen = [day for day in days if day != newest.isoformat()]
    return ".".join([newest.isoformat(), *seen[:1]])


def _days(value: str) -> list[str]:
    """The days of a cookie; none when it holds anything else: a browser sends what it likes."""
    try:
        return [date.fromisoformat(day).isoformat() for day in value.split(".")]
    except ValueError:
        return []
