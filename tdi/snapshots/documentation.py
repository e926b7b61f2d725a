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

## Comment s’écrivent les valeurs

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


def render() -> str:
    """Return the whole page."""
    loaded = contract.load()
    parts = [_INTRODUCTION.format(version=loaded.version)]
    parts += [_table(table) for table in loaded.tables]
    return "\n".join(parts)


def _table(table: Table) -> str:
    lines = [f"## {table.title}", "", f"`{table.name}`. {table.description}"]
    if table.complementary:
        lines[-1] += " Table de données ouvertes : pas de feuille au gabarit."
    key = ", ".join(table.column(name).label for name in table.key)
    lines += ["", f"Une seule ligne par : {key}.", ""]
    lines += [
        "| Colonne | Nom technique | Type | Obligatoire | Aide |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [_column(column) for column in table.columns]
    told = [rule for rule in rules.load() if rule.table is table]
    if told:
        lines += ["", "| Règle | Gravité | Attendu |", "| --- | --- | --- |"]
        lines += [f"| {rule.title} | {rule.severity} | {rule.expected} |" for rule in told]
    return "\n".join([*lines, ""])


def _column(column: Column) -> str:
    kind = column.kind.replace("reference", "référence")
    if column.choices:
        kind += f" : {' ; '.join(column.choices)}"
    elif column.reference:
        kind += f" : `{column.reference}`"
    elif column.minimum is not None or column.maximum is not None:
        kind += f" ({cells.expected(column)})"
    required = "oui" if column.required else ""
    return f"| {column.label} | `{column.name}` | {kind} | {required} | {column.help} |"


if __name__ == "__main__":
    FILE.write_text(render(), encoding="utf-8")
