"""What changed between two snapshots: the algebra of the differences, the flaws, the page."""

import re
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pandas as pd
import pytest
import streamlit as st
from hypothesis import given, settings
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from tdi import (
    changements,
    comparees,
    criteres,
    data,
    db,
    feuillets,
    fmt,
    formules,
    queries,
    regles,
)
from tdi.filters import Filters
from tdi.manifest import Correction
from tdi.results import Result, compute, parameters
from tdi.settings import data_folder
from tdi.snapshots import contract
from tdi.snapshots.references import publish_references
from tests.conftest import SELECTIONS
from tests.etl import demonstration
from tests.snapshots.filled import examples
from tests.snapshots.publications import (
    an_amount,
    copy_last,
    copy_references,
    publish_amounts,
    published_rows,
)
from tests.test_pages import open_page, texts

PAGE = "pages/suivi/evolutions.py"
DEMO = Filters(jeu="demonstration", snapshot_date="2022-12-31")
DAYS = ["2021-01-31", "2021-02-28", "2021-03-31"]
SILENT, DECLARED = changements.SILENT, changements.DECLARED


def between(base, day, filters=DEMO):
    asked = replace(filters, base_date=base, snapshot_date=day)
    return compute("suivi/lignes_choisies", asked).frame


def said(row, side):
    values = (getattr(row, f"{side}_{name}") for name in ("eur", "value", "dit"))
    return next((value for value in values if value == value and value is not None), None)


def applied(state, changes):
    """A state, once what changed is applied to it: the rows that did not change are unread."""
    after = dict(state)
    for row in changes[changes["evolution"] != "Inchangée"].itertuples():
        key = row.famille, row.ligne_id
        assert (key in after) == row.is_avant
        assert not row.is_avant or after[key] == said(row, "before")
        if row.is_apres:
            after[key] = said(row, "after")
        else:
            del after[key]
    return after


def state(day, filters=DEMO, beside=None):
    """What a snapshot says, read without any comparison, beside another one."""
    asked = replace(
        filters, snapshot_date=max(day, beside or day), base_date=beside and min(day, beside)
    )
    lines = compute("suivi/lignes", asked).frame
    lines = lines[[is_there(zones, asked) for zones in lines["zone_codes"]]]
    found = {}
    for row in lines[(lines["snapshot_date"] == day) & lines["is_connu"]].itertuples():
        values = (row.amount_eur, row.value, row.dit)
        found[row.famille, row.ligne_id] = next(
            (value for value in values if value == value and value is not None), None
        )
    return found


def is_there(zones, filters):
    """Whether one of the places of a line is in the selection, read from the lists another way."""
    if filters.territoire_id:
        return filters.territoire_id in zones
    if not filters.region_code:
        return True
    return not places_of(filters).isdisjoint(zones)


@cache
def places_of(filters):
    rows = compute("suivi/lieux_compares", filters).records()
    return {row["zone_code"] for row in rows if filters.region_code in row["region_codes"]}


@pytest.mark.parametrize("selection", ["none", "region", "inter-regional territoire"])
@pytest.mark.parametrize(
    "days",
    [
        ("2019-02-28", "2020-12-31", "2022-12-31"),
        ("2021-09-30", "2021-10-31", "2022-07-31"),  # two territoires leave, then come back
        ("2021-02-28", "2021-03-31", "2021-05-31"),
    ],
)
def test_changes_applied_to_a_snapshot_give_the_next_and_compose(days, selection):
    filters = replace(SELECTIONS[selection], jeu="demonstration")
    first, middle, last = days
    there = state(first, filters)
    whole = applied(there, between(first, last, filters))
    after = state(last, filters)
    assert whole == after
    steps = applied(applied(there, between(first, middle, filters)), between(middle, last, filters))
    assert steps == after


def test_nothing_changed_between_a_snapshot_and_itself():
    for day in ("2019-01-31", "2022-12-31"):
        asked = replace(DEMO, snapshot_date=day, base_date=day)
        for name in ("evolutions", "evolutions_resume", "evolutions_by_zone", "revisions"):
            assert compute(f"suivi/{name}", asked).is_empty
        assert compute("pilotage/changements", asked).is_empty


