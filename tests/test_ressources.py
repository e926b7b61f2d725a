"""The programme's documents: nothing made up, and those of a place shown with that place."""

import csv

import pytest

from tdi import sentences
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import ROOT, SNAPSHOT

# The four intercommunalités of the Fabrique prospective, by SIREN, and what each is a member of.
FABRIQUE = {
    "fabrique-dieppe": ("247600786", "p1-ti-2804", "28"),
    "fabrique-ardenne": ("200041630", "p1-ti-4407", "44"),
    "fabrique-decazeville": ("200067064", "p1-ti-7601", "76"),
    "fabrique-saint-nazaire": ("244400644", "p1-ti-5209", "52"),
}


def ressources(**selection):
    filters = Filters(snapshot_date=SNAPSHOT, **selection)
    return {row["ressource_id"]: row for row in compute("donnees/ressources", filters).records()}


def rattachees(**selection):
    return {key for key, row in ressources(**selection).items() if row["is_rattachee"]}


@pytest.mark.parametrize("ressource", FABRIQUE)
def test_the_fabrique_prospective_is_tagged_on_its_territoire_and_region(ressource):
    _, territoire_id, region_code = FABRIQUE[ressource]
    assert rattachees(territoire_id=territoire_id) == {ressource}
    assert ressource in rattachees(region_code=region_code)
    others = set(FABRIQUE) - {ressource}
    assert others.isdisjoint(ressources(territoire_id=territoire_id)), "tagged elsewhere: not shown"


def test_the_tags_agree_with_the_published_members(sources):
    for phase, stem in ((1, "ti_phase1_149"), (2, "ti_phase2_183")):
        with (sources / "territoires" / f"{stem}_membres.csv").open(encoding="utf-8") as file:
            members = [list(row.values()) for row in csv.DictReader(file)]
        shown = ressources(phase=phase)
        for ressource, (siren, territoire_id, _) in FABRIQUE.items():
            [member] = [row for row in members if row[2] == siren]
            assert member[3].replace("'", "’") in shown[ressource]["membre_name"]
            if phase == 1:
                assert territoire_id == f"p1-{member[0]}"


def test_a_selection_without_tag_keeps_what_holds_for_all_and_says_none_is_its_own():
    assert rattachees(region_code="53") == set()
    assert "guide-v6" in ressources(region_code="53")
    assert set(FABRIQUE).isdisjoint(ressources(region_code="53"))


def test_an_enjeu_brings_its_own_first():
    rows = list(ressources(enjeu_id="simplifier").values())
    assert [row["enjeu_name"] for row in rows[:2]] == ["Simplifier", "Simplifier"]
    assert "france-experimentation" not in ressources(enjeu_id="recruter")


def test_what_the_dossier_names_is_there():
    named = {key for key, row in ressources().items() if row["origine"] == "Nommé par le dossier"}
    assert named >= {
        "engagements", "guide-v6", "contrat-type", "fiche-action-type", "faq",
        "france-experimentation", "fabriques", "etude-erosion-rebond", "etude-regards-croises",
        *FABRIQUE,
    }  # fmt: skip


def test_an_address_is_a_link_or_is_said_not_found():
    with (ROOT / "data" / "sources" / "ressources.csv").open(encoding="utf-8") as file:
        typed = {row["ressource_id"]: row for row in csv.DictReader(file)}
    for key, row in ressources().items():
        card = sentences.ressource(row)
        assert ("adresse non trouvée" in card) == (typed[key]["url"] == ""), key
        if typed[key]["url"]:
            assert card.startswith(f"**[{row['title']}](<{typed[key]['url']}>)**"), (
                "the title of a document is the link to it"
            )
        assert typed[key]["attestation_url"].startswith("http"), key
        assert f"]({typed[key]['attestation_url']})" in card
        for text in (card, row["description"]):
            assert "nan" not in text.split()
            assert "None" not in text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"region": "Bretagne"}, "Aucune ressource n’est rattachée"),
        ({"territoire": "Côte d’Albâtre"}, "par son membre CA de la Région Dieppoise"),
        ({"phase": "Phase 2", "region": "Grand Est"}, "**Nord Ardennes** par son membre"),
    ],
)
def test_the_page_shows_what_is_tagged_first_or_says_there_is_none(app, address, said):
    for key, value in address.items():
        app.query_params[key] = value
    app.run().switch_page("pages/donnees/ressources.py").run()
    assert not app.exception
    assert any(said in element.value for element in [*app.markdown, *app.info])


def test_the_territoire_page_shows_its_ressources_and_only_then(app):
    app.query_params["territoire"] = "Nord Est Ardenne"
    app.query_params["vue_territoire"] = "Ce qui s’en dit"
    app.run().switch_page("pages/territoires/territoire.py").run()
    assert "Ressources du programme" in [header.value for header in app.header]
    app.selectbox(key="territoire").set_value("p1-ti-2806").run()
    assert "Ressources du programme" not in [header.value for header in app.header]
