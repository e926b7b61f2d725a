"""The user guide, run exactly as written: its commands, its tables to type, the answers it quotes.

« … » in a quoted answer stands for anything left out, in a line or between lines.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from tdi import fmt, manifest
from tdi.filters import Filters
from tdi.results import compute
from tdi.snapshots import publishing
from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "guide.md").read_text("utf-8")
# A fenced block, or a table to type in a workbook: the paragraph above says where.
STEP = re.compile(
    r"^```(?P<kind>\w+)\n(?P<block>(?:(?!```).*\n)*)```$|^(?P<table>\| Ligne \|.*\n(?:\|.*\n)+)",
    re.M,
)
TERRITOIRE, ENGAGEMENT = "p1-ti-2402", "eng-07"
FIRST, CORRECTION, MISTAKE = "2025-10-31", "2025-11-10", "2025-11-17"
MADE_OF = {"octobre": FIRST, "correction": CORRECTION, "export": MISTAKE}


@dataclass
class Ran:
    """One block of commands: what it answered, and what the guide says it answers."""

    script: str
    code: int
    told: str
    expected_code: int = 0
    quoted: str = ""


class Walk:
    """The guide being run in a folder that holds, like the project, the published data."""

    def __init__(self, folder):
        self.folder = folder
        self.ran: list[Ran] = []
        self.figures: dict[str, list[float]] = {}
        self.first_report = {}
        (folder / "data").symlink_to(ROOT / "data")
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": path}

    def run(self):
        above = 0
        for step in STEP.finditer(GUIDE):
            before = GUIDE[above : step.start()]
            above = step.end()
            if step["table"]:
                self.type(before, step["table"])
            elif step["kind"] == "sh":
                self.command(step["block"])
            elif step["kind"] == "text":
                code = re.search(r"^Code de retour\u00a0: (\d)\.$", before, re.M)
                self.ran[-1].expected_code = int(code[1]) if code else 0
                self.ran[-1].quoted = step["block"]
            else:
                name = re.findall(rf"`(\w+\.{step['kind']})`", before)[-1]
                (self.folder / name).write_text(step["block"], "utf-8")

    def command(self, script):
        done = subprocess.run(
            ["sh", "-e", "-c", script],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        self.ran.append(Ran(script, done.returncode, done.stdout + done.stderr))
        for name, value in re.findall(r"^export (\w+)=(\S+)$", script, re.M):
            self.environment[name] = value
        if "importer" in script and not self.first_report:
            report = self.folder / "octobre"
            self.first_report = json.loads((report / "rapport.json").read_text("utf-8"))
            (report / "rapport.xlsx").rename(self.folder / "premier-rapport.xlsx")
        if "publier" in script:
            self.look()

    def look(self):
        """Note what the dashboard says of each snapshot that the walk has made visible."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TDI_DATA", str(self.folder / self.environment["TDI_DATA"]))
            _, index = manifest.read_index(publishing.open_depot("public"))
            for listed in index.instantanes:
                if str(listed.date) in MADE_OF.values():
                    figure = engaged(Filters(snapshot_date=str(listed.date)))
                    self.figures.setdefault(str(listed.date), []).append(figure)

    def type(self, before, table):
        """Type a table as a spreadsheet would take it: numbers and dates are no longer text."""
        said = re.findall(r"Dans `(.+?)`, feuille «\u00a0(.+?)\u00a0»", before)[-1]
        saved = re.findall(r"enregistrer sous `(.+?)`", before)
        workbook = openpyxl.load_workbook(self.folder / said[0])
        sheet = workbook[said[1]]
        places = {cell.value.removesuffix(" *"): cell.column for cell in sheet[1]}
        header, _, *rows = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()
        ]
        for line, *texts in rows:
            for label, text in zip(header[1:], texts, strict=True):
                if text:
                    sheet.cell(int(line), places[label]).value = typed(text)
        workbook.save(self.folder / (saved[-1] if saved else said[0]))


def typed(text):
    if text == "—":
        return None
    if re.fullmatch(r"\d+", text):
        return int(text)
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        return datetime.strptime(text, "%d/%m/%Y")
    return text


def engaged(filters):
    place = Filters(**{**filters.__dict__, "territoire_id": TERRITOIRE})
    rows = compute("territoires/cellules_by_engagement", place).only(engagement_id=ENGAGEMENT)
    return rows.value("engage_eur")


def left_out(quoted, told):
    """Return the first quoted line that the answer does not hold after those before it, if any."""
    start = 0
    lines = told.splitlines()
    for line in quoted.splitlines():
        if line == "…":
            continue
        pattern = ".*?".join(re.escape(part.strip()) for part in line.split("…"))
        found = [
            n
            for n in range(start, len(lines))
            if re.fullmatch(rf"{pattern}.*" if line.endswith("…") else pattern, lines[n].strip())
        ]
        if not found:
            return line
        start = found[0] + 1
    return None


