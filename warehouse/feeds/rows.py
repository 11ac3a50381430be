"""The rows of the marts as Arrow batches, in an order that is always the same.

Here: reading the published file within a bound of memory. Not here: what becomes of the rows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.contract import quoted
from warehouse.marts import Mart
from warehouse.reading import BATCH_ROWS, MAKE_COMMAND, NoWarehouse, plain_errors

MEMORY_LIMIT = "512MB"
"""What sorting may hold in memory; beyond it, it spills to a folder for temporary files."""


@contextmanager
def open_marts(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads the published file; a publication meanwhile does not change what it sees.

    Raises NoWarehouse, or QueryError where the file is not of this version of the program.
    """
    if not warehouse.is_file():
        raise NoWarehouse(f"There is no warehouse at {warehouse}. Make one with: {MAKE_COMMAND}")
    with (
        tempfile.TemporaryDirectory(prefix="hrcw-feeds-") as spill,
        plain_errors(f"{warehouse} is not of this version of the program; build it anew: "),
        # Attached, since a file that is opened twice in one process has to be opened with the same settings.
        duckdb.connect(
            config={"memory_limit": MEMORY_LIMIT, "temp_directory": spill, "threads": 2}
        ) as connection,
    ):
        connection.execute(f"ATTACH {quoted(str(warehouse))} AS warehouse (READ_ONLY)")
        connection.execute("USE warehouse")
        yield connection


def batches(connection: duckdb.DuckDBPyConnection, mart: Mart, columns: str = "") -> pa.RecordBatchReader:
    """The rows of a mart; `columns` in SQL, in the place of its own."""
    own = ", ".join(f'"{name}"' for name in mart.names)
    return connection.execute(mart.select(columns or own)).to_arrow_reader(BATCH_ROWS)
