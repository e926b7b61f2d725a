"""The mail that follows a publication, for one région: what changed, what is open, what is due.

The sentences of the pages, from the same queries. It is a draft: no address is made up, and who
sends it chooses them.
"""

import hashlib
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.policy import SMTP

from tdi import alertes, changements, composition, fmt, mots
from tdi.filters import PHASES, Filters
from tdi.mots import FICTION_VALUE
from tdi.notes import briefing, contenu, sujet
from tdi.notes.sujet import Sujet
from tdi.origines import origines
from tdi.results import Result
from tdi.traces import Fetch

# Changes that a mail lists, the widest first; the others are counted.
_LISTED = 12
_ENDED = ("Faite", "Abandonnée")
_BETWEEN = "\u202f; "


@dataclass(frozen=True)
class Courriel:
    """A mail: whose it is, its subject, its text, the note attached."""

    sujet: Sujet
    objet: str
    texte: str
    note: bytes

    @property
    def file_name(self) -> str:
        """Name of its file: that of its note, but for its ending."""
        return f"{self.sujet.file_name.removesuffix('.pdf').replace('note_', 'courriel_', 1)}.eml"

    def as_bytes(self) -> bytes:
        """Return it as a draft (`X-Unsent`), with no address; the same mail is the same bytes."""
        message = EmailMessage(policy=SMTP)
        filters = self.sujet.filters
        message["Subject"] = self.objet
        message["X-Unsent"] = "1"
        message["X-Region"] = f"{filters.region_code} {self.sujet.name}"
        message["X-Instantane"] = str(filters.snapshot_date)
        if filters.jeu != "public":
            message["X-Fiction"] = FICTION_VALUE
        message.set_content(self.texte, cte="quoted-printable")
        maintype, _, subtype = composition.MIME.partition("/")
        message.add_attachment(
            self.note, maintype=maintype, subtype=subtype, filename=self.sujet.file_name
        )
        # A random one would make two of the same mail.
        message.set_boundary(hashlib.sha256(self.texte.encode() + self.note).hexdigest()[:40])
        return message.as_bytes()


def write(filters: Filters, base_date: str, fetch: Fetch) -> Courriel | None:
    """Return the mail of a région, from a snapshot to another; None when nothing is new there.

    `filters` give the région and the snapshot, `base_date` the one that was read before.
    """
    compared = replace(filters, base_date=base_date)
    resume, moved = (
        fetch(name, compared) for name in ("suivi/evolutions_resume", "suivi/entrees_sorties")
    )
    followed = fetch("suivi/alertes_suivies", filters)
    recent = alertes.since(followed, base_date)
    if resume.is_empty and moved.is_empty and recent.is_empty:
        return None
    one = sujet.find(filters, fetch=fetch)
    note = contenu.note(one, fetch)
    fiction = mots.of(filters.jeu).avertissement
    dates = f"du {fmt.iso_day(base_date)} au {fmt.iso_day(filters.snapshot_date)}"
    title = f"Territoires d’industrie – {one.name}"
    changed = fetch("suivi/evolutions", compared)
    taken = fetch("territoires/decisions", filters)
    told = changements.sentence(resume, fetch("pilotage/changements", compared), moved)
    lines = [
        *([fiction, ""] if fiction else []),
        f"{title}, {PHASES[filters.phase].lower()}, {dates}",
        "",
        str(note.page["synthese"]),
        *_block("Ce qui a changé", [told, *_changes(changed)]),
        *_block("Alertes", _alerts(followed, recent, base_date)),
        *_block("Décisions à suivre", decisions(taken)),
        *_block("D’où viennent ces chiffres", _proofs(note, [changed, followed, taken], fetch)),
    ]
    prefix = f"[{FICTION_VALUE}] " if fiction else ""
    return Courriel(
        one,
        f"{prefix}{title}\u00a0: ce qui a changé {dates}",
        "\n".join(lines) + "\n",
        briefing.pdf(note),
    )


def plain(markdown: str) -> str:
    """Return a line of the pages as a text without marks."""
    return fmt.plain(markdown).replace("  \n", "\n  ")


def _block(title: str, lines: list[str]) -> list[str]:
    return ["", title.upper(), *(plain(line) for line in lines)]


def _changes(result: Result) -> list[str]:
    rows = result.records()
    told = [f"– {changements.line(row)}" for row in rows[:_LISTED]]
    left = len(rows) - len(told)
    if left > 0:
        told.append(f"– et {fmt.plural(left, 'autre ligne', 'autres lignes')} (page Évolutions).")
    return told


def _alerts(followed: Result, recent: Result, base_date: str) -> list[str]:
    told = [alertes.summary(followed), alertes.moved(recent, base_date)]
    closed = recent.only(alerte_etat=alertes.JUST_CLOSED).records()
    closed += recent.only(alerte_etat=alertes.CLOSED).records()
    told += [f"– Close\u00a0: {alertes.line(row)}" for row in closed]
    for title, rows in alertes.by_gravite(followed.only(alerte_etat=alertes.OPEN)).items():
        told.append(f"{title} ({fmt.number(len(rows.frame))})")
        told += [f"– {alertes.line(row)}" for row in rows.records()]
    return told


def decisions(taken: Result) -> list[str]:
    """Say each decision that is neither done nor dropped, one a line (`territoires/decisions`)."""
    if taken.is_empty:
        return ["Aucune décision du comité régional n’est connue."]
    due = [row for row in taken.records() if row["statut"] not in _ENDED]
    if not due:
        return ["Toutes les décisions connues sont faites ou abandonnées."]
    told = []
    for row in due:
        parts = [str(row["owner"]), str(row["statut"]).lower()]
        if not fmt.is_missing(row["due_date"]):
            late = ", en retard" if row["is_en_retard"] else ""
            parts.append(f"échéance du {fmt.day(row['due_date'])}{late}")
        told.append(f"– {row['intitule']}\u00a0: {_BETWEEN.join(parts)}.")
    return told


def _proofs(note: contenu.Note, results: list[Result], fetch: Fetch) -> list[str]:
    """Name the sources and the queries of the text; those of the note are at its foot."""
    sources = dict.fromkeys(name for one in results for name in origines(one, fetch).names)
    queries = ", ".join(one.query.name for one in results)
    return [
        "La note jointe (PDF) tient en une page et dit ses propres sources. Une valeur absente "
        "n’est pas zéro.",
        f"Sources : {_BETWEEN.join(sources)}.",
        f"Requêtes : {queries}. {note.page['pied']['empreinte']}",
    ]
