"""The annex of a committee's pack: what the words mean, where the figures come from, which files.

Each figure can be followed to its query, its rows, its files and their fingerprints (R7).
"""

from collections.abc import Sequence

from tdi import db, dictionnaire, fmt, mots
from tdi.adresse import Fetch
from tdi.comite.blocs import Section, Tableau, Vue
from tdi.filters import JEUX, PHASES, Filters
from tdi.origines import origines, said
from tdi.results import Result

# The words without which no slide of money reads right.
_WORDS = (
    "Annoncé", "Fléché", "Engagé", "Payé", "Non documenté", "Non communiqué", "Contesté",
    "Sans objet", "Hors enveloppe", "Alerte",
)  # fmt: skip


def annexe(filters: Filters, fetch: Fetch, sections: Sequence[Section]) -> Section:
    """Definitions, sources and fingerprints of everything that the sections draw."""
    drawn = [result for one in sections for vue in one.vues for result in vue.results]
    glossary = dictionnaire.glossaire()
    lines = {row["terme"]: row["sens"] for row in glossary.records()}
    words = tuple((word, lines[word]) for word in _WORDS if word in lines)
    sources = _sources(drawn, fetch)
    publications = fetch("donnees/instantanes", filters)
    shown = _shown(publications, filters)
    vues = (
        Vue(
            "Annoncé, fléché, engagé, payé\u00a0: quatre étapes, jamais confondues",
            (),
            (),
            Tableau(("Mot", "Sens"), words, frozenset(), "Les mots de ce dossier"),
        ),
        Vue(
            f"{fmt.plural(len(sources), 'source')} derrière les chiffres de ce dossier",
            (),
            (fetch("donnees/sources", filters),),
            Tableau(
                ("Source", "Éditeur", "Millésime", "Licence"),
                tuple(sources),
                frozenset(),
                "Sources des chiffres de ce dossier",
            ),
        ),
        Vue(
            f"Instantané du {fmt.iso_day(filters.snapshot_date)}\u00a0: ses empreintes",
            (
                "Un instantané publié ne change plus\u202f; une correction en est un autre. La "
                "commande «\u00a0python -m tdi verifier\u00a0» recalcule ces empreintes.",
            ),
            (publications,),
            Tableau(("Élément", "Valeur"), shown, frozenset(), "Empreintes de l’instantané"),
        ),
    )
    return Section("Annexe", vues, {"Sources": fetch("donnees/sources", filters)})


def _sources(drawn: Sequence[Result], fetch: Fetch) -> list[tuple[str, ...]]:
    found = {}
    for result in drawn:
        for row in origines(result, fetch).rows:
            words = [" ".join(said(row, name)) or fmt.MISSING
                     for name in ("publisher", "millesime", "licence")]  # fmt: skip
            found[row["title"]] = (row["title"], *words)
    return list(found.values())


def _shown(publications: Result, filters: Filters) -> tuple[tuple[str, str], ...]:
    database = db.open_jeu(filters.jeu, filters.version)
    told = [
        ("Jeu de données", JEUX.get(filters.jeu, filters.jeu)),
        ("Ce qu’il contient", mots.of(filters.jeu).etat),
        ("Phase", PHASES[filters.phase]),
    ]
    for row in publications.records():
        if str(row["snapshot_date"])[:10] == filters.snapshot_date:
            told.append(("Publié le", fmt.by_unit(row["published_date"], "date")))
            told.append(("Producteur", fmt.by_unit(row["producteur"], "texte")))
            told.append(("Manifeste de l’instantané (SHA-256)", str(row["empreinte"])))
    told.append(("Index du jeu de données (SHA-256)", database.version))
    return tuple(told)
