"""The alerts, drawn: what leads each is the way to the page that shows its rows."""

import streamlit as st

from tdi import alertes, provenance
from tdi.results import Result


def card(title: str, rows: Result) -> None:
    """Draw alerts under a title, one under the other (rows of `suivi/alertes_suivies`)."""
    with st.container(border=True):
        st.header(title, anchor=False)
        if kinds := alertes.kinds(rows):
            st.markdown(kinds)
        for rank, row in enumerate(rows.records()):
            with st.container(gap=None, key=f"mene/{title}/{rank}"):
                where = alertes.page(row)
                if where:
                    st.page_link(where, label=f":primary[{alertes.lead(row)}]")
                else:
                    st.markdown(alertes.lead(row))
                st.markdown(alertes.rest(row))
        provenance.footer(rows, title)
