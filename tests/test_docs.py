"""The documents say what the tree holds."""

import re

import pytest

from etl.__main__ import FACTS, REFERENCES
from tdi.editions import HISTORIES, PUBLICATION_TABLES
from tdi.queries import DERIVED
from tdi.snapshots import contract
from tests.conftest import ROOT


@pytest.mark.parametrize(
    "table", REFERENCES + FACTS + PUBLICATION_TABLES + tuple(HISTORIES) + DERIVED
)
def test_every_table_is_described_and_staged(table):
    assert f"| `{table}` |" in (ROOT / "data" / "README.md").read_text("utf-8")
    assert (ROOT / "queries" / "tables" / f"{table}.sql").is_file()


def test_every_staged_table_is_built():
    staged = {path.stem for path in (ROOT / "queries" / "tables").glob("*.sql")}
    assert staged == {*REFERENCES, *FACTS, *PUBLICATION_TABLES, *HISTORIES, *DERIVED}


def test_the_facts_are_the_tables_of_the_contract():
    assert set(FACTS) == {table.name for table in contract.load().tables}


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "docs/architecture.md",
        "docs/guide.md",
        "docs/essais.md",
        "docs/comparaison.md",
    ],
)
def test_every_linked_file_exists(name):
    path = ROOT / name
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target


def test_the_readme_names_folders_that_exist():
    text = (ROOT / "README.md").read_text("utf-8")
    for folder in re.findall(r"`([a-z]+/)`", text):
        assert (ROOT / folder).is_dir(), folder


@pytest.mark.parametrize("command", ["make run", "make test"])
def test_the_readme_shows_both_commands_and_a_screenshot(command):
    text = (ROOT / "README.md").read_text("utf-8")
    assert command in text
    assert re.search(r"!\[.+\]\(.+\.png\)", text)


def test_every_dependency_is_pinned_and_justified():
    reasons = (ROOT / "docs" / "dependances.md").read_text("utf-8")
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                package, _, version = line.partition("==")
                assert version, f"{package} is pinned"
                assert package in reasons, f"{package} has its line in docs/dependances.md"


def test_no_raw_source_file_is_kept():
    kept = {path.name for path in (ROOT / "data" / "sources").iterdir()}
    assert all(name.endswith(".csv") for name in kept)
    for jeu, largest in (("public", 10_000_000), ("demonstration", 15_000_000)):
        files = (ROOT / "data" / "parquet" / jeu).rglob("*.parquet")
        assert sum(path.stat().st_size for path in files) < largest


@pytest.mark.parametrize("folder", ["tdi", "tdi/comite", "tdi/snapshots"])
def test_the_architecture_names_every_module(folder):
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    modules = {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__", "__main__"}
    named = set(re.findall(r"`(?:tdi/)?(\w+)(?:\.py)?`", text))
    assert modules <= named, f"not in docs/architecture.md: {sorted(modules - named)}"
