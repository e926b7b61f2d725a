"""Public claims in French words: what was said, by whom, when, and what it is worth (R8)."""

from collections import Counter
from typing import Any

from tdi import fmt
from tdi.results import Result

# A colour of `theme.VERDICT_COLORS` in Markdown, always beside the verdict's own word.
_BADGES = {
    "compatible": "blue",
    "non comparable": "orange",
    "contredit": "red",
    "invérifiable": "gray",
}


# What the page counts first (`suivi/annonces_chiffres`).
COUNTED = (
    "chiffre_count",
    "source_count",
    "contredit_count",
    "non_comparable_count",
    "inverifiable_count",
)
# Whose verdict the timeline shows, and the column that holds it (`suivi/verdicts`).
VERDICTS = {"Du registre": "verdict_registre", "Recalculé": "verdict_calcule"}


def summary(counts: Result) -> str:
    """Say what the register holds and what it leaves out (`suivi/annonces_chiffres`)."""
    if counts.filters.jeu != "public":
        return "Le registre des chiffres annoncés n’existe que dans le jeu public."
    parts = []
    if counts.value("chiffre_count"):
        parts.append(
            "Ce sont des déclarations, non des mesures\u00a0: toutes sont montrées, même quand "
            "elles se contredisent."
        )
    jalons, other = (counts.value(f"{name}_count") for name in ("jalon", "other"))
    if jalons:
        parts.append(f"S’y ajoutent {fmt.plural(jalons, 'jalon')}, vue «\u00a0Jalons\u00a0».")
    if other:
        parts.append(
            f"{fmt.plural(other, 'autre énoncé', 'autres énoncés')}, sur d’autres lieux, sur tout "
            f"le pays ou sur d’autres enjeux, {'reparaît' if other < 2 else 'reparaissent'} sans "
            "ces filtres."
        )
    return " ".join(parts)


def mesures(enonces: Result) -> list[str]:
    """Return what is claimed, « Thème – mesure », sorted."""
    return sorted({row["metric_label"] for row in enonces.records()})


def usual(enonces: Result) -> str:
    """Return the metric to open on: the number of territoires, else the most claimed one."""
    counts = Counter(row["metric_label"] for row in enonces.records())
    known = "Territoires – Territoires labellisés"
    return known if known in counts else counts.most_common(1)[0][0]


def units(enonces: Result) -> str:
    """Return the unit of the claims, or their units when they differ: « projets ou sites »."""
    return " ou ".join(dict.fromkeys(row["unit"] for row in enonces.records()))


def verdicts(judged: Result, whose: str) -> str:
    """Say how many claims got which verdict, by the register or by the written rule.

    Points are not a curve. Expects `suivi/verdicts`; `whose` is one of `VERDICTS`.
    """
    found = [row[VERDICTS[whose]] for row in judged.records()]
    return (
        f"{fmt.plural(len(found), 'énoncé')}. Verdict {whose.lower()}, {_counts(found)}. "
        "Les points ne sont pas reliés\u00a0: chacun a son périmètre et sa définition."
    )


def recomputed(verdicts: Result) -> str:
    """Say what the written rule finds, and how often the register says otherwise (`verdicts`)."""
    rows = verdicts.records()
    found = [row["verdict_calcule"] for row in rows]
    apart = sum(row["is_different"] for row in rows)
    same = "Les deux verdicts sont partout les mêmes."
    differ = "Le verdict recalculé diffère de celui du registre"
    return (
        "Une seule règle compare chaque énoncé aux autres de la même date, et à la table de cet "
        f"instantané qui tient sa mesure, quand il y en a une. Verdict {_counts(found)}. "
        + (f"{differ} pour {fmt.plural(apart, 'énoncé')}." if apart else same)
        + " Le registre lit aussi les textes\u00a0: aucun des deux ne corrige l’autre."
    )


def annonce(row: dict[str, Any]) -> str:
    """Write one claim (a row of `suivi/annonces`): value, date, author, verdict, what it cites."""
    facts = {name: "" if fmt.is_missing(value) else value for name, value in row.items()}
    origin = f"Éditeur\u00a0: {facts['publisher']}"
    if facts["speaker"]:
        origin += f". Dit par\u00a0: {facts['speaker']}"
    stage = [part for part in (facts["etape"], facts["etape_note"]) if part]
    parts = [
        f"**{facts['value_text'] or facts['date_text']}** – {facts['metric']}  \n"
        f"{facts['date_text']}, {facts['perimeter_name']}. {origin}.",
        facts["paraphrase"],
        f"Étape\u00a0: {'. '.join(stage)}" if stage else "",
        f":{_BADGES[facts['verdict']]}-badge[{facts['verdict'].capitalize()}] "
        f"{facts['verdict_reason']}",
        "\n".join(f"- :small[{cited}]" for cited in facts["cited_paraphrases"]),
        f":small[{_addresses(facts)} {facts['annonce_label']}]",
    ]
    return "\n\n".join(part for part in parts if part)


def attestations(result: Result) -> str:
    """Say in how many public lists a territoire is named (`territoires/attestations`)."""
    if result.is_empty:
        return (
            "Aucune des listes retrouvées ne le nomme avec certitude\u202f; celle des 124 "
            "territoires de 2018 n’est connue qu’en partie."
        )
    count = fmt.plural(len(result.records()), "liste retrouvée", "listes retrouvées")
    return f"Nommé dans {count}. Seul le nom est attesté, non le périmètre d’alors."


def jalons(result: Result) -> str:
    """Write the dated events as a list, the contradicted ones with the reason."""
    return "\n".join(
        f"- **{row['date_text']}**\u00a0: {row['paraphrase']}{_doubt(row)} "
        f":small[{_addresses(row)} {row['annonce_label']}]"
        for row in result.records()
    )


def jalon(row: dict[str, Any]) -> str:
    """Write the recomputed verdict of a dated event, beside the register's (`suivi/jalons`)."""
    other = f" Registre\u00a0: {row['verdict_registre']}." if row["is_different"] else ""
    return (
        f"**{row['date_text']}** :{_BADGES[row['verdict_calcule']]}-badge["
        f"{row['verdict_calcule'].capitalize()}] {fmt.spaced(row['raison'])}.{other}"
    )


def recomputed_jalons(jalons: Result) -> str:
    """Say how many events got which verdict, and what of them cannot be judged."""
    found = [row["verdict_calcule"] for row in jalons.records()]
    return (
        f"{fmt.plural(len(found), 'jalon')}. Verdict recalculé, {_counts(found)}. Un événement ne "
        "se compare à aucune table\u00a0: il est jugé par les chiffres du registre qui viennent du "
        "même texte, à la même date, et ne l’est pas quand il n’y en a pas."
    )


def _counts(found: list[str]) -> str:
    return ", ".join(
        f"{name}\u00a0: {fmt.number(found.count(name))}" for name in _BADGES if name in found
    )


def _doubt(row: dict[str, Any]) -> str:
    if row["verdict"] == "compatible":
        return ""
    return (
        f" :{_BADGES[row['verdict']]}-badge[{row['verdict'].capitalize()}] {row['verdict_reason']}"
    )


def _addresses(row: dict[str, Any]) -> str:
    references = [fmt.reference(text) for text in row["source_urls"]]
    links = []
    for rank, (address, remark) in enumerate(references, start=1):
        word = "Source" if len(references) == 1 else f"Source {rank}"
        # As read, a remark may be in another language: its words are in the drawer.
        links.append(f"[{word}]({address}){' (avec une remarque, au tiroir)' if remark else ''}")
    return ", ".join(links) + "."
