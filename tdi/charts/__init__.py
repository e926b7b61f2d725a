"""Plotly figures, named for their form: each takes any `Result`, labels come from its header.

Amounts are drawn in M€ so that axes stay readable; a missing value is never drawn as 0 (R1).
"""

from tdi.charts.bands import continued_lines
from tdi.charts.bars import closed_bars, ranked_bars, stacked_bars
from tdi.charts.base import CONFIG, axis_title, emphasised, folded, is_blank, names, texts
from tdi.charts.closed import funnel, parts_of_whole
from tdi.charts.grids import class_legend, state_grid
from tdi.charts.intervals import dot_rows, ranked_intervals
from tdi.charts.points import broken_lines, marked_points, trajectory
from tdi.charts.strips import strip

__all__ = [
    "CONFIG",
    "axis_title",
    "broken_lines",
    "class_legend",
    "closed_bars",
    "continued_lines",
    "dot_rows",
    "emphasised",
    "folded",
    "funnel",
    "is_blank",
    "marked_points",
    "names",
    "parts_of_whole",
    "ranked_bars",
    "ranked_intervals",
    "stacked_bars",
    "state_grid",
    "strip",
    "texts",
    "trajectory",
]
