"""Which sources the rows of a result come from (R7); where one looked when there is none."""

from collections.abc import Callable
from dataclasses import dataclass

from tdi import fmt, queries
from tdi.filters import Filters
from tdi.results import Result

ROW_SOURCES = "source_ids"


@dataclass(frozen=True)
class Origines:
    """Sources of a result, in its header's order; `found` is false when no figure comes of them."""

    ids: list[str]
    names: list[str]
    found: bool


def origines(result: Result, fetch: Callable[[str, Filters], Result]) -> Origines:
    """Return the sources that the rows name, with those that the header gives to all of them.

    A source that the header does not know, such as a statement imported since, is named after it.
    `fetch` is the dashboard's, or `results.compute`.
    """
    query = result.query
    phase = str(result.filters.phase)
    out = set(fetch("donnees/sources", result.filters).frame["source_id"])
    always = {
        source
        for source, when in query.sources.items()
        if when == queries.ALWAYS or (when == queries.BY_PHASE and source.endswith(phase))
    }
    # What came out after the snapshot was not looked into.
    always &= out
    told = _told(result)
    found = not result.is_empty and bool(always | told)
    if not found and ROW_SOURCES in query.columns:
        held = fetch("donnees/sources_tenues", result.filters)
        read = queries.tables_read(query.sql)
        told = set().union(*(_told(held.only(table_name=table)) for table in read))
    declared = [source for source in query.sources if source in always | told]
    ids = declared + sorted(told.difference(declared))
    # A comparison of snapshots may name a source that came out after the one shown.
    described = fetch("donnees/sources", result.filters.without("snapshot_date"))
    return Origines(ids, _names(ids, described), found)


def _told(result: Result) -> set[str]:
    lists = result.frame[ROW_SOURCES] if ROW_SOURCES in result.query.columns else []
    return {source for sources in lists if not fmt.is_missing(sources) for source in sources}


def _names(ids: list[str], sources: Result) -> list[str]:
    known = dict(zip(sources.frame["source_id"], sources.frame["short_name"], strict=True))
    # In a fiction, several sources bear the same name.
    return list(dict.fromkeys(known.get(one, f"{one} (source non décrite)") for one in ids))
