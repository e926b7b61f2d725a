"""The deck of a committee's pack, reopened: what a reader sees, hears and may edit."""

import re

import pytest

from tdi import fmt, theme
from tdi.comite.blocs import Barres, Tableau
from tdi.results import compute
from tests.notes.comite import PACKS, filters, pack, slides, texts

FONTS = "/usr/share/fonts/truetype/liberation"
FICTION = "Données de démonstration"


def charts(found):
    return [shape.chart for slide in found for shape in slide.shapes if shape.has_chart]


def values(chart):
    return {
        (serie.name, category): value
        for serie in chart.plots[0].series
        for category, value in zip(chart.plots[0].categories, serie.values, strict=True)
    }


def by_title(found, word):
    return next(slide for slide in found if word in slide.shapes.title.text)


@pytest.mark.parametrize("asked", PACKS)
def test_each_slide_has_a_finding_its_sources_and_its_selection(asked):
    found = slides(*asked)
    assert len(found) > 12
    for slide in found:
        title = slide.shapes.title
        assert title.text.strip()
        assert slide.shapes[0].shape_id == title.shape_id, "read first by a screen reader"
        identifiers = [shape.shape_id for shape in slide.shapes]
        assert len(set(identifiers)) == len(identifiers)
        languages = set(slide._element.xpath(".//a:rPr/@lang"))
        assert languages == {"fr-FR"}
        assert any(pack(*asked).selection in text for text in texts(slide))
        notes = slide.notes_slide.notes_text_frame.text
        assert "Index du jeu de données" in notes
        assert re.search(r"SHA-256 [0-9a-f]{64}", notes)
    ideas = [
        slide
        for slide in found[1:]
        if "Annoncé, fléché, engagé, payé" not in slide.shapes.title.text
    ]
    for slide in ideas:
        notes = slide.notes_slide.notes_text_frame.text
        assert "Requête\u00a0: queries/" in notes, slide.shapes.title.text
        assert "Source" in notes
    titles = [slide.shapes.title.text for slide in found]
    assert len(set(titles)) == len(titles), "each says its own finding"


@pytest.mark.parametrize("asked", PACKS)
def test_a_fiction_says_so_on_each_slide_and_in_its_notes(asked):
    told = [
        any(text == FICTION for text in texts(slide))
        and FICTION in slide.notes_slide.notes_text_frame.text
        for slide in slides(*asked)
    ]
    assert all(told) if asked[0] == "demonstration" else not any(told)


@pytest.mark.parametrize("asked", PACKS)
def test_charts_are_native_described_and_their_values_those_of_the_content(asked):
    drawn = [vue.drawing for section in pack(*asked).sections for vue in section.vues]
    wanted = [
        (serie.name, category, value)
        for one in drawn
        if isinstance(one, Barres)
        for serie in one.series
        for category, value in zip(one.categories, serie.values, strict=True)
    ]
    made = [
        (*key, value) for chart in charts(slides(*asked)) for key, value in values(chart).items()
    ]
    assert sorted(made, key=str) == sorted(wanted, key=str)
    assert wanted or asked[1] == "06"
    for slide in slides(*asked):
        for shape in slide.shapes:
            assert shape.shape_type is None or "PICTURE" not in str(shape.shape_type)
            if shape.has_chart or shape.has_table:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")


def test_the_bars_of_the_envelope_are_the_amounts_of_the_query_and_unknown_is_no_bar():
    asked = ("demonstration", "84", 1)
    rows = compute("pilotage/entonnoir", filters(*asked)).records()
    chart = next(
        chart
        for chart in charts(slides(*asked))
        if "Documenté" in [serie.name for serie in chart.plots[0].series]
    )
    found = values(chart)
    for row in rows:
        assert found["Documenté", row["etape"]] == row["couvert_eur"]
        assert found["Non documenté", row["etape"]] == row["non_documente_eur"]
    national = compute("pilotage/enveloppe_by_etape", filters("public", "53", 1)).records()
    found = values(charts(slides("public", "53", 1))[0])
    for row in national:
        over = row["depassement_eur"]
        assert found["Dépassement", row["etape"]] == (None if fmt.is_missing(over) else over)


def test_the_bars_of_the_territoires_are_the_amounts_of_the_query():
    asked = ("demonstration", "03", 1)
    rows = compute("territoires/montants_by_territoire", filters(*asked)).records()
    found = next(
        values(chart)
        for chart in charts(slides(*asked))
        if rows[0]["territoire_name"] in list(chart.plots[0].categories)
    )
    for row in rows:
        for name, column in (("Engagé", "engage_eur"), ("Payé", "paye_eur")):
            known = None if fmt.is_missing(row[column]) else row[column]
            assert found[name, row["territoire_name"]] == known


def test_what_is_not_documented_is_hatched_and_named():
    for asked in PACKS:
        for chart in charts(slides(*asked)):
            for serie in chart.plots[0].series:
                hatched = serie._element.xpath(".//c:spPr/a:pattFill")
                is_unknown = serie.name in ("Non documenté", "Non communiqué", "Non communiquées")
                assert hatched or not is_unknown, serie.name
                assert chart.has_legend or not hatched
    grounds = {
        color.get("val")
        for chart in charts(slides("public", "53", 1))
        for color in chart._chartSpace.xpath(".//a:pattFill/a:bgClr/a:srgbClr")
    }
    assert grounds == {theme.UNKNOWN[1:], theme.BRICK[1:]}


@pytest.mark.parametrize("asked", PACKS)
def test_tables_hold_the_lines_of_the_content_or_say_how_many_are_left_out(asked):
    for section in pack(*asked).sections:
        for vue in section.vues:
            if not isinstance(vue.drawing, Tableau):
                continue
            mine = [
                slide
                for slide in slides(*asked)
                if re.sub(r" \(\d/\d\)$", "", slide.shapes.title.text) == vue.title
            ]
            lines = [
                tuple(cell.text for cell in row.cells)
                for slide in mine
                for shape in slide.shapes
                if shape.has_table
                for row in list(shape.table.rows)[1:]
            ]
            wanted = [tuple(map(fmt.plain, line)) for line in vue.drawing.lines]
            assert lines == wanted[: len(lines)]
            if len(lines) < len(wanted):
                told = f"{fmt.number(len(lines))} lignes sur {fmt.number(len(wanted))}"
                assert any(told in text for text in texts(mine[-1]))
