"""The synthesis over thousands of generated cases: grammar, length, zero, missing, numbers."""

import itertools
import random
import re

import pandas as pd
import pytest

from tdi import langue, queries
from tdi.filters import Filters
from tdi.notes import recours
from tdi.notes.sujet import ENGAGEMENT, ENJEU, FRANCE, REGION, TERRITOIRE, Sujet
from tdi.results import Result
from tdi.synthese import ALERTES, BY_ENGAGEMENT, CELLULES, CHANGEMENTS, MAXIMUM, synthese
from tdi.traces import Carnet
from tests.notes.reading import numbers

DAY = "2024-12-31"
SUBJECTS = [
    Sujet(FRANCE, "France", Filters(snapshot_date=DAY)),
    *(
        Sujet(REGION, name, Filters(snapshot_date=DAY, region_code="00"))
        for name in ("Bretagne", "Grand Est", "Hauts-de-France", "La Réunion", "Île-de-France")
    ),
    Sujet(TERRITOIRE, "Alès", Filters(snapshot_date=DAY, territoire_id="p1-ti-0000")),
    Sujet(ENJEU, "Recruter", Filters(snapshot_date=DAY, enjeu_id="recruter")),
    Sujet(ENGAGEMENT, "VTE", Filters(snapshot_date=DAY), "eng-02"),
]
AMOUNTS = (None, 0.0, 1.0, 1_500.0, 43_400_000.0, 1_700_000_000.0)
REFERENCES = (None, 1.0, 1_360_000_000.0)
CELLS = ((0, 0), (0, 68), (1, 68), (2, 2), (1, 1), (68, 68), (1_656, 7_712))
USES = (
    ("Renseigné", 0),
    ("Renseigné", 1),
    ("Renseigné", 2),
    ("Renseigné", 17),
    ("Non communiqué", 0),
)
ALERTS = ((0, 0), (1, 0), (1, 1), (2, 0), (37, 4))
MOVES = (None, 0.0, -1.0, 1.0, 47_100_000.0, -338_300.0)
WRONG = (
    r"None", r"nan\b", r"  ", r" [:;?!%€]", r"« ", r" »", r"\b[dD]e les?\b", r"\bà les?\b",
    r"\bsont connu\b", r"\best connus\b", r"\b[01]\u00a0alertes\b", r"\b1\u00a0montants\b",
    r"\b1\u00a0engagements\b", r"\b0\u00a0", r"\b1 majeures", r"\b[01]\u202f€ \w+s\b",
    r"M€ (?:engagé|payé|annoncé)\b",
)  # fmt: skip


def result(name, filters, lines):
    """Rows made up for a query: what is not given is null."""
    query = queries.load(name)
    frame = pd.DataFrame(lines, columns=list(query.columns), dtype=object)
    return Result(query, frame, filters)


def answers(engage, paye, reference, cells, uses, alerts, move):
    """Return a fetch that answers what a synthesis asks with these values."""

    def fetch(name, filters):
        over = [
            None if None in (amount, reference) or amount <= reference else amount - reference
            for amount in (engage, paye)
        ]
        if name in ("pilotage/entonnoir", "notes/entonnoir_by_engagement"):
            stages = zip(
                ("Annoncé", "Fléché", "Engagé", "Payé"),
                (reference, None, engage, paye),
                (None, None, *over),
                strict=True,
            )
            lines = [
                {
                    "engagement_id": "eng-02",
                    "etape": etape,
                    "documente_eur": amount,
                    "depassement_eur": beyond,
                    "reference_eur": reference,
                    "enveloppe_eur": 1_360_000_000.0,
                }
                for etape, amount, beyond in stages
            ]
        elif name in (CELLULES, BY_ENGAGEMENT):
            missing, expected = cells
            lines = [
                {
                    "engagement_id": "eng-02",
                    "attendue_count": expected,
                    "renseignee_count": expected - missing,
                    "non_communiquee_count": missing,
                }
            ]
        elif name == recours.ZONES:
            etat, used = uses
            lines = [
                {
                    "engagement_id": f"eng-{rank:02}",
                    "maille": "Ensemble",
                    "etat": etat if rank <= used else "Non communiqué",
                    "attendu_count": 149,
                    "utilisateur_count": rank,
                    "jamais_count": 0,
                    "conteste_count": 0,
                    "inconnu_count": 1,
                }
                for rank in range(1, 18)
            ]
        elif name == ALERTES:
            count, grave = alerts
            lines = [
                {"sujet_name": "VTE", "gravite_name": "Majeure" if rank < grave else "Importante"}
                for rank in range(count)
            ]
        else:
            assert name == CHANGEMENTS
            lines = [
                {
                    "famille": "Montants",
                    "cadre": "Enveloppe 2018",
                    "nature": "Ensemble",
                    "etape": etape,
                    "variation_eur": move,
                    "previous_date": pd.Timestamp("2024-11-30"),
                }
                for etape in ("Engagé", "Payé")
            ]
        return result(name, filters, lines)

    return fetch


