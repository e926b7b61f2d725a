"""Data rules: each file of `tests/data/` selects the rows that break the rule it is named for."""

import pytest

from tdi import db
from tests.conftest import ROOT

CHECKS = sorted((ROOT / "tests" / "data").glob("*.sql"))


@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.stem)
def test_no_row_breaks_the_rule(check):
    offenders = db.run("public", check.read_text("utf-8"))
    assert offenders.empty, f"{len(offenders)} rows\n{offenders.head(10)}"
