"""Workbooks made by the tests, honest or hostile: none is ever committed."""

import io
import re
import zipfile
from datetime import datetime

import xlsxwriter

LABELS = ["Zone", "Montant", "Remarque"]
SHEET = "xl/worksheets/sheet1.xml"


def workbook(fill=None, rows=(LABELS, ["Bretagne", 1234.5, "relevé"])):
    """Content of a workbook with one sheet « Financements »; `fill(book, sheet)` adds to it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        # Without a date of its own, the content would change every second.
        book.set_properties({"created": datetime(2026, 11, 24)})
        sheet = book.add_worksheet("Financements")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if fill:
            fill(book, sheet)
    return buffer.getvalue()


def altered(content, *, add=(), change=()):
    """Return the same workbook with parts added, or changed by (pattern, replacement)."""
    buffer = io.BytesIO()
    changes = {part: (pattern, replacement) for part, pattern, replacement in change}
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            body = source.read(name)
            if name in changes:
                pattern, replacement = changes[name]
                assert re.search(pattern, body), f"nothing to change in {name}"
                body = re.sub(pattern, lambda _, text=replacement: text, body, count=1)
            target.writestr(name, body)
        for name, body in add:
            target.writestr(name, body)
    return buffer.getvalue()


def with_rows(rows):
    """Content of a workbook whose sheet data is the XML `rows` under the header."""
    header = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{label}</t></is></c>'
        for letter, label in zip("ABC", LABELS, strict=True)
    )
    data = f'<sheetData><row r="1">{header}</row>{rows}</sheetData>'.encode()
    return altered(workbook(), change=[(SHEET, rb"(?s)<sheetData>.*</sheetData>", data)])
