"""The cards of a bundle's first page: what each says, draws and tables, from one answer."""

from collections.abc import Callable
from dataclasses import dataclass

import plotly.graph_objects as go

from tdi import argent, charts, fmt, situations, theme
from tdi.filters import Filters
from tdi.results import Result

Ask = Callable[[str, Filters], Result]


@dataclass(frozen=True)
class Carte:
    """One card: its title, its sentence, its figure if any, the rows and columns of its table."""

    titre: str
    phrase: str
    result: Result
    columns: tuple[str, ...]
    figure: go.Figure | None = None


def cards(ask: Ask, filters: Filters) -> list[Carte]:
    """Return the cards of a snapshot, for the phase of `filters`, the first in a reader's order."""
    return [
        _funnel(ask, filters),
        _operateurs(ask, filters),
        _enjeux(ask, filters),
        _recours(ask, filters),
        _regions(ask, filters),
    ]


def _funnel(ask: Ask, filters: Filters) -> Carte:
    stages, losses = ask("pilotage/entonnoir", filters), ask("pilotage/pertes", filters)
    segments = {
        name: meaning
        for name, meaning in theme.ENVELOPPE_SEGMENTS.items()
        if meaning != "Dépassement" or any(row[name] > 0 for row in stages.records())
    }
    figure = charts.funnel(
        stages,
        y="etape",
        amount="documente_eur",
        total="reference_eur",
        segments=segments,
        losses=losses.only(nature=argent.TOUTES),
        loss="perte_eur",
        share="perte_share",
    )
    columns = ("etape", "documente_eur", "non_documente_eur", "depassement_eur")
    return Carte("De l’annoncé au payé", argent.entonnoir(stages), stages, columns, figure)


def _operateurs(ask: Ask, filters: Filters) -> Carte:
    """Who holds the money at the furthest stage where it is known who does."""
    every = ask("pilotage/repartition", filters).only(repartition="Opérateur")
    told = {row["etape"] for row in every.records()}
    stage = next((name for name in ("Engagé", "Annoncé") if name in told), "Annoncé")
    parts = every.only(etape=stage)
    figure = charts.parts_of_whole(
        parts, y="barre_name", x="barre_eur", share="barre_share", styles=theme.RESTE_STYLES
    )
    columns = ("segment", "amount_eur", "share", "precision", "natures")
    said = argent.repartition(parts) if not parts.is_empty else "Aucun montant connu."
    return Carte(f"{stage}, par opérateur", said, parts, columns, figure)


def _enjeux(ask: Ask, filters: Filters) -> Carte:
    situated = ask("pilotage/indicateurs", filters)
    columns = ("enjeu_name", "indicateur_name", "unit_name", "depart", "value", "cible", "etat")
    return Carte(
        "Les indicateurs des quatre enjeux",
        situations.proxies(situated),
        situated.only(is_phare=True),
        columns,
    )


def _recours(ask: Ask, filters: Filters) -> Carte:
    used = ask("pilotage/recours_by_zone", filters).only(maille="Ensemble")
    known = used.only(etat="Renseigné")
    columns = (
        "engagement_name",
        "etat",
        "utilisateur_count",
        "attendu_count",
        "jamais_count",
        "inconnu_count",
    )
    return Carte(
        "Territoires qui ont recours à chaque engagement",
        "Un territoire dont rien n’est dit n’est pas compté parmi ceux qui n’y ont pas recours.",
        used,
        columns,
        charts.ranked_bars(known, y="engagement_name", x="utilisateur_count"),
    )


def _regions(ask: Ask, filters: Filters) -> Carte:
    regions = ask("territoires/regions", filters)
    count = ask("pilotage/perimetre", filters).value("territoire_count")
    return Carte(
        f"Territoires de la phase {filters.phase}, par région",
        f"{fmt.plural(count, 'territoire')}. Un territoire sur deux régions compte dans chacune, "
        "une seule fois pour la France.",
        regions,
        ("region_name", "territoire_count", "interregional_count", "population"),
        charts.ranked_bars(regions, y="region_name", x="territoire_count"),
    )
