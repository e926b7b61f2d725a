"""The matrix of engagements, sorted, clicked, and found again by its address."""

import re
from urllib.parse import unquote_plus


def cell(reader, engagement, place):
    """The cell of the matrix in the row and the column of these names."""
    matrix = reader.page.get_by_role("table", name="engagement par engagement")
    matrix.wait_for()
    headings = matrix.locator("thead th").all_inner_texts()
    row = matrix.locator("tbody tr", has=reader.page.get_by_role("rowheader", name=engagement))
    return row.locator("td").nth(headings.index(place) - 1).get_by_role("link")


def main_text(reader):
    return reader.page.get_by_test_id("stMain").inner_text().replace("\u00a0", " ")


def test_a_click_on_a_cell_opens_its_rows_and_is_kept_in_the_address(reader):
    reader.open("/engagements?jeu=Démonstration")
    place = "Bourgogne-Franche-Comté"
    cell(reader, "VTE", place).click()
    reader.page.wait_for_url(re.compile("engagement=VTE"))
    reader.settle()
    assert f"lieu={place}" in unquote_plus(reader.page.url)
    assert len(reader.page.context.pages) == 1, "no other tab"
    reader.page.get_by_text(f"VTE, {place}", exact=True).wait_for()
    assert reader.selected("Lieu") == place
    assert "Recours, ligne à ligne" in main_text(reader)
    reader.capture("case-engagement")
    reader.page.reload()
    reader.settle()
    reader.page.get_by_text(f"VTE, {place}", exact=True).wait_for()


def test_a_step_back_undoes_the_choice_of_a_cell(reader):
    reader.open("/engagements?jeu=Démonstration&region=Bretagne")
    cell(reader, "Accélérateurs Bpifrance", "Bretagne").click()
    reader.page.get_by_text("Accélérateurs Bpifrance, Bretagne", exact=True).wait_for()
    assert "engagement=Accélérateurs" in unquote_plus(reader.page.url)
    reader.settle()
    reader.page.go_back()
    reader.page.get_by_text("Un clic dans la matrice").wait_for()
    assert "region=Bretagne" in reader.page.url


def test_the_matrix_is_one_stop_of_the_keyboard_and_its_arrows_move_in_it(reader):
    reader.open("/engagements?jeu=Démonstration")
    page = reader.page
    cell(reader, "Formation (PIC)", "France").focus()
    page.wait_for_timeout(300)
    for key in ("ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    # What the sign says is said in words.
    said = page.evaluate("document.activeElement.title").replace("\u00a0", " ")
    assert re.fullmatch(r"VTE, Auvergne-Rhône-Alpes : \d+ sur \d+, renseigné", said)
    assert page.locator(".st-key-matrice a[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("engagement=VTE"))
    reader.settle()
    page.get_by_text("VTE, Auvergne-Rhône-Alpes", exact=True).wait_for()


def test_the_names_of_the_matrix_stay_in_sight_on_a_phone(reader):
    page = reader.page
    page.set_viewport_size({"width": 390, "height": 844})
    reader.open("/engagements?jeu=Démonstration")
    last = cell(reader, "VTE", "Provence-Alpes-Côte d’Azur")
    last.scroll_into_view_if_needed()
    name = page.get_by_role("rowheader", name="VTE").bounding_box()
    assert 0 <= name["x"] <= 60
    assert last.bounding_box()["x"] >= name["x"] + name["width"] - 1
    reader.capture("matrice-telephone")


def test_the_order_chosen_is_in_the_address(reader):
    reader.open("/engagements?jeu=Démonstration")
    reader.page.get_by_test_id("stButtonGroup").get_by_text("Délai", exact=True).click()
    reader.settle()
    reader.page.wait_for_url(re.compile("tri=D"))
    assert "tri=Délai" in unquote_plus(reader.page.url)
    reader.capture("matrice-delai")
