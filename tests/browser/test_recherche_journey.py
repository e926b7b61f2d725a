"""From what a reader types to the page they meant, and back, in three actions at most."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest


def buttons(reader, words):
    return reader.page.get_by_role("button", name=re.compile(words))


def search(reader, text):
    """Two actions: open the search, type: its field has the focus."""
    buttons(reader, "Rechercher").click()
    reader.page.locator("[role=dialog] input:focus").wait_for()
    reader.page.keyboard.type(text)


@pytest.mark.parametrize("width", [1366, 390])
def test_figeac_mistyped_opens_its_territoire_in_three_actions(reader, width):
    reader.page.set_viewport_size({"width": width, "height": 800})
    reader.open("/enveloppe?region=Bretagne")
    search(reader, "figac")
    found = buttons(reader, "Figeac.*phase.2")
    found.wait_for()
    reader.capture(f"recherche-{width}")
    found.click()
    reader.page.get_by_role("heading", name="Aurillac – Figeac – Rodez").first.wait_for()
    reader.settle()
    assert "/territoire?" in reader.page.url
    assert "phase=Phase" in reader.page.url
    assert "region" not in reader.page.url
    assert not buttons(reader, "Figeac.*phase.2").count(), "the search is closed"
    buttons(reader, "Territoire.*Figeac").wait_for()
    assert reader.page.get_by_test_id("stException").count() == 0
    for _ in range(2):
        reader.page.go_back()
        reader.settle()
    assert "/enveloppe?region=Bretagne" in reader.page.url
    buttons(reader, "Région.*Bretagne").wait_for()


def test_the_file_of_an_engagement_opens_wherever_the_reader_is(reader):
    reader.open("/carte?phase=Phase+2&region=Bretagne&enjeu=Recruter")
    search(reader, "volontariat territorial")
    buttons(reader, "^VTE$").click()
    reader.page.wait_for_url(re.compile(r"engagement\?"))
    reader.page.get_by_role("heading", name="VTE").first.wait_for()
    reader.settle()
    words = dict(parse_qsl(urlsplit(reader.page.url).query))
    assert words == {"region": "Bretagne", "engagement": "VTE"}
    assert reader.page.get_by_text("L’adresse demandait").count() == 0


def test_the_search_needs_no_mouse(reader):
    reader.open("/")
    buttons(reader, "Rechercher").focus()
    press = reader.page.keyboard.press
    press("Enter")
    reader.page.locator("[role=dialog] input:focus").wait_for()
    reader.page.keyboard.type("redon")
    buttons(reader, "Pays de Redon").wait_for()
    reader.page.wait_for_timeout(500)
    press("Tab")
    press("Enter")
    reader.page.get_by_role("heading", name="Pays de Redon").first.wait_for()
    assert "territoire=Pays" in reader.page.url


def test_the_search_is_closed_after_it_is_used_on_the_page_it_opens(reader):
    reader.open("/territoire?territoire=Pays+de+Redon")
    search(reader, "st brieuc")
    found = buttons(reader, "Saint-Brieuc.*phase.1")
    found.click()
    reader.page.get_by_role("heading", name="Saint-Brieuc Baie d’Armor").first.wait_for()
    reader.settle()
    assert not found.count()


def test_one_click_removes_a_filter_and_one_step_back_restores_all(reader):
    address = "/enveloppe?phase=Phase+2&region=Bretagne&enjeu=Recruter"
    reader.open(address)
    buttons(reader, "Enjeu.*Recruter").click()
    reader.page.wait_for_url(re.compile(r"enveloppe\?phase=Phase(\+|%20)2&region=Bretagne$"))
    buttons(reader, "Tout effacer").click()
    reader.page.wait_for_url(re.compile(r"enveloppe$"))
    reader.settle()
    assert not buttons(reader, "Tout effacer").count()
    reader.capture("filtres-effaces")
    reader.page.go_back()
    buttons(reader, "Région.*Bretagne").wait_for()
    assert reader.page.get_by_text("L’adresse demandait").count() == 0


def test_a_territoire_left_out_by_another_region_leaves_the_address(reader):
    reader.open("/carte?region=Bretagne&territoire=Pays+de+Redon")
    reader.choose("Région", "Normandie")
    reader.page.wait_for_url(re.compile(r"carte\?region=Normandie$"))
    assert reader.page.get_by_text("L’adresse demandait").count() == 0


def test_an_iso_date_pins_the_snapshot(reader):
    reader.open("/enveloppe?instantane=2020-02-14")
    buttons(reader, "Instantané.*14 février 2020").wait_for()
    assert "instantane=14" in reader.page.url
    assert reader.page.get_by_text("L’adresse demandait").count() == 0
