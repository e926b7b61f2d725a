"""The pack as a workbook: every row behind it, typed, with definitions, sources and queries.

No row is left out: what the slides and the pages cannot hold is here.
"""

from datetime import UTC, datetime

from tdi import fmt, queries
from tdi.comite.contenu import Dossier
from tdi.exports import classeur
from tdi.exports.notice import headings, origins, selection
from tdi.exports.typed import table
from tdi.results import Result

MIME = classeur.MIME
_NOTICE = ("Rubrique", "Élément", "Contenu")
_DEFINITIONS = ("Feuille", "Colonne", "Unité", "Définition")


def write(dossier: Dossier, moment: datetime | None = None) -> bytes:
    """Return the workbook: the findings, a sheet per table, definitions, notice, queries."""
    sheets = _sheets(dossier)
    title = f"{dossier.title}, {dossier.selection}"
    now = moment or datetime.now(UTC)
    with classeur.writing(title, dossier.fiction, now) as (made, written):
        made.add_words("L’essentiel", ("Section", "Constat", "Feuilles"), _findings(dossier),
                       (30, 90, 50))  # fmt: skip
        for name, result in sheets.items():
            made.add_rows(table(result), result.query, name)
        made.add_words("Définitions", _DEFINITIONS, _definitions(sheets), (24, 40, 20, 100))
        made.add_words("Lisez-moi", _NOTICE, _notice(dossier, sheets, now), (20, 50, 110))
        made.add_words("Requêtes", ("Feuille", "Requête", "Texte SQL"), (), (24, 44, 120),
                       _statements(sheets))  # fmt: skip
    return written.getvalue()


def _sheets(dossier: Dossier) -> dict[str, Result]:
    return {name: one for section in dossier.sections for name, one in section.sheets.items()}


def _findings(dossier: Dossier) -> list[tuple[str, str, str]]:
    return [
        (section.name, fmt.plain(vue.title), ", ".join(section.sheets) if rank == 0 else "")
        for section in dossier.sections
        for rank, vue in enumerate(section.vues)
    ]


def _definitions(sheets: dict[str, Result]) -> list[tuple[str, str, str, str]]:
    return [
        (name, heading, column.unit, column.definition)
        for name, result in sheets.items()
        for heading, column in headings(result.query)
    ]


def _notice(
    dossier: Dossier, sheets: dict[str, Result], moment: datetime
) -> list[tuple[str, str, str]]:
    told = [("Dossier", "Titre", dossier.title)]
    told += [("Dossier", "Jeu de données", dossier.fiction)] if dossier.fiction else []
    told += [("Dossier", "Sélection", dossier.selection)]
    made_at = f"{fmt.day(moment)} à {moment:%H:%M} (temps universel)"
    told += [
        ("Dossier", "Écrit le", made_at),
        ("À savoir", "Cellule vide", "Non communiqué, sans objet ou inconnu\u00a0: jamais zéro."),
    ]
    for name, result in sheets.items():
        told.append(("Feuille", name, f"{result.query.title} (queries/{result.query.name}.sql)"))
        ignored = [words for words in selection(result, dossier.fetch) if "sans effet" in words[1]]
        told += [("Feuille", f"{name}, {label}", words) for label, words in ignored]
    proofs = [
        line
        for result in sheets.values()
        for line in origins(result, dossier.fetch)
        if line[0] != "Requête"
    ]
    return [*told, *dict.fromkeys(proofs)]


def _statements(sheets: dict[str, Result]) -> str:
    every = {result.query.name: queries.load(result.query.name).sql for result in sheets.values()}
    return "\n\n".join(f"-- queries/{name}.sql\n{sql}" for name, sql in every.items())
