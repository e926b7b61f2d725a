"""The mail that follows a publication: a draft for each région, of the sentences of the pages."""

import re
from dataclasses import replace
from email import policy
from email.parser import BytesParser
from io import BytesIO

import pytest
from pypdf import PdfReader

from tdi import alertes, changements, courriel, mots
from tdi.__main__ import main
from tdi.filters import Filters
from tdi.mots import FICTION_VALUE
from tdi.results import compute

# Few snapshots before it: their alerts are soon examined.
DEMONSTRATION = Filters(jeu="demonstration", snapshot_date="2019-04-30", region_code="53")
BASE = "2019-03-31"


def read(content):
    """A mail as a program of mail reads it."""
    message = BytesParser(policy=policy.default).parsebytes(content)
    assert not message.defects
    return message


@pytest.fixture(scope="module")
def mail():
    return courriel.write(DEMONSTRATION, BASE, compute)


def test_the_mail_is_a_draft_without_any_address(mail):
    message = read(mail.as_bytes())
    assert message["X-Unsent"] == "1"
    assert message["X-Region"] == "53 Bretagne"
    assert message["X-Instantane"] == "2019-04-30"
    assert not {"To", "Cc", "Bcc", "From", "Date"} & set(message.keys())
    assert not re.search(r"\S@\S", mail.texte)


def test_its_sentences_are_those_of_the_pages(mail):
    text = read(mail.as_bytes()).get_body().get_content().replace("\r\n", "\n")
    assert text == mail.texte
    compared = replace(DEMONSTRATION, base_date=BASE)
    told = changements.sentence(
        *(
            compute(name, compared)
            for name in (
                "suivi/evolutions_resume",
                "pilotage/changements",
                "suivi/entrees_sorties",
            )
        )
    )
    assert courriel.plain(told) in text
    first = compute("suivi/evolutions", compared).records()[0]
    assert courriel.plain(changements.line(first)) in text
    opened = compute("suivi/alertes_suivies", DEMONSTRATION).only(alerte_etat=alertes.OPEN)
    for row in opened.records():
        assert courriel.plain(alertes.line(row)) in text
    assert "SHA-256" in text
    assert "**" not in text


def test_the_fiction_is_in_its_subject_its_text_and_its_note(mail):
    message = read(mail.as_bytes())
    assert message["Subject"].startswith(f"[{FICTION_VALUE}] Territoires d’industrie – Bretagne")
    body = message.get_body().get_content()
    assert body.startswith(mots.of("demonstration").avertissement)
    [note] = message.iter_attachments()
    assert "fiction" in note.get_filename()
    [page] = PdfReader(BytesIO(note.get_content())).pages
    assert FICTION_VALUE in page.extract_text()


def test_the_same_mail_is_the_same_bytes(mail):
    assert courriel.write(DEMONSTRATION, BASE, compute).as_bytes() == mail.as_bytes()


def test_decisions_are_told_by_who_owes_them_and_when():
    last = replace(DEMONSTRATION, snapshot_date="2022-12-31")
    taken = compute("territoires/decisions", last.without("region_code"))
    lines = courriel.decisions(taken)
    due = [row for row in taken.records() if row["statut"] not in ("Faite", "Abandonnée")]
    assert len(lines) == len(due) > 1
    assert sum(line.endswith(", en retard.") for line in lines) == len(
        taken.only(is_en_retard=True).frame
    )
    assert all(row["owner"] in line for row, line in zip(due, lines, strict=True))
    assert courriel.decisions(taken.only(intitule="")) == [
        "Aucune décision du comité régional n’est connue."
    ]


def test_a_region_where_nothing_is_new_has_no_mail():
    nothing = replace(DEMONSTRATION, region_code="06")
    assert courriel.write(nothing, BASE, compute) is None


def test_the_command_writes_a_folder_whole_and_says_who_has_nothing_new(tmp_path, capsys):
    folder = tmp_path / "courriels"
    told = ["envoyer", "--jeu", "demonstration", "--date", "2019-04-30", "--depuis", BASE]
    told += ["--sortie", str(folder)]
    assert main([*told, "--region", "Mayotte"]) == 0
    assert "Mayotte\u00a0: rien de nouveau, aucun courriel" in capsys.readouterr().out
    assert list(folder.iterdir()) == []
    assert main([*told, "--region", "Bretagne"]) == 3, "nothing is replaced unasked"
    assert main([*told, "--region", "Bretagne", "--remplacer"]) == 0
    [path] = folder.iterdir()
    content = path.read_bytes()
    assert read(content)["X-Region"] == "53 Bretagne"
    assert main([*told, "--region", "Bretagne", "--remplacer"]) == 0
    assert path.read_bytes() == content
    (folder / "autre.txt").write_text("à quelqu’un")
    assert main([*told, "--region", "Bretagne", "--remplacer"]) == 3
    assert (folder / "autre.txt").exists()


@pytest.mark.parametrize("base", ["2019-04-30", "2019-04-01", "2022-12-31"])
def test_a_date_that_is_no_earlier_snapshot_is_refused(base, tmp_path, capsys):
    told = ["envoyer", "--jeu", "demonstration", "--date", "2019-04-30", "--depuis", base]
    assert main([*told, "--sortie", str(tmp_path / "x")]) == 2
    assert "Aucun instantané publié au" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_without_a_date_the_previous_snapshot_is_compared(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    told = ["envoyer", "--jeu", "demonstration", "--date", "2019-04-30", "--region", "Bretagne"]
    assert main(told) == 0
    [path] = (tmp_path / "courriels_demonstration_2019-04-30").iterdir()
    assert "du 31/03/2019 au 30/04/2019" in read(path.read_bytes())["Subject"]
    first = ["envoyer", "--jeu", "demonstration", "--date", "2019-01-31"]
    assert main(first) == 2
    assert "Aucun instantané publié, avant celui du 31/01/2019" in capsys.readouterr().err


def test_a_phase_that_was_not_announced_is_refused(tmp_path, capsys):
    told = ["envoyer", "--date", "2019-01-07", "--depuis", "2018-12-20", "--phase", "2"]
    assert main([*told, "--sortie", str(tmp_path / "x")]) == 2
    assert "n’était pas annoncée au 07/01/2019" in capsys.readouterr().err
