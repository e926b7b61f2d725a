"""Reader journeys in a real browser: what AppTest cannot see."""

import re

import pytest

from tests.conftest import ROOT

PAGES = sorted(path.stem for path in ROOT.glob("pages/*/*.py"))


# First on purpose: the server has never been opened, as after a restart.
def test_a_cold_deep_link_keeps_its_page_and_its_selection(reader):
    reader.open("/territoire?region=Bretagne&territoire=Pays+de+Redon")
    assert reader.page.get_by_role("dialog").count() == 0, "no « Page not found »"
    assert reader.title() == "Pays de Redon"
    assert "region=Bretagne" in reader.page.url
    assert reader.selected("Région") == "Bretagne"
    reader.capture("lien-profond")


def test_from_a_region_to_a_territoire_and_back(reader):
    reader.open("/region")
    reader.choose("Région", "Centre-Val de Loire")
    assert "Centre-Val" in reader.page.url
    reader.choose("Territoire", "Grand Est Touraine")
    assert "territoire=Grand" in reader.page.url
    reader.page.get_by_role("link", name=re.compile("[Ff]iche")).first.click()
    reader.settle()
    assert "/territoire" in reader.page.url
    assert reader.selected("Territoire") == "Grand Est Touraine"
    reader.page.go_back()
    reader.settle()
    assert reader.selected("Région") == "Centre-Val de Loire"


def test_a_click_on_the_map_selects_the_region(reader):
    reader.open("/carte")
    deck = reader.page.get_by_test_id("stDeckGlJsonChart").first
    deck.scroll_into_view_if_needed()
    reader.page.wait_for_timeout(1500)
    reader.capture("carte-france")
    box = deck.bounding_box()
    # The middle of the national map lies in a region, whichever the exact framing. A busy machine
    # drawing without a graphics card can take a click for a long press: a reader would click again.
    for _ in range(5):
        reader.page.mouse.click(box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.5)
        reader.page.wait_for_timeout(2500)
        if "region=" in reader.page.url:
            break
    reader.settle()
    assert reader.selected("Région") != "France entière"
    reader.capture("carte-region")


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("stem", PAGES)
def test_every_page_opens_without_error_or_sideways_scroll(reader, stem, width):
    reader.page.set_viewport_size({"width": width, "height": 768 if width > 400 else 844})
    reader.open("/" if stem == "vue_ensemble" else f"/{stem}")
    assert reader.title()
    assert reader.page.get_by_test_id("stException").count() == 0
    assert reader.page.get_by_role("dialog").count() == 0
    overflow = reader.page.evaluate(
        "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    )
    assert overflow <= 0
    reader.capture(f"{stem}-{width}")


def test_the_provenance_of_a_figure_is_one_click_away(reader):
    reader.open("/enveloppe")
    reader.page.get_by_test_id("stExpander").first.locator("summary").click()
    reader.settle()
    reader.page.get_by_role("tab", name="Fichiers et sources").first.click()
    reader.page.get_by_text(re.compile("SHA-256")).first.wait_for()
    reader.capture("provenance")


def test_the_view_of_a_page_does_not_follow_the_reader_to_another(reader):
    reader.open("/region?region=Bretagne&vue_region=Demandes")
    reader.page.get_by_role("heading", name="Qui doit quoi").wait_for()
    reader.page.get_by_test_id("stTopNavSection").first.click()
    reader.page.get_by_test_id("stTopNavDropdownLink").filter(has_text="Enveloppe").click()
    reader.page.get_by_role("heading", name="Enveloppe", level=1).wait_for()
    reader.settle()
    assert "region=Bretagne" in reader.page.url
    assert "vue_" not in reader.page.url
    assert not reader.page.get_by_text("L’adresse demandait").count()
