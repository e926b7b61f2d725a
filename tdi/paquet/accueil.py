"""The first page of a bundle: one HTML file, readable without a server, a network or JavaScript.

The same queries, sentences and figures as the dashboard; beside every chart, its table.
"""

import base64
import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from tdi import charts, fmt
from tdi.origines import origines
from tdi.paquet import contenu
from tdi.paquet.cartes import Carte
from tdi.paquet.traces import Kept
from tdi.results import compute

MODELES = Path(__file__).with_name("modeles")
# Words after which a cell is not aligned as a number.
_WORDS = {"texte", "date", "mois civil", "liste", "url", "booléen"}
_BETWEEN = "\u202f; "
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def environment() -> Environment:
    """Return what fills the templates of a bundle: everything put in HTML is escaped."""
    made = Environment(
        loader=FileSystemLoader(MODELES),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"riche": rich, "jour": fmt.iso_day, "nombre": fmt.number}
    return made


def text(name: str, **told: str) -> str:
    """Return a plain text of a bundle, filled."""
    return environment().get_template(name).render(told)


def page(contents: contenu.Contenu, notes: list[Kept]) -> str:
    """Return the page of a bundle, with links to its notes."""
    plotly = (files("plotly") / "package_data" / "plotly.min.js").read_text("utf-8")
    script = (MODELES / "figures.js").read_text("utf-8")
    return (
        environment()
        .get_template("index.html")
        .render(
            contenu=contents,
            cartes=[_carte(one) for one in contents.cartes],
            liens=contenu.links(notes),
            autres=contenu.others(notes),
            plotly=Markup(plotly),  # the library's own file
            script=Markup(script),  # ours
            empreintes=[_hash(plotly), _hash(script)],
        )
    )


def _carte(one: Carte) -> dict[str, Any]:
    """Return a card as the template reads it: its figure, its table, where both come from."""
    columns = [one.result.column(name) for name in one.columns]
    return {
        "carte": one,
        "figure": _figure(one),
        "entetes": [column.label for column in columns],
        "nombres": [column.unit not in _WORDS for column in columns],
        "lignes": [
            [fmt.by_unit(row[column.name], column.unit, short=True) for column in columns]
            for row in one.result.records()
        ],
        "sources": _BETWEEN.join(origines(one.result, compute).names),
    }


def _figure(one: Carte) -> str:
    """Return a figure as the script of the page reads it; empty when there is nothing to draw."""
    if one.figure is None or charts.is_blank(one.figure):
        return ""
    told = json.loads(str(one.figure.to_json())) | {"config": {**charts.CONFIG, "responsive": True}}
    # « </ » would end the element that holds the data.
    return Markup(json.dumps(told, sort_keys=True).replace("</", "<\\/"))


def rich(text: str) -> Markup:
    """Return HTML of a sentence of the dashboard: bold, and lines that break."""
    told = _BOLD.sub(r"<strong>\1</strong>", str(escape(text)))
    return Markup(told.replace("  \n", "<br>"))  # escaped above


def _hash(script: str) -> str:
    """Return what the page's policy calls a script by: no other one runs."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
