import json
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from tdi.errors import DataError
from tdi.snapshots import contract, lot

TABLES = contract.load().tables
CONTRATS = contract.load().table("contrats")


def a_lot():
    return lot.Lot(jeu="public", date=date(2024, 11, 21), contrat=contract.load().version)


def contrats(*dates):
    rows = [
        {
            "territoire_id": "p1-ti-2402",
            "statut": "Contrat signé",
            "contrat_date": day,
            "etat": "Renseigné",
            "source_id": "dreets-contrat",
        }
        for day in dates
    ]
    return {"contrats": pa.Table.from_pylist(rows, schema=CONTRATS.schema)}


def test_a_lot_holds_every_table_and_reads_back_as_written(tmp_path):
    written = lot.write(tmp_path / "lot", a_lot(), contrats(date(2019, 4, 23)))
    assert lot.read(tmp_path / "lot") == written
    assert [file.table for file in written.tables] == [table.name for table in TABLES]
    assert {file.row_count for file in written.tables} == {0, 1}
    for table in TABLES:
        assert lot.read_table(tmp_path / "lot", table).schema == table.schema


def test_the_same_rows_in_another_order_make_the_same_bytes(tmp_path):
    first, second = date(2019, 4, 23), date(2020, 2, 1)
    one = lot.write(tmp_path / "a", a_lot(), contrats(first, second))
    other = lot.write(tmp_path / "b", a_lot(), contrats(second, first))
    assert one.tables == other.tables


def test_an_amount_keeps_its_cents(tmp_path):
    table = contract.load().table("financements")
    amount = Decimal("1359999999999999.99")
    rows = pa.Table.from_pylist([{"amount_eur": amount}], schema=table.schema)
    lot.write(tmp_path / "lot", a_lot(), {"financements": rows})
    assert lot.read_table(tmp_path / "lot", table)["amount_eur"].to_pylist() == [amount]


@pytest.mark.parametrize("damage", ["bit", "absent", "symlink", "description", "version", "table"])
def test_a_damaged_lot_is_refused_by_name(tmp_path, damage):
    folder = tmp_path / "lot"
    lot.write(folder, a_lot(), contrats(date(2019, 4, 23)))
    path, described = folder / "contrats.parquet", folder / "lot.json"
    content = json.loads(described.read_text("utf-8"))
    if damage == "bit":
        path.write_bytes(path.read_bytes()[:-9] + b"X" + path.read_bytes()[-8:])
    elif damage == "absent":
        path.unlink()
    elif damage == "symlink":
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
    elif damage == "description":
        described.write_text("{", encoding="utf-8")
    elif damage == "version":
        described.write_text(json.dumps({**content, "contrat": "0.1"}), encoding="utf-8")
    else:
        kept = [file for file in content["tables"] if file["table"] != "contrats"]
        described.write_text(json.dumps({**content, "tables": kept}), encoding="utf-8")
    with pytest.raises(DataError, match=r"contrats|lot"):
        lot.read(folder)


def test_a_lot_replaces_a_lot_but_never_another_folder(tmp_path):
    folder = tmp_path / "lot"
    lot.write(folder, a_lot(), contrats(date(2019, 4, 23)))
    lot.write(folder, a_lot(), {})
    assert {file.row_count for file in lot.read(folder).tables} == {0}
    precious = tmp_path / "precieux"
    precious.mkdir()
    (precious / "notes.txt").write_text("à garder", encoding="utf-8")
    with pytest.raises(DataError, match="n’est pas un lot"):
        lot.write(precious, a_lot(), {})
    assert (precious / "notes.txt").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lot", "precieux"]


def test_a_data_set_name_cannot_lead_out_of_the_data_folder():
    for name in ("../public", "a/b", "", ".", "Public", "a\\b"):
        with pytest.raises(ValueError, match="jeu"):
            lot.Lot(jeu=name, date=date(2024, 11, 21), contrat="1.0")
