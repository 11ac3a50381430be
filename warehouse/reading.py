"""Reading the published DuckDB file: opening it, running a query.

Here: read-only access for people and programs. Not here: anything that writes the file (`warehouse.publish`), or writes
an answer out (`warehouse.answers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import duckdb

from warehouse.literals import Value, literal

if TYPE_CHECKING:
    import polars as pl

MAKE_COMMAND = "hrcw build"
BATCH_ROWS = 10_000
LOCKED = re.compile(r"Conflicting lock is held in .*?\(PID (\d+)\)")


class NoWarehouse(FileNotFoundError):
    """There is no warehouse at the path given."""

    def __str__(self) -> str:
        return str(self.args[0])


class QueryError(ValueError):
    """A query, or a warehouse, that DuckDB refuses; the message is DuckDB's, on one or two lines."""


def open_warehouse(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection that reaches nothing but the warehouse.

    A pasted query can neither read nor write other files, nor install extensions, nor undo this.
    Raises NoWarehouse when there is no file, QueryError when it is not a readable warehouse.
    """
    if not path.is_file():
        raise NoWarehouse(f"There is no warehouse at {path}. Make one with: {MAKE_COMMAND}")
    with plain_errors(f"{path} cannot be read as a warehouse: "):
        connection = duckdb.connect(str(path), read_only=True)
        # External access alone still leaves the open file itself to COPY … TO; without its file system
        # nothing can be opened any more, so a query that outgrows memory cannot spill and ends instead.
        for setting in (
            "python_enable_replacements = false",
            "temp_directory = ''",
            "enable_external_access = false",
            "disabled_filesystems = 'LocalFileSystem'",
            "lock_configuration = true",
        ):
            connection.execute(f"SET {setting}")
    return connection


def execute(
    connection: duckdb.DuckDBPyConnection, sql: str, *parameters: Value, **named: Value
) -> duckdb.DuckDBPyConnection:
    """As `connection.execute` does, for one statement with parameters by place (`?`) or by name (`$name`).

    They are handed over as literals: DuckDB loads pandas to look at a parameter, which takes longer than most answers.
    """
    given = [*map(literal, parameters), *(f'"{name}" := {literal(value)}' for name, value in named.items())]
    if not given:
        return connection.execute(sql)
    connection.execute(f"PREPARE asked AS {sql}")
    return connection.execute(f"EXECUTE asked({', '.join(given)})")


def rows_of(connection: duckdb.DuckDBPyConnection, sql: str, *parameters: str) -> list[dict[str, Any]]:
    """The rows of a query, by column name."""
    found = execute(connection, sql, *parameters)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


class QueryResult:
    """The answer to one query; its rows are read once, as they are asked for.

    `columns` are unique: a second `a` is called `a_2`. Close it, or use it in a `with` block.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.columns = _unique([column[0] for column in connection.description or []])
        self.types = [str(column[1]) for column in connection.description or []]

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows not read yet, as Python values. Raises QueryError for what fails midway."""
        while True:
            with plain_errors():
                batch = self._connection.fetchmany(BATCH_ROWS)
            if not batch:
                return
            yield from batch

    __iter__ = rows

    def frame(self) -> pl.DataFrame:
        """The rows not read yet as one Polars frame, with DuckDB's types."""
        import polars as pl

        with plain_errors():
            table = self._connection.to_arrow_table()
        return pl.DataFrame(pl.from_arrow(table.rename_columns(self.columns)))

    def write_parquet(self, out: IO[bytes]) -> int:
        """The rows not read yet as Parquet, batch by batch, so that memory does not grow with them; how many."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        with plain_errors():
            batches = self._connection.to_arrow_reader(BATCH_ROWS)
            schema = pa.schema(
                [field.with_name(name) for field, name in zip(batches.schema, self.columns, strict=True)]
            )
            with pq.ParquetWriter(out, schema, compression="zstd") as writer:
                count = 0
                for batch in batches:
                    writer.write_batch(pa.RecordBatch.from_arrays(batch.columns, schema=schema))
                    count += batch.num_rows
        return count

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> QueryResult:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def run_query(path: Path, sql: str) -> QueryResult:
    """The answer of the warehouse to a query.

    Raises NoWarehouse, or QueryError with DuckDB's message; also for several statements, whose answers but one
    would be lost.
    """
    connection = open_warehouse(path)
    try:
        with plain_errors():
            texts = [statement.query for statement in connection.extract_statements(sql)]
            statements = sum(map(bool, texts)) + ("" in texts)  # PIVOT is several, which have no text
            if statements > 1:
                raise QueryError(f"One statement at a time; these are {statements}.")
            connection.execute(sql)
        if connection.description is None:
            raise QueryError("The query is empty. Try: SELECT symbol, title FROM resolutions")
        return QueryResult(connection)
    except BaseException:
        connection.close()
        raise


def _unique(names: list[str]) -> list[str]:
    seen: list[str] = []
    for name in names:
        unique, count = name, 1
        while unique in seen:
            count += 1
            unique = f"{name}_{count}"
        seen.append(unique)
    return seen


@contextmanager
def plain_errors(prefix: str = "") -> Iterator[None]:
    """DuckDB's errors as QueryError: what is wrong, and its hint, without the echo of the query."""
    try:
        yield
    except duckdb.Error as error:
        if held := LOCKED.search(str(error)):
            raise QueryError(
                f"{prefix}Another program has it open for writing (PID {held[1]}): close it, or open it there with "
                "read_only=True."
            ) from error
        lines = [line.strip() for line in str(error).split("\n\nLINE ")[0].splitlines() if line.strip()]
        raise QueryError(prefix + "\n".join(lines[:2])) from error
