"""The sidebar: the reader's selection, drawn once by `app.py` and kept in the URL.

The only module that touches `st.session_state`. Streamlit drops a URL value that matches no option
without a word; here it is reported, so that nothing is silently replaced.
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from tdi import db, fmt
from tdi.data import fetch
from tdi.errors import DataError
from tdi.filters import JEUX, PHASES, Filters

_SELECTION = "selection"
_REFUSED = "refused"


def current_filters() -> Filters:
    """Return the selection that `render` read in this run."""
    return st.session_state[_SELECTION]


def render() -> Filters:
    """Draw the filters and return the selection; later calls of `current_filters` give it too."""
    asked = st.query_params.to_dict()
    jeux = {jeu: JEUX.get(jeu, jeu.capitalize()) for jeu in db.jeux()}
    if not jeux:
        raise DataError("Aucun jeu de données n’est publié : le dossier des données est vide.")
    jeu = _select("jeu", "Jeu de données", jeux, required=True)
    # One version for the whole page: a publication in the middle of it waits for the next run.
    version = db.open_jeu(jeu).version
    snapshots = fetch("filtres/instantanes", Filters(jeu=jeu, version=version)).records()
    instantanes = _readable(snapshots, jeu)
    latest = next(iter(instantanes))
    pinned = _select(
        "instantane",
        "Instantané",
        instantanes,
        placeholder=f"Le plus récent\u00a0: {fmt.iso_day(latest)}",
    )
    phase = _select("phase", "Phase du programme", PHASES, required=True)
    filters = Filters(jeu=jeu, version=version, snapshot_date=pinned or latest, phase=phase)

    regions = _options(fetch("filtres/regions", filters).frame)
    region_code = _select("region", "Région", regions, placeholder="France entière")
    filters = replace(filters, region_code=region_code)

    territoires = _options(fetch("filtres/territoires", filters).frame)
    territoire_id = _select("territoire", "Territoire", territoires, placeholder="Tous")
    enjeux = _options(fetch("filtres/enjeux", filters).frame)
    enjeu_id = _select("enjeu", "Enjeu", enjeux, placeholder="Les quatre")

    filters = replace(filters, territoire_id=territoire_id, enjeu_id=enjeu_id)
    st.session_state[_SELECTION] = filters
    _note_refused(
        asked,
        {
            "jeu": (jeux, "n’est pas un jeu de données publié"),
            "instantane": (instantanes, _why_not(asked.get("instantane"), snapshots)),
            "phase": (PHASES, "n’est pas une phase du programme"),
            "region": (regions, "n’est pas une région"),
            "territoire": (territoires, _where(phase, regions.get(region_code))),
            "enjeu": (enjeux, "n’est pas un enjeu du programme"),
        },
    )
    return filters


def select_from_map(key: str) -> None:
    """Apply the shape clicked on the map `key` to the filters (callback of the map).

    A shape carries in its properties the filter it sets, `select_key`, and the option, `code`.
    """
    for objects in st.session_state[key]["selection"]["objects"].values():
        for shape in objects:
            properties = shape["properties"]
            st.session_state[properties["select_key"]] = properties["code"]


def _options(frame: Any) -> dict[str, str]:
    """First column → second column."""
    return dict(zip(frame.iloc[:, 0], frame.iloc[:, 1], strict=True))


def _select(
    key: str,
    label: str,
    options: dict[Any, str],
    *,
    required: bool = False,
    placeholder: str | None = None,
) -> Any:
    """One URL-bound select box; the URL holds the label a reader sees."""
    return st.selectbox(
        label,
        list(options),
        index=0 if required else None,
        format_func=lambda option: options[option],
        key=key,
        bind="query-params",
        placeholder=placeholder,
        on_change=_forget_refused,
    )


def _readable(snapshots: list[dict[str, Any]], jeu: str) -> dict[str, str]:
    """Date → words, of the snapshots that can be shown, newest first."""
    shown = [row["snapshot_date"] for row in snapshots if row["etat"] == "Publié"]
    if not shown:
        reasons = [row["etat_motif"] for row in snapshots if row["etat"] == "En quarantaine"]
        told = f"Aucun instantané du jeu « {JEUX.get(jeu, jeu)} » ne peut être montré."
        raise DataError(" ".join([told, *reasons]))
    return {str(day.date()): fmt.long_day(day) for day in shown}


def _why_not(asked: str | None, snapshots: list[dict[str, Any]]) -> str:
    why = "n’est pas un instantané publié"
    for row in snapshots:
        if fmt.long_day(row["snapshot_date"]) == asked and row["etat"] == "Retiré":
            reason = fmt.spaced(row["etat_motif"])
            why = f"a été retiré le {fmt.day(row['withdrawn_date'])} ({reason})"
        elif fmt.long_day(row["snapshot_date"]) == asked:
            why = "est en quarantaine"
    return f"{why}\u202f; l’instantané le plus récent est montré"


def _where(phase: int, region_name: str | None) -> str:
    place = f" de la région {region_name}" if region_name else ""
    return f"n’est pas un territoire de la {PHASES[phase].lower()}{place}"


def _forget_refused() -> None:
    st.session_state.pop(_REFUSED, None)


def _note_refused(asked: dict[str, str], allowed: dict[str, tuple[dict[Any, str], str]]) -> None:
    """Remember which values of the address match no option, until the reader changes a filter."""
    refused = [
        f"« {asked[key]} » {why}"
        for key, (options, why) in allowed.items()
        if asked.get(key) and asked[key] not in options.values()
    ]
    if refused:
        st.session_state[_REFUSED] = refused


def refusals() -> list[str]:
    """Return what the address asked for and could not be applied, as French clauses."""
    return st.session_state.get(_REFUSED, [])
