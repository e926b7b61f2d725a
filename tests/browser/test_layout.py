"""Nothing that a reader has to read is cut: every page, wide and narrow, under several selections.

The whole menu is walked in one visit per selection; only HTML text can be measured, hence the rule
that a page shows no canvas table: `st.dataframe` cuts what does not fit, without a trace.
"""

import re

import pytest

from tests.browser.conftest import reading
from tests.browser.visites import PAGES, address, views

# The lists, then the fullest pages of a place.
SELECTIONS = {
    "no selection": "",
    "demonstration, a territoire": "?jeu=Démonstration&region=Centre-Val+de+Loire"
    "&territoire=Grand+Est+Touraine",
}
WIDTHS = {1366: 768, 390: 844}

# Whatever holds text wider than itself, whether it hides the rest or lets it be scrolled to; labels
# of charts that leave their drawing; canvas tables.
CUT = """() => {
    const faults = [];
    const seen = e => e.checkVisibility({visibilityProperty: true}) && e.clientWidth > 2;
    const name = e => e.closest('[data-testid]')?.dataset.testid ?? e.tagName;
    const main = document.querySelector('[data-testid=stMain]');
    if (main.scrollWidth > window.innerWidth) faults.push('the page scrolls sideways');
    // On a narrow screen the sidebar is away, or on its way.
    const read = '[data-testid=stMain] *, [data-testid=stHeader] *'
        + (window.innerWidth > 800 ? ', [data-testid=stSidebar] *' : '');
    for (const e of document.querySelectorAll(read)) {
        // A closed choice may end on a long name on a phone: what it chooses repeats it whole.
        if (window.innerWidth < 800 && e.closest('[data-testid=stSelectbox]')) continue;
        const text = e.innerText?.trim() || e.value;
        if (!text || !seen(e) || getComputedStyle(e).overflowX === 'visible') continue;
        // The matrix has a column a place: it scrolls in itself, its names in sight.
        if (e.matches('.st-key-matrice [data-testid=stTable] > div')) continue;
        if (e.scrollWidth > e.clientWidth + 1)
            faults.push(`${name(e)}: ${e.scrollWidth} in ${e.clientWidth} px: `
                + text.slice(0, 80).replaceAll('\\n', ' | '));
    }
    for (const chart of main.querySelectorAll('.js-plotly-plot')) {
        const box = chart.getBoundingClientRect();
        for (const label of chart.querySelectorAll('text')) {
            const {left, right, width} = label.getBoundingClientRect();
            if (seen(chart) && width && (left < box.left - 1 || right > box.right + 1))
                faults.push(`chart label: ${label.textContent}`);
        }
    }
    for (const canvas of main.querySelectorAll('[data-testid=stDataFrame]'))
        if (seen(canvas))
            faults.push(`canvas table: ${canvas.ariaLabel ?? ''}`);
    return faults;
}"""


def pages(reader):
    """Open each page from the menu, as a reader who keeps a selection; give its name."""
    menus = reader.page.get_by_test_id("stTopNavSection")
    for section in range(menus.count()):
        menus.nth(section).click()
        links = reader.page.get_by_test_id("stTopNavDropdownLink")
        links.first.wait_for()
        names = links.all_inner_texts()
        for rank, name in enumerate(names):
            if rank:
                menus.nth(section).click()
            links.nth(rank).click()
            reader.page.wait_for_url(re.compile(r"/\w*\?|/\w*$"))
            reader.settle()
            yield name


def cut_now(reader):
    """What is cut of what is shown, once charts had the time to take their new width."""
    if not reader.page.evaluate(CUT):
        return []
    reader.page.wait_for_timeout(2500)
    return reader.page.evaluate(CUT)


