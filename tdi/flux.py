"""The alerts as an Atom 1.0 feed (RFC 4287): one entry an alert, from its opening to its closing.

Identifiers are stable: the same alert, opened at the same snapshot, is the same entry for ever.
"""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from tdi import alertes, fmt, mots
from tdi.alertes import Row
from tdi.results import Result

_ATOM = "http://www.w3.org/2005/Atom"
# RFC 4151: whose tags these are, and since when.
_TAG = "tag:territoires-industrie.tableau-de-bord,2018:"
_AUTHOR = "Tableau de bord « Territoires d’industrie »"


def atom(rows: Result, selection: str, address: str | None = None) -> bytes:
    """Return the feed of alerts (`suivi/alertes_suivies`); `selection` says of what, in words.

    `address` is that of the dashboard, when it has one that readers can follow.
    """
    ET.register_namespace("", _ATOM)
    filters = rows.filters
    fiction = mots.of(filters.jeu).avertissement
    scope = "/".join(
        str(part)
        for part in (filters.jeu, filters.phase, filters.region_code, filters.territoire_id)
        if part
    )
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "fr"})
    label = f"{mots.FICTION_VALUE}\u00a0: alertes" if fiction else "Alertes"
    _add(feed, "title", f"{label} « Territoires d’industrie » ({selection})")
    if fiction:
        _add(feed, "subtitle", fiction)
    _add(feed, "id", f"{_TAG}{scope}")
    _add(feed, "updated", _moment(datetime.fromisoformat(filters.snapshot_date or "")))
    _add(ET.SubElement(feed, f"{{{_ATOM}}}author"), "name", _AUTHOR)
    if address:
        ET.SubElement(feed, f"{{{_ATOM}}}link", {"href": address})
    for row in rows.records():
        _entry(feed, row, scope, fiction, address)
    ET.indent(feed)
    return ET.tostring(feed, encoding="utf-8", xml_declaration=True)


def _entry(feed: ET.Element, row: Row, scope: str, fiction: str, address: str | None) -> None:
    closed = row["closed_date"]
    is_open = fmt.is_missing(closed)
    entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
    state = "" if is_open else "Close\u00a0: "
    label = "[Démonstration] " if fiction else ""
    _add(entry, "title", f"{label}{state}{row['alerte_type']} – {row['sujet_name']}")
    _add(entry, "id", f"{_TAG}{scope}/{row['alerte_id']}/{row['opened_date']:%Y-%m-%d}")
    _add(entry, "published", _moment(row["opened_date"]))
    _add(entry, "updated", _moment(row["opened_date"] if is_open else closed))
    ET.SubElement(entry, f"{{{_ATOM}}}category", {"term": row["gravite_name"]})
    words = f"{alertes.told(row)}. {alertes.under(row)}."
    _add(entry, "content", f"{fiction} {words}".strip()).set("type", "text")
    if address:
        ET.SubElement(entry, f"{{{_ATOM}}}link", {"rel": "alternate", "href": address})


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = text
    return element


def _moment(day: datetime) -> str:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).isoformat().replace("+00:00", "Z")
