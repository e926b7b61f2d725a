"""The reader's selection: drawn once by `app.py`, kept in the session and in the address.

The only module that touches `st.session_state`. Streamlit drops words of the address that name no
option without a word; here they are reported, so that nothing is silently replaced.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.state import get_session_state

from tdi import adresse, filtrage
from tdi.adresse import PRESENTATION, Choice, Selection
from tdi.comparaison import Several
from tdi.data import fetch, prepare
from tdi.filters import Filters
from tdi.filtrage import Places

_FILTERS = "filters"
_SELECTION = "selection"
_DRAWN = "drawn"
_DEFAULTS = "defaults"
_REFUSED = "refused"
_BAR = "bar"

# The choices drawn so far, by key, each with what is picked.
Drawn = Mapping[str, tuple[Choice | Several, Any]]


def current_filters() -> Filters:
    """Return the filters that `render` read in this run."""
    return st.session_state[_FILTERS]


def render() -> Filters:
    """Draw the filters and return them; later calls of `current_filters` give them too."""
    st.session_state[_DRAWN] = {}
    st.session_state.pop(_BAR, None)
    st.session_state[_FILTERS], st.session_state[_SELECTION] = adresse.walk(_pick, fetch)
    # What every page says of the selection at its head.
    prepare(current_filters(), "filtres/selection")
    return current_filters()


def is_presentation() -> bool:
    """Return whether the page is shown to a meeting room."""
    return st.session_state[_SELECTION]["mode"] == PRESENTATION


def _pick(choice: Choice) -> Any:
    value, refusal = select(choice)
    if refusal:
        # Kept until the reader acts: Streamlit takes the words off the address at once.
        st.session_state.setdefault(_REFUSED, {})[choice.key] = refusal
    return value


def select(choice: Choice) -> tuple[Any, str | None]:
    """Draw a choice as a select box kept in the address.

    Return the option picked and, when the address asks for one that does not exist, why not.
    """
    refusal = _understand(choice)
    options = list(choice.options)
    value = st.selectbox(
        choice.label,
        options,
        index=options.index(choice.default) if choice.default in choice.options else None,
        format_func=lambda option: choice.options[option],
        key=choice.key,
        bind="query-params",
        placeholder=choice.placeholder,
        help=choice.about or None,
        on_change=_forget_refused,
    )
    st.session_state[_DRAWN][choice.key] = choice, value
    if _BAR in st.session_state:
        _draw_in_bar(choice, value)
    return value, refusal


def select_several(choice: Several) -> tuple[tuple[Any, ...], list[str]]:
    """Draw a choice of several options, kept in the address; say what of it is refused, and why."""
    refusals = choice.read_all(st.query_params.get_all(choice.key))[1]
    held = st.session_state.get(choice.key)
    if held and not set(held) <= set(choice.options):
        # Left behind by the reader's own change of another filter: nothing to tell.
        st.session_state[choice.key] = [option for option in held if option in choice.options]
        refusals = []
    picked = st.multiselect(
        choice.label,
        list(choice.options),
        format_func=lambda option: choice.options[option],
        key=choice.key,
        bind="query-params",
        placeholder=choice.placeholder,
        select_all=False,
        help=choice.about or None,
        on_change=_forget_refused,
    )
    value = tuple(picked)
    st.session_state[_DRAWN][choice.key] = choice, value
    if _BAR in st.session_state:
        _draw_in_bar(choice, value)
    return value, refusals


def _understand(choice: Choice) -> str | None:
    """Compare what the address and the session say of a choice with the options of now."""
    words = st.query_params.get(choice.key)
    held = st.session_state.get(choice.key)
    meant, refusal = choice.read(words)
    defaults = st.session_state.setdefault(_DEFAULTS, {})
    was_default = held == defaults.get(choice.key) != choice.default
    defaults[choice.key] = choice.default
    if was_default and not words and held in choice.options:
        # Another filter moved the default away from it: the address must name what is shown.
        _name(choice, held)
    if refusal and held is not None and held not in choice.options:
        # The reader's own change of another filter left this behind: only what could be had
        # before, such as a snapshot withdrawn since, is worth telling.
        st.session_state[choice.key] = choice.default
        return refusal if words in choice.reasons else None
    if words and not refusal and choice.options[meant] != words:
        # Streamlit knows an option by the words shown only.
        st.session_state[choice.key] = meant
        _name(choice, meant)
    return refusal


def _name(choice: Choice, option: Any) -> None:
    """Write what is chosen in the address, then begin the page again."""
    _write(_address() | {choice.key: [choice.options[option]]})
    st.rerun()


def draw_bar() -> DeltaGenerator:
    """Draw, where it is called, each choice that is not at its default as a button that removes it.

    Those of the page are added as it draws them; a room sees only how to leave it. Nothing is drawn
    when there is none. Return the row, for what else belongs in it.
    """
    row = st.container(horizontal=True)
    with row:
        chosen = st.container(horizontal=True, width="content", gap="xsmall")
        st.session_state[_BAR] = chosen, st.container(horizontal=True, width="content")
    for choice, value in list(st.session_state[_DRAWN].values()):
        _draw_in_bar(choice, value)
    return row


def drawn() -> Drawn:
    """Return the choices drawn so far in this run."""
    return dict(st.session_state[_DRAWN])


def begin_part(before: Drawn) -> None:
    """Forget what a part of the page drew after the choices `before` it, which it draws again.

    Its place in the bar is kept at once: Streamlit gives none to a part that comes for it later.
    A room has no button of filters, and no place for one.
    """
    st.session_state[_DRAWN] = dict(before)
    for row in () if is_presentation() else st.session_state[_BAR]:
        row.empty()


def _draw_in_bar(choice: Choice, value: Any) -> None:
    if value == choice.default:
        return
    chosen, reset = st.session_state[_BAR]
    if choice.leave:
        reset.button(
            choice.leave,
            key=f"quitter/{choice.key}",
            help="Lieu suivant ou précédent\u00a0: flèches, ou touches de page au bout de la page. "
            "Texte plus grand\u00a0: Ctrl et +. Plein écran\u00a0: F11. Menu\u00a0: tout en haut.",
            on_click=_clear,
            args=([choice.key],),
        )
    if is_presentation():
        return
    chosen.button(
        f"{choice.said(value)}\u00a0✕",
        key=f"retirer/{choice.key}",
        help="Retirer ce filtre",
        wrap=True,
        on_click=_clear,
        args=([choice.key],),
    )
    first = next(other.key for other, held in drawn().values() if held != other.default)
    if choice.key == first:
        reset.button("Tout effacer", key="effacer", type="tertiary", on_click=_clear)


def _clear(keys: list[str] | None = None) -> None:
    """Put choices back to their default, all the filters when none is named (callback)."""
    shown = drawn()
    keys = list(shown) if keys is None else keys
    _write({key: words for key, words in _address().items() if key not in keys})
    change({key: shown[key][0].default for key in keys})


def change(selection: Selection) -> None:
    """Apply a selection over the one shown (callback): the last act of one, which it ends.

    What is chosen for every page concerns all of this one, were the click in a part of it.
    """
    _apply(selection)
    if selection.keys() & st.session_state[_SELECTION].keys():
        st.rerun()


def _apply(selection: Selection) -> None:
    for key, value in selection.items():
        st.session_state[key] = value
    _forget_refused()


def open_page(page: str, changes: Selection) -> None:
    """Open a page on what is selected and these changes (callback).

    A choice of the page's own is told by its words.
    """
    _apply(changes)
    selection = st.session_state[_SELECTION]
    own = {key: words for key, words in changes.items() if words and key not in selection}
    address = adresse.write(selection | changes, fetch) | own
    _unbind(address)
    st.switch_page(page, query_params=address)


def _address() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def _write(address: Mapping[str, list[str]]) -> None:
    """Change the whole address in one act, which one step back undoes."""
    _unbind(address)
    st.query_params.from_dict(address)


def _unbind(keys: Iterable[str]) -> None:
    """Let words of the address be written by others than their select boxes, until drawn again.

    Streamlit refuses it, and would write them one box at a time.
    """
    with get_session_state().query_params() as params:
        for key in keys:
            binding = params.get_binding_for_param(key)
            if binding:
                params.unbind_widget(binding.widget_id)


def select_from_map(key: str) -> None:
    """Apply the shape clicked on the map `key` to the filters (callback of the map).

    A shape carries in its properties the filter it sets, `select_key`, and the option, `code`.
    """
    selection = st.session_state[key]["selection"]["objects"]
    clicked = [shape["properties"] for shapes in selection.values() for shape in shapes]
    change({shape["select_key"]: shape["code"] for shape in clicked})


def place_options() -> dict[str, dict[str, str]]:
    """Return the places that can be chosen now: by filter, the code of each and its words."""
    return {key: dict(drawn()[key][0].options) for key in ("region", "territoire")}


def chosen() -> Selection:
    """Return what is chosen for every page, by filter."""
    return dict(st.session_state[_SELECTION])


def select_from_chart(key: str, places: Places) -> None:
    """Choose the place whose mark was clicked in the chart `key` (callback)."""
    change(filtrage.clicked(st.session_state[key]["selection"]["points"], places))


def address_with(words: Mapping[str, str]) -> str:
    """Return the address of this page with these words in it, others kept: « ?region=Bretagne »."""
    kept = {key: held for key, held in _address().items() if key not in words}
    return f"?{urlencode({**kept, **words}, doseq=True)}"


def _forget_refused() -> None:
    st.session_state.pop(_REFUSED, None)


def refusals() -> list[str]:
    """Return which filters the address asks for that cannot be applied, as French clauses."""
    return list(st.session_state.get(_REFUSED, {}).values())
