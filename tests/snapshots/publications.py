"""Small lots and data sets that the tests of publication share."""

import shutil
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tdi import manifest
from tdi.settings import data_folder
from tdi.snapshots import contract, lot, publishing, references
from tdi.snapshots.depot import Depot
from tests.conftest import ROOT

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


def published_rows(table, day, jeu="public"):
    """The rows of a published table, in the contract's form."""
    path = data_folder() / jeu / manifest.fact_path(table, date.fromisoformat(day))
    # ParquetFile, not read_table: the latter would add the folder's snapshot as a column.
    return pq.ParquetFile(path).read()


def current_references(jeu="public", data=None):
    """The files of the current reference tables of a data set, by table."""
    folder = (data or data_folder()) / jeu
    _, index = manifest.read_index(Depot(folder))
    return {file.table: folder / manifest.reference_path(file) for file in index.references}


def copy_references(folder):
    """Copy the public reference tables of this repository into `folder`, named as published."""
    folder.mkdir(parents=True)
    for table, path in current_references(data=ROOT / "data" / "parquet").items():
        shutil.copy(path, folder / f"{table}.parquet")
    return folder


def republish(folder, day, **changed):
    """Publish in `folder` one public snapshot again, some of its tables changed; return it."""
    tables = {table.name: published_rows(table.name, day) for table in contract.load().tables}
    drafts = copy_references(folder / ".references")
    described = lot.Lot(
        jeu="public",
        date=date.fromisoformat(day),
        contrat=contract.load().version,
        producteur="Essai",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TDI_DATA", str(folder))
        references.publish_references("public", drafts)
        lot.write(folder / ".lot", described, tables | changed)
        publishing.publish(folder / ".lot", published_at=PUBLISHED_AT)
    return folder


def copy_last(folder):
    """Copy the public data set into `folder`, with its last snapshot alone."""
    shutil.copytree(data_folder() / "public", folder / "public")
    depot = Depot(folder / "public")
    _, index = manifest.read_index(depot)
    manifest.write_index(depot, index.model_copy(update={"instantanes": index.instantanes[-1:]}))


def content(folder):
    """Every file of a folder, lock apart, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".verrou"
    }
