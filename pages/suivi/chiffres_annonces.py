"""Chiffres annoncés: what was said publicly of the programme, and whether it holds."""

import streamlit as st

from tdi import charts, dossier, findings, provenance, registre, tables, theme, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
counts = fetch("suivi/annonces_chiffres", filters)
annonces = fetch("suivi/annonces", filters)
enonces = annonces.only(annonce_type="Chiffre")
jalons = annonces.only(annonce_type="Jalon")

ui.page_header(
    "Chiffres annoncés",
    "Qu’a-t-on dit publiquement du programme, et cela tient-il\u202f?",
    filters,
)
if annonces.is_empty:
    ui.empty_state(filters, registre.summary(counts))
    st.stop()

st.markdown(registre.summary(counts))
ui.metric_row(counts, *registre.COUNTED)

if not enonces.is_empty:
    mesure = dossier.choose(
        "Mesure",
        registre.mesures(enonces),
        key="mesure",
        what="une mesure annoncée pour cette sélection",
        default=registre.usual(enonces),
    )
    chosen = enonces.only(metric_label=mesure)
    verdicts = fetch("suivi/verdicts", filters)
    judged = verdicts.only(metric_label=mesure)
    par = dossier.switch("Verdict", list(registre.VERDICTS), key="verdict", what="un verdict")
    ui.chart_card(
        f"{mesure}\u00a0: chaque énoncé à sa date",
        charts.marked_points(
            judged,
            x="drawn_date",
            y="value",
            label="point_label",
            series=registre.VERDICTS[par],
            colors=theme.VERDICT_COLORS,
            symbols=theme.VERDICT_SYMBOLS,
            unit=registre.units(chosen),
        ),
        judged,
        finding=findings.verdicts(judged, registre.VERDICTS[par]),
        takeaway=registre.verdicts(judged, par),
    )
    tables.cards(chosen, registre.annonce)
    provenance.footer(chosen, "enonces")
    ui.table_card(
        f"{mesure}\u00a0: le verdict recalculé, et celui du registre",
        judged,
        takeaway=registre.recomputed(judged),
    )
    ui.table_card(
        "Toutes les mesures\u00a0: là où les deux verdicts diffèrent",
        verdicts.only(is_different=True),
        takeaway=registre.recomputed(verdicts),
    )
    ui.table_card("Tous les énoncés de la sélection", enonces)

if not jalons.is_empty:
    st.header("Les jalons du programme", anchor=False)
    st.markdown(registre.jalons(jalons))
    provenance.footer(jalons, "jalons")
    ui.list_card(
        "Les jalons, jugés par les chiffres qu’ils reprennent",
        recomputed := fetch("suivi/jalons", filters),
        registre.jalon,
        takeaway=registre.recomputed_jalons(recomputed),
    )
