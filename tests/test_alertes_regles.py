"""A rule fires exactly when its condition holds: each told again in plain Python, on random rows.

Zero is a value, the unknown says nothing, ties are no extremes; thresholds are those of the file.
"""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tdi import queries, regles
from tdi.errors import QueryError
from tdi.filters import Filters
from tests.alertes_monde import (
    DAYS,
    ENVELOPPE,
    ETAPES,
    NATURES,
    REGIONS,
    TERRITOIRES,
    amount,
    found,
    money,
    verdicts,
)

UNTOLD = "Non communiqué"
quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.data_too_large])
days = st.sampled_from(DAYS)


def at(rows, day, **only):
    return [
        row
        for row in rows
        if row["snapshot_date"] == day and all(row[name] == value for name, value in only.items())
    ]


def sums(rows, *keys):
    """The known amounts by key; a key of which nothing is known is left out."""
    told = defaultdict(int)
    for row in rows:
        if row["amount_eur"] is not None:
            told[tuple(row[key] for key in keys)] += row["amount_eur"]
    return told


def places(zone):
    return ["FR", *TERRITOIRES.get(zone, []), *([zone] if zone != "FR" else [])]


def previous(day):
    return max((other for other in DAYS if other < day), default=None)


@quick
@given(money(["t1", "t2", "r1", "FR"], DAYS[-1:], etapes=["Annoncé", "Engagé"]))
def test_an_excess_over_the_announced_is_that_of_all_that_is_announced(rows):
    day = DAYS[-1]
    cells = sums(at(rows, day), "engagement_id", "nature", "zone_code", "etape")
    announced, engaged = defaultdict(int), defaultdict(int)
    for (engagement, nature, zone, etape), value in cells.items():
        if etape == "Annoncé":
            for place in places(zone):
                announced[engagement, place] += value
                held = cells.get((engagement, nature, zone, "Engagé"))
                if held is not None:
                    engaged[engagement, place] += held
    expected = {key: engaged[key] > announced[key] if key in engaged else None for key in announced}
    told = verdicts(found("depassement", day, financements=rows))
    assert told == expected


@quick
@given(money(["t1", "FR"], DAYS[-1:]))
def test_a_stage_is_out_of_order_when_one_nature_of_it_passes_the_stage_before(rows):
    day = DAYS[-1]
    cells = sums(at(rows, day), "engagement_id", "nature", "zone_code", "etape")
    expected = {}
    for engagement, nature, zone, _etape in cells:
        for before, after in pairwise(ETAPES):
            key = (
                f"{engagement}/{ {'Fléché': 'fleche', 'Engagé': 'engage'}.get(after, 'paye') }",
                zone,
            )
            pair = [cells.get((engagement, nature, zone, etape)) for etape in (before, after)]
            expected.setdefault(key, None)
            if None not in pair:
                expected[key] = bool(expected[key]) or pair[1] > pair[0]
    assert verdicts(found("ordre_des_etapes", day, financements=rows)) == expected


def test_an_operator_is_not_held_to_what_another_announced_or_earmarked():
    rows = [
        amount(DAYS[-1], "t1", "e1", etape, "Subvention", value, "Renseigné", operateur_id=owner)
        for etape, value, owner in (
            *(("Annoncé", 5, "o1"), ("Fléché", 5, "o1"), ("Engagé", 4, "o1")),
            *(("Annoncé", 1, "o2"), ("Fléché", 1, "o2"), ("Engagé", 2, "o2")),
            ("Engagé", 9, None),
        )
    ]
    [late] = [row for row in found("ordre_des_etapes", financements=rows) if row["is_alerte"]]
    assert (late["sujet_id"], late["ecart_eur"], late["ligne_count"]) == ("e1/engage", 1, 1)
    told = {row["zone_code"]: row for row in found("depassement", financements=rows)}
    assert told["t1"]["is_alerte"] is False, "6 of the 6 announced; nothing was for the other 9"
    assert (told["t1"]["value"], told["t1"]["repere_value"]) == (6, 6)


