"""An exported file says what it is made of, and what it must not be taken for."""

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdi import db, exports, queries
from tdi.errors import QueryError
from tdi.exports.notice import FILTER_LABELS, notice
from tdi.filters import Filters
from tdi.results import Result, compute
from tests.conftest import SELECTIONS
from tests.exports.reading import CSV, PARQUET, XLSX, csv_file, parquet_file, xlsx_sheet

REGION = SELECTIONS["region"]
FICTION = replace(REGION, jeu="demonstration", snapshot_date="2022-12-31")


def montants(filters=REGION):
    return compute("pilotage/montants_publies", filters)


def told(result, kind):
    """The notice of a file, as (rubrique, élément, contenu)."""
    content = exports.content(result, kind)
    if kind is PARQUET:
        return parquet_file(content)[1]
    if kind is CSV:
        return [tuple(line) for line in csv_file(content, "lisez-moi.csv")[1:]]
    return [tuple(line[:3]) for line in xlsx_sheet(content, "Lisez-moi")[1:]]


@pytest.mark.parametrize("kind", exports.FORMATS, ids=lambda kind: kind.label)
def test_the_selection_the_snapshot_and_each_definition_travel_with_the_rows(kind):
    result = montants()
    rows = told(result, kind)
    facts = {(rubrique, name): content for rubrique, name, content in rows}
    assert facts["Tableau", "Titre"] == result.query.title
    assert facts["Sélection", "Jeu de données"] == "Public"
    assert facts["Sélection", "Instantané"] == "14/01/2025"
    assert facts["Sélection", "Région"].startswith("Bretagne")
    assert facts["Sélection", "Phase"].startswith("Phase 1")
    for column in result.query.columns.values():
        [content] = [c for r, n, c in rows if r == "Colonne" and n.startswith(column.label)][:1]
        assert column.unit in content
        assert column.definition in " ".join(c for r, _, c in rows if r == "Colonne")
    files = [content for rubrique, _, content in rows if rubrique == "Fichier lu"]
    edition = db.open_jeu("public").edition
    for table in queries.tables_read(result.query.sql):
        for file in edition.files(table, "2025-01-14"):
            assert any(file.sha256 in content for content in files)
    assert {r for r, _, _ in rows} >= {"Source", "À savoir", "Requête"}


def test_a_filter_without_effect_is_said_so():
    result = compute("pilotage/enveloppe_by_etape", REGION)
    assert "region_code" in result.ignored_filters()
    rows = {(r, n): c for r, n, c in told(result, CSV)}
    assert rows["Sélection", "Région"] == "Bretagne (sans effet sur ce tableau)"


def test_every_filter_has_its_words():
    assert set(FILTER_LABELS) == set(Filters().as_params()) - {"snapshot_date"}


def test_rows_that_a_card_keeps_are_told_with_what_picks_them():
    engagements = compute("pilotage/engagements", SELECTIONS["none"])
    kept = engagements.only(enjeu_name="Recruter")
    count = len(kept.frame)
    assert 0 < count < len(engagements.frame)
    rows = {(r, n): c for r, n, c in notice(kept).rows}
    assert (
        rows["Tableau", "Lignes"]
        == f"{count} sur les 17 de la requête\u202f; Enjeu\u00a0: Recruter"
    )
    assert notice(engagements).rows[2] == ("Tableau", "Lignes", "17")


def test_the_sql_travels_whole():
    result = montants()
    content = exports.content(result, CSV)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("requete.sql").decode() == result.query.sql
    assert parquet_file(exports.content(result, PARQUET))[2]["requete"] == result.query.sql
    sheet = xlsx_sheet(exports.content(result, XLSX), "Lisez-moi")
    assert result.query.sql.splitlines()[-1] in [line[2] for line in sheet]


def test_a_fiction_cannot_be_taken_for_the_public_set():
    result = montants(FICTION)
    assert not result.is_empty
    for kind in exports.FORMATS:
        assert "FICTION" in exports.file_name(result, kind)
    with zipfile.ZipFile(io.BytesIO(exports.content(result, CSV))) as archive:
        assert {"FICTION-donnees.csv", "FICTION-lisez-moi.csv"} <= set(archive.namelist())
    book = openpyxl.load_workbook(io.BytesIO(exports.content(result, XLSX)))
    for sheet in book.worksheets:
        assert sheet.title.startswith("FICTION")
        assert sheet["A1"].value.startswith("FICTION – Données de démonstration")
    table, rows, metadata = parquet_file(exports.content(result, PARQUET))
    assert set(table["fiction"].to_pylist()) == {"Données de démonstration"}
    assert rows[0][0] == "FICTION"
    assert "fictifs" in metadata["fiction"]


