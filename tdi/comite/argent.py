"""The money of a region for its committee: the envelope by stage and nature, and what is outside.

What nobody tells has its segment and its count (R1, R2); natures are kept apart (R4).
"""

from typing import Any

from tdi import argent, fmt, sentences, theme
from tdi.adresse import Fetch
from tdi.comite.blocs import Section, Vue, bars, bars_by, table
from tdi.filters import Filters
from tdi.results import Result

SANS_OBJET = "L’enveloppe de 2018 et ses 17 engagements sont ceux de la phase 1\u00a0: sans objet"


def enveloppe(filters: Filters, fetch: Fetch) -> Section:
    """What is known of the envelope in the region, by stage and nature; what is outside of it."""
    outside = fetch("pilotage/hors_enveloppe", filters)
    sheets = {"Hors enveloppe": outside}
    if filters.phase != 1:
        vues = _outside(outside, SANS_OBJET) or [Vue(SANS_OBJET, (), (outside,))]
        return Section("Enveloppe", tuple(vues), sheets)
    stages = fetch("pilotage/entonnoir", filters)
    natures = fetch("territoires/montants_by_nature", filters)
    national = fetch("pilotage/enveloppe_by_etape", filters)
    sheets = {
        "Enveloppe par étape": stages,
        "Enveloppe par nature": natures,
        "Enveloppe France": national,
        **sheets,
    }
    if not argent.is_known(stages):
        return Section("Enveloppe", (_national(stages, national), *_outside(outside)), sheets)
    vues = [_stages(stages), _natures(natures)]
    return Section("Enveloppe", (*vues, *_outside(outside)), sheets)


def _national(stages: Result, national: Result) -> Vue:
    return Vue(
        "Ce que la région reçoit de l’enveloppe n’est communiqué à aucune étape",
        (argent.entonnoir(stages), f"Le graphique est national. {sentences.enveloppe(national)}"),
        (stages, national),
        bars(
            national,
            "etape",
            _segments(),
            unit="€",
            alt="L’enveloppe nationale à chaque étape\u00a0: documenté, non documenté, dépassement",
        ),
    )


def _segments() -> dict[str, tuple[str, theme.Style]]:
    return {
        column: (meaning, theme.SEGMENT_STYLES[meaning])
        for column, meaning in theme.ENVELOPPE_SEGMENTS.items()
    }


def _stages(stages: Result) -> Vue:
    told = [f"{row['etape'].lower()} {_amount(row['documente_eur'])}" for row in stages.records()]
    closed = not fmt.is_missing(stages.records()[0]["reference_eur"])
    series = _segments() if closed else {"documente_eur": ("Documenté", (theme.NAVY, ""))}
    return Vue(
        _sentence(told),
        (argent.entonnoir(stages),),
        (stages,),
        bars(
            stages,
            "etape",
            series,
            unit="€",
            alt="Montants de l’enveloppe connus dans la région à chaque étape, et ce qui n’est pas "
            "documenté",
        ),
    )


def _natures(natures: Result) -> Vue:
    engaged = sorted(
        (row for row in natures.only(etape="Engagé").records() if _known(row["amount_eur"])),
        key=lambda row: -row["amount_eur"],
    )
    first = [f"{_amount(row['amount_eur'])} ({row['nature'].lower()})" for row in engaged[:2]]
    title = f"Engagé d’abord\u00a0: {', '.join(first)}" if first else (
        "Aucun montant engagé n’est connu, dans aucune nature")  # fmt: skip
    drawn = bars_by(
        natures,
        "etape",
        "amount_eur",
        "nature",
        theme.NATURE_STYLES,
        "Montants connus dans la région à chaque étape, nature par nature",
    )
    return Vue(title, (argent.natures(natures),), (natures,), drawn)


def _outside(outside: Result, before: str = "") -> list[Vue]:
    if outside.is_empty:
        return []
    count = fmt.plural(len(outside.frame), "montant connu", "montants connus")
    return [
        Vue(
            f"Hors enveloppe, dans les mêmes lieux\u00a0: {count}, jamais additionnés",
            (
                *((f"{before}.",) if before else ()),
                "Ces aides ne sont pas des crédits de l’enveloppe de 2018\u202f; elles ne "
                "s’additionnent ni avec elle, ni entre elles.",
            ),
            (outside,),
            table(
                outside,
                ["dispositif", "perimetre", "etape", "nature", "amount_eur", "reported_date"],
            ),
        )
    ]


def _sentence(parts: list[str]) -> str:
    """« Annoncé 70,5 M€, payé 22,2 M€ »: `capitalize` alone would write « m€ »."""
    told = ", ".join(parts)
    return told[0].upper() + told[1:]


def _known(value: object) -> bool:
    return not fmt.is_missing(value)


def _amount(value: Any) -> str:
    return "non communiqué" if fmt.is_missing(value) else fmt.euro_short(value)
