"""The first page of a bundle as a closed network reads it: a file, no server, no network."""

from dataclasses import replace

import pytest

from tdi.filters import Filters
from tdi.notes import sujet
from tdi.paquet import fabrique, fichier
from tests.browser.visites import AXE, FOUND
from tests.conftest import ROOT

# An early snapshot: the alerts of the few before it are soon examined.
DEMONSTRATION = Filters(jeu="demonstration", snapshot_date="2019-03-31")
CAPTURES = ROOT / "build" / "captures"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The folder of a bundle with one note."""
    folder = tmp_path_factory.mktemp("paquet")
    one = sujet.find(replace(DEMONSTRATION, region_code="53"))
    liste, files = fabrique.make(DEMONSTRATION, [one], lambda *_: None, workers=1)
    for name, content in {**files, fichier.LISTE: liste.model_dump_json().encode()}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture
def opened(chromium, unpacked):
    """Open the page without a network; what it asks for and what its policy refuses are kept."""
    contexts = []

    def open_page(width, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, offline=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        asked, refused = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: refused.append(str(error)))
        page.on(
            "console",
            lambda told: refused.append(told.text) if told.type == "error" else None,
        )
        page.goto((unpacked / "index.html").as_uri())
        return page, asked, refused

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_page_draws_its_charts_and_asks_for_nothing(opened, width):
    page, asked, refused = opened(width)
    page.wait_for_function("document.querySelectorAll('.js-plotly-plot .main-svg').length > 0")
    assert page.locator(".js-plotly-plot").count() == page.locator("[data-figure]").count() >= 3
    assert len(asked) == 1, "the page itself"
    assert not refused
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".fiction").count() == 2
    assert page.locator("main table").count() >= 6, "a table beside each chart"
    page.screenshot(path=CAPTURES / f"paquet-{width}.png")


def test_the_note_of_a_region_is_one_click_away(opened, unpacked):
    page, *_ = opened(1366)
    link = page.get_by_role("link", name="Bretagne", exact=True).first
    name, _, number = link.get_attribute("href").partition("#")
    assert number == "page=1"
    assert (unpacked / name).read_bytes().startswith(b"%PDF")


def test_its_tables_are_there_without_javascript(opened):
    page, *_ = opened(1366, java_script_enabled=False)
    assert page.get_by_role("row", name="Annoncé 1\u202f360\u202fM€").count() == 1
    assert not page.locator("[data-figure]").first.is_visible()


def test_axe_finds_nothing_wrong(opened):
    # The policy of the page refuses any script but its own: axe too.
    page, *_ = opened(1366, bypass_csp=True)
    page.wait_for_function("document.querySelectorAll('.js-plotly-plot .main-svg').length > 0")
    page.evaluate(AXE)
    assert page.evaluate(FOUND) == []
