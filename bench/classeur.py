"""A workbook of a million rows, written as spreadsheets do but a hundred times faster.

Texts are in the cells themselves, as many exports have them: more to read than shared texts.
"""

import io
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import duckdb
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

_SHEET = "xl/worksheets/sheet1.xml"
_AT_ONCE = 20_000
# A number or a day is stored as one: only other texts are written as text.
_CELL = """
case
    when "{name}" is null then ''
    when regexp_full_match("{name}", '\\d+,\\d\\d')
        then '<c r="{letter}' || n || '"><v>' || replace("{name}", ',', '.') || '</v></c>'
    when try_strptime("{name}", '%d/%m/%Y') is not null
        then '<c r="{letter}' || n || '" s="1"><v>'
            || date_diff('day', date '1899-12-30', strptime("{name}", '%d/%m/%Y')) || '</v></c>'
    else '<c r="{letter}' || n || '" t="inlineStr"><is><t>' || replace("{name}", '&', '&amp;')
        || '</t></is></c>'
end
"""


def write(path: Path, rows: Path) -> None:
    """Write the rows of a Parquet file as the sheet « Financements » of a workbook."""
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        source = f"(select *, 1 + row_number() over () as n from '{rows}')"  # noqa: S608
        names = [name for name, *_ in connection.execute(f"describe from '{rows}'").fetchall()]
        cells = " || ".join(
            _CELL.format(name=name, letter=xl_col_to_name(place))
            for place, name in enumerate(names)
        )
        lines = connection.execute(
            f"select '<row r=\"' || n || '\">' || {cells} || '</row>' from {source}"  # noqa: S608
        )
        empty = ZipFile(io.BytesIO(_header_only(names)))
        start, end = empty.read(_SHEET).split(b"</sheetData>")
        with empty, ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as target:
            for name in empty.namelist():
                if name != _SHEET:
                    target.writestr(name, empty.read(name))
            with target.open(_SHEET, "w") as sheet:
                sheet.write(start)
                while fetched := lines.fetchmany(_AT_ONCE):
                    sheet.write("".join(line for (line,) in fetched).encode())
                sheet.write(b"</sheetData>" + end)


def _header_only(names: list[str]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Financements")
        sheet.write_row(0, 0, names)
        # Style 1 is that of the only format written; the cell is on a sheet that is not read.
        spare = book.add_worksheet("Mode d’emploi")
        spare.write_datetime(0, 0, datetime(2025, 11, 30), book.add_format({"num_format": 14}))
    return content.getvalue()
