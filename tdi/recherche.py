"""Find what a reader means: accents, typos, a part of a name, words in any order.

Pure: the answers of `filtres/recherche_lieux`, `…_sujets` and `…_chiffres` in, hits out.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process, utils

from tdi import fmt
from tdi.dictionnaire import fold
from tdi.results import Result

# Under this likeness (0 to 105), what is found does not look like what was typed.
_ENOUGH = 72
# Further than this from the best, it is something else that bears a name a little alike.
_CLOSE = 12
# Communes are many and bear names alike: near ones only, behind a subject or a larger place.
_NEAR_COMMUNE, _BEGUN_COMMUNE, _BEHIND = 80, 90, 2
# Between equals: first the phase chosen, then what bears the name before what contains it.
_SAME_PHASE, _NAMESAKE = 1, 0.5
# Legal forms and little words tell no place from another; « st » is how people write « saint », and
# amounts are written « 1,36 Md€ » here.
_LITTLE = (
    "cc ca cu ept communaute communes commune agglomeration agglo urbaine departement region "
    "territoire de du des d la le les l et en a au aux"
)
_IGNORED = frozenset(_LITTLE.split())
_SPELLED = {
    "st": "saint",
    "ste": "sainte",
    "milliard": "md",
    "milliards": "md",
    "million": "m",
    "millions": "m",
}
# The page that shows what was found.
_PAGES = {
    "Territoire": "pages/territoires/territoire.py",
    "Région": "pages/territoires/region.py",
    "Enjeu": "pages/pilotage/enjeux.py",
    "Engagement": "pages/pilotage/engagement.py",
    "Opérateur": "pages/pilotage/engagements.py",
    "Enveloppe": "pages/pilotage/enveloppe.py",
    "Chiffre annoncé": "pages/suivi/chiffres_annonces.py",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found: the thing to open, and the name by which it was found."""

    label: str
    label_type: str
    target_type: str
    target_id: str
    target_name: str
    phase: int | None

    @property
    def page(self) -> str:
        """The page that shows it."""
        return _PAGES[self.target_type]

    @property
    def selection(self) -> dict[str, Any]:
        """What to choose, by the names of the address, for the page to show it."""
        if self.target_type == "Territoire":
            return {"phase": self.phase, "region": None, "territoire": self.target_id}
        if self.target_type == "Région":
            return {"region": self.target_id, "territoire": None}
        if self.target_type == "Enjeu":
            return {"enjeu": self.target_id}
        if self.target_type in ("Chiffre annoncé", "Enveloppe"):
            # The view is named too: a reader may be in another one of that page.
            mesure = {"mesure": self.target_name, "vue_chiffres_annonces": "Une mesure"}
            own = {"phase": self.phase} if self.phase else mesure
            return dict.fromkeys(("region", "territoire", "enjeu")) | own
        engagement = self.target_name if self.target_type == "Engagement" else None
        return {"phase": self.phase, "enjeu": None, "engagement": engagement}

    @property
    def name(self) -> str:
        """Its name; that of a territoire says in which phase, for both may bear the same."""
        is_territoire = self.target_type == "Territoire"
        return (
            f"{self.target_name} (phase\u00a0{self.phase})" if is_territoire else self.target_name
        )

    @property
    def told(self) -> str:
        """What it is, and by which name it was found when that is not its own."""
        if self.label == self.target_name:
            return self.target_type
        if self.label_type == self.target_type:
            return f"{self.target_type}\u00a0: {self.label}"
        return f"{self.label_type} de ce {self.target_type.lower()}\u00a0: {self.label}"

    def bears(self, text: str) -> bool:
        """Whether its name holds the text as typed, accents and capitals apart."""
        return _telling(_words(text)) in _telling(_words(self.label))


class Index:
    """The names that can be found; built once for a published version, then only read."""

    def __init__(self, *results: Result) -> None:
        """`results` are the answers of the search queries."""
        hits = [
            Hit(label, label_type, target_type, target_id, target_name, _phase(phase))
            for result in results
            for label, label_type, target_type, target_id, target_name, phase in zip(
                *(result.frame[name].tolist() for name in result.query.columns), strict=True
            )
        ]
        words = {label: _words(label) for label in {hit.label for hit in hits}}
        self._communes = [hit for hit in hits if hit.label_type == "Commune"]
        self._others = [hit for hit in hits if hit.label_type != "Commune"]
        self._commune_names = [_telling(words[hit.label]) for hit in self._communes]
        self._full_names = [" ".join(words[hit.label]) for hit in self._others]
        self._names = [_telling(words[hit.label]) for hit in self._others]
        self._lengths = np.array([len(name) for name in self._names])
        self._target_words = {name: set(_words(name)) for name in {hit.target_name for hit in hits}}

    def search(self, text: str, *, phase: int | None = None, limit: int = 5) -> list[Hit]:
        """Return what `text` most likely means, best first, each thing to open once.

        Between equals, what belongs to `phase` comes first.
        """
        words = _words(text)
        asked = _telling(words)
        if len(asked) < 2:
            return []
        asked_words = set(asked.split())
        best: dict[tuple[str, str], tuple[float, Hit]] = {}
        for hits, likeness in (
            (self._others, self._like_names(asked, " ".join(words))),
            (self._communes, self._like_communes(asked)),
        ):
            for place in np.flatnonzero(likeness >= _ENOUGH):
                hit = hits[place]
                score = float(likeness[place])
                score += _SAME_PHASE * (hit.phase in (None, phase))
                score += _NAMESAKE * asked_words.issubset(self._target_words[hit.target_name])
                target = (hit.target_type, hit.target_id)
                if target not in best or score > best[target][0]:
                    best[target] = (score, hit)
        ranked = sorted(best.values(), key=lambda found: (-found[0], found[1].target_name))
        return [hit for score, hit in ranked[:limit] if score > ranked[0][0] - _CLOSE]

    def _like_names(self, asked: str, written: str) -> np.ndarray:
        short = _likeness(asked, self._names, fuzz.ratio)
        # A typo in « communauté » hides it from the ignored words.
        full = _likeness(written, self._full_names, fuzz.ratio)
        any_order = _likeness(asked, self._names, fuzz.token_sort_ratio)
        words = _likeness(asked, self._names, fuzz.token_set_ratio) * 0.95
        part = _likeness(asked, self._names, fuzz.partial_ratio) * 0.9
        # A part of a long name is meant; a long text that happens to hold a short name is not.
        within = np.where(self._lengths >= len(asked), np.maximum(words, part), 0)
        return np.maximum.reduce([short, full, any_order, within]) + (short + full) / 40

    def _like_communes(self, asked: str) -> np.ndarray:
        near = _likeness(asked, self._commune_names, fuzz.ratio)
        begun = np.array([name.startswith(asked) for name in self._commune_names], dtype=bool)
        near = np.where(begun, np.maximum(near, _BEGUN_COMMUNE), near)
        return np.where(near >= _NEAR_COMMUNE, near * 1.05 - _BEHIND, 0)


def _phase(value: Any) -> int | None:
    return None if fmt.is_missing(value) else int(value)


def _likeness(asked: str, names: list[str], scorer: Any) -> np.ndarray:
    return process.cdist([asked], names, scorer=scorer)[0]


def _words(text: str) -> list[str]:
    """« CC de St-Dié » → cc, de, saint, die."""
    return [_SPELLED.get(word, word) for word in utils.default_process(fold(text)).split()]


def _telling(words: list[str]) -> str:
    """Return the words that tell a name from another: « cc de saint die » → « saint die »."""
    return " ".join([word for word in words if word not in _IGNORED] or words)
