"""The planted flaws are in the data, where docs/demonstration.md says, and nowhere else.

Each is found by a query that knows nothing of the generator.
"""

import re
from datetime import date
from decimal import Decimal

from etl.demonstration import modele
from tests.conftest import ROOT
from tests.etl.demonstration import rows, value

LAST = date(2022, 12, 31)


def month(year, number):
    return next(day for day in modele.months() if (day.year, day.month) == (year, number))


def test_the_document_lists_every_planted_flaw():
    text = (ROOT / "docs" / "demonstration.md").read_text("utf-8")
    flaws = modele.toml("defauts.toml") | {"fusions": modele.toml("perimetre.toml")["fusions"]}
    planted = [flaw["flaw_id"] for kind in flaws.values() for flaw in kind]
    assert sorted(planted) == [f"D-{rank:02d}" for rank in range(1, len(planted) + 1)]
    assert re.findall(r"^\| (D-\d\d) \|", text, re.MULTILINE) == sorted(planted)


def test_late_operators_report_nothing_for_those_months():
    found = rows(
        """
        select
            operateur_id, engagement_id, min(snapshot), max(snapshot),
            min(due_date), max(due_date)
        from financements
        where etat = 'Non communiqué' and due_date is not null and maille = 'France'
        group by all order by 1, 2
        """
    )
    assert found == [
        (
            "bpifrance",
            engagement,
            month(2021, 1),
            month(2021, 2),
            date(2021, 1, 25),
            date(2021, 1, 25),
        )
        for engagement in ("eng-02", "eng-14")
    ] + [
        ("etat", "eng-12", month(2022, 7), LAST, date(2022, 7, 25), date(2022, 7, 25)),
        ("pic", "eng-01", month(2020, 5), month(2020, 7), date(2020, 5, 25), date(2020, 5, 25)),
    ]
    found = rows(
        """
        select operateur_id, min(snapshot), max(snapshot), min(due_date)
        from mobilisation where etat = 'Non communiqué' group by all order by 1
        """
    )
    assert found == [
        ("business-france", month(2020, 3), month(2020, 6), date(2020, 3, 25)),
        ("pole-emploi", month(2022, 10), LAST, date(2022, 10, 25)),
    ]


def test_some_cells_are_never_reported():
    found = rows(
        """
        select engagement_id, list(distinct zone_code order by zone_code), min(snapshot)
        from financements
        where
            snapshot <= ? and maille = 'Territoire' and etat = 'Non communiqué'
            and due_date is not null and engagement_id in ('eng-04', 'eng-08')
        group by all order by 1
        """,
        LAST,
    )
    assert found == [
        ("eng-04", ["p1-ti-0302", "p1-ti-9401", "p1-ti-9402"], month(2020, 1)),
        ("eng-08", ["p1-ti-1104", "p1-ti-2807", "p1-ti-4409", "p1-ti-9304"], month(2019, 7)),
    ]


def test_three_cells_are_contested():
    found = rows(
        """
        select engagement_id, nature, etape, list(distinct zone_code order by zone_code),
            min(snapshot), count(*) filter (amount_eur is null or note is null)
        from financements where etat = 'Contesté' group by all
        """
    )
    zones = ["p1-ti-3208", "p1-ti-4410", "p1-ti-7511"]
    assert found == [("eng-07", "Fonds propres", "Payé", zones, month(2021, 6), 0)]


def test_two_territoires_are_absorbed_then_founded_again():
    months = rows("select territoire_id, list(distinct snapshot) from contrats group by 1")
    missing = {
        zone: [day for day in modele.months() if min(seen) < day and day not in seen]
        for zone, seen in months
    }
    gone = [day for day in modele.months() if date(2021, 10, 11) <= day < date(2022, 7, 1)]
    assert {zone: days for zone, days in missing.items() if days} == {
        "p1-ti-5312": gone,
        "p1-ti-5217": gone,
    }
    for absorber in ("p1-ti-5301", "p1-ti-5206"):
        before, after = (
            value(
                """
                select sum(amount_eur) from financements
                where zone_code = ? and etape = 'Annoncé' and snapshot = ?
                """,
                absorber,
                day,
            )
            for day in (month(2021, 9), month(2021, 10))
        )
        assert after > before