STATES = some.dictionaries(
    some.sampled_from(["A", "B", "C", "D"]),
    some.tuples(
        some.none() | some.integers(0, 3).map(Decimal),
        some.sampled_from([date(2020, 12, 31), date(2021, 1, 31)]),
        some.sampled_from([None, "Erreur", "Périmètre : fusion"]),
    ),
    min_size=1,
)


def amounts(drawn):
    return [
        an_amount(
            0 if amount is None else amount,
            dispositif=name,
            reported_date=day,
            note=note,
            **({"amount_eur": None, "etat": "Non communiqué"} if amount is None else {}),
        )
        for name, (amount, day, note) in drawn.items()
    ]


def expected_kind(before, after):
    """The rule of `lignes_comparees`, read again from its header and written another way."""
    old, new = before and before[0], after and after[0]
    if old is None and new is None:
        return None
    noted = after is not None and after[2] and after[2] != (before and before[2])
    if old != new and noted and after[2].startswith("Périmètre"):
        return "Changement de périmètre"
    if old is None:
        return "Inconnu devenu connu" if before else "Donnée nouvelle"
    if new is None:
        return "Connu devenu inconnu" if after else "Disparue"
    if old == new:
        return "Inchangée"
    moved = before[1] != after[1]
    if new > old and moved:
        return "Donnée nouvelle"
    return DECLARED if moved or noted else SILENT


@settings(max_examples=examples(12), deadline=None)
@given(some.lists(STATES, min_size=3, max_size=3))
def test_any_three_statements_compare_by_the_written_rule(tmp_path_factory, drawn):
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TDI_DATA", str(folder))
        publish_references("essai", copy_references(folder / ".listes"))
        for day, one in zip(DAYS, drawn, strict=True):
            publish_amounts("essai", day, *amounts(one))
        filters = Filters(jeu="essai")
        states = [state(day, filters, DAYS[day == DAYS[0]]) for day in DAYS]
        for (first, last), (low, high) in zip(
            [*pairwise(DAYS), (DAYS[0], DAYS[2])], [(0, 1), (1, 2), (0, 2)], strict=True
        ):
            found = between(first, last, filters)
            assert applied(states[low], found) == states[high]
            kinds = {row.ligne_id.split(" · ")[1]: row.evolution for row in found.itertuples()}
            if (low, high) != (0, 2):  # what was noted between two far statements counts too
                names = drawn[low].keys() | drawn[high].keys()
                wanted = {
                    name: expected_kind(drawn[low].get(name), drawn[high].get(name))
                    for name in names
                }
                assert kinds == {name: kind for name, kind in wanted.items() if kind}


def test_each_kind_and_table_is_counted_once_and_their_sum_is_all_that_changed():
    for base in ("2022-11-30", "2019-01-31"):
        asked = replace(DEMO, base_date=base)
        every = compute("suivi/evolutions", asked).frame
        counted = compute("suivi/evolutions_resume", asked).frame
        assert counted["ligne_count"].sum() == len(every)
        assert (counted["ligne_count"] > 0).all(), "never a row of zeros"
        assert list(every["evolution_rank"]) == list(range(1, len(every) + 1))
        order = [list(changements.KINDS).index(kind) for kind in every["evolution"]]
        assert order == sorted(order), "the gravest first"
        for _, rows in every.groupby("evolution"):
            gaps = rows["variation_eur"].abs().dropna()
            one_sided = rows.loc[rows["variation_eur"].isna(), ["before_eur", "after_eur"]]
            assert one_sided.max(axis="columns").dropna().is_monotonic_decreasing
            assert gaps.is_monotonic_decreasing, "then the largest"


def test_a_fiche_of_several_territoires_counts_once_in_their_region():
    asked = replace(DEMO, base_date="2019-01-31")
    line = compute("suivi/evolutions_by_zone", asked).only(zone_code="84")
    there = compute("suivi/evolutions", replace(asked, region_code="84")).frame
    assert line.value("changee_count") == (there["famille"] != "Méthode").sum()
    shared = there[there["zone_names"].map(len) > 1]
    assert list(shared["famille"]) == ["Fiches-actions"], "D-16, over three territoires"


