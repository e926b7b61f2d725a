"""Before a room the filters leave the screen, and come back; the rows go away in a file."""

import re

import pyarrow.parquet as pq


def sidebar_width(reader):
    return reader.page.get_by_test_id("stSidebar").evaluate("box => box.offsetWidth")


def test_the_filters_leave_the_screen_for_a_room_and_come_back(reader):
    reader.open("/enveloppe?mode=presentation&region=Bretagne")
    assert sidebar_width(reader) == 0
    reader.page.get_by_text(re.compile("^Source")).first.wait_for()
    reader.capture("presentation")
    reader.page.get_by_role("button", name="Quitter la présentation").click()
    reader.settle()
    assert sidebar_width(reader) > 200
    assert "mode=" not in reader.page.url
    assert reader.selected("Région") == "Bretagne"


def test_the_rows_behind_a_figure_are_taken_away_in_two_clicks(reader, tmp_path):
    reader.open("/enveloppe?region=Bretagne")
    reader.page.get_by_test_id("stExpander").first.locator("summary").click()
    reader.settle()
    for label, suffix in (("Excel", ".xlsx"), ("CSV", ".csv.zip"), ("Parquet", ".parquet")):
        with reader.page.expect_download() as started:
            reader.page.get_by_role("button", name=f"Télécharger ({label})").first.click()
        name = started.value.suggested_filename
        assert name.startswith("pilotage-entonnoir_Public_Bretagne-phase-1_")
        assert name.endswith(suffix)
        started.value.save_as(tmp_path / name)
    [written] = tmp_path.glob("*.parquet")
    assert pq.read_table(written)["etape"].to_pylist() == ["Annoncé", "Fléché", "Engagé", "Payé"]
