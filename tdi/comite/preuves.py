"""What follows each figure of the pack: documents, snapshot, query, files, fingerprints (R7)."""

from collections.abc import Iterable

from tdi import db, fmt, queries
from tdi.comite.blocs import Vue
from tdi.comite.contenu import Dossier
from tdi.exports.notice import origins
from tdi.origines import origines
from tdi.results import Result

# Letters that a line holds; the notes name every document.
_LONGEST = 130
_BETWEEN = "\u202f; "


def line(vue: Vue, dossier: Dossier) -> str:
    """« Source : … », on the page itself; « Sources consultées » when no figure comes of them."""
    told = [origines(result, dossier.fetch) for result in vue.results]
    names = list(dict.fromkeys(name for one in told for name in one.names))
    if not names:
        return ""
    label = "Source" if any(one.found for one in told) else "Sources consultées"
    shown = names
    while len(said := _BETWEEN.join(shown)) > _LONGEST and len(shown) > 2:
        kept = [name for name in shown if name in names][:-1]
        shown = [*kept, f"et {fmt.plural(len(names) - len(kept), 'autre')}"]
    return f"{label}\u00a0: {said}"


def notes(vue: Vue, dossier: Dossier) -> str:
    """The speaker's notes: what to say, then where each figure comes from."""
    said = ["À dire", fmt.plain(vue.title), *[fmt.plain(point) for point in vue.points], ""]
    proofs = list(dict.fromkeys(_proofs(vue.results, dossier)))
    return "\n".join([*said, "D’où viennent les chiffres", *proofs, "", selection(dossier)])


def selection(dossier: Dossier) -> str:
    """The selection, the snapshot and the fingerprint of what is published."""
    filters = dossier.filters
    version = db.open_jeu(filters.jeu, filters.version).version
    lines = [
        f"Sélection\u00a0: {dossier.selection}.",
        f"Index du jeu de données\u00a0: SHA-256 {version}.",
    ]
    return "\n".join([dossier.fiction, *lines] if dossier.fiction else lines)


def _proofs(results: Iterable[Result], dossier: Dossier) -> Iterable[str]:
    for result in results:
        yield f"Requête\u00a0: queries/{result.query.name}.sql – {result.query.title}"
        for rubrique, element, content in origins(result, dossier.fetch):
            if rubrique != "Requête":
                yield f"{rubrique}\u00a0: {element} – {content}"
        if not queries.tables_read(result.query.sql):
            yield f"Instantané\u00a0: {fmt.iso_day(dossier.filters.snapshot_date)}"
