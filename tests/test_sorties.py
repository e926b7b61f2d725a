"""A page with nothing to show leads somewhere."""

import pytest

from tests.test_pages import PAGES, open_page

MAYOTTE = {"region": "Mayotte"}
OLD = {"instantane": "22 novembre 2018"}
PHASE_2 = {"phase": "Phase 2", "region": "Bretagne"}
SELECTIONS = {"no territoire": MAYOTTE, "old snapshot": OLD, "phase 2": PHASE_2}
# What says that nothing can be shown.
EMPTY = ("Rien à montrer", "**Sans objet**", "Sans objet", "C’est le premier", "**Pas de")
VIEWS = (
    ("pilotage/enveloppe", "Projection", MAYOTTE),
    ("pilotage/enveloppe", "Contrôles", MAYOTTE),
    ("suivi/chiffres_annonces", "Jalons", MAYOTTE),
    ("suivi/evolutions", "Par lieu", OLD),
    ("territoires/comparer", "Projets", {"region": "Bretagne"}),
    ("territoires/comparer", "Crédits", PHASE_2),
    ("territoires/region", "Crédits", PHASE_2),
    ("territoires/region", "Recours", PHASE_2),
    ("territoires/region", "Dans le temps", PHASE_2),
    ("territoires/region", "Demandes", PHASE_2),
    ("territoires/region", "Projets et décisions", {"region": "Bretagne"}),
)


def dead_ends(page, told=EMPTY):
    """What says that there is nothing, in a page where no button and no link follows."""
    drawn = [element for element in page.main if not isinstance(element, dict)]
    followed, ends = False, []
    for element in reversed(drawn):
        if element.type in ("button", "page_link"):
            followed = True
        elif element.type == "info" and element.value.startswith(told) and not followed:
            ends.append(element.value)
    return ends


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("page", PAGES)
def test_no_empty_page_is_a_dead_end(app, page, selection):
    shown = open_page(app, page, SELECTIONS[selection])
    assert not shown.exception
    assert not dead_ends(shown)


@pytest.mark.parametrize(("page", "view", "selection"), VIEWS)
def test_no_empty_view_is_a_dead_end(app, page, view, selection):
    shown = open_page(app, f"pages/{page}.py", selection | {f"vue_{page.split('/')[1]}": view})
    assert not shown.exception
    assert any(told.value.startswith((*EMPTY, "**Non communiqué**")) for told in shown.info)
    assert not dead_ends(shown, (*EMPTY, "**Non communiqué**"))


def test_an_empty_page_offers_the_whole_of_france(app):
    page = open_page(app, "pages/territoires/carte.py", MAYOTTE)
    assert any("Rien à montrer" in told.value for told in page.info)
    [way] = [one for one in page.button if one.label == "Revenir à la France entière"]
    page = way.click().run()
    assert page.session_state["region"] is None
    assert not any("Rien à montrer" in told.value for told in page.info)


@pytest.mark.parametrize(
    ("page", "selection", "words", "key", "value"),
    [
        ("pilotage/engagements", PHASE_2, "Voir la phase 1", "phase", 1),
        ("suivi/evolutions", OLD, "Voir l’instantané le plus récent", "instantane", None),
        ("donnees/ressources", {"jeu": "Démonstration"}, "Voir le jeu public", "jeu", "public"),
    ],
)
def test_the_filter_that_is_in_the_way_is_removed_alone(app, page, selection, words, key, value):
    page = open_page(app, f"pages/{page}.py", selection)
    [way] = [one for one in page.button if one.label == words]
    page = way.click().run()
    assert page.session_state[key] == value
    assert "Bretagne" not in selection.values() or page.session_state["region"] == "53"
    assert not any(told.value.startswith(EMPTY) for told in page.info)
