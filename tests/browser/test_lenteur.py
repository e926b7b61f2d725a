"""On a slow machine: the answer first, a choice touches its part, what is made is told."""

import pytest

from tests.browser.conftest import reading, started
from tests.browser.lent import QUESTION

# When the header and the first figure came, and what outside of the view was to be drawn again.
WATCHED = """() => {
    window.came = {};
    const look = () => {
        const now = performance.now();
        const there = (name, selector) => {
            if (document.querySelector(selector)) window.came[name] ??= now;
        };
        there('header', '[data-testid=stMain] h1');
        there('figure', '[data-testid=stMain] [data-testid=stMetric]');
        there('stale', '[data-stale=true] h1, [data-stale=true] [data-testid=stMetric],'
            + ' [data-testid=stSidebar] [data-stale=true]');
    };
    new MutationObserver(look).observe(document, {
        subtree: true, childList: true, attributes: true, attributeFilter: ['data-stale'],
    });
}"""


@pytest.fixture(scope="module")
def slow():
    with started("serveur-lent", module="tests.browser.lent") as address:
        yield address


def test_the_question_is_read_before_its_details_come(chromium, slow):
    with reading(chromium, slow) as reader:
        reader.page.add_init_script(f"({WATCHED})()")
        reader.open("/chiffres_annonces")
        came = reader.page.evaluate("window.came")
        assert came["figure"] - came["header"] > 900 * QUESTION, came


def test_choosing_a_view_leaves_the_rest_of_the_page_as_it_is(chromium, slow):
    with reading(chromium, slow) as reader:
        reader.open("/engagements?jeu=Démonstration")
        reader.page.evaluate(f"({WATCHED})()")
        reader.page.get_by_role("radio", name="Réponses").click()
        reader.page.get_by_role("heading", name="Recours\u00a0: réponses").wait_for()
        reader.settle()
        assert "vue_engagements=R" in reader.page.url
        assert "stale" not in reader.page.evaluate("window.came")
        # What is chosen for every page still concerns all of it.
        reader.choose("Région", "Bretagne")
        reader.page.get_by_text("Bretagne · phase 1").wait_for()
        assert "stale" in reader.page.evaluate("window.came")


def test_a_note_in_preparation_says_so_and_its_button_stays_where_it_is(chromium, slow):
    with reading(chromium, slow) as reader:
        reader.open("/enjeux")
        button = reader.page.get_by_role("button", name="Note d’une page")
        told = reader.page.get_by_role("progressbar", name="Fichier en préparation")
        box = button.bounding_box()
        assert not told.count()
        with reader.page.expect_download(timeout=120_000) as asked:
            button.click()
            told.wait_for()
            reader.page.wait_for_timeout(900)
            reader.capture("note-en-preparation")
            assert told.evaluate("e => getComputedStyle(e).opacity") == "1"
            assert button.bounding_box() == box
        assert asked.value.suggested_filename.endswith(".pdf")
        told.wait_for(state="detached")
