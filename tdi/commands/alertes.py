"""`alertes`: print the alerts as the text of a mail, or write them as an Atom feed."""

import argparse
from pathlib import Path

from tdi import alertes, arguments, courriel, flux, fmt, mots
from tdi.filters import PHASES
from tdi.results import Result, compute
from tdi.snapshots import outputs

HELP = (
    "Dit ce qui appelle une réponse, de qui, depuis quand : un texte pour un courriel, ou un "
    "flux Atom. Code de retour 1 quand une alerte majeure y est."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    arguments.add_jeu(parser)
    arguments.add_date(parser)
    parser.add_argument(
        "--region", metavar="RÉGION", help="nom ou code : la région et ses territoires"
    )
    parser.add_argument(
        "--depuis",
        type=arguments.day,
        metavar="AAAA-MM-JJ",
        help="seulement les alertes ouvertes ou closes après cette date",
    )
    arguments.add_phase(parser)
    parser.add_argument(
        "--atom", type=Path, metavar="FICHIER", help="flux Atom à écrire, à la place du texte"
    )
    parser.add_argument(
        "--adresse", metavar="URL", help="adresse du tableau de bord, à mettre dans le flux"
    )


def run(options: argparse.Namespace) -> int:
    """Print or write the alerts; return 1 when a major one is among them."""
    filters, place = arguments.selection(options)
    followed = compute("suivi/alertes_suivies", filters)
    day = str(options.depuis) if options.depuis else None
    rows = alertes.since(followed, day) if day else followed
    selection = f"{place}, {PHASES[filters.phase].lower()}"
    if options.atom:
        with outputs.appearing(options.atom, replace=True) as draft:
            draft.write_bytes(flux.atom(rows, selection, options.adresse))
        print(f"Flux écrit : {options.atom} ({fmt.plural(len(rows.frame), 'alerte')})")
    else:
        print(_text(followed, rows, selection, day))
    grave = rows.only(alerte_etat=alertes.OPEN, gravite_name=alertes.GRAVE)
    return 0 if grave.is_empty else 1


def _text(followed: Result, rows: Result, selection: str, day: str | None) -> str:
    """Tell what is open of all that is `followed`, then list the `rows` asked for."""
    filters = rows.filters
    opened = rows.only(alerte_etat=alertes.OPEN)
    closed = {"Closes à cet instantané": rows.only(alerte_etat=alertes.JUST_CLOSED)}
    if day:
        closed["Closes auparavant"] = rows.only(alerte_etat=alertes.CLOSED)
    warning = mots.of(filters.jeu).avertissement
    lines = [
        f"Territoires d’industrie – alertes au {fmt.iso_day(filters.snapshot_date)} ({selection})",
        *([warning] if warning else []),
        "",
        courriel.plain(alertes.summary(followed)),
        *([alertes.moved(rows, day)] if day else []),
    ]
    blocks = {**alertes.by_gravite(opened), **closed}
    for title, block in blocks.items():
        if not block.is_empty:
            lines += ["", f"{title} ({len(block.frame)})"]
            lines += [f"– {courriel.plain(alertes.line(row))}" for row in block.records()]
    regles = compute("suivi/alertes_regles", filters).only(regle_etat="Non calculable")
    if not regles.is_empty:
        lines += ["", "Ce qui ne peut pas être calculé"]
        lines += [f"– {courriel.plain(alertes.impossible(row))}" for row in regles.records()]
    return "\n".join(lines)
