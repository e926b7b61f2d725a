"""The rules of a fair comparison, drawn: what they allow, and in place of what they refuse (C8)."""

import streamlit as st

from tdi import cards, fmt, provenance, sorties
from tdi.comparaison import Comparaison, Row
from tdi.langue import enumerate_words
from tdi.results import Result

REFUSED, UNSURE = "Refusée", "Non vérifiable"


def refused(judged: Result, mesure: str) -> list[Row]:
    """Return the rules that forbid to compare a measure (`territoires/comparaison_gardes`)."""
    return [
        row for row in judged.records() if row["mesure"] == mesure and row["verdict"] == REFUSED
    ]


def reason(row: Row) -> str:
    """Say why a rule speaks: « Un total suit la population : 5,2 fois ; seuil : … (A et B) »."""
    found = f"{fmt.number(row['valeur'], 1)}\u00a0{row['unit']}"
    if row["unit"].startswith("%"):
        found = f"{fmt.number(row['valeur'], 1)}\u202f{row['unit']}"
    if row["verdict"] == UNSURE:
        found = "une donnée manque"
    names = row["cause_names"]
    causes = "" if fmt.is_missing(names) else f" ({enumerate_words(list(names))})"
    return f"{row['raison']}\u00a0: {found}\u202f; seuil\u00a0: {row['seuil_text']}{causes}."


def summary(judged: Result) -> str:
    """Say how many measures may be compared, and which may not (`comparaison_gardes`)."""
    mesures = list(dict.fromkeys(judged.frame["mesure"]))
    forbidden = [mesure for mesure in mesures if refused(judged, mesure)]
    unsure = list(dict.fromkeys(judged.only(verdict=UNSURE).frame["regle"]))
    told = (
        f"**{fmt.plural(len(mesures) - len(forbidden), 'mesure')} sur {fmt.number(len(mesures))}** "
        "peuvent être comparées."
    )
    if forbidden:
        told += f" Refusées\u00a0: {enumerate_words([one.lower() for one in forbidden])}."
    if unsure:
        rules = enumerate_words([one.lower() for one in unsure])
        told += f" Sous réserve, faute de données\u00a0: {rules}."
    return told


def verdict(judged: Result) -> None:
    """Say at the top of the page what may be compared, and what may not."""
    if not judged.is_empty:
        st.markdown(summary(judged))
        provenance.footer(judged, "verdict")


def allows(judged: Result, mesure: str) -> bool:
    """Whether a measure may be compared; says which rules refuse it when it may not."""
    rows = refused(judged, mesure)
    if rows:
        lines = "\n".join(f"- {reason(row)}" for row in rows)
        st.info(f"**{mesure}\u00a0: comparaison refusée pour cette mesure.**\n\n{lines}")
        provenance.footer(judged.only(mesure=mesure), f"garde/{mesure}")
    return not rows


def has_no_envelope(compared: Comparaison) -> bool:
    """Whether the phase has no envelope; says so when it has none."""
    if compared.filters.phase == 1:
        return False
    sorties.without_object("L’enveloppe et les 17 engagements sont ceux de la phase 1.")
    return True


def regles(judged: Result) -> None:
    """Draw every rule, and what it gave for these territoires; those that speak, in full."""
    told: dict[tuple[str, str], list[str]] = {}
    for row in judged.records():
        if row["verdict"] not in ("Permise", "Sans objet"):
            told.setdefault((f"{row['regle']}, {row['verdict'].lower()}", reason(row)), []).append(
                row["mesure"].lower()
            )
    lines = [
        f"- **{rule}** ({enumerate_words(mesures)}) – {why}"
        for (rule, why), mesures in told.items()
    ]
    cards.table_card(
        "Ce qui se compare, et ce qui ne se compare pas",
        judged,
        takeaway="Une mesure qu’une règle refuse n’est pas dessinée. Chaque seuil est une "
        "convention de ce tableau de bord.\n\n" + "\n".join(lines),
    )
