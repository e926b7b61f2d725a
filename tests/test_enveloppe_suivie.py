"""What the page « Enveloppe » says of losses, time, checks: found again by other means, and drawn.

The rows are read again here from the Parquet files by pandas, without a query of the dashboard.
"""

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pandas as pd
import pytest

from tdi import argent, charts, db, enveloppe, fmt, suivi, theme
from tdi.filters import Filters
from tdi.results import compute
from tdi.settings import data_folder
from tests.conftest import ROOT
from tests.snapshots.publications import an_amount, publish_amounts
from tests.test_pages import open_page, texts

LAST = Filters(jeu="demonstration", snapshot_date="2022-12-31")
FRANCE = Filters(snapshot_date="2025-01-14")
KEY = ["engagement_id", "operateur_id", "zone_code", "nature"]
PAGE = "pages/pilotage/enveloppe.py"
VUES = ["Où en est l’argent", "Répartition", "Dans le temps", "Contrôles", "Hors enveloppe"]
JEUX = {"Public": {}, "Démonstration": {"jeu": "Démonstration"}}


@cache
def parquet(table, day, jeu="demonstration"):
    folder = data_folder() / jeu / table / f"snapshot={day}"
    frame = pd.concat([pd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))])
    if table == "financements":
        frame = frame[frame["cadre"] == "Enveloppe 2018"]
    return frame


def stages(day):
    """Each line of money, its four stages side by side."""
    known = parquet("financements", day).dropna(subset=["amount_eur"])
    known = known.assign(amount_eur=known["amount_eur"].astype(float))
    return known.pivot_table(
        index=KEY, columns="etape", values="amount_eur", aggfunc="sum", dropna=False
    ).dropna(how="all")


@pytest.mark.parametrize("day", ["2020-06-30", "2022-12-31"])
def test_losses_are_those_of_lines_known_at_both_stages(day):
    filters = Filters(jeu="demonstration", snapshot_date=day)
    shown = {
        (row["etape"], row["nature"]): row for row in compute("pilotage/pertes", filters).records()
    }
    lines = stages(day)
    for before, after in (("Annoncé", "Fléché"), ("Fléché", "Engagé"), ("Engagé", "Payé")):
        both = lines.dropna(subset=[before, after])
        lost = both[before].sum() - both[after].sum()
        assert float(shown[after, argent.TOUTES]["perte_eur"]) == pytest.approx(lost)
        alone = lines[lines[before].notna() & lines[after].isna()][before].sum()
        told = shown[after, argent.TOUTES]["sans_suite_eur"]
        assert (0 if pd.isna(told) else float(told)) == pytest.approx(alone)
        by_nature = both.groupby("nature")[[before, after]].sum()
        for nature, row in by_nature.iterrows():
            expected = row[before] - row[after]
            assert float(shown[after, nature]["perte_eur"]) == pytest.approx(expected)


def test_losses_link_the_amounts_of_two_stages():
    amounts = {
        row["etape"]: row["documente_eur"] for row in compute("pilotage/entonnoir", LAST).records()
    }
    previous = amounts["Annoncé"]
    for row in compute("pilotage/pertes", LAST).only(nature=argent.TOUTES).records():
        parts = [row["perte_eur"], row["sans_suite_eur"], row["sans_origine_eur"]]
        lost, unknown, new = (0 if pd.isna(part) else part for part in parts)
        assert previous - lost - unknown + new == amounts[row["etape"]]
        previous = amounts[row["etape"]]


def test_only_the_cour_compares_two_stages_in_public():
    shown = compute("pilotage/pertes", FRANCE).only(nature=argent.TOUTES)
    known = {row["etape"]: row["perte_eur"] for row in shown.records() if row["is_comparable"]}
    assert known == {"Payé": 906_000_000}
    assert "rien ne se compare" in argent.pertes(shown)


def test_amounts_over_time_are_those_of_each_snapshot():
    shown = compute("pilotage/consommation", LAST)
    for row in shown.only(perimetre="Courant").records()[::7]:
        day = str(row["snapshot_date"].date())
        filters = Filters(jeu="demonstration", snapshot_date=day)
        told = compute("pilotage/entonnoir", filters).only(etape=row["etape"])
        assert row["amount_eur"] == told.value("documente_eur")