def test_an_amount_no_longer_told_is_no_fall():
    """In July 2022, a part of what is committed to no region is not told: nothing fell for that."""
    asked = replace(DEMO, base_date="2022-06-30", snapshot_date="2022-07-31")
    [place] = compute("suivi/evolutions_by_zone", asked).only(zone_code="FR").records()
    before, after = (
        {
            tuple(
                row[name] for name in ("dispositif", "engagement_id", "operateur_id", "nature")
            ): row["amount_eur"]
            for row in published_rows("financements", day, DEMO.jeu).to_pylist()
            if (row["cadre"], row["maille"], row["etape"]) == ("Enveloppe 2018", "France", "Engagé")
            and row["amount_eur"] is not None
        }
        for day in (asked.base_date, asked.snapshot_date)
    )
    both = before.keys() & after.keys()
    lost = sum(before[key] for key in before.keys() - both)
    assert place["engage_variation_eur"] == sum(after[key] - before[key] for key in both) == 453_900
    assert place["engage_withdrawn_eur"] == lost == 2_943_800
    assert not after.keys() - both
    assert fmt.is_missing(place["engage_new_eur"]), "nothing is not zero"
    counted = compute("suivi/evolutions_resume", asked).only(evolution="Connu devenu inconnu")
    assert counted.frame["variation_eur"].isna().all(), "no difference is drawn from an unknown"
    assert (counted.frame["withdrawn_eur"] > 0).all()


def test_what_changed_in_a_place_is_worded_by_its_count():
    asked = replace(DEMO, base_date="2022-11-30")
    told = compute("suivi/evolutions_by_zone", asked).frame
    one = told[told["silencieuse_count"] == 1]["changements_dit"]
    assert not one.empty
    assert one.str.startswith("1\u00a0révisée en silence").all()
    for line in compute("suivi/evolutions_by_zone", replace(asked, base_date="2019-01-31")).frame[
        "changements_dit"
    ]:
        for part in re.split(r", (?=\d)", line):
            number, word = part.split("\u00a0", 1)
            is_many = int(number.replace("\u202f", "")) > 1
            first = word.split()[0]
            assert first == "de" or first.strip(",").endswith("s") == is_many


# D-11 to D-15 of docs/demonstration.md, and the two months when a payment imputed to the wrong
# territoire (D-22, D-23) makes a cumulated amount fall.
JOURNAL = [
    ("2022-12-31", SILENT, "Formation (PIC)", "Ardèche Drome", -310_000),
    ("2022-06-30", DECLARED, "Industrie du futur", "Nord Franche-Comté", -52_700),
    ("2022-04-30", SILENT, "Territoires d’innovation", "Sud Alsace", -265_000),
    ("2022-03-31", DECLARED, "Formation (PIC)", "Lisieux Industrie", -60_000),
    ("2021-09-30", SILENT, "Postes industriels pourvus par le programme (fictif)", "France", 130),
    (
        "2021-09-30",
        SILENT,
        "Postes industriels pourvus par le programme (fictif)",
        "Occitanie",
        130,
    ),
    ("2021-08-31", DECLARED, "Formation (PIC)", "Axe Seine", -60_000),
    ("2021-05-31", SILENT, "Appels du PIA", "Roanne – Tarare", -420_000),
    ("2021-03-31", DECLARED, "Portage et fonds propres", "Boulonnais – Calaisis", -550_000),
]


def test_the_journal_is_the_planted_revisions_and_nothing_else():
    journal = compute("suivi/revisions", replace(DEMO, pas_a_pas=True))
    found = [
        (
            str(row["snapshot_date"].date()),
            row["evolution"],
            row["sujet_name"],
            row["zone_names"][0],
            row["variation_eur"]
            if row["variation_eur"] == row["variation_eur"]
            else row["variation"],
        )
        for row in journal.records()
    ]
    assert sorted(found) == sorted(JOURNAL)
    given_reasons = [row for row in journal.records() if row["motif"] != "Motif non fourni"]
    assert [row["motif"] for row in given_reasons] == [
        "Révision : une convention était comptée deux fois."
    ]
    assert "9\u00a0valeurs passées" in changements.journal(journal)


