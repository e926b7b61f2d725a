"""Rows that stand for a place: which choice a click on one of them makes, on every page.

Pure. A row is the option of a filter by its code, or by its name when the query gives none.
"""

from collections.abc import Mapping
from typing import Any

from tdi.results import Result

Row = dict[str, Any]
# Filter → code of the option → its words.
Options = Mapping[str, Mapping[str, str]]
# Written name → the choice that it makes.
Places = dict[str, dict[str, str]]

# What is of no place, in a line that may bear the code of what holds it.
_NOWHERE = {"Non régionalisé", "Non territorialisé"}
_CODES = {
    "region_name": "region_code",
    "territoire_name": "territoire_id",
    "zone_name": "zone_code",
}


def named(columns: list[str]) -> str | None:
    """Return the first of these columns that names a place."""
    return next((name for name in columns if name in _CODES), None)


def places(result: Result, name: str | None, options: Options) -> Places:
    """Return what a click on each place of the column `name` would choose.

    A row that is the option of no filter (« Non territorialisé », though it bears the code of its
    région; a territoire of the other phase) is left out.
    """
    if name is None:
        return {}
    codes = _CODES[name]
    by_code = codes in result.query.columns
    choices = {
        code if by_code else said: {key: code}
        for key, words in options.items()
        for code, said in words.items()
    }
    frame = result.frame
    found = zip(frame[name], frame[codes if by_code else name], strict=True)
    return {
        place: choices[option]
        for place, option in found
        if option in choices and place not in _NOWHERE
    }


def elsewhere(places: Places, chosen: Mapping[str, Any]) -> bool:
    """Whether a click on one of these places would change what is chosen."""
    return any(chosen.get(key) != code for one in places.values() for key, code in one.items())


def current(places: Places, chosen: Mapping[str, Any]) -> list[str]:
    """Return the names of the places that are chosen."""
    return [
        name
        for name, one in places.items()
        if all(chosen.get(key) == code for key, code in one.items())
    ]


def clicked(points: list[Row], places: Places) -> dict[str, str]:
    """Return the choice that the marks clicked in a chart make; empty when none is a place.

    A mark names its place on one of its axes, or first in what it carries.
    """
    for point in points:
        carried = point.get("customdata")
        first = carried[0] if isinstance(carried, list | tuple) and carried else carried
        for said in (point.get("y"), point.get("x"), first):
            if isinstance(said, str) and said in places:
                return places[said]
    return {}
