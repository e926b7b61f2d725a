"""What a header lacks, gives twice, or says in other words: told with what it may be."""

from rapidfuzz import process

from tdi import mots
from tdi.snapshots.contract import Column
from tdi.snapshots.faults import Fault, blocking, quoted, shown, warning
from tdi.snapshots.mapping import Mapping
from tdi.snapshots.matching import Matched, missing
from tdi.snapshots.names import key, likeness, words

_LIKENESS = 70
# What people call our columns: never read as them without a mapping, only suggested.
_ALSO_CALLED = {
    "zone_code": ("Territoire", "Région", "Périmètre", "Territoire ou région"),
    "maille": ("Niveau", "Échelle", "Échelon"),
    "amount_eur": ("Montants", "Crédits", "Crédits engagés", "Crédits payés"),
    "source_id": ("Source", "Origine"),
    "reported_date": ("Date", "Arrêté au", "Mise à jour", "Date de transmission"),
    "fiche_id": ("N°", "Numéro", "Référence", "Réf.", "Id"),
    "decision_id": ("N°", "Numéro", "Référence", "Réf.", "Id"),
    "fiche_count": ("Nb de fiches", "Nombre de fiches", "Fiches"),
    "fiche_ferme_count": ("Fiches fermes", "Nb de fiches fermes"),
    "note": ("Commentaire", "Commentaires", "Observation", "Observations"),
}


def faults(matched: Matched, mapping: Mapping) -> list[Fault]:
    """Tell every fault of the header of a sheet."""
    sheet, table = matched.sheet, matched.table
    said = mapping.of(sheet)
    wordings = [mapping, said] if said else [mapping]
    place = {"file": sheet.file_name, "sheet": sheet.sheet_name, "row": sheet.header_row or None}
    told: list[Fault] = []
    left_out = {key(label) for wording in wordings for label in wording.ignorer}
    left_out.add(key(mots.FICTION))
    used = set(matched.columns.values())
    unknown = [
        label
        for label in sheet.labels
        if label not in used | {*matched.repeated} and key(label) not in left_out
    ]
    for label in sheet.labels:
        here = {**place, "column": shown(label), "value": shown(label)}
        if label in matched.repeated:
            message = f"La colonne {quoted(label)} est donnée deux fois, sous deux noms."
            told.append(blocking(**here, message=message))
        elif label in unknown:
            message = f"Colonne inconnue de la table « {table.title} » : elle n’est pas lue."
            told.append(warning(**here, message=message, suggestion=_meant(label, matched)))
    told += [
        blocking(
            **place,
            column=column.label,
            message="Colonne obligatoire absente.",
            expected=f"une colonne « {column.label} », ou une constante de la correspondance",
            suggestion=_renamed(column, unknown, matched),
        )
        for column in missing(matched)
    ]
    return told


def _meant(label: str, matched: Matched) -> str | None:
    """What a label that is not understood probably is, among the columns that the sheet lacks."""
    column = _likely(label, matched)
    if column is None or key(label) not in map(key, column.choices):
        return column.label if column else None
    value = f"{quoted(label)} est une valeur de la colonne {quoted(column.label)}"
    return f"{value} : une ligne par valeur, le chiffre dans sa propre colonne"


def _likely(label: str, matched: Matched) -> Column | None:
    """The column that is so called, or whose values are spread over columns, or of a near name."""
    lacking = [column for column in matched.table.columns if not matched.has(column)]
    for column in lacking:
        if key(label) in map(key, _ALSO_CALLED.get(column.name, ())):
            return column
    for column in lacking:
        if key(label) in map(key, column.choices):
            return column
    names = {place: words(column.label) for place, column in enumerate(lacking)}
    near = process.extractOne(words(label), names, scorer=likeness, score_cutoff=_LIKENESS)
    return lacking[near[2]] if near else None


def _renamed(column: Column, unknown: list[str], matched: Matched) -> str | None:
    """Which of the columns that are not understood is probably the missing one."""
    found = [
        label
        for label in unknown
        if _likely(label, matched) is column and key(label) not in map(key, column.choices)
    ]
    # A territoire says more than its région.
    called = [key(name) for name in _ALSO_CALLED.get(column.name, ())]
    found.sort(key=lambda label: called.index(key(label)) if key(label) in called else len(called))
    return f"renommer la colonne {quoted(found[0])}" if found else None
