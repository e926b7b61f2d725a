"""Dictionnaire et méthode: what each figure means, how it is made, from which source."""

import streamlit as st

from tdi import dictionnaire, fmt, provenance, sentences, tables, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
sources = fetch("donnees/sources", filters)
colonnes = dictionnaire.colonnes(sources)
glossaire = dictionnaire.glossaire()

ui.page_header(
    "Dictionnaire et méthode",
    "Que veut dire chaque chiffre, comment est-il fait, d’où vient-il\u202f?",
    filters,
)
st.caption(
    "Cette page vaut pour tout le tableau de bord\u00a0: les filtres n’y changent que le gabarit."
)

dictionary_tab, method_tab, glossary_tab, contract_tab, sources_tab = st.tabs(
    ["Dictionnaire", "Méthode", "Glossaire", "Contrat", "Sources"]
)

with dictionary_tab:
    words = st.text_input(
        "Chercher un chiffre, un mot, une source",
        placeholder="Par exemple\u00a0: étape, lauréats, Cour des comptes",
        key="mot",
        bind="query-params",
    )
    found = dictionnaire.search(colonnes, words, "label")
    count = fmt.plural(len(found.records()), "colonne")
    st.markdown(f"{count}, telles que leur requête les définit.")
    if found.is_empty:
        st.info("Aucune colonne ne contient tous ces mots. Essayez un seul mot, ou le glossaire.")
    else:
        tables.text(
            found,
            ["label", "definition"],
            details={"label": ["unit", "title", "sources"]},
            height=520,
        )
    provenance.downloads(colonnes, "dictionnaire")

with method_tab:
    for title, text in dictionnaire.methode():
        with st.expander(title):
            st.markdown(text)

with glossary_tab:
    term = st.text_input("Chercher un terme", placeholder="Par exemple\u00a0: fléché")
    terms = dictionnaire.search(glossaire, term, "terme")
    st.markdown(f"{fmt.plural(len(terms.records()), 'terme')}.")
    if terms.is_empty:
        st.info("Aucun terme ne contient tous ces mots.")
    else:
        tables.text(terms, ["terme", "sens"], height=520)

with contract_tab:
    st.markdown(
        "Ce qu’un opérateur, une région ou un territoire transmet chaque mois, et ce qui est "
        "vérifié avant publication. Le gabarit est un classeur à remplir\u00a0: celui du "
        "territoire ou de la région du volet de gauche, sinon de toute la phase."
    )
    st.download_button(
        "Télécharger le gabarit (Excel)",
        data=lambda: dictionnaire.gabarit(filters),
        file_name="gabarit.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
    )
    for title, text in dictionnaire.contrat():
        with st.expander(title):
            st.markdown(text)

with sources_tab:
    tables.cards(sources, sentences.source)
    provenance.footer(sources, "sources")
    ui.links([("pages/donnees/instantanes.py", "Les fichiers publiés et leurs empreintes")])
