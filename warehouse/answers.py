"""Writing the answer to a query out: for people, for spreadsheets, for programs.

Here: formats, files and streams. Not here: asking (`warehouse.reading`), how a table is drawn (`warehouse.drawing`).
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Literal, TextIO

from warehouse.drawing import draw_table
from warehouse.plain_values import cell_text, json_value
from warehouse.reading import QueryResult

Format = Literal["table", "csv", "json", "parquet"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json", "parquet")
ROWS_SHOWN = 50


def write_result(
    result: QueryResult,
    format: Format,
    out: TextIO | BinaryIO | Path,
    *,
    limit: int | None = ROWS_SHOWN,
    width: int | None = None,
    for_the_rest: str = "",
) -> int:
    """Writes a result: a table for people, or CSV (RFC 4180), a JSON array of objects, or Parquet. Returns how many rows.

    `out`: a path, which gets all rows and is replaced only once they are written; or a text or binary stream. All is
    UTF-8. Null is an empty cell in a table or CSV, null in JSON. Dates are ISO 8601. Lists and structs are
    JSON inside CSV. `limit`: rows that a table on a stream shows, None for all; `width`: its columns, None for the
    terminal's; `for_the_rest`: what a person does to see the rows left out.

    Raises ValueError for an unknown format, or for Parquet to a stream that takes text only.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}; expected one of {', '.join(FORMATS)}")
    if isinstance(out, Path):
        part = out.with_name(f".{out.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as stream:
                rows = write_result(result, format, stream, limit=None, width=width)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
        return rows
    if format == "parquet":
        return result.write_parquet(_binary(out))
    if format == "table":
        with _text(out, utf8=False) as text:
            return draw_table(result, text, limit, width, for_the_rest)
    with _text(out) as text:
        return (_write_csv if format == "csv" else _write_json)(result, text)


def _write_csv(result: QueryResult, out: IO[str]) -> int:
    import csv

    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(result.columns)
    count = 0
    for row in result.rows():
        writer.writerow([cell_text(value) for value in row])
        count += 1
    return count


def _write_json(result: QueryResult, out: IO[str]) -> int:
    count = 0
    for count, row in enumerate(result.rows(), start=1):
        record = dict(zip(result.columns, map(json_value, row), strict=True))
        out.write((",\n" if count > 1 else "[\n") + json.dumps(record, ensure_ascii=False, allow_nan=False))
    out.write("\n]\n" if count else "[]\n")
    return count


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