def test_the_constant_perimeter_holds_the_territoires_followed_throughout_and_nothing_else():
    """Those of every statement, whose amounts no statement says that the perimeter moved."""
    days = sorted(
        path.name.removeprefix("snapshot=")
        for path in (data_folder() / "demonstration" / "financements").glob("snapshot=*")
    )
    present, moved = None, set()
    for day in days:
        frame = parquet("financements", day)
        local = frame[frame["maille"] == "Territoire"]
        there = set(local["zone_code"])
        present = there if present is None else present & there
        moved |= set(local[local["note"].fillna("").str.startswith("Périmètre")]["zone_code"])
    # Two absorbed a neighbour from October 2021 to June 2022 (D-09, D-10).
    assert moved == {"p1-ti-5206", "p1-ti-5301"}
    kept = present - moved
    rows = compute("pilotage/consommation", LAST).only(perimetre="Constant").records()
    assert {row["territoire_count"] for row in rows} == {len(kept)} == {122}
    for row in rows[::11]:
        frame = parquet("financements", str(row["snapshot_date"].date()))
        frame = frame[frame["etape"] == row["etape"]]
        inside = frame[frame["zone_code"].isin(kept)]
        assert Decimal(row["amount_eur"]) == inside["amount_eur"].dropna().sum()
        left = frame[(frame["maille"] == "Territoire") & ~frame["zone_code"].isin(kept)]
        assert row["hors_count"] == left["zone_code"].nunique()
        known = left["amount_eur"].dropna()
        assert fmt.is_missing(row["hors_eur"]) == known.empty
        assert known.empty or Decimal(row["hors_eur"]) == known.sum()


def test_what_the_constant_perimeter_leaves_out_is_counted_with_its_reason():
    shown = compute("pilotage/consommation", LAST).only(perimetre="Constant")
    told = argent.consommation(shown, "Constant").replace("\u00a0", " ").replace("\u202f", " ")
    assert "122 territoires que l’on suit d’un bout à l’autre" in told
    assert (
        "Hors de la série : 27 territoires (entré après le premier relevé : 25, lignes déplacées "
        "par le périmètre : 2), soit engagé 90,9 M€, payé 22,7 M€."
    ) in told


def test_a_series_over_both_phases_follows_the_places_that_are_the_same_and_counts_the_others(
    tmp_path, monkeypatch
):
    """A link is most often partial: amounts are never shared out along it."""
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    shutil.copytree(ROOT / "data" / "parquet" / "public", tmp_path / "public")
    links = db.run("public", "select * from territoire_liens")
    same = links[(links["phase1_population_share"] == 1) & (links["phase2_population_share"] == 1)]
    before, after = same.iloc[0][["phase1_territoire_id", "phase2_territoire_id"]]
    partial = links[links["phase2_population_share"] < 1].iloc[0]

    def local(zone, amount):
        return an_amount(amount, maille="Territoire", zone_code=zone)

    publish_amounts("public", "2025-01-31", local(before, 10), local(partial.iloc[0], 7))
    publish_amounts("public", "2025-02-28", local(after, 12), local(partial.iloc[1], 5))
    rows = compute("pilotage/consommation", Filters(snapshot_date="2025-02-28")).only(
        perimetre="Constant", etape="Engagé"
    )
    assert list(rows.frame["amount_eur"]) == [10, 12]
    assert list(rows.frame["hors_eur"]) == [7, 5]
    assert (
        "Sans correspondance exacte dans l’autre phase".lower() in rows.frame["hors_dit"].iloc[-1]
    )


def test_a_late_operator_breaks_the_line_and_a_claim_said_again_is_no_new_point():
    rows = compute("pilotage/consommation", LAST).only(perimetre="Courant", etape="Engagé")
    late = {str(row["snapshot_date"].date()) for row in rows.only(is_complet=False).records()}
    # D-01, D-02, D-03 of docs/demonstration.md.
    assert late == {
        *("2020-05-31", "2020-06-30", "2020-07-31", "2021-01-31", "2021-02-28"),
        *(f"2022-{month}" for month in ("07-31", "08-31", "09-30", "10-31", "11-30", "12-31")),
    }
    figure = charts.broken_lines(
        rows,
        x="snapshot_date",
        y="amount_eur",
        series="etape",
        run="suite_rank",
        whole="is_complet",
        styles=theme.ETAPE_MARKS,
    )
    joined = [len(trace["x"]) for trace in figure.data if "lines" in trace["mode"]]
    assert sum(joined) == len(rows.frame) - len(late)
    assert len(joined) == 3
    public = compute("pilotage/consommation", FRANCE)
    assert [str(row["snapshot_date"].date()) for row in public.records()] == ["2024-11-21"] * 2
    assert "aucune courbe" in argent.consommation(public, "Courant")


def disorders(day, **only):
    filters = Filters(jeu="demonstration", snapshot_date=day)
    return compute("pilotage/desordres", filters).only(**only).records()


