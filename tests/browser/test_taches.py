"""Five questions that readers come with: each is answered in five actions at most, in a browser.

An action is a click or a choice in a list, from the page that a link or the first visit opens.
"""

import re

import pytest

from tdi import db, fmt
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import SNAPSHOT

AT_MOST = 5


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


class Errand:
    """A reader after one answer; counts what they had to do."""

    def __init__(self, reader):
        self.reader = reader
        self.actions = 0

    def click(self, found, *, then=None):
        """Click; `then` names the title of the page that must open."""
        self.actions += 1
        found.first.click()
        if then:
            self.reader.page.get_by_role("heading", name=then, level=1).wait_for()
        self.reader.settle()

    def choose(self, label, option):
        self.actions += 1
        self.reader.choose(label, option)

    def reads(self):
        """What the page says, with plain spaces."""
        return plain(self.reader.page.get_by_test_id("stMain").inner_text())


@pytest.fixture
def errand(reader):
    coming = Errand(reader)
    yield coming
    reader.capture("tache")
    assert 0 < coming.actions <= AT_MOST


def test_a_cabinet_asks_what_is_not_documented_and_who_owes_it(errand):
    errand.reader.open("/")
    assert "non documenté" in errand.reads()
    page = errand.reader.page
    errand.click(page.get_by_role("link", name="Qui doit communiquer quoi"), then="Complétude")
    owed = compute("donnees/demandes_by_operateur", Filters(snapshot_date=SNAPSHOT))
    said = errand.reads()
    for row in owed.records():
        assert row["operateur_name"] in said
        assert plain(fmt.number(row["non_communiquee_count"])) in said
    errand.click(page.get_by_text("Demande à adresser : Bpifrance"))
    assert "1 788" in errand.reads()


def test_a_committee_asks_which_of_its_territoires_never_used_an_engagement(errand):
    errand.reader.open("/?jeu=Démonstration")
    page = errand.reader.page
    errand.click(
        page.get_by_role("link", name="Les engagements, lieu par lieu"), then="Engagements"
    )
    errand.choose("Région", "Bretagne")
    errand.choose("Engagement", "VTE")
    assert "Jamais (1) : Bretagne Romantique." in errand.reads()
    errand.click(page.get_by_role("button", name=re.compile("Toute la fiche")), then="VTE")
    assert errand.reader.selected("Région") == "Bretagne", "the selection is kept"
    assert "Jamais (1) : Bretagne Romantique." in errand.reads()


def test_a_territoire_asks_against_whom_it_compares_and_why(errand):
    errand.reader.open("/territoire?jeu=Démonstration&territoire=Grand+Est+Touraine")
    page = errand.reader.page
    errand.click(page.get_by_test_id("stPageLink").get_by_text("Comparer à ceux"), then="Comparer")
    assert "Grand Est Touraine face aux 5 territoires" in errand.reads()
    errand.click(page.get_by_role("radio", name="Classement"))
    assert re.search(r"entre le \d+e et le \d+e rang sur 148, ex æquo avec \d+", errand.reads())


def test_an_adviser_finds_a_public_figure_and_what_contradicts_it(errand):
    errand.reader.open("/")
    page = errand.reader.page
    errand.click(page.get_by_role("link", name="ce qui le contredit"), then="Chiffres annoncés")
    errand.choose("Mesure", "VTE – VTE dans les territoires")
    told = compute("suivi/annonces", Filters(snapshot_date=SNAPSHOT)).only(
        metric_label="VTE – VTE dans les territoires", verdict="contredit"
    )
    said = errand.reads()
    assert told.records()
    for row in told.records():
        assert plain(fmt.quantity(row["value"], row["unit"])) in said
        assert row["publisher"] in said
        for contradiction in row["cited_paraphrases"]:
            assert plain(contradiction) in said


def test_a_citizen_goes_from_a_figure_to_the_file_it_comes_from(errand):
    errand.reader.open("/")
    page = errand.reader.page
    errand.click(page.get_by_test_id("stExpander").locator("summary"))
    errand.click(page.get_by_role("tab", name="Définitions"))
    assert "1 360 M€ annoncés le 22 novembre 2018" in errand.reads()
    errand.click(page.get_by_role("tab", name="Fichiers et sources"))
    [file] = db.open_jeu("public").edition.files("financements", SNAPSHOT)
    said = errand.reads()
    assert f"public/{file.path}" in said
    assert f"SHA-256 {file.sha256}" in said
    assert "Cour des comptes" in said
