"""What is missing, drawn: the cells without an answer, then what is known and its gaps."""

from tdi import cards, charts, demandes, findings, notations, sorties
from tdi.data import fetch
from tdi.filters import Filters


def cellules(filters: Filters) -> None:
    """Draw the cells without a known amount, by engagement, stage and région."""
    by_region = fetch("donnees/cellules_by_region", filters)
    if filters.region_code is None and filters.territoire_id is None:
        cards.chart_card(
            "Cellules non communiquées, par région",
            charts.ranked_bars(by_region, y="region_name", x="non_communiquee_count"),
            by_region,
            finding=findings.cells(by_region),
            takeaway=demandes.by_region(by_region, fetch("donnees/cellules", filters)),
        )
    cards.table_card("Cellules par étape", fetch("donnees/cellules_by_etape", filters))
    cards.table_card("Cellules par engagement", fetch("donnees/cellules_by_engagement", filters))
    cards.table_card("Cellules par région", by_region)


def qualite(filters: Filters) -> None:
    """Draw what the data are worth: the states of the cells, then the notes and their weights."""
    etats = fetch("donnees/cellules_etats", filters)
    notes = fetch("donnees/qualite", filters)
    cards.table_card("Les six états des cellules", etats, takeaway=notations.summary(etats))
    for famille in notations.FAMILLES:
        cards.table_card(
            f"Note de qualité des données, par {famille.lower()}",
            notes.only(famille=famille),
            takeaway=notations.worst(notes.only(famille=famille)),
        )
    cards.table_card("Ce que pèse chaque critère", fetch("donnees/criteres", filters))


def editeurs(filters: Filters) -> None:
    """Draw who published or transmitted what, and when."""
    publications = fetch("donnees/publications", filters)
    if publications.is_empty:
        sorties.no_data(
            "Qui a communiqué quoi", lambda other: fetch("donnees/publications", other).rows
        )
        return
    cards.table_card(
        "Qui a communiqué quoi, et quand",
        publications,
        takeaway="Le jour est conventionnel quand la source ne donne qu’un mois ou un trimestre.",
    )


def tables(filters: Filters) -> None:
    """Draw how full each table is."""
    for title, query in (
        ("Les tables du suivi", "donnees/couverture_suivi"),
        ("Les tables voisines", "donnees/couverture_sources"),
        (
            "Le registre, les listes, les indicateurs, les documents",
            "donnees/couverture_registre",
        ),
    ):
        cards.table_card(title, fetch(query, filters))


def lacunes(filters: Filters) -> None:
    """Draw what each source is known to lack."""
    cards.table_card("Lacunes connues, source par source", fetch("donnees/sources", filters))
