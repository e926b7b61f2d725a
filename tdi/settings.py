"""Where things are: the repository, its queries, and the folder of published data."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "queries"


def data_folder() -> Path:
    """Folder of the published data sets, one sub-folder each (setting `TDI_DATA`)."""
    return Path(os.environ.get("TDI_DATA", ROOT / "data" / "parquet"))


def own_sheet() -> Path | None:
    """The style sheet of whoever deploys the dashboard (setting `TDI_FEUILLE`), if any."""
    path = os.environ.get("TDI_FEUILLE")
    return Path(path) if path else None
