"""What a reader sees of the indicators: figures of the publishers, dates, and what is not said."""

import csv
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from tdi import charts, findings, fmt, situations
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import SNAPSHOT, new_app
from tests.snapshots.publications import published_rows, republish

ENJEUX = ("Recruter", "Innover", "Attirer des projets", "Simplifier")
FRANCE = Filters(snapshot_date=SNAPSHOT)
BRETAGNE = Filters(snapshot_date=SNAPSHOT, region_code="53")


def by_indicateur(filters, name="pilotage/indicateurs"):
    return {row["indicateur_id"]: row for row in compute(name, filters).records()}


def published(sources, number, zone):
    """Latest value, start and target of an indicator in the publisher's own file."""
    path = sources / "indicateurs" / f"ditp_ind-{number}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["enforce_zone_id"] == zone]
    latest = max((row for row in rows if row["indic_va"]), key=lambda r: r["metric_enforce_date"])
    start = [Decimal(row["indic_vi"]) for row in rows if row["indic_vi"]]
    target = [Decimal(row["indic_vc"]) for row in rows if row["indic_vc"]]
    return latest["metric_enforce_date"], Decimal(latest["indic_va"]), start, target


@pytest.mark.parametrize(
    ("number", "filters", "zone", "shown"),
    [
        # (latest value, its month, start, target), read off the screen
        ("337", FRANCE, "FRANCE", ("3.43", "2022-12-01", "3.32", "3.44")),
        ("335", FRANCE, "FRANCE", ("13.4", "2023-12-01", "13.4", "9")),
        ("334", FRANCE, "FRANCE", ("386", "2023-12-01", "185", "703")),
        ("719", FRANCE, "FRANCE", ("83619", "2023-12-01", "107315", "120000")),
        ("905", FRANCE, "FRANCE", ("29.9", "2023-12-01", "0", "53.2")),
        ("335", BRETAGNE, "R53", ("13.4", "2023-12-01", "16.9", "9")),
        ("337", BRETAGNE, "R53", ("0.2", "2022-12-01", "0.2", "0.21")),
    ],
)
def test_values_are_those_of_the_publisher(sources, number, filters, zone, shown):
    value, day, start, target = shown
    source = published(sources, number, zone)
    assert source == (day, Decimal(value), [Decimal(start)], [Decimal(target)])
    row = by_indicateur(filters)[f"ditp-{number}"]
    assert [Decimal(str(row[name])) for name in ("value", "depart", "cible")] == [
        Decimal(value), Decimal(start), Decimal(target)
    ]  # fmt: skip
    assert str(row["measure_date"].date()) == day


def test_the_regional_spread_is_that_of_the_publisher(sources):
    spread = compute("pilotage/indicateurs_by_region", FRANCE).only(indicateur_id="ditp-335")
    for row in spread.records():
        path = sources / "indicateurs" / "ditp_ind-335.csv"
        with path.open(encoding="utf-8", newline="") as file:
            values = [
                Decimal(line["indic_va"])
                for line in csv.DictReader(file)
                if line["enforce_zone_id"] == f"R{row['region_code']}"
                and line["metric_enforce_date"] == "2023-12-01"
                and line["indic_va"]
            ]
        shown = [] if row["etat"] == "Non communiqué" else [Decimal(str(row["value"]))]
        assert shown == values, row["region_name"]


def test_regions_listed_and_regions_not_communicated_are_always_18():
    spread = compute("pilotage/indicateurs_by_region", FRANCE)
    silent = {}
    for indicateur_id, rows in spread.frame.groupby("indicateur_id"):
        known = rows["value"].notna()
        assert known.sum() + (rows["etat"] == "Non communiqué").sum() == 18
        assert rows["region_code"].nunique() == 18
        assert rows["measure_date"].nunique() <= 1, "regions are compared at one date"
        if not known.all():
            silent[indicateur_id] = int((~known).sum())
    assert silent == {"ditp-334": 5, "ditp-335": 5, "ditp-337": 5, "ditp-719": 18}


def test_a_value_dated_after_the_snapshot_is_never_shown(tmp_path, monkeypatch):
    names = [f"pilotage/indicateurs{suffix}" for suffix in ("", "_series", "_by_region")]
    before = {name: compute(name, FRANCE).frame for name in names}
    rows = published_rows("mesures_indicateur", SNAPSHOT)
    later = [
        row | {"measure_date": date(2026, row["measure_date"].month, 1), "value": 1e6}
        for row in rows.to_pylist()
        if row["measure_type"] == "Valeur" and row["value"] is not None
    ]
    more = pa.Table.from_pylist(rows.to_pylist() + later, schema=rows.schema)
    republish(tmp_path, SNAPSHOT, mesures_indicateur=more)
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    for name, frame in before.items():
        assert compute(name, FRANCE).frame.equals(frame), name


