"""The alerts over the snapshots: the planted flaws, when each opens and closes, what is said."""

import shutil
from collections import defaultdict
from itertools import pairwise

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from etl.demonstration import modele
from tdi import alertes, db, derivees
from tdi.filters import Filters
from tdi.results import compute
from tdi.settings import data_folder
from tests.conftest import ROOT
from tests.etl import demonstration
from tests.snapshots.publications import an_amount, publish_amounts

LAST = Filters(jeu="demonstration", snapshot_date="2022-12-31")
PUBLIC = Filters(snapshot_date="2025-01-14")
DAYS = [day.isoformat() for day in modele.months()]


def at(day, **more):
    return Filters(jeu="demonstration", snapshot_date=day, **more)


# The planted flaws of docs/demonstration.md: rule, subject, what is found; statements that show it.
FLAWS = {
    ("en_retard", "PIC", "Montants"): [("2020-05", "2020-07")],
    ("en_retard", "Bpifrance", "Montants"): [("2021-01", "2021-02")],
    ("en_retard", "État", "Montants"): [("2022-07", "2022-12")],
    ("en_retard", "Banque des Territoires", "Montants"): [("2019-07", "2022-12")],
    ("en_retard", "PIA", "Montants"): [("2020-01", "2022-12")],
    ("en_retard", "Business France", "Recours"): [("2020-03", "2020-06")],
    ("en_retard", "Pôle emploi", "Recours"): [("2022-10", "2022-12")],
    ("conteste", "Portage et fonds propres", "Montant contesté\u00a0: payé"): [
        ("2021-06", "2022-12")
    ],
    **{
        ("revision_silencieuse", subject, f"Valeur passée récrite{stage}"): [(month, month)]
        for subject, stage, month in (
            ("Appels du PIA", "\u00a0: engagé", "2021-05"),
            ("Territoires d’innovation", "\u00a0: payé", "2022-04"),
            ("Formation (PIC)", "\u00a0: engagé", "2022-12"),
            ("Postes industriels pourvus par le programme (fictif)", "", "2021-09"),
        )
    },
    ("depassement", "Crédits d’ingénierie", "Engagé au-delà de l’annoncé"): [
        ("2022-11", "2022-12")
    ],
    ("ordre_des_etapes", "Crédits d’ingénierie", "Engagé au-delà du fléché"): [
        ("2022-06", "2022-12")
    ],
    ("ordre_des_etapes", "Formation (PIC)", "Payé au-delà de l’engagé"): [("2021-08", "2022-02")],
    ("ordre_des_etapes", "Industrie du futur", "Payé au-delà de l’engagé"): [
        ("2022-06", "2022-12")
    ],
}
# Rules whose alerts are all of them planted; what others find has its own tests.
PLANTED = {rule for rule, *_ in FLAWS} | {"enveloppe_depassee"}


@pytest.mark.parametrize("day", modele.months(), ids=str)
def test_alerts_are_the_planted_flaws_that_are_alive(day):
    rows = compute("suivi/alertes", at(day.isoformat())).records()
    found = {
        (row["regle_id"], row["sujet_name"], row["constat"])
        for row in rows
        if row["regle_id"] in PLANTED
    }
    month = f"{day:%Y-%m}"
    alive = {
        flaw
        for flaw, periods in FLAWS.items()
        if any(first <= month <= last for first, last in periods)
    }
    assert found == alive
    assert [row["alerte_rank"] for row in rows] == list(range(1, len(rows) + 1))
    order = list(dict.fromkeys(row["gravite_name"] for row in rows))
    assert order == [name for name in alertes.GRAVITES if name in order]


@pytest.fixture(scope="module")
def suivies():
    return compute("suivi/alertes_suivies", LAST)


def only(result, rule, state=alertes.OPEN):
    return result.only(regle_id=rule, alerte_etat=state).records()


def test_overdue_decisions_are_the_two_that_nobody_made(suivies):
    late = demonstration.rows(
        """
        select decision_id, due_date from decisions
        where snapshot = '2022-12-31' and done_date is null and due_date < snapshot
        and statut <> 'Abandonnée' order by due_date
        """
    )
    told = only(suivies, "decision_en_retard")
    assert [(row["alerte_id"], row["due_date"].date()) for row in told] == [
        (f"decision_en_retard/{decision_id}", day) for decision_id, day in late
    ]
    assert len(late) == 2
    for row in told:
        first = min(day for day in DAYS if day > str(row["due_date"].date()))
        assert str(row["opened_date"].date()) == first, "the first snapshot after its due date"


def test_an_alert_leads_to_the_page_of_its_rows(suivies):
    for row in suivies.records():
        where = alertes.page(row)
        assert (where is None) == (row["page_name"] == "Alertes")
        assert where is None or (ROOT / where).is_file()


