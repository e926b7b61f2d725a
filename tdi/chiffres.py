"""The figures that can be shown of each place: where each is read, for which places it is held.

Pure. What is known of a place is never counted with what is not (R1), and each figure says its
date; money, counts and the indicators near the enjeux keep their own definition.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tdi import filtrage, fmt, maps, matrice, queries, situations
from tdi.filters import Filters
from tdi.results import Result

REGIONS, TERRITOIRES = "Régions", "Territoires"
_MONTANTS = {
    REGIONS: "territoires/montants_by_region",
    TERRITOIRES: "territoires/montants_by_territoire",
}
_PLACES = {REGIONS: "territoires/regions", TERRITOIRES: "territoires/territoires"}
# In the order of the list; the first that holds a value is shown first.
_COLUMNS = {
    "engage_eur": _MONTANTS,
    "paye_eur": _MONTANTS,
    "fonds_laureat_count": _PLACES,
    "territoire_count": _PLACES,
    "population": _PLACES,
    "membre_count": _PLACES,
    "commune_count": _PLACES,
    "laureat_count": _PLACES,
    "fonds_vert_eur": _PLACES,
    "investment_eur": _PLACES,
    "contrat_inconnu_count": _PLACES,
    "cellule_inconnue_count": _MONTANTS,
}
_INDICATEURS, _RECOURS = "pilotage/indicateurs_by_region", "pilotage/recours_by_zone"
_MAILLES = {REGIONS: "Région", TERRITOIRES: "Territoire"}
ORDERS = ("Valeur", "Nom")

Fetch = Callable[[str, Filters], Result]


@dataclass(frozen=True)
class Lecture:
    """Where the values of a figure are: a column of a query, and the rows that are its own."""

    query: str
    value: str
    only: Mapping[str, str] = field(default_factory=dict)


# By level (`REGIONS`, `TERRITOIRES`), where a figure is held.
Lectures = Mapping[str, Lecture]


@dataclass(frozen=True)
class Chiffre:
    """The values of one figure, a row a place, and the same in words."""

    result: Result
    value: str
    texts: list[str]
    told: str

    @property
    def is_known(self) -> bool:
        """Whether a place at least has a value."""
        return bool(self.result.frame[self.value].notna().any())

    @property
    def name(self) -> str:
        """The column that names the place."""
        return filtrage.named(list(self.result.query.columns)) or self.value

    def ordered(self, order: str) -> "Chiffre":
        """Return the same with the highest value first and the unknown last, or by name."""
        frame = self.result.frame.assign(_text=self.texts)
        if order == ORDERS[0]:
            frame = frame.sort_values(self.value, ascending=False, kind="stable")
        result = Result(self.result.query, frame.drop(columns="_text"), self.result.filters)
        return Chiffre(result, self.value, list(frame["_text"]), self.told)


def levels(filters: Filters) -> tuple[str, str]:
    """Return the level shown first and the other: régions, territoires once a place is chosen."""
    is_place = filters.region_code or filters.territoire_id
    return (TERRITOIRES, REGIONS) if is_place else (REGIONS, TERRITOIRES)


def offered(definitions: Result, engagements: Result) -> dict[str, Lectures]:
    """Return the figures to choose from, by their words.

    Expects `pilotage/indicateurs_definitions` and `pilotage/engagements` of the selection.
    """
    found: dict[str, Lectures] = {}
    for column, by_niveau in _COLUMNS.items():
        held = {
            niveau: Lecture(query, column)
            for niveau, query in by_niveau.items()
            if column in queries.load(query).columns
        }
        first = next(iter(held.values()))
        found[queries.load(first.query).columns[column].label] = held
    for name in definitions.frame["indicateur_name"]:
        found[name] = {REGIONS: Lecture(_INDICATEURS, "value", {"indicateur_name": name})}
    for name in engagements.frame["engagement_name"]:
        found[f"Recours à l’engagement {name}"] = {
            niveau: Lecture(
                _RECOURS, "utilisateur_count", {"engagement_name": name, "maille": maille}
            )
            for niveau, maille in _MAILLES.items()
        }
    return found


def read(lecture: Lecture, definitions: Result, filters: Filters, fetch: Fetch) -> Chiffre:
    """Return the values of a figure and what is to be known of them."""
    result = fetch(lecture.query, filters).only(**lecture.only)
    if lecture.query == _INDICATEURS:
        return _indicateur(result, definitions.only(**lecture.only))
    if lecture.query == _RECOURS:
        return _recours(_with_all_regions(result, fetch(_PLACES[REGIONS], filters)))
    told = result.column(lecture.value).definition
    return Chiffre(result, lecture.value, maps.written(result, lecture.value), told)


def _indicateur(result: Result, definition: Result) -> Chiffre:
    unit, annual = definition.value("unit"), definition.value("is_cumul_annuel")
    shown = situations.in_unit(result, unit)
    day = result.frame["measure_date"].iloc[0]
    when = (
        "Aucune région n’a de valeur."
        if fmt.is_missing(day)
        else f"Situation\u00a0: {situations.period(day, is_cumul_annuel=annual)}."
    )
    told = f"{when} Sens voulu\u00a0: {definition.value('direction')}. Ce n’est pas un effet du "
    told += f"programme. {definition.value('definition')}"
    return Chiffre(shown, "value", maps.written(shown, "value"), told)


def _with_all_regions(result: Result, regions: Result) -> Result:
    """Return the rows, those of régions without territoire added as « Sans objet »."""
    frame = result.frame
    names = dict(zip(regions.frame["region_code"], regions.frame["region_name"], strict=True))
    if set(frame["maille"]) != {_MAILLES[REGIONS]} or set(frame["zone_code"]) == set(names):
        return result
    whole = frame.set_index("zone_code").reindex(list(names)).reset_index()
    silent = whole["etat"].isna()
    whole.loc[silent, "zone_name"] = whole.loc[silent, "zone_code"].map(names)
    whole.loc[silent, "etat"] = "Sans objet"
    return Result(result.query, whole.reindex(columns=frame.columns), result.filters)


def _recours(result: Result) -> Chiffre:
    """How many use an engagement: nothing is counted where nobody says it."""
    known = result.frame["etat"].isin(("Renseigné", "Zéro"))
    frame = result.frame.assign(
        utilisateur_count=result.frame["utilisateur_count"].where(known).astype("float64")
    )
    texts = [
        matrice.cell(row) if is_known else maps.unknown(row)
        for row, is_known in zip(result.records(), known, strict=True)
    ]
    column = result.column("utilisateur_count")
    told = f"{column.definition} «\u00a0· 2\u00a0?\u00a0»\u00a0: deux territoires ne le disent pas."
    return Chiffre(Result(result.query, frame, result.filters), column.name, texts, told)