def test_every_line_whose_stages_are_in_disorder_is_listed_and_no_other():
    lines = stages("2022-12-31")
    expected = {
        (engagement, zone, f"{after} au-delà de {words}")
        for before, after, words in (
            ("Annoncé", "Fléché", "l’annoncé"),
            ("Fléché", "Engagé", "du fléché"),
            ("Engagé", "Payé", "l’engagé"),
        )
        for engagement, _, zone, _ in lines[lines[after] > lines[before]].index
    }
    expected = {(e, z, told.replace("de du", "du")) for e, z, told in expected}
    shown = disorders("2022-12-31", controle="Étapes d’une ligne")
    assert {(r["engagement_id"], r["zone_code"], r["depassement"]) for r in shown} == expected
    assert len(shown) == len(expected)


@pytest.mark.parametrize(
    ("day", "zone", "since"),
    [("2021-12-31", "p1-ti-2805", "2021-08-31"), ("2022-12-31", "p1-ti-4411", "2022-06-30")],
)
def test_planted_disorders_are_found_with_their_date(day, zone, since):
    """D-22 and D-23 of docs/demonstration.md."""
    [found] = disorders(day, depassement="Payé au-delà de l’engagé", zone_code=zone)
    assert str(found["since_date"].date()) == since


def test_an_overspent_engagement_is_found_and_the_envelope_in_public():
    [found] = disorders("2022-12-31", controle="Part annoncée")
    assert (found["engagement_id"], str(found["since_date"].date())) == ("eng-08", "2022-11-30")
    assert found["avant_eur"] == 26_000_000
    [public] = compute("pilotage/desordres", FRANCE).records()
    assert (public["controle"], public["excedent_eur"]) == ("Enveloppe", 340_000_000)


def test_the_planted_contradiction_is_first_and_only_misplaced_payments_follow():
    """D-21 of docs/demonstration.md; D-23 moves a payment away from its project."""
    shown = compute("pilotage/rapprochement", LAST).only(niveau="Région", is_hors_tolerance=True)
    first, *others = shown.records()
    assert (first["operateur_name"], first["engagement_name"], first["region_name"]) == (
        "Bpifrance",
        "Accélérateurs Bpifrance",
        "Auvergne-Rhône-Alpes",
    )
    assert first["ecart_share"] == pytest.approx(0.18, abs=0.001)
    assert {row["engagement_name"] for row in others} == {"Industrie du futur"}
    early = Filters(jeu="demonstration", snapshot_date="2021-02-28")
    before = compute("pilotage/rapprochement", early).only(is_hors_tolerance=True).records()
    assert "Accélérateurs Bpifrance" not in {row["engagement_name"] for row in before}


@pytest.mark.parametrize("region", [None, "84", "24"])
def test_fiches_are_allocated_as_their_own_page_does(region):
    filters = Filters(jeu="demonstration", snapshot_date="2022-12-31", region_code=region)
    fiches = compute("territoires/fiches_action", filters).frame
    rows = compute("pilotage/rapprochement", filters).only(niveau="Opérateur").frame
    for etape, part in (("Engagé", "engage_part_eur"), ("Payé", "paye_part_eur")):
        mine = rows[rows["etape"] == etape][["projet_eur", "sans_releve_eur"]]
        told = float(mine.astype(float).sum().sum())
        assert told == pytest.approx(float(fiches[part].dropna().sum()), abs=1)


def test_delays_are_those_of_the_lines_whose_start_and_end_were_seen():
    rows = compute("pilotage/delais", LAST).records()
    folder = data_folder() / "demonstration" / "financements"
    days = sorted(path.name.removeprefix("snapshot=") for path in folder.glob("snapshot=*"))
    columns = [*KEY, "etape", "maille", "amount_eur"]
    frames = [parquet("financements", day)[columns].assign(day=pd.Timestamp(day)) for day in days]
    told = pd.concat(frames).dropna(subset=["amount_eur"])
    told = told[told["maille"] == "Territoire"]
    by = [*KEY, "etape"]
    known = told.groupby(by, dropna=False)["day"].min().unstack()
    start = told[told["amount_eur"] > 0].groupby(by, dropna=False)["day"].min().unstack()
    pair = start.dropna(subset=["Engagé", "Payé"])
    seen = known.loc[pair.index]
    pair = pair[(pair["Engagé"] > seen["Engagé"]) & (pair["Payé"] > seen["Payé"])]
    pair = pair[pair["Payé"] >= pair["Engagé"]]
    months = (pair["Payé"].dt.year - pair["Engagé"].dt.year) * 12
    months += pair["Payé"].dt.month - pair["Engagé"].dt.month
    row = rows[-1]
    assert row["observe_count"] == len(pair)
    assert row["delai_median"] == months.quantile(0.5)
    assert row["delai_decile"] == months.quantile(0.9)


