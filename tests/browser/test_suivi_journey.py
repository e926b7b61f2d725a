"""A delegate asks what an operator owes an answer for, and reads the rows of a rule."""

from urllib.parse import parse_qs, urlparse

from tdi import alertes
from tdi.filters import Filters
from tdi.results import compute

LAST = Filters(jeu="demonstration", snapshot_date="2022-12-31")


def lines(reader):
    """The alerts that the page lists, each under the link to its rows."""
    shown = reader.page.locator("[class*=st-key-mene]").all_inner_texts()
    return [text for text in shown if "ouverte le" in text]


def test_the_alerts_of_one_operator_are_a_link_and_open_on_the_query_of_a_rule(reader):
    reader.page.goto(f"{reader.address}/alertes?jeu=Démonstration")
    # A server that has just started examines every snapshot before it answers.
    reader.page.get_by_text("alertes ouvertes").first.wait_for(timeout=120_000)
    reader.settle()
    everyone = len(lines(reader))
    reader.choose("Attendu de", "PIC")
    address = parse_qs(urlparse(reader.page.url).query)
    assert address["attendu"] == ["PIC"]
    followed = compute("suivi/alertes_suivies", LAST)
    expected = alertes.owned(followed.only(alerte_etat=alertes.OPEN), "PIC").records()
    kept = [line for line in lines(reader) if "close le" not in line]
    assert 0 < len(kept) == len(expected) < everyone
    reader.choose("Constats d’une règle", "Révision silencieuse")
    reader.page.get_by_text("La requête de la règle").wait_for()
    source = reader.page.locator("summary").filter(has_text="Source")
    drawer = reader.page.get_by_test_id("stExpander").filter(has=source).nth(-2)
    drawer.locator("summary").click()
    drawer.get_by_role("tab", name="Requête").click()
    drawer.get_by_text("revise_count").first.wait_for()
    reader.capture("alertes")
