"""The command and the button: a note asked for by name, all in a folder, errors in French."""

import re

import pytest

from tdi.__main__ import main
from tdi.filters import Filters
from tdi.notes import briefing, contenu, lot
from tests.conftest import new_app
from tests.notes.reading import read, subject, text


def said(capsys, *arguments):
    code = main(["note", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (["--france"], "France"),
        (["--france", "--phase", "2"], "France"),
        (["--region", "bretagne"], "Bretagne"),
        (["--region", "53", "--phase", "2"], "Bretagne"),
        (["--territoire", "nord cotentin"], "Nord Cotentin"),
        (["--territoire", "p2-ti-0101"], "Basse-Terre"),
        (["--territoire", "Basse-Terre", "--phase", "2"], "Basse-Terre"),
        (["--engagement", "vte"], "VTE"),
        (["--enjeu", "attirer des projets"], "Attirer des projets"),
        (["--enjeu", "recruter", "--jeu", "demonstration"], "Recruter"),
        (["--france", "--date", "2022-12-31"], "France"),
    ],
)
def test_a_note_is_asked_for_by_name_or_identifier(capsys, tmp_path, asked, title):
    path = tmp_path / "note.pdf"
    code, out, _ = said(capsys, *asked, "--sortie", path)
    assert (code, out) == (0, f"Note écrite : {path}\n")
    assert read(path.read_bytes()).metadata.title.startswith(f"Note – {title} – Territoires")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--region", "Bretagn"], "« Bretagn » est inconnu. Le plus proche : Bretagne"),
        (["--territoire", "Nord Cotantin"], "Le plus proche : Nord Cotentin"),
        (["--engagement", "VTEE"], "« VTEE » est inconnu."),
        (["--enjeu", "Recruteur"], "Le plus proche : Recruter"),
        (["--france", "--date", "2019-01-02"], "Aucun instantané publié à cette date"),
        (["--territoire", "p2-ti-0101", "--date", "2022-12-31"], "pas annoncée au 31/12/2022"),
        (["--france", "--jeu", "essai"], "essai"),
    ],
)
def test_what_is_unknown_is_named_with_the_nearest_name(capsys, tmp_path, asked, told):
    code, out, err = said(capsys, *asked, "--sortie", tmp_path / "note.pdf")
    assert code in (2, 3)
    assert told in re.sub(r"\s", " ", err)
    assert not out
    assert not list(tmp_path.iterdir())


def test_a_file_is_replaced_only_when_asked(capsys, tmp_path):
    path = tmp_path / "note.pdf"
    path.write_text("à moi")
    code, _, err = said(capsys, "--france", "--sortie", path)
    assert code == 3
    assert "existe" in err
    assert path.read_text() == "à moi"
    assert said(capsys, "--france", "--sortie", path, "--remplacer")[0] == 0
    assert path.read_bytes().startswith(b"%PDF")


def test_where_to_write_is_said_once_and_a_refusal_of_the_disk_in_french(capsys, tmp_path):
    code, _, err = said(capsys, "--tout", tmp_path / "notes", "--sortie", tmp_path / "note.pdf")
    assert code == 2
    assert "--sortie" in err
    (tmp_path / "plein").write_text("à moi")
    code, _, err = said(capsys, "--france", "--sortie", tmp_path / "plein" / "note.pdf")
    assert code == 3
    assert "ne peut pas être écrit\u00a0: " in err
    assert not re.search(r"[Nn]ot a directory|File exists|No such", err)


def test_the_whole_set_is_written_by_processes_with_its_progress(capsys, tmp_path, monkeypatch):
    few = [subject(region_code=code) for code in ("53", "01")]
    few += [subject(territoire_id="p1-ti-2402"), subject(engagement="VTE")]
    monkeypatch.setattr(lot, "subjects", lambda _: few)
    folder = tmp_path / "notes"
    code, out, err = said(capsys, "--tout", folder)
    assert code == 0
    assert "4 sur 4" in re.sub(r"\s", " ", err)
    assert re.match(rf"Notes écrites : {folder} \(4\snotes, 0,\d Mo, \d+ s\)", out)
    assert {path.name for path in folder.iterdir()} == {one.file_name for one in few}
    alone = briefing.pdf(contenu.note(few[0]))
    assert (folder / few[0].file_name).read_bytes() == alone, "the same bytes, whoever makes them"


PAGES = {
    "pages/pilotage/vue_ensemble.py": ({}, "France"),
    "pages/pilotage/enjeux.py": ({"enjeu": "Innover"}, "Innover"),
    "pages/pilotage/engagement.py": ({"engagement": "VTE"}, "VTE"),
    "pages/territoires/region.py": ({"region": "Bretagne"}, "Bretagne"),
    "pages/territoires/territoire.py": ({"territoire": "Nord Cotentin"}, "Nord Cotentin"),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_offers_the_note_of_its_subject_unless_it_is_shown_to_a_room(page):
    address, name = PAGES[page]
    for mode, expected in (("page", 1), ("presentation", 0)):
        app = new_app()
        for key, value in {**address, "mode": mode}.items():
            app.query_params[key] = value
        app.run().switch_page(page).run()
        assert not app.exception
        labels = [button.proto.label for button in app.get("download_button")]
        assert labels.count(f"Note d’une page\u00a0: {name} (PDF)") == expected, labels


def test_markup_in_the_data_stays_words():
    note = contenu.note(subject(region_code="53"))
    note.page["titre"] = '#panic("x") *gras* $x$ <a> \\ @b'
    assert '#panic("x") *gras* $x$ <a> \\ @b' in text(briefing.pdf(note))


def test_the_set_is_the_two_phases_of_what_was_known():
    before = lot.subjects(Filters(snapshot_date="2022-12-31"))
    assert {one.filters.phase for one in before} == {1}, "phase 2 was not announced"
    assert {one.filters.snapshot_date for one in before} == {"2022-12-31"}
