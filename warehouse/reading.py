"""Reading the published DuckDB file: opening it, running a query, writing the answer out.

Here: read-only access for people and programs. Not here: anything that writes the file
(`warehouse.publish`) or parses a command line.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO, Any, BinaryIO, Literal, TextIO
from uuid import UUID

import duckdb
import polars as pl

Format = Literal["table", "csv", "json", "parquet"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json", "parquet")
MAKE_COMMAND = "hrcw build"
BATCH_ROWS = 10_000
# Control characters of a text are shown as their symbols, so that no text can steer a terminal.
VISIBLE = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"} | {127: 0x2421}


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


def rows_of(connection: duckdb.DuckDBPyConnection, sql: str, *parameters: str) -> list[dict[str, Any]]:
    """The rows of a query, by column name."""
    found = connection.execute(sql, list(parameters))
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
        with plain_errors():
            table = self._connection.to_arrow_table()
        return pl.DataFrame(pl.from_arrow(table.rename_columns(self.columns)))

    def write_parquet(self, out: IO[bytes]) -> None:
        """The rows not read yet as Parquet, batch by batch, so that memory does not grow with them."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        with plain_errors():
            batches = self._connection.to_arrow_reader(BATCH_ROWS)
            schema = pa.schema(
                [field.with_name(name) for field, name in zip(batches.schema, self.columns, strict=True)]
            )
            with pq.ParquetWriter(out, schema, compression="zstd") as writer:
                for batch in batches:
                    writer.write_batch(pa.RecordBatch.from_arrays(batch.columns, schema=schema))

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> QueryResult:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def run_query(path: Path, sql: str) -> QueryResult:
    """The answer of the warehouse to a query.

    Raises NoWarehouse, or QueryError with DuckDB's message.
    """
    connection = open_warehouse(path)
    try:
        with plain_errors():
            connection.execute(sql)
        if connection.description is None:
            raise QueryError("The query is empty. Try: SELECT symbol, title FROM resolutions")
        return QueryResult(connection)
    except BaseException:
        connection.close()
        raise


def write_result(
    result: QueryResult,
    format: Format,
    out: TextIO | BinaryIO | Path,
    *,
    limit: int | None = 50,
    width: int | None = None,
) -> None:
    """Writes a result: a table for people, or CSV (RFC 4180), a JSON array of objects, or Parquet.

    `out`: a path, which is replaced only once all rows are written; or a text or binary stream. All is
    UTF-8. Null is an empty cell in a table or CSV, null in JSON. Dates are ISO 8601. Lists and structs are
    JSON inside CSV. `limit`: rows that a table shows, None for all; `width`: its columns, None for the
    terminal's.

    Raises ValueError for an unknown format, or for Parquet to a stream that takes text only.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}; expected one of {', '.join(FORMATS)}")
    if isinstance(out, Path):
        part = out.with_name(f".{out.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as stream:
                write_result(result, format, stream, limit=limit, width=width)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
    elif format == "parquet":
        result.write_parquet(_binary(out))
    elif format == "table":
        with _text(out, utf8=False) as text:
            _write_table(result, text, limit, width)
    else:
        with _text(out) as text:
            (_write_csv if format == "csv" else _write_json)(result, text)


def _write_csv(result: QueryResult, out: IO[str]) -> None:
    import csv

    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(result.columns)
    writer.writerows([_cell(value) for value in row] for row in result.rows())


def _write_json(result: QueryResult, out: IO[str]) -> None:
    between = "[\n"
    for row in result.rows():
        record = dict(zip(result.columns, map(_json_value, row), strict=True))
        out.write(between + json.dumps(record, ensure_ascii=False, allow_nan=False))
        between = ",\n"
    out.write("[]\n" if between == "[\n" else "\n]\n")


def _write_table(result: QueryResult, out: IO[str], limit: int | None, width: int | None) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=False)
    for name, kind in zip(result.columns, result.types, strict=True):
        numeric = kind.endswith(("INT", "INTEGER", "DOUBLE", "FLOAT")) or kind.startswith("DECIMAL")
        table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold")
    rows = result.rows()
    for row in islice(rows, limit):
        table.add_row(*(Text(_cell(value).translate(VISIBLE)) for value in row))
    more = sum(1 for _ in rows)
    console = Console(file=out, width=width)
    console.print(table)
    if more:
        console.print(f"… and {more:,} more row{'s' if more > 1 else ''}", highlight=False)


def _cell(value: Any) -> str:
    """A value as the text of one cell; null is empty."""
    if type(value) is str:
        return value
    plain = _json_value(value)
    if plain is None:
        return ""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(plain, (list, dict, bool)):
        return json.dumps(plain, ensure_ascii=False)
    return str(plain)


def _json_value(value: Any) -> Any:
    """A value as JSON has it: dates as ISO text, decimals as numbers, what is no number as null."""
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if abs(value) < float("inf") else None
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_json_value(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _json_value(item) for key, item in value.items()}
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).hex()
    if isinstance(value, (UUID, timedelta)):
        return str(value)
    return value


def _unique(names: list[str]) -> list[str]:
    seen: list[str] = []
    for name in names:
        unique, count = name, 1
        while unique in seen:
            count += 1
            unique = f"{name}_{count}"
        seen.append(unique)
    return seen


def _binary(out: TextIO | BinaryIO) -> IO[bytes]:
    """The stream of bytes, or that beneath a text stream such as standard output."""
    if not isinstance(out, io.TextIOBase):
        return out  # type: ignore[return-value]
    if not hasattr(out, "buffer"):
        raise ValueError("Parquet is not text: write it to a file or to a binary stream")
    out.flush()
    return out.buffer


@contextmanager
def _text(out: TextIO | BinaryIO, utf8: bool = True) -> Iterator[IO[str]]:
    """The stream as text, UTF-8 and without translated line ends wherever there are bytes beneath it."""
    if isinstance(out, io.TextIOBase) and not (utf8 and hasattr(out, "buffer")):
        yield out  # type: ignore[misc]
        return
    wrapped = io.TextIOWrapper(_binary(out), encoding="utf-8", newline="", write_through=True)  # type: ignore[type-var]
    try:
        yield wrapped
    finally:
        wrapped.detach()


@contextmanager
def plain_errors(prefix: str = "") -> Iterator[None]:
    """DuckDB's errors as QueryError: what is wrong, and its hint, without the echo of the query."""
    try:
        yield
    except duckdb.Error as error:
        lines = [line.strip() for line in str(error).split("\n\nLINE ")[0].splitlines() if line.strip()]
        raise QueryError(prefix + "\n".join(lines[:2])) from error
