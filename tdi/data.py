"""The pages' only data call: `fetch`, cached by data set, version, query and selection."""

from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from threading import Lock
from typing import Any

from tdi import db, queries
from tdi.filters import Filters
from tdi.results import Result, compute
from tdi.rows import Rows

# DuckDB lets go of Python while it plans and runs: a page need not wait for its answers in a row.
_AHEAD = ThreadPoolExecutor(max_workers=2, thread_name_prefix="ahead")


class _Answer:
    """The rows of one question: who asks first makes them, who asks meanwhile waits for them."""

    def __init__(self) -> None:
        self._making = Lock()
        self._rows: Rows | None = None

    def rows(self, *asked: Any) -> Rows:
        with self._making:
            if self._rows is None:
                self._rows = Rows(db.run(*asked))
            return self._rows


# `scope` (the parameters), `version` and `snapshot_date`, which chooses the reference tables, are
# arguments on purpose: the cache is shared by all readers, and what is not an argument of a cached
# function leaks from one reader to the next. Streamlit's own cache reads the signature of the
# function and hashes the whole statement at each call: a page asks some forty times.
@lru_cache(maxsize=1000)
def _answer(
    jeu: str,
    version: str,
    snapshot_date: str | None,
    sql: str,
    scope: tuple[tuple[str, Any], ...],
) -> _Answer:
    return _Answer()


def _cached(
    jeu: str,
    sql: str,
    params: dict[str, Any],
    version: str | None,
    snapshot_date: str | None,
) -> Rows:
    held = version or db.open_jeu(jeu).version
    answer = _answer(jeu, held, snapshot_date, sql, tuple(params.items()))
    return answer.rows(jeu, sql, params, held, snapshot_date)


def fetch(name: str, filters: Filters) -> Result:
    """Return the answer of `queries/<name>.sql` for the reader's selection.

    When the query says that the rows of a région are those of all that it holds (`@within`), all
    are asked for at once, so that the next région has its answer already.
    """
    column = queries.load(name).within
    if not column or filters.region_code is None:
        return compute(name, filters, run=_cached)
    whole = compute(name, filters.without("region_code"), run=_cached)
    held = _held(column, filters)
    places = [rank for rank, code in enumerate(whole.rows.column(column)) if code in held]
    return Result(whole.query, whole.rows.at(places), filters)


def _held(column: str, filters: Filters) -> set[Any]:
    """The codes that a column may bear in the région chosen."""
    if column == "region_code":
        return {filters.region_code}
    return set(
        fetch("filtres/appartenances", filters)
        .only(region_code=filters.region_code)
        .rows.column(column)
    )


def forget() -> None:
    """Empty the cache: for tests, whose copies of the data bear the version of the original."""
    _answer.cache_clear()


def prepare(filters: Filters, *names: str) -> list[Future[Result]]:
    """Begin to answer queries that `fetch` will ask for, the last first; an error is `fetch`'s."""
    return [_AHEAD.submit(fetch, name, filters) for name in reversed(names)]
