"""Before a room: no filters, larger words, the next place at a key; rows go away in a file."""

import re

import pyarrow.parquet as pq


def sidebar_width(reader):
    return reader.page.get_by_test_id("stSidebar").evaluate("box => box.offsetWidth")


def test_the_filters_leave_the_screen_for_a_room_and_come_back(reader):
    reader.open("/enveloppe?mode=presentation&region=Bretagne")
    assert sidebar_width(reader) == 0
    reader.page.get_by_text(re.compile("^Source")).first.wait_for()
    reader.capture("presentation")
    boxes = {
        what: reader.page.locator(f"{what} >> visible=true").first.bounding_box()
        for what in ("h1", "[class*=st-key-quitter]", ".js-plotly-plot")
    }
    assert boxes["[class*=st-key-quitter]"]["x"] == boxes["h1"]["x"]
    assert boxes[".js-plotly-plot"]["y"] < 768 * 2 / 3, "the drawing begins within the first screen"
    reader.page.get_by_role("button", name="Quitter la présentation").click()
    reader.settle()
    assert sidebar_width(reader) > 200
    assert "mode=" not in reader.page.url
    assert reader.selected("Région") == "Bretagne"


def scrolled(reader):
    return reader.page.get_by_test_id("stMain").evaluate("main => main.scrollTop")


def press(reader, key, title):
    reader.page.keyboard.press(key)
    reader.page.locator("h1", has_text=title).wait_for()
    reader.settle()
    assert scrolled(reader) == 0, "another place is read from its beginning"


def test_the_keys_of_a_remote_control_lead_from_one_territoire_to_the_next(reader):
    reader.open("/territoire?region=Bretagne&mode=presentation")
    press(reader, "ArrowRight", "Bretagne Romantique")
    press(reader, "ArrowRight", "Dinan – Saint-Malo")
    assert "territoire=Dinan" in reader.page.url
    press(reader, "ArrowLeft", "Bretagne Romantique")
    reader.page.keyboard.press("PageDown")
    assert scrolled(reader) > 300, "a page key shows the rest of the page first"
    while reader.title() == "Bretagne Romantique":
        before = scrolled(reader)
        reader.page.keyboard.press("PageDown")
        reader.page.wait_for_timeout(300)
        assert scrolled(reader) != before or reader.title() != "Bretagne Romantique"
    reader.settle()
    assert reader.title() == "Dinan – Saint-Malo"
    press(reader, "PageUp", "Bretagne Romantique")


def test_a_key_stays_with_what_has_the_focus_and_uses_it(reader):
    """A table that scrolls, a choice among several."""
    reader.open("/enveloppe?jeu=Démonstration&region=Bretagne&mode=presentation")
    reader.page.locator("[data-testid=stTable] > [role=region]").first.focus()
    reader.page.keyboard.press("ArrowRight")
    reader.page.get_by_role("radio").first.focus()
    reader.page.keyboard.press("ArrowRight")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(re.compile("vue_enveloppe="))
    reader.settle()
    assert "region=Bretagne" in reader.page.url


def test_outside_a_room_the_keys_are_those_of_the_browser(reader):
    reader.open("/territoire?region=Bretagne")
    for key in ("ArrowRight", "PageDown", "End"):
        reader.page.keyboard.press(key)
    reader.settle()
    assert reader.title() == "Territoires"
    assert not reader.page.get_by_role("button", name="Suivant").count()


def test_words_are_larger_in_a_room_and_the_menu_waits_at_the_top(reader):
    size = "parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)"
    menu = "getComputedStyle(document.querySelector('[data-testid=stHeader]')).opacity"
    reader.open("/enveloppe")
    desk = reader.page.evaluate(size)
    assert reader.page.evaluate(menu) == "1"
    reader.open("/enveloppe?mode=presentation")
    assert reader.page.evaluate(size) >= 1.25 * desk
    assert reader.page.evaluate(menu) == "0"
    reader.page.mouse.move(400, 3)
    reader.page.get_by_test_id("stTopNavSection").first.click()
    link = reader.page.get_by_test_id("stTopNavDropdownLink").first
    link.wait_for()
    assert reader.page.evaluate(menu) == "1"


def test_the_rows_behind_a_figure_are_taken_away_in_two_clicks(reader, tmp_path):
    reader.open("/enveloppe?region=Bretagne")
    reader.page.get_by_test_id("stExpander").first.locator("summary").click()
    reader.settle()
    for label, suffix in (("Excel", ".xlsx"), ("CSV", ".csv.zip"), ("Parquet", ".parquet")):
        with reader.page.expect_download() as started:
            reader.page.get_by_role("button", name=f"Télécharger ({label})").first.click()
        name = started.value.suggested_filename
        assert name.startswith("pilotage-entonnoir_Public_Bretagne-phase-1_")
        assert name.endswith(suffix)
        started.value.save_as(tmp_path / name)
    [written] = tmp_path.glob("*.parquet")
    assert pq.read_table(written)["etape"].to_pylist() == ["Annoncé", "Fléché", "Engagé", "Payé"]
