"""Strict reading of one vocabulary CSV: every cell is checked before anything uses it.

Here: columns, required cells, closed values, duplicates, errors with file and line. Not here: what
the files mean together (`warehouse.vocabularies`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

MAX_CELL = 4_000


class VocabularyError(ValueError):
    """A vocabulary that cannot be used; the message is `file:line: what is wrong, what to do`.

    `problems` are all that were found, each such a message; the message of the error is the first.
    """

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems[:1])
        self.problems = problems


class Problems:
    """Collects what is wrong, so that one reading names all of it: `with problems: …`, then `stop`."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, VocabularyError):
            self._found += error.problems
            return True
        return False

    def stop(self) -> None:
        """Raises VocabularyError with all that was found, if anything was."""
        if self._found:
            raise VocabularyError(*self._found)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one CSV file must look like: its columns, those never empty, closed values, and its key."""

    columns: tuple[str, ...]
    required: tuple[str, ...]
    key: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a vocabulary file."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def place(self) -> str:
        """`file:line`, by which the row is named wherever it is used."""
        return f"{self.file}:{self.line}"

    def fail(self, message: str) -> NoReturn:
        raise VocabularyError(f"{self.place}: {message}")


def read_sheet(name: str, content: bytes, sheet: Sheet, problems: Problems) -> list[Row]:
    """The rows of a CSV file that are as its sheet says; what is wrong with others goes to `problems`.

    Raises VocabularyError naming file and line where the file cannot be read on: text that is not
    UTF-8 or not CSV, an unknown or missing column, an oversized line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise VocabularyError(f"{name}:{line}: not UTF-8; save the file as UTF-8") from error
    for number, written in enumerate(text.splitlines(), start=1):
        if len(written) > MAX_CELL * len(sheet.columns):
            raise VocabularyError(
                f"{name}:{number}: the line has {len(written)} characters; a cell has at most {MAX_CELL}: shorten it"
            )
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    seen: dict[tuple[str, ...], int] = {}
    try:
        header = next(reader, [])
        _check_header(name, header, sheet)
        for values in filter(None, reader):
            with problems:
                row = _row(name, reader.line_num, header, values)
                _check_row(row, sheet)
                key = tuple(row[column] for column in sheet.key)
                if key in seen:
                    row.fail(f"duplicate of line {seen[key]} ({', '.join(key)}); remove one of them")
                seen[key] = row.line
                rows.append(row)
    except csv.Error as error:
        raise VocabularyError(
            f"{name}:{reader.line_num}: not CSV ({error}); quote cells that hold a comma or a quote"
        ) from error
    return rows


def _check_header(name: str, header: list[str], sheet: Sheet) -> None:
    expected = ", ".join(sheet.columns)
    for column in header:
        if column not in sheet.columns:
            raise VocabularyError(f"{name}:1: unknown column {column!r}; the columns are {expected}")
    for column in sheet.columns:
        if column not in header:
            raise VocabularyError(f"{name}:1: column {column!r} is missing; the columns are {expected}")
    if len(set(header)) != len(header):
        raise VocabularyError(f"{name}:1: a column appears twice; the columns are {expected}")


def _row(name: str, line: int, header: list[str], values: list[str]) -> Row:
    if len(values) != len(header):
        raise VocabularyError(
            f"{name}:{line}: {len(values)} cells where the header has {len(header)}; "
            "quote cells that hold a comma, and write every cell"
        )
    return Row(name, line, {column: value.strip() for column, value in zip(header, values, strict=True)})


def _check_row(row: Row, sheet: Sheet) -> None:
    for column, value in row.cells.items():
        if len(value) > MAX_CELL:
            row.fail(f"{column} has {len(value)} characters; a cell has at most {MAX_CELL}: shorten it")
        if "\n" in value or "\r" in value or "\x00" in value:
            row.fail(f"{column} holds a line break or a null; write it on one line")
        if not value and column in sheet.required:
            row.fail(f"{column} is empty; fill it in")
        allowed = sheet.values.get(column)
        if value and allowed and value not in allowed:
            row.fail(f"{column} is {value!r}; it must be one of {', '.join(allowed)}")
