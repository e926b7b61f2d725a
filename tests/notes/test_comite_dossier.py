"""The pack of a regional committee: its sections, its files, whichever the region."""

import io
import time
import zipfile
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import settings
from streamlit.delta_generator import DeltaGenerator

from tdi import __main__, demandes
from tdi.comite import contenu, pochette
from tdi.errors import UsageError
from tdi.results import compute
from tests.notes.comite import DAYS, PACKS, REGIONS, filters, pack
from tests.test_pages import open_page

IS_LONG = settings.get_current_profile_name() == "long"
# All of them for a night; else a large one, overseas ones, one in the middle, Corse.
TRIED = REGIONS if IS_LONG else ("84", "03", "06", "94")
SECTIONS = [
    "Depuis le dernier comité",
    "Enveloppe",
    "Les quatre enjeux",
    "Engagements et demandes",
    "Territoires",
    "Pairs",
    "Décisions à échéance",
    "Alertes",
    "Annexe",
]


@pytest.mark.parametrize("jeu", list(DAYS))
@pytest.mark.parametrize("phase", [1, 2])
def test_every_region_has_its_pack_with_all_its_sections(jeu, phase):
    for region in TRIED:
        found = pack(jeu, region, phase)
        assert [section.name for section in found.sections] == SECTIONS
        for section in found.sections:
            assert section.vues
            assert all(vue.title.strip() for vue in section.vues)
            assert all(point.strip() for vue in section.vues for point in vue.points)
            assert all("None" not in vue.title + " ".join(vue.points) for vue in section.vues)
            assert all("nan" not in vue.title.split() for vue in section.vues)


@pytest.mark.skipif(not IS_LONG, reason="all files of all regions: --hypothesis-profile=long")
def test_every_region_has_its_files():
    for jeu, phase, region in product(DAYS, (1, 2), REGIONS):
        begun = time.monotonic()
        assert len(pochette.files(contenu.prepare(filters(jeu, region, phase)))) >= 3
        assert time.monotonic() - begun < 30, "ready before the meeting"


def test_the_change_starts_from_what_the_last_regional_committee_could_read():
    asked = ("demonstration", "84", 1)
    [regional] = compute("suivi/comites", filters(*asked)).only(maille="Région").records()
    section = pack(*asked).sections[0]
    base = f"{regional['base_date']:%d/%m/%Y}"
    assert section.vues[0].title.startswith(f"Depuis le {base}")
    assert f"{regional['decision_date']:%d/%m/%Y}" in section.vues[0].points[0]
    day = str(regional["base_date"])[:10]
    wanted = compute("suivi/evolutions", replace(filters(*asked), base_date=day))
    assert len(section.sheets["Évolutions"].frame) == len(wanted.frame)


def test_without_a_committee_it_starts_from_the_previous_snapshot_and_says_so():
    first = pack("public", "53", 1).sections[0].vues[0]
    assert first.points[0].startswith("Aucun comité régional n’est connu")


def test_the_first_snapshot_is_compared_with_nothing():
    found = contenu.prepare(replace(filters("demonstration", "53", 1), snapshot_date="2019-01-31"))
    assert "premier instantané" in found.sections[0].vues[0].title


def test_the_demands_are_the_texts_of_the_page():
    asked = ("public", "53", 1)
    owed = compute("donnees/demandes", filters(*asked))
    letters = demandes.letters(owed, pack(*asked).selection)
    assert pack(*asked).letters() == demandes.bundle(letters)
    assert pack("public", "06", 2).letters() == b""


def test_what_narrows_a_page_does_not_narrow_the_pack():
    narrow = replace(filters("public", "53", 1), enjeu_id="simplifier", territoire_id="p1-ti-5301")
    assert contenu.prepare(narrow).filters == filters("public", "53", 1)
    with pytest.raises(UsageError):
        contenu.prepare(replace(narrow, region_code=None))


def test_the_command_writes_the_files_and_replaces_nothing_unasked(tmp_path, capsys):
    path = tmp_path / "dossier"
    line = ["dossier", "--region", "mayotte", "--phase", "2", "--sortie", str(path)]
    assert __main__.main(line) == 0
    names = {one.name for one in path.iterdir()}
    stem = "comite-mayotte-phase-2-2025-01-14"
    assert names == {f"{stem}.pdf", f"{stem}.pptx", f"{stem}.xlsx"}
    assert str(path) in capsys.readouterr().out
    assert __main__.main(line) == 3
    assert __main__.main([*line, "--remplacer"]) == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--region", "Bretagn"], "Le plus proche : Bretagne"),
        (["--region", "53", "--date", "2025-01-13"], "Le plus proche : 2025-01-14"),
    ],
)
def test_what_is_unknown_is_named_with_the_nearest(words, told, capsys):
    assert __main__.main(["dossier", *words]) == 2
    assert told in capsys.readouterr().err.replace("\u00a0", " ")


@pytest.mark.parametrize(("mode", "is_offered"), [({}, True), ({"mode": "presentation"}, False)])
def test_the_page_of_a_region_offers_its_pack_but_not_to_a_room_that_watches(app, mode, is_offered):
    open_page(app, "pages/territoires/region.py", {"region": "Bretagne", **mode})
    assert ("dossier-comite" in {button.key for button in app.button}) == is_offered


def test_a_pack_asked_for_tells_each_step_then_can_be_taken_away(app, monkeypatch):
    told = []
    real = DeltaGenerator.progress
    monkeypatch.setattr(
        DeltaGenerator,
        "progress",
        lambda self, value, text=None, **kept: (
            told.append((value, text)),
            real(self, value, text, **kept),
        )[1],
    )
    open_page(app, "pages/territoires/region.py", {"region": "Bretagne"})
    app.button(key="dossier-comite").click().run()
    assert not app.exception
    assert told.pop() == (1.0, "Dossier prêt\u00a0: le bouton qui suit le télécharge.")
    shares = [value for value, _ in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(set(shares)) == len(shares), "each step is a section or a file"
    assert any(text.endswith(".pptx") for _, text in told)
    labels = [one.proto.label for one in app.get("download_button")]
    assert any(label.startswith("Télécharger le dossier (ZIP, ") for label in labels)


def test_the_archive_holds_the_files_and_its_name_says_a_fiction():
    asked = PACKS[1]
    packed = zipfile.ZipFile(io.BytesIO(pochette.archive(pack(*asked))))
    assert packed.testzip() is None
    assert all(name.startswith("FICTION-") for name in packed.namelist())
    assert not pochette.stem(filters("public", "53", 1), "Bretagne").startswith("FICTION")
