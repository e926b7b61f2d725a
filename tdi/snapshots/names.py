"""Names as people write them → the ids they mean, or why none and what was likely meant."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from tdi.snapshots.faults import quoted

# Under this likeness (0 to 100) a suggestion would mislead more than help.
_LIKENESS = 65
# Distinct misspelt texts that get a suggestion, per list: a column of another kind has thousands.
_SUGGESTED = 1_000


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """Return what makes two names the same: letters and digits, without case nor accents."""
    return "".join(character for character in _plain(text) if character.isalnum())


def slug(text: str) -> str:
    """Return a name fit for a file: « Pays de la Loire » → `pays-de-la-loire`."""
    words = "".join(letter if letter.isalnum() else " " for letter in _plain(text)).split()
    return "-".join(words)[:60]


def _plain(text: str) -> str:
    folded = text.casefold().replace("œ", "oe").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@dataclass(frozen=True)
class Match:
    """What a text means: a value, or a French reason with perhaps a suggestion."""

    value: str | None = None
    reason: str | None = None
    suggestion: str | None = None


class Names:
    """A closed list: each id with its name and the other ways to write it."""

    def __init__(self, what: str, entries: Iterable[tuple[str, str, Iterable[str]]]) -> None:
        """`what` names the list in messages: « des opérateurs »; an entry is (id, name, writings).

        The name is what a suggestion shows; only the id and the writings are recognised.
        """
        self.what = what
        self.labels: dict[str, str] = {}
        self._ids: dict[str, set[str]] = {}
        for identifier, name, writings in entries:
            self.labels[identifier] = name
            for text in (identifier, *writings):
                self._ids.setdefault(key(text), set()).add(identifier)
        self._spelled = {identifier: _plain(name) for identifier, name in self.labels.items()}
        self._suggestions: dict[str, str | None] = {}

    def find(self, text: str) -> Match:
        """Return the only id that `text` names, or why there is none."""
        found = self._ids.get(key(text), set())
        if len(found) == 1:
            return Match(next(iter(found)))
        if found:
            listed = ", ".join(sorted(found))
            return Match(reason="Nom porté par plusieurs lignes de la liste.", suggestion=listed)
        reason = f"{quoted(text)} n’est pas dans la liste {self.what}."
        return Match(reason=reason, suggestion=self.nearest(text))

    def nearest(self, text: str) -> str | None:
        """Return the name most like `text`, with its id when it differs; None if none is near."""
        if text not in self._suggestions:
            if len(self._suggestions) >= _SUGGESTED:
                return None
            best = process.extractOne(
                _plain(text), self._spelled, scorer=fuzz.WRatio, score_cutoff=_LIKENESS
            )
            self._suggestions[text] = self.described(best[2]) if best else None
        return self._suggestions[text]

    def described(self, identifier: str) -> str:
        """« Bretagne (53) »; the name alone when it is its own id."""
        name = self.labels[identifier]
        return name if name == identifier else f"{name} ({identifier})"


def choices(values: Iterable[str]) -> Names:
    """Return the list of a column's choices, which are their own ids."""
    return Names("des choix", ((value, value, ()) for value in values))
