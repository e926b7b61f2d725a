"""Words and marks can be told from what is behind them, on light and on dark, colour or not."""

import re
import tomllib
from itertools import combinations, combinations_with_replacement

import pytest

from tdi import theme
from tests.conftest import ROOT

THEMES = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
SHEET = (ROOT / "tdi" / "habillage" / "page.css").read_text("utf-8")
# Streamlit writes captions and hints in the colour of the text, this much of it.
FADED = 0.6
STYLES = {
    name: getattr(theme, name)
    for name in ("SEGMENT_STYLES", "RESTE_STYLES", "NATURE_STYLES", "STATUT_STYLES", "ETAT_STYLES")
}
# Fills that are hatched or written upon, and outlined in grey: they are not told by their colour.
OUTLINED = {theme.UNKNOWN, theme.GRID}


def channels(color):
    return [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]


def written(parts):
    return "#" + "".join(f"{round(255 * min(max(part, 0), 1)):02X}" for part in parts)


def faded(color, background):
    pairs = zip(channels(color), channels(background), strict=True)
    return written([FADED * ink + (1 - FADED) * paper for ink, paper in pairs])


def turned_over(color):
    """What the filter of the sheet makes of a colour (its matrix, at 180°)."""
    return turned(*(1 - min(1, 1.15 * part) for part in channels(color)))


def turned(red, green, blue):
    return written(
        [
            -0.574 * red + 1.430 * green + 0.144 * blue,
            0.426 * red + 0.430 * green + 0.144 * blue,
            0.426 * red + 1.430 * green - 0.856 * blue,
        ]
    )


def drawn(kind, color):
    return color if kind == "light" else turned_over(color)


@pytest.mark.parametrize("kind", ["light", "dark"])
def test_the_words_of_a_page_are_readable(kind):
    shown = THEMES[kind]
    for paper in ("backgroundColor", "secondaryBackgroundColor"):
        background = shown[paper]
        for ink in ("textColor", "linkColor", "primaryColor"):
            assert theme.contrast(shown[ink], background) >= 4.5, (ink, paper)
    assert theme.contrast(faded(shown["textColor"], shown["backgroundColor"]),
                          shown["backgroundColor"]) >= 4.5  # fmt: skip


def test_a_dark_page_turns_its_drawings_over():
    [drawings] = re.findall(
        r"([^}]*){\s*filter: brightness\(1.15\) invert\(1\) hue-rotate\(180deg\)", SHEET
    )
    for kind in ('[data-testid="stPlotlyChart"]', '[data-testid="stDeckGlJsonChart"]', ".noms"):
        assert f'[data-theme="dark"] {kind}' in drawings


@pytest.mark.parametrize("kind", ["light", "dark"])
@pytest.mark.parametrize("styles", STYLES)
def test_a_mark_stands_out_from_the_page_and_its_words_from_it(kind, styles):
    background = THEMES[kind]["backgroundColor"]
    for name, (color, _) in STYLES[styles].items():
        ink, mark = drawn(kind, theme.on(color)), drawn(kind, color)
        assert theme.contrast(ink, mark) >= 4.5, name
        if color not in OUTLINED:
            assert theme.contrast(mark, background) >= 3, name
    for color in (theme.GREY, *theme.VERDICT_COLORS.values()):
        assert theme.contrast(drawn(kind, color), background) >= 3, color
    assert theme.contrast(drawn(kind, theme.INK), background) >= 4.5


def test_the_cells_of_a_matrix_are_read_on_their_tint():
    for name, tint in theme.ETAT_TINTS.items():
        assert theme.contrast(theme.INK, tint) >= 4.5, name


def test_the_cells_of_a_matrix_are_read_on_a_dark_page_and_do_not_glare():
    [part] = re.findall(
        r"\.st-key-matrice td { filter: invert\(([\d.]+)\) hue-rotate\(180deg\)", SHEET
    )
    share = float(part)
    ink, *tints = (
        turned(*(share + (1 - 2 * share) * one for one in channels(color)))
        for color in (theme.INK, *theme.ETAT_TINTS.values())
    )
    for tint in tints:
        assert theme.contrast(ink, tint) >= 4.5
        assert theme.contrast(tint, THEMES["dark"]["backgroundColor"]) < 2


