"""The grants of the Fonds vert 2023, placed in the territoires by commune: not programme money."""

import re

import pyarrow as pa

from etl import decoupage, territoire_communes
from etl.inputs import Inputs
from etl.laureats import passes_luhn
from etl.sql import select

SOURCE = "fonds_vert_2023_projets_subventionnes.csv"
# Paris, Lyon and Marseille appear by arrondissement: first digits of those codes, then the commune.
ARRONDISSEMENTS = {"751": "75056", "6938": "69123", "132": "13055"}
# Listed in the source's column of régions, which they are not.
COLLECTIVITES = (
    "Nouvelle-Calédonie",
    "Polynésie française",
    "Saint-Pierre-et-Miquelon",
    "Terres australes et antarctiques françaises",
    "Wallis-et-Futuna",
)

SQL = """
select
    cast(row_number() over () as integer) as ligne_id,
    nullif(numero_dossier_ds, 'Non Renseigné') as dossier_number,
    axe,
    case axe
        when '1' then 'Renforcer la performance environnementale'
        when '2' then 'Adapter les territoires au changement climatique'
        when '3' then 'Améliorer le cadre de vie'
        else error('Axe inconnu : ' || axe)
    end as axe_name,
    nom_demarche_ds as demarche_name,
    trim(nom_du_projet, ' \t\u00a0') as projet_name,
    trim(nom_beneficiaire_principal, ' \t\u00a0') as beneficiaire_name,
    siren,
    nom_region,
    code_departement as departement_code,
    nullif(code_commune, 'NULL') as commune_code,
    nullif(nom_commune, 'NULL') as commune_name,
    -- One amount carries the rounding error of a binary number.
    cast(round(cast(montant_engage as decimal(38, 15)), 2) as decimal(18, 2)) as amount_eur,
from lignes
"""

COLUMNS = (
    *("ligne_id", "dossier_number", "axe", "axe_name", "demarche_name", "projet_name"),
    *("beneficiaire_name", "siren", "region_code", "departement_code", "commune_code"),
    *("commune_name", "amount_eur", "phase1_territoire_id", "phase2_territoire_id"),
    *("phase1_attribution", "phase2_attribution"),
)


def siren(published: str) -> str | None:
    """Return the SIREN, cut from a SIRET or a float where need be, None if there is none."""
    match = re.fullmatch(r"(\d{9})(?:\d{5})?(?:\.0)?", published)
    return match[1] if match and passes_luhn(match[1]) else None


def territoire_by_commune(inputs: Inputs, phase: int) -> dict[str, str]:
    """Return the territoire of each commune; raise if a commune has two in one phase."""
    found: dict[str, str] = {}
    for row in territoire_communes.build(inputs).to_pylist():
        if row["territoire_id"].startswith(f"p{phase}-"):
            code = row["commune_code"]
            if code in found:
                raise ValueError(f"Commune {code} dans deux territoires : écrire une clé")
            found[code] = row["territoire_id"]
    return found


def commune_of_today(code: str, inputs: Inputs) -> str | None:
    """Return the commune of today that a code stands for, None if the code is unknown."""
    current = decoupage.communes(inputs)
    for prefix, commune in ARRONDISSEMENTS.items():
        if code not in current and code.startswith(prefix):
            return commune
    return code if code in current else decoupage.successors(inputs).get(code)


def attribution(
    code: str | None, territoires: dict[str, str], inputs: Inputs
) -> tuple[str | None, str]:
    """Return the territoire of a line and how it was attributed.

    A code that the list of the phase does not hold is carried to the commune that absorbed it.
    """
    if code is None:
        return None, "commune absente"
    today = commune_of_today(code, inputs)
    if today is None:
        return None, "commune inconnue"
    territoire_id = territoires.get(code) or territoires.get(today)
    return territoire_id, "attribué" if territoire_id else "hors territoire"


def build(inputs: Inputs) -> pa.Table:
    """Return one row per line of the source, in its order (a project may have several)."""
    raw = select(SQL, lignes=inputs.sources / "financement" / SOURCE)
    region_codes: dict[str, str | None] = dict.fromkeys(COLLECTIVITES)
    region_codes |= {name: code for code, name in decoupage.regions(inputs).items()}
    rows = raw.to_pylist()
    derived: dict[str, list[str | None]] = {
        "siren": [siren(row["siren"]) for row in rows],
        "region_code": [region_codes[row["nom_region"]] for row in rows],
    }
    for phase in (1, 2):
        territoires = territoire_by_commune(inputs, phase)
        placed = [attribution(row["commune_code"], territoires, inputs) for row in rows]
        derived[f"phase{phase}_territoire_id"] = [territoire_id for territoire_id, _ in placed]
        derived[f"phase{phase}_attribution"] = [reason for _, reason in placed]
    table = raw.drop_columns(["siren", "nom_region"])
    for name, values in derived.items():
        table = table.append_column(name, pa.array(values, pa.string()))
    return table.select(list(COLUMNS))
