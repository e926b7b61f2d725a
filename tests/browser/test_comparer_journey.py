"""The territoires compared are a list kept in the address; what cannot be compared says why."""

import re
from urllib.parse import parse_qs, urlsplit


def main_text(reader):
    text = reader.page.get_by_test_id("stMain").inner_text()
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def view(reader, name):
    reader.page.get_by_role("radio", name=name).click()
    reader.settle()


def test_the_peers_of_a_territoire_become_a_list_and_the_list_is_a_link(reader):
    reader.open("/comparer?jeu=Démonstration&territoire=Grand+Est+Touraine")
    reader.page.get_by_role("button", name="Partir de cette proposition").click()
    reader.page.wait_for_url(re.compile("comparer="))
    names = parse_qs(urlsplit(reader.page.url).query)["comparer"]
    assert names[0] == "Grand Est Touraine"
    assert len(names) == 6
    reader.page.reload()
    reader.settle()
    assert parse_qs(urlsplit(reader.page.url).query)["comparer"] == names
    assert "6 territoires choisis" in main_text(reader)


def test_a_refused_measure_says_why_in_its_place(reader):
    reader.open("/comparer?jeu=Démonstration&region=Bretagne")
    assert "Refusées : montants en euros" in main_text(reader)
    view(reader, "Crédits")
    reader.page.get_by_text(re.compile("comparaison refusée pour cette mesure")).first.wait_for()
    assert "Montants en euros : comparaison refusée pour cette mesure." in main_text(reader)
    reader.capture("comparer-refus")
