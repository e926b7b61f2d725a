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

    An engagement is no filter: its rows are picked in the answers, by `engagement_id`.
    """

    kind: str
    name: str
    filters: Filters
    engagement_id: str | None = None

    @property
    def within(self) -> str:
        """« en Bretagne », « dans le territoire Alès », « pour l’engagement VTE »."""
        return {
            TERRITOIRE: f"dans le territoire {self.name}",
            ENGAGEMENT: f"pour l’engagement {self.name}",
            ENJEU: f"pour l’enjeu «\u00a0{self.name}\u00a0»",
        }.get(self.kind) or langue.within(self.name)

    @property
    def of(self) -> str:
        """« de la Bretagne », « du territoire Alès », « de l’engagement VTE »."""
        return {
            TERRITOIRE: f"du territoire {self.name}",
            ENGAGEMENT: f"de l’engagement {self.name}",
            ENJEU: f"de l’enjeu «\u00a0{self.name}\u00a0»",
        }.get(self.kind) or langue.of(self.name)

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
            filters.enjeu_id if self.kind != ENJEU else "",
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
        return Sujet(ENGAGEMENT, engagement_name, filters, identifier)
    names = fetch("filtres/selection", filters)
    columns = {TERRITOIRE: "territoire_name", REGION: "region_name", ENJEU: "enjeu_name"}
    for kind, column in columns.items():
        if not fmt.is_missing(names.value(column)):
            return Sujet(kind, names.value(column), filters)
    return Sujet(FRANCE, FRANCE, filters)