def cut(reader):
    """What is cut on the page, tab after tab."""
    found = cut_now(reader)
    tabs = reader.page.get_by_role("tab")
    for rank in range(tabs.count()):
        if tabs.nth(rank).is_visible() and tabs.nth(rank).get_attribute("aria-selected") == "false":
            tabs.nth(rank).click()
            reader.page.wait_for_timeout(150)
            found += cut_now(reader)
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("selection", SELECTIONS)
def test_nothing_is_cut_on_any_page_wide_or_narrow(chromium, server, selection):
    faults = {}
    with reading(chromium, server) as reader:
        reader.open(f"/{SELECTIONS[selection]}")
        visited = 0
        for name in pages(reader):
            visited += 1
            for view in views(reader):
                for width, height in WIDTHS.items():
                    reader.page.set_viewport_size({"width": width, "height": height})
                    reader.page.wait_for_timeout(400)
                    for fault in cut(reader):
                        faults.setdefault(f"{name} {view}, {width} px", []).append(fault)
                reader.page.set_viewport_size({"width": 1366, "height": 768})
    told = "\n".join(f"{place}\n  " + "\n  ".join(found) for place, found in faults.items())
    assert not faults, told
    assert visited >= 12


SHIFTS = """new PerformanceObserver(list => {
    window.shifted = (window.shifted ?? 0) + list.getEntries().reduce((sum, e) => sum + e.value, 0);
}).observe({type: 'layout-shift', buffered: true})"""


# What a reader notices, then what a reader minds, as browsers count it.
NOTICED, MINDED = 0.1, 0.25


def shifted(reader):
    """How much of the page moved since it was opened."""
    return reader.page.evaluate("window.shifted ?? 0")


@pytest.mark.parametrize("page", ["enveloppe", "region"])
def test_what_was_drawn_stays_where_it_is(reader, page):
    """A page moved by 0.33 before."""
    reader.page.add_init_script(SHIFTS)
    reader.open(f"/{page}?jeu=Démonstration&region=Bretagne")
    opened = shifted(reader)
    assert opened < NOTICED
    reader.choose("Région", "Occitanie")
    assert shifted(reader) - opened < NOTICED


def moved_on_opening(chromium, server, page, width):
    """How much of a page moves for a new reader: nothing of it is in the browser yet."""
    with reading(chromium, server) as reader:
        reader.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        reader.page.add_init_script(SHIFTS)
        reader.open(address(page, "region=Bretagne", "jeu=Démonstration"))
        return shifted(reader)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_moves_as_it_opens_wide_or_narrow(chromium, server, width):
    """Twice if need be: a machine too busy to draw within eight seconds no longer waits."""
    for name in PAGES:
        tries = [moved_on_opening(chromium, server, name, width)]
        if tries[0] >= NOTICED:
            tries.append(moved_on_opening(chromium, server, name, width))
        assert min(tries) < NOTICED, (name, tries)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_choice_of_view_moves_little_of_what_was_drawn(reader, width):
    reader.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    reader.page.add_init_script(SHIFTS)
    reader.open("/region?jeu=Démonstration&region=Bretagne")
    moved = {}
    for view in views(reader):
        moved[view] = shifted(reader) - sum(moved.values())
    # The first is the page as it opens.
    moved.pop("")
    assert moved
    # The old view makes way for the new one, part after part: a slow machine shows it.
    assert not {view: share for view, share in moved.items() if share >= MINDED}


def test_what_follows_a_late_part_waits_for_it_a_while_only(reader):
    """A part that never comes leaves the rest of the page to be read; paper waits for nothing."""
    reader.page.route(re.compile(r"/static/js/Button\."), lambda route: None)
    reader.page.goto(f"{reader.address}/ressources?region=Bretagne")
    hidden = "getComputedStyle(document.querySelector('h1') ?? document.body).visibility === {}"
    reader.page.wait_for_function(hidden.format("'hidden'"))
    reader.page.emulate_media(media="print")
    reader.page.wait_for_function(hidden.format("'visible'"), timeout=3_000)
    reader.page.emulate_media(media="screen")
    reader.page.wait_for_function(hidden.format("'hidden'"))
    reader.page.wait_for_function(hidden.format("'visible'"), timeout=15_000)
    reader.page.get_by_role("heading", level=1).wait_for()
