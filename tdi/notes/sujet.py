"""What a note is about: the nation, a région, a territoire, an engagement, an enjeu."""

from dataclasses import dataclass, replace

from tdi import fmt, langue
from tdi.filters import PHASES, Filters
from tdi.mots import FICTION
from tdi.results import compute
from tdi.snapshots.names import slug
from tdi.traces import Fetch

FRANCE, REGION, TERRITOIRE = "France", "Région", "Territoire"
ENGAGEMENT, ENJEU = "Engagement", "Enjeu"


@dataclass(frozen=True)
class Sujet:
    """A scope: its kind, its name, the filters that its figures are read with.

    An engagement is no filter: its rows are picked in the answers, by `engagement_id`. `limit` is
    what narrows the subject further, in words: the place of an engagement, the enjeu of a place.
    """

    kind: str
    name: str
    filters: Filters
    engagement_id: str | None = None
    limit: str = ""

    @property
    def within(self) -> str:
        """« en Bretagne », « dans le territoire Alès », « pour l’engagement VTE, en Bretagne »."""
        own = _within(self.kind, self.name)
        return f"{own}, {self.limit}" if self.limit else own

    @property
    def is_place(self) -> bool:
        """Whether it is a région or a territoire: a part of the envelope, not all of it."""
        return self.kind in (REGION, TERRITOIRE)

    @property
    def file_name(self) -> str:
        """`note_territoire_p1-ti-2801-nord-cotentin_phase-1_2025-01-14.pdf`, in plain letters.

        The identifier is in it: two territoires, one of each phase, may bear one name.
        """
        filters = self.filters
        identifier = filters.territoire_id or self.engagement_id or ""
        fiction = FICTION if filters.jeu != "public" else ""
        parts = (
            "note",
            fiction,
            self.kind if self.kind != FRANCE else "",
            f"{identifier} {self.name}",
            self.limit,
            PHASES[filters.phase],
            filters.snapshot_date,
        )
        return "_".join(slug(part) for part in parts if part) + ".pdf"


def find(filters: Filters, engagement_name: str | None = None, fetch: Fetch = compute) -> Sujet:
    """Return what a selection is about: an engagement if one is named, else the smallest place.

    A territoire is whole wherever it is looked at from: the région chosen with it changes nothing.
    """
    if filters.territoire_id:
        filters = replace(filters, region_code=None)
    if engagement_name:
        listed = fetch("pilotage/engagements", filters.without("enjeu_id"))
        identifier = listed.only(engagement_name=engagement_name).value("engagement_id")
        place = find(filters.without("enjeu_id"), fetch=fetch)
        limit = "" if place.kind == FRANCE else place.within
        return Sujet(ENGAGEMENT, engagement_name, filters, identifier, limit)
    names = fetch("filtres/selection", filters)
    enjeu = names.value("enjeu_name")
    for kind, column in {TERRITOIRE: "territoire_name", REGION: "region_name"}.items():
        if not fmt.is_missing(names.value(column)):
            limit = "" if fmt.is_missing(enjeu) else _within(ENJEU, enjeu)
            return Sujet(kind, names.value(column), filters, limit=limit)
    if fmt.is_missing(enjeu):
        return Sujet(FRANCE, FRANCE, filters)
    return Sujet(ENJEU, enjeu, filters)


def _within(kind: str, name: str) -> str:
    return {
        TERRITOIRE: f"dans le territoire {name}",
        ENGAGEMENT: f"pour l’engagement {name}",
        ENJEU: f"pour l’enjeu «\u00a0{name}\u00a0»",
    }.get(kind) or langue.within(name)