def test_amounts_of_the_journal_are_those_of_the_statements():
    fallen = demonstration.rows(
        """
        select cast(snapshot as varchar), zone_code, amount_before, amount_eur from suivis
        where amount_eur < amount_before and coalesce(note, '') not like 'Périmètre%'
        """
    )
    journal = compute("suivi/revisions", replace(DEMO, pas_a_pas=True)).only(famille="Montants")
    told = {
        (str(row["snapshot_date"].date()), row["ligne_id"].split(" · ")[4]): (
            row["before_eur"],
            row["after_eur"],
        )
        for row in journal.records()
    }
    assert told == {(day, zone): (float(old), float(new)) for day, zone, old, new in fallen}


def test_the_public_set_has_never_revised_a_value():
    public = Filters(snapshot_date="2025-01-14", pas_a_pas=True)
    assert compute("suivi/revisions", public).is_empty
    assert "Aucune valeur passée" in changements.journal(compute("suivi/revisions", public))


@pytest.mark.parametrize(
    ("jeu", "phase", "base", "day"),
    [
        ("demonstration", 1, "2019-01-31", "2022-12-31"),
        ("demonstration", 1, "2021-09-30", "2021-10-31"),
        ("public", 2, "2023-07-31", "2023-11-09"),
    ],
)
def test_territoires_that_came_and_left_are_the_difference_of_the_two_lists(jeu, phase, base, day):
    def count(at):
        listed = Filters(jeu=jeu, phase=phase, snapshot_date=at)
        return compute("pilotage/perimetre", listed).value("territoire_count")

    asked = Filters(jeu=jeu, phase=phase, base_date=base, snapshot_date=day)
    moved = compute("suivi/entrees_sorties", asked)
    came, left = (len(moved.only(mouvement=one).frame) for one in ("Entré", "Sorti"))
    assert came - left == count(day) - count(base)
    assert came + left > 0


def test_a_territoire_that_leaves_is_perimeter_and_not_lost_data():
    asked = replace(DEMO, snapshot_date="2021-10-31", region_code="53")
    changed = compute("suivi/evolutions_resume", asked)
    assert changed.only(evolution="Disparue").is_empty
    [gone] = compute("suivi/evolutions_by_zone", asked).only(zone_code="p1-ti-5312").records()
    assert gone["changee_count"] == gone["perimetre_count"] > 0


def test_a_new_version_of_the_contract_is_a_change_of_method(tmp_path, monkeypatch):
    copy_last(tmp_path)
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    newer = contract.load().model_copy(update={"version": "9.9"})
    monkeypatch.setattr(contract, "load", lambda: newer)
    publish_amounts("public", "2025-01-31", an_amount(1))
    [row] = (
        compute("suivi/evolutions", Filters(snapshot_date="2025-01-31"))
        .only(evolution="Changement de méthode")
        .records()
    )
    assert row["sujet_name"] == "Contrat de l’instantané"
    assert row["after_dit"] == "version 9.9"


