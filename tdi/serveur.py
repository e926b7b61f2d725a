"""Serve the dashboard: `python -m tdi.serveur [options of streamlit run]`, what `make run` calls.

Streamlit looks for pages beside `app.py` on its own until the first visitor has opened the page
list, and tells a visitor who comes first by a deep link, in English, that the page is not found.
The page list is in `app.py` (`st.navigation`): nothing is to be looked for.
"""

import sys

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from tdi.settings import ROOT


def main() -> None:
    """Run the server until it is stopped."""
    PagesManager.uses_pages_directory = False
    cli.main(["run", str(ROOT / "app.py"), *sys.argv[1:]], prog_name="streamlit")


if __name__ == "__main__":
    main()
