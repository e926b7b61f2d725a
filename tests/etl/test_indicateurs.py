"""The indicators near each enjeu: values as published, what is missing said to be missing."""

import csv
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from math import isclose

import pytest

from etl import public

INDICATEURS = {row["indicateur_id"]: row for row in public.rows("indicateurs").to_pylist()}
MESURES = public.rows("mesures_indicateur").to_pylist()
KEY = ("indicateur_id", "zone_code", "measure_date", "measure_type")
VALUES = {tuple(row[name] for name in KEY): row["value"] for row in MESURES}
DITP = ("306", "313", "334", "335", "337", "719", "905")
RELANCE = {
    "nb-entreprises-industrielles-agricoles": "relance-industrie",
    "nombre-contrats-apprentissage": "relance-apprentissage",
    "nb-formation-pic": "relance-pic",
    "nb-diagnostics-individualises": "relance-diagnostics",
}


def read(sources, name):
    with (sources / "indicateurs" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sum_of_regions(indicateur_id, day, measure_type="Valeur"):
    return sum(
        value
        for (indicateur, zone, measured, kind), value in VALUES.items()
        if (indicateur, measured, kind) == (indicateur_id, day, measure_type) and zone != "FR"
    )


def test_each_indicator_says_how_far_it_is_from_the_programme():
    assert len(INDICATEURS) == 11
    enjeux = set(public.rows("enjeux")["enjeu_id"].to_pylist())
    for row in INDICATEURS.values():
        assert len(row["indicateur_name"]) <= 60
        assert "non une mesure de l’effet du programme" in row["definition"]
        assert row["enjeu_id"] in enjeux | {None}
        assert row["direction"] in {"hausse", "baisse"}
        assert row["aggregation"] in {"additif", "non additif"}
        assert row["known_gaps"]
    assert {row["enjeu_id"] for row in INDICATEURS.values()} == enjeux | {None}


def test_closed_lists_and_unique_grain():
    regions = set(public.rows("regions")["region_code"].to_pylist())
    assert len(MESURES) == len(VALUES) == 2263
    for row in MESURES:
        assert row["indicateur_id"] in INDICATEURS
        assert row["measure_type"] in {"Départ", "Valeur", "Cible"}
        assert row["zone_code"] in ({"FR"} if row["maille"] == "France" else regions)


def test_what_is_not_communicated_has_neither_value_nor_date():
    silent = [row for row in MESURES if row["etat"] == "Non communiqué"]
    assert Counter(row["indicateur_id"] for row in silent) == {
        "ditp-334": 2,
        "ditp-335": 5,
        "ditp-337": 5,
        "ditp-719": 18,
    }
    for row in MESURES:
        known = row["etat"] == "Renseigné"
        assert (row["value"] is not None) == (row["measure_date"] is not None) == known


def test_the_totals_that_differ_from_the_sum_of_regions_are_those_documented():
    august = date(2023, 8, 1)
    assert VALUES["ditp-905", "FR", august, "Valeur"] == 25
    assert isclose(sum_of_regions("ditp-905", august), 18.168605094)
    assert sum_of_regions("ditp-334", date(2023, 12, 1)) == 377
    assert VALUES["ditp-334", "FR", date(2023, 12, 1), "Valeur"] == 386
    assert sum_of_regions("ditp-313", date(2026, 12, 1), "Cible") == 999998
    for day, france, regions in (
        (date(2022, 1, 31), 9762, 10677),
        (date(2022, 2, 28), 8555, 9464),
        (date(2022, 12, 31), 8972, 9640),
    ):
        assert VALUES["relance-industrie", "FR", day, "Valeur"] == france
        assert sum_of_regions("relance-industrie", day) == regions


def test_shares_run_from_0_to_1():
    shares = [row["value"] for row in MESURES if row["indicateur_id"] == "ditp-306"]
    assert 0 <= min(shares) <= max(shares) <= 1
    assert VALUES["ditp-306", "FR", date(2024, 6, 1), "Valeur"] == 0.8864


@pytest.mark.parametrize("number", DITP)
def test_every_value_of_the_ditp_is_there_and_no_other(sources, number):
    expected = {}
    silent = set()
    for row in read(sources, f"ditp_ind-{number}.csv"):
        if row["maille"] == "DEPT":
            continue
        zone = row["enforce_zone_id"].replace("FRANCE", "FR").removeprefix("R")
        zone = "FR" if row["maille"] == "NAT" else zone
        kinds = {"Départ": "indic_vi", "Valeur": "indic_va", "Cible": "indic_vc"}
        for kind, column in kinds.items():
            if row[column]:
                value = Decimal(row[column])
                if number == "905" and row["maille"] == "REG":
                    value /= 10**9
                if number == "306":
                    value /= 100
                expected[date.fromisoformat(row["metric_enforce_date"]), zone, kind] = float(value)
        if not row["metric_enforce_date"]:
            silent.add(zone)
    found = {
        (day, zone, kind): value
        for (indicateur, zone, day, kind), value in VALUES.items()
        if indicateur == f"ditp-{number}" and day
    }
    assert found == expected
    assert silent == {
        zone for indicateur, zone, day, _ in VALUES if indicateur == f"ditp-{number}" and not day
    }


def test_every_value_of_the_four_series_of_the_relance_is_there(sources):
    expected = defaultdict(dict)
    for name in ("national", "regional"):
        for row in read(sources, f"barometre_relance_emploi_economie_detail_{name}.csv"):
            if row["id_indicateur"] in RELANCE:
                key = (row.get("code_region", "FR"), date.fromisoformat(row["date"]), "Valeur")
                expected[RELANCE[row["id_indicateur"]]][key] = float(row["valeur"])
    for indicateur_id, values in expected.items():
        assert values == {key[1:]: v for key, v in VALUES.items() if key[0] == indicateur_id}
