"""The fund's investment by zone: the published totals, zeros kept as zeros."""

import csv
from decimal import Decimal

from etl import public

ZONES = {row["zone_code"]: row for row in public.rows("fa2it").to_pylist()}


def test_totals_are_the_published_ones():
    assert len(ZONES) == 22
    assert sum(row["investment_eur"] for row in ZONES.values()) == Decimal("3237353114.00")
    assert sum(row["entreprise_count"] for row in ZONES.values()) == 781


def test_the_eighteen_regions_and_four_other_zones():
    regions = set(public.rows("regions")["region_code"].to_pylist())
    assert {row["region_code"] for row in ZONES.values()} == regions | {None}
    others = {code for code, row in ZONES.items() if row["region_code"] is None}
    assert others == {"984", "988", "989", "COM"}


def test_a_published_zero_stays_a_zero():
    mayotte = ZONES["06"]
    assert (mayotte["investment_eur"], mayotte["entreprise_count"]) == (Decimal(0), 0)
    assert all(row["investment_eur"] is not None for row in ZONES.values())


def test_each_zone_has_the_amount_of_the_source(sources):
    path = sources / "financement" / "fa2it_regions_2021-05-31_derive.csv"
    with path.open(encoding="utf-8", newline="") as file:
        source = list(csv.DictReader(file))
    assert {row["code_region"] for row in source} == ZONES.keys()
    for published in source:
        row = ZONES[published["code_region"]]
        assert row["investment_eur"] == Decimal(published["montant_total_projets_eur"])
        assert row["entreprise_count"] == Decimal(published["nb_entreprises_beneficiaires"])
        assert row["measure_date"].isoformat() == published["date"]
