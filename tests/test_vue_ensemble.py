"""The first screen says what the rows say: its sentence, what changed, what needs an answer."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from etl.demonstration import modele
from tdi import fmt, resume
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import ROOT
from tests.etl import demonstration

LAST = Filters(jeu="demonstration", snapshot_date="2022-12-31")
PUBLIC = Filters(snapshot_date="2025-01-14")


def at(day, **more):
    return Filters(jeu="demonstration", snapshot_date=day, **more)


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("*", "")


def told(filters):
    results = {
        name: compute(query, filters)
        for name, query in {
            "zones": "pilotage/recours_by_zone",
            "cellules": "donnees/cellules",
            "changements": "pilotage/changements",
            "alertes": "suivi/alertes",
        }.items()
    }
    enveloppe = compute("pilotage/enveloppe_by_etape", filters)
    return resume.sentence(enveloppe, **results), enveloppe, results


@pytest.mark.parametrize("filters", [LAST, at("2021-10-31", region_code="53"), PUBLIC])
def test_every_number_of_the_sentence_is_one_of_a_query(filters):
    sentence, enveloppe, results = told(filters)
    rows = {row["etape"]: row for row in enveloppe.records()}
    cells, changes = results["cellules"], results["changements"]
    zones = results["zones"].only(maille="Ensemble").frame
    whole = changes.only(cadre="Enveloppe 2018", nature="Ensemble").frame
    amounts = [
        rows["Annoncé"]["enveloppe_eur"],
        *(rows[etape]["documente_eur"] for etape in ("Engagé", "Payé")),
        *(row["depassement_eur"] for row in rows.values()),
        *whole["variation_eur"].abs(),
        *whole[["new_eur", "connue_eur", "withdrawn_eur", "inconnue_eur"]].to_numpy().ravel(),
    ]
    expected = {fmt.euro_short(amount) for amount in amounts if not fmt.is_missing(amount)}
    counts = [
        len(zones),
        sum(etat in ("Renseigné", "Contesté") for etat in zones["etat"]),
        cells.value("non_communiquee_count"),
        cells.value("attendue_count"),
        len(results["alertes"].frame),
    ]
    expected |= {fmt.number(count) for count in counts}
    expected.add(fmt.day(changes.frame["previous_date"].iloc[0]))
    found = re.findall(r"\d\d/\d\d/\d{4}|\d[\d,]*(?:\u202f\d{3})*(?:\u202fM?€)?", sentence)
    assert found
    assert set(found) <= expected
    assert fmt.euro_short(rows["Payé"]["documente_eur"]) in sentence


def test_the_sentence_of_the_last_demonstration_reads_as_written():
    sentence, *_ = told(LAST)
    assert plain(sentence) == (
        "Pour 1 360 M€ annoncés, 1 152 M€ engagés et 492 M€ payés sont connus. 12 engagements sur "
        "17 ont un recours connu par territoire ; 1 656 montants locaux sur 7 712 manquent. "
        "Depuis le 30/11/2022 : engagé +47,1 M€, payé +18,3 M€. 37 alertes."
    )


def test_what_passes_the_envelope_is_said_in_the_sentence():
    sentence, *_ = told(PUBLIC)
    assert "1 700 M€ engagés (340 M€ au-delà)" in plain(sentence)
    assert "Aucun des 17 engagements n’a de recours connu par territoire" in plain(sentence)


def test_the_first_snapshot_has_nothing_to_be_compared_with():
    for filters in (at("2019-01-31"), Filters(snapshot_date="2018-11-22")):
        changes = compute("pilotage/changements", filters)
        assert changes.is_empty
        assert resume.changes(changes) == []
        assert "C’est le premier instantané." in told(filters)[0]


def lines(day):
    """Amounts of a snapshot, known or not, read from its files by another way."""
    found = demonstration.rows(
        """
        select
            cadre, dispositif, engagement_id, operateur_id, zone_code, etape, nature, amount_eur
        from financements where snapshot = ?
        """,
        day,
    )
    return {tuple(row[:-1]): row[-1] for row in found}


@pytest.mark.parametrize("rank", [2, 24, 33, 42, 47])
def test_changes_are_the_difference_of_two_snapshots(rank):
    """Amounts of every stage and nature; rank 33 and 42 are where territoires leave and return.

    Only what is known at both dates rises or falls (R1).
    """
    before_day, after_day = list(pairwise(modele.months()))[rank - 1]
    before, after = lines(before_day), lines(after_day)
    changes = compute("pilotage/changements", at(after_day.isoformat()))
    money = changes.only(famille="Montants").records()
    assert {row["previous_date"].date() for row in money} == {before_day}
    for row in money:

        def asked(key, row=row):
            return (
                key[0] == row["cadre"]
                and key[5] == row["etape"]
                and row["nature"] in ("Ensemble", key[6])
            )

        old, new = (
            {key: amount for key, amount in side.items() if asked(key) and amount is not None}
            for side in (before, after)
        )
        known = old.keys() & new.keys()
        gone, come = old.keys() - known, new.keys() - known
        assert row["before_count"] == len(old)
        assert row["after_count"] == len(new)
        assert row["revised_count"] == sum(old[key] != new[key] for key in known)
        amounts = {
            "before": old.values(),
            "after": new.values(),
            "new": [new[key] for key in come - before.keys()],
            "connue": [new[key] for key in come & before.keys()],
            "withdrawn": [old[key] for key in gone - after.keys()],
            "inconnue": [old[key] for key in gone & after.keys()],
        }
        for name, found in amounts.items():
            assert row[f"{name}_count"] == len(found)
            assert total(row[f"{name}_eur"]) == (sum(found) if found else None)
        moved = [new[key] - old[key] for key in known]
        assert total(row["variation_eur"]) == (sum(moved) if moved else None)


def total(value):
    return None if fmt.is_missing(value) else Decimal(str(value))


def test_an_amount_that_is_no_longer_communicated_is_told_as_no_fall():
    """July 2022: 5,2 M€ committed are no longer known; the rest did not fall by as much (R1)."""
    asked = at("2022-07-31")
    sentence, *_ = told(asked)
    assert (
        "Depuis le 30/06/2022 : engagé +15,2 M€ (nouveau : 2,2 M€ ; n’est plus connu : 5,2 M€)"
        in (plain(sentence))
    )
    lines = [plain(line) for line in resume.changes(compute("pilotage/changements", asked))]
    assert (
        "Engagé : 1 016 M€ → 1 029 M€ (connu aux deux dates : +15,2 M€ ; nouveau : 2,2 M€ ; "
        "n’est plus connu : 5,2 M€)"
    ) in lines


def test_both_sides_of_a_change_are_what_each_snapshot_shows():
    """A territoire that leaves takes nothing from what the previous snapshot showed."""
    for rank in (33, 42, 47):
        days = [day.isoformat() for day in modele.months()[rank - 1 : rank + 1]]
        changes = compute("pilotage/changements", at(days[1]))
        whole = changes.only(cadre="Enveloppe 2018", nature="Ensemble").records()
        for row in whole:
            for day, name in zip(days, ("before_eur", "after_eur"), strict=True):
                shown = compute("pilotage/enveloppe_by_etape", at(day)).only(etape=row["etape"])
                assert row[name] == pytest.approx(shown.value("documente_eur"))


@pytest.mark.parametrize("jeu", ["Public", "Démonstration"])
@pytest.mark.parametrize(
    "address", [{}, {"region": "Bretagne"}, {"region": "Grand Est", "phase": "Phase 2"}]
)
def test_the_page_stands_with_its_blocks(jeu, address):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in ({"jeu": jeu} | address).items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    assert not app.error
    written = " ".join(str(element.value) for element in [*app.markdown, *app.caption])
    for block in ("L’enveloppe nationale", "Les quatre enjeux", "Recours aux engagements"):
        assert block in written
    assert "None" not in written
    assert "nan" not in written.split()
