"""CSV as people export it: separators, encodings, quotes, ragged rows."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdi.snapshots import limits, reading_csv
from tdi.snapshots.faults import BLOCKING, WARNING, is_blocked
from tests.snapshots.workbooks import LABELS


def read(text, known=LABELS, encoding="utf-8"):
    content = text if isinstance(text, bytes) else text.encode(encoding)
    return reading_csv.read(content, "a.csv", known)


def cells(found):
    """Rows of the only sheet, as lists that begin with the row number."""
    [sheet] = found.sheets
    return [list(row.values()) for row in sheet.rows.to_pylist()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_encodings_and_line_ends_are_found(encoding, separator, end):
    amount = '"1 234,50 €"' if separator == "," else "1 234,50 €"
    rows = ["Zone;Montant;Remarque", f"Île-de-France;{amount};« œuvre » d’été"]
    found = read(end.join(rows).replace(";", separator) + end, encoding=encoding)
    assert found.faults == []
    assert cells(found) == [[2, "Île-de-France", "1 234,50 €", "« œuvre » d’été"]]


def test_a_header_is_enough_to_tell_the_separator_without_known_labels():
    found = read("Lieu;Somme, en euros\nBrest;1,5\n", known=())
    assert found.sheets[0].labels == ["Lieu", "Somme, en euros"]


def test_rows_keep_the_number_a_spreadsheet_shows():
    found = read('Relevé\n\nZone;Montant;Remarque\n"a\nb";1;x\n;;\n\nc;2;"il dit ""oui"""\n')
    assert found.faults == []
    assert found.sheets[0].header_row == 3
    assert cells(found) == [[4, "a\nb", "1", "x"], [7, "c", "2", 'il dit "oui"']]


def test_every_ragged_row_is_told():
    found = read("Zone;Montant;Remarque\na;1\nb;2;x\nc;3;y;z\n")
    assert cells(found) == [[3, "b", "2", "x"]]
    assert [(fault.row, fault.severity) for fault in found.faults] == [
        (2, BLOCKING),
        (4, BLOCKING),
    ]
    assert found.faults[0].message == "La ligne a 2 cellules au lieu de 3."


def test_beyond_a_limit_faults_are_counted(monkeypatch):
    monkeypatch.setattr(limits, "FAULTS_LISTED", 2)
    found = read("Zone;Montant;Remarque\n" + "a;1\n" * 10)
    assert [fault.row for fault in found.faults] == [2, 3, None]
    assert found.faults[-1].message.startswith("8 autres lignes")


def test_columns_without_a_name_of_their_own_are_refused():
    found = read("Zone;Montant;zone;;\na;1;b;c;\n", known=["Zone", "Montant"])
    assert found.sheets[0].labels == ["Zone", "Montant"]
    assert [fault.column for fault in found.faults] == ["zone", "colonne D"]
    assert "apparaît deux fois : colonnes A et C" in found.faults[0].message.replace("\u00a0", " ")
    # A trailing separator is no column.
    assert read("Zone;Montant;\na;1;\n").faults == []
    assert "réservé" in read("Zone;Montant;sheet_row\na;1;2\n").faults[0].message


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Zone;Montant;Remarque\na;1;x\nZone;Montant;Remarque\nb;2;y\n", [3]),
        ("Zone;Montant;Remarque\nRemarque;Zone;\na;1;x\n", [2]),
        ("Lieu;Euros;Note\nZone;Montant;Remarque\na;1;x\n", [1]),
    ],
)
def test_a_second_header_is_refused(text, rows):
    faults = read(text).faults
    assert [fault.row for fault in faults if "seconde ligne d’en-tête" in fault.message] == rows


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Zone;Montant\na;1\n".encode("utf-16"), "UTF-16"),
        ("Zone;Montant\na;1\n".encode("utf-16-le"), "contrôle"),
        (b"Zone;Montant\na;1\x00\n", "contrôle"),
        (b"\x7fELF\x02\x01\x01;Zone\n", "contrôle"),
        (b"Zone;Montant\na;\x81\n", "ni en UTF-8 ni en Windows-1252"),
        (b"Zone\nBretagne\n", "séparateur"),
        (b"\n\n;;\n", "séparateur"),
        (b'Zone;Montant\n"a;1\nb;2\n', "guillemet"),
        (b'Zone;Montant\na;"b"c\nd;2\n', "guillemet"),
    ],
)
def test_a_text_that_leaves_a_doubt_is_refused(content, words):
    found = read(content)
    assert found.sheets == []
    assert words in found.faults[-1].message


def test_an_unclosed_quote_is_told_with_its_line():
    assert read('Zone;Montant\na;1\n"b;2\nc;3\n').faults[0].row == 3


def test_accents_that_look_damaged_are_a_warning():
    twice = "Zone;Montant;Remarque\nÎle;1;é\n".encode().decode("cp1252", "replace")
    dos = "Zone;Montant;Remarque\nété;1;x\n".encode("cp850")
    for found in (read(twice), read(dos)):
        [fault] = found.faults
        assert fault.severity == WARNING
        assert fault.row == 2
        assert found.sheets


def test_a_formula_and_an_endless_text_are_refused_cell_by_cell():
    found = read(f"Zone;Montant;Remarque\n=1+1;-1;{'x' * 40_000}\n")
    assert [(fault.row, fault.column) for fault in found.faults] == [(2, "Zone"), (2, "Remarque")]


def test_sizes_are_bounded(monkeypatch):
    monkeypatch.setattr(limits, "ROWS", 3)
    assert "trop" in read("Zone;Montant\n" + ";\n" * 10).faults[0].message
    monkeypatch.undo()
    assert "colonnes" in read(";".join(f"c{n}" for n in range(300)) + "\n").faults[0].message
    monkeypatch.setattr(limits, "RECORD_BYTES", 4096)
    assert "dépasse" in read("Zone;Montant\na;" + "x" * 20_000 + "\n").faults[0].message


TEXT = st.text(
    st.characters(codec="cp1252", exclude_categories=["Cc", "Cf"], include_characters='\n;,"\t'),
    max_size=6,
)


@settings(max_examples=200, deadline=None)
@given(
    rows=st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=6),
    separator=st.sampled_from(";,\t"),
    encoding=st.sampled_from(["utf-8", "cp1252"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_is_written_is_what_is_read(rows, separator, encoding, quoting):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, quoting=quoting).writerows([LABELS, *rows])
    found = read(text.getvalue(), encoding=encoding)
    wanted = [
        [number, *(cell if cell.strip() else None for cell in row)]
        for number, row in enumerate(rows, 2)
        if any(cell.strip() for cell in row)
    ]
    assert cells(found) == wanted


@settings(max_examples=300, deadline=None)
@given(body=st.text('ab;" \n\r', max_size=40))
def test_what_is_read_is_what_another_reader_reads(body):
    """Two parsers must agree on every text that is accepted; else the text is refused."""
    text = "Zone;Montant;Remarque\n" + body
    found = read(text)
    if not is_blocked(found.faults):
        wanted = [
            [number, *(cell if cell.strip() else None for cell in row)]
            for number, row in enumerate(
                csv.reader(io.StringIO(text, newline=""), delimiter=";"), 1
            )
            if number > 1 and any(cell.strip() for cell in row)
        ]
        assert cells(found) == wanted
