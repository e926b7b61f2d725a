"""The pages' only data call: `fetch`, cached by data set, version, query and selection."""

from typing import Any

import pandas as pd
import streamlit as st

from tdi import db
from tdi.filters import Filters
from tdi.results import Result, compute


# `scope` (the parameters) and `version` are arguments on purpose: the cache is shared by all
# readers, and what is not an argument of a cached function leaks from one reader to the next.
@st.cache_resource(max_entries=1000, show_spinner=False)
def _rows(jeu: str, version: str, sql: str, scope: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    return db.run(jeu, sql, dict(scope), version)


def _cached(jeu: str, sql: str, params: dict[str, Any], version: str | None) -> pd.DataFrame:
    return _rows(jeu, version or db.open_jeu(jeu).version, sql, tuple(params.items()))


def fetch(name: str, filters: Filters) -> Result:
    """Return the answer of `queries/<name>.sql` for the reader's selection."""
    return compute(name, filters, run=_cached)
