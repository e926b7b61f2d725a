"""« Against whom does this territoire compare? », asked in a browser, from its own page."""

import re
from urllib.parse import parse_qs, urlsplit


def main_text(reader):
    text = reader.page.get_by_test_id("stMain").inner_text()
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def tab(reader, name):
    reader.page.get_by_role("tab", name=name).click()
    reader.settle()


def test_a_territoire_meets_its_peers_and_the_list_is_a_link(reader):
    reader.open("/territoire?jeu=Démonstration&territoire=Grand+Est+Touraine")
    reader.page.get_by_test_id("stPageLink").get_by_text("Comparer à ceux").click()  # 1
    reader.page.get_by_role("heading", name="Comparer", level=1).wait_for()
    reader.settle()
    assert "Grand Est Touraine face aux 5 territoires" in main_text(reader)
    tab(reader, "Classement")  # 2
    assert re.search(r"entre le \d+e et le \d+e rang sur 148, ex æquo avec \d+", main_text(reader))
    reader.capture("comparer-classement")
    reader.page.get_by_role("button", name="Partir de cette proposition").click()  # 3
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
    tab(reader, "Crédits")
    assert "Montants en euros : comparaison refusée pour cette mesure." in main_text(reader)
    reader.capture("comparer-refus")
