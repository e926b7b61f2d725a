// What Streamlit writes without the meaning that assistive technologies need, read once a node appears or
// changes. The last of our scripts: it calls the others.
"use strict";

// The fields that have had the focus once: who then takes it elsewhere keeps it there.
const focused = new WeakSet();

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
    // Who opens the search is about to type.
    if (element.matches("[role=dialog] input[type=search]") && !focused.has(element)) {
        focused.add(element);
        element.focus();
    }
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
