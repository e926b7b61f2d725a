"""A file says what the page says: rows, types and unknowns are the same in the three formats."""

from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pytest

from tdi import exports, queries
from tdi.results import Result, compute
from tests.conftest import SELECTIONS
from tests.exports.reading import (
    CSV,
    PARQUET,
    XLSX,
    csv_file,
    from_csv,
    from_xlsx,
    parquet_file,
    plain,
    xlsx_sheet,
)

PAGE_QUERIES = [name for name in queries.names() if not name.startswith("tables/")]
DEMONSTRATION_DAY = "2022-12-31"


def selection(jeu, name="region"):
    day = DEMONSTRATION_DAY if jeu == "demonstration" else SELECTIONS[name].snapshot_date
    return replace(SELECTIONS[name], jeu=jeu, snapshot_date=day)


def expected_rows(result):
    return [[plain(value) for value in row] for row in result.frame.itertuples(index=False)]


def same(read, rows, jeu, reader):
    """Each cell of the file is that of the page; under a fiction, a mark comes before it."""
    if jeu == "demonstration" and reader is not from_xlsx:
        assert all(line[0] == "Données de démonstration" for line in read)
        read = [line[1:] for line in read]
    assert len(read) == len(rows)
    for line, row in zip(read, rows, strict=True):
        assert [reader(cell, value) for cell, value in zip(line, row, strict=True)] == row


@pytest.mark.parametrize("jeu", ["public", "demonstration"])
@pytest.mark.parametrize("name", PAGE_QUERIES)
def test_the_three_files_hold_what_the_page_shows(name, jeu):
    result = compute(name, selection(jeu))
    rows = expected_rows(result)
    same(csv_file(exports.content(result, CSV))[1:], rows, jeu, from_csv)
    sheet = xlsx_sheet(exports.content(result, XLSX), "Données")
    same(sheet[1 if jeu == "public" else 2 :], rows, jeu, from_xlsx)
    table, _, _ = parquet_file(exports.content(result, PARQUET))
    written = [list(row.values()) for row in table.to_pylist()]
    same(written, rows, jeu, lambda value, _: plain(value))


def test_types_do_not_depend_on_what_a_selection_happens_to_hold():
    full = compute("pilotage/montants_publies", SELECTIONS["none"])
    empty = Result(full.query, full.frame.iloc[:0], full.filters)
    known, _, _ = parquet_file(exports.content(full, PARQUET))
    unknown, _, _ = parquet_file(exports.content(empty, PARQUET))
    assert known.schema.equals(unknown.schema)
    assert known.schema.field("amount_eur").type == pa.decimal128(38, 2)
    assert known.schema.field("reported_date").type == pa.date32()
    regions, _, _ = parquet_file(
        exports.content(compute("territoires/regions", SELECTIONS["none"]), PARQUET)
    )
    assert regions.schema.field("region_code").type == pa.string()
    assert "01" in regions["region_code"].to_pylist(), "a code keeps its leading zero"


def test_an_unknown_amount_is_an_empty_cell_beside_its_state_never_zero():
    result = compute("pilotage/indicateurs_by_region", selection("public", "none"))
    unknown = result.only(etat="Non communiqué")
    assert not unknown.is_empty
    place = list(result.query.columns).index("value")
    state = list(result.query.columns).index("etat")
    for line in csv_file(exports.content(unknown, CSV))[1:]:
        assert line[place] == ""
        assert line[state] == "Non communiqué"
    for line in xlsx_sheet(exports.content(unknown, XLSX), "Données")[1:]:
        assert line[place] == ""
        assert line[state] == "Non communiqué"


def test_no_row_is_left_out_however_many_there_are():
    laureats = compute("territoires/laureats", SELECTIONS["none"])
    assert len(laureats.frame) == 3080
    frame = pd.concat([laureats.frame] * 7, ignore_index=True)
    many = Result(laureats.query, frame, laureats.filters)
    assert len(frame) > 20_000
    last = frame["laureat_id"].iloc[-1]
    lines = csv_file(exports.content(many, CSV))[1:]
    sheet = xlsx_sheet(exports.content(many, XLSX), "Données")[1:]
    table, _, _ = parquet_file(exports.content(many, PARQUET))
    assert len(lines) == len(sheet) == table.num_rows == len(frame)
    assert int(lines[-1][0]) == sheet[-1][0] == table["laureat_id"][-1].as_py() == last


def test_rows_beyond_a_sheet_go_on_to_the_next(monkeypatch):
    monkeypatch.setattr(exports.classeur, "SHEET_ROWS", 1_002)
    laureats = compute("territoires/laureats", SELECTIONS["none"])
    content = exports.content(laureats, XLSX)
    sheets = [xlsx_sheet(content, name) for name in ("Données", "Données 2", "Données 3")]
    sheets.append(xlsx_sheet(content, "Données 4"))
    assert len({tuple(sheet[0]) for sheet in sheets}) == 1, "each has the headings"
    ids = [line[0] for sheet in sheets for line in sheet[1:]]
    assert ids == list(laureats.frame["laureat_id"])
