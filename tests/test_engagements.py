"""The Engagements page: one engagement in full, kept in the address, and what it refuses."""

import re
from collections import Counter

from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import SNAPSHOT
from tests.test_pages import open_page, texts

PAGE = "pages/pilotage/engagements.py"


def test_an_address_opens_the_file_of_one_engagement(app):
    open_page(app, PAGE, {"engagement": "VTE", "region": "Bretagne"})
    assert app.selectbox(key="engagement").value == "VTE"
    assert app.selectbox(key="region").value == "53"
    shown = texts(app)
    assert "377\u00a0VTE (contesté)" in shown
    assert "1\u202f000\u00a0VTE (renseigné)" in shown
    # Ten territoires in Bretagne, four stages: owed by the operateur that texts name.
    assert "**Bpifrance**\u00a0: 40\u00a0montants (annoncé, fléché, engagé et payé)" in shown
    assert "échéance inconnue" in shown
    assert re.search(r"\[2017-2022\.nosdeputes\.fr\]\(https://", shown)


def test_what_is_published_of_money_is_told_with_its_stage_and_frame(app):
    open_page(app, PAGE, {"engagement": "Crédits d’ingénierie"})
    assert "**Annoncé**\u00a0: 26\u202fM€" in texts(app)
    assert "cadre\u00a0: rattachement inconnu" in texts(app)


def test_an_engagement_outside_the_selection_is_refused_aloud(app):
    open_page(app, PAGE, {"engagement": "VTE", "enjeu": "Simplifier"})
    assert app.selectbox(key="engagement").value is None
    assert any("«\u00a0VTE\u00a0»" in warning.value for warning in app.warning)


def test_phase_2_is_without_object(app):
    open_page(app, PAGE, {"phase": "Phase 2"})
    assert "sans objet pour la phase 2" in texts(app)
    assert not app.metric


def test_the_grid_names_every_state_it_shows(app):
    open_page(app, PAGE, {})
    shown = texts(app)
    assert "187\u00a0chiffres attendus" in shown
    assert "**?** non communiqué" in shown
    assert "**≠** contesté\u00a0: 1" in shown


def test_mayotte_has_no_territoire_and_owes_nothing(app):
    open_page(app, "pages/donnees/completude.py", {"region": "Mayotte"})
    assert "Aucun territoire dans cette sélection" in texts(app)
    assert not app.get("code")


def test_what_is_declared_without_object_is_not_told_as_unknown():
    asked = Filters(jeu="demonstration", snapshot_date="2022-12-31")
    nothing_expected = {
        row["engagement_id"]
        for row in compute("donnees/cellules_by_engagement", asked).records()
        if row["attendue_count"] == 0
    }
    assert nothing_expected == {"eng-09", "eng-10", "eng-13", "eng-15"}
    told = compute("pilotage/engagements", asked).records()
    without_object = {row["engagement_id"] for row in told if row["montants_etat"] == "Sans objet"}
    assert without_object == nothing_expected
    money = compute("pilotage/engagements_etats", asked).only(famille="Argent").records()
    states = Counter((row["engagement_id"], row["etat"]) for row in money)
    assert {one for one, etat in states if etat == "Sans objet"} == nothing_expected
    assert all(states[one, "Sans objet"] == 4 for one in nothing_expected)
    assert states["eng-07", "Contesté"] == 1, "three territoires contest what is paid"
    assert states["eng-12", "Renseigné"] == 1, "announced by territoire and for France, no more"


def test_each_state_of_the_public_figures_is_counted():
    result = compute("pilotage/engagements_etats", Filters(snapshot_date=SNAPSHOT))
    assert Counter(result.frame["etat"]) == {
        "Renseigné": 8,
        "Contesté": 1,
        "Non communiqué": 178,
    }
