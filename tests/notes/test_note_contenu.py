"""What a note says: its facts by published weights, its alerts and questions by their score."""

import re
from dataclasses import replace

import pytest

from tdi import fmt, regles, traces
from tdi.filters import Filters
from tdi.notes import contenu, faits_propres, lot, poids, questions
from tdi.notes.sujet import FRANCE, find
from tdi.results import Result, compute
from tests.conftest import ROOT
from tests.notes.reading import DAYS, selections, subject


@pytest.fixture(scope="module")
def told():
    return [
        (f"{jeu} {filters} {name or ''}", contenu.note(subject(jeu, name, **filters), lot.fetch))
        for jeu in DAYS
        for filters, name in selections(jeu)
    ]


def test_every_note_has_three_facts_and_three_questions(told):
    for label, note in told:
        # A région without territoire: nothing is expected there, and the page says so.
        least = 2 if note.sujet.filters.region_code == "06" else 3
        assert least <= len(set(note.page["faits"])) == len(note.page["faits"]) <= 3, label
        if least == 3:
            assert len(note.page["questions"]) == 3, label
        assert len(note.page["alertes"]) <= 3, label


def test_each_question_names_who_must_answer_and_a_figure(told):
    for label, note in told:
        for question in note.page["questions"]:
            assert question["a"], label
            assert re.search(r"\d", question["texte"]), f"{label}: {question}"
            assert question["texte"].endswith(("?", ".")), label


def test_each_alert_is_one_of_the_page_of_alerts_with_who_must_answer(told):
    for label, note in told:
        listed = lot.fetch("suivi/alertes", note.sujet.filters).records()
        known = {f"{row['alerte_type']} – {row['sujet_name']}" for row in listed}
        for alert in note.page["alertes"]:
            assert alert["titre"] in known, label
            assert alert["attendu"], label
        if note.sujet.engagement_id is None and len(listed) >= 3:
            assert len(note.page["alertes"]) == 3, label


def test_the_gravest_alert_comes_first(told):
    for label, note in told:
        rows = lot.fetch("suivi/alertes", note.sujet.filters).records()
        if note.sujet.engagement_id is None and rows:
            first = note.page["alertes"][0]["titre"].partition(" – ")[0]
            gravest = {
                r["alerte_type"] for r in rows if r["gravite_name"] == rows[0]["gravite_name"]
            }
            assert first in gravest, label


def test_every_rule_has_its_question():
    assert set(questions.ASKED) == {*regles.load(), "demande"}


def test_the_weights_are_those_that_the_method_publishes():
    text = (ROOT / "docs" / "methode.md").read_text("utf-8")
    for name, points in (*poids.POINTS.items(), ("variation", poids.MOVED)):
        assert re.search(rf"`{name}` {points}\b", text), name


def test_the_money_of_a_note_is_that_of_the_page():
    for jeu in DAYS:
        filters = Filters(jeu=jeu, snapshot_date=DAYS[jeu], region_code="53")
        note = contenu.note(find(filters))
        rows = compute("pilotage/entonnoir", filters).records()
        for row, bar in zip(rows, note.page["argent"]["barres"], strict=True):
            amount = row["documente_eur"]
            written = "non communiqué" if fmt.is_missing(amount) else fmt.euro_short(amount)
            assert bar["texte"].startswith(written)
            assert bar["inconnu"] is fmt.is_missing(amount)


def test_the_parts_of_a_bar_fill_it_and_what_nobody_says_is_open():
    for jeu, kind in (("demonstration", {}), ("public", {"region_code": "53"})):
        bars = contenu.note(subject(jeu, **kind)).page["argent"]["barres"]
        for bar in bars:
            filled = bar["couvert"] + bar["reste"] + bar["exces"]
            assert (filled == 0) is bar["ouvert"]
            assert filled <= 1.0001
        widest = max(bar["couvert"] + bar["reste"] + bar["exces"] for bar in bars)
        assert widest in (0, pytest.approx(1, abs=1e-3))


