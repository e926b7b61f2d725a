"""A page answers its question before its details: the browser's side is in `tests/browser`."""

import threading

import pytest

from tdi import data, ui
from tests.test_pages import PAGES

PLACE = {"jeu": "Démonstration", "region": "Centre-Val de Loire"}
# What the title or the sentence under it is made of; the filters, and the note's name, aside.
ANSWERS = {
    "vue_ensemble": {
        "pilotage/enveloppe_by_etape",
        "pilotage/recours_by_zone",
        "donnees/cellules",
        "pilotage/changements",
        "suivi/alertes",
    },
    "engagement": {"pilotage/engagements"},
    "region": {"territoires/regions"},
    "territoire": {"territoires/territoires"},
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("address", [{}, PLACE | {"territoire": "Grand Est Touraine"}])
def test_a_page_waits_for_its_answer_alone_before_it_gives_it(app, page, address, monkeypatch):
    waited, asked = [], set()

    def compute(name, *args, **kwargs):
        # What is begun ahead keeps nobody waiting.
        if not threading.current_thread().name.startswith("ahead"):
            asked.add(name)
        return compute_it(name, *args, **kwargs)

    def header(*args, **kwargs):
        header_of_page(*args, **kwargs)
        waited.append(set(asked))

    compute_it, header_of_page = data.compute, ui.page_header
    app.run()  # on the first page, whose own questions are not asked here
    monkeypatch.setattr(data, "compute", compute)
    monkeypatch.setattr(ui, "page_header", header)
    for key, value in address.items():
        app.query_params[key] = value
    app.switch_page(page).run()
    assert not app.exception
    [before] = waited[-1:]
    details = {name for name in before if not name.startswith("filtres/")}
    assert details <= ANSWERS.get(page.rpartition("/")[2].removesuffix(".py"), set())
