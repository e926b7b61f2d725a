"""What axe-core finds on each page, and what a reader meets on paper, on a phone, in the dark.

The ordinary run visits every page once, wide and narrow, light and dark, under selections taken in
turn; `make accessibilite` (`TDI_ACCESSIBILITE=complet`) crosses them all.
"""

import io
from itertools import pairwise

import pypdf
import pytest

from tdi.filters import Filters
from tdi.results import compute
from tests.browser.test_typographie import misprints
from tests.browser.visites import address, faults
from tests.conftest import ROOT

GRAVE = {"serious", "critical"}
# The rest is told in docs/accessibilite.md, each with its cause: a new one must be too.
KNOWN = (ROOT / "docs" / "accessibilite.md").read_text("utf-8")


@pytest.fixture
def dark_reader(reader):
    reader.page.emulate_media(color_scheme="dark")
    return reader


def test_every_page_holds_for_every_reader(walk, subtests):
    """One test of one walk: shared between test processes, it would be made by each of them."""
    with subtests.test("axe-core finds nothing serious, and nothing that is not told"):
        grave, unknown = of_axe(walk)
        assert not grave
        assert not unknown, "not told in docs/accessibilite.md"
    # Also what a zoom of 400 % makes of a window 1280 pixels wide, and of 200 % at 640.
    with subtests.test("it reflows at 320 pixels"):
        assert not {place: seen.narrow for place, seen in walk.items() if seen.narrow > 320}
    with subtests.test("a finger finds targets of 44 pixels"):
        assert not {place: seen.small[:4] for place, seen in walk.items() if seen.small}
    with subtests.test("every string is written in French"):
        told = misprints({place: seen.strings for place, seen in walk.items()})
        assert not told, told


def of_axe(walk):
    """The faults that axe-core calls serious or critical, and the others that no document tells."""
    grave, unknown = {}, {}
    for place, seen in walk.items():
        for state, (rule, impact, nodes) in seen.faults:
            if impact in GRAVE:
                grave.setdefault(rule, (place, state, nodes[:3]))
            elif f"`{rule}`" not in KNOWN:
                unknown.setdefault(rule, (place, state, nodes[:3]))
    return grave, unknown


def test_the_title_of_a_tab_starts_with_the_name_of_its_page(reader):
    for page in ("", "carte", "accessibilite"):
        reader.open(f"/{page}")
        told = reader.page.title()
        assert told.endswith(" – Territoires d’industrie"), told
        assert reader.title().startswith(told.partition(" – ")[0])


def test_axe_finds_nothing_serious_in_what_opens(reader):
    reader.open("/enveloppe?jeu=Démonstration")
    page = reader.page
    drawer = page.get_by_test_id("stExpander").first
    drawer.locator("summary").click()
    drawer.get_by_role("table").wait_for()
    grave = [fault for fault in faults(page) if fault[1] in GRAVE]
    for tab in ("Définitions", "Requête", "Fichiers et sources"):
        drawer.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(200)
        grave += [fault for fault in faults(page) if fault[1] in GRAVE]
    page.get_by_role("button", name="Rechercher").click()
    page.get_by_role("dialog").wait_for()
    grave += [fault for fault in faults(page) if fault[1] in GRAVE]
    assert not grave


def test_the_rows_behind_a_chart_are_a_table_with_headings_and_a_name(reader):
    reader.open("/enveloppe?jeu=Démonstration")
    drawer = reader.page.get_by_test_id("stExpander").first
    drawer.locator("summary").click()
    table = drawer.get_by_role("table")
    table.wait_for()
    assert table.get_attribute("aria-label").startswith("L’argent de la sélection")
    caption = table.locator("caption").text_content()
    assert caption == table.get_attribute("aria-label")
    headings = table.locator("thead th[scope=col]").all_inner_texts()
    assert "Étape" in headings
    assert "Montant connu" in headings
    assert table.locator("tbody tr").count() == 4


@pytest.mark.parametrize("page", ["", "enveloppe", "carte", "territoire"])
def test_a_figure_is_told_to_who_cannot_see_it(reader, page):
    """Its name holds its title, then numbers or why there are none; no mark-up is read aloud."""
    reader.open(address(page, "", "jeu=Démonstration"))
    figures = reader.page.locator("[data-testid=stPlotlyChart], [data-testid=stDeckGlJsonChart]")
    assert figures.count()
    for rank in range(figures.count()):
        name = figures.nth(rank).get_attribute("aria-label") or ""
        assert len(name) > 20, figures.nth(rank).inner_html()[:200]
        assert "**" not in name


def test_a_list_of_places_is_told_as_a_table(reader):
    """Headings of columns and of rows, under the name of its card, at the next choice too."""
    reader.open("/region?jeu=Démonstration")
    told = reader.page.get_by_role("table", name="Les régions et leurs chiffres")
    told.wait_for()
    assert told.get_by_role("columnheader").all_inner_texts() == [
        "Région",
        "Territoires",
        "Population des territoires",
    ]
    row = told.get_by_role("row").filter(has=reader.page.get_by_role("button", name="Bretagne"))
    assert row.get_by_role("rowheader").inner_text() == "Bretagne"
    assert row.get_by_role("cell").count() == 2
    row.get_by_role("button").click()
    reader.settle()
    assert reader.title() == "Bretagne"
    beside = """() => [...document.querySelectorAll('[role=row], [role=cell], [role=rowheader]')]
        .filter(e => !e.closest('table, [role=table]')).map(e => e.outerHTML.slice(0, 200))"""
    reader.page.wait_for_timeout(300)
    assert not reader.page.evaluate(beside), "a block that serves again keeps no former role"


