"""The matrix of engagements, sorted, clicked, and found again by its address."""

import re
from urllib.parse import unquote_plus

ROW, HEADING = 35, 35


def click_cell(reader, *, row, x):
    """Click the cell of the matrix at a row (from 0) and `x` pixels from its left edge."""
    grid = reader.page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    reader.page.wait_for_timeout(800)
    box = grid.bounding_box()
    reader.page.mouse.move(box["x"] + x - 10, box["y"] + HEADING)
    reader.page.mouse.move(box["x"] + x, box["y"] + HEADING + ROW * row + ROW / 2, steps=4)
    reader.page.mouse.down()
    reader.page.wait_for_timeout(60)
    reader.page.mouse.up()
    reader.settle()


def main_text(reader):
    return reader.page.get_by_test_id("stMain").inner_text().replace("\u00a0", " ")


def test_a_click_on_a_cell_opens_its_rows_and_is_kept_in_the_address(reader):
    reader.open("/engagements?jeu=Démonstration")
    # The third column is the second région: VTE (second row) in Bourgogne-Franche-Comté.
    click_cell(reader, row=1, x=590)
    reader.page.wait_for_url(re.compile("engagement=VTE"))
    address = unquote_plus(reader.page.url)
    [place] = re.findall(r"lieu=([^&]+)", address)
    assert place in ("Auvergne-Rhône-Alpes", "Bourgogne-Franche-Comté")
    reader.page.get_by_text(f"VTE, {place}", exact=True).wait_for()
    assert reader.selected("Lieu") == place
    assert "Recours, ligne à ligne" in main_text(reader)
    reader.capture("case-engagement")
    reader.page.reload()
    reader.settle()
    reader.page.get_by_text(f"VTE, {place}", exact=True).wait_for()


def test_sorting_by_a_heading_does_not_shift_what_a_click_opens(reader):
    reader.open("/engagements?jeu=Démonstration&region=Bretagne")
    click_cell(reader, row=-1, x=60)  # the heading « Engagement »: alphabetical
    click_cell(reader, row=2, x=250)
    reader.page.wait_for_url(re.compile("engagement=Acc"))
    assert "engagement=Accélérateurs Bpifrance" in unquote_plus(reader.page.url)


def test_the_order_chosen_is_in_the_address(reader):
    reader.open("/engagements?jeu=Démonstration")
    reader.page.get_by_test_id("stButtonGroup").get_by_text("Délai", exact=True).click()
    reader.settle()
    reader.page.wait_for_url(re.compile("tri=D"))
    assert "tri=Délai" in unquote_plus(reader.page.url)
    reader.capture("matrice-delai")
