"""The register of claims: every public figure is there, unchanged, with its source and verdict."""

import csv
import re
from collections import Counter
from datetime import date, timedelta

import pytest

from etl import public
from tdi import fmt

TABLE = public.rows("annonces")
ROWS = {row["annonce_id"]: row for row in TABLE.to_pylist()}
CHIFFRES = [row for row in ROWS.values() if row["annonce_type"] == "Chiffre"]
JALONS = [row for row in ROWS.values() if row["annonce_type"] == "Jalon"]
CITED = re.compile(r"(?:chiffre|jalon)-\d+")
UNITS = {
    "territories": "territoires", "MEUR": "M€", "projects": "projets", "jobs": "emplois",
    "%": "%", "VTE": "VTE", "EPCI": "EPCI", "plans": "plans",
    "sites": "sites", "communes": "communes", "missions": "missions", "regions": "régions",
    "protocols": "protocoles", "actions": "actions", "commitments": "engagements",
}  # fmt: skip
QUALIFIERS = {"more than": "plus de", "nearly": "près de", "about": "environ", "approx": "environ"}
# The text of these two came out after the period it speaks of: unknown to a reader before.
LATER = {"chiffre-111": date(2024, 12, 18), "chiffre-145": date(2025, 1, 14)}


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def period(text):
    """First and last day, and precision, of `2021`, `2021-Q4`, `2021-11` or `2021-11-09`."""
    if quarter := re.fullmatch(r"(\d{4})-Q(\d)", text):
        year, number = int(quarter[1]), int(quarter[2])
        return month(year, 3 * number - 2)[0], month(year, 3 * number)[1], "trimestre"
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts), "jour"
    if len(parts) == 2:
        return *month(*parts), "mois"
    return date(parts[0], 1, 1), date(parts[0], 12, 31), "année"


def month(year, number):
    after = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), after - timedelta(days=1)


def addresses(text):
    return [
        part if part.startswith("http") else "https://" + part.split(" ")[0]
        for part in text.split(" ; ")
    ]


def test_the_158_figures_are_the_published_ones_one_by_one(sources):
    published = read(sources / "annonces" / "progress_figures.csv")
    assert len(published) == len(CHIFFRES) == 158
    for source, row in zip(published, CHIFFRES, strict=True):
        name = row["annonce_id"]
        assert row["value"] == float(source["value"]), name
        assert (row["date_start"], row["date_end"], row["date_precision"]) == period(
            source["date"]
        ), name
        assert row["source_urls"] == addresses(source["source"]), name
        base = re.match(r"of (\d+)", source["unit"])
        if base:
            assert row["denominator"] == int(base[1]), name
        for english, french in UNITS.items():
            if source["unit"].split(" ")[0] == english:
                assert row["unit"].split(" ")[0] == french or row["unit"] == "VTE", name
        for english, french in QUALIFIERS.items():
            if re.search(rf"\({english}\b", source["unit"]):
                assert row["qualifier"] == french, name
    pairs = {
        (source["metric"], row["metric_id"])
        for source, row in zip(published, CHIFFRES, strict=True)
    }
    by_metric = Counter(metric for metric, _ in pairs)
    assert {metric for metric, count in by_metric.items() if count > 1} <= {
        # Split on purpose: green VTE, forecasts, preselected projects, phase 2.
        "vte_contracts", "amount_committed", "fund_projects", "projects_identified",
    }, "a metric keeps one French name"  # fmt: skip


def test_the_25_events_are_the_published_ones_one_by_one(sources):
    published = read(sources / "annonces" / "milestones.csv")
    assert len(published) == len(JALONS) == 25
    for source, row in zip(published, JALONS, strict=True):
        assert (row["date_start"], row["date_end"], row["date_precision"]) == period(source["date"])
        assert row["source_urls"] == addresses(source["source"])
        # Every number of the event and of its detail is told.
        told = row["paraphrase"].replace(fmt.NARROW, "")
        for number in re.findall(r"\d{3,}", f"{source['event']} {source['detail']}"):
            assert number in told or number in ("100", "1000", "136", "112"), row["annonce_id"]


def test_a_claim_is_dated_valued_and_worded_as_its_columns_say():
    for row in ROWS.values():
        assert row["date_text"] == dated(row), row["annonce_id"]
        assert row["value_text"] == valued(row), row["annonce_id"]
        assert row["paraphrase"].endswith("."), row["annonce_id"]
        assert row["known_date"] == LATER.get(row["annonce_id"], row["date_end"])


def dated(row):
    start = row["date_start"]
    rank = ("1er", "2e", "3e", "4e")[(start.month - 1) // 3]
    return {
        "jour": fmt.long_day(start),
        "mois": fmt.long_day(start).split(" ", 1)[1],
        "trimestre": f"{rank} trimestre {start.year}",
        "année": str(start.year),
    }[row["date_precision"]]


def valued(row):
    if row["value"] is None:
        return None
    unit = row["unit"]
    if unit.startswith(("%", "M€", "€")):
        unit = fmt.NARROW + unit
    else:
        unit = "\u00a0" + (unit.removesuffix("s") if row["value"] < 2 else unit)
    number = fmt.number(row["value"], 2)
    if row["value_max"]:
        number += f" à {fmt.number(row['value_max'])}"
    qualifier = "" if row["qualifier"] in ("exact", "fourchette") else f"{row['qualifier']} "
    base = row["denominator"] if row["unit"] != "%" else None
    return f"{qualifier}{number}{unit}" + (f" sur {fmt.number(base)}" if base else "")


def test_contradictions_are_kept_and_name_each_other():
    labelled = [
        row["value"]
        for row in sorted(CHIFFRES, key=lambda row: row["date_start"])
        if row["metric_id"] == "territoires-labellises" and row["perimeter"] == "France"
    ]
    assert labelled == [124, 136, 141, 144, 146, 148, 146, 149, 183]
    for one, other in [
        ("chiffre-109", "chiffre-127"),  # 377 VTE, « plus de 250 »
        ("chiffre-131", "chiffre-132"),  # 44 700 jobs, about 50 000
        ("chiffre-025", "chiffre-028"),  # 108 M€ granted, more than 260 M€ committed
        ("chiffre-001", "chiffre-002"),  # 15 territoires or 14 in the same list
    ]:
        assert other in ROWS[one]["verdict_reason"]
        assert one in ROWS[other]["verdict_reason"]
        assert ROWS[one]["verdict"] == ROWS[other]["verdict"] != "compatible"
    amounts = {row["value"] for row in CHIFFRES if row["theme"] == "Argent"}
    assert amounts >= {1300, 1400, 1700, 2000, 794}


@pytest.mark.parametrize("annonce_id", ROWS)
def test_what_a_verdict_cites_exists_and_is_known_by_then(annonce_id):
    row = ROWS[annonce_id]
    cited = set(CITED.findall(row["verdict_reason"]))
    assert cited <= set(ROWS)
    assert annonce_id not in cited
    # A snapshot shows a verdict from its own date on: all that it leans on is known by then.
    known = [row["known_date"], *(ROWS[name]["known_date"] for name in cited)]
    assert row["verdict_date"] >= max(known)
