"""The envelope closes under any filter (R2) and a thing is counted once (R5), on both data sets.

The rows are summed again here in whole cents, by plain Python, from one reading of the tables.
"""

import math
import random
import re
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache, lru_cache

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tdi import db, enveloppe, fmt, queries, sentences
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import new_app
from tests.test_pages import open_page, texts

JEUX = ("public", "demonstration")
# For each data set: 12 000 filters in all, 10 000 of them distinct.
BATCHES, BATCH, DISTINCT = 12, 500, 5_000
# The snapshots of a batch: each is read in its own state of the reference tables.
DAYS = 6
STAGES = ("Annoncé", "Fléché", "Engagé", "Payé")
NAMES = (
    "pilotage/enveloppe_by_etape",
    "pilotage/repartition",
    "pilotage/entonnoir",
    "territoires/montants_by_nature",
)
GRAIN = ("repartition", "etape", "segment", "nature")
LAST = Filters(jeu="demonstration", snapshot_date="2022-12-31")


def table(jeu, sql):
    return [tuple(row) for row in db.run(jeu, sql).itertuples(index=False)]


def cents(value):
    return 0 if value is None or value != value else round(Decimal(str(value)) * 100)


@lru_cache(maxsize=2)
def choices(jeu):
    """The values that each filter may take in a data set; a territoire is of one phase."""
    places = [(1, None), (2, None)]
    places += table(jeu, "select phase, territoire_id from territoires order by all")
    regions = [code for (code,) in table(jeu, "select region_code from regions order by all")]
    enjeux = [name for (name,) in table(jeu, "select enjeu_id from enjeux order by all")]
    days = db.run(jeu, "select distinct snapshot_date from financements order by all")
    days = [str(day.date()) for day in days["snapshot_date"]]
    return days, places, [None, *regions], [None, *enjeux]


def some_filters(jeu, seed):
    """A batch of distinct filters, drawn evenly among all those of some snapshots of a data set."""
    draw = random.Random(seed)
    days, *others = choices(jeu)
    lists = [draw.sample(days, DAYS), *others]
    sizes = [len(values) for values in lists]
    batch = []
    for rank in draw.sample(range(math.prod(sizes)), BATCH):
        drawn = []
        for values, size in zip(lists, sizes, strict=True):
            rank, place = divmod(rank, size)
            drawn.append(values[place])
        day, (phase, territoire_id), region_code, enjeu_id = drawn
        batch.append(
            Filters(
                jeu=jeu,
                snapshot_date=day,
                phase=int(phase),
                region_code=region_code,
                territoire_id=territoire_id,
                enjeu_id=enjeu_id,
            )
        )
    return batch


@lru_cache(maxsize=2)
def sums(jeu):
    """Cents of the envelope by snapshot, stage, zone and enjeu."""
    found = defaultdict(Counter)
    for day, etape, zone, enjeu, amount in table(
        jeu,
        """
        select snapshot_date, etape, zone_code, coalesce(enjeu_id, 'sans'), amount_eur
        from financements left join engagements using (engagement_id)
        where cadre = 'Enveloppe 2018' and amount_eur is not null
        """,
    ):
        found[str(day.date()), etape][zone, enjeu] += cents(amount)
    return found


@lru_cache(maxsize=2)
def regions_of(jeu):
    found = defaultdict(set)
    for territoire, region in table(
        jeu, "select territoire_id, region_code from territoire_regions"
    ):
        found[territoire].add(region)
    return found


@cache
def zones(jeu, region_code, territoire_id):
    """The zones of the place that a reader chose."""
    if territoire_id:
        return {territoire_id}
    shared = {zone for zone, regions in regions_of(jeu).items() if region_code in regions}
    return shared | {region_code}


def by_stage(asked):
    """Cents that the page of a place shows at each stage, its natures added up here."""
    found = dict.fromkeys(STAGES, 0)
    for row in compute("territoires/montants_by_nature", asked).records():
        found[row["etape"]] += cents(row["amount_eur"])
    return found


def elsewhere(asked, etape):
    """Cents of the envelope outside the place and the enjeu that a reader chose."""
    known = sums(asked.jeu)[asked.snapshot_date, etape]
    enjeux = [asked.enjeu_id] if asked.enjeu_id else [*choices(asked.jeu)[3], "sans"]
    place = zones(asked.jeu, asked.region_code, asked.territoire_id)
    return sum(known.values()) - sum(
        known[zone, enjeu] for zone in place for enjeu in enjeux if (zone, enjeu) in known
    )


def answers(name, batch):
    """What a query answers to each filter of a batch: its own SQL, a snapshot at a time."""
    body = re.sub(r"\$(\w+)", r"asked.\1", queries.load(name).sql)
    asked = pd.DataFrame([one.as_params() for one in batch]).drop(columns="territoire_ids")
    asked = asked.assign(place=range(len(batch)))
    found = [[] for _ in batch]
    for day, part in asked.groupby("snapshot_date"):
        with db.cursor(batch[0].jeu, snapshot_date=str(day)) as cursor:
            cursor.register("asked", part)
            cursor.execute(f"select asked.place, given.* from asked, lateral ({body}) as given")  # noqa: S608
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found[row[0]].append(dict(zip(names, row, strict=True)))
    return found


