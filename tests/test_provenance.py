"""No figure without its drawer: metric, chart, table, map, sentence opens on its rows (R7)."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tdi import accessibilite, dictionnaire, findings, langue
from tests.conftest import ROOT
from tests.test_pages import PAGES

FIGURES = {"metric", "plotly_chart", "arrow_data_frame", "arrow_table", "deck_gl_json_chart"}
SENTENCES = {"markdown", "caption", "info", "warning", "success", "code"}
HEADINGS = {"title", "header", "subheader"}
ADDRESSES = {
    "none": {},
    "region": {"region": "Bretagne"},
    "territoire": {"region": "Centre-Val de Loire", "territoire": "Grand Est Touraine"},
    "phase 2": {"phase": "Phase 2"},
    "enjeu": {"enjeu": "Recruter"},
}
# Not figures: names that hold a number, dates, and what the page itself is called.
NAMES = re.compile(
    r"""
    [Pp]hase\s[12] | [Pp]hases\s1\set\s2 | [Ll]es\s17\sengagements | [Dd]es\s17\sengagements
    | Fonds\svert\s2023 | Enveloppe\s2018 | https?://\S+ | \]\([^)]*\)
    | (?:\d{1,2}(?:er)?\s(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre
    |novembre|décembre)\s)?(?:19|20)\d\d | \d\d/\d\d/(?:19|20)\d\d
    """,
    re.VERBOSE,
)


def flattened(block):
    """Every element of the page, in reading order; a drawer stands for what it holds."""
    for child in block.children.values():
        kind = getattr(child, "type", "")
        if kind == "expander" and child.label.startswith("Source"):
            yield "drawer", child
        elif kind == "expander" and child.label in DOCUMENTS:
            continue
        elif hasattr(child, "children"):
            yield from flattened(child)
        else:
            yield kind, child


def told(element):
    return " ".join(str(element.value).replace("\u202f", "").replace("\u00a0", " ").split())


def without_drawer(elements):
    """What shows a number and is not followed by a drawer before the next heading."""
    waiting, orphans = [], []
    for kind, element in [*elements, ("title", None)]:
        if kind == "drawer":
            waiting = []
        elif kind in HEADINGS:
            orphans += waiting
            waiting = []
        elif kind in FIGURES:
            waiting.append(kind if kind != "metric" else f"metric {element.label}")
        elif kind in SENTENCES and re.search(r"\d", NAMES.sub("", told(element))):
            waiting.append(f"{kind} {told(element)}")
    return orphans


CHARTS = {"plotly_chart", "deck_gl_json_chart"}
# A finding holds a number, or says that there is none.
FOUND = re.compile(r"\d|[Aa]ucun|[Ss]ans objet|seul\b")


def without_finding(elements):
    """Charts and maps that nothing says: no finding for a heading, no topic, no takeaway."""
    heading, section, faults = None, [], []
    for kind, element in [*elements, ("title", None)]:
        if kind in HEADINGS or (kind == "markdown" and element.value.startswith("## ")):
            if CHARTS.intersection(kind for kind, _ in section):
                faults += unsaid(heading.value, section)
            heading, section = element, []
        else:
            section.append((kind, element))
    return faults


def unsaid(heading, section):
    """What lacks above and below a figure; on the first screen, the heading has the topic too."""
    said = [element.value for kind, element in section if kind in SENTENCES]
    topic = section[0][1].value if section[0][0] == "caption" else ""
    is_block = heading.startswith("## ")
    takeaways = [text for text in said if text != topic and re.search(r"[.!]\W*$|\n- ", text)]
    faults = {
        "finding": FOUND.search(heading) and heading != topic,
        "short": langue.word_count(heading) <= findings.MOST,
        "topic": is_block or topic,
        "takeaway": takeaways or is_block,
    }
    return [f"{heading}: {name}" for name, holds in faults.items() if not holds]


# Sections of the method, of the contract and of the self-assessment: words, not figures.
DOCUMENTS = {
    title
    for title, _ in [
        *dictionnaire.methode(),
        *dictionnaire.contrat(),
        *accessibilite.sections(),
    ]
} | {accessibilite.heading(*theme) for theme in accessibilite.themes().items()}


@pytest.fixture(scope="module", params=["Public", "Démonstration"])
def jeu(request):
    return request.param


@pytest.fixture(scope="module", params=ADDRESSES)
def reader(request, jeu):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in ({"jeu": jeu} | ADDRESSES[request.param]).items():
        app.query_params[key] = value
    return app.run()


@pytest.mark.parametrize("page", PAGES)
def test_every_figure_opens_on_its_rows(reader, page):
    reader.switch_page(page).run()
    assert not reader.exception
    elements = list(flattened(reader.main))
    assert not without_drawer(elements)
    assert not without_finding(elements)


def test_a_figure_without_its_drawer_is_seen(app):
    """The check bites: take the drawers away, and what they opened is named."""
    app.run().switch_page("pages/pilotage/enveloppe.py").run()
    closed = [found for found in flattened(app.main) if found[0] != "drawer"]
    orphans = without_drawer(closed)
    assert FIGURES.intersection(orphans)
    assert any(name.startswith(("info", "markdown")) for name in orphans)
