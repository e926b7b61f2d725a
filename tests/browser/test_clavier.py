"""Ten tasks done with the keyboard alone: no pointer is moved, the focus is always in sight."""

import re

import pytest

# More than the stops of the fullest page before what is looked for.
AT_MOST = 150
NAME = """() => {
    const e = document.activeElement;
    if (e === document.body) return '';
    // A part of the page holds the words of all its controls, and is none of them.
    if (e.matches('main, [role=dialog]')) return `partie ${e.tagName}`;
    return e.getAttribute('aria-label') || e.innerText || e.closest('label')?.innerText || '';
}"""
RING = """() => {
    const e = document.activeElement;
    const drawn = getComputedStyle(e);
    return [parseFloat(drawn.outlineWidth), drawn.outlineStyle];
}"""


class Keys:
    """Hands on a keyboard in front of the dashboard."""

    def __init__(self, reader):
        self.reader = reader
        self.page = reader.page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def reach(self, name):
        """Press Tab until what is called so has the focus; give up when nothing is."""
        for _ in range(AT_MOST):
            # An icon may stand before the words, on a line of its own.
            if re.search(f"^{name}", self.page.evaluate(NAME), re.MULTILINE):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no Tab reaches {name}")

    def settle(self):
        self.reader.settle()


@pytest.fixture
def keys(reader):
    return Keys(reader)


def test_the_first_stop_skips_to_the_content(keys):
    keys.reader.open("/")
    keys.press("Tab")
    assert keys.page.evaluate(NAME) == "Aller au contenu"
    keys.press("Enter")
    inside = "document.querySelector('[data-testid=stMain]').contains(document.activeElement)"
    assert keys.page.evaluate(inside)


def test_a_region_is_chosen_then_all_is_cleared(keys):
    keys.reader.open("/enveloppe")
    keys.reach("Région")
    keys.page.keyboard.type("Bretagne")
    keys.press("Enter")
    keys.page.wait_for_url(re.compile("region=Bretagne"))
    keys.settle()
    keys.reach("Tout effacer")
    keys.press("Enter")
    keys.page.wait_for_url(re.compile(r"/enveloppe$"))


def test_a_page_is_opened_from_the_menu(keys):
    keys.reader.open("/")
    keys.reach("Territoires")
    keys.press("Enter")
    keys.page.get_by_test_id("stTopNavDropdownLink").first.wait_for()
    keys.reach("Carte")
    keys.press("Enter")
    keys.page.wait_for_url(re.compile("/carte"))
    keys.settle()
    assert keys.reader.title() == "Carte"


def test_a_commune_is_searched_and_its_territoire_opened(keys):
    keys.reader.open("/")
    keys.reach("Rechercher")
    keys.press("Enter")
    keys.page.get_by_role("dialog").wait_for()
    keys.reach("Un lieu, un engagement")
    keys.page.keyboard.type("Figeac")
    found = keys.page.get_by_role("dialog").get_by_role("button", name="Figeac").first
    found.wait_for()
    keys.reach(".*Figeac")
    keys.press("Enter")
    keys.page.wait_for_url(re.compile("/territoire"))


def test_the_search_is_left_with_escape(keys):
    keys.reader.open("/")
    keys.reach("Rechercher")
    keys.press("Enter")
    keys.page.get_by_role("dialog").wait_for()
    keys.press("Escape")
    keys.page.get_by_role("dialog").wait_for(state="detached")


def test_a_drawer_is_opened_read_and_downloaded(keys):
    keys.reader.open("/enveloppe?jeu=Démonstration")
    keys.reach("Source")
    keys.press("Enter")
    keys.page.get_by_role("tab", name="Définitions").wait_for()
    keys.reach("Données$")
    keys.press("ArrowRight")
    keys.page.get_by_role("tab", name="Définitions", selected=True).wait_for()
    keys.press("ArrowLeft")
    keys.reach(r"Télécharger \(CSV\)")
    with keys.page.expect_download() as download:
        keys.press("Enter")
    assert download.value.suggested_filename.endswith(".zip")


def test_a_view_is_chosen(keys):
    keys.reader.open("/enveloppe?jeu=Démonstration")
    keys.reach("Où en est l’argent")
    keys.press("ArrowRight", "Enter")
    keys.settle()
    keys.page.wait_for_url(re.compile("vue_enveloppe="))


def test_a_place_is_chosen_in_a_list(keys):
    keys.reader.open("/region")
    keys.reach("Bretagne")
    keys.press("Enter")
    keys.page.wait_for_url(re.compile("region=Bretagne"))
    keys.settle()
    assert keys.reader.title() == "Bretagne"


def test_a_definition_is_read_on_a_figure(keys):
    keys.reader.open("/engagements?jeu=Démonstration")
    keys.reach("Aide")
    keys.page.get_by_role("tooltip").first.wait_for()


def test_the_focus_goes_round_a_page_always_in_sight(keys):
    keys.reader.open("/carte?jeu=Démonstration")
    seen = []
    for _ in range(AT_MOST):
        keys.press("Tab")
        name = keys.page.evaluate(NAME).strip()
        if not name:
            break
        seen.append(name)
        width, style = keys.page.evaluate(RING)
        assert width >= 2, (name, width)
        assert style != "none", name
    else:
        raise AssertionError(f"the page never lets the focus go: {seen[-5:]}")
    assert {"Jeu de données", "Région", "Indicateur"} <= set(seen)