@pytest.mark.parametrize("styles", ["SEGMENT_STYLES", "NATURE_STYLES", "STATUT_STYLES"])
def test_two_parts_of_a_bar_never_differ_by_colour_alone(styles):
    hatches = [hatch for _, hatch in STYLES[styles].values()]
    assert len(hatches) == len(set(hatches))
    assert "-" not in hatches, "an amount on it would look struck through"


@pytest.mark.parametrize("marks", ["NATURE_SYMBOLS", "VERDICT_SYMBOLS"])
def test_two_marks_never_differ_by_colour_alone(marks):
    symbols = list(getattr(theme, marks).values())
    assert len(symbols) == len(set(symbols))


def test_the_stages_and_the_states_bear_a_shape_or_a_sign_of_their_own():
    for styles in (theme.ETAPE_MARKS, theme.ETAT_STYLES):
        signs = [sign for _, sign in styles.values()]
        assert len(signs) == len(set(signs))


def test_the_classes_of_a_map_go_from_light_to_dark_in_steps_that_grey_keeps():
    for kind in ("light", "dark"):
        levels = [theme.contrast(drawn(kind, color), "#000000") for color in theme.SEQUENTIAL]
        order = sorted(levels, reverse=kind == "light")
        assert levels == order
        for one, other in combinations(levels, 2):
            assert max(one, other) / min(one, other) >= 1.3


FILLS = (*theme.SEQUENTIAL, theme.UNKNOWN)


@pytest.mark.parametrize("kind", ["light", "dark"])
def test_every_shape_of_a_map_stands_out_from_the_page(kind):
    """By its fill, or by a line that stands out from both (RGAA 3.3)."""
    background = THEMES[kind]["backgroundColor"]
    for fill in FILLS:
        inside, line = drawn(kind, fill), drawn(kind, theme.edge(fill))
        outlined = min(theme.contrast(line, background), theme.contrast(line, inside))
        assert max(outlined, theme.contrast(inside, background)) >= 3, fill
    for color in (theme.GREY, theme.ORANGE):
        assert theme.contrast(drawn(kind, color), background) >= 3, "frames, borders, the selection"


@pytest.mark.parametrize("kind", ["light", "dark"])
def test_a_line_is_seen_between_two_shapes_of_a_map(kind):
    """That of the paler one, drawn last; the selection bears two that stand out from each other."""
    for one, other in combinations_with_replacement(FILLS, 2):
        paler = max(one, other, key=lambda fill: theme.contrast(fill, "#000000"))
        line = drawn(kind, theme.edge(paler))
        beside = (theme.contrast(line, drawn(kind, fill)) for fill in (one, other))
        assert max(beside) >= 3, (one, other)
    assert theme.contrast(drawn(kind, theme.ORANGE), drawn(kind, theme.WHITE)) >= 3


@pytest.mark.parametrize("kind", ["light", "dark"])
def test_a_name_is_read_on_the_shape_that_bears_it(kind):
    for fill in FILLS:
        assert theme.contrast(drawn(kind, theme.on(fill)), drawn(kind, fill)) >= 4.5, fill


def test_a_colour_is_the_same_on_pages_notes_slides_workbooks_and_bundle():
    """`theme` names every colour that anything we make is drawn in, but white."""
    tokens = set(re.findall(r"#[0-9A-F]{6}", (ROOT / "tdi" / "theme.py").read_text("utf-8")))
    used = {
        (path.relative_to(ROOT).as_posix(), color)
        for kind in ("py", "typ", "html", "css", "js")
        for path in (ROOT / "tdi").rglob(f"*.{kind}")
        for color in re.findall(r"#[0-9A-Fa-f]{6}\b", path.read_text("utf-8"))
    }
    assert {one for one in used if one[1] not in tokens | {"#FFFFFF"}} == set()
    in_python = {path for path, color in used if path.endswith(".py") and color != "#FFFFFF"}
    assert in_python == {"tdi/theme.py"}, "a module takes its colours from `theme`"
