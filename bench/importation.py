"""Time and memory of importing one million rows (`python -m bench.importation [ROWS]`).

Prints what each kind of statement costs; nothing is asserted, machines differ, and their load does
too: it is printed, with the time of the processors. Each statement runs in its own process, so that
the peak of memory is its own (the reading child is counted apart).
"""

import os
import resource
import sys
import tempfile
import time
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import duckdb

from bench import classeur
from tdi.snapshots import importing, known

DAY = date(2025, 12, 31)
# Distinct keys, so that nothing but the planted flaws is at fault.
ROWS = """
copy (
    select
        'Enveloppe 2018' as "Cadre",
        'Convention ' || (i // 68 // 149) as "Dispositif",
        e.short_name as "Engagement",
        'Bpifrance' as "Opérateur",
        'Territoire' as "Maille",
        t.territoire_id as "Zone",
        ['Annoncé', 'Fléché', 'Engagé', 'Payé'][1 + i % 4] as "Étape",
        'Subvention' as "Nature",
        case
            when $faulty and i % 50 = 0 then 'douze euros'
            when i % 3 = 0 then replace(format('{:,}', i % 90000), ',', chr(8239)) || ',50 €'
            else cast(i % 90000 as varchar) || ',25'
        end as "Montant",
        'exact' as "Précision",
        'Renseigné' as "État",
        case when $faulty and i % 40 = 0 then '31/02/2025' else '30/11/2025' end as "Transmis le",
        case when $faulty and i % 30 = 0 then null else 'relevé-' || (i % 500) end
            as "Source (identifiant)",
        'Ligne ' || i || ' du relevé mensuel' as "Remarque"
    from range($rows) as r (i)
    inner join engagements as e on e.rank = 1 + (i // 4) % 17
    inner join territoires as t on t.rang = (i // 68) % 149
) to '$path' ($format)
"""
FORMATS = {"csv": "format csv, header, delimiter ';'", "parquet": "format parquet"}


def make(path: Path, rows: int, faulty: bool) -> None:
    if path.suffix == ".xlsx":
        source = path.with_suffix(".parquet")
        make(source, rows, faulty)
        classeur.write(path, source)
        return
    facts = known.load("public")
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        connection.register("engagements", facts.references["engagements"])
        connection.register("lieux", facts.references["territoires"])
        connection.execute(
            "create table territoires as select territoire_id, row_number() over () - 1 as rang "
            "from lieux where phase = 1"
        )
        statement = ROWS.replace("$rows", str(rows)).replace("$faulty", str(faulty))
        statement = statement.replace("$path", str(path)).replace(
            "$format", FORMATS[path.suffix[1:]]
        )
        connection.execute(statement)


def measure(path: Path) -> None:
    steps: list[tuple[float, str]] = []
    start = time.perf_counter()
    imported = importing.read_files(
        [path],
        jeu="public",
        day=DAY,
        producer="bench",
        progress=lambda step: steps.append((time.perf_counter() - start, step)),
    )
    checked = time.perf_counter() - start
    imported.write(path.parent / "lot")
    total = time.perf_counter() - start
    own = resource.getrusage(resource.RUSAGE_SELF)
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    processors = sum(one.ru_utime + one.ru_stime for one in (own, child))
    for moment, step in steps:
        print(f"    {moment:6.1f} s  {step}")
    print(
        f"{path.name:<14}{checked:6.1f} s checked, {total:6.1f} s in all, "
        f"{processors:6.1f} s of processors, {own.ru_maxrss / 1e6:4.1f} GB "
        f"(reading child {child.ru_maxrss / 1e6:4.1f} GB), {len(imported.faults)} faults listed, "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors",
        flush=True,
    )


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        for name in ("sain.csv", "fautif.csv", "sain.parquet", "sain.xlsx", "fautif.xlsx"):
            path = Path(folder) / name
            make(path, rows, faulty=name.startswith("fautif"))
            print(f"{name}: {rows} rows, {path.stat().st_size / 1e6:.0f} MB", flush=True)
            process = get_context("spawn").Process(target=measure, args=(path,))
            process.start()
            process.join()


if __name__ == "__main__":
    main()
