"""The self-assessment of accessibility is whole, adds up, and names tests that exist."""

import re

import pytest

from tdi import accessibilite
from tests.conftest import ROOT

# How many criteria each theme of the RGAA 4.1 has.
CRITERES = dict(zip(range(1, 14), (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12), strict=True))


def test_every_criterion_is_assessed_once_in_order():
    themes = accessibilite.themes()
    assert [title.partition(".")[0] for title in themes] == [str(rank) for rank in CRITERES]
    for (rank, count), rows in zip(CRITERES.items(), themes.values(), strict=True):
        assert [one.number for one in rows] == [f"{rank}.{n}" for n in range(1, count + 1)]


def test_every_state_is_one_of_four_with_its_proof_or_its_cause():
    for rows in accessibilite.themes().values():
        for one in rows:
            assert one.etat in accessibilite.ETATS, one.number
            assert one.why, one.number


def test_the_counts_that_are_declared_are_those_of_the_criteria():
    said = dict(accessibilite.sections())["Où nous en sommes"]
    numbers = [int(found) for found in re.findall(r"\b(\d+) (?:conformes|non|sans)", said)]
    counts = accessibilite.counts()
    assert numbers == [counts[etat] for etat in accessibilite.ETATS]
    assert sum(numbers) == 106


def test_the_rate_is_that_of_the_criteria_that_apply():
    said = dict(accessibilite.sections())["Où nous en sommes"]
    found = accessibilite.counts()
    applicable = found["Conforme"] + found["Non conforme"]
    rate = round(100 * found["Conforme"] / applicable)
    assert f"à {rate}\u202f%\u00a0: des {applicable} critères applicables" in said
    assert ("Totalement conforme" in said) == (found["Conforme"] == applicable)


def test_every_test_named_as_a_proof_exists():
    files = {path.name for path in ROOT.glob("tests/**/test_*.py")}
    named = set(re.findall(r"`(?:tests/)?(?:browser/)?(test_\w+\.py)`",
                           accessibilite.FILE.read_text("utf-8")))  # fmt: skip
    assert named
    assert named <= files, sorted(named - files)


@pytest.mark.parametrize("target", re.findall(r"`make (\w+)`", accessibilite.FILE.read_text()))
def test_a_command_that_is_named_exists(target):
    assert f"\n{target}:" in (ROOT / "Makefile").read_text("utf-8")
