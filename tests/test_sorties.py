"""What is empty leads somewhere, in each view of each page, and what it offers does lead out."""

import re
from itertools import pairwise

import pytest

from tdi import sorties
from tests.conftest import new_app
from tests.test_pages import PAGES, open_page

MAYOTTE = {"region": "Mayotte"}
SELECTIONS = {
    "France": {},
    "a région without territoire": MAYOTTE,
    "a territoire of phase 2": {"phase": "Phase 2", "territoire": "Basse-Terre"},
    "three filters": {"phase": "Phase 2", "region": "Mayotte", "enjeu": "Recruter"},
    "the first snapshot": {"instantane": "22 novembre 2018", "region": "Bretagne"},
    "the demonstration": {"jeu": "Démonstration", "region": "Mayotte"},
}
# Pages of the dashboard itself, whatever is selected; nor are the alerts of the demonstration
# opened, which examine 48 snapshots.
APART = {"accessibilite", "dictionnaire", "instantanes"}
# How a block says that there is nothing, or nothing to show.
SAID = re.compile(
    r"Rien à montrer|\*\*Sans objet\*\* –|\*\*Non communiqué(\.\*\*|\*\* –)|\*\*Pas de projection"
    r"|_[^_]*(rien dans ce jeu|Aucun)[^_]*_$"
)
# Until the next of these, a link is about what was said; after, about something else.
ENDS = ("title", "header", "info")


def says_nothing(element):
    return element.type in ("info", "markdown") and bool(SAID.match(element.value))


def empties(app):
    """What says that there is nothing on a page, each with the ways out given before the rest."""
    drawn = [element for element in app.main if not isinstance(element, dict)]
    starts = [rank for rank, one in enumerate(drawn) if one.type in ENDS or says_nothing(one)]
    return [
        (drawn[start].value, [one for one in drawn[start:end] if is_way_out(one)])
        for start, end in pairwise([*starts, len(drawn)])
        if says_nothing(drawn[start])
    ]


def is_way_out(element):
    return element.type in ("button", "page_link")


def is_sortie(element):
    return element.type == "button" and (element.key or "").startswith("sortie/")


def opened(selection, page, view=None):
    """Open a page on a selection, and on one of its views: (key of the choice, option)."""
    app = open_page(new_app(), page, selection)
    if view:
        app.button_group(key=view[0]).set_value(view[1]).run()
    return app


def looked_at(selection):
    """Open each view of each page in turn: its page, the view, the app."""
    app = new_app()
    for key, words in selection.items():
        app.query_params[key] = words
    app.run()
    for page in PAGES:
        stem = page.split("/")[-1].removesuffix(".py")
        if stem in APART or (stem == "alertes" and "jeu" in selection):
            continue
        app.switch_page(page).run()
        yield page, None, app
        switches = [one for one in app.button_group if str(one.key).startswith("vue_")]
        for key, views in [(str(switch.key), switch.options) for switch in switches]:
            for view in views[1:]:
                app.button_group(key=key).set_value(view).run()
                app.run()  # a part drawn alone leaves in the test what it drew before
                yield page, (key, view), app


@pytest.fixture
def went(monkeypatch):
    """Where buttons that open a page lead, with its address: a test cannot follow them itself."""
    pages = []
    monkeypatch.setattr(
        "streamlit.switch_page", lambda page, query_params: pages.append((query_params, page))
    )
    return pages


@pytest.mark.parametrize("selection", SELECTIONS)
def test_what_is_empty_leads_somewhere_and_what_it_offers_leads_out(selection, went):
    asked, wrong, offered, links = SELECTIONS[selection], [], {}, set()
    for page, view, app in looked_at(asked):
        assert not app.exception, (page, view)
        found = empties(app)
        for told, ways in found:
            # Where the selection is the cause, another is the way out, not a link that was there.
            by_selection = told.startswith(("Rien à montrer", "**Sans objet"))
            if not (any(map(is_sortie, ways)) if by_selection else ways):
                wrong.append(f"{page}, {view} leads nowhere: {told}")
            for way in ways:
                if is_sortie(way):
                    offered.setdefault((page, way.key), (view, told, found))
                elif way.type == "page_link":
                    links.add(way.proto.label)
    for (page, key), (view, told, found) in offered.items():
        app = opened(asked, page, view)
        app.button(key=key).click().run()
        if went:
            app = opened(*went.pop())
        assert not app.exception, (page, key)
        others = {one for one, _ in found} - {told}
        left = [one for one, _ in empties(app) if one not in others]
        if any(one == told or one.startswith(("Rien", "**Sans objet")) for one in left):
            wrong.append(f"{page}, {view}: « {key} » leads to {left}")
    if any(sorties.DEMANDES[1] in label for label in links):
        app = opened(asked, sorties.DEMANDES[0])
        if not any("Demande à adresser" in one.label for one in app.expander):
            wrong.append("the texts to send are offered, and there is none")
    assert not wrong, "\n".join(wrong)


def test_what_is_missing_leads_to_how_it_is_transmitted():
    bretagne = {"region": "Bretagne"}
    page, words, view = sorties.TRANSMETTRE
    view_of_region = ("vue_region", "Projets et décisions")
    app = opened(bretagne, "pages/territoires/region.py", view_of_region)
    [link, *_] = [one for one in app.get("page_link") if words in one.proto.label]
    assert link.proto.query_string == "vue_dictionnaire=Contrat"
    app = opened(bretagne | view, page)
    assert app.button_group(key="vue_dictionnaire").value == "Contrat"
    assert any("gabarit" in one.value for one in app.markdown)


@pytest.mark.parametrize("view", [None, ("vue_region", "Projets et décisions")])
def test_how_to_transmit_is_told_only_beside_what_is_missing(view):
    asked = {"jeu": "Démonstration", "region": "Bretagne"}
    app = opened(asked, "pages/territoires/region.py", view)
    assert not empties(app)
    assert not [one for one in app.get("page_link") if sorties.TRANSMETTRE[1] in one.proto.label]


def test_nobody_owes_what_is_expected_nowhere():
    for page, view, app in looked_at(MAYOTTE):
        if page in ("pages/pilotage/enveloppe.py", "pages/territoires/comparer.py"):
            assert not any("Attendu de" in one.value for one in app.info), (page, view)


def test_a_filter_in_the_way_is_removed_alone():
    app = opened({"phase": "Phase 2", "region": "Bretagne"}, "pages/pilotage/engagements.py")
    [way] = [one for one in app.button if is_sortie(one)]
    assert way.label == "Voir la phase 1"
    app = way.click().run()
    assert (app.session_state["phase"], app.session_state["region"]) == (1, "53")


def test_statements_too_few_to_project_lead_to_how_they_are_transmitted():
    asked = {"jeu": "Démonstration", "instantane": "28 février 2019"}
    app = opened(asked, "pages/pilotage/enveloppe.py", ("vue_enveloppe", "Projection"))
    [(told, [way])] = empties(app)
    assert told.startswith("**Pas de projection.**")
    # The texts to send ask for amounts, not for a statement a month.
    assert sorties.TRANSMETTRE[1] in way.proto.label
