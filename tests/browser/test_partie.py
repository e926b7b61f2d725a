"""What is chosen in a page draws again the part that it concerns; the header and filters stay."""

import re
from urllib.parse import unquote_plus

import pytest


def pick(label, option):
    return lambda reader: reader.choose(label, option)


def press(name):
    return lambda reader: reader.page.get_by_role("radio", name=name).click()


VTE = "Recours à l’engagement VTE"
# Page, what is chosen in it one after the other, each with what it shows and the address.
CHOICES = {
    "carte": [
        (pick("Indicateur", VTE), f"{VTE}, par région", f"carte?chiffre={VTE}"),
        (pick("Montrer les", "Territoires"), f"{VTE}, par territoire", "&niveau=Territoires"),
        (press("Nom"), "Les mêmes chiffres en liste", "&ordre=Nom"),
    ],
    "alertes": [
        (pick("Attendu de", "PIC"), "1 alerte ouverte", "alertes?attendu=PIC"),
        (
            pick("Constats d’une règle", "Indicateur en recul"),
            "La requête de la règle",
            "&regle=Indicateur en recul",
        ),
    ],
    "engagements?jeu=Démonstration": [
        (press("Réponses"), "Recours\u00a0: réponses", "&vue_engagements=Réponses")
    ],
}


def address(reader):
    return unquote_plus(reader.page.url)


@pytest.mark.parametrize("where", CHOICES)
def test_a_choice_made_in_a_page_leaves_the_rest_of_it_as_it_is(reader, where):
    reader.open(f"/{where}")
    assert reader.runs[0] == "page"
    for choose, shown, words in CHOICES[where]:
        reader.runs.clear()
        choose(reader)
        reader.page.get_by_text(shown).first.wait_for()
        reader.page.wait_for_url(lambda url, words=words: unquote_plus(url).endswith(words))
        reader.settle()
        assert set(reader.runs) == {"part"}, words
    # What is chosen for every page still concerns all of it, and leaves the rest of the address.
    reader.choose("Région", "Bretagne")
    reader.page.get_by_text("Bretagne · phase 1").wait_for()
    assert "page" in reader.runs
    assert CHOICES[where][-1][-1] in address(reader)


def test_a_choice_of_a_page_is_in_the_bar_and_taken_back_from_there(reader):
    reader.open(f"/carte?chiffre={VTE}&ordre=Nom")
    main = reader.page.get_by_test_id("stMain")
    main.get_by_text(f"{VTE}, par région").wait_for()
    reader.runs.clear()
    main.get_by_role("button", name=f"Indicateur\u00a0: {VTE}").click()
    reader.page.wait_for_url(lambda url: unquote_plus(url).endswith("carte?ordre=Nom"))
    main.get_by_text("Lauréats du fonds (hors enveloppe), par région").wait_for()
    assert set(reader.runs) == {"part"}
    assert not main.get_by_role("button", name="Tout effacer").count()
    reader.choose("Montrer les", "Territoires")
    main.get_by_role("button", name="Tout effacer").click()
    reader.page.wait_for_url(re.compile("carte.ordre=Nom$"))
    reader.settle()
    assert "page" in reader.runs, "all the filters may have changed"


def test_a_place_clicked_in_a_part_is_chosen_for_the_whole_page(reader):
    reader.open("/carte")
    reader.runs.clear()
    reader.page.get_by_role("button", name="Bretagne", exact=True).click()
    reader.page.get_by_text("Bretagne · phase 1").wait_for()
    reader.page.wait_for_url(re.compile("region=Bretagne"))
    assert "page" in reader.runs
