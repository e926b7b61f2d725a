"""The template: what an officer finds in it."""

import openpyxl
import pytest

from tdi.errors import UsageError
from tdi.snapshots import contract, documentation, known, perimeter, template
from tdi.snapshots.contract import REFERENCES

KNOWN = known.load("public")
ASKED = [table for table in contract.load().tables if not table.complementary]


@pytest.fixture(scope="module")
def bretagne(tmp_path_factory):
    path = tmp_path_factory.mktemp("gabarit") / "g.xlsx"
    template.write(path, KNOWN, perimeter.find(KNOWN, "bretagne", []))
    return openpyxl.load_workbook(path)


def test_one_sheet_per_asked_table_between_the_guide_and_the_lists(bretagne):
    titles = [table.title for table in ASKED]
    assert bretagne.sheetnames == ["Mode d’emploi", *titles, "Listes"]
    assert all(sheet.sheet_state == "visible" for sheet in bretagne)
    guide = [row[0] for row in bretagne["Mode d’emploi"].values if row[0]]
    assert "Bretagne" in guide[0]
    assert set(titles) <= set(guide)


@pytest.mark.parametrize("table", ASKED, ids=lambda table: table.name)
def test_every_column_has_its_label_help_and_list(bretagne, table):
    sheet = bretagne[table.title]
    assert sheet.freeze_panes == "B2"
    validations = {
        str(one.sqref).split(":")[0]: one for one in sheet.data_validations.dataValidation
    }
    for cell, column in zip(sheet[1], table.columns, strict=True):
        assert cell.value == column.label + (" *" if column.required else "")
        assert cell.comment.text
        validation = validations[f"{cell.column_letter}2"]
        assert validation.prompt
        if column.choices:
            assert listed(bretagne, validation) == list(column.choices)


def listed(workbook, validation):
    _, _, cells = validation.formula1.replace("$", "").partition("!")
    return [row[0].value for row in workbook["Listes"][cells]]


def test_the_zones_and_territoires_are_those_of_the_region(bretagne):
    names = [name for _, name in KNOWN.territoires_of("53")]
    assert len(names) == 10
    contrats = [row[0] for row in bretagne["Contrats"].iter_rows(min_row=2, values_only=True)]
    assert [name for name in contrats if name] == names
    sheet = bretagne["Financements"]
    [zone] = [
        one for one in sheet.data_validations.dataValidation if str(one.sqref).startswith("F2")
    ]
    assert listed(bretagne, zone) == ["Bretagne", *names]


@pytest.mark.parametrize("phase", [1, 2])
def test_every_name_of_a_list_means_one_thing(phase):
    facts = known.load("public", phase)
    for reference in REFERENCES:
        names = facts.names[reference]
        for identifier, name in names.labels.items():
            if reference != "territoires" or identifier.startswith(f"p{phase}"):
                assert names.find(name).value == identifier


def test_some_territoires_only_and_unknown_names():
    chosen = perimeter.find(KNOWN, None, ["Finistère", "p1-ti-5309"])
    assert chosen.territoires == ["Finistère", "Pays de Redon"]
    with pytest.raises(UsageError, match="Bretagne"):
        perimeter.find(KNOWN, "Bretange", [])


def test_the_contract_page_is_what_the_contract_says():
    assert documentation.FILE.read_text("utf-8") == documentation.render(), "make contrat"