@quick
@given(money(["t1", "r1"], DAYS[-1:], NATURES[:1]), money(["t1", "r1"], DAYS[-1:], NATURES[:1]))
def test_the_page_of_checks_finds_the_same_excesses_as_the_rules(ones, others):
    rows = [*ones, *({**row, "operateur_id": "o1"} for row in others)]
    checks = [row for row in found("pilotage/desordres", financements=rows) if row["engagement_id"]]
    lines, parts = defaultdict(int), {}
    for row in checks:
        if row["controle"] == "Étapes d’une ligne":
            key = (row["engagement_id"], row["depassement"], row["zone_code"])
            lines[key] += row["excedent_eur"]
        elif row["depassement"] == "Engagé au-delà de l’annoncé":
            parts[row["engagement_id"]] = row["excedent_eur"]
    stages = [row for row in found("ordre_des_etapes", financements=rows) if row["is_alerte"]]
    assert lines == {
        (row["engagement_id"], row["constat"], row["zone_code"]): row["ecart_eur"] for row in stages
    }
    over = [row for row in found("depassement", financements=rows) if row["is_alerte"]]
    assert parts == {
        row["engagement_id"]: row["ecart_eur"] for row in over if row["zone_code"] == "FR"
    }


def test_a_disputed_amount_of_one_stage_is_not_added_to_that_of_another():
    rows = [
        amount(DAYS[-1], zone, "e1", etape, nature, 2, "Contesté")
        for zone, etape in (("t1", "Engagé"), ("t1", "Payé"), ("t2", "Payé"))
        for nature in NATURES
    ]
    told = found("conteste", financements=rows)
    assert {(row["sujet_id"], row["zone_code"]): row["ecart_eur"] for row in told} == {
        ("e1/engage", "t1"): 4,
        ("e1/paye", "t1"): 4,
        ("e1/paye", "t2"): 4,
    }


@quick
@given(money(TERRITOIRES, DAYS[-1:], NATURES[:1], ["Annoncé", "Engagé", "Payé"], ["e1"]))
def test_the_median_counts_zeros_and_leaves_out_the_unknown(rows):
    day = DAYS[-1]
    asked = [
        row
        for row in at(rows, day, maille="Territoire")
        if row["etat"] != "Sans objet" and row["etape"] in ("Annoncé", "Engagé")
    ]
    cells = {(row["engagement_id"], row["zone_code"], row["etape"]): row for row in asked}
    shares = defaultdict(dict)
    for engagement, zone, _ in cells:
        pair = [cells.get((engagement, zone, etape)) for etape in ("Annoncé", "Engagé")]
        known = all(row and row["amount_eur"] is not None for row in pair)
        has_base = known and pair[0]["amount_eur"] > 0
        shares[engagement][zone] = (
            pair[1]["amount_eur"] / pair[0]["amount_eur"] if has_base else None
        )
    expected = {}
    for engagement, by_zone in shares.items():
        known = [share for share in by_zone.values() if share is not None]
        for zone, share in by_zone.items():
            enough = len(known) >= 2 and share is not None
            expected[engagement, zone] = share < 0.5 * median(known) if enough else None
    told = found("sous_la_mediane", day, {"minimum_count": 2}, financements=rows)
    kept = {(row["sujet_id"], row["zone_code"]) for row in told} & set(expected)
    assert kept == set(expected)
    assert {key: verdicts(told)[key] for key in expected} == expected
    for row in told:
        known = [share for share in shares[row["sujet_id"]].values() if share is not None]
        assert row["compared_count"] == len(known), "it says its n"
        if known:
            assert row["repere_value"] == pytest.approx(median(known)), "zeros count in it"


def test_no_median_is_told_of_too_few_territoires():
    rows = [
        amount(DAYS[-1], zone, "e1", etape, "Subvention", value, "Renseigné")
        for zone, engaged in (("t1", 0), ("t2", 10), ("t3", 10))
        for etape, value in (("Annoncé", 10), ("Engagé", engaged))
    ]
    told = verdicts(found("sous_la_mediane", financements=rows))
    assert set(told.values()) == {None}, "three are fewer than the threshold of the file"
    told = verdicts(found("sous_la_mediane", thresholds={"minimum_count": 3}, financements=rows))
    assert told == {("e1", "t1"): True, ("e1", "t2"): False, ("e1", "t3"): False}
    rows[1]["amount_eur"] = 5
    told = verdicts(found("sous_la_mediane", thresholds={"minimum_count": 3}, financements=rows))
    assert told["e1", "t1"] is False, "half of the median is not under it"


