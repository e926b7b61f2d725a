"""Workbooks made to harm: each is refused with a sentence, in bounded memory."""

import io
import zipfile

import pytest

from tdi.snapshots import limits, reading, reading_xlsx
from tests.snapshots.workbooks import LABELS, SHEET, altered, with_rows, workbook

EXTERNAL = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="file:///etc/passwd" TargetMode="External" Type="http://x/image"/>
</Relationships>"""
MACRO = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ENTITIES = b"""<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><worksheet"""


def messages(content):
    """Read in this process, and return the messages of a workbook refused whole."""
    found = reading_xlsx.read(content, "a.xlsx", LABELS)
    assert found.sheets == []
    return [fault.message.replace("\u00a0", " ") for fault in found.faults]


def messages_of_child(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    found = reading.read(path, LABELS)
    assert found.sheets == []
    return [fault.message for fault in found.faults]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/vbaProject.bin", "des macros"),
        ("xl/macrosheets/sheet1.xml", "des macros"),
        ("xl/externalLinks/externalLink1.xml", "des liens vers d’autres classeurs"),
        ("xl/connections.xml", "des connexions"),
        ("xl/embeddings/oleObject1.bin", "des objets incorporés"),
        ("xl/activeX/activeX1.xml", "ActiveX"),
    ],
)
def test_parts_that_run_or_fetch_are_refused(part, words):
    [message] = messages(altered(workbook(), add=[(part, b"x")]))
    assert words in message


def test_relations_and_types_are_looked_at_too():
    [message] = messages(altered(workbook(), add=[("xl/theme/_rels/theme1.xml.rels", EXTERNAL)]))
    assert "liens vers d’autres classeurs" in message
    kind = rb"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main\+xml"
    [message] = messages(altered(workbook(), change=[("[Content_Types].xml", kind, MACRO)]))
    assert "macros" in message


def test_a_web_address_in_a_cell_is_data():
    content = workbook(lambda _, sheet: sheet.write_url("C2", "https://www.ccomptes.fr"))
    found = reading_xlsx.read(content, "a.xlsx", LABELS)
    assert found.faults == []
    assert found.sheets[0].rows["Remarque"].to_pylist() == ["https://www.ccomptes.fr"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:\\x", "xl\\..\\..\\x", "a\x1b[31m", "a\x00b"]
)
def test_a_name_that_leaves_the_archive_is_refused(name):
    content = altered(workbook(), add=[("QQ" + "Q" * (len(name) - 2), b"x")])
    content = content.replace(b"QQ" + b"Q" * (len(name) - 2), name.encode())
    [message] = messages(content)
    assert "nom dangereux" in message
    assert "\x1b" not in message


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [SHEET, SHEET.upper()])
def test_a_part_that_is_there_twice_is_refused(name):
    [message] = messages(altered(workbook(), add=[(name, b"<worksheet/>")]))
    assert "deux fois" in message


def test_other_archives_are_named():
    def archive(*names):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as target:
            for name in names:
                target.writestr(name, b"x")
        return buffer.getvalue()

    assert "OpenDocument" in messages(archive("mimetype", "content.xml"))[0]
    assert "xlsb" in messages(archive("xl/workbook.bin"))[0]
    assert "pas un classeur" in messages(archive("photo.jpg"))[0]
    assert "éléments" in messages(archive(*map(str, range(limits.ZIP_ENTRIES + 1))))[0]


def test_an_encrypted_archive_is_refused():
    content = bytearray(workbook())
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    assert messages(bytes(content)) == ["Le classeur est protégé par un mot de passe."]


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_entities_and_other_encodings_are_refused(part):
    if part == SHEET:
        entities = altered(workbook(), change=[(part, b"<worksheet", ENTITIES)])
    else:
        entities = altered(workbook(), change=[(part, b"\\?>", b"?><!DOCTYPE a []>")])
    assert messages(entities) == ["Le classeur est tronqué ou abîmé."]


def test_a_truncated_workbook_is_refused(tmp_path):
    content = workbook()
    for length in (5, len(content) // 2, len(content) - 1):
        [message] = messages_of_child(tmp_path, content[:length])
        assert "tronqué ou abîmé" in message


def test_a_bomb_that_tells_its_size_is_refused_on_sight():
    [message] = messages(altered(workbook(), add=[("xl/media/x", bytes(20 * limits.MEBI))]))
    assert "démesuré" in message


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    """The directory says one thousand bytes; two hundred million come out."""
    spaces = b"<worksheet>" + b" " * 200 * limits.MEBI
    content = altered(workbook(), change=[(SHEET, b"<worksheet", spaces)])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    assert content.count(told) == 2
    lying = content.replace(told, (1000).to_bytes(4, "little"))
    assert "démesuré" in messages(content)[0]
    [message] = messages_of_child(tmp_path, lying)
    assert "tronqué ou abîmé" in message


@pytest.mark.parametrize("column", ["GR", "XFD"])
def test_cells_very_far_apart_do_not_fill_the_memory(tmp_path, column):
    """Two hundred columns would take seven gigabytes, all the columns five hundred."""
    far = f'<row r="1048576"><c r="{column}1048576"><v>1</v></c></row>'
    [message] = messages_of_child(tmp_path, with_rows(far))
    assert "mémoire" in message


def test_too_many_columns_are_refused():
    wide = '<row r="2"><c r="XFD2"><v>1</v></c></row>'
    [message] = messages(with_rows(wide))
    assert "16 384 colonnes" in message
