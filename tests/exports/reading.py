"""Read an export back as a stranger would, with tools that wrote none of it."""

import csv
import io
import json
import zipfile
from datetime import date, datetime

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from tdi import exports

XLSX, CSV, PARQUET = exports.FORMATS


def csv_file(content, name="donnees.csv"):
    """Lines of a CSV file of the archive, as a French spreadsheet cuts them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        [found] = [path for path in archive.namelist() if path.endswith(name)]
        text = archive.read(found).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def xlsx_sheet(content, name):
    """Lines of the first sheet whose tab ends with `name`."""
    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    [tab] = [tab for tab in workbook.sheetnames if tab.endswith(name)]
    lines = workbook[tab].iter_rows(values_only=True)
    return [["" if value is None else value for value in line] for line in lines]


def parquet_file(content):
    """Table of a Parquet file, and the notice in its metadata."""
    rows = pq.read_table(io.BytesIO(content))
    metadata = {key.decode(): value.decode() for key, value in rows.schema.metadata.items()}
    return rows, [tuple(row) for row in json.loads(metadata["lisez-moi"])], metadata


def plain(value):
    """A value of a frame, a sheet or a Parquet file in one form; unknown is None."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list):
        return " ; ".join(value) or None
    if value is None or pd.isna(value):
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else float(value)


def from_csv(text, expected):
    """The text of a cell read as a value of the kind of `expected`."""
    if text == "":
        return None
    if isinstance(expected, bool):
        return {"oui": True, "non": False}[text]
    if isinstance(expected, date):
        return date.fromisoformat(text)
    if isinstance(expected, float):
        assert "." not in text, "a decimal comma"
        return float(text.replace(",", "."))
    return text.removeprefix("'")


def from_xlsx(value, expected):
    """The value of a cell; what is not filled is None."""
    if value == "":
        return None
    if isinstance(expected, bool):
        return {"oui": True, "non": False}[value]
    if isinstance(value, bool | str) or not isinstance(expected, float):
        return plain(value)
    # A spreadsheet keeps fifteen significant digits.
    return expected if value == pytest.approx(expected, rel=1e-14) else value