def test_a_decision_that_no_page_shows_is_told_here_in_full(suivies):
    row = only(suivies, "decision_en_retard")[0]
    assert alertes.under({**row, "page_name": "Région"}).endswith(" · page Région")
    assert alertes.under({**row, "page_name": "Alertes"}).endswith(" · écrite ici en entier")


@pytest.mark.parametrize("region", ["11", "53"])
def test_the_overdue_decisions_of_a_region_are_those_of_its_page(region):
    filters = at("2022-12-31", region_code=region)
    told = compute("suivi/alertes", filters).only(regle_id="decision_en_retard").records()
    listed = compute("territoires/decisions", filters).only(is_en_retard=True).records()
    assert {row["alerte_id"].split("/")[1] for row in told} == {
        row["decision_id"] for row in listed
    }
    assert bool(told) == (region == "11")


def test_two_meteos_contradict_the_figures_at_the_end(suivies):
    told = {row["alerte_id"]: row for row in only(suivies, "meteo_contredite")}
    assert set(told) == {"meteo_contredite/p1-ti-1101", "meteo_contredite/p1-ti-2402"}
    assert str(told["meteo_contredite/p1-ti-2402"]["opened_date"].date()) == "2021-12-31"
    for row in told.values():
        assert row["compared_count"] == 149
        assert "Sécurisé" in row["constat"] or "Compromis" in row["constat"]


def test_two_territoires_sleep_a_year_after_their_last_news(suivies):
    told = {row["alerte_id"].split("/")[1] for row in only(suivies, "territoire_dormant")}
    assert told == {"p1-ti-1101", "p1-ti-4406"}


def test_what_is_not_documented_grows_when_operators_fall_silent(suivies):
    """PIC, Bpifrance and Écologie, each at the first of its late statements."""
    found = [
        row
        for state in (alertes.CLOSED, alertes.JUST_CLOSED, alertes.OPEN)
        for row in only(suivies, "residu_croissant", state)
    ]
    months = {f"{row['opened_date']:%Y-%m}" for row in found}
    assert months <= {"2020-05", "2020-06", "2020-07", "2021-01", "2021-02", "2022-07"}
    assert {"2020-05", "2021-01"} <= months


def test_late_answers_are_those_that_completude_counts(suivies):
    answers = compute("pilotage/reponses_by_operateur", LAST).records()
    expected = {
        (row["operateur_name"], row["famille"]): row["en_retard_count"]
        for row in answers
        if row["en_retard_count"]
    }
    told = only(suivies, "en_retard")
    assert {(row["sujet_name"], row["constat"]): row["ligne_count"] for row in told} == expected


def test_an_indicator_is_an_alert_when_it_goes_away_from_its_target():
    [row] = compute("suivi/alertes", PUBLIC).only(regle_id="cible").records()
    assert row["sujet_name"] == "Personnes formées aux métiers de l’industrie"
    assert row["constat"] == "S’éloigne de sa cible"
    [read] = (
        compute("pilotage/indicateurs", PUBLIC).only(indicateur_name=row["sujet_name"]).records()
    )
    assert read["annuel_value"] < read["depart"] < read["cible"]


PLACES = {
    "France": {},
    "Bretagne": {"region_code": "53"},
    "Pays de la Loire": {"region_code": "52"},
    "a territoire": {"territoire_id": "p1-ti-1101"},
    "Innover": {"enjeu_id": "innover"},
}


@pytest.mark.parametrize("place", PLACES)
def test_an_alert_opens_at_the_first_and_closes_after_the_last_of_snapshots_in_a_row(place):
    """Followed again from what each snapshot shows alone, for places and at two dates."""
    held = defaultdict(list)
    for day in DAYS:
        for row in compute("suivi/alertes", at(day, **PLACES[place])).records():
            held[row["alerte_id"]].append(day)
    for shown in ("2021-10-31", DAYS[-1]):
        known = [day for day in DAYS if day <= shown]
        after = dict(pairwise(known))
        expected = set()
        for alerte_id, days in held.items():
            days = [day for day in days if day <= shown]
            for day in days:
                if day == known[0] or known[known.index(day) - 1] not in days:
                    last = day
                    while after.get(last) in days:
                        last = after[last]
                    expected.add((alerte_id, day, after.get(last)))
        told = compute("suivi/alertes_suivies", at(shown, **PLACES[place])).records()
        assert {
            (
                row["alerte_id"],
                str(row["opened_date"].date()),
                None if pd.isna(row["closed_date"]) else str(row["closed_date"].date()),
            )
            for row in told
        } == expected
        for row in told:
            state = {None: alertes.OPEN, shown: alertes.JUST_CLOSED}
            closed = None if pd.isna(row["closed_date"]) else str(row["closed_date"].date())
            assert row["alerte_etat"] == state.get(closed, alertes.CLOSED)


