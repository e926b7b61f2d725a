"""Values side by side, one a row: their two ends, the highest, the middle."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from tdi import fmt, langue
from tdi.results import Result

# Words of a heading, as the ONS asks; and of two names in it.
MOST, _WORDS = 15, 7
_FEMININE = {"filière", "région", "zone"}

Pairs = Sequence[tuple[str, Any]]


def held(*said: str) -> str:
    """Return the first of these headings that is short enough; the shortest when none is."""
    return next(
        (one for one in said if langue.word_count(one) <= MOST), min(said, key=langue.word_count)
    )


def span(result: Result, value: str, label: str, noun: str, *, what: str = "") -> str:
    """« Délai d’autorisation : de 9 (Bretagne) à 17,3 mois (Corse) », of a figure, place by place.

    `noun` is what a row is (« région »), `what` the figure, the label of its column by default.
    """
    column = result.column(value)
    pairs, said = known(result, value, label), what or column.label
    return lead(said, pairs, len(result.rows), column.unit, noun)


def extent(result: Result, value: str, label: str, noun: str) -> str:
    """« De 6 (Corse) à 412 hectares (Île-de-France), parmi 17 régions connues », in a sentence."""
    pairs, unit = known(result, value, label), result.column(value).unit
    return ends(pairs, len(result.rows), unit, noun)


def lead(what: str, pairs: Pairs, total: int, unit: str, noun: str) -> str:
    """Say the two ends of the (name, value), and of what they are.

    Things that are counted have a verb: « L’Occitanie a le plus de territoires (14), la Corse le
    moins (1) ». Where both ends do not hold in a heading, the highest is kept.
    """
    told = ends(pairs, total, unit, noun)
    if len(pairs) == total == 1:
        return f"{what}\u00a0: {told}"
    numbers = {number for _, number in pairs}
    if numbers and numbers <= {0, 1} and unit == f"{noun}s":
        return f"{what}\u00a0: {_where(pairs, total, noun)}"
    if len(numbers) > 1 and what.lower() == unit:
        return _most_and_least(what.lower(), pairs, unit, noun) + _limit(len(pairs), total, noun)
    said = [f"{what}\u00a0: {langue.small(told)}"]
    if told.startswith("De "):
        top = max(number for _, number in pairs)
        who = _who([name for name, number in pairs if number == top], noun)
        limit = _limit(len(pairs), total, noun)
        said += [f"{what}\u00a0: jusqu’à {fmt.quantity(top, unit)} ({who}){limit}"]
    return held(*said)


def _where(pairs: Pairs, total: int, noun: str) -> str:
    """« 104 territoires sur 149, inconnu pour 9 »: each place counts itself, or not."""
    yes = sum(number for _, number in pairs)
    unknown = total - len(pairs)
    told = counted(int(yes), total, noun) if yes else f"0 {noun} sur {fmt.number(total)}"
    return f"{told}, inconnu pour {fmt.number(unknown)}" if unknown else told


def _most_and_least(what: str, pairs: Pairs, unit: str, noun: str) -> str:
    ends = [end(number for _, number in pairs) for end in (max, min)]
    who = [[name for name, number in pairs if number == end] for end in ends]
    most, least = (f"({fmt.by_unit(end, unit, short=True)})" for end in ends)
    of = langue.joined("de", what)
    if all(len(names) > 1 or names[0] in langue.LIEUX for names in who):
        high, low = (
            langue.named(names[0]) if len(names) == 1 else fmt.plural(len(names), noun)
            for names in who
        )
        several = len(who[0]) > 1 or langue.LIEUX[who[0][0]] == "les"
        verb = "ont" if several else "a"
        return f"{langue.capital(high)} {verb} le plus {of} {most}, {low} le moins {least}"
    high, low = (_who(names, noun) for names in who)
    return f"Le plus {of}\u00a0: {high} {most}\u202f; le moins\u00a0: {low} {least}"


def highest(result: Result, value: str, label: str, noun: str, *, what: str) -> str:
    """« L’Île-de-France a le plus de cellules non communiquées : 1 204 ».

    `what` is what the values count, in the plural (« cellules non communiquées »).
    """
    pairs, unit = known(result, value, label), result.column(value).unit
    return most(pairs, len(result.rows), unit, noun, what)


def most(pairs: Pairs, total: int, unit: str, noun: str, what: str) -> str:
    """Say which of the (name, value) has the most of `what`, of `total` that might have some."""
    if not pairs:
        return f"{langue.capital(what)}\u00a0: {langue.small(ends(pairs, total, unit, noun))}"
    top = max(number for _, number in pairs)
    names = [name for name, number in pairs if number == top]
    # The unit is told unless the words of what is counted are its own.
    written = fmt.by_unit(top, unit, short=True) if unit in what else fmt.quantity(top, unit)
    limit = _limit(len(pairs), total, noun)
    if len(pairs) == 1:
        alone = "" if total == 1 else f", seule valeur connue sur {fmt.plural(total, noun)}"
        return f"{langue.capital(what)}\u00a0: {names[0]}, {written}{alone}"
    if len(names) == len(pairs):
        return f"{langue.capital(what)}\u00a0: {written} pour {_each(len(pairs), total, noun)}"
    what = langue.joined("de", what)
    if len(names) > 1:
        tied = (_tied(names, noun), fmt.plural(len(names), noun))
        return held(*(f"Le plus {what}, ex æquo\u00a0: {who} ({written}){limit}" for who in tied))
    name = names[0]
    if name not in langue.LIEUX:
        return f"Le plus {what}\u00a0: {name} ({written}){limit}"
    verb = "ont" if langue.LIEUX[name] == "les" else "a"
    return f"{langue.capital(langue.named(name))} {verb} le plus {what}\u00a0: {written}{limit}"


def ends(pairs: Pairs, total: int, unit: str, noun: str) -> str:
    """Say the two ends of the (name, value), of `total` that might have a value."""
    if not pairs:
        told = "Aucune valeur connue"
        return f"{told}, pour {fmt.plural(total, noun)}" if total else told
    low, high = min(number for _, number in pairs), max(number for _, number in pairs)
    written = fmt.quantity(high, unit)
    if len(pairs) == 1:
        [(name, _)] = pairs
        if total == 1:
            return f"{name}\u00a0: {written}"
        return f"Seule valeur connue sur {fmt.plural(total, noun)}\u00a0: {name}, {written}"
    if low == high:
        return f"{langue.capital(written)} pour {_each(len(pairs), total, noun)}"
    lowest = fmt.by_unit(low, unit, short=True)
    if lowest == fmt.by_unit(high, unit, short=True):
        # They differ by less than what is written.
        return f"Environ {written} pour {counted(len(pairs), total, noun)}"
    told = [
        f"{text} ({_who([name for name, number in pairs if number == end], noun)})"
        for text, end in ((lowest, low), (written, high))
    ]
    return f"De {told[0]} à {told[1]}{_limit(len(pairs), total, noun)}"


def middle(result: Result, value: str, noun: str) -> str:
    """« Médiane : 158 hectares ; valeur connue pour 17 régions sur 18. », a whole sentence."""
    column = result.column(value)
    numbers = [number for number in result.rows.column(value) if not fmt.is_missing(number)]
    total = len(result.rows)
    if not numbers:
        return f"Aucune valeur n’est connue, pour {fmt.plural(total, noun)}."
    told = f"valeur connue pour {counted(len(numbers), total, noun)}."
    # Of one or two, the ends say it all.
    if len(numbers) <= 2:
        return langue.capital(told)
    return f"Médiane\u00a0: {fmt.quantity(median(numbers), column.unit)}\u202f; {told}"


def known(result: Result, value: str, label: str) -> list[tuple[str, Any]]:
    """Return the name and the value of each row that has one."""
    rows = result.rows
    both = zip(rows.column(label), rows.column(value), strict=True)
    return [(name, number) for name, number in both if not fmt.is_missing(number)]


def counted(count: int, total: int, noun: str) -> str:
    """« les 17 régions », « 13 régions sur 18 »: how many of them, of how many."""
    if count < total:
        return f"{fmt.plural(count, noun)} sur {fmt.number(total)}"
    return fmt.plural(1, noun) if total == 1 else f"les {fmt.plural(total, noun)}"


def _each(count: int, total: int, noun: str) -> str:
    """« chacune des 17 régions », « chacun des 12 territoires connus sur 14 »."""
    each, word = ("chacune", "connue") if noun in _FEMININE else ("chacun", "connu")
    limit = "" if count == total else f" {langue.agreed(count, word)} sur {fmt.number(total)}"
    return f"{each} des {fmt.plural(count, noun)}{limit}"


def _who(names: list[str], noun: str) -> str:
    return names[0] if len(names) == 1 else f"{fmt.plural(len(names), noun)} ex æquo"


def _tied(names: list[str], noun: str) -> str:
    """Name what is tied, as long as two names can be read in a heading; count them beyond."""
    told = langue.enumerate_words(names)
    short = len(names) == 2 and langue.word_count(told) <= _WORDS
    return told if short else fmt.plural(len(names), noun)


def _limit(count: int, total: int, noun: str) -> str:
    """« , parmi 17 régions connues »: what limits a finding; nothing when every row is known."""
    if count == total:
        return ""
    word = "connue" if noun in _FEMININE else "connu"
    return f", parmi {fmt.plural(count, noun)} {langue.agreed(count, word)}"
