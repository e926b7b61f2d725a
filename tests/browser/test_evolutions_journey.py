"""« What changed since our last committee, and where? », asked in a browser."""

import re
from urllib.parse import unquote_plus


def main_text(reader):
    return reader.page.get_by_test_id("stMain").inner_text().replace("\u00a0", " ")


def test_from_the_last_committee_to_a_place_then_the_journal(reader):
    reader.open("/evolutions?jeu=Démonstration")
    assert "Du 30/11/2022 au 31/12/2022" in main_text(reader)
    reader.choose("Région", "Bretagne")
    reader.page.get_by_role("button", name=re.compile("comité régional")).click()
    reader.page.wait_for_url(re.compile("depuis="))
    reader.settle()
    assert "depuis=31 mai 2020" in unquote_plus(reader.page.url)
    assert "Du 31/05/2020 au 31/12/2022" in main_text(reader)
    reader.page.get_by_role("radio", name="Par lieu").click()
    reader.page.get_by_role("button", name="Finistère").click()
    reader.page.wait_for_url(re.compile("territoire=Finist"))
    reader.settle()
    assert "depuis=31 mai 2020" in unquote_plus(reader.page.url), "the two dates are kept"
    assert "Du 31/05/2020 au 31/12/2022" in main_text(reader)
    reader.capture("evolutions-territoire")
    reader.page.reload()
    reader.settle()
    assert reader.selected("Comparer à l’instantané du") == "31 mai 2020"
    reader.page.get_by_test_id("stButtonGroup").get_by_text("Journal des révisions").click()
    # A choice runs the page one beat after the click: settling could come before it.
    reader.page.get_by_text("Aucune valeur passée n’a changé").first.wait_for()
    assert "vue_evolutions=Journal" in unquote_plus(reader.page.url)
    reader.capture("journal-des-revisions")


def test_the_link_to_keep_names_the_snapshot_read_today(reader):
    reader.open("/evolutions?jeu=Démonstration&region=Bretagne&instantane=2021-03-31")
    reader.page.get_by_role("button", name="Lien pour ma prochaine visite").click()
    kept = reader.page.get_by_test_id("stCode").first.inner_text().strip()
    reader.capture("lien-a-garder")
    assert kept.startswith(reader.address + "/evolutions?")
    assert "instantane" not in kept
    # Another day, another session.
    reader.page.context.clear_cookies()
    reader.open(kept.removeprefix(reader.address))
    assert "Du 31/03/2021 au 31/12/2022" in main_text(reader)
    assert reader.selected("Région") == "Bretagne"
