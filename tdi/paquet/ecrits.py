"""What the program writes in a bundle beside its data and its notes: first page, texts, queries."""

from tdi import fmt, mots
from tdi.filters import Filters
from tdi.paquet import accueil, contenu, programme
from tdi.paquet.fichier import PAGE, REQUETES
from tdi.paquet.traces import Carnets

LISEZ_MOI, VERIFIER = "LISEZ-MOI.txt", "verifier.py"


def made(filters: Filters, carnets: Carnets, version: str) -> dict[str, bytes]:
    """Return these files by name, for the notes of a bundle; same data, same program, same bytes.

    `filters` give the data set and the snapshot, `version` is the fingerprint of the index.
    QueryError when a note cites a query that there is not.
    """
    contents = contenu.gather(filters)
    cited = {trace["requete"] for kept in carnets.notes for trace in kept.note.traces}
    files = {
        f"{REQUETES}/{name}": programme.query(name) or b""
        for name in programme.queries_used(cited | contents.requetes)
    }
    files[PAGE] = accueil.page(contents, list(carnets.notes)).encode()
    files[VERIFIER] = (accueil.MODELES / VERIFIER).read_bytes()
    files[LISEZ_MOI] = accueil.text(
        LISEZ_MOI,
        jour=fmt.long_day(carnets.instantane),
        jeu=filters.jeu,
        avertissement=mots.of(filters.jeu).avertissement,
        version=version,
    ).encode()
    return files
