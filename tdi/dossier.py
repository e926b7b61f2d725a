"""The pieces of a file on one engagement: choosing it, its facts in full, the texts to send."""

from collections.abc import Callable
from urllib.parse import urlsplit

import streamlit as st

from tdi import fmt, provenance, sidebar
from tdi.adresse import Choice
from tdi.demandes import Row, bundle, debt
from tdi.demandes import letters as letters_of
from tdi.results import Result


def choose(
    label: str, options: list[str], *, key: str, what: str, default: str | None = None
) -> str | None:
    """Draw a page's own select box, kept in the URL; None when nothing is chosen.

    With a `default`, something is always chosen: that option, or the first when it is not there.

    Says when the address asks for a value that is no option: `what` names what it should be.
    """
    first = default if default in options else next(iter(options), None)
    choice = Choice(
        key,
        label,
        {option: option for option in options},
        refusal=f"n’est pas {what}",
        default=None if default is None else first,
        placeholder="Choisir dans la liste",
    )
    chosen, refusal = sidebar.select(choice)
    if refusal:
        st.warning(f"L’adresse demandait une sélection impossible\u00a0: {refusal}.")
    return chosen


def engagement(one: Result, *, recours: Result, montants: Result, demandes: Result) -> None:
    """Draw the file of one engagement: what it is, what is published of it, who owes the rest."""
    with st.container(border=True):
        st.subheader(one.value("engagement_name"), anchor=False)
        st.markdown("\n".join(f"- {fact}" for fact in facts(one)))
        provenance.footer(one, "engagement")
    owed_by = fmt.by_unit(one.value("operateur_names"), "liste")
    _list_card("Son recours publié", recours, uptake, owed_by)
    _list_card("Ses montants publiés", montants, amount, owed_by)
    if not demandes.is_empty:
        _list_card("Qui doit le reste, par territoire et par étape", demandes, debt, owed_by)


def _list_card(title: str, result: Result, write: Callable[[Row], str], owed_by: str) -> None:
    """Draw the rows as sentences under a title; say who owes them when there is none."""
    with st.container(border=True):
        st.subheader(title, anchor=False)
        if result.is_empty:
            st.markdown(f"**Non communiqué.** Attendu de\u00a0: {owed_by}.")
        else:
            st.markdown("\n".join(f"- {write(row)}" for row in result.records()))
        provenance.footer(result, title)


def facts(one: Result) -> list[str]:
    """What an engagement is and how that is attested; what is missing is said, not skipped."""
    names = (
        "libelle",
        "libelle_statut",
        "attestation",
        "source_url",
        "enjeu_name",
        "operateur_names",
        "objectif",
        "note",
    )
    lines = []
    for name in names:
        column, value = one.column(name), one.value(name)
        if fmt.is_missing(value):
            text = "_non communiqué_" if name != "note" else "aucune"
        else:
            text = addresses(value) if column.unit == "url" else fmt.by_unit(value, column.unit)
        lines.append(f"**{column.label}**\u00a0: {text}")
    return lines


def uptake(row: Row) -> str:
    """One published measure of the uptake (`pilotage/recours`)."""
    value = f"{fmt.number(row['value'], 2)}\u00a0{row['unit']}"
    return f"**{row['mesure']}**\u00a0: {value} ({row['etat'].lower()}).{_proof(row)}"


def amount(row: Row) -> str:
    """One published amount, with its stage, nature and frame (`pilotage/montants_publies`)."""
    # « exact » goes without saying; « plus de », « au plus », « arrondi » do not.
    said = row["precision"]
    precision = "" if fmt.is_missing(said) or said == "exact" else f"{said} "
    return (
        f"**{row['etape']}**\u00a0: {precision}{fmt.euro_short(row['amount_eur'])}, nature\u00a0: "
        f"{row['nature'].lower()}, cadre\u00a0: {row['cadre'].lower()}.{_proof(row)}"
    )


def _proof(row: Row) -> str:
    note = "" if fmt.is_missing(row["note"]) else f" {row['note']}"
    urls = row["source_urls"]
    return note if fmt.is_missing(urls) else f"{note} Source\u00a0: {addresses(urls)}."


def addresses(text: str) -> str:
    """Several addresses separated by « ; » as links called by their site; other words are kept."""
    links = []
    for part in text.split(";"):
        part = part.strip()
        site = urlsplit(part).netloc.removeprefix("www.")
        links.append(f"[{site}]({part})" if site else part)
    return "\u202f; ".join(links)


def letters(asked: Result, selection: str) -> None:
    """Draw the texts of the demands, one drawer each, and offer them as one file.

    `asked` is `donnees/demandes`; `selection`, the words of what it was asked for.
    """
    texts = letters_of(asked, selection)
    for name, text in texts.items():
        with st.expander(f"Demande à adresser\u00a0: {name}"):
            st.code(text, language=None, wrap_lines=True)
    st.download_button(
        "Télécharger les demandes (texte)",
        data=lambda: bundle(texts),
        file_name="demandes.txt",
        mime="text/plain",
        on_click="ignore",
    )
    provenance.footer(asked, "demandes")
