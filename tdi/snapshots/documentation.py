"""The published contract, `docs/contrat.md`, rendered from `contrat.toml` and the rules.

`python -m tdi.snapshots.documentation` writes it; a test says whether the file is current.
"""

# ruff: noqa: E501 (the rows of a Markdown table cannot be cut)

from tdi.settings import ROOT
from tdi.snapshots import cells, contract, rules
from tdi.snapshots.contract import Column, Table
from tdi.snapshots.rules import Rule

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

Chaque table est comparée, ligne à ligne selon sa clé, à celle de l’instantané précédent. Une ligne
publiée avec une valeur et que nul fichier ne redit disparaît : l’import en avertit, et refuse
d’en perdre plus de la moitié d’une table, sauf `--accepter-les-pertes`. Avec `--completer`, ces lignes
sont reprises telles quelles ; les règles valent alors pour l’ensemble. Une table de données ouvertes
dont aucun fichier ne dit rien est toujours reprise.

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
    parts += [_table(table) for table in loaded.tables]
    return "\n".join(parts)


def sections() -> list[tuple[str, str]]:
    """Return what a reader of the dashboard is shown, title and Markdown.

    No technical name, and lists: a table of four columns does not hold on a phone.
    """
    return [
        (_VALUES_TITLE, _VALUES),
        *((one.title, _listed(one)) for one in contract.load().tables),
    ]


def _listed(table: Table) -> str:
    lines = [*_told(table), ""]
    for column in table.columns:
        required = ", obligatoire" if column.required else ""
        kind = _kind(column)
        told = f"**{column.label}**{required}. {column.help} *{kind[0].upper()}{kind[1:]}.*"
        lines.append(f"- {told}")
    broken = _rules(table)
    if broken:
        lines += ["", "Ce qui est vérifié :", ""]
        lines += [
            f"- **{rule.severity.capitalize()}.** {rule.title} Attendu : {rule.expected}."
            for rule in broken
        ]
    return "\n".join(lines)


def _table(table: Table) -> str:
    description, *rest = _told(table)
    lines = [f"## {table.title}", "", f"`{table.name}`. {description}", *rest, ""]
    lines += [
        "| Colonne | Nom technique | Type | Obligatoire | Aide |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [_column(column) for column in table.columns]
    broken = _rules(table)
    if broken:
        lines += ["", "| Règle | Gravité | Attendu |", "| --- | --- | --- |"]
        lines += [f"| {rule.title} | {rule.severity} | {rule.expected} |" for rule in broken]
    return "\n".join([*lines, ""])


def _told(table: Table) -> list[str]:
    """What a table is, and what makes one row of it."""
    told = table.description
    if table.complementary:
        told += " Table de données ouvertes : pas de feuille au gabarit."
    key = ", ".join(table.column(name).label for name in table.key)
    return [told, "", f"Une seule ligne par : {key}."]


def _rules(table: Table) -> list[Rule]:
    return [rule for rule in rules.load() if rule.table is table]


def _kind(column: Column) -> str:
    kind = column.kind.replace("reference", "référence")
    if column.choices:
        return f"{kind} : {' ; '.join(column.choices)}"
    if not column.reference and (column.minimum is not None or column.maximum is not None):
        return f"{kind} ({cells.expected(column)})"
    return kind


def _column(column: Column) -> str:
    kind = _kind(column)
    if column.reference:
        kind += f" : `{column.reference}`"
    required = "oui" if column.required else ""
    return f"| {column.label} | `{column.name}` | {kind} | {required} | {column.help} |"


if __name__ == "__main__":
    FILE.write_text(render(), encoding="utf-8")
