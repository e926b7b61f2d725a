"""The reference tables of the demonstration: real places, sources that say fiction.

The perimeter is that of the month: a territoire is listed from its fictitious entry, and not while
a neighbour has absorbed it. The fiction ends before phase 2 was announced: it knows nothing of it.
"""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl import public
from etl.demonstration import modele, perimetre
from etl.public import REFERENCES

# Sources that stay true here: they describe places, the envelope that was announced, and what texts
# say of the engagements.
TRUE_SOURCES = (
    "anct-phase1",
    "decoupage-2026",
    "dossier-2018",
    "ign-admin-express",
    "registre",
)
# Facts about the real programme, and what became of its territoires: none belongs to the fiction.
EMPTY = ("annonces", "attestations", "ressources", "territoire_liens")
MAKER = "Générateur de démonstration"
SOURCES = {
    "demo-annonce": "Annonce répartie",
    "demo-cellules": "Cellules sans réponse",
    "demo-fiches": "Fiches-actions",
    "demo-contrats": "Contrats",
    "demo-fonds": "Fonds d’accélération réparti",
    "demo-indicateurs": "Indicateurs",
    "demo-releve-banque-des-territoires": "Banque des Territoires",
    "demo-releve-bpifrance": "Bpifrance",
    "demo-releve-business-france": "Business France",
    "demo-releve-etat": "État",
    "demo-releve-pia": "PIA",
    "demo-releve-pic": "PIC",
    "demo-releve-pole-emploi": "Pôle emploi",
}
# True but for one column; and the list that was not out yet.
DATED, UNKNOWN = "anct-phase1", "anct-phase2"


def write(folder: Path, day: date) -> list[str]:
    """Write every reference table of a month in `folder`, and return their names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in REFERENCES:
        rows = _present(_made(name, public.rows(name)), day).replace_schema_metadata(None)
        pq.write_table(rows, folder / f"{name}.parquet", compression="zstd")
    return list(REFERENCES)


def _made(name: str, real: pa.Table) -> pa.Table:
    if name in EMPTY:
        return real.slice(0, 0)
    if name == "territoires":
        return _territoires(real)
    if name == "indicateurs":
        return _typed(_indicateurs(), real)
    if name == "sources":
        return _typed(_sources(real), real)
    return real


def _present(rows: pa.Table, day: date) -> pa.Table:
    """Leave out what belongs to territoires that are not in the programme that day.

    Communes and outlines stay: they are drawn and counted through the list of territoires only,
    and would be stored anew at every entry.
    """
    if "territoire_id" not in rows.column_names or "commune_code" in rows.column_names:
        return rows
    present = {one.territoire_id for one in perimetre.present(day)}
    kept = [one in present for one in rows["territoire_id"].to_pylist()]
    return rows.filter(pa.array(kept, pa.bool_()))


def _typed(rows: list[dict[str, Any]], real: pa.Table) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=real.schema)


def _territoires(real: pa.Table) -> pa.Table:
    """Return the real territoires of phase 1, with the fictitious date of their entry, no end."""
    entries = {one.territoire_id: one.entry for one in perimetre.territoires()}
    rows = [row for row in real.to_pylist() if row["territoire_id"] in entries]
    for row in rows:
        row |= {"valid_from": entries[row["territoire_id"]], "valid_to": None}
    return _typed(rows, real)


def _indicateurs() -> list[dict[str, Any]]:
    """Return the fictitious indicators, ranked within their enjeu as they are written."""
    seen: Counter[str] = Counter()
    rows = []
    for entry in modele.parameters()["indicateurs"]:
        seen[entry["enjeu_id"]] += 1
        rows.append(_indicateur(entry, seen[entry["enjeu_id"]]))
    return rows


def _indicateur(entry: dict[str, Any], rank: int) -> dict[str, Any]:
    return {
        **entry,
        "rank": rank,
        "periodicity_note": f"Tous les {entry['pas']} mois, de 2019 à 2022.",
        "publisher": "l’éditeur (fictif) de l’indicateur",
        "source_id": "demo-indicateurs",
        "known_gaps": "Valeurs fictives.",
    }


def _sources(real: pa.Table) -> list[dict[str, Any]]:
    """Return the sources: the true ones, the fiction's, and fiction under the name of the others.

    Queries name their sources whatever the data set: here, those names must say that it is fiction.
    """
    found = []
    for row in real.to_pylist():
        if row["source_id"] == UNKNOWN:
            continue
        if row["source_id"] not in TRUE_SOURCES:
            found.append(_source(row["source_id"], "Données de démonstration", row["short_name"]))
        elif row["source_id"] == DATED:
            found.append(_dated(row))
        else:
            found.append(row)
    found.extend(_source(source_id, name) for source_id, name in SOURCES.items())
    return sorted(found, key=lambda row: row["source_id"])


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "short_name": f"{row['short_name']} (entrées\u00a0: fiction)",
        "known_gaps": f"{row['known_gaps']} Dates d’entrée inventées pour la démonstration.",
    }


def _source(source_id: str, name: str, instead_of: str = "") -> dict[str, Any]:
    """Return a source of the fiction; `instead_of` is the real one that it stands for."""
    title = (
        f"Fiction, à la place de\u00a0: {instead_of}" if instead_of else f"Fiction\u00a0: {name}"
    )
    return {
        "source_id": source_id,
        "short_name": f"{name} (fiction)",
        "title": title,
        "publisher": MAKER,
        "licence": "Licence Ouverte 2.0",
        "millesime": "2019 à 2022",
        "published_date": date(2022, 12, 31),
        "description": "Données inventées par un générateur ; elles ne disent rien du programme.",
        "known_gaps": "Défauts placés exprès : docs/demonstration.md.",
    }
