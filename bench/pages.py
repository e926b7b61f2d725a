"""From a change of region to everything drawn, for every page of both data sets (`make bench`).

A real server and a real Chromium. « Server »: from the choice coming in to the end of the page
going out (`bench.serveur`). « Drawn »: from the key press to the last change of the page,
long drawing tasks included. Each region is chosen once, so that its answers are not in the cache.
Nothing is asserted, machines differ, and so does their load, which is printed.
"""

import os
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.serveur import TOLD
from tests.browser.conftest import CHROMIUM, FLAGS, started

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "build" / "bench.log"
JEUX = ("Public", "Démonstration")
REGIONS = (
    "Auvergne-Rhône-Alpes",
    "Bourgogne-Franche-Comté",
    "Bretagne",
    "Centre-Val de Loire",
    "Grand Est",
    "Guadeloupe",
    "Hauts-de-France",
    "Île-de-France",
    "Normandie",
    "Nouvelle-Aquitaine",
    "Occitanie",
    "Pays de la Loire",
)
WATCH = """
window.__changed = 0;
addEventListener("keydown", (event) => {
    if (event.key === "Enter") window.__asked = performance.now();
}, true);
new PerformanceObserver((list) => list.getEntries().forEach((task) => {
    window.__changed = Math.max(window.__changed, task.startTime + task.duration);
})).observe({type: "longtask"});
addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
    window.__changed = performance.now();
}).observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true}));
"""
QUIET = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    return app && app.dataset.testScriptState === "notRunning"
        && !document.querySelector("[data-stale=true]")
        && performance.now() - window.__changed > 700;
}"""


def answered() -> list[float]:
    """The times that the server said so far, in ms."""
    lines = LOG.read_text("utf-8").splitlines()
    return [float(line.removeprefix(TOLD)) for line in lines if line.startswith(TOLD)]


def change(page: Page, region: str) -> tuple[float, float]:
    """Choose a region; return the server's time and the time until all is drawn, in ms."""
    box = page.get_by_role("combobox", name="Région", exact=False)
    box.click()
    box.fill(region)
    page.get_by_role("option", name=region, exact=True).first.wait_for()
    before = len(answered())
    box.press("Enter")
    page.wait_for_timeout(200)
    page.wait_for_function(QUIET, timeout=60_000)
    seen: dict[str, float] = page.evaluate("({asked: __asked, changed: __changed})")
    # The fragment that looks for publications answers too, in no time.
    return max(answered()[before:]), seen["changed"] - seen["asked"]


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def measure(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.wait_for_function(QUIET, timeout=60_000)
    times = [change(page, region) for region in REGIONS]
    server, drawn = ([one[place] for one in times] for place in (0, 1))
    told = "".join(
        f"{value:>10.0f}"
        for value in (statistics.median(server), p95(server), statistics.median(drawn), p95(drawn))
    )
    print(f"{name:<32}{told}   {os.getloadavg()[0]:.1f}", flush=True)


def main(names: list[str]) -> None:
    stems = sorted(path.stem for path in ROOT.glob("pages/*/*.py"))
    print(f"{'':<32}{'server p50':>10}{'p95':>10}{'drawn p50':>10}{'p95':>10}   load (times in ms)")
    with started("bench", "bench.serveur") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        # The server follows the alerts over all the snapshots once, when it starts.
        for jeu in JEUX:
            page = browser.new_page()
            page.goto(f"{address}/alertes?jeu={jeu}")
            page.get_by_text("alertes ouvertes").first.wait_for(timeout=180_000)
            page.close()
        for jeu in JEUX:
            for stem in names or stems:
                context = browser.new_context(viewport={"width": 1366, "height": 768})
                context.add_init_script(WATCH)
                path = "" if stem == "vue_ensemble" else stem
                measure(context.new_page(), f"{address}/{path}?jeu={jeu}", f"{stem}, {jeu}")
                context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
