"""A real server on a free port, a real Chromium; screenshots are left in build/captures."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tdi.habillage import COOKIE, LATER
from tests.conftest import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = os.environ.get("TDI_BROWSER") == "required"
CAPTURES = ROOT / "build" / "captures"
# In seconds: a server that has just started examines every snapshot before it answers of alerts.
PATIENCE = 240
SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app?.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
}"""
# A choice is sent once it is shown.
PAINTED = "() => new Promise(told => requestAnimationFrame(() => setTimeout(told)))"
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    here = [item for item in items if "tests/browser" in item.path.as_posix()]
    for item in here:
        item.add_marker(pytest.mark.browser)
        if not CHROMIUM and not REQUIRED:
            item.add_marker(pytest.mark.skip(reason="no Chromium here: browser tests are skipped"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def server():
    """Address of a server started for this session, never opened by a browser before."""
    with started("serveur") as address:
        yield address


@contextmanager
def started(name, module="tdi.serveur", **environment):
    """A server on a free port, its output in `build/<name>.log`, apart for each test process."""
    port = free_port()
    log = ROOT / "build" / f"{name}{os.environ.get('PYTEST_XDIST_WORKER', '')}.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", module, "--server.headless", "true",
             "--server.address", "127.0.0.1", "--server.port", str(port)],
            cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=os.environ | environment,
        )  # fmt: skip
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_until_healthy(address, process, log):
    for _ in range(120):
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError(f"the server did not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        raise RuntimeError("TDI_BROWSER=required, and no Chromium is installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Reader:
    """A reader in front of the dashboard; every request that leaves the machine is recorded."""

    def __init__(self, page, address):
        self.page = page
        self.address = address
        self.outside = []
        # What the server drew, run after run: « part » of the page, or « page » for all of it.
        self.runs = []
        # A choice was sent and its answer has not begun: the page still shows what was before it.
        self.unanswered = False
        page.on("request", self._record)
        page.on("websocket", self._listen)

    def _record(self, request):
        local = (self.address, self.address.replace("http", "ws", 1), "data:", "blob:")
        if not request.url.startswith(local):
            self.outside.append(request.url)

    def _listen(self, socket):
        def sent(frame):
            self.unanswered |= BackMsg.FromString(frame).HasField("rerun_script")

        def received(frame):
            message = ForwardMsg.FromString(frame)
            if message.HasField("new_session"):
                self.runs.append("part" if message.metadata.run.fragment_ids else "page")
                self.unanswered = False

        socket.on("framesent", sent)
        socket.on("framereceived", received)

    def open(self, path="/"):
        self.unanswered = True
        self.page.goto(self.address + path)
        self.settle()

    def settle(self):
        """Wait for what was asked to be answered, and for the charts to be drawn."""
        self.page.locator('[data-testid="stApp"]').wait_for()
        deadline = time.monotonic() + PATIENCE
        # Twice in a row: what has come may ask for more, a chart for its code, a part for its rows.
        looks = 0
        while looks < 2:
            assert time.monotonic() < deadline, "what was chosen was never answered"
            looks = looks + 1 if self._is_still() else 0

    def _is_still(self):
        """Whether nothing is asked, running or to be drawn, now and a moment later."""
        self.page.evaluate(PAINTED)
        seen = []
        for _ in range(2):
            seen.append(not self.unanswered and self.page.evaluate(SETTLED))
            self.page.wait_for_timeout(100)
        return all(seen)

    def title(self):
        return self.page.locator("h1").first.inner_text()

    def selected(self, label):
        """Text shown in the select box called `label`."""
        box = self.page.get_by_test_id("stSelectbox").filter(has_text=label).first
        return box.locator("input").input_value() or box.inner_text().replace(label, "").strip()

    def choose(self, label, option):
        box = self.page.get_by_role("combobox", name=label).first
        box.click()
        box.fill(option)
        self.page.get_by_role("option", name=option, exact=True).first.click()
        self.settle()

    def capture(self, name):
        CAPTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=CAPTURES / f"{name}.png")


@pytest.fixture
def reader(chromium, server):
    """A new reader on a laptop screen; the test fails if anything left the machine."""
    with reading(chromium, server) as visitor:
        yield visitor


@pytest.fixture(scope="session")
def walk(chromium, server):
    """Every page, visited once: by its address, what it was found to be."""
    from tests.browser.visites import walked

    with reading(chromium, server) as visitor:
        yield walked(visitor)


@contextmanager
def reading(chromium, address):
    """A reader with a browser of their own; nothing they do may leave the machine."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="fr-FR")
    # Not for the first time: `test_accueil_journey` is about that one.
    context.add_cookies([{"name": COOKIE, "value": LATER, "url": address}])
    visitor = Reader(context.new_page(), address)
    yield visitor
    context.close()
    assert not visitor.outside, f"requests left the machine: {visitor.outside[:5]}"
