"""The name of a figure for who cannot see it: its topic, what it finds, the numbers that matter.

Short, as the RGAA asks: the takeaway is read beside it, the rows are a table in its drawer.
"""

import re

import plotly.graph_objects as go

from tdi import fmt
from tdi.results import Result
from tdi.vues import VUES

# Rows told one by one; of more, the two ends.
_TOLD = 6
_WORDS = {"texte", "date", "mois civil", "liste", "url", "booléen", "code", "géométrie"}
# Mark-up of a takeaway, which would be read aloud; a sign after a backslash is a sign.
_MARKUP = re.compile(r"\*\*|\\(?=\W)|:\w+\[|\](?:\([^)]*\))?|`")


def name(topic: str, finding: str, takeaway: str, result: Result) -> str:
    """Return the accessible name of a chart or of a map drawn from `result`: topic, finding.

    A finding that begins as its topic does is told alone. Without any number it is followed by the
    takeaway; both without, by the rows.
    """
    told = [f"{finding}."]
    if not finding.startswith(topic.partition(",")[0]):
        told.insert(0, f"{topic}.")
    if not re.search(r"\d", finding):
        told.append(" ".join(_MARKUP.sub("", takeaway or result.query.title).split()))
        if not re.search(r"\d", told[-1]):
            told.append(rows(result))
    return fmt.spaced(" ".join(part for part in told if part))


def rows(result: Result) -> str:
    """Say the first figure of each row, or of the lowest and the highest; and what is unknown.

    Nothing of rows that their name does not tell apart: « Recruter » is not one of its statuts.
    """
    vue = VUES.get(result.query.name)
    columns = list(vue.columns) if vue else list(result.query.columns)
    labels = [one for one in columns if result.column(one).unit == "texte"]
    values = [one for one in columns if result.column(one).unit not in _WORDS]
    if not labels or not values:
        return ""
    label, value = labels[0], values[0]
    column = result.column(value)
    if result.frame[label].duplicated().any():
        return ""
    known = result.frame.dropna(subset=[value])
    told = [
        f"{place}\u00a0: {fmt.quantity(number, column.unit)}"
        for place, number in zip(known[label], known[value], strict=True)
    ]
    if len(told) > _TOLD:
        low, high = known[value].argmin(), known[value].argmax()
        told = [f"du plus bas, {told[low]}", f"au plus haut, {told[high]}"]
    missing = len(result.frame) - len(known)
    if missing:
        told.append(f"valeurs inconnues\u00a0: {fmt.number(missing)}")
    return f"{column.label}\u00a0– {', '.join(told)}." if told else ""


def classes(legend: go.Figure) -> str:
    """Return the name of a map's legend: its classes and how many places each holds, as written."""
    traces = legend.to_dict().get("data", [])
    texts = [text.strip() for trace in traces for text in trace.get("text") or ()]
    return f"Légende de la carte\u00a0: {', '.join(texts)}."
