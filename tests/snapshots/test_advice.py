"""A cell that cannot be read gets what was likely meant, never a guess put in its place."""

import pytest

from tdi.snapshots import advice, contract

AMOUNT = ("financements", "amount_eur")
BUDGET = ("fiches_action", "budget_eur")
DATE = ("contrats", "contrat_date")
COUNT = ("contrats", "fiche_count")
UNKNOWN = "cellule vide, avec l’état « Non communiqué »"
GUESSED = [
    (AMOUNT, "n.c.", UNKNOWN),
    (AMOUNT, " ? ", UNKNOWN),
    (AMOUNT, "En attente", UNKNOWN),
    (AMOUNT, "s.o.", "cellule vide, avec l’état « Sans objet »"),
    (AMOUNT, "-", f"0 si c’est zéro ; sinon {UNKNOWN}"),
    (AMOUNT, "Néant", f"0 si c’est zéro ; sinon {UNKNOWN}"),
    (BUDGET, "n.c.", "cellule vide"),
    (AMOUNT, "env. 50 000", "50 000, avec la précision « environ »"),
    (BUDGET, "≈ 1,2 M€", "1,2 M€"),
    (AMOUNT, "50 000 € HT", "50 000 €"),
    (AMOUNT, "1,2 M", "1,2 M€"),
    (AMOUNT, "350K", "350 k€"),
    (AMOUNT, "12.345,60", "12 345,60"),
    (AMOUNT, "1,234,567", "1 234 567"),
    (AMOUNT, "1.250.000 €", "1 250 000"),
    (AMOUNT, "12.345", "12 345, si « . » sépare les milliers"),
    (AMOUNT, "150000.456", "150000,46, arrondi au centime"),
    (AMOUNT, "1 O00", "1 000"),
    (AMOUNT, "15/01/2025", "la cellule est au format « Date » : la mettre au format « Nombre »"),
    (AMOUNT, "300 000 + 20 000", None),
    (AMOUNT, "beaucoup", None),
    (COUNT, "12 fiches", "12"),
    (DATE, "15.03.19", "15/03/2019"),
    (DATE, "31/09/2021", "30/09/2021"),
    (DATE, "45930", "30/09/2025, la cellule mise au format « Date »"),
    (DATE, "mars 2021", "le jour manque : du 01/03/2021 au 31/03/2021"),
    (DATE, "02/2024", "le jour manque : du 01/02/2024 au 29/02/2024"),
    (DATE, "Sept. 2025", "le jour manque : du 01/09/2025 au 30/09/2025"),
    (DATE, "2e trimestre 2021", "le jour manque : du 01/01/2021 au 31/12/2021"),
    (DATE, "15/13/2021", None),
    (DATE, "à préciser", "cellule vide"),
    (DATE, "-", "cellule vide"),
    (DATE, "14/07/1900", None),
    (("contrats", "etat"), "n.c.", "Non communiqué"),
    (("contrats", "source_id"), "?", None),
]


@pytest.mark.parametrize(("place", "text", "expected"), GUESSED)
def test_what_was_likely_meant_is_said(place, text, expected):
    table = contract.load().table(place[0])
    found = advice.find(table, table.column(place[1]), text)
    assert (found or "").replace("\u00a0", " ").replace("\u202f", " ") == (expected or "")
