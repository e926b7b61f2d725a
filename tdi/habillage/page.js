// What Streamlit writes in English, or without the meaning that assistive technologies need.
// Read once a node appears or changes; a word that is not here stays as it is (docs/accessibilite.md).
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

// Never the same twice: what is written here is seen as a change, and would be read for ever.
function say(element, name, value) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function readElement(element) {
    for (const name of ATTRIBUTES) {
        const value = element.getAttribute(name);
        const french = value && told(value, true);
        if (french) say(element, name, french);
    }
    // What scrolls is reached by the keyboard, and named by its table: several of one name could not
    // be told apart.
    if (element.matches("[data-testid=stTable] > div")) {
        const name = element.querySelector("table")?.getAttribute("aria-label");
        element.tabIndex = 0;
        element.setAttribute("role", "region");
        say(element, "aria-label", name ? `Tableau\u00a0: ${name}` : "Tableau");
    }
    // The name of a table is its caption, which Streamlit would put outside of it.
    if (element.matches("[data-testid=stTable] table[aria-label]")) {
        const caption = element.createCaption();
        const name = element.getAttribute("aria-label");
        if (caption.textContent !== name) caption.textContent = name;
    }
    // What comes of an action, to who does not see it come: a count of answers, how far a file is made.
    if (element.matches("[class*='st-key-dit-'], [data-testid=stProgress]")) element.setAttribute("role", "status");
    if (element.matches("[data-testid=stProgress] [role=progressbar]")) say(element, "aria-label", "Avancement");
    if (element.matches("[data-testid=stCode] pre")) element.tabIndex = 0;
    // An icon is a word of a font, which would be read aloud before the name of its button.
    if (element.matches("[data-testid=stIconMaterial]")) say(element, "aria-hidden", "true");
    // Streamlit puts blocks between its list of pages and their items, which breaks the list: the
    // links stay, in a navigation that has its name.
    if (element.matches("[data-testid=stSidebarNavItems], [data-testid=stSidebarNavItems] li"))
        element.setAttribute("role", "none");
}

