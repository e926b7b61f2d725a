"""The figures that verdicts lean on, recomputed from the other tables of the public data set."""

import re
from decimal import Decimal

import pytest

from tdi import fmt
from tests.conftest import SNAPSHOT, rows

REASONS = {row["annonce_id"]: row for row in rows("select * from annonces")}
LATEST = f"snapshot_date = '{SNAPSHOT}'"
OVERSEAS = ("01", "02", "03", "04", "06")
# Claims on « outre-mer » also count the collectivités, which are in no region.
IN_OVERSEAS = f"(region_code is null or region_code in {OVERSEAS})"


def reason(annonce_id):
    return REASONS[annonce_id]["verdict_reason"]


def listed(phase, region_code):
    """Territoires of a region: those it is the main region of, and all those it touches."""
    [row] = rows(
        "select count(*) filter (where is_main) as main, count(*) as every from territoire_regions "
        "where region_code = $region and starts_with(territoire_id, $prefix)",
        region=region_code,
        prefix=f"p{phase}-",
    )
    return row["main"], row["every"]


@pytest.mark.parametrize(
    ("annonce_id", "phase", "told"),
    [
        ("chiffre-034", 1, (17, 20)), ("chiffre-035", 1, (17,)), ("chiffre-048", 1, (15,)),
        ("chiffre-054", 1, (14,)), ("chiffre-075", 1, (14,)), ("chiffre-136", 2, (10, 12)),
        ("chiffre-137", 2, (10,)), ("chiffre-138", 2, (12, 14)), ("chiffre-139", 2, (17, 18)),
        ("chiffre-140", 2, (16, 17)), ("chiffre-141", 2, (14,)), ("chiffre-142", 2, (18, 20)),
        ("chiffre-143", 2, (11,)),
    ],
)  # fmt: skip
def test_territoires_counted_in_a_region(annonce_id, phase, told):
    [region_code] = REASONS[annonce_id]["region_codes"]
    assert listed(phase, region_code)[: len(told)] == told
    for count in told:
        assert str(count) in reason(annonce_id)


def test_eight_territoires_overseas_at_the_end_of_2022():
    assert [listed(1, code)[1] for code in OVERSEAS] == [1, 2, 3, 2, 0]
    assert "un en Guadeloupe, deux en Martinique, trois en Guyane, deux à La Réunion" in reason(
        "chiffre-120"
    )


def test_communes_of_phase_1():
    [row] = rows("select sum(commune_count) as n from territoires where phase = 1")
    assert f"{fmt.number(row['n'])} communes" in reason("chiffre-121")
    assert f"de {fmt.number(REASONS['chiffre-121']['value'] - row['n'])} peut" in reason(
        "chiffre-121"
    )


def test_intercommunalites_of_both_phases():
    counts = {
        (row["phase"], row["type"]): row["n"]
        for row in rows(
            "select left(territoire_id, 2) as phase, membre_type as type, count(*) as n "
            "from territoire_membres group by all"
        )
    }
    assert counts["p1", "EPCI"] == 547
    assert (counts["p2", "EPCI"], counts["p2", "EPT"]) == (626, 3)
    assert "547" in reason("chiffre-134")
    assert "626, trois EPT" in reason("chiffre-133")


def fund(where):
    sql = f"select count(*) as n from laureats where {LATEST} and is_fonds_territoires and {where}"  # noqa: S608 - conditions of our own
    [row] = rows(sql)
    return row["n"]


@pytest.mark.parametrize(
    ("annonce_id", "where"),
    [
        ("chiffre-092", "region_code = '75'"),
        ("chiffre-093", "true"),
        ("chiffre-094", "region_code = '11'"),
        ("chiffre-115", "region_code = '24'"),
        ("chiffre-116", "region_code = '24' and update_date = '2022-03-31'"),
        ("chiffre-081", "region_code = '76' and update_date <= '2021-03-23'"),
        ("chiffre-082", f"{IN_OVERSEAS} and update_date <= '2021-03-23'"),
        ("chiffre-083", "update_date <= '2021-03-23'"),
        ("chiffre-104", IN_OVERSEAS),
        ("chiffre-104", f"{IN_OVERSEAS} and update_date < '2021-10-25'"),
    ],
)
def test_laureates_counted_in_a_verdict(annonce_id, where):
    assert re.search(rf"\b{fmt.number(fund(where))}\b", reason(annonce_id))


def test_a_third_of_the_fund_lies_outside_the_territoires():
    placed = "phase1_attribution in ('attribué', 'hors territoire')"
    total, outside = fund(placed), fund(f"{placed} and phase1_territoire_id is null")
    assert fmt.number(total) in reason("chiffre-085")
    assert fmt.percent(Decimal(outside) / total) in reason("chiffre-085")
    assert fmt.percent(Decimal(total - outside) / total) in reason("chiffre-151")
    early = f"{placed} and update_date <= '2021-03-23'"
    share = Decimal(fund(f"{early} and phase1_territoire_id is null")) / fund(early)
    assert f"{fmt.percent(share)} des {fund(early)} datés" in reason("chiffre-085")


def test_small_and_medium_firms_among_the_laureates():
    share = Decimal(fund("entreprise_type in ('TPE / PME', 'ETI')")) / fund("true")
    assert fmt.percent(share) in reason("chiffre-086")


@pytest.mark.parametrize(
    ("annonce_id", "where"),
    [
        ("chiffre-069", "region_code = '53'"),
        ("chiffre-071", "region_code = '53'"),
        ("chiffre-081", "region_code = '76'"),
        ("chiffre-082", IN_OVERSEAS),
        ("chiffre-083", "true"),
        ("chiffre-102", IN_OVERSEAS),
        ("chiffre-113", "region_code = '24'"),
    ],
)
def test_investment_or_firms_of_the_fund_in_a_verdict(annonce_id, where):
    sql = (
        "select sum(investment_eur) as eur, sum(entreprise_count) as n "  # noqa: S608 - conditions of our own
        f"from fa2it where {LATEST} and {where}"
    )
    [row] = rows(sql)
    firms = f"{fmt.number(row['n'])} entreprises"
    millions = f"{fmt.number(Decimal(row['eur']) / 1_000_000, 1)}{fmt.NARROW}M€"
    told = firms if "entreprises" in reason(annonce_id) else millions
    assert told in reason(annonce_id)
