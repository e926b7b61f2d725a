"""The laureates as published: all there, honestly numbered, placed where their points lie."""

import csv
import json
from collections import Counter
from itertools import pairwise

import pytest

from etl import public
from etl.laureats import departement, siren

LAUREATS = public.rows("laureats").to_pylist()
FONDS = [row for row in LAUREATS if row["is_fonds_territoires"]]
MESURE = "Soutien à l’investissement industriel dans les territoires"
HAS_SIREN = {"valide", "complété", "tiré d’un SIRET"}


@pytest.fixture
def source(sources):
    path = sources / "financement" / "france_relance_laureats_2022-04.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def count(column, rows=LAUREATS):
    return dict(Counter(row[column] for row in rows))


def control_digit(digits):
    """Control digit of a SIREN, from its eight first digits (Luhn, written out)."""
    total = 0
    for position, digit in enumerate(digits[:8]):
        total += sum(map(int, str(int(digit) * 2))) if position % 2 else int(digit)
    return str(-total % 10)


def inside(point, rings):
    """Whether a ray from the point crosses the rings an odd number of times."""
    x, y = point
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                crossings += 1
    return crossings % 2 == 1


def test_every_project_is_kept_even_when_three_look_the_same():
    assert [row["laureat_id"] for row in LAUREATS] == list(range(1, 3081))
    assert len(FONDS) == 1158
    assert {row["mesure"] for row in FONDS} == {MESURE}
    alike = {"entreprise_name": "LEROUX SAS", "commune_name_published": "ORCHIES"}
    assert sum(alike.items() <= row.items() for row in LAUREATS) == 4


def test_a_siren_is_kept_only_when_its_control_digit_is_right():
    for row in LAUREATS:
        assert (row["siren"] is not None) == (row["siren_etat"] in HAS_SIREN)
        if row["siren"]:
            assert len(row["siren"]) == 9
            assert row["siren"][8] == control_digit(row["siren"])
    assert count("siren_etat") == {
        "valide": 2605,
        "tiré d’un SIRET": 389,
        "complété": 34,
        "arrondi": 30,
        "invalide": 15,
        "absent": 7,
    }


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("842959249", ("842959249", "valide")),
        ("811 773 209", ("811773209", "valide")),
        ("65200420", ("065200420", "complété")),
        ("1587102300030", ("015871023", "tiré d’un SIRET")),
        ("404417000", (None, "arrondi")),
        ("438 277 0", (None, "invalide")),
        ("8416864210014", (None, "invalide")),
        (None, (None, "absent")),
    ],
)
def test_a_damaged_siren_is_restored_or_left_out(published, expected):
    assert siren(published) == expected


def test_a_local_number_of_the_pacific_is_not_taken_for_a_siren():
    assert siren("1120021", is_local_number=True) == (None, "invalide")


def test_a_departement_whose_code_and_name_disagree_is_refused():
    with pytest.raises(ValueError, match="Landes porte le code 33"):
        departement("Landes", "33", {"LANDES": "40"})


def test_every_laureate_has_a_departement_and_the_region_it_lies_in():
    rows = public.rows("departements").to_pylist()
    known = {row["departement_code"]: row for row in rows}
    outside = {"987": "Polynésie française", "988": "Nouvelle-Calédonie"}
    assert count("departement_etat") == {"publié": 2894, "complété": 166, "déduit du nom": 20}
    for row in LAUREATS:
        code = row["departement_code"]
        expected = known.get(code, {"departement_name": outside.get(code), "region_code": None})
        assert expected["departement_name"] == row["departement_name"] is not None
        assert expected["region_code"] == row["region_code"]
        assert row["code_postal"] is None or len(row["code_postal"]) == 5


def test_a_point_that_cannot_be_trusted_is_counted_but_not_placed():
    assert count("position_etat") == {
        "cohérente": 3050,
        "incohérente avec le département": 18,
        "absente": 10,
        "hors de France": 2,
    }
    untrusted = {"position incohérente": 20, "position absente": 10}
    assert count("phase1_attribution") == {"attribué": 1840, "hors territoire": 1210, **untrusted}
    assert count("phase2_attribution") == {"attribué": 2161, "hors territoire": 889, **untrusted}
    territoires = public.rows("territoires")["territoire_id"].to_pylist()
    for row in LAUREATS:
        for phase in ("phase1", "phase2"):
            placed = row[f"{phase}_attribution"] == "attribué"
            assert placed == (row[f"{phase}_territoire_id"] is not None)
            if placed:
                assert row["position_etat"] == "cohérente"
                assert row[f"{phase}_territoire_id"] in territoires
                assert row[f"{phase}_territoire_id"].startswith(f"p{phase[-1]}-")


def test_two_thirds_of_the_laureates_of_the_fund_lie_in_the_territoires():
    placed = sum(row["phase1_attribution"] == "attribué" for row in FONDS)
    assert placed == 761
    assert 0.64 < placed / len(FONDS) < 0.69


def test_names_dates_and_points_are_those_of_the_source(source):
    assert len(source) == len(LAUREATS)
    for published, row in zip(source, LAUREATS, strict=True):
        assert (published["entreprise"] or None) == row["entreprise_name"]
        assert (published["siren"] or None) == row["siren_brut"]
        assert published["mise_a_jour"] == row["update_date"].isoformat()
        assert (published["mesure"] == MESURE) == row["is_fonds_territoires"]
        for column in ("longitude", "latitude"):
            assert row[column] == (float(published[column]) if published[column] else None)


@pytest.mark.parametrize("phase", [1, 2])
def test_drawing_the_published_outlines_by_hand_gives_the_same_places(sources, source, phase):
    name = {1: "ti_phase1_149_simplifie_derive", 2: "ti_phase2_183_simplifie_derive"}[phase]
    features = json.loads((sources / "contours" / f"{name}.geojson").read_text("utf-8"))["features"]
    shapes = []
    for feature in features:
        parts = feature["geometry"]["coordinates"]
        if feature["geometry"]["type"] == "Polygon":
            parts = [parts]
        rings = [ring for part in parts for ring in part]
        xs, ys = zip(*(corner[:2] for ring in rings for corner in ring), strict=True)
        box = (min(xs), max(xs), min(ys), max(ys))
        shapes.append((f"p{phase}-{feature['properties']['id_ti']}", rings, box))
    agreed = 0
    for published, row in zip(source, LAUREATS, strict=True):
        found = None
        if row["position_etat"] == "cohérente":
            x, y = float(published["longitude"]), float(published["latitude"])
            for territoire_id, rings, (west, east, south, north) in shapes:
                if west <= x <= east and south <= y <= north and inside((x, y), rings):
                    found = territoire_id
        agreed += found == row[f"phase{phase}_territoire_id"]
    # Those outlines are simplified to about a kilometre: a few points near a limit differ.
    assert len(LAUREATS) - agreed <= 5
