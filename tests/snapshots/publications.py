"""Small lots and data sets that the tests of publication share."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from tdi.settings import data_folder
from tdi.snapshots import contract, lot, publishing, references

PUBLISHED_AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def an_amount(amount, **columns):
    """One national amount; two amounts of a lot differ by their `dispositif`."""
    return {
        "cadre": "Enveloppe 2018",
        "dispositif": "Essai",
        "maille": "France",
        "zone_code": "FR",
        "etape": "Engagé",
        "nature": "Subvention",
        "amount_eur": Decimal(amount),
        "etat": "Renseigné",
        "source_id": "registre",
        **columns,
    }


def write_lot(folder, jeu, day, *amounts, producer="DREETS"):
    table = contract.load().table("financements")
    rows = {"financements": pa.Table.from_pylist(list(amounts), schema=table.schema)}
    described = lot.Lot(
        jeu=jeu,
        date=date.fromisoformat(day),
        contrat=contract.load().version,
        producteur=producer,
        fichiers=(lot.InputFile(nom="releve.xlsx", sha256="0" * 64),),
        avertissements=(lot.Warned(message="Total inférieur au mois dernier", fichier="x.xlsx"),),
    )
    lot.write(folder, described, rows)
    return folder


def publish_amounts(jeu, day, *amounts, **options):
    """Publish a snapshot that holds these amounts and nothing else."""
    folder = write_lot(data_folder() / ".lots" / day, jeu, day, *amounts)
    return publishing.publish(folder, **({"published_at": PUBLISHED_AT} | options))


def publish_enjeux(jeu="essai"):
    """Publish a data set that has one reference table and no snapshot."""
    folder = data_folder() / ".references"
    folder.mkdir(parents=True)
    pq.write_table(pa.table({"enjeu_id": ["innover"]}), folder / "enjeux.parquet")
    return references.publish_references(jeu, folder)


def content(folder):
    """Every file of a folder, lock apart, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".verrou"
    }
