"""A note says of the same data what the pages say, word for word."""

import pytest

from tdi import fmt, traces
from tdi.filters import Filters
from tdi.notes import contenu
from tests.conftest import new_app
from tests.notes.reading import DAYS, strings, subject
from tests.test_pages import open_page, texts

BRETAGNE = {"region_code": "53"}
# Data set, engagement and filters of a note; the page; what the page is given; what both say.
SHARED = [
    ("demonstration", None, BRETAGNE, "enveloppe", {"region": "Bretagne"}, ["étapes", "fermeture"]),
    ("public", None, {}, "enveloppe", {}, ["étapes", "fermeture"]),
    ("demonstration", None, BRETAGNE, "engagements", {"region": "Bretagne"}, ["engagements"]),
    (
        "demonstration",
        "VTE",
        {},
        "engagements",
        {"vue_engagements": "Recours"},
        ["recours", "parcours", "objectif", "manques"],
    ),
    (
        "public",
        None,
        {"enjeu_id": "innover"},
        "enjeux",
        {"enjeu": "Innover"},
        ["indicateur par région"],
    ),
]


def said(jeu, engagement, filters):
    """The sentences that a note cites whole, by name."""
    note = contenu.note(subject(jeu, engagement, **filters))
    return note, {t.colonne: t.texte for t in note.carnet.traces if t.calcul == traces.PHRASE}


@pytest.mark.parametrize(("jeu", "engagement", "filters", "page", "address", "names"), SHARED)
def test_a_sentence_of_a_note_is_read_on_its_page(jeu, engagement, filters, page, address, names):
    note, told = said(jeu, engagement, filters)
    chosen = {"jeu": "Démonstration"} if jeu == "demonstration" else {}
    app = open_page(new_app(), f"pages/pilotage/{page}.py", chosen | address)
    assert not app.exception
    shown, page_of_note = fmt.plain(texts(app)), "\n".join(strings(note.page))
    for name in names:
        assert told[name] in shown, name
        assert told[name] in page_of_note, name


def test_a_sentence_that_was_altered_is_found_and_one_of_another_name_too():
    note, _ = said("demonstration", "VTE", {})
    filters = Filters(jeu="demonstration", snapshot_date=DAYS["demonstration"])
    kept = next(t for t in note.as_json()["traces"] if t["colonne"] == "recours")
    assert traces.derive(kept, filters).as_json() == kept
    altered = kept | {"texte": kept["texte"].replace("1", "2")}
    assert traces.derive(altered, filters).as_json() != altered
    with pytest.raises(LookupError):
        traces.derive(kept | {"colonne": "une autre"}, filters)
