"""Whom a template or an export is made for: a region, some territoires, or a whole phase."""

from dataclasses import dataclass

from tdi.errors import UsageError
from tdi.snapshots.faults import quoted
from tdi.snapshots.known import Known


@dataclass(frozen=True)
class Perimeter:
    """Whom the template is for: a name for its file and guide, its zones, its territoires.

    `zone_codes` are the ids of a region and of its territoires, of both phases, or those of the
    territoires that were asked for; None when nothing was.
    """

    name: str
    region: str | None
    territoires: list[str]
    zones: list[str]
    zone_codes: frozenset[str] | None = None

    def prefilled(self, table: str) -> list[dict[str, str]]:
        """Rows of a template that only name a place: left as they are, they are not read."""
        if table == "contrats":
            return [{"territoire_id": name} for name in self.territoires]
        if table == "appreciations":
            rows = [{"maille": "Région", "zone_code": self.region}] if self.region else []
            return rows + [{"maille": "Territoire", "zone_code": name} for name in self.territoires]
        return []


def find(known: Known, region: str | None, territoires: list[str]) -> Perimeter:
    """Return the perimeter asked for, by names or codes; the whole phase when nothing is.

    Raises UsageError naming what is unknown, with the nearest name.
    """
    code = find_id(known, "regions", region) if region else None
    listed = dict(known.territoires_of(code))
    zone_codes = None
    if code:
        crossed = known.references["territoire_regions"].to_pylist()
        inside = {row["territoire_id"] for row in crossed if row["region_code"] == code}
        zone_codes = frozenset(inside | {code})
    if territoires:
        asked = [find_id(known, "territoires", text) for text in territoires]
        every = dict(known.territoires_of())
        listed = {identifier: every[identifier] for identifier in asked if identifier in every}
        zone_codes = frozenset(asked)
    names = list(listed.values())
    region_name = known.names["regions"].labels[code] if code else None
    above = [region_name] if region_name else []
    if not region_name and not territoires:
        above = ["France", *sorted(known.names["regions"].labels.values())]
    title = region_name or (", ".join(names) if territoires else f"Phase {known.phase}")
    return Perimeter(title, region_name, names, [*above, *names], zone_codes)


def find_id(known: Known, reference: str, text: str) -> str:
    """Return the id that a name or an id means; UsageError with the nearest name otherwise."""
    match = known.names[reference].find(text)
    if match.value is None:
        near = f" Le plus proche : {match.suggestion}." if match.suggestion else ""
        raise UsageError(f"{quoted(text)} est inconnu.{near}")
    return match.value
