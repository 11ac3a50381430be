"""Writing the published DuckDB file: built beside the old one, then put in its place in one step.

Here: the only code that writes the file. Not here: what the tables are (`warehouse.tables`), its views and
functions (`warehouse.statements`), its index for searching (`warehouse.search`), whether rows are good enough to publish (`expectations`), reading
(`warehouse.reading`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from warehouse.contract import Table
from warehouse.files import flush
from warehouse.search import fill_search_tables
from warehouse.statements import create_everything
from warehouse.tables import TABLES

MEMORY_LIMIT = "512MB"
"""What a publication may hold in memory; sorting beyond it spills to a folder beside the file."""
LOCK_SECONDS = 600


class PublishError(RuntimeError):
    """A publication that was given up; the published file is as it was."""


def publish(tables: Mapping[str, Path], target: Path) -> None:
    """Builds the DuckDB file from one Parquet file a table and puts it in the place of `target`.

    Whoever has the old file open goes on reading it; whoever connects afterwards sees the new rows.
    Until the last step, a rename, nothing touches `target`: a publication that fails or is killed
    leaves it as it was. Rows stand in the order of their table's key. Publications of one target
    take turns.

    Raises PublishError, which names the table and the Parquet file, when a table is missing or
    unknown, when a file does not have the table's columns and types, or when it has a null in a
    required column.
    """
    _check_names(tables)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(target.with_name(f".{target.name}.lock"), timeout=LOCK_SECONDS):
            _remove_leftovers(target)
            building = target.with_name(f".{target.name}.{os.getpid()}.building")
            try:
                try:
                    _build(tables, building)
                except duckdb.Error as error:
                    raise PublishError(f"{target} cannot be written: {_first_line(error)}") from error
                _put_in_place(building, target)
            finally:
                _remove_leftovers(target)
    except Timeout as error:
        raise PublishError(
            f"{target}: another publication has held {error.lock_file} for {LOCK_SECONDS} seconds; "
            "stop it or wait, then publish again"
        ) from error


def _check_names(tables: Mapping[str, Path]) -> None:
    problems = []
    if missing := [name for name in TABLES if name not in tables]:
        problems.append(f"no Parquet file is given for {', '.join(missing)}")
    if unknown := sorted(tables.keys() - TABLES.keys()):
        problems.append(f"warehouse.tables declares no {', '.join(unknown)}")
    problems += [f"{name}: {path} is not there" for name, path in tables.items() if not path.is_file()]
    if problems:
        raise PublishError("nothing was published: " + "; ".join(problems))


def _remove_leftovers(target: Path) -> None:
    """Removes what a killed publication left; under the lock no other one can be at work."""
    for leftover in target.parent.glob(f".{_literal(target.name)}.*.building*"):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def _build(tables: Mapping[str, Path], building: Path) -> None:
    connection = duckdb.connect(
        str(building),
        config={
            "memory_limit": MEMORY_LIMIT,
            "threads": min(4, os.cpu_count() or 1),
            # Every insert has its own ORDER BY, so the order of arrival need not be kept in memory.
            "preserve_insertion_order": False,
        },
    )
    try:
        connection.begin()  # one transaction: each comment's own would flush the disk each time
        create_everything(connection)
        connection.commit()
        for table in TABLES.values():
            _fill(connection, table, tables[table.name])
        _fill_search(connection)
        connection.execute("CHECKPOINT")
    finally:
        connection.close()


def _fill(connection: duckdb.DuckDBPyConnection, table: Table, parquet: Path) -> None:
    """Inserts a table's rows in key order, and counts them against what the Parquet file says it has."""
    _check_columns(connection, table, parquet)
    columns = ", ".join(f'"{name}"' for name in table.names)
    order = ", ".join(f'"{name}"' for name in table.key) or "ALL"
    try:
        connection.execute(
            f'INSERT INTO "{table.name}" BY NAME SELECT {columns} FROM read_parquet(?) ORDER BY {order}',
            [str(parquet)],
        )
    except duckdb.Error as error:
        raise PublishError(f"{table.name}: {parquet} cannot be loaded: {_first_line(error)}") from error
    loaded = _one(connection, f'SELECT count(*) FROM "{table.name}"')
    expected = _one(connection, "SELECT sum(num_rows) FROM parquet_file_metadata(?)", str(parquet))
    if loaded != expected:
        raise PublishError(f"{table.name}: {parquet} has {expected} rows, but {loaded} were loaded")


def _fill_search(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        fill_search_tables(connection)
    except duckdb.Error as error:
        raise PublishError(f"the index of the search cannot be made: {_first_line(error)}") from error


def _check_columns(connection: duckdb.DuckDBPyConnection, table: Table, parquet: Path) -> None:
    try:
        described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(parquet)]).fetchall()
    except duckdb.Error as error:
        raise PublishError(f"{table.name}: {parquet} cannot be read: {_first_line(error)}") from error
    have = {row[0]: row[1] for row in described}
    want = {column.name: column.duckdb_type for column in table.columns}
    wrong = [
        f"{name} is {have.get(name, 'missing')}, expected {want[name]}"
        for name in want
        if have.get(name) != want[name]
    ]
    wrong += [f"{name} is not a column of {table.name}" for name in have if name not in want]
    if wrong:
        raise PublishError(f"{table.name}: {parquet} does not have the table's columns: {'; '.join(wrong)}")


def _put_in_place(building: Path, target: Path) -> None:
    flush(building)
    # A write-ahead log left by another writer belongs to the old file and would be replayed onto the new one.
    target.with_name(f"{target.name}.wal").unlink(missing_ok=True)
    os.replace(building, target)
    flush(target.parent)


def _one(connection: duckdb.DuckDBPyConnection, sql: str, *parameters: str) -> int:
    row = connection.execute(sql, list(parameters)).fetchone()
    return int(row[0]) if row else 0


def _first_line(error: duckdb.Error) -> str:
    return str(error).splitlines()[0]


def _literal(name: str) -> str:
    """A file name as a glob pattern that matches it alone."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)
