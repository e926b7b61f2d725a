"""Instantanés: which ones exist, what they contain, what corrects them, their fingerprints."""

from tdi import cards, sentences, ui
from tdi.data import fetch
from tdi.sidebar import current_filters

filters = current_filters()
ui.page_header(
    "Instantanés",
    "Quels instantanés existent, que contiennent-ils, lesquels ont été corrigés ou retirés\u202f?",
    filters,
)
instantanes = fetch("donnees/instantanes", filters)
contenu = fetch("donnees/instantanes_contenu", filters)
fichiers = fetch("donnees/instantanes_fichiers", filters)
avertissements = fetch("donnees/instantanes_avertissements", filters)
cards.table_card(
    "Les instantanés",
    instantanes,
    takeaway="Un instantané publié ne change plus\u00a0: une correction est un nouvel instantané, "
    "qui dit lequel il corrige et pourquoi. Le choisir dans les filtres le met dans "
    "l’adresse\u00a0: le lien redonne toujours les mêmes chiffres.",
)
cards.facts_card(
    "Ce que contient l’instantané choisi",
    contenu.only(snapshot_date=filters.snapshot_date),
    takeaway="Zéro\u00a0: la table existe et rien n’y est connu. Les autres instantanés s’ouvrent "
    "sous «\u00a0Source\u00a0».",
    among=contenu,
)
cards.table_card(
    "Ce que chaque instantané renseigne",
    fetch("donnees/instantanes_completude", filters),
    takeaway="À périmètre courant\u00a0: les cellules attendues sont celles des territoires de la "
    "liste de chaque date.",
)
cards.list_card(
    "Fichiers et empreintes de l’instantané choisi",
    fichiers.only(file_role="Fichier publié"),
    sentences.fichier,
    takeaway="Chaque fichier est comparé à son empreinte avant d’être lu\u202f; un instantané dont "
    "un fichier est endommagé est mis en quarantaine, entier. Les empreintes, les fichiers reçus "
    "et les tables de référence s’ouvrent sous «\u00a0Source\u00a0». L’index, qui liste les "
    "instantanés et les empreintes de leurs manifestes, a lui-même pour empreinte (SHA-256) "
    f"`{filters.version}`\u00a0: un paquet hors ligne dit la sienne.",
    among=fichiers,
)
if not avertissements.is_empty:
    cards.table_card(
        "Avertissements acceptés à l’import de l’instantané choisi",
        avertissements,
    )
