"""Make the demonstration: its files in the contract's form, or the data set that they become.

`python -m etl.demonstration --sortie DIR` writes the files; `--publier DIR` imports and publishes
them into the data folder DIR, in place of the demonstration that is there.
"""

import argparse
import sys
from pathlib import Path

from etl.demonstration import construction, ecriture, modele, tables


def main() -> int:
    """Write or publish the statements of the first months, all of them by default."""
    parser = argparse.ArgumentParser(prog="python -m etl.demonstration", description=__doc__)
    aim = parser.add_mutually_exclusive_group(required=True)
    aim.add_argument("--sortie", type=Path, metavar="DIR")
    aim.add_argument("--publier", type=Path, metavar="DIR")
    parser.add_argument("--mois", type=int, default=len(modele.months()), metavar="N")
    options = parser.parse_args()
    if options.publier:
        construction.build(options.publier, options.mois)
        return 0
    for month, day in enumerate(modele.months()[: options.mois]):
        found = tables.build(month)
        ecriture.write(options.sortie / day.isoformat(), found)
        print(f"{day}: {sum(rows.num_rows for rows in found.values())} rows", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