def test_the_public_set_is_not_called_a_fiction():
    book = openpyxl.load_workbook(io.BytesIO(exports.content(montants(), XLSX)))
    assert book.sheetnames == ["Données", "Lisez-moi"]
    assert "FICTION" not in exports.file_name(montants(), XLSX)


def test_the_workbook_opens_ready_to_sort_and_filter():
    result = montants()
    book = openpyxl.load_workbook(io.BytesIO(exports.content(result, XLSX)))
    sheet = book["Données"]
    assert sheet.freeze_panes == "A2"
    [table] = sheet.tables.values()
    assert table.autoFilter.ref.startswith("A1:")
    labels = [cell.value for cell in sheet[1]]
    assert len(set(labels)) == len(labels) == len(result.query.columns)
    amount = sheet.cell(2, labels.index("Montant") + 1)
    assert isinstance(amount.value, int | float)
    assert "€" in amount.number_format
    published = list(result.query.columns).index("reported_date")
    dated = [row[published] for row in sheet.iter_rows(min_row=2) if row[published].value]
    assert dated[0].is_date
    assert dated[0].number_format == "dd/mm/yyyy"


def test_a_share_is_a_percentage_in_the_workbook_and_says_its_scale_in_the_csv():
    result = compute("pilotage/enveloppe_by_etape", SELECTIONS["none"])
    name = next(name for name, column in result.query.columns.items() if column.unit == "%")
    place = list(result.query.columns).index(name)
    book = openpyxl.load_workbook(io.BytesIO(exports.content(result, XLSX)))
    cell = next(c for c in [row[place] for row in book["Données"].iter_rows(min_row=2)] if c.value)
    assert cell.number_format == r"0.0\ %"
    assert csv_file(exports.content(result, CSV))[0][place].endswith("(1 = 100\u202f%)")


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(
        st.one_of(
            st.none(),
            st.text(
                st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1
            ),
            st.builds(
                "{}{}".format, st.sampled_from("=+-@"), st.text("HYPERLINK()|!A1 cmd", max_size=9)
            ),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_whatever_a_stranger_typed_stays_a_text(words):
    query = queries.parse(
        "essai/mots", "-- Mots.\n-- @grain mot\n-- @source registre\n-- @column mot | texte | Mot\n"
    )
    result = Result(query, pd.DataFrame({"mot": pd.Series(words, dtype=object)}), REGION)
    table, facts = exports.table(result), notice(result)
    lines = [line[0] for line in csv_file(exports.archive.write(table, query, facts))[1:]]
    assert not any(line.startswith(("=", "+", "-", "@")) for line in lines)
    for line, word in zip(lines, words, strict=True):
        assert line == word or (line, word) == ("", None) or line == f"'{word}"
    content = exports.classeur.write(table, query, facts)
    book = openpyxl.load_workbook(io.BytesIO(content))
    for cell, word in zip(book["Données"]["A"][1:], words, strict=False):
        assert cell.data_type != "f"
        assert cell.value is None or cell.value == word
    assert not re.search(
        rb"<f>", zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    )


def test_files_are_named_after_what_they_hold():
    name = exports.file_name(montants(), XLSX)
    assert name == "pilotage-montants-publies_Public_Bretagne-phase-1_2025-01-14.xlsx"
    longest = max(
        compute("filtres/territoires", SELECTIONS["none"]).records(),
        key=lambda row: len(str(list(row.values())[1])),
    )
    filters = replace(SELECTIONS["none"], territoire_id=next(iter(longest.values())))
    assert len(exports.file_name(montants(filters), CSV)) < 150


def test_a_type_that_no_export_knows_is_named():
    query = replace(montants().query, sql="select interval 1 day as duree from sources")
    bad = Result(replace(query, params={}), pd.DataFrame({"duree": [1]}), REGION)
    with pytest.raises(QueryError, match=r"INTERVAL.*duree"):
        exports.table(bad)
