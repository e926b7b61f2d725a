"""Ten tasks done with the keyboard alone: no pointer is moved, the focus is always in sight."""

import re

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

# More than the stops of the fullest page before what is looked for.
AT_MOST = 150
NAME = """() => {
    const e = document.activeElement;
    if (e === document.body) return '';
    // A part of the page holds the words of all its controls, and is none of them.
    if (e.matches('main, [role=dialog]')) return `partie ${e.tagName}`;
    return e.getAttribute('aria-label') || e.innerText || e.closest('label')?.innerText || '';
}"""
# The ring around what has the focus, drawn by it or by its box; what cuts more than a pixel of it.
RING = """() => {
    const field = document.activeElement;
    const boxes = [field, field.closest('[data-testid=stTextInputRootElement], [role=group]')];
    const [e, drawn] = boxes.filter(Boolean).map(box => [box, getComputedStyle(box)])
        .find(([, {outlineStyle}]) => outlineStyle !== 'none') ?? [field, getComputedStyle(field)];
    const width = parseFloat(drawn.outlineWidth);
    const around = width + parseFloat(drawn.outlineOffset) - 1;
    const ring = e.getBoundingClientRect();
    const cut = [];
    for (let above = e.parentElement; above; above = above.parentElement) {
        const {overflowX, overflowY, display, position} = getComputedStyle(above);
        if (display === 'contents') continue;
        const {left, right, top, bottom} = above.getBoundingClientRect();
        const across = ring.left - around < left || ring.right + around > right;
        const down = ring.top - around < top || ring.bottom + around > bottom;
        if (overflowX !== 'visible' && across || overflowY !== 'visible' && down)
            cut.push(above.dataset.testid ?? above.className);
        if (position === 'fixed') break;
    }
    return [width, drawn.outlineStyle, cut];
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

    def open_search(self):
        """Open the search of a page, and wait for it to be there."""
        self.reach("Rechercher")
        self.press("Enter")
        self.page.get_by_role("dialog").wait_for()

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
    keys.open_search()
    keys.reach("Un lieu, un engagement")
    keys.page.keyboard.type("Figeac")
    found = keys.page.get_by_role("dialog").get_by_role("button", name="Figeac").first
    found.wait_for()
    keys.reach(".*Figeac")
    keys.press("Enter")
    keys.page.wait_for_url(re.compile("/territoire"))


def test_the_search_is_left_with_escape(keys):
    keys.reader.open("/")
    keys.open_search()
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


@pytest.mark.parametrize("where", ["carte", "region", "enveloppe"])
def test_the_focus_goes_round_a_page_always_in_sight(keys, where):
    keys.reader.open(f"/{where}?jeu=Démonstration")
    seen = []
    for _ in range(AT_MOST):
        keys.press("Tab")
        name = keys.page.evaluate(NAME).strip()
        if not name:
            break
        seen.append(name)
        width, style, cut = keys.page.evaluate(RING)
        assert width >= 3, (name, width)
        assert style != "none", name
        assert not cut, (name, cut)
    else:
        raise AssertionError(f"the page never lets the focus go: {seen[-5:]}")
    assert {"Jeu de données", "Région"} <= set(seen)


def test_the_ring_of_the_search_goes_round_its_box(keys):
    keys.reader.open("/")
    keys.open_search()
    keys.reach("Un lieu, un engagement")
    assert keys.page.evaluate(RING) == [3, "solid", []]
    keys.reader.capture("recherche-focus")


def test_no_letter_alone_is_a_shortcut(keys):
    """Streamlit computes the page again at R, and clears its caches at C."""
    runs = []

    def note(frame):
        message = BackMsg.FromString(frame)
        # A part of the page asks by itself, every ten seconds, whether something was published.
        if message.HasField("rerun_script") and not message.rerun_script.fragment_id:
            runs.append(message)

    keys.page.on("websocket", lambda socket: socket.on("framesent", note))
    keys.reader.open("/carte")
    assert runs, "the page itself was asked for"
    runs.clear()
    keys.press("r", "c", "R", "C", "Tab", "r", "c")
    keys.page.wait_for_timeout(1000)
    assert not runs
    assert not keys.page.get_by_role("dialog").count()
    keys.open_search()
    keys.reach("Un lieu, un engagement")
    keys.page.keyboard.type("Cher")
    assert keys.page.evaluate("document.activeElement.value") == "Cher"
