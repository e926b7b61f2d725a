"""What a chart or a map finds, in one short French sentence: its heading, made from its own rows.

Deterministic and pure. A finding holds no number that is not in the rows, or counts them: ties are
told as ties, what is unknown is never counted as zero and is said when it limits what is found,
stages and natures of money are never merged silently, and nothing is explained by anything (R10).
When there is nothing to find, that is what is said. `fmt` writes the numbers, `langue` agrees.
"""

from tdi.findings.counts import cells, done, etats, fiches, matrix, ranking, uptake, verdicts
from tdi.findings.money import by_nature, followed, natures, parts, projected, stages
from tdi.findings.paths import around, path, spread
from tdi.findings.places import MOST, extent, highest, lead, middle, span

__all__ = [
    "MOST",
    "around",
    "by_nature",
    "cells",
    "done",
    "etats",
    "extent",
    "fiches",
    "followed",
    "highest",
    "lead",
    "matrix",
    "middle",
    "natures",
    "parts",
    "path",
    "projected",
    "ranking",
    "span",
    "spread",
    "stages",
    "uptake",
    "verdicts",
]
