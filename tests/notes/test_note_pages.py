"""A note on paper: one page, tagged, its own fonts, its numbers those of the queries."""

import re

import pytest

from tdi import traces
from tdi.filters import Filters
from tdi.mots import FICTION_VALUE
from tdi.notes import briefing, contenu
from tdi.results import compute
from tests.notes.reading import DAYS, FIXED, notes, numbers, read, strings, subject, text


@pytest.fixture(scope="module")
def made():
    return list(notes())


@pytest.fixture(scope="module")
def shown(made):
    """The words of each page, as a reader would copy them."""
    return {label: text(content) for label, _, content in made}


def test_every_note_is_one_a4_page_under_half_a_megabyte(made):
    assert len(made) > 35
    for label, _, content in made:
        [page] = read(content).pages
        assert [round(float(side)) for side in page.mediabox] == [0, 0, 595, 842], label
        assert len(content) < 500_000, label


def test_every_note_is_a_tagged_document_in_french_that_says_so(made):
    for label, note, content in made:
        root = read(content).trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"], label
        assert root["/Lang"].startswith("fr"), label
        assert root["/ViewerPreferences"]["/DisplayDocTitle"], label
        metadata = root["/Metadata"].get_data().decode()
        assert re.search(r"pdfuaid:part(>|=\")1", metadata), label
        roles = {role for role, _ in elements(root["/StructTreeRoot"])}
        assert {"/H1", "/H2", "/P", "/Figure", "/L", "/LI"} <= roles, label
        if note.page["enjeux"]["lignes"]:
            assert {"/Table", "/TR", "/TH", "/TD"} <= roles, label


def test_every_figure_has_its_words(made):
    for label, note, content in made:
        tree = read(content).trailer["/Root"]["/StructTreeRoot"]
        alts = [str(one.get("/Alt", "")) for role, one in elements(tree) if role == "/Figure"]
        assert any(alt.startswith("Carte de France") for alt in alts), label
        assert all(alts), f"{label}: a figure without words"
        for bar in note.page["argent"]["barres"]:
            assert any(bar["texte"] in alt for alt in alts), label


def elements(node):
    """(role, element) of a structure tree, whole."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"], node
        if "/K" in node:
            yield from elements(node["/K"])


def test_the_fonts_are_in_the_file(made):
    for label, _, content in made:
        for font in read(content).pages[0]["/Resources"]["/Font"].values():
            [inner] = font.get_object()["/DescendantFonts"]
            assert "/FontFile3" in inner.get_object()["/FontDescriptor"], label
            assert "Libertinus" in font.get_object()["/BaseFont"], f"{label}: another font"


def test_every_number_on_the_page_is_cited_and_every_citation_is_recomputed(made, shown):
    for label, note, _ in made:
        filters = Filters(
            jeu=note.sujet.filters.jeu, snapshot_date=note.sujet.filters.snapshot_date
        )
        kept = note.as_json()
        allowed = set(FIXED)
        for trace in kept["traces"]:
            again = traces.derive(trace, filters, recomputed)
            assert again.as_json() == trace, f"{label}: {trace}"
            allowed |= numbers(again.texte)
        for name in (*kept["noms"], *note.page["entete"][:1]):
            allowed |= numbers(name)
        found = numbers(shown[label])
        assert len(found) > 5, label
        assert found <= allowed, f"{label}: {found - allowed}"


_answers = {}


def recomputed(name, filters):
    key = (name, filters)
    if key not in _answers:
        _answers[key] = compute(name, filters)
    return _answers[key]


def test_the_page_says_all_that_the_note_holds(made, shown):
    for label, note, _ in made:
        words_shown = re.sub(r"\s", "", shown[label])
        page = {name: value for name, value in note.page.items() if name not in ("carte", "date")}
        bars = [bar.pop("ouvert") for bar in [dict(bar) for bar in page["argent"]["barres"]]]
        assert len(bars) in (0, 4), label
        for words in strings(page):
            assert re.sub(r"\s", "", words) in words_shown, f"{label}: {words}"


def test_a_fiction_says_so_on_its_page_and_in_its_title_and_the_public_set_never(made, shown):
    for label, note, content in made:
        is_fiction = note.sujet.filters.jeu != "public"
        assert (FICTION_VALUE in shown[label]) is is_fiction, label
        assert (FICTION_VALUE in read(content).metadata.title) is is_fiction, label
        assert ("fiction" in note.sujet.file_name) is is_fiction, label


def test_the_same_snapshot_gives_the_same_bytes():
    for jeu in DAYS:
        one, two = (briefing.pdf(contenu.note(subject(jeu, region_code="53"))) for _ in range(2))
        assert one == two
        assert read(one).metadata.creation_date.strftime("%Y-%m-%d") == DAYS[jeu]


def test_an_older_snapshot_is_another_note_that_reads_nothing_later():
    one = contenu.note(subject(day="2022-12-31", territoire_id="p1-ti-2402"))
    assert "31\u00a0décembre 2022" in one.page["entete"][0]
    assert "Fonds vert 2023" not in str(one.page), "what came out later is not told"