def test_a_figure_that_was_altered_is_found():
    note = contenu.note(subject("demonstration", region_code="53"))
    filters = Filters(jeu="demonstration", snapshot_date=DAYS["demonstration"])
    cited = next(t for t in note.as_json()["traces"] if t["colonne"] == "documente_eur")
    assert traces.derive(cited, filters).as_json() == cited
    altered = {**cited, "valeur": cited["valeur"] + 1}
    assert traces.derive(altered, filters).as_json() != altered


def test_a_changed_table_changes_the_note():
    """The note reads the data: nothing in it is written once and for all."""

    def doubled(name, filters):
        result = compute(name, filters)
        if name != "pilotage/entonnoir":
            return result
        frame = result.frame.assign(documente_eur=result.frame["documente_eur"] * 2)
        return Result(result.query, frame, filters)

    one = subject("demonstration")
    before, after = contenu.note(one), contenu.note(one, doubled)
    assert before.page["synthese"] != after.page["synthese"]
    assert before.page["argent"] != after.page["argent"]


def test_a_territoire_is_the_same_whichever_region_leads_to_it():
    filters = Filters(snapshot_date=DAYS["public"], territoire_id="p1-ti-2404")
    assert find(filters) == find(replace(filters, region_code="24"))


def test_a_subject_narrowed_by_an_enjeu_or_a_place_says_so_wherever_it_is_named():
    one = subject("demonstration", region_code="53", enjeu_id="innover")
    page = contenu.note(one).page
    assert page["genre"] == "Région, pour l’enjeu «\u00a0Innover\u00a0»"
    assert page["synthese"].startswith("En Bretagne, pour l’enjeu «\u00a0Innover\u00a0», ")
    # In the words of the page, where the selection is that of the filters.
    assert page["argent"]["notes"][0].endswith("annoncés pour cette sélection.")
    other = subject("demonstration", "VTE", region_code="53")
    assert contenu.note(other).page["synthese"].startswith("Pour l’engagement VTE, en Bretagne, ")
    wholes = (subject("demonstration", region_code="53"), subject("demonstration", "VTE"))
    assert len({made.file_name for made in (one, other, *wholes)}) == 4


def test_an_amount_of_an_engagement_that_is_contested_is_told():
    notes = contenu.note(subject("demonstration", "Portage et fonds propres")).page["argent"][
        "notes"
    ]
    assert "Payé\u00a0: des montants y sont contestés." in notes
    notes = contenu.note(subject("demonstration", "VTE")).page["argent"]["notes"]
    assert not any("contesté" in told for told in notes)


def test_the_fonds_vert_of_a_region_is_said_to_be_that_of_its_territoires():
    held = []
    for one in (subject(region_code="04"), subject(region_code="06")):
        carnet = traces.Carnet(one.filters, lot.fetch)
        told = [text for _, text in faits_propres.aides(carnet, one, "territoires/regions")]
        held += [text for text in told if "Fonds vert" in text]
    assert len(held) == 1, "Mayotte has no territoire of phase 1: nothing could be placed there"
    assert held[0].endswith("du Fonds vert 2023, dans ses territoires.")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0"),
        (0.0004, "moins de 0,1"),
        (0.016, "1,6"),
        (0.58, "58"),
        (0.996, "99,6"),
        (0.9998, "plus de 99,9"),
        (1, "100"),
        (1.242, "124"),
    ],
)
def test_a_share_is_written_neither_nothing_nor_whole_when_it_is_not(share, text):
    assert traces.part(share) == f"{text}\u202f%"


def test_the_names_of_files_are_all_different():
    every = lot.subjects(Filters(snapshot_date=DAYS["public"]))
    names = [one.file_name for one in every]
    assert len(names) == len(set(names)) == 2 * 19 + 149 + 183 + 17 + 4
    assert [one.kind for one in every].count(FRANCE) == 2
    assert all(re.fullmatch(r"[a-z0-9_-]+\.pdf", name) for name in names)
