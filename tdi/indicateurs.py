"""The pieces of a page on indicators, drawn: the overview, one enjeu, one indicator in detail."""

import streamlit as st

from tdi import charts, fmt, mots, provenance, sentences, situations, tables, ui
from tdi.dossier import amount
from tdi.results import Result
from tdi.situations import UNKNOWN, Row, situation


def overview(title: str, result: Result) -> None:
    """Draw one line per indicator that has a national target: from where, to where, against it.

    Expects `pilotage/indicateurs`. The others are named under the table.
    """
    zones = set(result.frame["zone_name"])
    named = ["zone_name"] if len(zones) > 1 else []
    national = ["national_value"] if zones != {"France"} else []
    dates = {
        "depart": "depart_date",
        "value": "measure_date",
        "cible": "cible_date",
        "national_value": "national_date",
    }
    shown = result.only(has_cible=True)
    written = {
        name: [
            situation(
                row[name], row[date], row, missing=UNKNOWN if name == "value" else fmt.MISSING
            )
            for row in shown.records()
        ]
        for name, date in dates.items()
    }
    with st.container(border=True):
        st.subheader(title, anchor=False)
        st.markdown(situations.proxies(result))
        tables.text(
            Result(result.query, shown.frame.assign(**written), result.filters),
            ["indicateur_name", "value"],
            details={
                "indicateur_name": [*named, "enjeu_name", "direction"],
                "value": ["depart", "cible", *national],
            },
        )
        has_dash = any(fmt.MISSING in written[name] for name in ("depart", "cible", *national))
        left_out = situations.left_out(result, has_dash=has_dash)
        if left_out:
            st.caption(left_out)
        provenance.footer(result, title)


def enjeu(
    one: Result, *, readings: Result, engagements: Result, montants: Result, sums: Result
) -> None:
    """Draw what is known near one enjeu (a row of `pilotage/enjeux`): values, promises, money.

    `sums` is `pilotage/enveloppe_by_enjeu`, all the enjeux; the others hold this enjeu alone.
    """
    name = one.value("enjeu_name")
    st.markdown(f"**{one.value('question')}** {one.value('definition')}")
    tables.cards(readings, situations.reading)
    st.markdown(situations.measured(one))
    provenance.footer(one, f"mesure/{name}")
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        st.markdown(_engagements(engagements))
        provenance.footer(engagements, f"engagements/{name}")
    with right.container(border=True, height="stretch"):
        if sum(row["montant_count"] for row in sums.only(enjeu_name=name).records()) > 1:
            st.markdown(_sums(name, sums))
            provenance.footer(sums, f"montants/{name}")
        else:
            st.markdown(_montants(montants, engagements, is_split=_is_split(sums)))
            provenance.footer(montants, f"montants/{name}")


def _engagements(result: Result) -> str:
    if result.is_empty:
        return (
            "**Engagements.** Sans objet\u00a0: les 17 engagements et les quatre enjeux sont ceux "
            "de la phase 1."
        )
    told = (
        "**Engagements rattachés.** Composantes qu’un texte public atteste, sans titre officiel "
        "connu.\n"
    )
    lines = [f"- {row['engagement_name']} ({row['libelle_statut']})" for row in result.records()]
    return "\n".join([told, *lines])


def _is_split(sums: Result) -> bool:
    # One amount alone is a published figure, not a split of the envelope.
    known = sums.frame.loc[sums.frame["enjeu_name"] != "Non précisé"]
    return bool((known.groupby("enjeu_name")["montant_count"].sum() > 1).any())


def _sums(name: str, sums: Result) -> str:
    lines = [f"- {_stage(row)}" for row in sums.only(enjeu_name=name).records()]
    others = " · ".join(_stage(row) for row in sums.only(enjeu_name="Non précisé").records())
    return "\n".join(
        [
            "**Argent.** Somme des montants connus de ses engagements dans l’enveloppe, toutes "
            "natures ensemble\u202f; aucune étape ne se déduit d’une autre.\n",
            *lines,
            *([f"\nEnjeu non précisé\u00a0: {others}."] if others else []),
        ]
    )


def _stage(row: Row) -> str:
    amount_told = fmt.euro_short(row["amount_eur"])
    return f"**{row['etape']}**\u00a0: {amount_told}{sentences.contested(row)}"


def _montants(result: Result, engagements: Result, *, is_split: bool) -> str:
    if set(engagements.frame["montants_etat"]) == {"Sans objet"}:
        return "**Argent\u00a0: sans objet.** Tous les territoires attendus le déclarent."
    texte = mots.of(result.filters.jeu).texte
    told = "**Argent\u00a0: non communiqué.**"
    if not is_split:
        told += f" Aucun {texte} ne répartit l’enveloppe par enjeu."
    if result.is_empty:
        return f"{told} Aucun montant n’est connu pour un engagement de cet enjeu."
    told += " Seuls montants connus pour un de ses engagements, non additionnés\u00a0:\n"
    lines = [f"- {row['engagement']}. {amount(row)}" for row in result.records()]
    return "\n".join([told, *lines])


def detail(readings: Result, *, series: Result, by_region: Result, definitions: Result) -> None:
    """Draw one indicator: its path in each zone of the selection, its definition, its spread."""
    name, owed_by = definitions.value("indicateur_name"), definitions.value("publisher")
    unit = definitions.value("unit")
    left, right = st.columns(2)
    with left:
        for row in readings.records():
            path = series.only(zone_code=row["zone_code"])
            _path(row, situations.in_unit(path, unit), owed_by)
    with right.container(border=True):
        st.subheader("Ce qu’il mesure, ce qu’il ne dit pas", anchor=False)
        for column in ("definition", "periodicity_note", "known_gaps"):
            st.markdown(f"**{definitions.column(column).label}.** {definitions.value(column)}")
        provenance.footer(definitions, name)
    if by_region.only(etat="Renseigné").is_empty:
        everyone = f"aucune des {len(by_region.frame)} régions"
        ui.unknown(f"{name}, par région\u00a0: {everyone}.", owed_by, by_region)
    else:
        annual = definitions.value("is_cumul_annuel")
        _spread(name, situations.in_unit(by_region, unit), is_cumul_annuel=annual)


def _path(row: Row, series: Result, owed_by: str) -> None:
    name = f"{row['indicateur_name']}, {row['zone_name']}"
    if row["etat"] == UNKNOWN:
        ui.unknown(f"{name}\u00a0: aucune valeur.", owed_by, series)
        return
    ui.chart_card(
        name,
        charts.trajectory(
            series, x="measure_date", y="value", series="measure_type", run="cumul_year"
        ),
        series,
        takeaway="Compteur annuel, qui repart chaque mois de janvier\u00a0: une ligne par année."
        if row["is_cumul_annuel"]
        else "",
    )


def _spread(name: str, result: Result, *, is_cumul_annuel: bool) -> None:
    coverage = situations.coverage(result, is_cumul_annuel=is_cumul_annuel)
    ui.chart_card(
        f"{name}, par région",
        charts.ranked_bars(result, y="region_name", x="value"),
        result,
        takeaway=f"{coverage} Ce n’est pas un classement\u00a0: les régions diffèrent par leur "
        "taille et par le nombre de cas mesurés.",
    )
