"""What figures mean, drawn: the columns of every query, the method, the words, the contract."""

import streamlit as st

from tdi import accessibilite as assessment
from tdi import dictionnaire, fmt, provenance, sentences, sidebar, tables, ui
from tdi.data import fetch
from tdi.filters import Filters
from tdi.results import Result

# More would be sent than anybody reads; the files have them all.
_SHOWN = 100


def colonnes(filters: Filters) -> None:
    """Draw the search of the columns, and offer all of them as files."""
    every = dictionnaire.colonnes(fetch("donnees/sources", filters))
    words = st.text_input(
        "Chercher un chiffre, un mot, une source",
        placeholder="Par exemple\u00a0: étape, lauréats, Cour des comptes",
        key="mot",
        bind="query-params",
    )
    found = dictionnaire.search(every, words, "label")
    count = len(found.frame)
    told = f"{fmt.plural(count, 'colonne')}, telles que leur requête les définit."
    if not words:
        told += " D’abord une par mot du glossaire, puis les autres par ordre alphabétique."
    if count > _SHOWN:
        told += (
            f" Les {fmt.number(_SHOWN)} premières sont montrées\u00a0: un mot de plus réduit la "
            "liste, les fichiers les ont toutes."
        )
    with st.container(key="dit/colonnes"):
        st.markdown(told)
    if found.is_empty:
        st.info("Aucune colonne ne contient tous ces mots. Essayez un seul mot, ou le glossaire.")
    else:
        tables.text(
            Result(found.query, found.frame.head(_SHOWN), found.filters),
            ["label", "definition"],
            details={"label": ["unit", "title", "sources"]},
            height=520,
        )
    source = "Source\u00a0: l’en-tête de chaque requête"
    if sidebar.is_presentation():
        st.caption(source)
        return
    with st.expander(source):
        st.markdown(
            "Une colonne est définie en tête de la requête qui la calcule, dans le dossier "
            "`queries/`\u202f; le chemin de chacune est dans les fichiers."
        )
        provenance.downloads(every, "dictionnaire")


def methode() -> None:
    """Draw how figures are made, section by section."""
    _sections(dictionnaire.methode())


def accessibilite() -> None:
    """Draw the self-assessment of accessibility: what is said first, then every criterion."""
    for rank, (title, text) in enumerate(assessment.sections()):
        with st.expander(title, expanded=rank < 3):
            st.markdown(text)
    st.header("Les 106 critères, un à un", anchor=False)
    for title, rows in assessment.themes().items():
        with st.expander(assessment.heading(title, rows)):
            st.markdown(
                "\n".join(
                    f"- **{one.number} {one.about}** – {one.etat.lower()}. {one.why}."
                    for one in rows
                )
            )
    st.caption("Source\u00a0: l’auto-évaluation du projet, `docs/accessibilite.md`.")


def glossaire() -> None:
    """Draw the search of the words of the programme."""
    term = st.text_input("Chercher un terme", placeholder="Par exemple\u00a0: fléché")
    terms = dictionnaire.search(dictionnaire.glossaire(), term, "terme")
    with st.container(key="dit/termes"):
        st.markdown(f"{fmt.plural(len(terms.frame), 'terme')}.")
    if terms.is_empty:
        st.info("Aucun terme ne contient tous ces mots.")
    else:
        tables.text(terms, ["terme", "sens"], height=520)
    st.caption("Source\u00a0: le glossaire du projet, `docs/glossaire.md`.")


def contrat(filters: Filters) -> None:
    """Draw what a statement must hold, and offer the workbook to fill."""
    st.markdown(
        "Ce qu’un opérateur, une région ou un territoire transmet chaque mois, et ce qui est "
        "vérifié avant publication. Le gabarit est un classeur à remplir\u00a0: celui du "
        "territoire ou de la région des filtres, sinon de toute la phase."
    )
    st.download_button(
        "Télécharger le gabarit (Excel)",
        data=lambda: dictionnaire.gabarit(filters),
        file_name="gabarit.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
    )
    _sections(dictionnaire.contrat())


def sources(filters: Filters) -> None:
    """Draw who published what, and what it lacks."""
    described = fetch("donnees/sources", filters)
    tables.cards(described, sentences.source)
    provenance.footer(described, "sources")
    ui.links([("pages/donnees/instantanes.py", "Les fichiers publiés et leurs empreintes")])


def _sections(sections: list[tuple[str, str]]) -> None:
    for title, text in sections:
        with st.expander(title):
            st.markdown(text)
