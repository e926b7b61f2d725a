"""The selection and its address: which choices there are, in which order, in which words.

Pure. The address holds the words a reader sees (« region=Bretagne »). `walk` asks for one choice
after the other, with the options that the former ones leave; a select box, a link, a test answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tdi import db, fmt
from tdi.errors import DataError
from tdi.filters import JEUX, PHASES, Filters
from tdi.results import Result

PRESENTATION = "presentation"


@dataclass(frozen=True)
class Choice:
    """One choice of the reader: its name in the address, its options and their words.

    `default` is what the address need not say. `refusal` says why other words mean nothing here,
    `reasons` why some known ones cannot be had. `spellings` are other ways to write an option.
    `short` is the label where words alone would not tell what they choose; empty when they do.
    `leave` is the button that puts back the default of a choice that is not a filter. `about` is
    what a reader may ask before choosing.
    """

    key: str
    label: str
    options: Mapping[Any, str]
    refusal: str
    default: Any = None
    placeholder: str | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, Any] = field(default_factory=dict)
    short: str | None = None
    leave: str = ""
    about: str = ""

    def said(self, value: Any) -> str:
        """« Région : Bretagne », « Phase 2 »: an option in words that stand alone."""
        label = self.label if self.short is None else self.short
        return f"{label}\u00a0: {self.options[value]}" if label else self.options[value]

    def read(self, words: str | None) -> tuple[Any, str | None]:
        """Return the option that the address names, or the default; and why it is refused."""
        if not words:
            return self.default, None
        for value, said in self.options.items():
            if said == words:
                return value, None
        if words in self.spellings:
            return self.spellings[words], None
        why = self.reasons.get(words, self.refusal)
        return self.default, f"«\u00a0{words}\u00a0» {why}"


Selection = dict[str, Any]
Pick = Callable[[Choice], Any]
Fetch = Callable[[str, Filters], Result]


def walk(pick: Pick, fetch: Fetch) -> tuple[Filters, Selection]:
    """Ask `pick` for each choice in turn; return the filters and, by key, what was picked."""
    picked: Selection = {}

    def ask(choice: Choice) -> Any:
        picked[choice.key] = pick(choice)
        return picked[choice.key]

    jeu = ask(_jeu())
    # One version for the whole page: a publication in the middle of it waits for the next run.
    filters = Filters(jeu=jeu, version=db.open_jeu(jeu).version)
    instantane = _instantane(fetch("filtres/instantanes", filters), jeu)
    pinned = ask(instantane)
    filters = replace(filters, snapshot_date=pinned or next(iter(instantane.options)))
    filters = replace(filters, phase=ask(_phase(fetch("filtres/phases", filters))))
    region = _region(fetch("filtres/regions", filters))
    filters = replace(filters, region_code=ask(region))
    territoires = fetch("filtres/territoires", filters)
    territoire_id = ask(_territoire(territoires, region.options.get(filters.region_code)))
    enjeu_id = ask(_enjeu(fetch("filtres/enjeux", filters)))
    ask(_mode())
    return replace(filters, territoire_id=territoire_id, enjeu_id=enjeu_id), picked


def write(selection: Selection, fetch: Fetch) -> dict[str, str]:
    """Return the address of a selection: the words of each choice that is not the default."""
    address: dict[str, str] = {}

    def pick(choice: Choice) -> Any:
        value = selection.get(choice.key, choice.default)
        if value != choice.default:
            address[choice.key] = choice.options[value]
        return value

    walk(pick, fetch)
    return address


def filters(selection: Selection, fetch: Fetch) -> Filters:
    """Return the filters of a selection; what is no option of it any more is at its default."""

    def pick(choice: Choice) -> Any:
        value = selection.get(choice.key, choice.default)
        return value if value in choice.options else choice.default

    return walk(pick, fetch)[0]


def _jeu() -> Choice:
    jeux = {jeu: JEUX.get(jeu, jeu.capitalize()) for jeu in db.jeux()}
    if not jeux:
        raise DataError("Aucun jeu de données n’est publié : le dossier des données est vide.")
    return Choice(
        "jeu",
        "Jeu de données",
        jeux,
        refusal="n’est pas un jeu de données publié",
        default=next(iter(jeux)),
        short="Données",
    )


def _instantane(snapshots: Result, jeu: str) -> Choice:
    """The snapshots that can be shown, newest first; an address may also give the ISO date."""
    latest = "l’instantané le plus récent est montré"
    dates, reasons = {}, {}
    for row in snapshots.records():
        day = row["snapshot_date"]
        iso = str(day.date())
        if row["etat"] == "Publié":
            dates[iso] = fmt.long_day(day)
            continue
        why = "est en quarantaine"
        if row["etat"] == "Retiré":
            why = f"a été retiré le {fmt.day(row['withdrawn_date'])}"
            why += f" ({fmt.spaced(row['etat_motif'])})"
        reasons |= dict.fromkeys((iso, fmt.long_day(day)), f"{why}\u202f; {latest}")
    if not dates:
        quarantined = snapshots.only(etat="En quarantaine").records()
        told = f"Aucun instantané du jeu « {JEUX.get(jeu, jeu)} » ne peut être montré."
        raise DataError(" ".join([told, *(row["etat_motif"] for row in quarantined)]))
    return Choice(
        "instantane",
        "Instantané",
        dates,
        refusal=f"n’est pas un instantané publié\u202f; {latest}",
        placeholder=f"Le plus récent\u00a0: {fmt.iso_day(next(iter(dates)))}",
        reasons=reasons,
        spellings={iso: iso for iso in dates},
    )


def _phase(announced: Result) -> Choice:
    """The phases whose territoires were known at the snapshot; the first always is."""
    known = {Filters().phase, *announced.frame["phase"]}
    later = "n’était pas annoncée à la date de l’instantané"
    return Choice(
        "phase",
        "Phase du programme",
        {phase: words for phase, words in PHASES.items() if phase in known},
        refusal="n’est pas une phase du programme",
        default=Filters().phase,
        reasons={words: later for phase, words in PHASES.items() if phase not in known},
        short="",
    )


def _region(regions: Result) -> Choice:
    refusal = "n’est pas une région"
    return Choice("region", "Région", _options(regions), refusal, placeholder="France entière")


def _territoire(territoires: Result, region_name: str | None) -> Choice:
    phase = PHASES[territoires.filters.phase].lower()
    place = f" de la région {region_name}" if region_name else ""
    return Choice(
        "territoire",
        "Territoire",
        _options(territoires),
        refusal=f"n’est pas un territoire de la {phase}{place}",
        placeholder="Tous",
    )


def _enjeu(enjeux: Result) -> Choice:
    refusal = "n’est pas un enjeu du programme"
    return Choice("enjeu", "Enjeu", _options(enjeux), refusal, placeholder="Les quatre")


def _mode() -> Choice:
    return Choice(
        "mode",
        "Affichage",
        {"page": "Page", PRESENTATION: "Présentation"},
        refusal="n’est pas un affichage",
        default="page",
        spellings={PRESENTATION: PRESENTATION},
        leave="Quitter la présentation",
        # What this choice does to the page is said before it is made.
        about="La présentation agrandit la page et ôte les filtres\u202f; un bouton les rend.",
    )


def _options(result: Result) -> dict[str, str]:
    """First column → second column."""
    values, words = (result.rows.column(name) for name in result.query.columns)
    return dict(zip(values, words, strict=True))
