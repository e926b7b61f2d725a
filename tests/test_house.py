"""The house rules that no linter knows: what a page may contain, what a cache must be keyed by."""

import ast
import re

import pytest

from tests.conftest import ROOT

PAGES = sorted(ROOT.glob("pages/*/*.py"))
ALLOWED_IMPORTS = {
    "streamlit",
    "tdi",
    "tdi.data",
    "tdi.sidebar",
}
CACHE_KEY = {"jeu", "version", "scope"}


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def test_no_page_lies_directly_in_the_pages_folder():
    assert PAGES
    assert not list(ROOT.glob("pages/*.py"))


def test_page_stems_are_unique():
    stems = [path.stem for path in PAGES]
    assert len(stems) == len(set(stems))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_reads_like_a_table_of_contents(page):
    text = page.read_text("utf-8")
    tree = ast.parse(text)
    assert set(imports(tree)) <= ALLOWED_IMPORTS
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert not re.search(r"session_state|\.frame\b|unsafe_allow_html|\bselect\b.*\bfrom\b", text)
    assert len(text.splitlines()) <= 110


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_every_page_is_registered(page):
    assert f'"{page.relative_to(ROOT).as_posix()}"' in (ROOT / "app.py").read_text("utf-8")


def test_every_cached_function_takes_the_data_version_and_the_scope():
    """The cache is shared by all readers: what is not an argument leaks from one to the next."""
    cached = []
    for path in [*ROOT.glob("tdi/**/*.py"), *PAGES, ROOT / "app.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
                # Others only read files of the program, or write a value in French.
                caches = ["cache_data", "cache_resource", *["lru_cache"] * (path.name == "data.py")]
                if any(cache in name for name in decorators for cache in caches):
                    cached.append(node.name)
                    names = {argument.arg for argument in node.args.args}
                    assert names >= CACHE_KEY, f"{path.name}: {node.name}"
    assert "_answer" in cached, "the fetch of the pages is cached"


def test_only_the_sidebar_touches_the_session_state():
    for path in ROOT.glob("tdi/**/*.py"):
        if path.name != "sidebar.py":
            assert "session_state" not in path.read_text("utf-8"), path.name
