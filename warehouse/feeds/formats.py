"""One mart in four formats, all from one pass over its rows, so that memory does not grow with them.

Here: Parquet, CSV, JSON and Arrow, byte for byte the same for the same rows. Not here: which rows, where files go.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.cells import RUNS
from warehouse.files import sha256_of
from warehouse.marts import Mart

BOM = b"\xef\xbb\xbf"
"""Tells spreadsheets that a CSV file is UTF-8."""

Write = Callable[[pa.RecordBatch], None]


@contextmanager
def _parquet(file: IO[bytes], schema: pa.Schema) -> Iterator[Write]:
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        yield writer.write_batch


@contextmanager
def _arrow(file: IO[bytes], schema: pa.Schema) -> Iterator[Write]:
    """Not compressed: every reader of Arrow takes it, and may map it into memory.

    DuckDB leaves chance bytes where a value is null; taking every row anew writes zeros there.
    """
    with pa.ipc.new_file(file, schema) as writer:
        yield lambda batch: writer.write_batch(batch.take(pa.array(range(batch.num_rows))))


@contextmanager
def _csv(file: IO[bytes], schema: pa.Schema) -> Iterator[Write]:
    """RFC 4180. Null is an empty cell, an empty text is `""`; words that a spreadsheet would run are made safe."""
    safe = pl.col(pl.String).str.replace(f"^({RUNS.pattern})", "'${1}")

    def write(batch: pa.RecordBatch) -> None:
        frame = pl.DataFrame(pl.from_arrow(batch)).with_columns(safe)
        frame.write_csv(file, include_header=False, line_terminator="\r\n")

    file.write(BOM + ",".join(schema.names).encode() + b"\r\n")
    yield write


@contextmanager
def _json(file: IO[bytes], schema: pa.Schema) -> Iterator[Write]:
    """An array of objects, one a line: a browser and a BI tool read it at once, a program line by line."""
    between = b"[\n"

    def write(batch: pa.RecordBatch) -> None:
        nonlocal between
        lines = io.BytesIO()
        pl.DataFrame(pl.from_arrow(batch)).write_ndjson(lines)
        if rows := lines.getvalue().removesuffix(b"\n"):
            file.write(between + rows.replace(b"\n", b",\n"))
            between = b",\n"

    yield write
    file.write(b"[]\n" if between == b"[\n" else b"\n]\n")


FORMATS = {"parquet": _parquet, "csv": _csv, "json": _json, "arrow": _arrow}
"""Each with the folder and the ending of its files."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a mart: where it is below the generation, and what it holds."""

    mart: str
    format: str
    rows: int
    bytes: int
    sha256: str

    @property
    def path(self) -> str:
        return path_of(self.mart, self.format)


def path_of(mart: str, format: str) -> str:
    return f"{format}/{mart}.{format}"


def write_mart(mart: Mart, batches: pa.RecordBatchReader, folder: Path) -> list[File]:
    """Writes the rows in every format below the folder."""
    schema = _described(mart, batches.schema)
    rows = 0
    with ExitStack() as stack:
        writers = []
        for name, format in FORMATS.items():
            path = folder / path_of(mart.name, name)
            path.parent.mkdir(exist_ok=True)
            writers.append(stack.enter_context(format(stack.enter_context(path.open("wb")), schema)))
        for batch in batches:
            rows += batch.num_rows
            for write in writers:
                write(pa.RecordBatch.from_arrays(batch.columns, schema=schema))
    return [_finished(mart.name, name, rows, folder) for name in FORMATS]


def _described(mart: Mart, schema: pa.Schema) -> pa.Schema:
    """The schema with the meaning of each column, which Parquet and Arrow carry."""
    fields = [
        schema.field(column.name).with_metadata({"description": column.comment}) for column in mart.columns
    ]
    return pa.schema(fields, metadata={"description": mart.comment})


def _finished(mart: str, format: str, rows: int, folder: Path) -> File:
    path = folder / path_of(mart, format)
    return File(mart, format, rows, path.stat().st_size, sha256_of(path))