def closes(asked, by_etape, parts, stages, place):
    expected = 4 if asked.phase == 1 else 0
    assert len(by_etape) == len(stages) == expected
    for row, stage in zip(by_etape, sorted(stages, key=in_order), strict=True):
        etape = row["etape"]
        envelope, over = cents(row["enveloppe_eur"]), cents(row["depassement_eur"])
        rest = cents(row["non_documente_eur"])
        inside = sum(cents(part["amount_eur"]) for part in place if part["etape"] == etape)
        # What the page of the place shows, all the rest of the country, and what nobody knows.
        assert inside + elsewhere(asked, etape) + rest - over == envelope
        assert cents(row["couvert_eur"]) + rest == envelope
        splits_close(asked, [part for part in parts if part["etape"] == etape], stage)
        # The page of the envelope tells the same of the place, and of an enjeu in the nation.
        assert stage["etape"] == etape
        known = selected(asked, etape)
        assert cents(stage["documente_eur"]) == known
        if asked.region_code or asked.territoire_id:
            assert known == inside
        total = sum(sums(asked.jeu)[asked.snapshot_date, etape].values())
        assert known + cents(stage["ailleurs_eur"]) == total
        assert cents(stage["inconnu_eur"]) == rest


def selected(asked, etape):
    """Cents of the envelope in the place and the enjeu that a reader chose, the nation included."""
    place = zones(asked.jeu, asked.region_code, asked.territoire_id)
    everywhere = not (asked.region_code or asked.territoire_id)
    return sum(
        amount
        for (zone, enjeu), amount in sums(asked.jeu)[asked.snapshot_date, etape].items()
        if (everywhere or zone in place) and asked.enjeu_id in (None, enjeu)
    )


def splits_close(asked, parts, stage):
    """Each split adds up to the stage, and closes on the envelope or on what is announced."""
    known, rest = cents(stage["documente_eur"]), cents(stage["non_documente_eur"])
    over, whole = cents(stage["depassement_eur"]), cents(stage["reference_eur"])
    if is_whole(asked):
        assert whole == cents(stage["enveloppe_eur"])
    if not fmt.is_missing(stage["reference_eur"]):
        assert known + rest - over == whole
    for repartition in enveloppe.REPARTITIONS:
        mine = [part for part in parts if part["repartition"] == repartition]
        named = {part["segment"]: cents(part["amount_eur"]) for part in mine}
        assert len(named) == len(mine)
        assert min(named.values(), default=0) >= 0
        assert named.pop("Non documenté", 0) == rest
        assert sum(named.values()) == known
        # What is drawn closes too: the last bar holds the parts that have none of their own.
        bars = {part["barre_name"]: cents(part["barre_eur"]) for part in mine}
        assert sum(bars.values()) == known + rest


def is_whole(asked):
    return not (asked.region_code or asked.territoire_id or asked.enjeu_id)


def in_order(row):
    return STAGES.index(row["etape"])


@pytest.mark.parametrize("jeu", JEUX)
def test_the_envelope_closes_under_any_filter(jeu):
    evaluated = set()

    @settings(
        max_examples=BATCHES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**32))
    def batch_closes(seed):
        batch = some_filters(jeu, seed)
        for asked, *rows, place in zip(
            batch, *(answers(name, batch) for name in NAMES), strict=True
        ):
            closes(asked, *rows, place)
        evaluated.update(batch)

    batch_closes()
    # Filters drawn twice count once.
    assert len(evaluated) >= DISTINCT


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_answers_as_the_pages_do(name):
    last = {"jeu": "demonstration", "snapshot_date": "2022-12-31"}
    batch = [
        Filters(**last),
        Filters(**last, region_code="53"),
        Filters(**last, territoire_id="p1-ti-2404", enjeu_id="innover"),
        Filters(**last, phase=2),
    ]
    for asked, found in zip(batch, answers(name, batch), strict=True):
        expected = compute(name, asked).records()
        found = sorted(found, key=lambda row: [str(row[key]) for key in GRAIN if key in row])
        expected.sort(key=lambda row: [str(row[key]) for key in GRAIN if key in row])
        for one, other in zip(found, expected, strict=True):
            for column in queries.load(name).columns.values():
                if column.unit == "€":
                    assert cents(one[column.name]) == cents(other[column.name])


@pytest.mark.parametrize("jeu", JEUX)
def test_every_snapshot_closes_at_every_stage(jeu):
    for day in choices(jeu)[0]:
        for row in compute(NAMES[0], Filters(jeu=jeu, snapshot_date=day)).records():
            known = sum(sums(jeu)[day, row["etape"]].values())
            assert cents(row["documente_eur"]) == known, "no maille is counted twice, none left out"


