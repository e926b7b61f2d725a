"""XLSX and Parquet are parsed in a child process that can neither fill the memory nor last.

Their parsers are native code fed by strangers: whatever happens in the child (crash, endless loop,
exhausted memory), the parent lives and gets a fault. The content goes in by the standard input;
one line of JSON, then one Arrow stream per sheet, come out.
"""

import json
import logging
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from tdi.snapshots import limits
from tdi.snapshots.faults import Fault, blocking
from tdi.snapshots.sheets import Reading, Sheet

_ROOT = Path(__file__).resolve().parents[2]
# Exit codes of the child.
_OUT_OF_MEMORY = 97
_OUT_OF_ROOM = 98
_log = logging.getLogger(__name__)


def read(kind: str, content: bytes, file: str, known_labels: Collection[str]) -> Reading:
    """Read `content` (« xlsx » or « parquet ») in a child process; its death is a fault."""
    try:
        return _read(kind, content, file, known_labels)
    except OSError as error:
        _log.info("reading %s: %s", file, error)
        return Reading(faults=[_death(file, _OUT_OF_ROOM)])


def _read(kind: str, content: bytes, file: str, known_labels: Collection[str]) -> Reading:
    arguments = json.dumps([kind, file, sorted(known_labels)])
    with tempfile.TemporaryFile() as output:
        try:
            child = subprocess.run(
                [sys.executable, "-m", "tdi.snapshots.reading_child", arguments],
                input=content,
                stdout=output,
                stderr=subprocess.PIPE,
                timeout=limits.CHILD_WALL_SECONDS,
                # Arrow's own allocators reserve far more address space than they use.
                env={
                    **os.environ,
                    "PYTHONPATH": str(_ROOT),
                    "ARROW_DEFAULT_MEMORY_POOL": "system",
                    "OMP_NUM_THREADS": "1",
                },
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Reading(faults=[_death(file, -signal.SIGXCPU)])
        if child.returncode:
            _log.info("reading %s: %s", file, child.stderr[-2000:].decode("utf-8", "replace"))
            return Reading(faults=[_death(file, child.returncode)])
        output.seek(0)
        return _received(output)


def _death(file: str, code: int) -> Fault:
    """Say why the child ended: a negative code is the signal that killed it."""
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        message = "La lecture a été arrêtée : le fichier demande trop de temps ou de mémoire."
    elif code in (_OUT_OF_MEMORY, -signal.SIGABRT):
        message = (
            "La lecture a été arrêtée : une fois ouvert, le fichier demande trop de mémoire "
            "(contenu démesuré, ou cellules remplies très loin les unes des autres)."
        )
    elif code == _OUT_OF_ROOM:
        message = "La lecture a été arrêtée : la machine n’a plus assez de place."
    else:
        message = "Le fichier ne peut pas être lu : il est tronqué ou abîmé."
    return blocking(file=file, message=message)


def _received(output: BinaryIO) -> Reading:
    told = json.loads(output.readline())
    sheets = []
    for sheet in told["sheets"]:
        with pa.ipc.open_stream(output) as stream:
            sheets.append(Sheet(**sheet, rows=stream.read_all()))
    return Reading(sheets, [Fault(**fault) for fault in told["faults"]])


def _send(reading: Reading, output: BinaryIO) -> None:
    sheets = [
        {
            "file_name": sheet.file_name,
            "sheet_name": sheet.sheet_name,
            "header_row": sheet.header_row,
            "labels": sheet.labels,
            "left_out": list(sheet.left_out),
        }
        for sheet in reading.sheets
    ]
    told = {"sheets": sheets, "faults": [asdict(fault) for fault in reading.faults]}
    output.write(json.dumps(told).encode() + b"\n")
    for sheet in reading.sheets:
        with pa.ipc.new_stream(output, sheet.rows.schema) as stream:
            stream.write_table(sheet.rows)


def _limit(name: int, value: int) -> None:
    _, hard = resource.getrlimit(name)
    most = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(name, (most, most))


def main() -> int:
    """Run in the child: set the limits, parse, send what was read."""
    _limit(resource.RLIMIT_AS, limits.CHILD_MEMORY)
    _limit(resource.RLIMIT_CPU, limits.CHILD_CPU_SECONDS)
    _limit(resource.RLIMIT_CORE, 0)
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    kind, file, known_labels = json.loads(sys.argv[1])
    try:
        if kind == "xlsx":
            from tdi.snapshots import reading_xlsx as reader
        else:
            from tdi.snapshots import reading_parquet as reader
        reading = reader.read(sys.stdin.buffer.read(), file, known_labels)
    except MemoryError:
        return _OUT_OF_MEMORY
    try:
        _send(reading, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except OSError:
        return _OUT_OF_ROOM
    return 0


if __name__ == "__main__":
    sys.exit(main())
