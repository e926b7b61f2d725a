"""Names as people write them → the ids they mean, or why none and what was likely meant."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from tdi.snapshots.faults import quoted

# Under this likeness (0 to 100) a suggestion would mislead more than help.
_LIKENESS = 65
# Names given as a suggestion at most.
_NAMED = 3
_WORD = re.compile(r"\w+")
_SAINT = re.compile(r"\bst\b")
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


def words(text: str) -> str:
    """Return the words of a name, so that spellings can be compared: « St-Malo » → `saint malo`."""
    return _SAINT.sub("saint", " ".join(_WORD.findall(_plain(text))))


def likeness(one: str, other: str, **_: object) -> float:
    """Return how alike two texts of `words` are, from 0 to 100.

    Having all the words of the other, being its beginning or its initials is being like it.
    """
    whole = fuzz.ratio(one, other)
    found = other.split()
    initials = {"".join(word[0] for word in found if len(word) > least) for least in (0, 1)}
    is_short_for = len(one) > 2 and (one in initials or other.startswith(one))
    return max(whole, 98 if is_short_for else fuzz.token_set_ratio(one, other) - 1)


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

    def __init__(
        self,
        what: str,
        entries: Iterable[tuple[str, str, Iterable[str]]],
        parts: Callable[[], Mapping[str, Collection[str]]] = dict,
    ) -> None:
        """`what` names the list in messages: « des opérateurs »; an entry is (id, name, writings).

        The name is what a suggestion shows; only the id and the writings are recognised. `parts`
        gives, by key, the ids of what a text is a part of (a commune, of its territoire).
        """
        self.what = what
        self._parts = parts
        self.labels: dict[str, str] = {}
        self._ids: dict[str, set[str]] = {}
        for identifier, name, writings in entries:
            self.labels[identifier] = name
            for text in (identifier, *writings):
                self._ids.setdefault(key(text), set()).add(identifier)
        self._spelled = {identifier: words(name) for identifier, name in self.labels.items()}
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
        """Return what `text` is a part of, else the names most like it, with ids when they differ.

        None if none is near, or if too many are: « Saint » is in the name of twenty places.
        """
        if text not in self._suggestions:
            if len(self._suggestions) >= _SUGGESTED:
                return None
            found = sorted(self._parts().get(key(text), ())) or self._most_like(text)
            named = [self.described(identifier) for identifier in found]
            self._suggestions[text] = " ou ".join(named) if 0 < len(named) <= _NAMED else None
        return self._suggestions[text]

    def _most_like(self, text: str) -> list[str]:
        near = process.extract(
            words(text), self._spelled, scorer=likeness, score_cutoff=_LIKENESS, limit=2 * _NAMED
        )
        # Two places of two phases may have one name: the one of the phase asked for comes first.
        named = {self.labels[identifier]: identifier for _, _, identifier in reversed(near)}
        return [
            identifier
            for _, score, identifier in near
            if near[0][1] - score < 1 and named[self.labels[identifier]] == identifier
        ]

    def described(self, identifier: str) -> str:
        """« Bretagne (53) »; the name alone when it is its own id."""
        name = self.labels[identifier]
        return name if name == identifier else f"{name} ({identifier})"


def choices(values: Iterable[str]) -> Names:
    """Return the list of a column's choices, which are their own ids."""
    return Names("des choix", ((value, value, ()) for value in values))
