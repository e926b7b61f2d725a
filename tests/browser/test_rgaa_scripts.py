"""What a page says while it works, what opens under a pointer, what a pointer may take back.

Criteria 7.4, 7.5, 10.13, 12.11 and 13.11 of the RGAA, whose tests say how.
"""

import re

import pytest

TIP = "stTooltipContent"


def tell(page, state):
    """Make the page believe that its script is in this state, as Streamlit writes it."""
    page.evaluate(
        "state => document.querySelector('[data-testid=stApp]').dataset.testScriptState = state",
        state,
    )


def test_a_page_that_is_computed_again_says_so_then_that_it_is_done(reader):
    reader.open("/")
    page = reader.page
    status = page.locator("#etat-page[role=status]")
    tell(page, "running")
    page.wait_for_timeout(200)
    assert status.text_content() != "Calcul en cours…", "what is quick is not told"
    page.wait_for_timeout(600)
    assert status.text_content() == "Calcul en cours…"
    tell(page, "notRunning")
    page.wait_for_timeout(200)
    assert status.text_content() == "Page à jour."


def test_what_a_search_finds_is_said(reader):
    reader.open("/")
    reader.page.get_by_role("button", name="Rechercher").click()
    dialog = reader.page.get_by_role("dialog")
    status = dialog.get_by_role("status")
    status.get_by_text("Accents et fautes").wait_for()
    box = dialog.get_by_role("searchbox")
    for typed, told in (
        ("figeac", r"^\d+\sréponses?, la plus proche d’abord"),
        ("figac", "^Aucun nom ne s’écrit ainsi"),
        ("zzzzqq", "^Rien de ce que suit le programme"),
    ):
        box.fill(typed)
        status.get_by_text(re.compile(told)).wait_for()


@pytest.mark.parametrize(("view", "field", "told"), [
    ("Colonnes", "Chercher un chiffre", r"^\d+\scolonnes?"),
    ("Glossaire", "Chercher un terme", r"^\d+\stermes?"),
])  # fmt: skip
def test_what_a_list_is_reduced_to_is_said(reader, view, field, told):
    reader.open(f"/dictionnaire?vue_dictionnaire={view}")
    box = reader.page.get_by_label(field)
    for typed in ("fléché", "zzzz"):
        box.fill(typed)
        box.press("Enter")
        reader.settle()
        assert reader.page.get_by_role("status").get_by_text(re.compile(told)).count() == 1
    [nothing] = reader.page.get_by_test_id("stAlertContainer").all()
    assert nothing.get_attribute("role") == "status"


def test_a_refused_choice_is_an_alert(reader):
    reader.open("/?region=Atlantide")
    reader.page.get_by_role("alert").get_by_text("sélection impossible").wait_for()


def test_how_far_a_file_is_made_is_said_then_that_it_is_ready(reader):
    reader.open("/region?jeu=Démonstration&region=Bretagne")
    page = reader.page
    page.get_by_role("button", name="Dossier du comité").click()
    bar = page.get_by_role("progressbar", name="Avancement")
    bar.wait_for()
    status = page.get_by_role("status").filter(has=bar)
    assert status.count() == 1
    status.get_by_text("Dossier prêt").wait_for(timeout=180_000)
    page.get_by_role("button", name="Télécharger le dossier").wait_for()


@pytest.mark.parametrize("label", ["Région", "Affichage"])
def test_a_choice_leaves_the_reader_where_they_are(reader, label):
    """The page is answered anew under the same title; the focus stays on the filter."""
    reader.open("/enveloppe")
    title, page = reader.title(), reader.page
    box = page.get_by_role("combobox", name=label).first
    if label == "Affichage":
        # What it does to the page can be read before it is chosen.
        page.get_by_test_id("stSelectbox").filter(has_text=label).get_by_test_id(
            "stTooltipHoverTarget"
        ).hover()
        page.get_by_test_id(TIP).get_by_text("ôte les filtres").wait_for()
    box.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    reader.settle()
    if label == "Région":
        assert "region=" in page.url
        assert box.evaluate("e => e === document.activeElement")
    else:
        assert "mode=" in page.url
    assert reader.title() == title
    assert "/enveloppe" in page.url


def test_a_bubble_stays_under_the_pointer_and_goes_with_escape(reader):
    reader.open("/enveloppe?region=Bretagne")
    page = reader.page
    target, tip = page.get_by_test_id("stTooltipHoverTarget").first, page.get_by_test_id(TIP)
    target.hover()
    tip.wait_for()
    assert page.get_by_role("tooltip").count() == 1
    box = tip.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=10)
    page.wait_for_timeout(1000)
    assert tip.is_visible(), "it can be pointed at"
    target.hover()
    page.wait_for_timeout(1000)
    assert tip.is_visible(), "it stays as long as the pointer does"
    page.keyboard.press("Escape")
    tip.wait_for(state="detached")


def test_every_bubble_is_read_by_the_keyboard_and_holds_nothing_to_press(reader):
    reader.open("/enveloppe?region=Bretagne&jeu=Démonstration")
    page, tip = reader.page, reader.page.get_by_test_id(TIP)
    targets = page.get_by_test_id("stTooltipHoverTarget")
    read = 0
    for rank in range(targets.count()):
        focusable = targets.nth(rank).locator("button, a, [tabindex='0']").first
        if not targets.nth(rank).is_visible():
            continue
        page.keyboard.press("Tab")  # the ring, and bubbles, are for who uses the keyboard
        focusable.focus()
        tip.wait_for()
        assert not tip.locator("a, button, input, [tabindex]").count()
        page.keyboard.press("Escape")
        tip.wait_for(state="detached")
        assert focusable.evaluate("e => e === document.activeElement")
        read += 1
    assert read >= 2


def pressed_and_left(page, target):
    """Press on something, go elsewhere, let go."""
    box = target.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.mouse.down()
    page.wait_for_timeout(150)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] + 140, steps=8)
    page.mouse.up()
    page.wait_for_timeout(1200)


@pytest.mark.parametrize(("where", "target"), [
    ("/enveloppe?region=Bretagne", "[class*=st-key-vue] [role=radio] >> nth=1"),
    ("/enveloppe?region=Bretagne", "[data-testid=stExpander] summary >> nth=0"),
    ("/enveloppe?region=Bretagne", "button:has-text('Tout effacer')"),
    ("/region", "[class*=st-key-choisir] button >> nth=0"),
    ("/region", "[data-testid=stDeckGlJsonChart] canvas >> nth=0"),
    ("/enjeux?vue_enjeux=Simplifier", ".js-plotly-plot .points path >> nth=2"),
])  # fmt: skip
def test_what_is_pressed_then_left_does_nothing(reader, where, target):
    reader.open(where)
    page = reader.page
    found = page.locator(target)
    found.scroll_into_view_if_needed()
    before, opened = page.url, page.locator("details[open]").count()
    pressed_and_left(page, found)
    reader.settle()
    assert page.url == before
    assert page.locator("details[open]").count() == opened
