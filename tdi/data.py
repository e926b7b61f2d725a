"""The pages' only data call: `fetch`, cached by data set, version, query and selection."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import streamlit as st

from tdi import db
from tdi.filters import Filters
from tdi.results import Result, compute
from tdi.rows import Rows

# DuckDB lets go of Python while it plans and runs: a page need not wait for its answers in a row.
_AHEAD = ThreadPoolExecutor(max_workers=2, thread_name_prefix="ahead")


# `scope` (the parameters), `version` and `snapshot_date`, which chooses the reference tables, are
# arguments on purpose: the cache is shared by all readers, and what is not an argument of a cached
# function leaks from one reader to the next.
@st.cache_resource(max_entries=1000, show_spinner=False)
def _rows(
    jeu: str,
    version: str,
    snapshot_date: str | None,
    sql: str,
    scope: tuple[tuple[str, Any], ...],
) -> Rows:
    return Rows(db.run(jeu, sql, dict(scope), version, snapshot_date))


def _cached(
    jeu: str,
    sql: str,
    params: dict[str, Any],
    version: str | None,
    snapshot_date: str | None,
) -> Rows:
    held = version or db.open_jeu(jeu).version
    return _rows(jeu, held, snapshot_date, sql, tuple(params.items()))


def fetch(name: str, filters: Filters) -> Result:
    """Return the answer of `queries/<name>.sql` for the reader's selection."""
    return compute(name, filters, run=_cached)


def prepare(filters: Filters, *names: str) -> list[Future[Result]]:
    """Begin to answer queries that `fetch` will ask for, the last first; an error is `fetch`'s."""
    return [_AHEAD.submit(fetch, name, filters) for name in reversed(names)]
