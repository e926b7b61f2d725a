"""Server time of every page: first run, then changes of region (`make bench`).

Figures are comparable within one run only: machines are noisy. The browser's time is not in them.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parent.parent
REGIONS = ("53", "84", "03", "24", None)
ROUNDS = 4


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    print(f"{'page':<42}{'first':>9}{'p50':>9}{'p95':>9}   (ms)")
    for page in sorted(ROOT.glob("pages/*/*.py")):
        name = page.relative_to(ROOT).as_posix()
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        first = timed(lambda app=app, name=name: app.switch_page(name).run())
        changes = []
        for region in REGIONS * ROUNDS:
            app.selectbox(key="region").set_value(region)
            changes.append(timed(app.run))
        p95 = statistics.quantiles(changes, n=20)[-1]
        print(f"{name:<42}{first:>9.0f}{statistics.median(changes):>9.0f}{p95:>9.0f}")


if __name__ == "__main__":
    main()