def test_a_figure_computed_otherwise_is_a_change_of_method_named_by_what_it_gives(
    tmp_path, monkeypatch
):
    """Two publications with their formulas, one of which a later edit of the query changes."""
    copy_last(tmp_path / "data")
    monkeypatch.setenv("TDI_DATA", str(tmp_path / "data"))
    publish_amounts("public", "2025-01-31", an_amount(1), formules=formules.in_force())
    mine = shutil.copytree(queries.QUERIES, tmp_path / "queries")
    changed, reworded = mine / "suivi" / "comites.sql", mine / "suivi" / "passages.sql"
    changed.write_text(changed.read_text("utf-8").replace("select", "select distinct", 1), "utf-8")
    reworded.write_text(f"-- Autrement dit.\n{reworded.read_text('utf-8')}", "utf-8")
    rules = mine / "alertes" / "regles.toml"
    rules.write_text(rules.read_text("utf-8").replace("valeur = 2", "valeur = 3", 1), "utf-8")
    with monkeypatch.context() as patch:
        for module in (queries, regles, criteres):
            patch.setattr(module, "QUERIES", mine)
        newer = formules.in_force()
    publish_amounts("public", "2025-02-28", an_amount(1), formules=newer)
    asked = Filters(snapshot_date="2025-02-28")
    found = compute("suivi/evolutions", asked).only(evolution="Changement de méthode").records()
    named = [row["sujet_name"] for row in found]
    assert len(named) == 2
    assert any("(suivi/comites)" in name for name in named)
    assert any("(alertes/" in name for name in named)
    assert changements.unrecorded(compute("suivi/formules_connues", asked)) == ""
    # The first of the three recorded nothing: neither a change nor its absence is told.
    first = replace(asked, base_date="2025-01-14")
    assert compute("suivi/methode", first).is_empty
    told = changements.unrecorded(compute("suivi/formules_connues", first))
    assert "non enregistrées** à la publication de l’instantané du 14/01/2025." in told


def test_a_correction_declares_what_it_changes_and_nothing_after_it(tmp_path, monkeypatch):
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    publish_references("essai", copy_references(tmp_path / ".listes"))
    corrects = Correction(date=date.fromisoformat(DAYS[0]), motif="Double compte.")
    publish_amounts("essai", DAYS[0], an_amount(9))
    publish_amounts("essai", DAYS[1], an_amount(5), corrects=corrects)
    publish_amounts("essai", DAYS[2], an_amount(4))
    journal = compute(
        "suivi/revisions", Filters(jeu="essai", snapshot_date=DAYS[2], pas_a_pas=True)
    )
    assert [(row["evolution"], row["motif"]) for row in journal.records()] == [
        (SILENT, "Motif non fourni"),
        (DECLARED, "Double compte."),
    ]
    whole = between(DAYS[0], DAYS[2], Filters(jeu="essai"))
    assert list(whole["evolution"]) == [DECLARED], "a correction between the two counts"


def test_a_drawer_of_thousands_of_rows_shows_a_page_of_them_and_says_so():
    many = compute("suivi/evolutions", replace(DEMO, base_date="2019-01-31"))
    assert len(many.frame) > 2000

    def page():
        from dataclasses import replace

        from tdi import feuillets
        from tdi.results import compute
        from tests.test_evolutions import DEMO

        many = compute("suivi/evolutions", replace(DEMO, base_date="2019-01-31"))
        feuillets.draw(many, "essai")

    drawn = AppTest.from_function(page, default_timeout=60).run()
    assert len(drawn.table[0].value) == feuillets.PAGE
    assert drawn.caption[-1].value.endswith(f"sur {fmt.number(len(many.frame))}")


def test_a_query_reads_the_rows_of_another_under_its_stem():
    sql = queries.load("suivi/evolutions_resume").sql
    assert sql.count("\nlignes_comparees as (") == 1
    assert sql.count("order by") < queries.load("suivi/lignes").sql.count("order by") + 20
    [place] = re.findall(r"^from evolutions$", sql, re.MULTILINE)
    assert place
    assert "financements" in queries.tables_read(sql)


READERS = [name for name in queries.names() if comparees.shortened(queries.load(name).sql)]


@settings(max_examples=examples(8), deadline=None)
@given(
    some.sampled_from(READERS),
    some.sampled_from(["none", "region", "inter-regional territoire", "enjeu", "phase 2"]),
    some.sampled_from([None, "2021-01-31", "2022-06-30"]),
)
def test_rows_compared_once_for_all_readers_are_those_that_each_would_have_made(
    name, selection, base
):
    asked = replace(
        SELECTIONS[selection], jeu="demonstration", snapshot_date="2022-07-31", base_date=base
    )
    held = compute(name, asked)
    with db.cursor("demonstration", snapshot_date="2022-07-31") as opened:
        made = opened.execute(held.query.sql, parameters(held.query, asked)).df()
    pd.testing.assert_frame_equal(held.frame, made)


