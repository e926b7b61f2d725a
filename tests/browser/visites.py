"""One walk through the pages, for all the tests that ask the same of each of them.

The ordinary run visits every page once, wide and narrow, light and dark, under selections and data
sets taken in turn; `make accessibilite` (`TDI_ACCESSIBILITE=complet`) crosses them all, and shows
every view of each page.
"""

import os
from dataclasses import dataclass, field
from itertools import cycle, product
from pathlib import Path

from axe_playwright_python.base import AXE_FILE_PATH

from tests.conftest import ROOT

AXE = Path(AXE_FILE_PATH).read_text("utf-8")
PAGES = sorted(path.stem for path in ROOT.glob("pages/*/*.py"))
SELECTIONS = (
    "",
    "region=Bretagne",
    "region=Centre-Val+de+Loire&territoire=Grand+Est+Touraine",
)
JEUX = ("", "jeu=Démonstration")
WHOLE = os.environ.get("TDI_ACCESSIBILITE") == "complet"
STATES = [
    ("light", (1366, 768)),
    ("dark", (1366, 768)),
    ("light", (820, 1180)),
    ("light", (390, 844)),
    *([("dark", (390, 844))] if WHOLE else []),
]

FOUND = """async () => {
    const found = await axe.run(document, {resultTypes: ['violations']});
    return found.violations.map(({id, impact, nodes}) =>
        [id, impact, nodes.map(node => node.html.slice(0, 200))]);
}"""
# The targets of a finger: links inside a sentence apart.
SMALL = """() => [...document.querySelectorAll('button, summary, a, [role=tab], [role=radio]')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('svg'))
    .filter(e => !e.closest('p, li, td, [data-testid=stSkipToContent]') || e.matches('button'))
    .filter(e => !e.closest('[data-testid=stTooltipHoverTarget], [data-testid=stSelectbox]'))
    .map(e => [e.getBoundingClientRect(), e])
    .filter(([{width, height}]) => width && (height < 43.5 || width < 43.5))
    .map(([{width, height}, e]) =>
        `${Math.round(width)}x${Math.round(height)} ${e.outerHTML.slice(0, 160)}`)"""
# What is read, or read aloud; code and published names (cells of tables) apart.
STRINGS = """() => {
    const out = new Set();
    const away = 'code, pre, script, style, noscript, td, svg';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (node.data.trim() && !node.parentElement.closest(away)) out.add(node.data.trim());
    for (const e of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
            if (e.getAttribute(name)) out.add(e.getAttribute(name));
    return [...out];
}"""
WIDTH = """() => Math.max(document.documentElement.scrollWidth,
    document.querySelector('[data-testid=stMain]').scrollWidth)"""


@dataclass
class Seen:
    """What one page was found to be: faults of axe by state, widths, small targets, strings."""

    faults: list = field(default_factory=list)
    narrow: int = 0
    small: list = field(default_factory=list)
    strings: list = field(default_factory=list)


def addresses():
    """Each page with a selection; all of them when the whole is asked for."""
    if WHOLE:
        yield from product(PAGES, SELECTIONS, JEUX)
    else:
        turns = cycle(product(SELECTIONS, JEUX))
        yield from ((page, *next(turns)) for page in PAGES)


def address(page, selection="", jeu=""):
    """The address of a page, the first one by its name too; `selection` and `jeu` as words."""
    page = "" if page == "vue_ensemble" else page
    words = "&".join(part for part in (selection, jeu) if part)
    return f"/{page}?{words}" if words else f"/{page}"


def faults(page):
    """What axe finds now: rule, impact, elements."""
    page.evaluate(f"window.axe || (() => {{{AXE}}})()")
    return page.evaluate(FOUND)


def views(reader):
    """Show each view of a page in turn; give its name, or nothing when there is but one."""
    choices = reader.page.locator("[class*=st-key-vue] [role=radio]")
    yield ""
    for rank in range(1, choices.count()):
        choices.nth(rank).click()
        reader.settle()
        yield choices.nth(rank).inner_text()


def visit(reader, where):
    """Open a page and look at it in every state, then at its other views when all is asked for."""
    reader.open(where)
    page, seen = reader.page, Seen(strings=reader.page.evaluate(STRINGS))
    for scheme, (width, height) in STATES:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(350)
        seen.faults += [(f"{width} px, {scheme}", fault) for fault in faults(page)]
    seen.small = page.evaluate(SMALL)
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_timeout(350)
    seen.narrow = page.evaluate(WIDTH)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    for view in filter(None, views(reader) if WHOLE else ()):
        seen.faults += [(view, fault) for fault in faults(page)]
        seen.small += page.evaluate(SMALL)
        seen.strings += page.evaluate(STRINGS)
    page.set_viewport_size({"width": 1366, "height": 768})
    return seen


def walked(reader):
    """Every page that is to be visited, by its address."""
    places = [address(*choice) for choice in addresses()]
    return {place: visit(reader, place) for place in places}
