"""When the server no longer answers, the reader is told in French, and what to do."""

import re

import pytest

HEALTH = "**/_stcore/**"
ENGLISH = re.compile(r"\b(the|connection|failed|server|status|streamlit run|terminal|your)\b", re.I)


@pytest.fixture
def sockets(reader):
    """The live connections of the page, which a test may cut."""
    held = []

    def connect(socket):
        socket.connect_to_server()
        held.append(socket)

    reader.page.route_web_socket(re.compile("_stcore/stream"), connect)
    return held


def gone(route):
    route.abort()


def behind_a_proxy(route):
    route.fulfill(status=502, body="Bad gateway")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("answer", [gone, behind_a_proxy])
def test_a_lost_connection_is_told_in_french(reader, sockets, host, answer):
    """Streamlit says it otherwise to who runs it on their own machine."""
    reader.address = reader.address.replace("127.0.0.1", host)
    reader.open("/accessibilite")
    reader.page.route(HEALTH, answer)
    sockets[-1].close()
    told = reader.page.get_by_role("dialog")
    told.wait_for()
    reader.page.wait_for_timeout(200)
    words = told.inner_text()
    assert words.startswith("Connexion perdue")
    assert "serveur" in words
    assert not ENGLISH.findall(words), words
    assert not told.get_by_role("button", name="Close").count()
    reader.page.unroute_all()
