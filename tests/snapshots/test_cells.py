"""A single faulty cell is enough: a column is searched for faults as soon as one may have any."""

import pytest

from tests.snapshots.statements import ROWS, blocking, read, write


@pytest.mark.parametrize(
    ("table", "column", "value", "message"),
    [
        ("mobilisation", "value", "-1", "Valeur hors des bornes."),
        ("contrats", "fiche_count", "2,5", "Nombre non entier."),
        ("contrats", "contrat_date", "31/02/2020", "Date illisible, ou jour qui n’existe pas."),
        ("decisions", "owner", "", "Valeur obligatoire absente."),
        ("financements", "operateur_id", "Bpifrense", "« Bpifrense » n’est pas dans la liste"),
    ],
)
def test_a_faulty_cell_alone_in_its_column_is_told(tmp_path, table, column, value, message):
    row = ROWS[table] | {column: value}
    imported = read(write(tmp_path, table, [row]))
    [fault] = [fault for fault in blocking(imported) if fault.column == column]
    assert fault.message.replace("\u00a0", " ").startswith(message)
    assert fault.row == 2
