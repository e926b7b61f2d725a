"""How much a file may ask of the machine that reads it; beyond, it is refused with a message.

A monthly statement of the whole programme holds a few hundred thousand cells; what these limits
refuse is a mistake or an attack. Reading one million rows stays under 4 GB (parent and child).
"""

from types import MappingProxyType

MEBI = 2**20
GIBI = 2**30

# Bytes of a file, by kind. One million rows weigh 275 MB in CSV, 25 MB in Parquet.
FILE_BYTES = MappingProxyType({"csv": GIBI, "xlsx": 200 * MEBI, "parquet": 512 * MEBI})

# Rows and columns of a table. A sheet of a workbook cannot hold more than 1 048 576 rows anyway.
ROWS = 5_000_000
COLUMNS = 200
# Cells, empty ones included: each costs at least four bytes.
CELLS = 100_000_000
# Longest text of a cell: what a spreadsheet accepts, so that the report can show it again.
CELL_CHARACTERS = 32_767
# All the text of a table once in memory: a dictionary-encoded Parquet column can repeat a long
# text a million times for free.
TEXT_BYTES = GIBI
# Longest record of a CSV file; the parser works by blocks of this size.
RECORD_BYTES = 16 * MEBI
# Start of a CSV file in which its separator and header are looked for.
HEAD_BYTES = MEBI
# Rows above the header (title, producer, date) in which the header is looked for.
HEADER_ROWS = 20
# Faults listed for one cause on one sheet; the next ones are counted.
FAULTS_LISTED = 1_000

# Zip directory of a workbook. Real ones hold tens of entries and shrink 5 to 30 times; a bomb
# shrinks up to 1 032 times (403 kB grew to 1.2 GB).
ZIP_ENTRIES = 2_000
ZIP_BYTES = GIBI
ZIP_RATIO = 200
# Small XML parts (list of sheets, relations) that are parsed whole.
XML_PART_BYTES = 4 * MEBI

# Footer of a Parquet file: 12 kB held 300 million rows.
PARQUET_ROW_GROUPS = 10_000
PARQUET_BYTES = 2 * GIBI

# The child process in which XLSX and Parquet files are parsed.
CHILD_MEMORY = 3 * GIBI
CHILD_CPU_SECONDS = 120
CHILD_WALL_SECONDS = 180
