"""A mart as a table of PostgreSQL: its statements, and by what a later load knows it again.

Here: SQL as text. Not here: any connection.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from warehouse.contract import quoted
from warehouse.marts import Mart

TYPES = {
    "VARCHAR": "text", "INTEGER": "integer", "BIGINT": "bigint", "DOUBLE": "double precision", "BOOLEAN": "boolean",
    "DATE": "date", "TIMESTAMP": "timestamp",
}  # fmt: skip
MARK = re.compile(
    r"Written by hrcw feeds as (?P<name>\w+), form (?P<form>[0-9a-f]{8}), words (?P<words>[0-9a-f]{8})\.$"
)
"""Ends the comment of a table: its name, which a user may have changed; what it looks like and what its comments say."""


@dataclass(frozen=True, slots=True)
class PostgresTable:
    """The table of one mart in one schema."""

    mart: Mart
    schema: str

    @property
    def name(self) -> str:
        return f"{named(self.schema)}.{named(self.mart.name)}"

    def ddl(self) -> list[str]:
        """CREATE TABLE with its key, and an index for each column that BI tools join by."""
        lines = [
            f"{named(c.name)} {TYPES[c.duckdb_type]}{' NOT NULL' if c.required else ''}"
            for c in self.mart.columns
        ]
        if self.mart.key:
            lines.append(f"PRIMARY KEY ({', '.join(map(named, self.mart.key))})")
        joined = [c.name for c in self.mart.columns if c.references and self.mart.key[:1] != (c.name,)]
        return [
            f"CREATE TABLE {self.name} ({', '.join(lines)})",
            *(f"CREATE INDEX ON {self.name} ({named(name)})" for name in joined),
        ]

    def comments(self) -> list[str]:
        """The meaning of the table and of its columns."""
        mark = f"Written by hrcw feeds as {self.mart.name}, form {self._form}, words {self._words}."
        return [
            f"COMMENT ON TABLE {self.name} IS {quoted(f'{self.mart.comment} {mark}')}",
            *(f"COMMENT ON COLUMN {self.name}.{named(c.name)} IS {quoted(c.comment)}" for c in self.mart.columns),
        ]  # fmt: skip

    def columns(self) -> str:
        """The columns in DuckDB's SQL; PostgreSQL has no NUL in a text, so that the sign for a lost character stands
        in its place."""
        return ", ".join(
            f"replace({named(c.name)}, chr(0), '\ufffd') AS {named(c.name)}"
            if c.duckdb_type == "VARCHAR"
            else named(c.name)
            for c in self.mart.columns
        )

    @staticmethod
    def is_ours(comment: str) -> bool:
        return MARK.search(comment) is not None

    def has_same_form(self, comment: str) -> bool:
        found = MARK.search(comment)
        return found is not None and found["form"] == self._form

    def has_same_words(self, comment: str) -> bool:
        found = MARK.search(comment)
        return found is not None and found["words"] == self._words

    @property
    def _form(self) -> str:
        return _digest(self.ddl())

    @property
    def _words(self) -> str:
        return _digest([self.mart.comment, *(column.comment for column in self.mart.columns)])


def is_left_over(name: str, comment: str, kept: Collection[str]) -> bool:
    """Whether a table was written under this name by this program, and is not kept. One that was renamed is its
    user's."""
    found = MARK.search(comment)
    return found is not None and found["name"] == name and name not in kept


def named(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:8]
