"""Where a cumulated amount is heading, from its own past alone: two methods, judged on that past.

Both continue a monthly pace from the last complete statement, `level + h × pace` (€, `h` months
later). Drift: the pace is the mean of the months of the unbroken run (Hyndman, Athanasopoulos,
« Forecasting: Principles and Practice », 5.2). Smoothing: simple exponential smoothing of these
months (Brown, 1956), by statsmodels.

Rolling origin: at each past statement the projection is made again with what was known then; the
error is what came minus what was projected. The method whose past errors add up to less is
retained, drift when they are equal.

Interval: the spread of a drift, `s √(h (1 + h/n))` (s: standard deviation of the n months of the
run), times the factor that would have held 80 % of the past errors at that horizon: conformal
prediction with normalised residuals (Lei et al., 2018). It never narrows with the horizon. Pure: no
Streamlit, no DuckDB, nothing is drawn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise, takewhile
from math import sqrt
from statistics import fmean, quantiles, stdev

# The share of what comes that the interval should hold.
LEVEL = 0.8
# How far from it the past may lie before the reader is told.
TOLERANCE = 0.05
# Points of an unbroken run, and past errors at a horizon, under which nothing is projected.
LEAST = 6
# Months: beyond, too few statements exist to judge a projection.
FURTHEST = 12
DRIFT, SMOOTHING = "Dérive", "Lissage"


@dataclass(frozen=True)
class Point:
    """A statement: its month (counted from any origin), its level in €, its run, its definition."""

    month: int
    level: float
    is_complete: bool
    run: int
    definition: int


@dataclass(frozen=True)
class Trial:
    """A past projection whose outcome is known: errors by method, months it read (all in €)."""

    origin: int
    horizon: int
    errors: dict[str, float]
    months: tuple[float, ...]

    @property
    def score(self) -> dict[str, float]:
        """Absolute errors over the spread, without unit."""
        unit = spread(self.months, self.horizon)
        return {method: abs(error) / unit for method, error in self.errors.items()}


@dataclass(frozen=True)
class Horizon:
    """What is projected `months` after the origin (€), and how the past speaks of that horizon."""

    months: int
    level: float
    low: float
    high: float
    trial_count: int
    errors: dict[str, float]
    judged_count: int
    held_count: int


@dataclass(frozen=True)
class Projection:
    """The horizons projected from `origin`, or the reason why there are none."""

    refusal: str = ""
    origin: Point | None = None
    late_count: int = 0
    method: str = DRIFT
    horizons: tuple[Horizon, ...] = ()
    judged_count: int = 0
    held_count: int = 0
    # Absolute errors of every trial, added up by method (€): what the method is chosen on.
    errors: dict[str, float] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        """Past errors of the smoothing over those of drift, all trials; under 1 is better."""
        return self.errors[SMOOTHING] / self.errors[DRIFT]


def drift(months: Sequence[float]) -> float:
    """Return the mean of the monthly amounts (€ a month)."""
    return fmean(months)


def smoothing(months: Sequence[float]) -> float:
    """Return their last level by simple exponential smoothing (€ a month); needs five of them."""
    # Imported here: it takes seconds, and no other page needs it.
    from statsmodels.tsa.holtwinters import SimpleExpSmoothing

    # The search for the best fit stops short on values in euros.
    unit = fmean(map(abs, months)) or 1
    scaled = [month / unit for month in months]
    fitted = SimpleExpSmoothing(scaled, initialization_method="estimated").fit()
    return float(fitted.forecast(1)[0]) * unit


METHODS: dict[str, Callable[[Sequence[float]], float]] = {DRIFT: drift, SMOOTHING: smoothing}


def run_until(points: Sequence[Point], origin: Point) -> list[Point]:
    """Return the unbroken run that ends at `origin`, oldest first."""
    return [one for one in points if one.run == origin.run and one.month <= origin.month]


def monthly(run: Sequence[Point]) -> list[float]:
    """Return what each month of a run adds (€): one value less than points."""
    return [after.level - before.level for before, after in pairwise(run)]


def spread(months: Sequence[float], horizon: int) -> float:
    """Return the standard deviation of a drift `horizon` months ahead (€), before calibration."""
    return stdev(months) * sqrt(horizon * (1 + horizon / len(months)))


def projected(run: Sequence[Point], method: str) -> list[float]:
    """Return the levels (€) 1 to `FURTHEST` months after a run; a cumulated amount never falls."""
    pace = max(METHODS[method](monthly(run)), 0)
    return [run[-1].level + pace * ahead for ahead in range(1, FURTHEST + 1)]


def trials(points: Sequence[Point]) -> list[Trial]:
    """Project again from each complete point; compare with the complete points of its definition.

    An outcome may lie beyond a gap: it is a fact all the same. A history never crosses one.
    """
    found = []
    for origin in points:
        run = run_until(points, origin)
        if not origin.is_complete or len(run) < LEAST or stdev(monthly(run)) == 0:
            continue
        outcomes = {
            one.month - origin.month: one.level
            for one in points
            if one.is_complete
            and one.definition == origin.definition
            and 0 < one.month - origin.month <= FURTHEST
        }
        levels = {method: projected(run, method) for method in METHODS} if outcomes else {}
        for ahead, outcome in outcomes.items():
            errors = {method: outcome - told[ahead - 1] for method, told in levels.items()}
            found.append(Trial(origin.month, ahead, errors, tuple(monthly(run))))
    return found


def total_errors(past: Sequence[Trial]) -> dict[str, float]:
    """Return the sum of the absolute errors of each method (€)."""
    return {method: sum(abs(one.errors[method]) for one in past) for method in METHODS}


def retained(past: Sequence[Trial]) -> str:
    """Return the method whose absolute errors add up to less."""
    total = total_errors(past)
    return SMOOTHING if total[SMOOTHING] < total[DRIFT] else DRIFT


def widths(past: Sequence[Trial], method: str, months: Sequence[float]) -> list[float]:
    """Return the half-widths (€) at 1, 2… months, as far as enough past errors are known.

    The quantile of rank 0.8 (n + 1) of the n scores, which holds 80 % of what comes if it is like
    what came.
    """
    found: list[float] = []
    for ahead in range(1, FURTHEST + 1):
        scores = [one.score[method] for one in past if one.horizon == ahead]
        if len(scores) < LEAST:
            break
        factor = quantiles(scores, n=10, method="exclusive")[round(LEVEL * 10) - 1]
        found.append(max([factor * spread(months, ahead), *found]))
    return found


def known(found: Sequence[Trial], month: int) -> list[Trial]:
    """Return the trials whose outcome was known at a month."""
    return [one for one in found if one.origin + one.horizon <= month]


def judged(found: Sequence[Trial]) -> list[tuple[int, bool]]:
    """Return, for each interval that would have been given then, its horizon and whether it held.

    Method and width are those of its date, from the errors known then: nothing later is used.
    """
    verdicts = []
    for origin, its in groupby(found, key=lambda one: one.origin):
        past = known(found, origin)
        method = retained(past)
        trials_then = list(its)
        half = widths(past, method, trials_then[0].months)
        verdicts += [
            (one.horizon, abs(one.errors[method]) <= half[one.horizon - 1])
            for one in trials_then
            if one.horizon <= len(half)
        ]
    return verdicts


def project(points: Sequence[Point]) -> Projection:
    """Project a series (oldest point first) from its last complete point, or refuse, saying why."""
    complete = [one for one in points if one.is_complete]
    if len(complete) < LEAST:
        return Projection(f"{_counted(len(complete))}, il en faut {LEAST}")
    origin = complete[-1]
    run = run_until(points, origin)
    if len(run) < LEAST:
        before = complete[-1 - len(run)]
        broken = (
            "le périmètre a changé juste avant"
            if before.definition != origin.definition
            else "il manque au moins un relevé juste avant"
        )
        return Projection(f"{_counted(len(run))} de suite, il en faut {LEAST}\u00a0: {broken}")
    months = monthly(run)
    if stdev(months) == 0:
        return Projection("le montant varie autant chaque mois, ou pas du tout")
    found = trials(points)
    method = retained(found)
    half = widths(found, method, months)
    if not half:
        count = sum(one.horizon == 1 for one in found)
        return Projection(
            f"{count} projections passées seulement peuvent être jugées, il en faut {LEAST} pour "
            "connaître leur erreur"
        )
    # Wider than all that is known, an interval says nothing.
    half = list(takewhile(lambda wide: wide <= origin.level, half))
    if not half:
        return Projection("l’intervalle serait plus large que tout ce qui est connu")
    late = points[-1].month - origin.month
    verdicts = judged(found)
    horizons = []
    for ahead, (level, wide) in enumerate(zip(projected(run, method), half, strict=False), start=1):
        mine = [one for one in found if one.horizon == ahead]
        held = [is_held for months_ahead, is_held in verdicts if months_ahead == ahead]
        horizons.append(
            Horizon(
                months=ahead,
                level=level,
                low=max(level - wide, origin.level),
                high=level + wide,
                trial_count=len(mine),
                errors={name: fmean(abs(one.errors[name]) for one in mine) for name in METHODS},
                judged_count=len(held),
                held_count=sum(held),
            )
        )
    if len(horizons) <= late:
        return Projection(
            f"le dernier relevé complet a {late} mois, et le passé ne permet de juger une "
            f"projection qu’à {len(horizons)} mois"
        )
    return Projection(
        origin=origin,
        late_count=late,
        method=method,
        horizons=tuple(horizons),
        judged_count=len(verdicts),
        held_count=sum(is_held for _, is_held in verdicts),
        errors=total_errors(found),
    )


def _counted(count: int) -> str:
    return "un seul relevé complet" if count == 1 else f"{count} relevés complets"
