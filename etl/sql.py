"""Shape CSV files with DuckDB: every column read as text, types given by the SELECT."""

from pathlib import Path

import duckdb
import pyarrow as pa


def select(sql: str, **csv_files: Path) -> pa.Table:
    """Run `sql` over CSV files, each visible under its keyword as a table of text columns.

    Empty cells are null. Raises FileNotFoundError naming the missing file.
    """
    with duckdb.connect(config={"threads": 1}) as connection:
        for name, path in csv_files.items():
            if not path.is_file():
                raise FileNotFoundError(f"Fichier source absent : {path}")
            rows = connection.read_csv(str(path), all_varchar=True, header=True)
            rows.create_view(name)
        return connection.execute(sql).to_arrow_table()