function read(root) {
    if (root.nodeType === Node.TEXT_NODE) return readText(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest("svg, canvas")) return undefined;
    readElement(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
        node.nodeName === "svg" || node.nodeName === "CANVAS" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        node.nodeType === Node.TEXT_NODE ? readText(node) : readElement(node);
    return undefined;
}

// What belongs together, which Streamlit draws as blocks side by side: said once the page has drawn it. A block
// may serve for something else at the next run: what it was given is taken back.
const DRAWINGS = "[data-testid=stPlotlyChart], [data-testid=stDeckGlJsonChart]";
const BLOCK = "[data-testid=stVerticalBlock]";
let given = new Map();
let named = 0;

// The identifier of a block, under which another one calls it; a block without any is given one.
function identified(element) {
    if (!element.id) element.id = `tdi-${++named}`;
    return element.id;
}

// The card around an element: the nearest block that has a heading and a source.
function cardOf(element) {
    for (let card = element.closest(BLOCK); card; card = card.parentElement.closest(BLOCK)) {
        const heading = card.querySelector("[data-testid=stHeading]:has(h2, h3, h4)");
        if (heading) return { card, heading, source: sourceOf(card) };
    }
    return undefined;
}

function sourceOf(card) {
    return [...card.querySelectorAll("[data-testid=stExpander] summary, [data-testid=stCaptionContainer]")]
        .find((line) => /^\S*\s*Sources?\b/.test(line.innerText));
}

// A list of places is a table: headings, then a row a place, whose name is a button (`lignes.py`).
function readLists(want) {
    for (const list of document.querySelectorAll("[class*='st-key-table-lieux-']")) {
        const heading = cardOf(list)?.heading;
        want(list, { role: "table", ...(heading && { "aria-labelledby": identified(heading) }) });
        list.querySelectorAll("[data-testid=stHorizontalBlock]").forEach((row, rank) => {
            want(row, { role: "row" });
            [...row.children].forEach((cell, column) =>
                want(cell, { role: rank === 0 ? "columnheader" : column === 0 ? "rowheader" : "cell" }));
        });
    }
}

// A drawing, what it finds and its source are one group; the source describes the drawing.
function readFigures(want) {
    for (const drawing of document.querySelectorAll(DRAWINGS)) {
        // A map does not move: the keyboard has nothing to do in it.
        const ground = drawing.querySelector(".deck-events-root");
        if (ground) want(ground, { tabindex: "-1" });
        const { card, heading, source } = cardOf(drawing) ?? {};
        if (!source) continue;
        want(card, { role: "group", "aria-labelledby": identified(heading) });
        want(drawing, { "aria-describedby": identified(source) });
    }
}

// The header of a query is in French, the comments of its statement are not.
function readCode(want) {
    for (const code of document.querySelectorAll("[data-testid=stCode] code.language-sql")) {
        let header = true;
        for (const part of code.children) {
            const comment = part.matches(".comment");
            if (!comment && part.textContent.trim()) header = false;
            if (comment && !header) want(part, { lang: "en" });
        }
    }
}

// All the cells of the matrix are one stop of the keyboard; its arrows go from one to the next.
function readMatrix(want) {
    for (const matrix of document.querySelectorAll(".st-key-matrice table")) {
        const cells = [...matrix.querySelectorAll("td a")];
        const stop = cells.find((cell) => cell.getAttribute("tabindex") === "0") ?? cells[0];
        for (const cell of cells) want(cell, { tabindex: cell === stop ? "0" : "-1", target: "_self" });
    }
}

function relate() {
    const wanted = new Map();
    for (const look of [readLists, readFigures, readCode, readMatrix])
        look((element, words) => wanted.set(element, words));
    for (const [element, words] of given)
        for (const name of Object.keys(words))
            if (!(name in (wanted.get(element) ?? {}))) element.removeAttribute(name);
    for (const [element, words] of wanted)
        for (const name of Object.keys(words)) say(element, name, words[name]);
    given = wanted;
}

// A running figure says for the eyes that the page is computed again, once that takes half a second: so is it
// said here, then that it is done. The fragment that looks for news takes less, and says nothing.
const state = document.createElement("div");
state.id = "etat-page";
state.setAttribute("role", "status");
document.body.append(state);
let busy = 0;
function readState(app) {
    clearTimeout(busy);
    if (app.dataset.testScriptState === "running")
        busy = setTimeout(() => { state.textContent = "Calcul en cours…"; }, 500);
    else if (state.textContent) state.textContent = "Page à jour.";
}

let relating = 0;
function relateSoon() {
    relating ||= setTimeout(() => { relating = 0; relate(); }, 150);
}

// A file is made at the click, away from the page: Streamlit turns its button meanwhile, tells how far it is to
// nobody, and draws nothing more. That it goes on is written over the button, which keeps its size.
function readMaking(changed) {
    const box = changed.closest?.("[data-testid=stDownloadButton]");
    if (!box) return;
    const told = box.querySelector(".en-preparation");
    const turns = box.querySelector("[data-testid=stSpinnerIcon]") !== null;
    if (turns === (told !== null)) return;
    state.textContent = turns ? "Fichier en préparation…" : "";
    if (turns)
        box.insertAdjacentHTML("beforeend",
            '<div class="en-preparation" role="progressbar" aria-label="Fichier en préparation">En préparation…</div>');
    else told.remove();
}

// Which of the two themes is shown: the sheet turns drawings over on the dark one, and hides under its ground what
// passes behind the names of the matrix.
function readTheme() {
    const app = document.querySelector("[data-testid=stApp]");
    if (!app) return;
    const { colorScheme, backgroundColor } = getComputedStyle(app);
    document.documentElement.dataset.theme = colorScheme;
    document.documentElement.style.setProperty("--fond", backgroundColor);
}

// A drawing without a frame of reference is cut by narrow paper instead of shrinking.
addEventListener("beforeprint", () => {
    for (const drawing of document.querySelectorAll(".js-plotly-plot svg.main-svg"))
        if (!drawing.hasAttribute("viewBox"))
            drawing.setAttribute("viewBox", `0 0 ${drawing.width.baseVal.value} ${drawing.height.baseVal.value}`);
});

// Streamlit answers to letters pressed alone (R computes the page again), wherever the focus is: none does anything
// here, since a voice or a shaking hand may press it. What has the focus has already had its key.
for (const press of ["keydown", "keypress", "keyup"])
    document.body.addEventListener(press, (event) => {
        if (/^\S$/u.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) event.stopPropagation();
    });

// Before a room: the arrows, and the page keys that a remote control sends, go to the next place or back.
// A page key first shows the rest of the page; only at its end does it leave it. A key stays with what has
// the focus and uses it: a list, a field, a choice, a table that scrolls. Not a shortcut of Streamlit's, which
// would take the key from all of these.
const STEPS = { ArrowLeft: "precedent", PageUp: "precedent", ArrowRight: "suivant", PageDown: "suivant" };

addEventListener("keydown", (event) => {
    const name = STEPS[event.key];
    const button = name && document.querySelector(`.st-key-${name} button`);
    const main = document.querySelector("[data-testid=stMain]");
    const free = document.activeElement.matches("body, [data-testid=stMain], button:not([role])");
    if (!button || !free || !isPlain(event)) return;
    event.preventDefault();
    const down = name === "suivant";
    const rest = down ? main.scrollHeight - main.clientHeight - main.scrollTop : main.scrollTop;
    if (event.key.startsWith("Page") && rest > 2) main.scrollBy(0, (down ? 0.9 : -0.9) * main.clientHeight);
    else if (!event.repeat) button.click();
});

const isPlain = (event) => !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;

// A cell of the matrix leads to this page under another choice. Loaded anew, it would take seconds: Streamlit is
// told that the address has changed, as when a reader goes back.
addEventListener("click", (event) => {
    const cell = event.target.closest?.(".st-key-matrice td a");
    if (!cell || !isPlain(event)) return;
    event.preventDefault();
    history.pushState({}, "", cell.href);
    dispatchEvent(new PopStateEvent("popstate"));
});

const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

addEventListener("keydown", (event) => {
    const here = event.target.closest?.(".st-key-matrice td a");
    if (!here || !(event.key in MOVES) || !isPlain(event)) return;
    event.preventDefault();
    const [down, across] = MOVES[event.key];
    const cell = here.closest("td");
    const rows = [...cell.closest("tbody").rows];
    const next = rows[rows.indexOf(cell.parentElement) + down]?.cells[cell.cellIndex + across]?.querySelector("a");
    if (!next) return;
    say(here, "tabindex", "-1");
    say(next, "tabindex", "0");
    next.focus();
});

// Another place is read from its beginning.
addEventListener("click", (event) => {
    if (event.target.closest?.(".st-key-precedent, .st-key-suivant"))
        document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
});

new MutationObserver((changes) => {
    for (const change of changes) {
        if (change.type === "childList") {
            change.addedNodes.forEach(read);
            readMaking(change.target);
            relateSoon();
            if (change.target.id === "root" || change.target.nodeName === "HEAD") readTheme();
        }
        else if (change.type === "characterData") readText(change.target);
        else if (change.attributeName === "data-test-script-state") readState(change.target);
        else if (!change.target.closest("svg, canvas")) readElement(change.target);
    }
}).observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: [...ATTRIBUTES, "data-test-script-state"],
});
read(document.body);
relate();
readTheme();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(readTheme, 300));
