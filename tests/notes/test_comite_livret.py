"""The PDF of a committee's pack: tagged, its own text, the same figures as the queries."""

import io
import re
from functools import cache

import pytest
from pypdf import PdfReader

from tdi import fmt
from tdi.comite import livret
from tdi.results import compute
from tests.notes.comite import PACKS, filters, pack, pdf


@cache
def pages(asked):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf(*asked))).pages]


def told(asked):
    return re.sub(r"\s", "", "".join(pages(asked)))


@pytest.mark.parametrize("asked", PACKS)
def test_it_is_a_tagged_french_pdf_of_a_few_pages(asked):
    reader = PdfReader(io.BytesIO(pdf(*asked)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("fr")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert pack(*asked).region in reader.metadata.title
    assert 3 <= len(reader.pages) <= 12
    kinds = set(tags(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD"} <= kinds


@pytest.mark.parametrize("asked", PACKS)
def test_a_chart_tells_its_values_to_who_does_not_see_it(asked):
    root = PdfReader(io.BytesIO(pdf(*asked))).trailer["/Root"]["/StructTreeRoot"]
    figures = [element for element in elements(root) if element.get("/S") == "/Figure"]
    assert all(re.search(r"\d", element["/Alt"]) for element in figures)
    assert figures


def tags(root):
    return [element["/S"] for element in elements(root) if "/S" in element]


def elements(node):
    found, waiting = [], [node]
    while waiting:
        one = waiting.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            waiting.extend(one)
        elif hasattr(one, "get"):
            found.append(one)
            if "/K" in one:
                waiting.append(one["/K"])
    return found


@pytest.mark.parametrize("asked", PACKS)
def test_each_page_says_its_selection_and_a_fiction(asked):
    for page in pages(asked):
        plain = re.sub(r"\s+", " ", page)
        assert re.sub(r"\s+", " ", pack(*asked).selection) in plain
        assert ("Données de démonstration" in plain) == (asked[0] == "demonstration")


def test_every_finding_and_the_amounts_of_the_queries_are_in_its_text():
    for asked in PACKS:
        text = told(asked)
        for section in pack(*asked).sections:
            for vue in section.vues:
                assert re.sub(r"\s", "", vue.title) in text, vue.title
    asked = ("demonstration", "84", 1)
    for row in compute("territoires/cellules_by_engagement", filters(*asked)).records():
        amount = re.sub(r"\s", "", fmt.by_unit(row["paye_eur"], "€", short=True))
        assert amount in told(asked)


def test_same_data_same_bytes():
    asked = ("public", "06", 1)
    assert livret.write(pack(*asked)) == pdf(*asked)
