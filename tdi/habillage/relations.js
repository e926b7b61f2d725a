// What an element is to another one, for who does not see them side by side.
"use strict";

// Never the same twice: what is written here is seen as a change, and would be read for ever.
function say(element, name, value) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
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

let relating = 0;
function relateSoon() {
    relating ||= setTimeout(() => { relating = 0; relate(); }, 150);
}
