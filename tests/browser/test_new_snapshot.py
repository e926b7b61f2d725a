"""A running dashboard tells its readers of a publication by itself, without restart or error."""

import shutil

import pytest

from tdi.settings import data_folder
from tests.browser.conftest import reading, started
from tests.snapshots.publications import an_amount, publish_amounts

SECONDS_TO_TELL = 30


@pytest.fixture
def address(tmp_path, monkeypatch):
    """A server on a copy of the public data set, opened once as after a deployment."""
    shutil.copytree(data_folder() / "public", tmp_path / "public")
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    with started("serveur-instantanes", TDI_DATA=str(tmp_path)) as found:
        yield found


SHOWN = "connaissances publiques au 14/01/2025"


def test_readers_are_told_within_thirty_seconds_and_choose_when_to_see_it(address, chromium):
    with reading(chromium, address) as latest, reading(chromium, address) as pinned:
        latest.open("/")
        latest.open("/enveloppe")
        pinned.open("/enveloppe?instantane=14+janvier+2025")
        assert pinned.selected("Instantané") == "14 janvier 2025"
        publish_amounts("public", "2025-01-31", an_amount(900_000_000, etape="Payé"))
        for reader in (latest, pinned):
            told = reader.page.get_by_text("Nouvel instantané publié")
            told.wait_for(timeout=SECONDS_TO_TELL * 1000)
            assert reader.page.get_by_text(SHOWN).count() == 1, "the page has not moved"
        latest.capture("instantane-nouveau")
        for reader in (latest, pinned):
            reader.page.get_by_role("button", name="Mettre la page à jour").click()
            reader.settle()
            assert reader.page.get_by_test_id("stException").count() == 0
        # A button runs the page one beat after the click: settling could come before it.
        latest.page.get_by_text("connaissances publiques au 31/01/2025").wait_for()
        assert pinned.page.get_by_text(SHOWN).count() == 1
        assert "instantane=14" in pinned.page.url
        publish_amounts("public", "2025-02-28", an_amount(910_000_000, etape="Payé"))
        latest.open("/evolutions")
        latest.page.get_by_role("button", name="Depuis ma dernière visite").click()
        latest.page.get_by_text("Du 14/01/2025 au 28/02/2025").first.wait_for()


def test_a_choice_made_in_a_page_begun_before_shows_all_of_it_anew(address, chromium):
    """Neither the part alone, under a header of another day, nor what is no longer published."""
    with reading(chromium, address) as reader:
        reader.open("/carte")
        main = reader.page.get_by_test_id("stMain")
        main.get_by_text(SHOWN).wait_for()
        paid = an_amount(900_000_000, etape="Payé", maille="Région", zone_code="53")
        publish_amounts("public", "2025-01-31", paid)
        reader.choose("Indicateur", "Payé sur l’enveloppe")
        main.get_by_text("Payé sur l’enveloppe, par région").wait_for()
        reader.settle()
        main.get_by_text("connaissances publiques au 31/01/2025").wait_for()
        text = main.inner_text()
        assert "900\u202fM€" in text, "the part is of what is published now"
        assert "14/01/2025" not in text, "and nothing is of what was"


def test_a_choice_made_while_the_index_is_unreadable_says_what_to_repair(
    address, chromium, tmp_path
):
    with reading(chromium, address) as reader:
        reader.open("/carte")
        index = tmp_path / "public" / "manifeste.json"
        index.write_text(index.read_text("utf-8")[:100], "utf-8")
        reader.choose("Montrer les", "Territoires")
        told = reader.page.get_by_test_id("stMain").inner_text()
        assert "manifeste" in told, told
        assert "illisible" in told
        assert "écrite au journal" not in told
