"""Make the demonstration: `python -m etl.demonstration --sortie DIR [--mois N] [--publier]`."""

import argparse
import sys
from pathlib import Path

from etl.demonstration import ecriture, modele, tables


def main() -> int:
    """Write the statements of the first months in the contract's form; publish them if asked."""
    parser = argparse.ArgumentParser(prog="python -m etl.demonstration", description=__doc__)
    parser.add_argument("--sortie", type=Path, required=True, metavar="DIR")
    parser.add_argument("--mois", type=int, default=len(modele.months()), metavar="N")
    options = parser.parse_args()
    for month, day in enumerate(modele.months()[: options.mois]):
        found = tables.build(month)
        ecriture.write(options.sortie / day.isoformat(), found)
        print(f"{day}: {sum(rows.num_rows for rows in found.values())} rows", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
