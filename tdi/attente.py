"""What a reader is told while the server examines every snapshot, after it has just started."""

import time

import streamlit as st

from tdi import db, fmt
from tdi.data import prepare
from tdi.filters import Filters

# Seconds between two looks at how far it is.
_EVERY = 0.25
_ONE, _SEVERAL = "instantané examiné", "instantanés examinés"


def examen(filters: Filters) -> None:
    """Show how many snapshots had their alerts examined, until all have; nothing once they have."""
    if _left(filters) == 0:
        return
    # `tdi.serveur` has begun it; a server started otherwise has not.
    [answer] = prepare(filters, "suivi/alertes_suivies")
    bar = st.progress(0.0)
    # An error ends it too: the page that fetches the answer will tell it.
    while _left(filters) and not answer.done():
        done, every = db.examined(filters.jeu, filters.version, filters.snapshot_date)
        bar.progress(
            done / every,
            f"Premières alertes\u00a0: {fmt.plural(done, _ONE, _SEVERAL)} sur {every}",
        )
        time.sleep(_EVERY)
    bar.empty()


def _left(filters: Filters) -> int:
    done, every = db.examined(filters.jeu, filters.version, filters.snapshot_date)
    return every - done