@pytest.fixture(scope="module")
def walk(tmp_path_factory):
    done = Walk(tmp_path_factory.mktemp("guide"))
    done.run()
    return done


@pytest.fixture
def exercise(walk, monkeypatch):
    monkeypatch.setenv("TDI_DATA", str(walk.folder / walk.environment["TDI_DATA"]))


def test_every_command_ends_as_the_guide_says(walk):
    for one in walk.ran:
        assert one.code == one.expected_code, f"{one.script}\n{one.told}"
    assert len(walk.ran) == GUIDE.count("```sh") >= 11, "the whole guide was run"


def test_every_answer_holds_the_lines_that_the_guide_quotes(walk):
    for one in walk.ran:
        missing = left_out(one.quoted, one.told)
        assert missing is None, f"{one.script}\n{missing}\n— is not in —\n{one.told}"
    assert sum(bool(one.quoted) for one in walk.ran) >= 10


def test_every_command_of_the_guide_is_walked_through(walk):
    scripts = "\n".join(one.script for one in walk.ran)
    for path in sorted((ROOT / "tdi" / "commands").glob("[a-z]*.py")):
        assert f"python -m tdi {path.stem}" in scripts


def test_the_first_report_tells_and_marks_the_four_planted_cells(walk):
    report = walk.first_report
    blocking = [fault for fault in report["fautes"] if fault["gravite"] == "bloquant"]
    assert not report["publiable"]
    assert {(f["feuille"], f["ligne"], f["colonne"].removesuffix(" *")) for f in blocking} == {
        ("Financements", 4, "Zone"),
        ("Financements", 4, "Transmis le"),
        ("Financements", 5, "Montant"),
        ("Financements", 6, "Montant"),
    }
    assert len(blocking) == 4
    page = openpyxl.load_workbook(walk.folder / "premier-rapport.xlsx")["1 Financements"]
    marked = {
        cell.value: cell.fill.fill_type
        for row in page.iter_rows(min_row=2)
        for cell in row
        if cell.comment
    }
    assert marked == dict.fromkeys(
        ["Isoudun-Chateauroux", "14/07/1900", "à préciser", "0"], "solid"
    )


def test_the_refused_file_leaves_no_lot(walk):
    refused = next(one for one in walk.ran if "importer" in one.script)
    assert refused.code == 1
    assert walk.ran.index(refused) < next(
        n for n, one in enumerate(walk.ran) if "publier" in one.script
    )
    assert "Lot prêt" not in refused.told


def test_the_correction_names_what_it_corrects(exercise):
    depot = publishing.open_depot("public")
    _, index = manifest.read_index(depot)
    listed = {str(one.date): one for one in index.instantanes}
    corrected = manifest.read_snapshot(depot, listed[CORRECTION]).corrige
    assert corrected
    assert str(corrected.date) == FIRST
    assert "Grand Est Touraine" in corrected.motif
    assert MISTAKE not in listed, "what was published by mistake is withdrawn"


def test_the_next_month_starts_from_what_is_published(walk):
    rows = pq.ParquetFile(walk.folder / "novembre" / "lot" / "financements.parquet").read()
    paid = {
        row["engagement_id"]: row["amount_eur"]
        for row in rows.to_pylist()
        if row["zone_code"] == TERRITOIRE and row["etape"] == "Payé"
    }
    assert paid == {ENGAGEMENT: 1_450_000}


def test_the_dashboard_shows_the_new_figure_and_a_pinned_link_the_old_one(walk, exercise):
    # One look after each block that publishes; the figure of a published snapshot never moves.
    assert set(walk.figures[FIRST]) == {2_150_000}
    assert set(walk.figures[CORRECTION]) == {1_950_000}
    assert len(walk.figures[FIRST]) > len(walk.figures[CORRECTION]) >= 1
    for figure in ("2\u202f150\u202f000\u202f€", "1\u202f950\u202f000\u202f€"):
        assert figure in GUIDE


@pytest.mark.parametrize(("pinned", "amount"), [(None, 1_950_000), (FIRST, 2_150_000)])
def test_the_page_of_the_territoire_shows_it(exercise, pinned, amount):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["territoire"] = "Grand Est Touraine"
    app.query_params["vue_territoire"] = "Contrat et crédits"
    if pinned:
        day = fmt.long_day(date.fromisoformat(pinned))
        # The guide gives the address as the dashboard writes it: the words of the list.
        assert f"`?instantane={day.replace(' ', '+')}`" in GUIDE
        app.query_params["instantane"] = day
    app.run().switch_page("pages/territoires/territoire.py").run()
    assert not app.exception
    assert not any("impossible" in warning.value for warning in app.warning)
    shown = {cell for table in app.table for cell in table.value.to_numpy().ravel().tolist()}
    shown |= {metric.value for metric in app.metric}
    assert shown & {amount, fmt.euro_short(amount)}
