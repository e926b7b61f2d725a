"""What a reader must know of the data shown: corrected, damaged, or published anew since.

A page is answered from one version, fixed when it begins. A fragment looks at the index on its own
and tells the reader; nothing changes on the page until they ask.
"""

from datetime import date, timedelta

import streamlit as st

from tdi import db, fmt
from tdi.data import fetch
from tdi.errors import TdiError
from tdi.filters import Filters
from tdi.manifest import Index

# A publication must be told within 30 seconds.
_LOOK_EVERY = timedelta(seconds=10)


@st.fragment(run_every=_LOOK_EVERY)
def watch(filters: Filters) -> None:
    """Tell, where it is called, that something was published since the page was begun."""
    try:
        if not superseded(filters):
            return
        _, index = db.index(filters.jeu)
        former = db.open_jeu(filters.jeu, filters.version).edition.index
    except TdiError as error:
        st.warning(fmt.spaced(str(error)))
        return
    shown = fmt.long_day(date.fromisoformat(str(filters.snapshot_date)))
    st.info(f"{news(former, index)} Cette page montre encore l’instantané du {shown}.")
    if st.button("Mettre la page à jour", key="mise-a-jour"):
        st.rerun()


def superseded(filters: Filters) -> bool:
    """Return whether something was published since the page was begun."""
    return db.index(filters.jeu)[0] != filters.version


def news(former: Index, index: Index) -> str:
    """Say what changed from one index to the next."""
    before = {listed.date for listed in former.instantanes}
    now = {listed.date for listed in index.instantanes}
    told = [
        f"{words}\u00a0: {', '.join(fmt.long_day(day) for day in sorted(days))}."
        for words, days in (
            ("Nouvel instantané publié", now - before),
            ("Instantané retiré", before - now),
        )
        if days
    ]
    return " ".join(told) or "Les tables de référence ont été mises à jour."


def warnings(filters: Filters) -> None:
    """Draw what the reader must know of the snapshot shown, and of those that cannot be."""
    shown = fmt.iso_day(filters.snapshot_date)
    for row in fetch("filtres/instantanes", filters).records():
        day = fmt.day(row["snapshot_date"])
        if row["etat"] == "En quarantaine":
            st.warning(
                f"L’instantané du {day} est en quarantaine\u00a0: un de ses fichiers est endommagé "
                f"ou absent (détail à la page Instantanés). Cette page montre celui du {shown}."
            )
        elif day == shown and not fmt.is_missing(row["correcteur_date"]):
            st.warning(
                f"L’instantané du {day} a été corrigé par celui du "
                f"{fmt.day(row['correcteur_date'])}\u00a0: {fmt.spaced(row['correcteur_motif'])}"
            )
