"""The pack as a PDF of a few pages: tagged (PDF/UA-1), real text, fonts embedded, no browser.

What it says is handed over as JSON, where markup stays inert. Same data, same bytes.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from tdi import composition, fmt, theme
from tdi.comite import mesure, preuves
from tdi.comite.blocs import Barres, Tableau, Vue
from tdi.comite.contenu import Dossier
from tdi.mots import FICTION_VALUE

TEMPLATE = Path(__file__).with_name("livret.typ")
# Lines of a table on paper; all of them are in the workbook.
_LINES = 30
# What columns are shared by: only their ratios count.
_ROOM, _SIZE = 7.0, 8.5


def write(dossier: Dossier) -> bytes:
    """Return the PDF. DataError naming the pack when it cannot be set."""
    day = str(dossier.filters.snapshot_date)
    return composition.pdf(TEMPLATE, dossier.title, day, _content(dossier, day))


def _content(dossier: Dossier, day: str) -> dict[str, Any]:
    essential = replace(dossier.summary(), results=())
    sections = [("L’essentiel", (essential,))]
    sections += [
        (f"{rank}. {section.name}", section.vues)
        for rank, section in enumerate(dossier.sections, start=1)
    ]
    return {
        "titre": dossier.title,
        "selection": dossier.selection,
        "manque": f"Ce qui manque\u00a0: {dossier.completeness}",
        "fiction": dossier.fiction,
        "marque": FICTION_VALUE,
        "date": day,
        "inconnu": theme.UNKNOWN,
        "sections": [
            {"name": name, "vues": [_vue(vue, dossier) for vue in vues]} for name, vues in sections
        ],
    }


def _vue(vue: Vue, dossier: Dossier) -> dict[str, Any]:
    drawn = vue.drawing
    table = drawn if isinstance(drawn, Tableau) else None
    told = ""
    if table and len(table.lines) > _LINES:
        told = (
            f"{_LINES} lignes sur {fmt.number(len(table.lines))}\u202f; toutes sont dans le "
            "classeur."
        )
    return {
        "title": vue.title,
        "points": [list(mesure.runs(point)) for point in vue.points],
        "bars": _bars(drawn) if isinstance(drawn, Barres) and drawn.series else None,
        "table": _table(table) if table else None,
        "note": told,
        "source": _source(vue, dossier),
    }


def _source(vue: Vue, dossier: Dossier) -> str:
    """The documents, then the queries: paper has no notes to hold them."""
    names = dict.fromkeys(result.query.name for result in vue.results)
    told = f"Requêtes\u00a0: {', '.join(names)}" if names else ""
    return " – ".join(part for part in (preuves.line(vue, dossier), told) if part)


def _table(drawing: Tableau) -> dict[str, Any]:
    columns = list(zip(drawing.headings, *drawing.lines, strict=True))
    return {
        "headings": drawing.headings,
        "lines": drawing.lines[:_LINES],
        "quantities": [place in drawing.quantities for place in range(len(drawing.headings))],
        "widths": mesure.shares(columns, _SIZE, _ROOM),
    }


def _bars(drawing: Barres) -> dict[str, Any]:
    scale = drawing.longest or 1.0
    rows = [
        {
            "name": name,
            "parts": [_share(serie.values[rank], scale) for serie in drawing.series],
            "words": _words(drawing, rank),
        }
        for rank, name in enumerate(drawing.categories)
    ]
    told = "\u202f; ".join(
        f"{row['name']}\u00a0: {row['words'] or 'non communiqué'}" for row in rows
    )
    return {
        "alt": f"{drawing.alt}. {told}.",
        "stacked": drawing.is_stacked,
        "named": drawing.has_legend,
        "series": [
            {"name": serie.name, "color": serie.style[0], "hatch": serie.style[1]}
            for serie in drawing.series
        ],
        "rows": rows,
    }


def _share(value: float | None, scale: float) -> float | None:
    return None if value is None else max(value, 0.0) / scale


def _words(drawing: Barres, rank: int) -> str:
    """« Documenté 70,5 M€, non documenté 6,8 M€ »: what the bars of one category show."""
    known = [
        (serie.name, serie.values[rank])
        for serie in drawing.series
        if serie.values[rank] is not None
    ]
    if len(drawing.series) == 1 or drawing.is_single:
        return ", ".join(_quantity(value, drawing.unit) for _, value in known)
    told = [f"{name.lower()} {_quantity(value, drawing.unit)}" for name, value in known if value]
    return ", ".join(told)


def _quantity(value: Any, unit: str) -> str:
    if unit == "euros":
        return f"{fmt.number(value, 2)}{fmt.NARROW}€"
    return fmt.quantity(value, unit) if unit in ("€", "%", "mois") else fmt.number(value, 2)
