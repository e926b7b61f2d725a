// What keys do, and clicks that lead elsewhere in the page.
"use strict";

const isPlain = (event) => !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;

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