def test_values_are_revised_in_silence_three_times():
    """A cumulated amount falls, and its statement claims to be the one of the month before."""
    found = rows(
        """
        select snapshot, engagement_id, zone_code, etape, amount_before - amount_eur
        from suivis
        where amount_eur <> amount_before and reported_date = reported_before and etape <> 'Annoncé'
        order by 1
        """
    )
    assert found == [
        (month(2021, 5), "eng-04", "p1-ti-8411", "Engagé", Decimal(420_000)),
        (month(2022, 4), "eng-06", "p1-ti-4410", "Payé", Decimal(265_000)),
        (month(2022, 12), "eng-01", "p1-ti-8401", "Engagé", Decimal(310_000)),
    ]


def test_one_revision_is_declared():
    found = rows(
        """
        select snapshot, engagement_id, nature, zone_code, amount_before - amount_eur, note
        from suivis where note like 'Révision%'
        """
    )
    [(day, engagement_id, nature, zone, fall, note)] = found
    assert (day, engagement_id, nature) == (month(2021, 3), "eng-07", "Avance ou prêt")
    assert (zone, fall) == ("p1-ti-3205", Decimal(550_000))
    assert "deux fois" in note


def test_amounts_fall_only_where_a_flaw_or_the_perimeter_says_so():
    found = rows(
        """
        select distinct snapshot, zone_code from suivis
        where amount_eur < amount_before order by 1, 2
        """
    )
    assert found == [
        (month(2021, 3), "p1-ti-3205"),
        (month(2021, 5), "p1-ti-8411"),
        (month(2021, 8), "p1-ti-2801"),
        (month(2022, 3), "p1-ti-2805"),
        (month(2022, 4), "p1-ti-4410"),
        (month(2022, 6), "p1-ti-2707"),
        (month(2022, 7), "p1-ti-5206"),
        (month(2022, 7), "p1-ti-5301"),
        (month(2022, 12), "p1-ti-8401"),
    ]


def test_a_past_measure_is_rewritten():
    found = rows(
        """
        with followed as (
            select
                *,
                lag(value) over (
                    partition by indicateur_id, zone_code, measure_type, measure_date
                    order by snapshot
                ) as value_before
            from mesures_indicateur
        )
        select snapshot, indicateur_id, zone_code, measure_date, value - value_before
        from followed where value <> value_before order by zone_code
        """
    )
    measure = (month(2021, 9), "demo-postes-pourvus"), (date(2020, 12, 31), 130.0)
    assert found == [(*measure[0], zone, *measure[1]) for zone in ("76", "FR")]


def test_four_fiches_are_shared_between_territoires():
    found = rows(
        """
        select fiche_id, territoire_ids, cle_repartition, parts, engage_eur > 0
        from fiches_action
        where snapshot = ? and contains(territoire_ids, ';') order by 1
        """,
        LAST,
    )
    assert found == [
        ("ti-0301-f06", "p1-ti-0301;p1-ti-0302;p1-ti-0303", "Parts égales", None, None),
        ("ti-2404-f04", "p1-ti-2404;p1-ti-2706", "Parts égales", None, True),
        ("ti-5301-f06", "p1-ti-5301;p1-ti-5311;p1-ti-5303", "Prorata de la population", None, None),
        ("ti-8404-f03", "p1-ti-8404;p1-ti-8414;p1-ti-8412", "Parts déclarées", "0.5;0.3;0.2", True),
    ]


def test_stages_are_in_order_but_for_the_planted_cells():
    payments = rows(
        """
        select engagement_id, zone_code, min(snapshot), max(snapshot) from etapes
        where paye > engage group by all order by 1
        """
    )
    assert payments == [
        ("eng-01", "p1-ti-2805", month(2021, 8), month(2022, 2)),
        ("eng-05", "p1-ti-4411", month(2022, 6), LAST),
    ]
    broken = "select distinct engagement_id from etapes where {}"
    assert rows(broken.format("engage > fleche")) == [("eng-08",)]
    assert rows(broken.format("fleche > annonce")) == []


