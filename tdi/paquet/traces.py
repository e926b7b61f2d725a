"""What a bundle keeps of each note, and what the data of the bundle say of it again."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tdi import fmt, queries, traces
from tdi.errors import DataError, TdiError
from tdi.filters import PHASES, Filters
from tdi.notes import contenu, sujet
from tdi.notes.contenu import Note
from tdi.notes.lot import fetch
from tdi.notes.sujet import ENGAGEMENT, ENJEU, FRANCE, REGION, TERRITOIRE, Sujet
from tdi.paquet.fichier import TRACES

_UNKNOWN = "rien"
_GENRES = f"^({'|'.join((FRANCE, REGION, TERRITOIRE, ENGAGEMENT, ENJEU))})$"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(_Strict):
    """What a note is about, and the page of the recueil where it is printed."""

    recueil: str
    feuille: int = Field(ge=1)
    genre: str = Field(pattern=_GENRES)
    nom: str
    phase: int = Field(ge=min(PHASES), le=max(PHASES))
    region_code: str | None
    territoire_id: str | None
    enjeu_id: str | None
    engagement_id: str | None

    @property
    def label(self) -> str:
        """« notes/x.pdf, page 3, note « Bretagne » »."""
        return f"{self.recueil}, page {self.feuille}, note «\u00a0{self.nom}\u00a0»"


class Texte(BaseModel):
    """`contenu.Note.as_json()`: the page, the traces of its figures, the names; and what is said of
    them.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    page: dict[str, Any]
    traces: list[dict[str, Any]]
    noms: list[str]


class Kept(_Strict):
    """A note of a bundle: its place, and what it says."""

    place: Place
    note: Texte


class Carnets(_Strict):
    """The file of the traces: every note of a bundle."""

    jeu: str
    instantane: date
    avertissement: str
    notes: tuple[Kept, ...]


def placed(sujet: Sujet, recueil: str, page: int) -> Place:
    """Return the place of a note in a bundle; pages are counted from one."""
    filters = sujet.filters
    return Place(
        recueil=recueil,
        feuille=page,
        genre=sujet.kind,
        nom=sujet.name,
        phase=filters.phase,
        region_code=filters.region_code,
        territoire_id=filters.territoire_id,
        enjeu_id=filters.enjeu_id,
        engagement_id=sujet.engagement_id,
    )


def read(content: bytes) -> Carnets:
    """Return the file of the traces; DataError naming what is not as it must be."""
    try:
        return Carnets.model_validate_json(content)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"]) or "contenu"
        raise DataError(f"{TRACES} est illisible (« {place} »).") from error


def remade(place: Place, filters: Filters) -> Note:
    """Return the note of a place made again from the data; `filters` give data set and snapshot.

    DataError when it cannot be, or when the data give this place another name than the bundle does.
    """
    own = Filters(
        jeu=filters.jeu,
        version=filters.version,
        snapshot_date=filters.snapshot_date,
        phase=place.phase,
        region_code=place.region_code,
        territoire_id=place.territoire_id,
        enjeu_id=place.enjeu_id,
    )
    try:
        made = contenu.note(
            sujet.find(own, place.nom if place.genre == ENGAGEMENT else None, fetch), fetch
        )
    except (TdiError, LookupError, ValueError, TypeError) as error:
        told = f"elle ne peut pas être refaite à partir des données ({error})"
        raise DataError(told) from error
    # Its title comes from the data: another name over the same figures would be a lie.
    if placed(made.sujet, place.recueil, place.feuille) != place:
        raise DataError(f"les données en font celle de «\u00a0{made.sujet.name}\u00a0»")
    return made


def differences(kept: Kept, made: Note) -> list[str]:
    """Say what of a note is not what the data give, which is `made`.

    Every figure is computed again: by the note as a whole, then, when it differs, one by one to
    name those that do.
    """
    again = json.loads(json.dumps(made.as_json()))
    if again == kept.note.model_dump():
        return []
    own = made.sujet.filters
    faults = [told for trace in kept.note.traces for told in _moved(trace, own)]
    page = kept.note.page
    parts = [
        name for name in {**again["page"], **page} if again["page"].get(name) != page.get(name)
    ]
    if parts:
        listed = ", ".join(f"« {name} »" for name in parts)
        faults.append(f"les données n’en donnent pas le texte, bloc {listed}")
    return faults or ["ses traces ne sont pas celles que donnent les données"]


def _moved(trace: dict[str, Any], filters: Filters) -> list[str]:
    """Say how a figure differs from what the data give; nothing when it does not."""
    # Only the queries of this program are run, whatever a bundle names.
    if trace.get("requete") not in queries.names():
        return [f"le chiffre « {trace.get('texte')} » est d’une requête inconnue"]
    try:
        found = json.loads(json.dumps(asdict(traces.derive(trace, filters, fetch))))
    except (TdiError, LookupError, TypeError, ValueError, AttributeError) as error:
        return [f"le chiffre « {trace.get('texte')} » ne se recalcule pas ({error})"]
    if found == trace:
        return []
    column = found["colonne"] or traces.ROWS
    said, given = (
        f"« {one.get('texte')} » ({_value(one.get('valeur'))})" for one in (trace, found)
    )
    return [f"queries/{trace['requete']}.sql, {column} : la note dit {said}, les données {given}"]


def _value(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return fmt.number(value, 6)
    return _UNKNOWN if value is None else str(value)
