"""The Fonds vert as published: every line and cent, in the territoires their communes name."""

import csv
from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from etl import public
from etl.fonds_vert import attribution, siren

LIGNES = public.rows("fonds_vert").to_pylist()
TOTAL = Decimal("1956354884.00")
CENT = Decimal("0.01")
ATTRIBUTED = {1: (4787, Decimal("791158931.83")), 2: (5707, Decimal("1025804814.30"))}


@pytest.fixture
def source(sources):
    path = sources / "financement" / "fonds_vert_2023_projets_subventionnes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def amount(rows):
    return sum((row["amount_eur"] for row in rows), Decimal(0))


def by(column, value):
    return [row for row in LIGNES if row[column] == value]


def test_every_line_is_kept_and_the_total_is_the_published_one():
    assert [row["ligne_id"] for row in LIGNES] == list(range(1, 10783))
    assert amount(LIGNES) == TOTAL
    assert all(row["amount_eur"] > 0 for row in LIGNES)


def test_lines_of_one_project_stay_apart_and_add_up():
    projects = defaultdict(list)
    for row in LIGNES:
        if row["dossier_number"] is not None:
            projects[row["dossier_number"]].append(row)
    repeated = [rows for rows in projects.values() if len(rows) > 1]
    assert len(repeated) == 26
    assert sum(len(rows) - 1 for rows in repeated) == 76
    assert len(by("dossier_number", None)) == 6
    assert amount(projects["11686418"]) == Decimal("1203600.00")


def test_axes_are_the_three_of_the_fund():
    pairs = {(row["axe"], row["axe_name"]) for row in LIGNES}
    assert pairs == {
        ("1", "Renforcer la performance environnementale"),
        ("2", "Adapter les territoires au changement climatique"),
        ("3", "Améliorer le cadre de vie"),
    }


@pytest.mark.parametrize("phase", [1, 2])
def test_what_is_in_out_and_unknown_closes_on_the_total(phase):
    column = f"phase{phase}_attribution"
    assert {row[column] for row in LIGNES} == {"attribué", "hors territoire", "commune absente"}
    placed = by(column, "attribué")
    assert (len(placed), amount(placed)) == ATTRIBUTED[phase]
    absent = by(column, "commune absente")
    assert (len(absent), amount(absent)) == (827, Decimal("192098225.95"))
    assert amount(placed) + amount(absent) + amount(by(column, "hors territoire")) == TOTAL


@pytest.mark.parametrize("phase", [1, 2])
def test_only_an_attributed_line_has_a_territoire(phase):
    territoires = public.rows("territoires")["territoire_id"].to_pylist()
    known = {name for name in territoires if name.startswith(f"p{phase}-")}
    for row in LIGNES:
        attributed = row[f"phase{phase}_attribution"] == "attribué"
        assert (row[f"phase{phase}_territoire_id"] in known) == attributed
        if row["commune_code"] is None:
            assert row[f"phase{phase}_attribution"] == "commune absente"


def test_no_commune_is_in_two_territoires_of_one_phase():
    rows = public.rows("territoire_communes").to_pylist()
    counts = Counter((row["territoire_id"][:2], row["commune_code"]) for row in rows)
    assert set(counts.values()) == {1}


def test_regions_are_codes_of_the_eighteen():
    regions = set(public.rows("regions")["region_code"].to_pylist())
    assert {row["region_code"] for row in LIGNES} == regions | {None}
    assert len(by("region_code", None)) == 73


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("200078004", "200078004"),
        ("200071892.0", "200071892"),
        ("20007800400011", "200078004"),
        ("1090992001", None),
        ("582015260", None),
        ("#", None),
    ],
)
def test_a_siren_is_read_or_left_out(published, expected):
    assert siren(published) == expected


def test_an_unknown_commune_code_is_said_to_be_unknown(monkeypatch):
    monkeypatch.setattr("etl.fonds_vert.commune_of_today", lambda code, inputs: None)
    assert attribution("99999", {}, None) == (None, "commune inconnue")


def test_amounts_and_names_are_those_of_the_source(source):
    assert len(source) == len(LIGNES)
    assert sum(Decimal(row["montant_engage"]).quantize(CENT) for row in source) == TOTAL
    for published, row in zip(source, LIGNES, strict=True):
        assert Decimal(published["montant_engage"]).quantize(CENT) == row["amount_eur"]
        assert published["nom_du_projet"].strip() == row["projet_name"]
        assert published["nom_beneficiaire_principal"].strip() == row["beneficiaire_name"]
        assert (published["code_commune"] == "NULL") == (row["commune_code"] is None)


def test_phase_2_follows_the_list_of_communes_of_2023(sources, source):
    path = sources / "territoires" / "ti_phase2_183_communes_cog2023.csv"
    with path.open(encoding="utf-8", newline="") as file:
        listed = {row["insee_com"]: f"p2-{row['id_ti']}" for row in csv.DictReader(file)}
    direct = Decimal(0)
    carried = []
    for published, row in zip(source, LIGNES, strict=True):
        if published["code_commune"] in listed:
            direct += Decimal(published["montant_engage"])
            assert row["phase2_territoire_id"] == listed[published["code_commune"]]
        elif row["phase2_territoire_id"]:
            carried.append(row)
    assert direct == Decimal("1024042978.67")
    # The rest: codes that had vanished before (the source itself has no name for them), Marseille.
    assert len(carried) == 13
    names = {row["commune_name"] for row in carried}
    assert names == {None, "MARSEILLE 1ER ARRONDISSEMENT", "MARSEILLE 8E ARRONDISSEMENT"}
    assert direct + amount(carried) == ATTRIBUTED[2][1]
