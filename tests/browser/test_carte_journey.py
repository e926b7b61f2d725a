"""A place chosen in a list, a chart or with the keyboard is chosen on every page (H3)."""

import re
from urllib.parse import unquote_plus

DEMONSTRATION = "jeu=Démonstration"


def address(reader):
    return unquote_plus(reader.page.url.partition("?")[2])


def name(reader, place):
    return reader.page.get_by_role("button", name=place, exact=True)


def test_from_the_list_to_a_region_to_a_territoire_and_back_in_one_click(reader):
    reader.open(f"/carte?{DEMONSTRATION}")
    name(reader, "Bretagne").click()
    reader.page.wait_for_url(re.compile("region=Bretagne"))
    reader.settle()
    assert reader.selected("Région") == "Bretagne"
    name(reader, "Pays de Redon").click()
    reader.page.wait_for_url(re.compile("territoire=Pays"))
    reader.settle()
    assert address(reader) == f"{DEMONSTRATION}&region=Bretagne&territoire=Pays de Redon"
    reader.page.get_by_text("Pays de Redon (choix actuel)").wait_for()
    reader.capture("carte-territoire")
    reader.page.go_back()
    reader.page.wait_for_url(re.compile("region=Bretagne$"))
    reader.page.go_forward()
    reader.page.wait_for_url(re.compile("territoire=Pays"))
    reader.settle()
    reader.page.get_by_role("button", name="Tout effacer").click()
    reader.page.wait_for_url(re.compile("carte$"))
    reader.settle()
    assert reader.selected("Région") == ""
    name(reader, "Bretagne").wait_for()


def test_a_click_on_a_dot_and_on_a_bar_chooses_its_region(reader):
    reader.open("/enjeux?vue_enjeux=Simplifier")
    dots = reader.page.locator(".js-plotly-plot").filter(has_text="Médiane").first
    dots.scroll_into_view_if_needed()
    reader.page.wait_for_timeout(600)
    box = dots.locator(".points path").last.bounding_box()
    reader.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    reader.page.wait_for_url(re.compile("region="))
    reader.settle()
    chosen = reader.selected("Région")
    assert f"region={chosen}" in address(reader)
    assert "vue_enjeux=Simplifier" in address(reader), "the rest of the address stands"
    assert f"{chosen}\u00a0: " in reader.page.get_by_test_id("stMain").inner_text()
    reader.capture("enjeu-region")
    detail = "vue_enjeux=Un indicateur en détail"
    reader.open(f"/enjeux?{detail}&indicateur=Sites industriels nouveaux ou étendus, solde net")
    bars = reader.page.locator(".js-plotly-plot").last
    bars.scroll_into_view_if_needed()
    reader.page.wait_for_timeout(600)
    box = bars.locator(".bars .point path").first.bounding_box()
    reader.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    reader.page.wait_for_url(re.compile("region=Auvergne"))


def test_a_keyboard_goes_from_row_to_row_and_chooses_one(reader):
    reader.open("/region")
    name(reader, "Corse").focus()
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(re.compile(r"region=Grand\+Est"))


def test_a_link_to_a_map_shows_the_same_map(reader):
    link = f"/carte?{DEMONSTRATION}&chiffre=Recours à l’engagement VTE&niveau=Territoires&ordre=Nom"
    reader.open(link)
    text = reader.page.get_by_test_id("stMain").inner_text()
    assert "Recours à l’engagement VTE, par territoire" in text
    assert {"chiffre", "niveau", "ordre"} <= set(re.findall(r"(\w+)=", address(reader)))
    name(reader, "Bretagne Romantique").wait_for()
    reader.capture("carte-recours")


def test_what_is_detailed_on_another_page_is_not_asked_of_the_map(reader):
    reader.open("/enjeux")
    reader.page.get_by_test_id("stTopNavSection").filter(has_text="Territoires").click()
    reader.page.get_by_test_id("stTopNavDropdownLink").filter(has_text="Carte").first.click()
    reader.page.wait_for_url(re.compile("carte"))
    reader.settle()
    assert address(reader) == ""
    reader.page.get_by_text("Lauréats du fonds (hors enveloppe), par région").wait_for()


def test_a_map_holds_still_whole_and_out_of_the_way(reader):
    """The page scrolls under a wheel, the keyboard passes by, names stay over what they name."""
    reader.open("/carte")
    drawn = reader.page.get_by_test_id("stDeckGlJsonChart")
    drawn.wait_for()
    reader.page.wait_for_timeout(800)
    grounds = reader.page.locator(".deck-events-root")
    assert {grounds.nth(rank).get_attribute("tabindex") for rank in range(grounds.count())} == {
        "-1"
    }
    box = drawn.bounding_box()
    reader.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 150)
    reader.page.mouse.wheel(0, 200)
    reader.page.wait_for_timeout(600)
    assert drawn.bounding_box()["y"] == box["y"] - 200
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.page.wait_for_timeout(600)
    outside = reader.page.evaluate(
        """() => {
            const drawn = document.querySelector('[data-testid=stDeckGlJsonChart]');
            const map = drawn.getBoundingClientRect();
            return [...document.querySelectorAll('.noms span')].map(e => e.getBoundingClientRect())
                .filter(e => e.left < map.left || e.right > map.right
                    || e.top < map.top || e.bottom > map.bottom).length;
        }"""
    )
    assert reader.page.locator(".noms span").all_inner_texts() == list("12345")
    assert outside == 0
