"""Which sources the rows of a result come from (R7); where one looked when there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tdi import fmt, queries
from tdi.filters import Filters
from tdi.results import Result

ROW_SOURCES = "source_ids"


@dataclass(frozen=True)
class Origines:
    """Sources of a result, in its header's order; `found` is false when no figure comes of them.

    `rows` has what the table of sources says of each; `title` alone when it does not know it.
    """

    ids: list[str]
    rows: list[dict[str, Any]]
    found: bool

    @property
    def names(self) -> list[str]:
        """Short names, each once: in a fiction, several sources bear the same."""
        return list(dict.fromkeys(row["short_name"] for row in self.rows))


def origines(result: Result, fetch: Callable[[str, Filters], Result]) -> Origines:
    """Return the sources that the rows name, with those that the header gives to all of them.

    A source that the header does not know, such as a statement imported since, is named after it.
    `fetch` is the dashboard's, or `results.compute`.
    """
    query = result.query
    phase = str(result.filters.phase)
    out = _described(fetch("donnees/sources", result.filters))
    always = {
        source
        for source, when in query.sources.items()
        if when == queries.ALWAYS or (when == queries.BY_PHASE and source.endswith(phase))
    }
    # What came out after the snapshot was not looked into.
    always &= set(out)
    told = _told(result)
    found = not result.is_empty and bool(always | told)
    if not found and ROW_SOURCES in query.columns:
        held = fetch("donnees/sources_tenues", result.filters)
        read = queries.tables_read(query.sql)
        told = set().union(*(_told(held.only(table_name=table)) for table in read))
    declared = [source for source in query.sources if source in always | told]
    ids = declared + sorted(told.difference(declared))
    if not set(ids) <= set(out):
        # A comparison of snapshots may name a source that came out after the one shown.
        out |= _described(fetch("donnees/sources", result.filters.without("snapshot_date")))
    return Origines(ids, [out.get(one, _undescribed(one)) for one in ids], found)


def said(row: dict[str, Any], *columns: str) -> list[str]:
    """What the table of sources says of one, in these columns, leaving out what it does not."""
    return [row[name] for name in columns if not fmt.is_missing(row.get(name))]


def _described(sources: Result) -> dict[str, dict[str, Any]]:
    return {row["source_id"]: row for row in sources.records()}


def _told(result: Result) -> set[str]:
    lists = result.rows.column(ROW_SOURCES) if ROW_SOURCES in result.query.columns else []
    return {source for sources in lists if not fmt.is_missing(sources) for source in sources}


def _undescribed(source_id: str) -> dict[str, Any]:
    """A source that no table describes, such as a statement imported since."""
    return {"short_name": f"{source_id} (source non décrite)", "title": source_id}