def test_a_later_snapshot_changes_nothing_of_what_was_open_before(suivies):
    """R12: a link pinned to a date says the same; an alert keeps its identifier."""
    then = compute("suivi/alertes_suivies", at("2021-10-31")).records()
    now = {(row["alerte_id"], row["opened_date"]) for row in suivies.records()}
    assert {(row["alerte_id"], row["opened_date"]) for row in then} <= now


def test_a_publication_is_examined_alone_and_takes_over_what_was_found_before(
    tmp_path, monkeypatch
):
    shutil.copytree(data_folder() / "public", tmp_path / "public")
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    fill, examined = derivees.fill, []
    monkeypatch.setattr(
        derivees, "fill", lambda opened, day: (examined.append(day), fill(opened, day))
    )
    before = compute("suivi/alertes_suivies", PUBLIC).frame
    examined.clear()
    publish_amounts("public", "2025-01-31", an_amount(1))
    after = compute("suivi/alertes_suivies", PUBLIC).frame
    pd.testing.assert_frame_equal(before, after)
    assert examined == []
    shown = Filters(snapshot_date="2025-01-31")
    closed = compute("suivi/alertes_suivies", shown).only(regle_id="enveloppe_depassee")
    assert examined == ["2025-01-31"]
    assert closed.value("alerte_etat") == alertes.JUST_CLOSED


def test_what_an_indicator_lacks_is_told_in_both_phases():
    told = [
        compute("suivi/alertes", Filters(snapshot_date="2025-01-14", phase=phase))
        .only(regle_id="chemin_non_calculable")
        .frame["sujet_name"]
        for phase in (1, 2)
    ]
    assert len(told[0]) > 0
    assert list(told[0]) == list(told[1])


@pytest.mark.parametrize("filters", [LAST, PUBLIC])
def test_a_rule_says_what_it_examined_or_why_it_cannot(filters):
    rows = compute("suivi/alertes_regles", filters).records()
    for row in rows:
        assert row["inconnu_count"] + row["alerte_count"] <= row["examine_count"]
        silent = row["inconnu_count"] == row["examine_count"]
        assert (
            (row["regle_etat"] == "Non calculable") == silent == bool(row["motif"] == row["motif"])
        )
    impossible = {row["regle_id"] for row in rows if row["regle_etat"] == "Non calculable"}
    if filters is LAST:
        assert impossible == {"chiffre_contredit"}, "the fiction has no register"
    else:
        assert {"meteo_contredite", "decision_en_retard", "sous_la_mediane"} <= impossible


def test_the_alerts_of_a_region_are_those_of_its_places(suivies):
    region = compute("suivi/alertes_constats", at("2022-12-31", region_code="53"))
    places = {
        "53",
        *db.run(
            "demonstration",
            "select territoire_id from territoire_regions where region_code = '53'",
            snapshot_date="2022-12-31",
        )["territoire_id"],
    }
    assert not region.is_empty
    assert set(region.frame["zone_code"]) <= places


def test_who_must_answer_is_in_the_address_and_keeps_their_alerts_only():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params |= {"jeu": "Démonstration", "attendu": "PIC"}
    app.run().switch_page("pages/suivi/alertes.py").run()
    assert not app.exception
    assert "alertes" not in [link.proto.page for link in app.get("page_link")], "no link to itself"
    assert app.selectbox(key="attendu").value == "PIC"
    lines = [one.value for one in app.markdown if "Attendu de\u00a0: " in one.value]
    kept = [line for line in lines if "ouverte le" in line]
    assert kept
    assert all("Attendu de\u00a0: PIC" in line for line in kept)


def test_a_long_card_of_alerts_is_counted_by_rule():
    opened = compute("suivi/alertes_suivies", PUBLIC).only(alerte_etat=alertes.OPEN)
    watched = alertes.by_gravite(opened)["Alertes à surveiller"]
    told = alertes.kinds(watched)
    assert "Chiffre annoncé contredit\u00a0: 8" in told
    assert sum(int(part.split("\u00a0: ")[1]) for part in told.split("\u00a0· ")) == len(
        watched.frame
    )
    assert alertes.kinds(alertes.by_gravite(opened)["Alertes majeures"]) == ""


def test_an_address_that_asks_for_nobody_known_is_told():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params |= {"jeu": "Démonstration", "attendu": "Personne"}
    app.run().switch_page("pages/suivi/alertes.py").run()
    assert any("Personne" in warning.value for warning in app.warning)


def test_the_constats_of_a_rule_open_on_its_query():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params |= {"jeu": "Démonstration", "regle": "Étapes dans le désordre"}
    app.run().switch_page("pages/suivi/alertes.py").run()
    assert not app.exception
    assert "Étapes dans le désordre" in [element.value for element in app.header]