def test_the_source_of_a_drawing_is_tied_to_it(reader):
    reader.open("/enveloppe?jeu=Démonstration")
    reader.page.wait_for_timeout(300)
    tied = reader.page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].map(drawing => {
            const text = (e, name) => document.getElementById(e?.getAttribute(name))?.innerText;
            const card = drawing.closest('[role=group]');
            return [text(card, 'aria-labelledby'), text(drawing, 'aria-describedby')];
        })"""
    )
    headings = reader.page.locator("h2").all_inner_texts()
    assert tied
    for name, description in tied:
        assert name in headings
        assert "Source" in description


def test_the_comments_of_a_query_say_that_they_are_in_english(reader):
    """Its header is in French, as the page is."""
    reader.open("/enveloppe?jeu=Démonstration")
    drawer = reader.page.get_by_test_id("stExpander").first
    drawer.locator("summary").click()
    drawer.get_by_role("tab", name="Requête").click()
    comments = drawer.locator("code .comment")
    comments.first.wait_for()
    reader.page.wait_for_timeout(300)
    told = [(line.inner_text(), line.get_attribute("lang")) for line in comments.all()]
    header = [line for line, _ in told if line.startswith("-- @")]
    assert header
    assert {lang for line, lang in told if line in header or line == told[0][0]} == {None}
    assert [line for line, lang in told if lang == "en"] == [
        line for line, _ in told[told.index((header[-1], None)) + 1 :] if line != "--"
    ]


def test_who_asks_for_less_motion_gets_none(reader):
    reader.page.emulate_media(reduced_motion="reduce")
    reader.open("/")
    longest = reader.page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')].map(e =>"
        " parseFloat(getComputedStyle(e).transitionDuration)))"
    )
    assert longest <= 0.01


def test_paper_holds_the_whole_page_and_no_control(reader):
    reader.open("/enveloppe?jeu=Démonstration")
    reader.page.emulate_media(media="print")
    assert not reader.page.get_by_test_id("stSidebar").is_visible()
    assert not reader.page.get_by_role("button", name="Rechercher").is_visible()
    views = reader.page.get_by_role("radio").all()
    assert [view.inner_text() for view in views if view.is_visible()] == ["Où en est l’argent"]
    heights = reader.page.evaluate(
        "[document.documentElement.scrollHeight,"
        " document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight]"
    )
    assert heights[0] >= heights[1] > 1000
    blank = reader.page.evaluate(
        """() => {
            dispatchEvent(new Event('beforeprint'));
            document.querySelector('[data-testid=stMainBlockContainer]').style.width = '40rem';
            const drawing = document.querySelector('.js-plotly-plot svg.main-svg');
            const room = drawing.closest('[data-testid=stElementContainer]');
            return room.getBoundingClientRect().height - drawing.getBoundingClientRect().height;
        }"""
    )
    assert blank < 10, "a drawing made smaller leaves no blank of the height that it had"


def printed(reader, where):
    reader.open(where)
    paper = pypdf.PdfReader(io.BytesIO(reader.page.pdf(format="A4")))
    return [" ".join(page.extract_text().split()) for page in paper.pages]


def test_paper_holds_every_row_of_what_scrolls_on_screen(reader):
    """The names of a list too, which are buttons on screen; and no page is left blank before."""
    pages = printed(reader, "/territoire?jeu=Démonstration&region=Bretagne")
    asked = Filters(jeu="demonstration", snapshot_date="2022-12-31", region_code="53")
    places = compute("filtres/territoires", asked).frame["territoire_name"]
    assert len(places) >= 10
    assert not [name for name in places if " ".join(name.split()) not in " ".join(pages)]
    pages = printed(reader, "/instantanes?jeu=Démonstration")
    assert "30/09/2022" in pages[0], "a table begins where it stands"
    assert all(f"/{year}" in " ".join(pages) for year in (2019, 2020, 2021, 2022))
    assert all(len(page) > 100 for page in pages)


def test_a_dark_system_gets_a_dark_page_whose_drawings_are_turned_over(dark_reader):
    dark_reader.open("/enveloppe?jeu=Démonstration")
    page = dark_reader.page
    assert page.locator("html").get_attribute("data-theme") == "dark"
    drawing = page.get_by_test_id("stPlotlyChart").first
    assert "invert(1)" in drawing.evaluate("e => getComputedStyle(e).filter")
    dark_reader.capture("enveloppe-sombre")
    page.emulate_media(media="print")
    assert drawing.evaluate("e => getComputedStyle(e).filter") == "none"
    darkest = page.evaluate(
        """() => [...document.querySelectorAll('body, body *')].filter(e => e.checkVisibility())
            .map(e => getComputedStyle(e).backgroundColor.match(/[\\d.]+/g).map(Number))
            .filter(([red, green, blue, alpha]) => alpha !== 0 && red + green + blue < 384)"""
    )
    assert not darkest, "paper is white whatever the screen"


def test_a_figure_of_a_list_stays_beside_its_name_on_a_phone(reader):
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.open("/region")
    rows = reader.page.evaluate(
        """() => [...document.querySelectorAll('[class*=st-key-choisir]')].map(name =>
            [...name.closest('[data-testid=stHorizontalBlock]').children]
                .map(part => part.getBoundingClientRect()).map(({left, right}) => [left, right]))"""
    )
    assert len(rows) >= 15
    for row in rows:
        assert len(row) == 3
        for (_, right), (left, _) in pairwise(row):
            assert left >= right - 1, row
