"""What a file is made of: choosing its subject, facts in full with their proof, texts to send."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

import streamlit as st

from tdi import cards, demandes, fmt, partie, provenance, sidebar, ui
from tdi.adresse import Choice
from tdi.data import fetch
from tdi.demandes import Row
from tdi.filters import Filters
from tdi.results import Result


def choose(
    label: str,
    options: list[str],
    *,
    key: str,
    what: str,
    default: str | None = None,
    placeholder: str = "Choisir dans la liste",
) -> str | None:
    """Draw a page's own select box, kept in the URL; None when nothing is chosen.

    With a `default`, something is always chosen: that option, or the first when it is not there.
    Without one, `placeholder` is what the empty box says.

    Says when the address asks for a value that is no option: `what` names what it should be.
    """
    first = default if default in options else next(iter(options), None)
    choice = Choice(
        key,
        label,
        {option: option for option in options},
        refusal=f"n’est pas {what}",
        default=None if default is None else first,
        placeholder=placeholder,
    )
    chosen, refusal = sidebar.select(choice)
    if refusal:
        st.warning(f"L’adresse demandait une sélection impossible\u00a0: {refusal}.")
    return chosen


def switch(label: str, options: Sequence[str], *, key: str, what: str, about: str = "") -> str:
    """Draw a page's own choice of how it shows things, all of them in sight, kept in the URL.

    The first option is the default. An address that asks for another is told: `what` names it.
    """
    asked = st.query_params.get(key)
    if asked and asked not in options:
        st.warning(f"L’adresse demandait «\u00a0{asked}\u00a0», qui n’est pas {what}.")
    chosen = st.segmented_control(
        label,
        options,
        default=options[0],
        required=True,
        key=key,
        bind="query-params",
        help=about or None,
    )
    return chosen or options[0]


@partie.alone
def volets(page: str, drawn: Mapping[str, Callable[[], object]]) -> None:
    """Draw one of the views of a page, chosen by name among all; the others ask nothing.

    A choice of a view, or in one, leaves the header and the rest of the page as they are.

    Each page has its own word in the address: a shared one would follow the reader to pages that
    have no such view.
    """
    drawn[switch("Voir", list(drawn), key=f"vue_{page}", what="une vue de cette page")]()


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


def measure(row: Row) -> str:
    """One published measure of the uptake, with its proof (`pilotage/recours`)."""
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
        address, remark = fmt.reference(part.strip())
        site = urlsplit(address).netloc.removeprefix("www.")
        link = f"[{site}]({address})" if site else address
        links.append(f"{link} {remark}".strip())
    return "\u202f; ".join(links)


def letters(filters: Filters) -> None:
    """Draw who owes what, then the text to send to each, and offer them as one file."""
    by_operateur = fetch("donnees/demandes_by_operateur", filters)
    caches = fetch("donnees/montants_caches", filters)
    cards.table_card(
        "Qui doit quoi",
        by_operateur,
        takeaway=" ".join(
            (
                demandes.summary(by_operateur, fetch("donnees/cellules", filters)),
                demandes.hidden(caches, by_operateur),
            )
        ),
    )
    provenance.footer(caches, "caches")
    asked = fetch("donnees/demandes", filters)
    texts = demandes.letters(asked, ui.describe(filters))
    for name, text in texts.items():
        with st.expander(f"Demande à adresser\u00a0: {name}"):
            st.code(text, language=None, wrap_lines=True)
    st.download_button(
        "Télécharger les demandes (texte)",
        data=lambda: demandes.bundle(texts),
        file_name="demandes.txt",
        mime="text/plain",
        on_click="ignore",
    )
    provenance.footer(asked, "demandes")
