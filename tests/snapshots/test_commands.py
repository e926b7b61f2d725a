"""The command line: in French, with an exit code that tells, never a traceback."""

import re
import subprocess
import sys

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tdi import commands
from tdi.__main__ import LOCALE, main
from tests.conftest import ROOT
from tests.snapshots import statements
from tests.snapshots.statements import variants


@pytest.mark.parametrize("arguments", [["--help"], ["importer", "--help"], ["gabarit", "--help"]])
def test_help_is_in_french(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("usage\u00a0: python -m tdi")
    assert not re.search(r"\b(show|positional|arguments?:|error|optional)\b.*help", told)


def test_every_command_has_its_help_and_is_listed(capsys):
    with pytest.raises(SystemExit):
        main(["-h"])
    told = capsys.readouterr().out
    for module in sorted(ROOT.glob("tdi/commands/[a-z]*.py")):
        assert f"    {module.stem} " in told
    assert commands.__doc__


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["importer"], "il manque"),
        (["importer", "x.csv", "--date", "31/31/2024"], "n’est pas une date"),
        (["publierr"], "choix inconnu"),
        (["importer", "x.csv", "--phase", "3"], "choix inconnu"),
        ([], "il manque"),
    ],
)
def test_a_wrong_usage_is_told_in_french(arguments, told, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert told in capsys.readouterr().err


def test_the_words_of_argparse_are_compiled_from_the_ones_we_read():
    folder = LOCALE / "fr" / "LC_MESSAGES"
    with (
        (folder / "argparse.po").open("rb") as written,
        (folder / "argparse.mo").open("rb") as made,
    ):
        source, compiled = read_po(written), read_mo(made)
    assert words(compiled) == words(source), "make locale"


def words(catalog):
    """Every message by its English, plural forms included."""
    return {one_text(message.id): one_text(message.string) for message in catalog if message.id}


def one_text(words):
    return words if isinstance(words, str) else "|".join(words)


def test_a_sound_file_makes_a_lot_and_returns_0(tmp_path, capsys):
    path = statements.write(tmp_path, "contrats", variants("contrats", {}))
    arguments = ["importer", str(path), "--date", "2024-12-31", "--sortie", str(tmp_path / "s")]
    assert main([*arguments, "--completer", "--producteur", "DREETS"]) == 0
    written = capsys.readouterr()
    assert "Lot prêt à publier" in written.out
    assert "Lecture de contrats.csv" in written.err
    assert (tmp_path / "s" / "lot" / "lot.json").is_file()


def test_a_faulty_file_returns_1_and_shows_its_faults(tmp_path, capsys):
    path = statements.write(tmp_path, "contrats", variants("contrats", {"statut": "Signé"}))
    arguments = ["importer", str(path), "--date", "2024-12-31", "--sortie", str(tmp_path / "s")]
    assert main(arguments) == 1
    told = capsys.readouterr().out
    assert "BLOQUANT – contrats.csv, ligne 2, colonne «\u00a0statut\u00a0»" in told
    assert "Aucun lot" in told


def test_an_unknown_data_set_returns_3_and_an_unknown_region_2(tmp_path, capsys):
    assert main(["importer", str(tmp_path / "x.csv"), "--jeu", "nulle-part"]) == 3
    assert main(["importer", str(tmp_path / "x.csv"), "--jeu", "../public"]) == 3
    assert main(["gabarit", "--region", "Bretange"]) == 2
    told = capsys.readouterr().err
    assert "Le plus proche\u00a0: Bretagne" in told
    assert "Traceback" not in told


def test_the_command_runs_as_a_module_and_writes_the_template(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tdi", "gabarit", "--region", "53", "--sortie", tmp_path / "g.xlsx"],
        cwd=ROOT,
        env={"PATH": "", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "10\u00a0territoires" in done.stdout
    assert (tmp_path / "g.xlsx").is_file()


def test_a_filled_workbook_is_not_overwritten(tmp_path, capsys):
    path = tmp_path / "gabarit.xlsx"
    path.write_bytes(b"what an officer typed")
    asked = ["gabarit", "--territoire", "p1-ti-2402", "--sortie", str(path)]
    assert main(asked) == 3
    assert "rien n’est écrit" in capsys.readouterr().err
    assert path.read_bytes() == b"what an officer typed"
    assert main([*asked, "--remplacer"]) == 0
    assert path.read_bytes() != b"what an officer typed"


def test_a_reader_who_leaves_before_the_end_gets_no_traceback():
    listed = subprocess.run(
        f"{sys.executable} -m tdi lister | head -1",
        shell=True, cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Instantané" in listed.stdout
    assert not listed.stderr
