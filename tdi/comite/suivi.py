"""What a committee follows: what it decided and what is due, what calls for an answer."""

from tdi import alertes, comites, fmt, resume
from tdi.adresse import Fetch
from tdi.comite.blocs import Section, Vue, table
from tdi.filters import Filters


def decisions(filters: Filters, fetch: Fetch) -> Section:
    """What the regional committee decided, and what is due."""
    taken = fetch("territoires/decisions", filters)
    followed = fetch("territoires/decisions_suivies", filters)
    sheets = {"Décisions": taken, "Décisions suivies": followed}
    if taken.is_empty:
        vue = Vue(
            "Aucune décision du comité régional n’est connue",
            (
                "À demander au secrétariat du comité régional\u00a0: ce qui a été décidé, qui doit "
                "le faire, pour quand.",
                "Sans cette liste, aucun retard ne peut être calculé.",
            ),
            (taken,),
        )
        return Section("Décisions à échéance", (vue,), sheets)
    rows = taken.records()
    late = sum(bool(row["is_en_retard"]) for row in rows)
    waiting = sum(row["statut"] not in ("Faite", "Abandonnée") for row in rows)
    words = {"is_en_retard": lambda row: "En retard" if row["is_en_retard"] else row["statut"]}
    told = fmt.plural(late, "décision en retard", "décisions en retard") if late else (
        "Aucune décision en retard")  # fmt: skip
    vue = Vue(
        f"{told}, {fmt.number(waiting)} à faire ou en cours sur {fmt.number(len(rows))}"
        if waiting
        else f"Aucune décision à échéance, sur {fmt.number(len(rows))} connues",
        (comites.since(followed),),
        (taken, followed),
        table(
            taken,
            ["decision_date", "intitule", "owner", "due_date", "is_en_retard"],
            headings={"is_en_retard": "Où elle en est"},
            words=words,
        ),
    )
    return Section("Décisions à échéance", (vue,), sheets)


def appels(filters: Filters, fetch: Fetch) -> Section:
    """What calls for an answer at the date of the snapshot, the gravest first."""
    found = fetch("suivi/alertes", filters)
    if found.is_empty:
        vue = Vue("Aucune alerte pour la région, à cette date", (), (found,))
        return Section("Alertes", (vue,), {"Alertes": found})
    owners = alertes.owners(found)
    asked = (
        f"attendues de {owners[0]}"
        if len(owners) == 1
        else f"{fmt.number(len(owners))} responsables à interroger"
    )
    vue = Vue(
        f"{alertes.counted(found)}\u202f; {asked}",
        (
            "Des règles publiées les ouvrent, seuils compris (page Alertes)\u202f; la gravité est "
            "une convention de ce tableau de bord.",
        ),
        (found,),
        table(
            found,
            ["gravite_name", "alerte_type", "sujet_name", "owner_names"],
            headings={"sujet_name": "Sur quoi, combien, où"},
            words={"sujet_name": resume.alert},
        ),
    )
    return Section("Alertes", (vue,), {"Alertes": found})
