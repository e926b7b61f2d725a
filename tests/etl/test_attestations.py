"""Names in dated lists: all there, and tied to a territoire only where that is certain."""

import csv
import re
import unicodedata

from etl import public

ROWS = public.rows("attestations").to_pylist()
NAMES = {
    row["territoire_id"]: row["territoire_name"] for row in public.rows("territoires").to_pylist()
}


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bare(name):
    """A name without case, accents, spaces nor punctuation."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe"))
    return re.sub(r"[^a-z0-9]", "", letters)


def test_every_published_name_is_there_once_per_list(sources):
    folder = sources / "annonces"
    published = [
        *read(folder / "territories_124.csv"),
        *read(folder / "territories_other_vintages.csv"),
    ]
    assert len(published) == len(ROWS) == 123
    for source, row in zip(published, ROWS, strict=True):
        assert row["published_name"] == source["territory"].replace("'", "’")
        assert source["source"].startswith(row["source_url"])
    assert sum(row["list_date_text"] == "22 novembre 2018" for row in ROWS) == sum(
        source.get("vintage_note", "").startswith("124 list") for source in published
    )


def test_an_identical_name_is_identical():
    for row in ROWS:
        if row["match_status"] == "identique":
            assert bare(row["published_name"]) == bare(NAMES[row["territoire_id"]])


def test_an_uncertain_name_is_tied_to_nothing_and_says_why():
    for row in ROWS:
        assert (row["territoire_id"] is None) == (row["match_status"] == "incertain")
        assert row["note"] or row["match_status"] == "identique", row["published_name"]


def test_a_name_of_a_dated_list_goes_to_the_phase_of_that_date():
    for row in ROWS:
        if row["territoire_id"]:
            phase = "p2" if row["list_date"].isoformat() >= "2023-11-09" else "p1"
            assert row["territoire_id"].startswith(phase), row["published_name"]


def test_no_list_names_a_territoire_twice():
    tied = [(row["list_name"], row["territoire_id"]) for row in ROWS if row["territoire_id"]]
    assert len(tied) == len(set(tied))


def test_the_raw_fuzzy_match_is_not_trusted(sources):
    raw = read(sources / "territoires" / "appariement_124_partiel_vs_149_brut.csv")
    ours = {row["published_name"]: row["territoire_id"] for row in ROWS[:57]}
    for row in raw:
        name = row["nom_124"].replace("'", "’")
        if int(row["score"]) < 70:
            assert ours[name] != f"p1-{row['id_ti_phase1']}" or name in (
                "Chalon-sur-Saône",
                "Nevers et Sud Nivernais",
            ), name
    assert ours["Vosges"] == "p1-ti-4415"
    assert NAMES[ours["Vosges"]] == "Vosges"
