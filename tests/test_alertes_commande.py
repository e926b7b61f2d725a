"""The alerts that leave the dashboard, a mail and an Atom feed: the same as on the page."""

import re
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from streamlit.testing.v1 import AppTest

from tdi import alertes, flux, mots
from tdi.__main__ import main
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import ROOT
from tests.test_provenance import flattened

LAST = Filters(jeu="demonstration", snapshot_date="2022-12-31")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FICTION = mots.of("demonstration").avertissement


def said(capsys, *arguments):
    """The exit code of the command, and what it printed."""
    code = main(["alertes", *arguments])
    return code, capsys.readouterr().out


def blocks(text):
    """The lines of each block of the mail, by title."""
    found = {}
    for line in text.splitlines():
        if match := re.fullmatch(r"(.+) \((\d+)\)", line):
            found[match[1]] = []
        elif line.startswith("– ") and found:
            list(found.values())[-1].append(line)
        elif line == "Ce qui ne peut pas être calculé":
            break
    return found


def test_the_mail_lists_the_alerts_of_the_page_with_their_fiction(capsys):
    code, text = said(capsys, "--jeu", "demonstration")
    suivies = compute("suivi/alertes_suivies", LAST)
    opened = suivies.only(alerte_etat=alertes.OPEN)
    assert code == 1, "a major alert is open"
    assert text.splitlines()[0].endswith("alertes au 31/12/2022 (France entière, phase 1)")
    assert text.splitlines()[1] == FICTION
    told = blocks(text)
    assert {title: len(lines) for title, lines in told.items()} == {
        **{title: len(rows.frame) for title, rows in alertes.by_gravite(opened).items()},
        "Closes à cet instantané": len(suivies.only(alerte_etat=alertes.JUST_CLOSED).frame),
    }
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["jeu"] = "Démonstration"
    app.run().switch_page("pages/suivi/alertes.py").run()
    shown = "\n".join(
        element.proto.label.removeprefix(":primary[").removesuffix("]")
        if kind == "page_link"
        else str(getattr(element, "value", ""))
        for kind, element in flattened(app.main)
    ).replace("**", "")
    for lines in told.values():
        for line in lines:
            # What leads an alert is a link, the rest is under it.
            assert line.removeprefix("– ").replace("\u00a0: ", "\n", 1) in shown


def test_a_region_without_a_major_alert_ends_with_zero(capsys):
    code, text = said(capsys, "--region", "Bretagne")
    assert code == 0
    assert "(Bretagne, phase 1)" in text
    assert FICTION not in text
    assert "Décision en retard\u00a0: aucune décision" in text, "what cannot be computed is said"


def test_since_a_date_only_what_opened_or_closed_after_it_is_told(capsys):
    _, text = said(capsys, "--jeu", "demonstration", "--depuis", "2022-09-30")
    expected = [
        row
        for row in compute("suivi/alertes_suivies", LAST).records()
        if max(row["opened_date"], row["closed_date"]) > datetime(2022, 9, 30)
        or row["opened_date"] > datetime(2022, 9, 30)
    ]
    assert sum(map(len, blocks(text).values())) == len(expected) > 0


def test_a_date_after_the_last_change_leaves_nothing_to_list_and_hides_nothing_open(capsys):
    opened = compute("suivi/alertes_suivies", Filters(snapshot_date="2025-01-14")).only(
        alerte_etat=alertes.OPEN
    )
    code, text = said(capsys, "--depuis", "2025-01-14")
    assert f"{len(opened.frame)}\u00a0alertes ouvertes" in text
    assert "Aucune ne s’est ouverte ni close depuis le 14/01/2025." in text
    assert blocks(text) == {}
    assert code == 0, "no major alert is among those asked for"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--region", "Mordor"], "Mordor"),
        (["--date", "2020-01-03"], "Aucun instantané publié à cette date"),
        (["--jeu", "secret"], "secret"),
    ],
)
def test_an_impossible_request_is_refused_in_french(capsys, arguments, told):
    assert main(["alertes", *arguments]) in (2, 3)
    assert told in capsys.readouterr().err


def test_a_former_date_tells_what_was_open_then(capsys):
    _, text = said(capsys, "--jeu", "demonstration", "--date", "2020-06-30")
    assert "alertes au 30/06/2020" in text
    assert "Réponses en retard – PIC" in text


def parsed(path):
    return ET.parse(path).getroot()


def test_the_feed_is_valid_atom_with_stable_identifiers(tmp_path, capsys):
    path = tmp_path / "alertes.xml"
    address = "https://exemple.fr/alertes?jeu=D%C3%A9monstration"
    code, text = said(capsys, "--jeu", "demonstration", "--atom", str(path), "--adresse", address)
    assert code == 1
    feed = parsed(path)
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    assert "Données de démonstration" in feed.findtext("a:title", namespaces=ATOM)
    assert feed.findtext("a:subtitle", namespaces=ATOM) == FICTION
    for name in ("id", "updated", "author/a:name"):
        assert feed.findtext(f"a:{name}", namespaces=ATOM)
    entries = feed.findall("a:entry", ATOM)
    rows = compute("suivi/alertes_suivies", LAST).records()
    assert f"({len(rows)}\u00a0alertes)" in text
    assert len(entries) == len(rows)
    names = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"tag:[\w.-]+,\d{4}:\S+", name) for name in names), "RFC 4151"
    for entry, row in zip(entries, rows, strict=True):
        assert entry.findtext("a:title", namespaces=ATOM).startswith("[Démonstration] ")
        assert row["sujet_name"] in entry.findtext("a:title", namespaces=ATOM)
        assert FICTION in entry.findtext("a:content", namespaces=ATOM)
        moments = [
            entry.findtext(f"a:{name}", namespaces=ATOM) for name in ("published", "updated")
        ]
        assert [datetime.fromisoformat(moment) for moment in moments] == sorted(
            datetime.fromisoformat(moment) for moment in moments
        )
        assert entry.find("a:link", ATOM).get("href") == address


def test_an_entry_keeps_its_identifier_when_its_alert_closes():
    def entries(day):
        followed = compute("suivi/alertes_suivies", Filters(jeu="demonstration", snapshot_date=day))
        feed = ET.fromstring(flux.atom(followed, "France entière"))
        return {
            entry.findtext("a:id", namespaces=ATOM): entry.findtext("a:title", namespaces=ATOM)
            for entry in feed.findall("a:entry", ATOM)
        }

    then, now = entries("2020-07-31"), entries("2020-08-31")
    assert set(then) <= set(now)
    [late] = [name for name in then if "en_retard/pic/montants" in name]
    assert "Close" not in then[late]
    assert now[late].startswith("[Démonstration] Close\u00a0: ")


def test_a_word_that_looks_like_markup_stays_a_word_in_the_feed():
    rows = compute("suivi/alertes_suivies", LAST)
    frame = rows.frame.head(1).assign(sujet_name="<b>&amp; ]]>")
    feed = ET.fromstring(flux.atom(type(rows)(rows.query, frame, LAST), "France entière"))
    assert "<b>&amp; ]]>" in feed.findtext("a:entry/a:title", namespaces=ATOM)