def shares(values):
    """A share of the announced engaged in each territoire; None is not communicated."""
    return [
        amount(
            DAYS[-1],
            zone,
            "e1",
            etape,
            "Subvention",
            value,
            "Renseigné" if value is not None else "Non communiqué",
        )
        for zone, engaged in zip(TERRITOIRES, values, strict=True)
        for etape, value in (("Annoncé", 10), ("Engagé", engaged))
    ]


def opinions(levels):
    return [
        {
            "snapshot_date": DAYS[-1],
            "appreciation_id": f"{zone}·{rank}",
            "maille": "Territoire",
            "zone_code": zone,
            "meteo": level,
            "author": "A",
            "appreciation_date": date(2021, 1, 1) + timedelta(days=rank),
        }
        for zone, told in zip(TERRITOIRES, levels, strict=True)
        for rank, level in enumerate(told)
    ]


def quantile(values, share):
    """Linear interpolation between the two nearest values."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


LEVELS = ["Sécurisé", "Atteignable", "Appuis nécessaires", "Compromis"]


@quick
@given(
    st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=5, max_size=5),
    st.lists(st.lists(st.sampled_from(LEVELS), max_size=2), min_size=5, max_size=5),
)
def test_a_meteo_is_contradicted_by_the_extreme_opposite_to_it(engaged, levels):
    known = [value / 10 for value in engaged if value is not None]
    expected = {}
    for zone, value, told in zip(TERRITOIRES, engaged, levels, strict=True):
        if told:
            last, verdict = told[-1], False
            if value is None or len(known) < 3:
                verdict = None
            elif last == "Sécurisé":
                verdict = (
                    value / 10 <= quantile(known, 0.2) + 1e-9 and value / 10 < median(known) - 1e-9
                )
            elif last == "Compromis":
                verdict = (
                    value / 10 >= quantile(known, 0.8) - 1e-9 and value / 10 > median(known) + 1e-9
                )
            expected[zone, zone] = verdict
    rows = found(
        "meteo_contredite",
        thresholds={"minimum_count": 3, "extreme_share": 0.2},
        financements=shares(engaged),
        appreciations=opinions(levels),
    )
    assert verdicts(rows) == expected


def test_where_all_engage_alike_no_meteo_is_contradicted():
    """Ties: everyone is at the lowest value, zero included, so nobody is among the last."""
    for same in (0, 10):
        rows = found(
            "meteo_contredite",
            thresholds={"minimum_count": 3, "extreme_share": 0.2},
            financements=shares([same] * 5),
            appreciations=opinions([["Sécurisé"], ["Compromis"], [], ["Sécurisé"], ["Compromis"]]),
        )
        assert set(verdicts(rows).values()) == {False}


@quick
@given(money(["t1", "t2"], DAYS[-1:], etapes=ETAPES[:2]), days)
def test_an_answer_is_late_once_its_due_date_is_past(rows, day):
    groups = defaultdict(list)
    for row in at(rows, day, maille="Territoire"):
        groups[row["engagement_id"], row["zone_code"], row["etape"]].append(row)
    late = defaultdict(list)
    for (engagement, zone, _), cells in groups.items():
        if all(row["etat"] == "Sans objet" for row in cells):
            continue
        answered = any(row["etat"] in ("Renseigné", "Contesté") for row in cells)
        due = min((row["due_date"] for row in cells if row["due_date"]), default=None)
        owner = "o1" if engagement == "e1" else "etat"
        verdict = None if due is None else not answered and due < day
        late[f"{owner}/montants", zone].append(verdict)
    expected = {
        key: True if True in told else False if False in told else None
        for key, told in late.items()
    }
    assert verdicts(found("en_retard", day, financements=rows)) == expected


@quick
@given(money(["t1", "FR"], DAYS[1:], NATURES[:1], ETAPES[2:]), days)
def test_what_is_not_documented_grows_when_less_is_known(rows, day):
    before, after = sums(at(rows, previous(day)), "etape"), sums(at(rows, day), "etape")
    expected = {}
    for etape in {row["etape"] for row in rows if row["snapshot_date"] in (day, previous(day))}:
        left = [max(ENVELOPPE - told.get((etape,), 0), 0) for told in (before, after)]
        known = (etape,) in before
        expected[etape] = left[1] > left[0] if known else None
    told = found("residu_croissant", day, financements=rows)
    names = {"annonce": "Annoncé", "fleche": "Fléché", "engage": "Engagé", "paye": "Payé"}
    assert {names[row["sujet_id"]]: row["is_alerte"] for row in told} == expected


@quick
@given(money(["t1", "t2", "r1", "FR"], DAYS[1:], NATURES[:1], ["Engagé"]))
def test_an_amount_falls_when_what_is_still_answered_adds_up_to_less(rows):
    day = DAYS[-1]
    silent = {row["financement_id"] for row in at(rows, day) if row["amount_eur"] is None}
    before, after = defaultdict(int), defaultdict(int)
    for told, moment in ((before, previous(day)), (after, day)):
        for row in at(rows, moment):
            if row["amount_eur"] is not None and row["financement_id"] not in silent:
                for place in places(row["zone_code"]):
                    told[row["engagement_id"], row["etape"], place] += row["amount_eur"]
    expected = {
        key: after[key] < 0.99 * before[key] if key in after and key in before else None
        for key in {*before, *after}
    }
    told = found("en_baisse", day, financements=rows)
    names = {"annonce": "Annoncé", "fleche": "Fléché", "engage": "Engagé", "paye": "Payé"}
    assert {
        (row["engagement_id"], names[row["sujet_id"].split("/")[1]], row["zone_code"]): row[
            "is_alerte"
        ]
        for row in told
    } == expected


@quick
@given(money(["t1", "t2"], [DAYS[0], DAYS[2]], NATURES[:1], ETAPES[1:], ["e1"]))
def test_money_is_stuck_when_it_was_there_a_year_ago_and_nothing_followed(rows):
    day = DAYS[-1]
    year_ago = max((other for other in DAYS if (day - other).days >= 365), default=None)
    cells = {
        (row["snapshot_date"], row["engagement_id"], row["zone_code"], row["etape"]): row[
            "amount_eur"
        ]
        for row in rows
        if row["maille"] == "Territoire" and row["etat"] != "Sans objet"
    }
    stuck = {
        (f"{row['engagement_id']}/{name}", row["zone_code"])
        for row in at(rows, day)
        for etape, name, after in (("Fléché", "fleche", "Engagé"), ("Engagé", "engage", "Payé"))
        if cells.get((day, row["engagement_id"], row["zone_code"], after)) == 0
        and min(
            cells.get((moment, row["engagement_id"], row["zone_code"], etape)) or 0
            for moment in (year_ago, day)
        )
        > 0
    }
    told = verdicts(found("bloque", day, financements=rows))
    assert {key for key, verdict in told.items() if verdict} == stuck


@quick
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["À faire", "En cours", "Faite", "Abandonnée"]),
            st.sampled_from([None, date(2021, 2, 27), date(2021, 2, 28), date(2021, 3, 1)]),
        ),
        max_size=6,
    )
)
def test_a_decision_is_overdue_the_day_after_its_due_date_unless_done_or_given_up(drawn):
    rows = [
        {
            "snapshot_date": DAYS[-1],
            "decision_id": str(rank),
            "committee": "C",
            "zone_code": "FR",
            "intitule": "I",
            "owner": "O",
            "due_date": due,
            "statut": statut,
        }
        for rank, (statut, due) in enumerate(drawn)
    ]
    expected = {
        (row["decision_id"], "FR"): False
        if row["statut"] in ("Faite", "Abandonnée")
        else row["due_date"] and row["due_date"] < DAYS[-1]
        for row in rows
    }
    assert verdicts(found("decision_en_retard", decisions=rows)) == expected


def indicator(direction="hausse", **more):
    return [
        {
            "indicateur_id": "i",
            "indicateur_name": "I",
            "unit": "sites",
            "direction": direction,
            "is_cumul_annuel": False,
            "publisher": "P",
            "source_id": "s",
            **more,
        }
    ]


def measure(kind, day, value):
    return {
        "snapshot_date": DAYS[-1],
        "indicateur_id": "i",
        "zone_code": "FR",
        "measure_date": day,
        "measure_type": kind,
        "value": value,
    }


@pytest.mark.parametrize(
    ("start", "value", "target", "target_day", "expected"),
    [
        (0, 50, 100, date(2022, 1, 1), False),  # half of the way at half of the time
        (0, 25, 100, date(2022, 1, 1), True),  # a quarter of the way: late by a quarter
        (0, 26, 100, date(2022, 1, 1), False),
        (10, 5, 100, date(2022, 1, 1), True),  # away from it
        (100, 50, 0, date(2022, 1, 1), False),  # what is wanted is a fall
        (0, 99, 100, date(2021, 1, 2), True),  # the target is past, and missed
        (0, 100, 100, date(2021, 1, 2), False),
        (0, 0, 0, date(2022, 1, 1), None),  # no way to go
        (None, 5, 10, date(2022, 1, 1), None),
        (0, 5, None, date(2022, 1, 1), None),
    ],
)
def test_an_indicator_is_far_from_its_target(start, value, target, target_day, expected):
    rows = [
        measure("Départ", date(2020, 1, 1), start),
        measure("Valeur", date(2021, 1, 1), value),
        measure("Cible", target_day, target),
    ]
    told = found("cible", indicateurs=indicator(), mesures_indicateur=rows)
    assert verdicts(told) == {("i", "FR"): expected}


@pytest.mark.parametrize(
    ("direction", "before", "after", "expected"),
    [
        ("hausse", 100, 98, True),
        ("hausse", 100, 99, False),  # not beyond the threshold of the file
        ("hausse", 0, 0, False),
        ("baisse", 100, 102, True),
        ("baisse", 100, 50, False),
        ("hausse", None, 5, None),
    ],
)
def test_an_indicator_falls_back_against_the_same_month_of_the_year_before(
    direction, before, after, expected
):
    rows = [
        measure("Valeur", date(2020, 1, 15), before),
        measure("Valeur", date(2021, 1, 31), after),
    ]
    told = found("recul", indicateurs=indicator(direction), mesures_indicateur=rows)
    assert verdicts(told) == {("i", "FR"): expected}


@pytest.mark.parametrize(
    ("moved", "fiche_day", "said_day", "expected"),
    [
        (False, None, None, True),
        (True, None, None, False),
        (False, date(2021, 1, 2), None, False),
        (False, None, date(2021, 1, 2), False),
        (False, date(2019, 1, 2), date(2019, 1, 2), True),
    ],
)
def test_a_territoire_sleeps_when_nothing_is_new(moved, fiche_day, said_day, expected):
    rows = [amount(day, "t1", "e1", "Engagé", "Subvention", 3, "Renseigné") for day in DAYS]
    rows[-1]["amount_eur"] += moved
    fiches = [{"snapshot_date": DAYS[-1], "territoire_ids": ["t1"], "start_date": fiche_day}]
    said = [{"snapshot_date": DAYS[-1], "zone_code": "t1", "appreciation_date": said_day}]
    told = verdicts(
        found("territoire_dormant", financements=rows, fiches_action=fiches, appreciations=said)
    )
    assert told["t1", "t1"] == expected
    assert told["t2", "t2"] is None, "of a territoire without any amount, nothing is known"


def test_an_amount_that_nobody_knew_a_year_ago_is_new():
    def sleeping(zone, *, known, told):
        """Amounts of a place: one known all along or not, another told at last or never."""
        return [
            amount(day, zone, "e1", etape, "Subvention", 3, "Renseigné" if is_known else UNTOLD)
            for day in DAYS
            for etape, is_known in (("Engagé", known), ("Payé", told and day == DAYS[-1]))
        ]

    rows = [
        *sleeping("t1", known=True, told=True),
        *sleeping("t2", known=True, told=False),
        *sleeping("t3", known=False, told=True),
    ]
    rows += [amount(DAYS[-1], "t4", "e1", "Payé", "Subvention", 3, "Renseigné")]
    rows += [amount(day, "t5", "e1", "Payé", "Subvention", 3, "Renseigné") for day in DAYS]
    rows += [amount(DAYS[-1], "t5", "e1", "Engagé", "Subvention", 3, "Renseigné")]
    fiches = [{"snapshot_date": DAYS[-1], "territoire_ids": ["t3"], "start_date": DAYS[-1]}]
    found_rows = found("territoire_dormant", financements=rows, fiches_action=fiches)
    assert [row["is_alerte"] for row in found_rows] == [False, True, None, None, False]
    assert [row["ligne_count"] for row in found_rows] == [1, 1, 0, 0, 1], "unchanged ones"


def test_what_no_one_tells_cannot_be_computed():
    rows = [
        amount(DAYS[-1], zone, "e1", etape, "Subvention", 1, "Renseigné")
        for zone in ("t1", "t2", "t3")
        for etape in ("Annoncé", "Engagé")
    ]
    told = verdicts(found("non_calculable", financements=rows))
    assert told["e1", "FR"] is False, "three of five are known"
    assert told["e1", "r2"] is True, "one of three is"
    assert told["sans-montant", "FR"] is True, "nobody says anything of the other engagement"
    assert all(("e1", code) in told for code in REGIONS)


def test_disputed_amounts_and_contradicted_claims_are_told():
    rows = [
        amount(DAYS[-1], "t1", "e1", "Payé", "Subvention", 0, "Contesté"),
        amount(DAYS[-1], "t2", "e1", "Payé", "Subvention", 0, "Renseigné"),
    ]
    assert verdicts(found("conteste", financements=rows)) == {
        ("e1/paye", "t1"): True,
        ("e1/paye", "t2"): False,
    }
    claims = [
        {
            "annonce_id": verdict,
            "annonce_type": "Chiffre",
            "known_date": DAYS[0],
            "verdict": verdict,
            "region_codes": codes,
        }
        for verdict, codes in (("contredit", ["r1", "r2"]), ("compatible", []))
    ]
    assert verdicts(found("chiffre_contredit", annonces=claims)) == {
        ("contredit", "r1"): True,
        ("contredit", "r2"): True,
        ("compatible", "FR"): False,
    }


def text(**changes):
    whole = (queries.QUERIES / "alertes" / "regles.toml").read_text("utf-8")
    for old, new in changes.values():
        assert old in whole
        whole = whole.replace(old, new, 1)
    return whole


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("retard_share = {", "retard = {", "règle « cible » : il manque le seuil « retard_share »"),
        (
            "[cible.seuils]",
            '[cible.seuils]\nen_trop = { valeur = 1, unite = "jours", sens = "x" }',
            "règle « cible » : la requête ne prend pas le seuil « en_trop »",
        ),
        ("gravite = 1", "gravite = 4", "« gravite », n’est pas une valeur permise"),
        ("titre = ", "titres = ", "« titre », il manque"),
        ("valeur = 0,", "valeur = ,", "fichier illisible"),
        (
            'unite = "€", ',
            "",
            "seuils.excedent_eur.unite",
        ),
    ],
)
def test_a_wrong_file_of_rules_is_refused_by_name(old, new, message):
    with pytest.raises(QueryError, match=message.replace("(", r"\(")):
        regles.parse(text(one=(old, new)))


def test_a_rule_without_its_query_is_refused():
    whole = (queries.QUERIES / "alertes" / "regles.toml").read_text("utf-8")
    with pytest.raises(QueryError, match=r"vont ensemble.*: cible, cibles\."):
        regles.parse(whole.replace("[cible", "[cibles"))


def test_a_rule_examines_all_that_no_filter_leaves_out():
    default = Filters().as_params()
    assert regles.WHOLE.items() <= default.items()
    assert set(default) - set(regles.WHOLE) == {"snapshot_date", "territoire_ids"}


def test_no_threshold_is_written_in_the_sql():
    """A number compared with in a rule is a parameter; those left are no thresholds."""
    for regle_id in regles.load():
        query = queries.load(f"alertes/{regle_id}")
        for name in regles.seuils(query.name):
            assert f"${name}" in query.sql
