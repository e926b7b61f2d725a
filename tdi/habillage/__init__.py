"""What Streamlit's own page lacks, added to it on its way to the browser ([ADR 0006]).

The page says that it is in French, bears the dashboard's title, and loads one sheet and five short
scripts: all are files of this folder, served by this server. A deployer's own sheet comes after
ours (setting `TDI_FEUILLE`).
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tdi import visites
from tdi.settings import own_sheet

TITLE = "Territoires d’industrie"
# Which visit it is: the word is read by the page's own connection, after the page has come.
COOKIE, FIRST, LATER = "tdi_visite", "premiere", "connue"
_FOLDER = Path(__file__).parent
# In this order: a script sees the names of those before it, and the last one calls the others.
_OURS = ("page.css", "words.js", "relations.js", "progress.js", "keys.js", "page.js")
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
# What Streamlit writes in its page, and what a reader of French is to get instead.
_REPLACED = {
    '<html lang="en">': '<html lang="fr">',
    "<title>Streamlit</title>": f"<title>{TITLE}</title>",
    r"(?s)<noscript>.*?</noscript>": (
        "<noscript><p>Ce tableau de bord a besoin de JavaScript. Les données se lisent aussi sans "
        "lui, en fichiers\u00a0: «\u00a0python -m tdi exporter\u00a0».</p></noscript>"
    ),
}


def files() -> dict[str, bytes]:
    """Return the files added to the page, by name, in the order in which it loads them."""
    ours = {name: (_FOLDER / name).read_bytes() for name in _OURS}
    sheet = own_sheet()
    return ours | ({"deployeur.css": sheet.read_bytes()} if sheet else {})


def dressed(page: str) -> str:
    """Return Streamlit's page in French, with our files; refuse one that is not as expected."""
    for written, told in _REPLACED.items():
        page, count = re.subn(written, told, page)
        if count != 1:
            raise ValueError(f"Streamlit's page no longer says {written!r}")
    tags = {"css": '<link rel="stylesheet" href="{0}">', "js": '<script src="{0}" defer></script>'}
    added = "".join(
        tags[name.rpartition(".")[2]].format(f"./habillage/{name}?{_print(content)}")
        for name, content in files().items()
    )
    return page.replace("</head>", f"{added}</head>")


def _print(content: bytes) -> str:
    """The name under which a browser may keep a file for ever."""
    return hashlib.sha256(content).hexdigest()[:12]


def routes() -> list[Route]:
    """Return the address of the files added to the page."""
    held = files()

    async def serve(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in held:
            return Response(status_code=404)
        return Response(
            held[name],
            media_type=_TYPES[name.rpartition(".")[2]],
            headers={"cache-control": "public, max-age=31536000, immutable"},
        )

    return [Route("/habillage/{name}", serve)]


def middleware() -> list[Middleware]:
    """Return what dresses every page that leaves the server."""
    return [Middleware(_Dresser)]


def _cookies(held: Mapping[str, str]) -> list[bytes]:
    """The cookies that say which visit this is, and what was published at the last one."""
    told = {COOKIE: LATER if COOKIE in held else FIRST} | visites.cookies(held)
    kept = "Path=/; Max-Age=31536000; SameSite=Lax"
    return [f"{name}={value}; {kept}".encode() for name, value in told.items()]


class _Dresser:
    """Replaces the body of every HTML answer, and what its headers say of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        if b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            # What a browser kept would be the page dressed by a former version; what is compressed
            # could not be read here.
            asked = {b"if-none-match", b"if-modified-since", b"range", b"accept-encoding"}
            kept = [header for header in scope["headers"] if header[0] not in asked]
            scope = {**scope, "headers": kept}
        held = HTTPConnection(scope).cookies
        start: Message = {}
        body = b""

        async def dress(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                kind = dict(message["headers"]).get(b"content-type", b"")
                if message["status"] == 200 and kind.startswith(b"text/html"):
                    start = message
                    return
            elif start and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                content = dressed(body.decode()).encode()
                dropped = {b"content-length", b"etag", b"last-modified"}
                headers = [header for header in start["headers"] if header[0] not in dropped]
                headers += [(b"set-cookie", cookie) for cookie in _cookies(held)]
                headers.append((b"content-length", str(len(content)).encode()))
                await send({**start, "headers": headers})
                message = {"type": "http.response.body", "body": content}
            await send(message)

        await self._app(scope, receive, dress)
