"""The rows of an answer, read-only: as a frame, by column, or as dictionaries, each made once.

Readers share them, and a page reads most of its answers row by row: going through pandas each time
costs more than the query did.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import pandas as pd


class Rows:
    """Rows held by a frame."""

    def __init__(self, frame: pd.DataFrame) -> None:
        """Hold a frame, which nobody changes from now on."""
        self.frame = frame
        self._columns: dict[str, list[Any]] = {}

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.frame)

    def column(self, name: str) -> list[Any]:
        """Return the values of a column, in order; what is missing is as pandas gives it, or None.

        Never its NA, which has no truth value.
        """
        if name not in self._columns:
            self._columns[name] = self._read(name)
        return self._columns[name]

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries, in order."""
        names = list(self.frame.columns)
        columns = [self.column(name) for name in names]
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]

    def at(self, places: Sequence[int]) -> "Rows":
        """Return the rows at these places, in their order."""
        return _Some(self, places)

    def _read(self, name: str) -> list[Any]:
        return [None if value is pd.NA else value for value in self.frame[name].tolist()]


class _Some(Rows):
    """Some rows of others: their frame is made only if it is asked for."""

    def __init__(self, whole: Rows, places: Sequence[int]) -> None:
        self._whole = whole
        self._places = places
        self._columns = {}

    def __len__(self) -> int:
        return len(self._places)

    @cached_property
    def frame(self) -> pd.DataFrame:  # type: ignore[override]  # made when asked for
        return self._whole.frame.iloc[self._places]

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        return [self._whole.records[place] for place in self._places]

    def _read(self, name: str) -> list[Any]:
        column = self._whole.column(name)
        return [column[place] for place in self._places]
