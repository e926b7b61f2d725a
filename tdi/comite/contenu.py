"""The whole content of a committee's pack, in the order of the meeting; the papers only draw it."""

from collections.abc import Callable
from dataclasses import dataclass

from tdi import fmt, mots, sentences
from tdi.adresse import Fetch
from tdi.comite import argent, depuis, engagements, lieux, pairs, suivi
from tdi.comite.annexe import annexe
from tdi.comite.blocs import Section, Tableau, Vue
from tdi.demandes import bundle, letters
from tdi.errors import UsageError
from tdi.filters import JEUX, PHASES, Filters
from tdi.results import Result, compute

_SECTIONS: tuple[Callable[[Filters, Fetch], Section], ...] = (
    depuis.depuis,
    argent.enveloppe,
    lieux.enjeux,
    engagements.engagements,
    lieux.territoires,
    pairs.pairs,
    suivi.decisions,
    suivi.appels,
)


# How many times `prepare` tells that a section is done, the annex included.
STEP_COUNT = len(_SECTIONS) + 1
# A pack is that of the whole region: what a page narrows does not narrow it.
_NARROWER = ("territoire_id", "enjeu_id", "territoire_ids", "base_date", "pas_a_pas")


@dataclass(frozen=True)
class Dossier:
    """One region's pack: its selection in words, its sections, what each figure comes from.

    `fiction` is what a reader must be told of the demonstration, empty for real data (R11).
    """

    filters: Filters
    fetch: Fetch
    region: str
    sections: tuple[Section, ...]

    @property
    def fiction(self) -> str:
        """The warning of a fiction; empty for public facts."""
        return mots.of(self.filters.jeu).avertissement

    @property
    def title(self) -> str:
        """« Comité régional – Bretagne »."""
        return f"Comité régional – {self.region}"

    @property
    def completeness(self) -> str:
        """How many of the expected amounts nobody gave, or why none is expected."""
        return sentences.cellules(self.fetch("donnees/cellules", self.filters))

    @property
    def selection(self) -> str:
        """The selection in one line, for every page of every paper."""
        filters = self.filters
        jeu = JEUX.get(filters.jeu, filters.jeu).lower()
        day = fmt.iso_day(filters.snapshot_date)
        phase = PHASES[filters.phase].lower()
        return f"{self.region} · {phase} · instantané du {day} · jeu {jeu}"

    def summary(self) -> Vue:
        """The first finding of each section: what is left of the pack in one minute."""
        lines = tuple((one.name, one.vues[0].title) for one in self.sections[:-1])
        drawn = Tableau(("Sujet", "Ce qu’il faut retenir"), lines, frozenset(), "L’essentiel")
        results = tuple(result for one in self.sections[:-1] for result in one.vues[0].results)
        return Vue("Ce que le comité doit retenir, sujet par sujet", (), results, drawn)

    def letters(self) -> bytes:
        """The texts to send to who owes figures; empty when nobody does."""
        asked = self.fetch("donnees/demandes", self.filters)
        return b"" if asked.is_empty else bundle(letters(asked, self.selection))


def prepare(
    filters: Filters, fetch: Fetch = compute, done: Callable[[str], object] = lambda name: None
) -> Dossier:
    """Ask every query of the pack of one region; `fetch` may be the cached one.

    `done` is told the name of each section once it is there.
    Raises UsageError without a region, QueryError and DataError as `results.compute` does.
    """
    if not filters.region_code:
        raise UsageError("Un dossier de comité est celui d’une région.")
    filters = filters.without(*_NARROWER)
    held: dict[tuple[str, Filters], Result] = {}

    def once(name: str, asked: Filters) -> Result:
        if (name, asked) not in held:
            held[name, asked] = fetch(name, asked)
        return held[name, asked]

    region = once("filtres/selection", filters).value("region_name")
    sections: list[Section] = []
    for build in _SECTIONS:
        sections.append(build(filters, once))
        done(sections[-1].name)
    sections.append(annexe(filters, once, sections))
    done(sections[-1].name)
    return Dossier(filters, once, region, tuple(sections))
