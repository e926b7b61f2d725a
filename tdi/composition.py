"""A document set by typst: tagged (PDF/UA-1), real text, fonts embedded, no browser, no network.

The fonts are those that typst carries, so that no machine changes a page; what it says is handed as
JSON, where markup stays inert. Same data, same bytes: the date is the snapshot's.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from tdi.errors import DataError

MIME = "application/pdf"
# Where a template reads what it is given.
GIVEN = "bytes(sys.inputs.given)"


def pdf(
    source: Path | dict[str, bytes], name: str, day: str, given: dict[str, Any] | None = None
) -> bytes:
    """Return what a template makes of `given`, which it reads as `GIVEN`, dated `day` (ISO).

    Several files by name, among which « main », stand for a template. DataError with the `name` of
    the document when it cannot be set.
    """
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    try:
        return typst.compile(
            str(source) if isinstance(source, Path) else source,  # type: ignore[arg-type]  # typst types one kind of mapping only
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"given": json.dumps(given, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=int(moment.timestamp()),
        )
    except typst.TypstError as error:
        raise DataError(f"« {name} » : composition impossible : {error}") from error
