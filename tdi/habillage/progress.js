// That something goes on, and that it is done, to who does not see it.
"use strict";

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
