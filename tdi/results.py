"""A query's answer: its rows, with the query that documents them and the selection."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from tdi import db, queries, regles
from tdi.errors import QueryError
from tdi.filters import Filters
from tdi.queries import Column, Query
from tdi.rows import Rows

# Filters that a query may ignore without the reader needing to be told.
_SILENT = {"snapshot_date"}


class Result:
    """The rows of `query` for `filters`; shared between readers, never modified."""

    def __init__(
        self, query: Query, rows: Rows | pd.DataFrame, filters: Filters | None = None
    ) -> None:
        """Join rows to the query that documents their columns; `filters` default to none."""
        self.query = query
        self.rows = Rows(rows) if isinstance(rows, pd.DataFrame) else rows
        self.filters = filters or Filters()

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a frame."""
        return self.rows.frame

    @property
    def is_empty(self) -> bool:
        """Whether the answer has no row at all."""
        return not len(self.rows)

    def column(self, name: str) -> Column:
        """Return the documentation of a column."""
        return self.query.columns[name]

    def value(self, name: str) -> Any:
        """Return one value of a single-row result; None when it is missing (never 0)."""
        value = self.rows.column(name)[0]
        return None if pd.api.types.is_scalar(value) and pd.isna(value) else value

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries, in order."""
        return self.rows.records

    def only(self, **equals: object) -> "Result":
        """Return the rows where each named column equals the given value, a day in ISO format."""
        places: Sequence[int] = range(len(self.rows))
        for name, value in equals.items():
            column = self.rows.column(name)
            wanted = pd.Timestamp(str(value)) if self.column(name).unit == "date" else value
            places = [place for place in places if column[place] == wanted]
        return Result(self.query, self.rows.at(places), self.filters)

    def ignored_filters(self) -> list[str]:
        """Return the active filters that this query does not take."""
        default = Filters().as_params()
        return [
            name
            for name, value in self.filters.as_params().items()
            if name not in self.query.params and name not in _SILENT and value != default[name]
        ]


Run = Callable[[str, str, dict[str, Any], str | None, str | None], Rows]


def parameters(query: Query, filters: Filters) -> dict[str, Any]:
    """Return what a query takes: the filters that it declares, the thresholds of its rule.

    Raises QueryError naming a parameter that is neither.
    """
    values = filters.as_params() | regles.seuils(query.name)
    unknown = sorted(set(query.params) - set(values))
    if unknown:
        raise QueryError(
            f"queries/{query.name}.sql : paramètre inconnu des filtres : {', '.join(unknown)}."
        )
    return {name: values[name] for name in query.params}


def _run(*asked: Any) -> Rows:
    return Rows(db.run(*asked))


def compute(name: str, filters: Filters, run: Run = _run) -> Result:
    """Run `queries/<name>.sql` for `filters`, passing it only the parameters that it declares.

    `run` is replaced by a cached one in the dashboard. Raises QueryError when the header announces
    a parameter or columns that are not those of the result, DataError when data are unavailable.
    """
    query = queries.load(name)
    params = parameters(query, filters)
    try:
        rows = run(filters.jeu, query.sql, params, filters.version, filters.snapshot_date)
    except QueryError as error:
        raise QueryError(f"queries/{name}.sql : {error}") from error
    if list(rows.frame.columns) != list(query.columns):
        raise QueryError(
            f"queries/{name}.sql : l’en-tête annonce les colonnes {', '.join(query.columns)} ; "
            f"le résultat contient {', '.join(rows.frame.columns)}."
        )
    return Result(query, rows, filters)
