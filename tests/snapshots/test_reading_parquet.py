"""Parquet: every type as text, and footers that promise too much."""

from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tdi.snapshots import limits, reading, reading_parquet
from tdi.snapshots.faults import is_blocked
from tdi.snapshots.sheets import ROW


def content(table, **options):
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, **options)
    return sink.getvalue().to_pybytes()


def read(table, **options):
    """Read in this process: the limits of the child have their own tests."""
    return reading_parquet.read(content(table, **options), "a.parquet", ())


def read_in_child(tmp_path, body):
    path = tmp_path / "a.parquet"
    path.write_bytes(body)
    return reading.read(path)


def test_every_type_is_written_as_a_reader_sees_it():
    table = pa.table(
        {
            "Zone": pa.array(["Bretagne", " ", "Corse"]).dictionary_encode(),
            "Montant": [Decimal("1234.50"), None, Decimal("0.00")],
            "Valeur": [1234.0, None, 0.1 + 0.2],
            "Nombre": pa.array([2021, None, 0], pa.int64()),
            "Date": [date(2021, 6, 30), None, date(2018, 11, 22)],
            "Moment": [datetime(2021, 6, 30), None, datetime(2021, 6, 30, 14, 30)],
            "Signé": [True, None, False],
        }
    )
    [sheet] = read(table).sheets
    assert sheet.header_row == 0
    assert [list(row.values()) for row in sheet.rows.to_pylist()] == [
        [1, "Bretagne", "1234.50", "1234", "2021", "2021-06-30", "2021-06-30", "oui"],
        [3, "Corse", "0.00", "0.3", "0", "2018-11-22", "2021-06-30 14:30:00.000000", "non"],
    ]


def test_a_type_that_is_no_text_is_refused_column_by_column():
    table = pa.table({"a": [[1]], "b": [{"x": 1}], "c": [b"\x00"], "Zone": ["Corse"]})
    found = read(table)
    assert found.sheets == []
    assert [fault.column for fault in found.faults] == ["a", "b", "c"]


def test_two_columns_of_one_name_are_refused():
    table = pa.table([["a"], ["b"]], names=["Zone", "ZONE"])
    assert "deux fois" in read(table).faults[0].message


def test_a_table_without_rows_is_read():
    assert read(pa.table({"Zone": pa.array([], pa.string())})).sheets[0].rows.num_rows == 0


def test_a_footer_that_promises_too_much_is_refused_before_reading(monkeypatch):
    """Six million identical rows weigh a few kilobytes."""
    bomb = content(pa.table({"Zone": pa.nulls(limits.ROWS + 1, pa.int8())}))
    assert len(bomb) < 10_000
    monkeypatch.setattr(pq.ParquetFile, "iter_batches", None)
    [fault] = reading_parquet.read(bomb, "a.parquet", ()).faults
    assert "démesuré" in fault.message


def test_a_text_repeated_without_end_does_not_fill_the_memory(tmp_path):
    """Two gigabytes of text in a file of some kilobytes: the footer tells nothing of it."""
    text = pa.DictionaryArray.from_arrays(pa.array([0] * 5_000, pa.int32()), ["x" * 400_000])
    bomb = content(pa.table({"Zone": text}), compression="zstd")
    assert len(bomb) < 10_000
    found = read_in_child(tmp_path, bomb)
    assert found.sheets == []
    assert is_blocked(found.faults)


@pytest.fixture(scope="module")
def honest():
    table = pa.table({"Zone": ["Bretagne", "Corse"] * 500, "Montant": list(range(1000))})
    return content(table, write_page_checksum=True, compression="none")


def test_a_truncated_file_is_refused(honest):
    for length in (8, len(honest) // 2, len(honest) - 1):
        [fault] = reading_parquet.read(honest[:length], "a.parquet", ()).faults
        assert "abîmé" in fault.message


def test_an_altered_page_is_refused_thanks_to_its_checksum(honest):
    altered = honest.replace(b"Bretagne", b"Bretagme", 1)
    assert altered != honest
    [fault] = reading_parquet.read(altered, "a.parquet", ()).faults
    assert "abîmé" in fault.message


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(tmp_path, honest, data):
    body = bytearray(honest)
    for _ in range(data.draw(st.integers(1, 6))):
        # The footer is at the end: that is where harm is done.
        body[data.draw(st.integers(len(body) // 2, len(body) - 1))] = data.draw(st.integers(0, 255))
    found = read_in_child(tmp_path, bytes(body))
    assert found.sheets or is_blocked(found.faults)
    assert all(ROW in sheet.rows.column_names for sheet in found.sheets)