def test_each_enjeu_has_one_headline_with_its_start_and_its_target():
    headlines = compute("pilotage/indicateurs", FRANCE).only(is_phare=True).records()
    assert {row["enjeu_name"]: row["indicateur_id"] for row in headlines} == {
        "Recruter": "ditp-719",
        "Innover": "ditp-905",
        "Attirer des projets": "ditp-334",
        "Simplifier": "ditp-335",
    }
    for row in headlines:
        assert row["depart"] == row["depart"]
        assert row["cible"] == row["cible"]


def test_a_headline_says_where_the_enjeu_is_and_against_what():
    row = compute("pilotage/indicateurs", FRANCE).only(indicateur_id="ditp-335").records()[0]
    assert situations.headline(row) == (
        "**Simplifier** – Délai d’autorisation d’une nouvelle activité\u00a0: **13,4\u00a0mois "
        "(déc.\u00a02023)**, cible 9\u00a0mois (déc.\u00a02026)"
    )


def test_the_zero_of_a_reset_counter_is_not_a_starting_point():
    assert by_indicateur(FRANCE)["ditp-313"]["depart"] != 0
    series = compute("pilotage/indicateurs_series", FRANCE).only(indicateur_id="ditp-313")
    assert series.only(measure_type="Départ").is_empty
    # A plan that starts from nothing does start from 0.
    assert by_indicateur(FRANCE)["ditp-905"]["depart"] == 0


def test_no_line_joins_two_years_of_a_counter_that_restarts():
    series = compute("pilotage/indicateurs_series", FRANCE).only(indicateur_id="ditp-313")
    figure = charts.trajectory(
        series, x="measure_date", y="value", series="measure_type", run="cumul_year"
    )
    lines = [trace for trace in figure.data if trace.name == "Valeur"]
    assert len(lines) == 3
    for line in lines:
        assert len({str(day)[:4] for day in line.x}) == 1
        assert list(line.y) == sorted(line.y), "a cumul never falls within its year"


def test_a_territoire_is_given_its_regions_by_name():
    over_two = Filters(snapshot_date=SNAPSHOT, territoire_id="p1-ti-2404")
    result = compute("pilotage/indicateurs", over_two)
    assert situations.zones(result) == "Bourgogne-Franche-Comté, Centre-Val de Loire"
    assert "France" not in set(result.frame["zone_name"])


def test_readings_say_the_date_the_unit_and_what_is_not_published():
    cards = {
        row["indicateur_id"]: situations.reading(row)
        for row in compute("pilotage/indicateurs", BRETAGNE).records()
    }
    assert "Non communiqué" in cards["ditp-719"]
    assert "2\u202f321\u00a0contrats (cumul annuel, avr.\u00a02024)" in cards["ditp-313"]
    assert "Dernière année entière\u00a0: 40\u202f247\u00a0contrats" in cards["ditp-313"]
    assert "0,2\u00a0million d’emplois (déc.\u00a02022)" in cards["ditp-337"]
    assert "66,5\u202f% (juin\u00a02024)" in cards["ditp-306"]
    assert not [text for text in cards.values() if "nan" in text or "None" in text]


def test_regions_without_a_value_are_named_with_what_they_last_published():
    spread = compute("pilotage/indicateurs_by_region", FRANCE).only(indicateur_id="ditp-334")
    told = situations.coverage(situations.in_unit(spread, "sites"), is_cumul_annuel=False)
    assert "13 régions sur 18" in told
    assert "Guyane, " in told
    assert "La Réunion (" in told
    assert "en déc.\u00a02022)" in told


def shown(app, **address):
    for key, value in address.items():
        app.query_params[key] = value
    app.run().switch_page("pages/pilotage/enjeux.py").run()
    assert not app.exception
    elements = [*app.markdown, *app.info, *app.table, *app.warning]
    return "\n".join(str(element.value) for element in elements)


def test_the_page_says_what_indicators_are_not_and_what_nobody_publishes():
    told = {name: shown(new_app(), vue_enjeux=name) for name in ENJEUX}
    for name, text in told.items():
        assert "Indicateurs officiels proches de l’enjeu" in text
        assert text.count("**Argent\u00a0: non communiqué.**") == 1, name
        assert text.count("**Fiches-actions\u00a0: non communiqué.**") == 1, name
        assert "avancement" not in text
    assert "400\u202fM€" in told["Attirer des projets"], "the only amount of an engagement of it"


