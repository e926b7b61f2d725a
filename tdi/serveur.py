"""Serve the dashboard: `python -m tdi.serveur [options of streamlit run]`, what `make run` calls.

Streamlit looks for pages beside `app.py` on its own until the first visitor has opened the page
list, and tells a visitor who comes first by a deep link, in English, that the page is not found.
The page list is in `app.py` (`st.navigation`): nothing is to be looked for.
"""

import sys
from threading import Thread

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from tdi import db
from tdi.errors import TdiError
from tdi.filters import Filters
from tdi.results import compute
from tdi.settings import ROOT


def main() -> None:
    """Run the server until it is stopped."""
    PagesManager.uses_pages_directory = False
    # Examining every snapshot takes seconds: no reader should wait for it.
    Thread(target=warm, daemon=True).start()
    # `asgi.py` is `app.py` with what Streamlit's page lacks.
    cli.main(["run", str(ROOT / "asgi.py"), *sys.argv[1:]], prog_name="streamlit")


def warm() -> None:
    """Load each data set and follow its alerts over its snapshots, before a reader asks."""
    for jeu in db.jeux():
        try:
            compute("suivi/alertes_suivies", Filters(jeu=jeu))
        except TdiError:
            continue  # A reader will be told, on the page that needs it.


if __name__ == "__main__":
    main()
