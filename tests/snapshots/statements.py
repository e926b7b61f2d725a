"""Statements for the tests: rows written as a producer would, and their import."""

import csv
from datetime import date

from tdi.snapshots import contract, importing, publishing
from tdi.snapshots.references import publish_references
from tests.snapshots.publications import copy_references

DAY = date(2024, 12, 31)

# One acceptable row per asked table, by technical name.
ROWS = {
    "financements": {
        "cadre": "Enveloppe 2018",
        "dispositif": "Relevé mensuel",
        "engagement_id": "VTE",
        "operateur_id": "Bpifrance",
        "maille": "Région",
        "zone_code": "Bretagne",
        "etape": "Engagé",
        "nature": "Subvention",
        "amount_eur": "1 234,56",
        "etat": "Renseigné",
        "reported_date": "30/11/2024",
        "source_id": "releve-11",
    },
    "mobilisation": {
        "engagement_id": "VTE",
        "operateur_id": "Bpifrance",
        "maille": "Région",
        "zone_code": "Bretagne",
        "mesure": "Instruites",
        "value": "12",
        "unit": "dossiers",
        "etat": "Renseigné",
        "reported_date": "30/11/2024",
        "source_id": "releve-11",
    },
    "mesures_indicateur": {
        "indicateur_id": "Locaux raccordables à la fibre",
        "maille": "Région",
        "zone_code": "Bretagne",
        "measure_date": "30/09/2024",
        "measure_type": "Valeur",
        "value": "91,5 %",
        "etat": "Renseigné",
    },
    "fiches_action": {
        "fiche_id": "bre-001",
        "intitule": "Atelier partagé",
        "territoire_ids": "Finistère",
        "cle_repartition": "Exclusif",
        "enjeu_id": "Innover",
        "statut": "En cours",
        "budget_eur": "100 000",
        "engage_eur": "50 000",
        "paye_eur": "10 000",
        "start_date": "01/03/2020",
        "end_date": "31/12/2025",
        "source_id": "releve-11",
    },
    "contrats": {
        "territoire_id": "Finistère",
        "statut": "Contrat signé",
        "contrat_date": "01/03/2020",
        "fiche_count": "12",
        "fiche_ferme_count": "5",
        "etat": "Renseigné",
        "source_id": "releve-11",
    },
    "appreciations": {
        "maille": "Territoire",
        "zone_code": "Finistère",
        "meteo": "Atteignable",
        "author": "DREETS",
        "appreciation_date": "30/11/2024",
    },
    "decisions": {
        "decision_id": "cpr-1",
        "committee": "Comité régional",
        "maille": "Région",
        "zone_code": "Bretagne",
        "decision_date": "30/11/2024",
        "intitule": "Relancer",
        "owner": "DREETS",
        "due_date": "31/12/2024",
        "statut": "À faire",
    },
    "laureats": {
        "laureat_id": "1",
        "is_fonds_territoires": "oui",
        "update_date": "08/04/2022",
    },
    "fa2it": {
        "zone_code": "53",
        "zone_name": "Bretagne",
        "measure_date": "31/05/2021",
    },
}


def write(folder, table, rows, *, labels=False):
    """Write rows (by technical name) as the CSV of a table; returns its path."""
    columns = {column.name: column.label for column in contract.load().table(table).columns}
    path = folder / f"{table}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(columns.values() if labels else columns)
        writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return path


def variants(table, *changes):
    """Return the acceptable row of a table, changed in as many ways as asked."""
    return [ROWS[table] | change for change in changes]


def read(*paths, day=DAY, **options):
    """Import files into the public data set, without writing anything."""
    return importing.read_files(paths, jeu="public", day=day, **options)


def blocking(imported):
    """Return the blocking faults."""
    return [fault for fault in imported.faults if fault.severity == "bloquant"]


def publish(folder, rows, day):
    """Publish in `TDI_DATA` a data set whose only snapshot holds these rows, by table."""
    publish_references("public", copy_references(folder / "references"))
    (folder / "avant").mkdir()
    imported = read(
        *(write(folder / "avant", table, written) for table, written in rows.items()),
        day=day,
        producer="essai",
    )
    assert not blocking(imported)
    imported.write(folder / "lot")
    publishing.publish(folder / "lot")
