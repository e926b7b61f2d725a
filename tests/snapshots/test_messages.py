"""One mistake, one message: what an officer reads is what went wrong, and nothing that follows."""

from tests.snapshots import statements
from tests.snapshots.statements import ROWS, read, variants

REAL = ("financements.csv", "mobilisation.csv", "relevé.csv")


def told(imported):
    """(row, message) of what is said of the files, the tables they leave out apart."""
    return [(fault.row, fault.message) for fault in imported.faults if fault.file in REAL]


def test_a_duplicate_is_not_called_a_stage_out_of_order_too(tmp_path):
    rows = variants(
        "financements",
        {"amount_eur": "10"},
        {"amount_eur": "20"},
        {"etape": "Fléché", "amount_eur": "30"},
    )
    found = told(read(statements.write(tmp_path, "financements", rows)))
    assert found == [(3, "Ligne en double de la ligne 2 (financements.csv).")]


def test_stages_out_of_order_are_told_in_good_french(tmp_path):
    rows = variants("financements", {"amount_eur": "10"}, {"etape": "Payé", "amount_eur": "20"})
    [(row, message)] = told(read(statements.write(tmp_path, "financements", rows)))
    assert row == 3
    assert message == "Payé\u00a0: 20\u202f€, plus qu’engagé\u00a0: 10\u202f€."


def test_a_second_header_is_told_once_and_is_not_data(tmp_path):
    path = statements.write(tmp_path, "financements", [ROWS["financements"]], labels=True)
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[0], lines[1].replace("Bretagne", "Corse")]), "utf-8")
    imported = read(path)
    assert told(imported) == [(3, "La ligne 3 est une seconde ligne d’en-tête.")]
    assert imported.tables["financements"]["zone_code"].to_pylist() == ["53", "94"]