def test_a_delay_seen_under_five_times_is_hidden_and_said():
    shown = compute("pilotage/delais", LAST)
    few = [row for row in shown.records() if row["observe_count"] < 5]
    assert [row["passage"] for row in few] == ["De l’annoncé au fléché", "Du fléché à l’engagé"]
    assert all(pd.isna(row["delai_median"]) and pd.isna(row["delai_decile"]) for row in few)
    assert "Moins de cinq passages observés" in argent.delais(shown)


def test_amounts_per_inhabitant_count_the_territoires_that_say_some():
    for row in compute("pilotage/par_habitant", LAST).records():
        frame = parquet("financements", "2022-12-31").dropna(subset=["amount_eur"])
        frame = frame[(frame["maille"] == "Territoire") & (frame["etape"] == row["etape"])]
        listed = compute("territoires/territoires", LAST).frame.set_index("territoire_id")
        people = listed["population"].loc[sorted(set(frame["zone_code"]))].sum()
        assert row["population"] == people
        assert row["par_habitant"] == pytest.approx(float(frame["amount_eur"].sum()) / people)
    assert compute("pilotage/par_habitant", FRANCE).frame["par_habitant"].isna().all()


@pytest.mark.parametrize("place", [{}, {"region": "Bretagne"}, {"territoire": "Nord Cotentin"}])
@pytest.mark.parametrize("vue", VUES)
@pytest.mark.parametrize("jeu", JEUX)
def test_each_view_is_drawn_and_kept_in_the_address(app, jeu, vue, place):
    asked = JEUX[jeu] | place | ({} if vue == VUES[0] else {"vue_enveloppe": vue})
    open_page(app, PAGE, asked)
    assert not app.exception
    assert not app.error
    assert {name: app.query_params[name] for name in app.query_params} == {
        name: words if isinstance(app.query_params[name], str) else [words]
        for name, words in asked.items()
    }
    for raw in ("None", "nan", "_eur", "NaT"):
        assert raw not in texts(app)


@pytest.mark.parametrize("repartition", enveloppe.REPARTITIONS)
@pytest.mark.parametrize("jeu", JEUX)
def test_each_split_names_what_is_not_documented_and_hatches_it(app, jeu, repartition):
    asked = JEUX[jeu] | {
        "vue_enveloppe": "Répartition",
        "repartition": repartition,
        "etape": "Payé",
    }
    open_page(app, PAGE, asked)
    assert not app.exception
    assert app.selectbox(key="repartition").value == repartition
    [figure] = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    [bars] = figure["data"]
    hatches = dict(zip(bars["y"], bars["marker"]["pattern"]["shape"], strict=True))
    assert {name for name, hatch in hatches.items() if hatch == "/"} == {"Non documenté"}
    assert "Les parts font exactement les 1\u202f360\u202fM€" in texts(app)


@pytest.mark.parametrize("filters", [LAST, FRANCE, replace(LAST, region_code="84")], ids=str)
@pytest.mark.parametrize("repartition", enveloppe.REPARTITIONS)
def test_the_bars_of_a_split_close_even_when_one_holds_many_parts(filters, repartition):
    rows = compute("pilotage/repartition", filters).only(repartition=repartition).frame
    for _, stage in rows.groupby("etape"):
        bars = stage.drop_duplicates(subset=["barre_name"])
        assert sum(bars["barre_eur"]) == sum(stage["amount_eur"])
        assert len(bars) <= 18 + 1 + 3
    if repartition == "Territoire" and filters == LAST:
        assert "Les 131 autres" in set(rows["barre_name"])


@pytest.mark.parametrize("perimetre", suivi.PERIMETRES)
def test_the_perimeter_is_a_switch_kept_in_the_address(app, perimetre):
    asked = {"jeu": "Démonstration", "vue_enveloppe": "Dans le temps", "perimetre": perimetre}
    open_page(app, PAGE, asked)
    assert not app.exception
    assert f"à périmètre {perimetre.lower()}" in texts(app)


@pytest.mark.parametrize(
    "asked",
    [{"vue_enveloppe": "Ailleurs"}, {"vue_enveloppe": "Répartition", "repartition": "Couleur"}],
)
def test_a_view_that_does_not_exist_is_refused_in_words(app, asked):
    open_page(app, PAGE, asked)
    assert any("L’adresse demandait" in warning.value for warning in app.warning)


def test_nothing_known_of_a_place_is_told_and_the_nation_drawn_apart(app):
    open_page(app, PAGE, {"region": "Bretagne"})
    told = texts(app)
    assert "**Non communiqué\u00a0:** ce que la sélection reçoit" in told
    assert "De l’annoncé au payé, pour la France entière" in told
