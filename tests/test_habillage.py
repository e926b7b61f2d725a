"""The one page that the server sends: in French, with our files, whatever its address."""

import asyncio
import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from tdi import habillage

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")


async def index(_):
    return HTMLResponse(INDEX, headers={"etag": "streamlit"})


@pytest.fixture
def ask():
    """Ask a server for an address: status, headers and text of its answer."""
    app = Starlette(
        routes=[*habillage.routes(), Route("/territoire", index)],
        middleware=habillage.middleware(),
    )

    def answer(path, **headers):
        sent = []

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            sent.append(message)

        scope = {
            "type": "http",
            "method": "GET",
            "path": path.partition("?")[0],
            "query_string": b"",
            "headers": [
                (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
            ],
        }
        asyncio.run(app(scope, receive, send))
        told = {}
        for name, value in sent[0]["headers"]:  # a cookie a line
            told[name.decode()] = "\n".join(
                [*told.get(name.decode(), "").split("\n"), value.decode()]
            ).strip()
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return sent[0]["status"], told, body

    return answer


def test_the_page_is_in_french_and_is_not_kept_from_a_former_version(ask):
    status, headers, body = ask("/territoire", accept="text/html", if_none_match="old")
    page = body.decode()
    assert status == 200
    assert '<html lang="fr">' in page
    assert "<title>Territoires d’industrie</title>" in page
    assert "You need" not in page
    assert "etag" not in headers
    assert int(headers["content-length"]) == len(body)


def test_the_page_loads_files_that_are_served_for_ever(ask):
    page = ask("/territoire")[2].decode()
    loaded = re.findall(r'"\./(habillage/[^"]+)"', page)
    assert [path.partition("?")[0] for path in loaded] == [
        f"habillage/{name}"
        for name in (
            "page.css",
            "words.js",
            "relations.js",
            "progress.js",
            "keys.js",
            "page.js",
        )
    ]
    for path in loaded:
        status, headers, _ = ask(f"/{path}")
        assert status == 200
        assert "immutable" in headers["cache-control"]
    assert ask("/habillage/other.js")[0] == 404


def test_the_sheet_of_a_deployer_comes_after_ours(monkeypatch, tmp_path):
    sheet = tmp_path / "feuille.css"
    sheet.write_text("h1 { color: green }", "utf-8")
    monkeypatch.setenv("TDI_FEUILLE", str(sheet))
    page = habillage.dressed(INDEX)
    assert page.index("page.css") < page.index("deployeur.css")


def test_a_page_that_streamlit_changed_is_refused_rather_than_left_in_english():
    with pytest.raises(ValueError, match="no longer says"):
        habillage.dressed(INDEX.replace('lang="en"', 'lang="und"'))


def test_a_browser_is_a_first_visitor_once(ask):
    _, headers, _ = ask("/territoire", accept="text/html")
    assert headers["set-cookie"].startswith("tdi_visite=premiere;")
    assert "\ntdi_vu_public=2025-01-14;" in headers["set-cookie"]
    for word in ("premiere", "connue"):
        _, headers, _ = ask("/territoire", accept="text/html", cookie=f"tdi_visite={word}")
        assert headers["set-cookie"].startswith("tdi_visite=connue;")