def test_rows_let_go_stay_readable_for_who_began_to_read_them(monkeypatch):
    monkeypatch.setattr(comparees, "_KEPT", 1)
    monkeypatch.setattr(db, "_databases", {})
    first, second = (replace(DEMO, base_date=day) for day in ("2022-11-30", "2022-10-31"))
    wanted = compute("suivi/lignes_comparees", first).frame
    database = db.open_jeu(DEMO.jeu)
    with db.cursor(DEMO.jeu, snapshot_date=DEMO.snapshot_date) as slow:
        comparees.hold(database, slow, ("suivi/lignes_comparees",), first.as_params())
        compute("suivi/evolutions_resume", second)
        assert len(database.compared) == 1, "those of the first pair are held no more"
        read = slow.execute("from lignes_comparees order by famille, ligne_id").df()
    pd.testing.assert_frame_equal(read, wanted)
    assert not compute("suivi/evolutions_resume", first).is_empty, "and are made again"


def test_no_published_table_has_the_name_of_rows_held():
    stems = {name.rpartition("/")[2] for name in comparees.HELD}
    assert stems.isdisjoint(queries.staged())
    assert set(comparees.HELD) <= set(queries.names())


def test_pages_and_alerts_compare_through_the_rows_held():
    assert {"pilotage/changements", "suivi/evolutions_resume", "suivi/revisions"} < set(READERS)


def test_every_number_of_the_sentence_is_one_of_a_query():
    asked = replace(DEMO, base_date="2022-11-30")
    resume = compute("suivi/evolutions_resume", asked)
    moved = compute("suivi/entrees_sorties", asked)
    told = changements.sentence(resume, compute("pilotage/changements", asked), moved)
    assert told.replace("\u00a0", " ").replace("\u202f", " ") == (
        "Du 30/11/2022 au 31/12/2022 : 1 révision silencieuse et 2 068 données nouvelles. "
        "Engagé de l’enveloppe : 1 105 M€ → 1 152 M€ (+47,1 M€). "
        "Payé de l’enveloppe : 474 M€ → 492 M€ (+18,3 M€)."
    )
    july = replace(DEMO, base_date="2022-06-30", snapshot_date="2022-07-31")
    changed = compute("pilotage/changements", july)
    told = changements.sentence(compute("suivi/evolutions_resume", july), changed, moved)
    assert (
        "(connu aux deux dates\u00a0: +15,2\u202fM€\u202f; nouveau\u00a0: 2,2\u202fM€\u202f; "
        "n’est plus connu\u00a0: 5,2\u202fM€)."
    ) in told
    public = Filters(snapshot_date="2025-01-14", base_date="2024-12-18")
    same = [compute(f"{name}", public) for name in ("suivi/evolutions_resume",
            "pilotage/changements", "suivi/entrees_sorties")]  # fmt: skip
    assert "Payé de l’enveloppe\u00a0: 794\u202fM€, inchangé." in changements.sentence(*same)
    empty = Result(resume.query, resume.frame.head(0), asked)
    assert "rien n’a changé" in changements.sentence(empty, empty, moved)


def test_the_page_compares_with_the_previous_snapshot_unless_asked(app):
    open_page(app, PAGE, {"jeu": "Démonstration"})
    assert app.selectbox(key="depuis").value == "2022-11-30"
    assert "Du 30/11/2022 au 31/12/2022" in texts(app)
    app.selectbox(key="depuis").set_value("2019-01-31").run()
    assert "Du 31/01/2019 au 31/12/2022" in texts(app)
    assert not app.exception


def test_a_link_with_an_iso_date_keeps_what_it_compares(app):
    open_page(app, PAGE, {"jeu": "Démonstration", "depuis": "2021-01-31", "region": "Bretagne"})
    assert app.selectbox(key="depuis").value == "2021-01-31"
    assert "Du 31/01/2021" in texts(app)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({"depuis": "1er avril 2031"}, "n’est pas un instantané publié avant"),
        (
            {"depuis": "31 décembre 2022", "instantane": "31 mars 2021"},
            "est postérieur à l’instantané montré",
        ),
    ],
)
def test_an_impossible_comparison_is_reported(app, address, words):
    open_page(app, PAGE, {"jeu": "Démonstration", **address})
    assert any(words in warning.value for warning in app.warning)


