"""A link pinned to a snapshot gives the same figures for ever; nothing is replaced in silence."""

import hashlib
from datetime import date

import pandas as pd
import pytest
import streamlit as st

from tdi import data, fmt, freshness, queries, sidebar
from tdi.filters import Filters
from tdi.manifest import Correction, Index, Listed
from tdi.results import compute
from tdi.snapshots import publishing
from tests.conftest import SELECTIONS, SNAPSHOT
from tests.snapshots.publications import an_amount, copy_last, publish_amounts
from tests.test_pages import open_page

PINNED = {"instantane": "14 janvier 2025"}
LATER = "2025-01-31"
ENVELOPPE = "pages/pilotage/enveloppe.py"
PAGE = "pages/donnees/instantanes.py"
# What describes the publications themselves changes with them.
ABOUT = ("donnees/instantanes", "filtres/instantanes")


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the public data set that a test may publish to."""
    copy_last(tmp_path)
    monkeypatch.setenv("TDI_DATA", str(tmp_path))
    # Copies of one data set have one version, which keys the cache: a process serves one folder.
    st.cache_resource.clear()
    data.forget()
    return tmp_path / "public"


def paid(app):
    """The sentence of the page that holds the amount paid."""
    return next(text.value for text in app.markdown if "documentés à l’étape" in text.value)


def paid_amount(millions):
    return an_amount(millions * 1_000_000, etape="Payé")


def test_a_pinned_link_gives_the_same_figures_after_a_newer_snapshot(app, copy):
    before = paid(open_page(app, ENVELOPPE, PINNED))
    publish_amounts("public", LATER, paid_amount(900))
    assert paid(app.run()) == before
    assert "14/01/2025" in app.caption[0].value
    assert not app.warning
    app.selectbox(key="instantane").set_value(None).run()
    assert "900" in paid(app)
    assert "31/01/2025" in app.caption[0].value


def test_the_newest_snapshot_is_shown_to_who_pinned_none(app, copy):
    open_page(app, ENVELOPPE, {})
    assert "instantane" not in app.query_params
    publish_amounts("public", LATER, paid_amount(900))
    assert "900" in paid(app.run())
    assert app.selectbox(key="instantane").value is None


@pytest.mark.parametrize("selection", ["none", "territoire", "phase 2"])
def test_no_query_gives_another_answer_for_a_snapshot_once_another_is_published(copy, selection):
    names = [n for n in queries.names() if not n.startswith(("tables/", *ABOUT))]
    before = {name: compute(name, SELECTIONS[selection]).frame for name in names}
    publish_amounts("public", LATER, paid_amount(900))
    for name, frame in before.items():
        pd.testing.assert_frame_equal(compute(name, SELECTIONS[selection]).frame, frame, obj=name)


def test_an_unknown_snapshot_is_reported(app):
    open_page(app, ENVELOPPE, {"instantane": "1er avril 2031"})
    assert "«\u00a01er avril 2031\u00a0» n’est pas un instantané publié" in app.warning[0].value
    assert app.selectbox(key="instantane").value is None


def test_a_withdrawn_snapshot_is_reported_with_its_reason_even_to_who_was_reading_it(app, copy):
    publish_amounts("public", LATER, paid_amount(900))
    open_page(app, ENVELOPPE, PINNED)
    assert not app.warning
    publishing.withdraw("public", date.fromisoformat(SNAPSHOT), "Fichier d’une autre région")
    app.run()
    assert "«\u00a014 janvier 2025\u00a0» a été retiré le" in app.warning[0].value
    assert "Fichier d’une autre région" in app.warning[0].value
    assert "31/01/2025" in app.caption[0].value


def test_a_corrected_snapshot_says_by_which_one_and_why(app, copy):
    why = Correction(date=date.fromisoformat(SNAPSHOT), motif="Double compte")
    publish_amounts("public", LATER, paid_amount(900), corrects=why)
    open_page(app, ENVELOPPE, PINNED)
    [warning] = app.warning
    assert "14/01/2025 a été corrigé par celui du 31/01/2025" in warning.value
    assert "Double compte" in warning.value
    app.selectbox(key="instantane").set_value(None).run()
    assert not app.warning


def test_a_quarantined_snapshot_is_told_and_the_previous_one_is_served(app, copy):
    publish_amounts("public", LATER, paid_amount(900))
    path = copy / "financements" / f"snapshot={LATER}" / "financements.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    open_page(app, ENVELOPPE, {"instantane": "31 janvier 2025"})
    told = "\n".join(warning.value for warning in app.warning)
    assert "«\u00a031 janvier 2025\u00a0» est en quarantaine" in told
    assert "L’instantané du 31/01/2025 est en quarantaine" in told
    assert "endommagé" in told
    assert "794" in paid(app)
    app.switch_page(PAGE).run()
    assert not app.exception
    assert "En quarantaine" in app.table[0].value["Instantané"].iloc[0]


def test_when_every_snapshot_is_damaged_the_page_says_why(app, copy):
    (copy / "contrats" / f"snapshot={SNAPSHOT}" / "contrats.parquet").unlink()
    app.run()
    assert not app.exception
    assert "Aucun instantané du jeu" in app.error[0].value
    assert "contrats.parquet" in app.error[0].value


def test_the_page_lists_what_exists_and_what_it_contains(app, copy):
    why = Correction(date=date.fromisoformat(SNAPSHOT), motif="Double compte")
    publish_amounts("public", LATER, an_amount(1), an_amount(2, dispositif="Autre"), corrects=why)
    open_page(app, PAGE, {})
    assert not app.exception
    listed, known, warned = (table.value for table in app.table)
    for row, day in zip(listed["Instantané"], [LATER, SNAPSHOT], strict=True):
        assert fmt.iso_day(day) in row
    assert "Double compte" in listed["Instantané"].iloc[0]
    told = "\n".join(element.value for element in app.markdown)
    assert "**Financements**\u00a0: 2\n" in told
    assert "**Lauréats de France Relance**\u00a0: 0\n" in told
    for row, count in zip(known["Instantané"], [2, 9], strict=True):
        assert f"Montants connus\u00a0: {count}" in row
    assert f"`financements/snapshot={LATER}/financements.parquet` – fichier publié, 2\u00a0" in told
    index = hashlib.sha256((copy / "manifeste.json").read_bytes()).hexdigest()
    assert index in told, "what a bundle is compared with"
    assert warned["Avertissement"].tolist() == ["Total inférieur au mois dernier – x.xlsx"]
    content = compute("donnees/instantanes_contenu", Filters()).frame
    assert content["financement_count"].tolist() == [2, 9]
    assert content["laureat_count"].tolist() == [0, 3080]
    prints = compute("donnees/instantanes_fichiers", Filters(snapshot_date=LATER)).frame
    assert prints["sha256"].str.len().eq(64).all()


def test_completeness_is_that_of_the_cells_page():
    counted = compute("donnees/instantanes_completude", Filters()).records()
    [one] = [row for row in counted if str(row["snapshot_date"].date()) == SNAPSHOT]
    cells = compute("donnees/cellules", Filters(snapshot_date=SNAPSHOT)).records()[0]
    assert one["attendue_count"] == cells["attendue_count"] == 149 * 17 * 4
    assert one["renseignee_count"] == cells["renseignee_count"]


def test_the_news_say_what_changed():
    first, second = (Listed(date=date(2025, 1, day), sha256="0" * 64) for day in (1, 31))
    before = Index(references=(), instantanes=(first,))
    after = Index(references=(), instantanes=(second,))
    both = Index(references=(), instantanes=(first, second))
    assert freshness.news(before, both) == "Nouvel instantané publié\u00a0: 31 janvier 2025."
    assert freshness.news(both, after) == "Instantané retiré\u00a0: 1er janvier 2025."
    assert "tables de référence" in freshness.news(both, both)


def test_a_publication_in_the_middle_of_a_page_neither_mixes_nor_fails(app, copy, monkeypatch):
    """After the sidebar was drawn and before the page fetches, another snapshot takes the place."""
    selection, published = sidebar.current_filters, []

    def late_selection():
        if not published:
            published.append(publish_amounts("public", LATER, paid_amount(900)))
            publishing.withdraw("public", date.fromisoformat(SNAPSHOT), "Remplacé")
        return selection()

    open_page(app, ENVELOPPE, {})
    monkeypatch.setattr(sidebar, "current_filters", late_selection)
    app.run()
    assert published
    assert not app.exception
    assert not app.error
    assert "14/01/2025" in app.caption[0].value
    assert "794" in paid(app)
    monkeypatch.setattr(sidebar, "current_filters", selection)
    app.run()
    assert "31/01/2025" in app.caption[0].value
    assert "900" in paid(app)
