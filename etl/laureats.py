"""The laureates of the industrial measures of France Relance, placed in the territoires.

The source gives no amount. Its points place a project, its commune names do not (very often wrong).
"""

import re
import unicodedata

import pyarrow as pa
from shapely import Point

from etl import decoupage, geometrie, positions
from etl.inputs import Inputs
from etl.sql import select

SOURCE = "france_relance_laureats_2022-04.csv"
# Collectivités that the source names as départements; they lie outside the 18 régions.
COLLECTIVITES = {"987": "Polynésie française", "988": "Nouvelle-Calédonie"}

SQL = """
select
    cast(row_number() over () as integer) as laureat_id,
    trim(entreprise) as entreprise_name,
    type_entreprise as entreprise_type,
    siren as siren_brut,
    mesure,
    mesure = 'Soutien à l’investissement industriel dans les territoires' as is_fonds_territoires,
    -- Two labels are spelt in two ways.
    case filiere
        when 'Mode et luxe' then 'Mode et Luxe'
        when 'Industrie automobile' then 'Automobile'
        else replace(filiere, '''', '’')
    end as filiere,
    lpad(code_postal, 5, '0') as code_postal,
    trim(nom_commune) as commune_name_published,
    cast(mise_a_jour as date) as update_date,
    cast(longitude as double) as longitude,
    cast(latitude as double) as latitude,
    nom_departement,
    code_departement,
from laureats
"""

COLUMNS = (
    *("laureat_id", "entreprise_name", "entreprise_type", "siren", "siren_brut", "siren_etat"),
    *("mesure", "is_fonds_territoires", "filiere", "departement_code", "departement_etat"),
    *("departement_name", "region_code", "code_postal", "commune_name_published", "update_date"),
    *("longitude", "latitude", "position_etat", "phase1_territoire_id", "phase2_territoire_id"),
    *("phase1_attribution", "phase2_attribution"),
)


def passes_luhn(digits: str) -> bool:
    """Whether the control digit of a SIREN agrees with the others."""
    doubled = [int(digit) * (2 - index % 2) for index, digit in enumerate(digits, start=1)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def siren(published: str | None, is_local_number: bool = False) -> tuple[str | None, str]:
    """Return the SIREN that a published number gives, if any, and how it was obtained.

    A firm of the Pacific has a local number, which may look like a SIREN short of its zeros.
    """
    if published is None:
        return None, "absent"
    digits = published.replace(" ", "")
    if is_local_number or not re.fullmatch(r"\d{7,9}|\d{13,14}", digits):
        return None, "invalide"
    siret = len(digits) > 9
    candidate = digits.zfill(14)[:9] if siret else digits.zfill(9)
    if not passes_luhn(candidate):
        return None, "arrondi" if digits.endswith("000") else "invalide"
    if siret:
        return candidate, "tiré d’un SIRET"
    return candidate, "valide" if candidate == digits else "complété"


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.upper().replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def departement(name: str, published_code: str | None, codes: dict[str, str]) -> tuple[str, str]:
    """Return the code of a département and how it was obtained; raise if name and code disagree.

    `codes` gives the code of each département by its name in plain capitals.
    """
    code = codes[_plain(name)]
    if published_code == code:
        return code, "publié"
    if published_code and published_code.zfill(2) == code:
        return code, "complété"
    # Corse has no code in the source, Nouvelle-Calédonie one cut to its first two digits.
    if published_code is None or (code in COLLECTIVITES and code.startswith(published_code)):
        return code, "déduit du nom"
    raise ValueError(f"{SOURCE} : {name} porte le code {published_code}, {code} attendu")


def build(inputs: Inputs) -> pa.Table:
    """Return one row per laureate project, in the order of the source."""
    raw = select(SQL, laureats=inputs.sources / "financement" / SOURCE)
    names = decoupage.departements(inputs) | COLLECTIVITES
    region_codes = {
        commune.departement_code: commune.region_code
        for commune in decoupage.communes(inputs).values()
    }
    codes = {_plain(name): code for code, name in names.items()}
    rows = raw.to_pylist()
    places = [departement(row["nom_departement"], row["code_departement"], codes) for row in rows]
    departement_codes = [code for code, _ in places]
    sirens = [
        siren(row["siren_brut"], is_local_number=code in COLLECTIVITES)
        for row, code in zip(rows, departement_codes, strict=True)
    ]
    points = [
        None if row["longitude"] is None else Point(row["longitude"], row["latitude"])
        for row in rows
    ]
    etats = positions.etats(points, departement_codes, geometrie.departement_polygons(inputs))
    derived = {
        "siren": [number for number, _ in sirens],
        "siren_etat": [etat for _, etat in sirens],
        "departement_code": departement_codes,
        "departement_etat": [etat for _, etat in places],
        "departement_name": [names[code].replace("'", "’") for code in departement_codes],
        "region_code": [region_codes.get(code) for code in departement_codes],
        "position_etat": etats,
    }
    for phase in (1, 2):
        territoires = geometrie.territoire_polygons(inputs, phase)
        ids, reasons = positions.attributions(points, etats, territoires)
        derived |= {f"phase{phase}_territoire_id": ids, f"phase{phase}_attribution": reasons}
    for name, values in derived.items():
        raw = raw.append_column(name, pa.array(values, pa.string()))
    return raw.select(list(COLUMNS))
