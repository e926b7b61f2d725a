"""Who or what the subject is: its members, its territoires, the text that attests it."""

from typing import Any

from tdi import fmt, langue
from tdi.notes.sujet import ENGAGEMENT, ENJEU, REGION, TERRITOIRE, Sujet
from tdi.traces import Carnet

_LIEU, _MEMBRES, _LIENS = (
    "territoires/territoires",
    "territoires/membres",
    "territoires/liens",
)
# Members that are named; a territoire made of communes may have many more.
_NAMED = 24
Bloc = dict[str, Any]


def bloc(carnet: Carnet, sujet: Sujet) -> Bloc:
    """Return the title and the lines of the block; no line for the nation."""
    title, notes = {
        TERRITOIRE: ("Le territoire", _territoire),
        REGION: ("Ses territoires", _region),
        ENGAGEMENT: ("Ce que c’est", _engagement),
        ENJEU: ("Ce que c’est", _enjeu),
    }.get(sujet.kind, ("", lambda *_: []))
    return {"titre": title, "notes": notes(carnet, sujet)}


def _territoire(carnet: Carnet, sujet: Sujet) -> list[str]:
    [row] = carnet.rows(_LIEU)
    regions = carnet.cite(_LIEU, "region_names", style="liste")
    departements = carnet.cite(_LIEU, "departement_names", style="liste")
    # Overseas, a région is its only département.
    place = (
        str(regions) if str(regions) == str(departements) else f"{regions}\u202f; {departements}"
    )
    told = [f"{place}. {carnet.cite(_LIEU, 'population')}."]
    names = [carnet.name(member["membre_name"]) for member in carnet.rows(_MEMBRES)]
    count = carnet.cite(_LIEU, "membre_count", style="nombre")
    more = "…" if len(names) > _NAMED else "."
    told.append(f"Membres ({count})\u00a0: {', '.join(names[:_NAMED])}{more}")
    told.append(f"Contrat\u00a0: {langue.small(row['contrat_statut'])}.")
    others = [carnet.name(one["autre_territoire_name"]) for one in carnet.rows(_LIENS)]
    if others and len(carnet.rows("filtres/phases")) > 1:
        other = 2 if sujet.filters.phase == 1 else 1
        told.append(f"En phase {other}, ses membres sont dans\u00a0: {', '.join(others)}.")
    return told


def _region(carnet: Carnet, _: Sujet) -> list[str]:
    rows = carnet.rows(_LIEU)
    if not rows:
        return ["Cette phase n’a aucun territoire dans la région."]
    names = [
        carnet.name(row["territoire_name"]) + (" *" if row["is_interregional"] else "")
        for row in rows
    ]
    starred = " * Sur plusieurs régions." if any(name.endswith("*") for name in names) else ""
    return [f"{', '.join(names)}.{starred}"]


def _engagement(carnet: Carnet, sujet: Sujet) -> list[str]:
    [row] = carnet.rows("pilotage/engagements", engagement_id=sujet.engagement_id)
    told = [carnet.name(row[name]) for name in ("libelle", "note") if not fmt.is_missing(row[name])]
    told.append(f"Libellé {row['libelle_statut']}\u202f; aucun intitulé officiel n’est connu.")
    return told


def _enjeu(carnet: Carnet, sujet: Sujet) -> list[str]:
    [row] = carnet.rows("pilotage/enjeux", enjeu_id=sujet.filters.enjeu_id)
    return [
        f"{carnet.name(row['question'])} {carnet.name(row['definition'])}",
        f"Non mesuré\u00a0: {carnet.name(row['known_gaps'])}",
    ]