def test_since_the_last_committee_compares_with_what_it_could_read(app):
    open_page(app, PAGE, {"jeu": "Démonstration", "region": "Bretagne"})
    buttons = {button.label: button for button in app.button if "comité" in button.label}
    assert set(buttons) == {
        "Depuis le comité régional du 11/06/2020",
        "Depuis le comité national du 10/12/2022",
    }
    buttons["Depuis le comité régional du 11/06/2020"].click().run()
    assert app.selectbox(key="depuis").value == "2020-05-31"
    assert "Du 31/05/2020" in texts(app)


def test_where_no_committee_is_known_the_page_says_so(app):
    open_page(app, PAGE, {})
    assert "aucun n’est connu à cette date" in texts(app)


def test_a_link_kept_from_a_visit_tells_nothing_then_what_was_published_since(
    app, tmp_path, monkeypatch
):
    copy_last(tmp_path)
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    st.cache_resource.clear()  # the copy has the dates of the original
    data.forget()
    kept = {"depuis": "2025-01-14"}
    open_page(app, PAGE, kept)
    assert "rien à quoi le comparer" in texts(app)
    publish_amounts("public", "2025-01-31", an_amount(1))
    open_page(app, PAGE, kept)
    assert "Du 14/01/2025 au 31/01/2025" in texts(app)
    publish_amounts("public", "2025-02-28", an_amount(2))
    app.run()
    assert "Du 14/01/2025 au 28/02/2025" in texts(app)
    assert data_folder() == tmp_path


def test_opened_the_same_day_the_kept_link_says_that_nothing_was_published(app):
    open_page(app, PAGE, {"jeu": "Démonstration", "depuis": "2022-12-31"})
    assert "rien n’a changé" in texts(app)
    assert not app.warning[1:]


def test_the_first_snapshot_has_nothing_to_be_compared_with(app):
    open_page(app, PAGE, {"instantane": "22 novembre 2018"})
    assert "C’est le premier instantané publié" in texts(app)


def test_what_is_compared_with_is_in_the_address_when_the_snapshot_shown_moves(app):
    open_page(app, PAGE, {"instantane": "22 novembre 2018"})
    newest = app.selectbox(key="instantane").options[0]
    app.selectbox(key="instantane").select(newest).run()
    assert "Du 22/11/2018 au 14/01/2025" in texts(app)
    assert app.query_params["depuis"] == "22 novembre 2018"


@pytest.mark.parametrize("vue", [None, "Par lieu"])
def test_where_things_changed_is_a_view_that_asks_nothing_until_it_is_chosen(app, vue, monkeypatch):
    asked = set()
    answer = db.run
    monkeypatch.setattr(db, "run", lambda jeu, sql, *of: asked.add(sql) or answer(jeu, sql, *of))
    st.cache_resource.clear()
    data.forget()
    chosen = {"vue_evolutions": vue} if vue else {}
    open_page(app, PAGE, {"jeu": "Démonstration", "instantane": "31 octobre 2021"} | chosen)
    assert re.search(r"Périmètre\u00a0: \d\u00a0territoires? sorti", texts(app))
    assert (queries.load("suivi/evolutions_by_zone").sql in asked) == bool(vue)
    assert ("Territoires entrés et sortis" in [card.value for card in app.header]) == bool(vue)


def test_the_journal_is_a_view_of_the_page_kept_in_the_address(app):
    open_page(app, PAGE, {"jeu": "Démonstration", "vue_evolutions": "Journal des révisions"})
    told = texts(app).replace("\u202f", " ")
    assert "922 900 € → 612 900 € (−310 000 €)" in told
    assert "594\u00a0postes → 724\u00a0postes (+130\u00a0postes)" in told
    assert told.count("Motif non fourni") == 8
