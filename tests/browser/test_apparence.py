"""Pages look as they did: five of them, wide and narrow, against references that are committed.

`make apparence` takes new references, to be looked at before they are committed.
"""

import os
from copy import deepcopy

import pytest

from tests.browser import apparence
from tests.conftest import ROOT

REFERENCES = ROOT / "tests" / "browser" / "references"
ACCEPTING = os.environ.get("TDI_APPARENCE") == "accepter"
PAGES = {
    "vue_ensemble": "/?jeu=Démonstration",
    "enveloppe": "/enveloppe?jeu=Démonstration",
    "carte": "/carte?jeu=Démonstration",
    "region": "/region?jeu=Démonstration&region=Bretagne",
    "engagements": "/engagements?jeu=Démonstration",
}
WIDTHS = {1366: 768, 390: 844}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(reader, name):
    reader.page.emulate_media(reduced_motion="reduce", color_scheme="light")
    reader.open(PAGES[name])
    told = {}
    for width, height in WIDTHS.items():
        reader.page.set_viewport_size({"width": width, "height": height})
        reader.page.mouse.move(0, 0)
        reader.page.wait_for_timeout(800)
        reader.capture(f"apparence-{name}-{width}")
        found = apparence.looked_at(reader.page)
        reference = REFERENCES / f"{name}-{width}.jsonl"
        if ACCEPTING:
            reference.write_text(apparence.as_text(found), "utf-8")
        expected = apparence.from_text(reference.read_text("utf-8"))
        told[width] = apparence.differences(expected, found)
    assert not any(told.values()), f"to be repaired, or accepted by « make apparence »: {told}"


@pytest.fixture
def blocks():
    return apparence.from_text((REFERENCES / "enveloppe-1366.jsonl").read_text("utf-8"))


def changed(blocks, kind, **values):
    other = deepcopy(blocks)
    next(block for block in other if block["kind"] == kind).update(values)
    return other


def test_what_a_reader_would_see_is_a_difference(blocks):
    chart = next(block for block in blocks if block["kind"] == "graphique")
    card = next(rank for rank, block in enumerate(blocks) if block["kind"] == "fiche")
    white = [[255, 255, 255]] * len(chart["dots"])
    assert not apparence.differences(blocks, blocks)
    for other in (
        blocks[:card] + blocks[card + 1 :],
        changed(blocks, "graphique", colors=[*chart["colors"], "rgb(255, 0, 0)"]),
        changed(blocks, "graphique", dots=white),
        changed(blocks, "graphique", width=chart["width"] // 2),
        changed(blocks, "titre", x=200),
    ):
        assert apparence.differences(blocks, other)


def test_what_another_rendering_changes_is_none(blocks):
    other = deepcopy(blocks)
    for rank, block in enumerate(other):
        block["y"] += 5 * rank
        block["height"] += 8
        block["dots"] = [[max(0, shade - 6) for shade in dot] for dot in block.get("dots", [])]
    assert not apparence.differences(blocks, other)
