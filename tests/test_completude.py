"""What is expected, known and owed adds up the same way in every query that counts it."""

import csv
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import SELECTIONS, SNAPSHOT, rows
from tests.snapshots.publications import published_rows, republish

FRANCE = Filters(snapshot_date=SNAPSHOT)
COUNTS = ("attendue_count", "renseignee_count", "non_communiquee_count")
REGIONS = [row["region_code"] for row in rows("select region_code from regions")]
TERRITOIRES = [row["territoire_id"] for row in rows("select territoire_id from territoires")]
FILTERS = st.builds(
    Filters,
    snapshot_date=st.just(SNAPSHOT),
    phase=st.sampled_from([1, 2]),
    region_code=st.none() | st.sampled_from(REGIONS),
    territoire_id=st.none() | st.sampled_from(TERRITOIRES),
    enjeu_id=st.none() | st.sampled_from(["recruter", "innover", "attirer", "simplifier"]),
)
# A public text gives no amount by territoire: these rows, in a copy, exercise every state.
# territoire, engagement, étape, état, échéance; p1-ti-2404 lies over two regions.
DECLARED = [
    ("p1-ti-2404", "eng-02", "Annoncé", "Renseigné", None),
    ("p1-ti-2404", "eng-02", "Annoncé", "Non communiqué", None),
    ("p1-ti-2404", "eng-02", "Fléché", "Sans objet", None),
    ("p1-ti-2404", "eng-15", "Payé", "Contesté", None),
    ("p1-ti-2402", "eng-15", "Payé", "Non communiqué", "2019-12-31"),
    ("p1-ti-2402", "eng-15", "Engagé", "Sans objet", None),
    ("p1-ti-2402", "eng-15", "Engagé", "Non communiqué", None),
    ("p1-ti-2402", "eng-11", "Annoncé", "Sans objet", None),
]


@pytest.fixture(scope="module")
def declared_folder(tmp_path_factory):
    columns = ("zone_code", "engagement_id", "etape", "etat", "due_date")
    declared = [
        dict(zip(columns, row, strict=True))
        | {
            "due_date": row[-1] and date.fromisoformat(row[-1]),
            "maille": "Territoire",
            "cadre": "Enveloppe 2018",
        }
        for row in DECLARED
    ]
    kept = published_rows("financements", SNAPSHOT)
    more = pa.Table.from_pylist(kept.to_pylist() + declared, schema=kept.schema)
    return republish(tmp_path_factory.mktemp("donnees"), SNAPSHOT, financements=more)


@pytest.fixture(params=["published", "declared"])
def jeu(request, monkeypatch, declared_folder):
    if request.param == "declared":
        monkeypatch.setenv("TDI_DATA", str(declared_folder))
    return request.param


def total(name, column, filters):
    return sum(row[column] for row in compute(name, filters).records())


# The fixture only says which folder is read: it stays the same from one example to the next.
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(filters=FILTERS)
def test_every_count_of_cells_adds_up_under_any_selection(jeu, filters):
    [single] = compute("donnees/cellules", filters).records()
    assert single["attendue_count"] == single["renseignee_count"] + single["non_communiquee_count"]
    for column in COUNTS:
        assert total("donnees/cellules_by_engagement", column, filters) == single[column]
        assert total("donnees/cellules_by_etape", column, filters) == single[column]
        shown = total("donnees/cellules_by_region", column, filters)
        if filters.region_code:
            assert shown == single[column]
        else:
            assert shown >= single[column], "a territoire over two regions shows in both"
    # Each unknown cell is asked once of each operateur that answers for its engagement.
    owed = compute("donnees/demandes", filters).records()
    by_engagement = {}
    for row in owed:
        by_engagement.setdefault(row["engagement_id"], []).append(row)
    unknown = {
        row["engagement_id"]: row["non_communiquee_count"]
        for row in compute("donnees/cellules_by_engagement", filters).records()
        if row["non_communiquee_count"]
    }
    assert {key: asked[0]["non_communiquee_count"] for key, asked in by_engagement.items()} == (
        unknown
    )
    for asked in by_engagement.values():
        assert len({row["non_communiquee_count"] for row in asked}) == 1
        assert len({row["operateur_id"] for row in asked}) == asked[0]["operateur_count"]
    summary = {
        row["operateur_id"]: row["non_communiquee_count"]
        for row in compute("donnees/demandes_by_operateur", filters).records()
    }
    for operateur, count in summary.items():
        parts = [row["non_communiquee_count"] for row in owed if row["operateur_id"] == operateur]
        assert sum(parts) == count
    assert set(summary) == {row["operateur_id"] for row in owed}


def test_states_are_read_as_declared(monkeypatch, declared_folder):
    monkeypatch.setenv("TDI_DATA", str(declared_folder))
    [single] = compute("donnees/cellules", FRANCE).records()
    # Two cells are without object; « sans objet » beside « non communiqué » settles nothing.
    assert single["attendue_count"] == 149 * 17 * 4 - 2
    assert single["renseignee_count"] == 2
    due = {
        row["engagement_id"]: row["due_date"]
        for row in compute("donnees/demandes", FRANCE).records()
    }
    assert str(due["eng-15"].date()) == "2019-12-31"
    assert due["eng-02"] is None or due["eng-02"] != due["eng-02"]


def test_regions_exceed_france_by_the_cells_of_territoires_over_several(sources):
    path = sources / "territoires" / "ti_phase1_149_territoires.csv"
    with path.open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    memberships = sum(len(row["code_regions_membres"].split(";")) for row in published)
    assert memberships > len(published), "the separator of the source is the one expected"
    assert total("donnees/cellules_by_region", "attendue_count", FRANCE) == memberships * 17 * 4


def test_of_17_slots_15_are_attested_2_to_complete_and_none_is_official(sources):
    with (sources / "annonces" / "engagements.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    components = [row for row in listed if row["status"].startswith("sourced component")]
    row = compute("pilotage/engagements_chiffres", FRANCE).records()[0]
    assert row["engagement_count"] == 17
    assert row["atteste_count"] == len(components) == 15
    assert row["a_completer_count"] == 17 - len(components)
    assert row["officiel_count"] == 0
    by_enjeu = sum(bool(component["challenge"]) for component in components)
    assert row["enjeu_count"] == by_enjeu == 10


@pytest.mark.parametrize("selection", SELECTIONS)
def test_engagements_of_phase_1_are_never_counted_for_phase_2(selection):
    filters = SELECTIONS[selection]
    for name in ("pilotage/engagements", "pilotage/engagements_etats", "donnees/demandes"):
        assert compute(name, filters).is_empty or filters.phase == 1