def cases():
    """Every subject with every value of each fact, and as many mixed at random as make 5 000."""
    facts = (AMOUNTS, AMOUNTS, REFERENCES, CELLS, USES, ALERTS, MOVES)
    mixed = random.Random(2018)
    every = list(itertools.product(*facts))
    for sujet in SUBJECTS:
        for values in mixed.sample(every, 570):
            yield sujet, values


@pytest.fixture(scope="module")
def written():
    found = []
    for sujet, values in cases():
        carnet = Carnet(sujet.filters, answers(*values))
        found.append((sujet, values, synthese(carnet, sujet), carnet))
    return found


def test_thousands_of_cases_are_right_french(written):
    assert len(written) > 5_000
    faults = {
        (pattern, text)
        for _, _, text, _ in written
        for pattern in WRONG
        if re.search(pattern, text)
    }
    assert not faults
    for _, _, text, _ in written:
        assert text.endswith("."), text
        assert text == text.strip()
        assert all(part[:1].isupper() or part[:1].isdigit() for part in text.split(". ")), text


def test_it_holds_in_its_limit_and_starts_with_the_money(written):
    for sujet, _, text, _ in written:
        assert langue.word_count(text) <= MAXIMUM
        assert sujet.name in text or sujet.kind == FRANCE


def test_every_number_is_cited(written):
    for _, _, text, carnet in written:
        cited = {number for trace in carnet.traces for number in numbers(trace.texte)}
        assert numbers(text) <= cited | {"2018"}, text


def test_missing_is_said_and_never_written_as_zero(written):
    for _, (engage, paye, *_), text, _ in written:
        if engage is None:
            assert "€ engagé" not in text, text
        if paye is None:
            assert "€ payé" not in text, text
        if engage is None and paye is None:
            assert re.search(r"rien n’est communiqué|rien d’engagé|aucun montant", text), text
        if engage == 0 and paye == 0:
            assert "0\u202f€ engagé et 0\u202f€ payé sont connus" in text, "zero is a value"


def test_one_missing_stage_is_named(written):
    for _, (engage, paye, *_), text, _ in written:
        if engage is None and paye is not None:
            assert "l’engagé n’est pas communiqué" in text, text
        if paye is None and engage is not None:
            assert "le payé n’est pas communiqué" in text, text


def test_gaps_alerts_and_moves_say_their_case(written):
    said = " ".join(text for _, _, text, _ in written)
    for words in (
        "Aucun des 68\u00a0montants attendus par territoire n’est communiqué.",
        "1\u00a0montant attendu par territoire sur 68 n’est pas communiqué.",
        "1\u202f656\u00a0montants attendus sur 7\u202f712 ne sont pas communiqués.",
        "Les 68\u00a0montants attendus par territoire sont tous communiqués.",
        "1\u00a0alerte est ouverte, dont 1 majeure.",
        "2\u00a0alertes sont ouvertes, aucune majeure.",
        "37\u00a0alertes sont ouvertes, dont 4 majeures.",
        "Aucune alerte n’est ouverte.",
        "Aucune alerte ne porte sur cet engagement.",
        "Aucun des 17\u00a0engagements n’a de recours connu.",
        "1\u00a0engagement sur 17 a un recours connu.",
        "17\u00a0engagements sur 17 ont un recours connu.",
        "l’engagé augmente de 47,1\u202fM€",
        "l’engagé baisse de 338\u202f300\u202f€",
        "ni l’engagé ni le payé ne changent.",
    ):
        assert words in said, words


def test_the_same_values_give_the_same_bytes(written):
    for sujet, values, text, _ in written[::50]:
        assert synthese(Carnet(sujet.filters, answers(*values)), sujet).encode() == text.encode()