def test_territoires_and_the_rest_make_the_national_total():
    """B5: per engagement, stage and snapshot, over all the statements of the demonstration."""
    broken = db.run(
        "demonstration",
        """
        with lines as (
            select
                snapshot_date, engagement_id, etape, amount_eur,
                case
                    when maille = 'Territoire' and exists (
                        select 1 from territoires where territoires.territoire_id = zone_code
                    ) then 'territoire'
                    when maille <> 'Territoire' and (zone_code = 'FR' or exists (
                        select 1 from regions where regions.region_code = zone_code
                    )) then 'non territorialisé'
                end as part
            from financements
            where cadre = 'Enveloppe 2018'
        )
        select snapshot_date, engagement_id, etape
        from lines
        group by all
        having coalesce(sum(amount_eur), 0)
            <> coalesce(sum(amount_eur) filter (part = 'territoire'), 0)
            + coalesce(sum(amount_eur) filter (part = 'non territorialisé'), 0)
        """,
    )
    assert broken.empty


@pytest.mark.parametrize("day", ["2019-01-31", "2021-10-31", "2022-12-31"])
def test_regional_pages_count_each_thing_once(day):
    """Regions make the nation, once shared territoires and the national line are set right."""
    jeu = "demonstration"
    for etape in STAGES:
        rows = sums(jeu)[day, etape]
        regions = [
            by_stage(Filters(jeu=jeu, snapshot_date=day, region_code=code))[etape]
            for code in choices(jeu)[2][1:]
        ]
        shared = sum(
            amount * (len(regions_of(jeu)[zone]) - 1)
            for (zone, _), amount in rows.items()
            if len(regions_of(jeu)[zone]) > 1
        )
        national = sum(amount for (zone, _), amount in rows.items() if zone == "FR")
        total = sum(rows.values())
        assert sum(regions) - shared + national == total


def test_contested_amounts_are_never_summed_silently(app):
    contested = {
        etape: int(count)
        for etape, count in table(
            "demonstration",
            """
            select etape, count(*) from financements
            where snapshot_date = '2022-12-31' and cadre = 'Enveloppe 2018' and etat = 'Contesté'
            group by etape
            """,
        )
    }
    assert contested == {"Payé": 3}
    by_etape = compute("pilotage/enveloppe_by_etape", LAST)
    counts = {row["etape"]: row["conteste_count"] for row in by_etape.records()}
    assert counts == {etape: contested.get(etape, 0) for etape in STAGES}
    assert "«\u00a0Payé\u00a0», dont 3\u00a0montants contestés\u202f;" in sentences.enveloppe(
        by_etape
    )
    [(territoire,)] = table(
        "demonstration",
        """
        select min(territoire_name) from financements
        inner join territoires on zone_code = territoire_id
        where snapshot_date = '2022-12-31' and etat = 'Contesté'
        """,
    )
    address = {
        "jeu": "Démonstration",
        "territoire": territoire,
        "vue_territoire": "Contrat et crédits",
    }
    open_page(app, "pages/territoires/territoire.py", address)
    assert re.search(r"\*\*Payé\*\*[^·]+, dont 1\u00a0montant contesté\.", texts(app))


def test_a_contest_that_is_not_is_not_told(app):
    by_etape = compute("pilotage/enveloppe_by_etape", Filters(snapshot_date="2024-11-21"))
    assert "contesté" not in sentences.enveloppe(by_etape)
    address = {
        "jeu": "Démonstration",
        "territoire": "Grand Est Touraine",
        "vue_territoire": "Contrat et crédits",
    }
    open_page(app, "pages/territoires/territoire.py", address)
    assert "**Payé**" in texts(app)
    assert "contesté" not in texts(app)


def test_amounts_by_enjeu_are_those_of_its_engagements_and_leave_none_out():
    shown = {
        (row["enjeu_name"], row["etape"]): cents(row["amount_eur"])
        for row in compute("pilotage/enveloppe_by_enjeu", LAST).records()
    }
    named = dict(table("demonstration", "select enjeu_id, enjeu_name from enjeux"))
    for etape in STAGES:
        expected = Counter()
        for (_, enjeu), amount in sums("demonstration")["2022-12-31", etape].items():
            expected[named.get(enjeu, "Non précisé"), etape] += amount
        assert {key: value for key, value in shown.items() if key[1] == etape} == expected


def test_the_page_sums_the_amounts_of_an_enjeu_instead_of_denying_them():
    told = ""
    # Only the view in sight is drawn.
    for enjeu in ("Recruter", "Innover", "Attirer des projets", "Simplifier"):
        address = {"jeu": "Démonstration", "vue_enjeux": enjeu}
        told += texts(open_page(new_app(), "pages/pilotage/enjeux.py", address))
    assert "ne répartit l’enveloppe par enjeu" not in told
    assert told.count("Somme des montants connus de ses engagements") == 3
    assert told.count("toutes natures ensemble") == 3
    assert told.count("Enjeu non précisé\u00a0: **Annoncé**") == 3
    assert told.count("**Argent\u00a0: sans objet.**") == 1, "Simplifier has no amount"
    assert "dont 3\u00a0montants contestés" in told
