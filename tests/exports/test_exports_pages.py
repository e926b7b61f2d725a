"""The same figure in the file, in the sentence and on the page: those of the file are rewritten."""

import io
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from tdi import argent, exports, fmt, sentences
from tdi.results import Result, compute
from tests.conftest import ROOT
from tests.exports.reading import PARQUET
from tests.test_pages import texts

# Page, query of its key figures.
METRICS = [
    ("pilotage/engagements", "pilotage/engagements_chiffres"),
    ("territoires/region", "pilotage/perimetre"),
    ("donnees/completude", "donnees/cellules"),
]
SENTENCES = [
    ("pilotage/enveloppe", "pilotage/entonnoir", argent.entonnoir),
    ("pilotage/enveloppe", "donnees/cellules", sentences.cellules),
]


@pytest.fixture(scope="module", params=["Public", "Démonstration"])
def reader(request):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in {"jeu": request.param, "region": "Bretagne"}.items():
        app.query_params[key] = value
    return app.run()


def taken_away(reader, query):
    """The rows of a query under the reader's selection, as read from the file they download."""
    filters = reader.session_state["filters"]
    content = exports.content(compute(query, filters), PARQUET)
    table = pq.read_table(io.BytesIO(content))
    columns = [name for name in table.column_names if name != "fiction"]
    rows = table.select(columns).to_pandas(
        types_mapper={pa.int64(): pd.Int64Dtype()}.get, date_as_object=True
    )
    return Result(compute(query, filters).query, rows, replace(filters))


@pytest.mark.parametrize(("page", "query"), METRICS)
def test_each_key_figure_is_the_one_in_the_file(reader, page, query):
    reader.switch_page(f"pages/{page}.py").run()
    result = taken_away(reader, query)
    shown = {metric.label: metric.value for metric in reader.metric}
    compared = 0
    for name, column in result.query.columns.items():
        if column.label in shown and column.unit not in ("code", "liste", "texte"):
            assert shown[column.label] == fmt.by_unit(result.value(name), column.unit, short=True)
            compared += 1
    assert compared >= 3


@pytest.mark.parametrize(("page", "query", "write"), SENTENCES)
def test_each_sentence_is_the_one_that_the_file_gives(reader, page, query, write):
    reader.switch_page(f"pages/{page}.py").run()
    sentence = write(taken_away(reader, query))
    assert any(sign.isdigit() for sign in sentence)
    assert sentence in texts(reader)
