// What Streamlit writes in English, and its French; a word that is not here stays as it is
// (docs/accessibilite.md).
"use strict";

// Whole texts. None is a word that the data could hold.
const TEXTS = {
    "Skip to main content": "Aller au contenu",
    "No results": "Aucun résultat",
    "View less": "Réduire",
    "Running...": "Calcul en cours…",
    "Stopping...": "Arrêt…",
    "Connecting": "Connexion…",
    "Please wait...": "Un instant…",
    "Connection error": "Connexion perdue",
    "Connection timed out.": "Le serveur ne répond plus.",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
        "Rechargez la page\u202f; si rien ne vient, le serveur est arrêté\u00a0: qui l’exploite le relance par",
    "streamlit run yourscript.py": "python -m tdi.serveur",
    "Streamlit server is not responding. Are you connected to the internet?":
        "Le serveur ne répond pas. Vérifiez votre connexion, puis rechargez la page.",
    "Connection lost. Please wait for the app to reconnect, then try again.":
        "Connexion perdue. Elle se rétablit seule\u202f; recommencez ensuite.",
    "Page not found": "Page introuvable",
    "The page that you have requested does not seem to exist. Running the app's main page.":
        "Cette adresse ne mène à aucune page\u202f; voici la première.",
    "Script execution error": "Cette page n’a pas pu être calculée",
    "Download failed": "Le téléchargement a échoué\u00a0: recommencez",
    "Rerun": "Recalculer",
    "Print": "Imprimer",
    "Settings": "Réglages",
    "Try again": "Recommencer",
    "Press Enter to apply": "Entrée pour valider",
    "No data": "Aucune donnée",
    "Type to search": "Chercher dans le tableau",
    "Sort ascending": "Trier en croissant",
    "Sort descending": "Trier en décroissant",
    "Pin column": "Figer la colonne",
    "Unpin column": "Libérer la colonne",
    "Hide column": "Masquer la colonne",
    "Autosize": "Ajuster la largeur",
    "Copy column name": "Copier l’intitulé",
    "Statistics": "Statistiques",
};
// Whole names of controls, which no reader sees as text: shorter words are safe here.
const NAMES = {
    "Close": "Fermer",
    "Open": "Ouvrir la liste",
    "Clear value": "Effacer ce choix",
    "Clear all": "Tout effacer",
    "Clear entry": "Effacer la saisie",
    "Collapse sidebar": "Replier les filtres",
    "Expand sidebar": "Ouvrir les filtres",
    "Sidebar": "Filtres",
    "Copy to clipboard": "Copier",
    "Copied": "Copié",
    "Fullscreen": "Plein écran",
    "Close fullscreen": "Quitter le plein écran",
    "Toggle fullscreen": "Plein écran",
    "Download as CSV": "Télécharger en CSV",
    "Show/hide columns": "Choisir les colonnes",
    "Search": "Chercher",
    "Clear selection": "Effacer la sélection",
    "Link to heading": "Lien vers ce titre",
    "Scroll tabs left": "Onglets précédents",
    "Scroll tabs right": "Onglets suivants",
    "Choose an option": "Choisissez",
    "Choose options": "Choisissez",
    "Main menu": "Menu",
    "Notifications": "Messages",
    "Select all": "Tout choisir",
    "App pages": "Pages",
    "Pagination": "Pages du tableau",
    "Previous page": "Page précédente",
    "Next page": "Page suivante",
};
const STARTS = {
    "Fullscreen: ": "Plein écran\u00a0: ",
    "Close fullscreen: ": "Quitter le plein écran\u00a0: ",
    "Download as CSV: ": "Télécharger en CSV\u00a0: ",
    "Show/hide columns: ": "Choisir les colonnes\u00a0: ",
    "Search: ": "Chercher\u00a0: ",
    "Clear selection: ": "Effacer la sélection\u00a0: ",
    "Help for ": "Aide\u00a0: ",
    "Remove ": "Ôter ",
};
const COUNTS = [
    [/^This app has encountered an error\./, () =>
        "Cette page a rencontré une erreur, écrite au journal du serveur. Rechargez-la, ou choisissez autre chose."],
    [/^Connection failed with status (\d+)/, (n) =>
        `Le serveur ne répond pas (erreur ${n}). Rechargez la page dans un instant.`],
    [/^View (\d+) more$/, (n) => `Voir ${n} autres pages`],
    [/^(\d+) more$/, (n) => (n > 1 ? `${n} autres` : `${n} autre`)],
    [/^(\d+) options? available\.?$/, (n) => (n > 1 ? `${n} choix possibles.` : `${n} choix possible.`)],
];
const ATTRIBUTES = ["aria-label", "title", "placeholder"];

function told(text, names) {
    const known = TEXTS[text] ?? (names ? NAMES[text] : undefined);
    if (known !== undefined) return known;
    if (names)
        for (const start in STARTS)
            if (text.startsWith(start)) return STARTS[start] + text.slice(start.length);
    for (const [pattern, write] of COUNTS) {
        const found = pattern.exec(text);
        if (found) return write(Number(found[1]));
    }
    return undefined;
}

function readText(node) {
    const text = node.data.trim();
    const french = text && told(text, false);
    if (french) node.data = french;
}
