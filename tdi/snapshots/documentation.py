"""The published contract, `docs/contrat.md`, rendered from `contrat.toml` and the rules.

`python -m tdi.snapshots.documentation` writes it; a test says whether the file is current.
"""

# ruff: noqa: E501 (the rows of a Markdown table cannot be cut)

from tdi.settings import ROOT
from tdi.snapshots import cells, contract, rules
from tdi.snapshots.contract import Column, Table

FILE = ROOT / "docs" / "contrat.md"
_INTRODUCTION = """\
# Le contrat d’un instantané

Version {version}. Page faite de `tdi/snapshots/contrat.toml` et des règles de
`tdi/snapshots/regles/` par `make contrat` : ne pas la corriger à la main.

Un instantané contient toutes les tables ci-dessous. Les premières sont demandées aux opérateurs, aux
régions et aux territoires : `python -m tdi gabarit --region Bretagne` écrit le classeur à
remplir. Les dernières viennent de données ouvertes.

## {values_title}

{values}
Une colonne se reconnaît à son titre ou à son nom technique ; « Montant (M€) » donne l’unité des
montants sans unité. Une correspondance (`--correspondance`, TOML ou JSON) traduit d’autres noms :

```toml
[valeurs.zone_code]
"AURA" = "Auvergne-Rhône-Alpes"

[feuilles."Suivi 2025"]
table = "financements"
colonnes = {{ "Crédits engagés HT" = "amount_eur", "Territoire" = "zone_code" }}
constantes = {{ cadre = "Enveloppe 2018", maille = "Territoire", etape = "Engagé" }}
ignorer = ["Total"]
```

Une table demandée dont aucun fichier ne dit rien est vide ; une table de données ouvertes reprend
alors celle de l’instantané précédent. L’import avertit de l’une et de l’autre.

« Bloquant » : rien n’est importé. « Avertissement » : montré, et gardé avec l’instantané.
"""
_VALUES_TITLE = "Comment s’écrivent les valeurs"
_VALUES = """\
| Type | Admis |
| --- | --- |
| montant | 1 234,56, 1234.56, 12 k€, 1,2 M€, 1,36 Md€ ; au centime ; ni négatif, ni au-delà de 100 Md€ |
| nombre | 1 234,5 ; une part s’écrit 12,5 % ou 0,125 |
| date | 31/12/2025, 31-12-2025, 2025-12-31, 31 décembre 2025, 1er mars 2019 ; de 2017 à 2035 |
| choix, référence | le nom ou l’identifiant, sans égard aux accents, à la casse ni à la ponctuation |
| zone | « France », une région ou un territoire, selon la maille |
| territoires | un ou plusieurs noms ou identifiants, séparés par « ; » ; publiés en identifiants |
| parts | 60 % ; 40 %, dans l’ordre des territoires ; publiées en parts de un : `0.6;0.4` |
| booléen | oui, non, vrai, faux, 1, 0 |

Une cellule vide n’est pas un zéro. Un nom de territoire est compris dans la phase demandée à l’import
(la première si rien n’est dit) : beaucoup de noms sont ceux de deux lieux, un par phase ;
un identifiant (`p1-ti-2402`, `p2-ti-2402`) dit sa phase.
"""


def render() -> str:
    """Return the whole page."""
    loaded = contract.load()
    introduction = {"version": loaded.version, "values_title": _VALUES_TITLE, "values": _VALUES}
    parts = [_INTRODUCTION.format(**introduction)]
    for table in loaded.tables:
        parts += [f"## {table.title}\n", f"`{table.name}`. {_table(table, technical=True)}"]
    return "\n".join(parts)


def sections() -> list[tuple[str, str]]:
    """Return what a reader of the dashboard is shown, title and Markdown: no technical name."""
    tables = [(table.title, _table(table, technical=False)) for table in contract.load().tables]
    return [(_VALUES_TITLE, _VALUES), *tables]


def _table(table: Table, *, technical: bool) -> str:
    told = table.description
    if table.complementary:
        told += " Table de données ouvertes : pas de feuille au gabarit."
    key = ", ".join(table.column(name).label for name in table.key)
    headings = ["Colonne", *(["Nom technique"] if technical else []), "Type", "Obligatoire", "Aide"]
    lines = [told, "", f"Une seule ligne par : {key}.", "", _row(headings)]
    lines.append(_row(["---"] * len(headings)))
    lines += [_column(column, technical=technical) for column in table.columns]
    broken = [rule for rule in rules.load() if rule.table is table]
    if broken:
        lines += ["", _row(["Règle", "Gravité", "Attendu"]), _row(["---"] * 3)]
        lines += [_row([rule.title, rule.severity, rule.expected]) for rule in broken]
    return "\n".join([*lines, ""])


def _row(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _column(column: Column, *, technical: bool) -> str:
    kind = column.kind.replace("reference", "référence")
    if column.choices:
        kind += f" : {' ; '.join(column.choices)}"
    elif column.reference and technical:
        kind += f" : `{column.reference}`"
    elif column.minimum is not None or column.maximum is not None:
        kind += f" ({cells.expected(column)})"
    required = "oui" if column.required else ""
    names = [column.label, *([f"`{column.name}`"] if technical else [])]
    return _row([*names, kind, required, column.help])


if __name__ == "__main__":
    FILE.write_text(render(), encoding="utf-8")
