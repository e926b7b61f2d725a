"""A minister's adviser sees the whole of « Vue d’ensemble » without scrolling, on a laptop."""

import pytest

BLOCKS = (
    "L’enveloppe nationale",
    "Recours aux engagements",
    "Les quatre enjeux",
    "Depuis l’instantané précédent",
    "Les trois pires alertes",
)
HEIGHT = 768

# The box of the block that opens on a title, or of the sentence and the date above them.
BOTTOMS = """titles => titles.map(title => {
    const head = [...document.querySelectorAll('[data-testid=stMain] h2')]
        .find(e => e.innerText.startsWith(title) && e.checkVisibility());
    const block = head?.closest('[class*=st-key-ensemble]');
    return block ? Math.round(block.getBoundingClientRect().bottom) : null;
})"""


@pytest.mark.parametrize(
    "address", ["/", "/?jeu=Démonstration", "/?jeu=Démonstration&enjeu=Innover"]
)
def test_the_first_screen_holds_all_that_it_names(reader, address):
    reader.open(address)
    bottoms = dict(zip(BLOCKS, reader.page.evaluate(BOTTOMS, list(BLOCKS)), strict=True))
    assert all(bottom and bottom <= HEIGHT for bottom in bottoms.values()), bottoms
    # The date of the snapshot, and how much is missing, stand above the blocks.
    main = reader.page.get_by_test_id("stMain")
    for words in ("montants locaux sur", "France entière"):
        box = main.get_by_text(words).first.bounding_box()
        assert box["y"] + box["height"] <= HEIGHT
    reader.capture(f"vue_ensemble{len(address)}")


def test_an_alert_leads_to_its_page_and_all_of_them_are_a_click_away(reader):
    reader.open("/?jeu=Démonstration")
    reader.page.get_by_test_id("stMain").get_by_role("link", name="Toutes", exact=True).click()
    reader.page.wait_for_url("**/alertes*")
    # A server that has just started examines every snapshot before it answers.
    reader.page.get_by_text("alertes ouvertes").first.wait_for(timeout=120_000)
    reader.settle()
    assert reader.title() == "Alertes"
    assert reader.selected("Jeu de données") == "Démonstration"
    reader.page.go_back()
    reader.settle()
    reader.page.get_by_role("link", name="Engagé au-delà de l’annoncé").click()
    reader.page.wait_for_url("**/engagements*")
    reader.settle()
    assert reader.title() == "Engagements"
    assert reader.selected("Jeu de données") == "Démonstration"
