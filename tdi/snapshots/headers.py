"""Where the header of a sheet is, and when two labels are the same."""

import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache

from tdi.snapshots import limits

# Cells that must bear a known label for a row to be a header: one could be a title.
_ENOUGH = 2
# Cells above the header from which on the row is a header too, and no more a title and a date.
_CROWDED = 3


@lru_cache(maxsize=4_096)
def label_key(text: str) -> str:
    """Return what makes two labels the same: case, accents, spaces, apostrophes do not count."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(letters.split())


def find(rows: Sequence[Sequence[str]], known_labels: Collection[str]) -> int | None:
    """Return the position of the header among the first rows of a sheet; None when all are blank.

    It is the first row with at least two known labels, else the first row that is not blank.
    """
    known = {label_key(label) for label in known_labels}
    searched = rows[: limits.HEADER_ROWS]
    for position, row in enumerate(searched):
        if match_count(row, known) >= _ENOUGH:
            return position
    return next((position for position, row in enumerate(searched) if filled_count(row)), None)


def match_count(row: Sequence[str], known_keys: Collection[str]) -> int:
    """Count the known labels of a row, each once."""
    return len({label_key(text) for text in row} & set(known_keys))


def filled_count(row: Sequence[str]) -> int:
    """Count the cells of a row that are not blank."""
    return sum(bool(text.strip()) for text in row)


def is_crowded(row: Sequence[str]) -> bool:
    """Whether a row above the header looks like a header too."""
    return filled_count(row) >= _CROWDED
