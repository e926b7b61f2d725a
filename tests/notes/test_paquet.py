"""The offline bundle: what a closed network opens, and what its verification lets through."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from pypdf import PdfReader

from tdi import mots, theme
from tdi.__main__ import main
from tdi.errors import DataError
from tdi.filters import Filters
from tdi.notes import briefing, contenu, sujet
from tdi.paquet import controles, fabrique, fichier, lecture, recueil, traces, verification
from tests.conftest import SNAPSHOT

FRANCE = Filters(snapshot_date=SNAPSHOT)
MAYOTTE = replace(FRANCE, phase=2, region_code="06")
# An early snapshot: the alerts of the few before it are soon examined.
DEMONSTRATION = Filters(jeu="demonstration", snapshot_date="2019-03-31")
NATION = f"notes/notes_france-engagements-et-enjeux_{SNAPSHOT}.pdf"
OTHER_PROGRAM = "0" * 64


@pytest.fixture(scope="module")
def bundle():
    """A bundle of the public set with three notes: its list and its files."""
    sujets = [sujet.find(one) for one in (FRANCE, replace(FRANCE, phase=2), MAYOTTE)]
    told = []
    made = fabrique.make(FRANCE, sujets, lambda done, total: told.append((done, total)), workers=1)
    assert told[-1] == (3, 3), "progress is shown up to the last note"
    return made


@pytest.fixture
def write(bundle, tmp_path):
    """Write the bundle with some files changed (None: left out), listed anew unless said."""

    def written(changed=None, *, relist=True, **told):
        liste, files = bundle
        files = {
            name: text for name, text in {**files, **(changed or {})}.items() if text is not None
        }
        if relist:
            told["fichiers"] = {name: fichier.described(text) for name, text in files.items()}
        path = tmp_path / "paquet.zip"
        fichier.write(path, liste.model_copy(update=told), files)
        return path

    return written


def found(path, last=None):
    """What a verification says, by subject, up to `last`: the rest need not be waited for."""
    told = {}
    for one in verification.verify(path, workers=1):
        told[one.subject] = one
        if one.subject == last:
            break
    return told


def test_an_intact_bundle_verifies_and_counts_its_figures(write, capsys):
    assert main(["verifier", str(write())]) == 0
    text = capsys.readouterr().out
    assert re.search(rf"{NATION} : 2\u00a0notes, \d+\u00a0chiffres, conforme", text)
    assert "Données : " in text
    assert "index.html : 1\u00a0fichier, conforme" in text
    assert "aucun ne diffère" in text


def test_one_changed_byte_of_parquet_is_refused_twice(bundle, write):
    name = next(name for name in bundle[1] if name.endswith("financements.parquet"))
    content = bytearray(bundle[1][name])
    content[len(content) // 2] ^= 1
    told = found(write({name: bytes(content)}, relist=False), "Données")
    assert f"« {name} » est endommagé ou modifié" in told["Fichiers du paquet"].faults[0]
    # The list may have been made again: the manifest that the dashboard checks has not.
    told = found(write({name: bytes(content)}), "Données")
    assert not told["Fichiers du paquet"].faults
    assert any(
        "financements.parquet » est endommagé ou modifié" in one for one in told["Données"].faults
    )


def test_a_changed_figure_is_named_with_its_note_and_what_the_data_say(bundle, write, capsys):
    kept = json.loads(bundle[1]["traces.json"])
    trace = next(
        one for one in kept["notes"][0]["note"]["traces"] if one["colonne"] == "depassement_eur"
    )
    trace |= {"valeur": 999e6, "texte": "999\u202fM€"}
    path = write({"traces.json": json.dumps(kept).encode()}, programme=OTHER_PROGRAM)
    assert main(["verifier", str(path)]) == 1
    text = capsys.readouterr().out
    assert f"{NATION}, page 1, note «\u00a0France\u00a0» : queries/pilotage/" in text
    said = "depassement_eur : la note dit « 999\u202fM€ » (999\u202f000\u202f000), "
    assert f"{said}les données « 340\u202fM€ »" in text
    assert "index.html\u00a0: 1\u00a0fichier, non vérifié" in text
    assert "Non vérifié\u00a0: Requêtes, index.html, Textes et Dessin des notes." in text
    assert "Vérification en échec" in text


def test_a_changed_page_is_told_in_its_words(bundle, write):
    notes = [contenu.note(sujet.find(one)) for one in (FRANCE, replace(FRANCE, phase=2))]
    page = json.loads(json.dumps(notes[0].page).replace("794\\u202fM\\u20ac", "799\\u202fM\\u20ac"))
    assert page != notes[0].page
    forged = recueil.pdf([replace(notes[0], page=page), notes[1]], "Notes")
    faults = found(write({NATION: forged}, programme=OTHER_PROGRAM))[NATION].faults
    assert any("« 799 » y est imprimé, que la note ne dit pas" in one for one in faults)
    assert any("n’y est pas imprimé" in one and "794\u202fM€" in one for one in faults)


def test_a_missing_file_and_an_added_one_are_named(bundle, write):
    told = found(write({NATION: None}, relist=False), "Fichiers du paquet")
    assert told["Fichiers du paquet"].faults == (f"« {NATION} » manque au paquet.",)
    told = found(write({"notes/ajout.pdf": b"%PDF"}, relist=False), "Fichiers du paquet")
    assert "« notes/ajout.pdf » n’est pas dans paquet.json" in told["Fichiers du paquet"].faults[0]
    stray = "donnees/public/financements/ajout.parquet"
    assert (
        f"« {stray} » n’est dans aucun manifeste."
        in found(write({stray: b"x"}), "Données")["Données"].faults
    )


def test_a_note_without_its_pdf_is_missed_even_when_nothing_lists_it(write):
    faults = found(write({NATION: None}, programme=OTHER_PROGRAM))[NATION].faults
    assert "Le PDF manque." in faults


def test_another_snapshot_or_another_index_is_refused(bundle, write):
    faults = found(write(instantane=date(2024, 12, 31)), "Données")["Données"].faults
    assert "L’instantané du 31/12/2024 n’est pas dans les données." in faults
    assert "traces.json est d’un autre instantané ou d’un autre jeu de données." in faults
    faults = found(write(version="0" * 64), "Données")["Données"].faults
    assert "L’index des données n’est pas celui que le paquet annonce." in faults


def test_all_that_the_program_wrote_is_made_again_and_nothing_may_be_added(bundle):
    liste, files = bundle
    carnets = traces.read(files["traces.json"])
    page = files["index.html"].replace("340\u202fM€".encode(), "343\u202fM€".encode())
    assert page != files["index.html"]
    changed = {
        "index.html": page,
        "LISEZ-MOI.txt": b"Rien \xc3\xa0 v\xc3\xa9rifier.",
        "verifier.py": b"print('conforme')",
        "requetes/pilotage/entonnoir.sql": b"select 1",
        "requetes/ajout.sql": b"select 1",
        "annexes/rapport.html": b"1 360 M\xe2\x82\xac vers\xc3\xa9s",
    }
    left = {name: text for name, text in files.items() if name != "requetes/pilotage/pertes.sql"}
    told = controles.written(liste, carnets, {**left, **changed})
    faults = " ".join(fault for one in told for fault in one.faults)
    for name in (*changed, "requetes/pilotage/pertes.sql"):
        assert name in faults
    assert sum(len(one.faults) for one in told) == 7
    assert "pertes.sql\u00a0» manque" in faults


def test_what_another_program_wrote_is_said_not_to_be_verified(bundle):
    liste, files = bundle
    other = liste.model_copy(update={"programme": OTHER_PROGRAM})
    name = "requetes/pilotage/entonnoir.sql"
    files = {**files, name: files[name] + b"\n", "rapport.html": b"x"}
    queries, page, texts, drawn = controles.written(other, traces.read(files["traces.json"]), files)
    assert not any(one.is_checked for one in (queries, page, texts, drawn))
    assert f"«\u00a0{name}\u00a0» n’est pas celle de ce programme" in queries.notes[1]
    assert not queries.faults
    assert "rapport.html" in texts.faults[0], "no program puts it in a bundle"


def test_a_bundle_that_does_not_say_its_fiction_is_refused(bundle):
    liste, files = bundle
    carnets = traces.read(files["traces.json"])
    silent = {"jeu": "demonstration", "avertissement": ""}
    told = controles.data(liste.model_copy(update=silent), carnets.model_copy(update=silent), files)
    assert any("caractère fictif" in fault for fault in told.faults)


def test_figures_under_the_name_of_another_place_are_refused(bundle):
    kept = traces.read(bundle[1]["traces.json"]).notes[-1]
    assert kept.place.nom == "Mayotte"
    assert not traces.differences(kept, traces.remade(kept.place, FRANCE))
    with pytest.raises(DataError, match="celle de «\u00a0Mayotte\u00a0»"):
        traces.remade(kept.place.model_copy(update={"nom": "Bretagne"}), FRANCE)


def test_a_map_drawn_otherwise_or_words_added_are_refused(bundle):
    notes = [contenu.note(sujet.find(one)) for one in (FRANCE, replace(FRANCE, phase=2))]
    kept = [
        one for one in traces.read(bundle[1]["traces.json"]).notes if one.place.recueil == NATION
    ]
    assert not verification.of_recueil(bundle[1][NATION], kept, FRANCE, True)
    carte = {**notes[0].page["carte"]}
    carte["svg"] = carte["svg"].replace(theme.NAVY, theme.ORANGE)
    page = {**notes[0].page, "carte": carte}
    forged = recueil.pdf([replace(notes[0], page=page), notes[1]], "Notes")
    [fault] = verification.of_recueil(forged, kept, FRANCE, True)
    assert fault == "Le PDF n’est pas celui que donnent les données et ce programme."


@pytest.mark.parametrize(
    "name", ["../dehors.txt", "/etc/x", "a\\b", "notes/../../x", "C:x", "a//b", "index.html/x"]
)
def test_a_name_that_leaves_its_folder_is_refused_before_anything_is_read(write, name):
    path = write()
    with ZipFile(path, "a") as archive:
        archive.writestr(name, b"x")
    with pytest.raises(DataError, match="rien n’en est lu"):
        fichier.read(path)


def test_what_is_larger_than_it_says_or_no_bundle_is_refused(tmp_path):
    path = tmp_path / "bombe.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("paquet.json", b"0" * (401 << 20))
    with pytest.raises(DataError, match="démesuré"):
        fichier.read(path)
    with ZipFile(path, "w") as archive:
        archive.writestr("index.html", b"x")
    with pytest.raises(DataError, match=r"n’a pas de paquet\.json"):
        fichier.read(path)
    path.write_bytes(b"PK")
    with pytest.raises(DataError, match="ZIP lisible"):
        fichier.read(path)


def test_a_byte_changed_anywhere_in_the_zip_is_told_never_a_traceback(write, tmp_path):
    content = write().read_bytes()
    path = tmp_path / "altéré.zip"
    told = 0
    for place in range(1000, len(content), len(content) // 8):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
        try:
            told += bool(fichier.read(path)[2])
        except DataError:
            told += 1
    assert told >= 7


def test_a_bundle_runs_no_other_query_than_those_of_the_program(bundle):
    kept = traces.read(bundle[1]["traces.json"]).notes[0]
    forged = {**kept.note.traces[0], "requete": "../ailleurs"}
    note = kept.note.model_copy(update={"traces": [forged]})
    made = traces.remade(kept.place, FRANCE)
    faults = traces.differences(kept.model_copy(update={"note": note}), made)
    assert faults[0].endswith("est d’une requête inconnue")


def test_the_script_of_a_bundle_names_what_was_added_wherever_it_is(write, tmp_path):
    with ZipFile(write()) as archive:
        archive.extractall(tmp_path / "ouvert")
    script = [sys.executable, str(tmp_path / "ouvert" / "verifier.py")]
    told = subprocess.run(script, capture_output=True, text=True, check=True).stdout
    assert re.fullmatch(r"\d+ fichiers conformes à paquet\.json\.\n", told)
    (tmp_path / "ouvert" / "notes" / "paquet.json").write_text("{}", "utf-8")
    told = subprocess.run(script, capture_output=True, text=True, check=False)
    assert (told.returncode, "ajouté : notes/paquet.json" in told.stdout) == (1, True)


def test_the_same_bundle_is_the_same_bytes_dated_of_its_snapshot(write):
    path = write()
    first = path.read_bytes()
    assert write().read_bytes() == first
    with ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2025, 1, 14, 0, 0, 0)}


def test_a_recueil_holds_the_pages_of_the_notes_tagged_and_smaller():
    notes = [contenu.note(sujet.find(one)) for one in (FRANCE, replace(FRANCE, phase=2), MAYOTTE)]
    made = recueil.pdf(notes, "Notes – essai")
    alone = [briefing.pdf(note) for note in notes]
    assert made == recueil.pdf(notes, "Notes – essai")
    assert lecture.pages(made) == [lecture.pages(one)[0] for one in alone]
    assert len(made) < sum(map(len, alone))
    read = PdfReader(BytesIO(made))
    assert read.metadata is not None
    assert read.metadata.title == "Notes – essai"
    assert read.root_object["/MarkInfo"]["/Marked"]


def test_the_map_of_a_page_keeps_every_shape_of_its_note():
    notes = [contenu.note(sujet.find(one)) for one in (FRANCE, MAYOTTE)]
    alone = [note.page["carte"]["svg"] for note in notes]
    drawn = recueil.shared(alone)
    for one, other in zip(alone, drawn, strict=True):
        shapes = re.findall(r"<\w+[^>]*/>", one)
        head = one[: one.index(">") + 1]
        assert one == f"{head}{''.join(shapes)}</svg>", "nothing but shapes"
        assert sorted(re.findall(r"<\w+[^>]*/>", other)) == sorted(shapes)
    common = [re.search(r'<g style="isolation:isolate">(.*)</g>', one)[1] for one in drawn]
    assert common[0] == common[1] != ""


def test_every_file_that_a_reader_opens_says_the_fiction():
    one = sujet.find(replace(DEMONSTRATION, region_code="53"))
    liste, files = fabrique.make(DEMONSTRATION, [one], lambda *_: None, workers=1)
    told = mots.of("demonstration").avertissement
    assert liste.avertissement == told
    page = files["index.html"].decode()
    assert page.count(told) >= 2
    assert page.count(mots.FICTION_VALUE) > 5
    assert told in files["LISEZ-MOI.txt"].decode()
    assert traces.read(files["traces.json"]).avertissement == told
    [pdf] = [name for name in files if name.startswith("notes/")]
    assert "fiction" in pdf
    assert all(lecture.squeezed(mots.FICTION_VALUE) in page for page in lecture.pages(files[pdf]))
    assert all("/demonstration/" in name for name in files if name.startswith("donnees/"))