def test_one_line_is_overspent():
    found = rows(
        """
        select engagement_id, snapshot from etapes
        group by all having sum(engage) > sum(annonce) order by 1, 2
        """
    )
    assert found == [("eng-08", month(2022, 11)), ("eng-08", LAST)]


def test_fiches_add_up_to_the_operators_statement_but_for_one():
    """Every territoire, engagement and statement, shared fiches split by their written key."""
    found = rows(
        """
        with stated as (
            select
                snapshot, engagement_id, operateur_id, zone_code,
                sum(amount_eur) filter (etape = 'Engagé') as engage,
                sum(amount_eur) filter (etape = 'Payé') as paye
            from financements
            where maille = 'Territoire' and cadre = 'Enveloppe 2018'
            group by all
        )
        select
            operateur_id, engagement_id, zone_code[7:8] as region, zone_code,
            min(snapshot), max(snapshot)
        from stated left join declares as told using (snapshot, engagement_id, zone_code)
        where
            abs(stated.engage - coalesce(told.engage, 0)) > 1
            or abs(stated.paye - coalesce(told.paye, 0)) > 1
        group by all order by 2, 4
        """
    )
    contradicted = [row for row in found if row[:3] == ("bpifrance", "eng-14", "84")]
    assert len(contradicted) >= 14
    assert (min(row[4] for row in contradicted), max(row[5] for row in contradicted)) == (
        month(2021, 3),
        LAST,
    )
    assert [row[1:2] + row[3:] for row in found if row not in contradicted] == [
        ("eng-01", "p1-ti-2801", month(2021, 8), month(2022, 2)),
        ("eng-01", "p1-ti-2805", month(2021, 8), month(2022, 2)),
        ("eng-01", "p1-ti-8401", month(2022, 3), month(2022, 11)),
        ("eng-04", "p1-ti-8411", month(2020, 10), month(2021, 4)),
        ("eng-05", "p1-ti-2707", month(2022, 6), LAST),
        ("eng-05", "p1-ti-4411", month(2022, 6), LAST),
        ("eng-06", "p1-ti-4410", month(2021, 11), month(2022, 3)),
        ("eng-07", "p1-ti-3205", month(2020, 9), month(2021, 2)),
    ]


def test_two_territoires_are_dormant():
    """Money, fiches and météo stand still from a month to the end."""
    for zone, since in (("p1-ti-1101", month(2020, 9)), ("p1-ti-4406", month(2021, 4))):
        moved = value(
            """
            select max(snapshot) from suivis
            where
                zone_code = ? and etape in ('Engagé', 'Payé')
                and amount_eur <> amount_before
            """,
            zone,
        )
        assert moved < since
        newest = "select max(start_date) from fiches_action where territoire_ids = ?"
        assert value(newest, zone) < since
        said = "select max(appreciation_date) from appreciations where zone_code = ?"
        assert value(said, zone) < since


def test_two_meteos_contradict_the_figures():
    ranked = rows(
        """
        select zone_code from etapes
        where snapshot = ? and zone_code like 'p1-%'
        group by zone_code order by sum(engage) / sum(annonce)
        """,
        LAST,
    )
    position = {zone: rank / len(ranked) for rank, (zone,) in enumerate(ranked)}
    said = dict(rows("select zone_code, meteo from appreciations where snapshot = ?", LAST))
    assert said["p1-ti-1101"] == "Sécurisé"
    assert position["p1-ti-1101"] < 0.1
    assert said["p1-ti-2402"] == "Compromis"
    assert position["p1-ti-2402"] > 0.8


def test_two_decisions_are_overdue_for_long():
    found = rows(
        """
        select decision_id, due_date from decisions
        where snapshot = ? and done_date is null and due_date < ?
        order by 1
        """,
        LAST,
        date(2022, 8, 1),
    )
    assert [decision_id for decision_id, _ in found] == ["N-2022-03", "R11-2021-06"]
