"""The views of a page: each speaks French, opens on its rows, and is kept in the address."""

import re

import pytest

from tests.test_pages import open_page, texts
from tests.test_provenance import flattened, without_drawer, without_finding

REGION = (
    "Crédits",
    "Recours",
    "Projets et décisions",
    "Dans le temps",
    "Demandes",
    "Hors enveloppe",
    "Énoncés publics",
)
TERRITOIRE = (
    "Contrat et crédits",
    "Recours",
    "Projets et appréciation",
    "Dans le temps",
    "Hors enveloppe",
    "Ce qui s’en dit",
)
COMPLETUDE = ("Cellules manquantes", "Qualité", "Éditeurs", "Tables", "Lacunes")
DICTIONNAIRE = ("Méthode", "Glossaire", "Contrat", "Sources")
ENGAGEMENTS = ("Recours", "Libellés", "Connu", "Réponses")
EVOLUTIONS = ("Par lieu", "Journal des révisions")
ENONCES = ("Verdicts différents", "Tous les énoncés", "Jalons")
FICHE = ("Lieu par lieu", "Pour combien", "Preuves et demandes")
PLACES = {
    "pilotage/engagement": (FICHE, {"region": "Centre-Val de Loire", "engagement": "VTE"}),
    "pilotage/engagements": (ENGAGEMENTS, {"region": "Centre-Val de Loire"}),
    "territoires/region": (REGION, {"region": "Centre-Val de Loire"}),
    "territoires/territoire": (TERRITOIRE, {"territoire": "Grand Est Touraine"}),
    "donnees/completude": (COMPLETUDE, {"region": "Centre-Val de Loire"}),
    "suivi/evolutions": (EVOLUTIONS, {"region": "Centre-Val de Loire"}),
    "suivi/chiffres_annonces": (ENONCES, {"region": "Pays de la Loire"}),
}
PHASE_2 = {
    "territoires/region": ("Recours", {"region": "Bretagne"}),
    "territoires/territoire": ("Contrat et crédits", {"territoire": "Basse-Terre"}),
    "donnees/completude": ("Tables", {"region": "Bretagne"}),
}


def opened(app, page, address):
    open_page(app, f"pages/{page}.py", address)
    assert not app.exception
    assert not app.error
    elements = list(flattened(app.main))
    assert not without_drawer(elements)
    assert not without_finding(elements)
    assert not re.search(r"\b(None|nan|NaT)\b|_eur|_count|_share", texts(app))
    return app


@pytest.mark.parametrize("jeu", [{}, {"jeu": "Démonstration"}], ids=["public", "demonstration"])
@pytest.mark.parametrize(
    ("page", "vue"), [(page, vue) for page, (vues, _) in PLACES.items() for vue in vues]
)
def test_every_tab_speaks_french_and_opens_on_its_rows(app, jeu, page, vue):
    key = f"vue_{page.split('/')[1]}"
    opened(app, page, jeu | PLACES[page][1] | {key: vue})
    assert app.query_params[key] in (vue, [vue])
    assert not [one.value for one in app.warning if "L’adresse demandait" in one.value]


@pytest.mark.parametrize("page", PHASE_2)
def test_a_tab_stands_in_phase_2(app, page):
    vue, place = PHASE_2[page]
    opened(app, page, {"phase": "Phase 2", f"vue_{page.split('/')[1]}": vue} | place)


def test_a_tab_that_is_not_there_is_told_and_the_first_opens(app):
    opened(app, "territoires/region", {"region": "Bretagne", "vue_region": "Ailleurs"})
    [told] = [one.value for one in app.warning]
    assert (
        told == "L’adresse demandait «\u00a0Ailleurs\u00a0», qui n’est pas une vue de cette page."
    )
    assert "Les territoires et leurs chiffres" in texts(app)


@pytest.mark.parametrize("page", ["territoires/region", "territoires/territoire"])
def test_a_territoire_of_the_region_chosen_alone_does_not_repeat_it(app, page):
    opened(app, page, {"region": "Bretagne"})
    assert "Régions\u00a0: Bretagne" not in texts(app)
    assert texts(app).count("À cheval sur\u00a0: Bretagne, Pays de la Loire") == 1


def test_a_committee_reads_what_it_has_to_ask_in_its_own_page(app):
    opened(app, "territoires/region", {"region": "Bretagne", "vue_region": "Demandes"})
    told = texts(app)
    assert "Qui doit quoi" in told
    assert "Montants\u00a0: réponses de chaque opérateur" in told
    assert any("Demande à adresser\u00a0: Bpifrance" in one.label for one in app.expander)


@pytest.mark.parametrize("vue", DICTIONNAIRE)
def test_every_tab_of_the_dictionary_opens(app, vue):
    open_page(app, "pages/donnees/dictionnaire.py", {"vue_dictionnaire": vue, "region": "Bretagne"})
    assert not app.exception
    assert not app.error
    assert app.expander or app.table or app.markdown


def test_the_dictionary_shows_the_first_columns_and_says_how_many_there_are(app):
    open_page(app, "pages/donnees/dictionnaire.py", {})
    assert len(app.table[0].value) == 100
    assert re.search(r"1\u202f\d{3}\u00a0colonnes.*Les 100 premières sont montrées", texts(app))
    app.text_input(key="mot").set_value("hors enveloppe").run()
    assert 0 < len(app.table[0].value) < 100
    assert "premières sont montrées" not in texts(app)
