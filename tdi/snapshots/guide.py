"""The first sheet of the template: how to fill it, in one screen."""

from collections.abc import Iterable, Mapping

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tdi import theme
from tdi.snapshots import contract
from tdi.snapshots.contract import Table

_STEPS = {
    "Remplir": "Une ligne par fait, sur la feuille qui convient ; laisser vides les autres.",
    "Colonnes « * »": "Obligatoires, en bleu foncé. L’aide est sur chaque titre et à côté de la "
    "cellule.",
    "Listes": "Choisir dans la liste qui s’ouvre à droite de la cellule ; les noms sont sur la "
    "feuille « Listes ».",
    "Zéro ou inconnu": "Zéro s’écrit 0, avec l’état « Renseigné ». Ce qui est inconnu a l’état "
    "« Non communiqué », sans valeur.",
    "Montants": "En euros, au centime : 1 234 567,89. Aussi admis : 1,2 M€.",
    "Dates": "Jour/mois/année : 31/12/2025.",
    "Étapes": "Une ligne par étape (annoncé, fléché, engagé, payé) : aucune ne se déduit d’une "
    "autre.",
    "Lignes préremplies": "Un territoire dont rien n’est dit peut rester : sa ligne n’est pas lue.",
    "Ne pas ajouter": "De formule, de cellules fusionnées, de feuille masquée ni de second titre : "
    "le fichier serait refusé.",
    "Envoyer": "Le fichier est vérifié d’un coup ; en cas de faute, un rapport montre chaque "
    "cellule à corriger.",
}


_LINE_HEIGHT, _LINE_LENGTH = 15, 110


def write(
    workbook: xlsxwriter.Workbook,
    page: Worksheet,
    name: str,
    phase: int,
    tables: Iterable[Table],
    notes: Mapping[str, str],
) -> None:
    """Write the guide of the template made for `name`; `notes` come before the rest."""
    title = workbook.add_format({"bold": True, "font_size": 16, "font_color": theme.NAVY})
    strong = workbook.add_format({"bold": True, "valign": "top"})
    plain = workbook.add_format({"text_wrap": True, "valign": "top"})
    link = workbook.add_format({"font_color": theme.NAVY, "underline": 1, "valign": "top"})
    page.hide_gridlines(2)
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 100)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)
    page.set_row(0, 24)
    page.write_string(0, 0, f"Territoires d’industrie : relevé de « {name} »", title)
    version = contract.load().version
    page.write_string(1, 0, f"Phase {phase} du programme ; contrat de données {version}.")
    row = 3
    for label, text in {**notes, **_STEPS}.items():
        # Not every program makes a row as high as its text.
        page.set_row(row, _LINE_HEIGHT * -(-len(text) // _LINE_LENGTH))
        page.write_string(row, 0, label, strong)
        page.write_string(row, 1, text, plain)
        row += 1
    row += 1
    page.set_row(row, 24)
    page.write_string(row, 0, "Les feuilles", title)
    for table in tables:
        row += 1
        page.write_url(row, 0, f"internal:'{table.title}'!A1", link, table.title)
        page.write_string(row, 1, table.description, plain)
