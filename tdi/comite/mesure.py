"""How much room French text takes in a sans-serif of Arial's measures, without any font file.

A little more than the truth, so that what is laid out with it never overflows.
"""

from collections.abc import Iterator, Sequence

from tdi import fmt

# Width of a letter, in parts of the font's size.
_WIDTHS = {
    **dict.fromkeys("ijlI|'’.,:;! \u00a0f", 0.29),
    **dict.fromkeys("\u202f", 0.22),
    **dict.fromkeys('rt-()/"«»[]', 0.35),
    **dict.fromkeys("mwMWŒœ%—…@–", 0.95),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZÀÂÇÈÉÊÎÏÔÙÛ+=<>→≠−€&", 0.74),
}
_OTHER = 0.57
_BOLD = 1.08
_POINTS = 72
# Part of its length that a heading takes on two lines.
_HEADING = 0.6


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a line of text in inches, at a size in points."""
    total = sum(_WIDTHS.get(letter, _OTHER) for letter in text) * size / _POINTS
    return total * _BOLD if bold else total


def line_count(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """Lines that a text takes in `room` inches: words are not cut, unless longer than a line."""
    count, used = 1, 0.0
    space = width(" ", size, bold=bold)
    # A no-break space holds its words together: `split()` alone would part them.
    for word in text.replace("\n", " ").split(" "):
        long = width(word, size, bold=bold)
        if used and used + space + long > room:
            count, used = count + 1, 0.0
        count += int(long // room)
        used += (space if used else 0.0) + long % room
    return count


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """Split « a **b** c » into its parts, each with whether it is bold."""
    for place, part in enumerate(text.split("**")):
        if part:
            yield part, place % 2 == 1


def shares(columns: Sequence[Sequence[str]], size: float, room: float) -> list[float]:
    """Share `room` inches among columns of texts: short ones whole, long ones what is left.

    The first text of each is its heading, which may take two lines; no column is narrower than its
    longest word.
    """
    margin = 0.25
    wide = [
        max(
            width(head, size, bold=True) * _HEADING,
            *(width(fmt.plain(text), size) for text in texts),
        )
        + margin
        for head, *texts in columns
    ]
    least = [
        max(width(word, size, bold=True) for text in one for word in fmt.plain(text).split(" "))
        + margin
        for one in columns
    ]
    wide = [max(one, low) for one, low in zip(wide, least, strict=True)]
    if sum(wide) <= room:
        return [one * room / sum(wide) for one in wide]
    spare, wanted = room - sum(least), sum(wide) - sum(least)
    if spare <= 0:
        return [one * room / sum(least) for one in least]
    # Long texts wrap: the room goes by the root of what they want, so that none takes it all.
    roots = [max(one - low, 0.0) ** 0.5 for one, low in zip(wide, least, strict=True)]
    given = [spare * root / sum(roots) for root in roots]
    made = [min(low + extra, one) for low, extra, one in zip(least, given, wide, strict=True)]
    left = room - sum(made)
    open_ = [one - now for one, now in zip(wide, made, strict=True)]
    return [now + left * gap / (sum(open_) or wanted) for now, gap in zip(made, open_, strict=True)]
