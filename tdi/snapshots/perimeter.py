"""Whom a template is made for: a region, some territoires, or a whole phase."""

from dataclasses import dataclass

from tdi.errors import UsageError
from tdi.snapshots.faults import quoted
from tdi.snapshots.known import Known


@dataclass(frozen=True)
class Perimeter:
    """Whom the template is for: a name for its file and guide, its zones, its territoires."""

    name: str
    region: str | None
    territoires: list[str]
    zones: list[str]


def find(known: Known, region: str | None, territoires: list[str]) -> Perimeter:
    """Return the perimeter asked for, by names or codes; the whole phase when nothing is.

    Raises UsageError naming what is unknown, with the nearest name.
    """
    code = _found(known, "regions", region) if region else None
    listed = dict(known.territoires_of(code))
    if territoires:
        asked = [_found(known, "territoires", text) for text in territoires]
        every = dict(known.territoires_of())
        listed = {identifier: every[identifier] for identifier in asked if identifier in every}
    names = list(listed.values())
    region_name = known.names["regions"].labels[code] if code else None
    above = [region_name] if region_name else []
    if not region_name and not territoires:
        above = ["France", *sorted(known.names["regions"].labels.values())]
    title = region_name or (", ".join(names) if territoires else f"Phase {known.phase}")
    return Perimeter(title, region_name, names, [*above, *names])


def _found(known: Known, reference: str, text: str) -> str:
    match = known.names[reference].find(text)
    if match.value is None:
        near = f" Le plus proche : {match.suggestion}." if match.suggestion else ""
        raise UsageError(f"{quoted(text)} est inconnu.{near}")
    return match.value
