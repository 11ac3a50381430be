"""Append-only files of JSON lines that survive a crash and several writers.

Here: reading and appending lines. Not here: what a line means (`raw_store`, `fetching.ledger`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from orchestration.settings import SettingError

T = TypeVar("T")


class JournalDamaged(SettingError):
    """A line of a journal that cannot be read; the message names it and what to do."""


@dataclass(slots=True)
class Place:
    """How far a reader of a journal has come, in bytes and lines."""

    byte: int = 0
    line: int = 0


class Journal:
    """A file with one JSON object a line. A line is there whole or not at all: one that a crash cut
    is passed over by readers and dropped before the next is written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self.read_on(Place())

    def read_on(self, place: Place) -> Iterator[dict[str, Any]]:
        """The rows from a place on, which moves with them. Raises JournalDamaged."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            file.seek(place.byte)
            for line in file:
                if not line.endswith(b"\n"):
                    return
                row = self._row(line, place.line + 1)
                place.byte, place.line = place.byte + len(line), place.line + 1
                yield row

    def rows_as(self, kind: Callable[..., T], place: Place | None = None) -> Iterator[T]:
        """The rows from a place on as records, each made of its fields. Raises JournalDamaged."""
        place = place or Place()
        for row in self.read_on(place):
            try:
                made = kind(**row)
            except TypeError as error:
                raise JournalDamaged(
                    f"{self.path}, line {place.line}: this is no row of this file. "
                    "Put back a copy of the file, or take this line out."
                ) from error
            yield made

    def _row(self, line: bytes, number: int) -> dict[str, Any]:
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if isinstance(row, dict):
            return row
        raise JournalDamaged(
            f"{self.path}, line {number}: this is no JSON object; something else than this program wrote or damaged it. "
            "Put back a copy of the file, or take this line out: what it noted is then done anew."
        )

    def append(self, rows: Iterable[dict[str, Any]]) -> None:
        """Write the rows to the disk; the file is held meanwhile, as a build and a fetch may both write."""
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        if not text:
            return
        from filelock import FileLock

        self.path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self.path.with_name(f".{self.path.name}.lock")):
            self._drop_torn_line()
            with self.path.open("ab") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())

    def _drop_torn_line(self) -> None:
        """The next line must not grow onto half a line."""
        if not self.path.exists():
            return
        with self.path.open("rb+") as file:
            end = file.seek(0, os.SEEK_END)
            if end == 0:
                return
            file.seek(end - 1)
            if file.read(1) != b"\n":
                file.seek(0)
                file.truncate(file.read().rfind(b"\n") + 1)


def now() -> str:
    """The time (UTC) as journals write it."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
