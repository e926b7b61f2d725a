"""The reference tables of the demonstration: its own files, sources that say fiction."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.demonstration import modele, perimetre
from etl.demonstration.perimetre import PUBLIC

# Sources that stay true here: they describe places, and the envelope that was announced.
TRUE_SOURCES = ("anct-phase1", "anct-phase2", "decoupage-2026", "ign-admin-express", "dossier-2018")
# Facts about the real programme: none of them belongs to a fiction.
EMPTY = ("annonces", "attestations", "ressources")
MAKER = "Générateur de démonstration"
SOURCES = {
    "demo-annonce": "Annonce, répartie par la fiction",
    "demo-cellules": "Cellules dont personne ne rend compte",
    "demo-fiches": "Fiches-actions fictives",
    "demo-contrats": "Contrats fictifs",
    "demo-fonds": "Fonds d’accélération, réparti par la fiction",
    "demo-indicateurs": "Indicateurs fictifs",
    "demo-releve-banque-des-territoires": "Relevé fictif de la Banque des Territoires",
    "demo-releve-bpifrance": "Relevé fictif de Bpifrance",
    "demo-releve-business-france": "Relevé fictif de Business France",
    "demo-releve-etat": "Relevé fictif de l’État",
    "demo-releve-pia": "Relevé fictif du PIA",
    "demo-releve-pic": "Relevé fictif du PIC",
    "demo-releve-pole-emploi": "Relevé fictif de Pôle emploi",
}


def write(folder: Path) -> list[str]:
    """Write every reference table in `folder`, and return their names."""
    folder.mkdir(parents=True, exist_ok=True)
    names = sorted(path.stem for path in PUBLIC.glob("*.parquet"))
    for name in names:
        rows = _made(name, pq.read_table(PUBLIC / f"{name}.parquet"))
        rows = rows.replace_schema_metadata(None)
        pq.write_table(rows, folder / f"{name}.parquet", compression="zstd")
    return names


def _made(name: str, public: pa.Table) -> pa.Table:
    if name in EMPTY:
        return public.slice(0, 0)
    if name == "territoires":
        return _territoires(public)
    if name == "indicateurs":
        return _typed(_indicateurs(), public)
    if name == "sources":
        return _typed(_sources(public), public)
    return public


def _typed(rows: list[dict[str, Any]], public: pa.Table) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=public.schema)


def _territoires(public: pa.Table) -> pa.Table:
    """Return the real territoires, with the fictitious date of their entry."""
    entries = {one.territoire_id: one.entry for one in perimetre.territoires()}
    rows = public.to_pylist()
    for row in rows:
        row["valid_from"] = entries.get(row["territoire_id"], row["valid_from"])
    return _typed(rows, public)


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
        "publisher": MAKER,
        "source_id": "demo-indicateurs",
        "known_gaps": "Valeurs fictives.",
    }


def _sources(public: pa.Table) -> list[dict[str, Any]]:
    """Return the sources: the true ones, the fiction's, and fiction under the name of the others.

    Queries name their sources whatever the data set: here, those names must say that it is fiction.
    """
    found = []
    for row in public.to_pylist():
        if row["source_id"] in TRUE_SOURCES:
            found.append(row)
        else:
            found.append(_source(row["source_id"], f"à la place de : {row['short_name']}"))
    found += [_source(source_id, title) for source_id, title in SOURCES.items()]
    return sorted(found, key=lambda row: row["source_id"])


def _source(source_id: str, title: str) -> dict[str, Any]:
    return {
        "source_id": source_id,
        "short_name": "Données de démonstration (fiction)",
        "title": f"Fiction, {title[0].lower()}{title[1:]}",
        "publisher": MAKER,
        "licence": "Licence Ouverte 2.0",
        "millesime": "2019 à 2022",
        "published_date": date(2022, 12, 31),
        "description": "Données inventées par un générateur ; elles ne disent rien du programme.",
        "known_gaps": "Défauts placés exprès : docs/demonstration.md.",
    }