@pytest.mark.parametrize("enjeu", ENJEUX)
def test_each_enjeu_states_what_is_not_measured(app, enjeu):
    text = shown(app, vue_enjeux=enjeu)
    [stated] = [part for part in text.split("\n**") if part.startswith("Ce qui n’est pas mesuré")]
    row = compute("pilotage/enjeux", FRANCE).only(enjeu_name=enjeu)
    assert row.value("known_gaps") in stated
    assert "aucun indicateur n’est donné par territoire" in stated
    silent = {"Recruter": "Sans valeur par région** : Personnes formées aux métiers"}
    assert silent.get(enjeu, "") in stated.replace("\u00a0", " ")


def test_the_spread_counts_every_region_known_or_not():
    values = compute("pilotage/indicateurs_by_region", FRANCE).frame
    for row in compute("pilotage/indicateurs_repartition", FRANCE).records():
        own = values.loc[values["indicateur_id"] == row["indicateur_id"]]
        known = own["value"].dropna()
        assert row["region_count"] == len(own) == 18
        assert row["connue_count"] == len(known)
        silent = set(own.loc[own["value"].isna(), "region_name"])
        named = row["inconnue_names"]
        assert set(named if isinstance(named, Iterable) else []) == silent
        if len(known):
            assert row["mediane"] == pytest.approx(known.median())
            assert (row["min_value"], row["max_value"]) == (known.min(), known.max())


def test_a_target_that_adds_regions_up_is_not_one_for_a_region():
    rows = by_indicateur(FRANCE, "pilotage/indicateurs_repartition")
    assert (rows["ditp-335"]["cible"], rows["ditp-335"]["is_cible_somme"]) == (9, False)
    assert rows["ditp-334"]["is_cible_somme"]
    assert rows["ditp-334"]["cible"] != rows["ditp-334"]["cible"], "703 sites are those of France"


def test_a_strip_has_one_dot_a_known_region_and_none_hides_another():
    spread = compute("pilotage/indicateurs_by_region", FRANCE).only(indicateur_id="ditp-334")
    figure = charts.strip(spread, x="value", label="region_name", marks={"Médiane": 26})
    median, dots = figure.data
    assert set(median.x) == {26}
    assert len(dots.x) == 13
    assert set(dots.customdata) == set(spread.only(etat="Renseigné").frame["region_name"])
    assert len(set(zip(dots.x, dots.y, strict=True))) == 13


@pytest.mark.parametrize("phase", [1, 2])
@pytest.mark.parametrize("place", [{}, {"region_code": "53"}, {"territoire_id": "p1-ti-2404"}])
def test_fiches_of_the_enjeux_are_all_the_fiches(phase, place):
    filters = Filters(jeu="demonstration", snapshot_date="2022-12-31", phase=phase, **place)
    by_enjeu = compute("pilotage/fiches_by_enjeu", filters).frame
    by_statut = compute("territoires/fiches_by_statut", filters).frame
    for name in ("fiche_count", "budget_eur"):
        summed = by_enjeu.groupby("statut")[name].sum()
        assert dict(summed) == dict(zip(by_statut["statut"], by_statut[name], strict=True))


def test_the_page_gives_a_territoire_the_values_of_its_region_and_says_so(app):
    text = shown(app, territoire="Nord Cotentin")
    assert "Aucun indicateur n’est donné par territoire" in text
    assert "celles de sa région (Normandie)" in text


def test_an_indicator_of_the_address_that_is_not_in_the_selection_is_reported(app):
    text = shown(
        app,
        enjeu="Simplifier",
        indicateur="Emplois dans les métiers industriels",
        vue_enjeux="Un indicateur en détail",
    )
    assert "n’est pas un indicateur de la sélection" in text


@pytest.mark.parametrize("jeu", ["public", "demonstration"])
def test_where_a_region_stands_against_the_median_is_said_however_long_its_name(jeu):
    day = SNAPSHOT if jeu == "public" else "2022-12-31"
    for code in ("52", "93", "53", "03"):
        filters = Filters(jeu=jeu, snapshot_date=day, region_code=code)
        by_region = compute("pilotage/indicateurs_by_region", filters)
        for row in compute("pilotage/indicateurs_repartition", filters).records():
            values = by_region.only(indicateur_id=row["indicateur_id"])
            if values.only(region_code=code, etat="Renseigné").is_empty:
                continue
            shown = situations.in_unit(values, row["unit"])
            told = f"{findings.spread(row, shown)}. {findings.around(row, shown)}"
            median = fmt.quantity(row["mediane"], row["unit"])
            assert re.search(rf"la médiane [^.]*\({re.escape(median)}\)", told), told
