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
    "DATE": "date", "TIMESTAMP": "timestamp without time zone",
}  # fmt: skip
MARK = re.compile(
    r"Written by hrcw feeds as (?P<name>\w+), (?P<columns>\d+) columns, "
    r"form (?P<form>[0-9a-f]{8}), words (?P<words>[0-9a-f]{8})\.$"
)
"""Ends the comment of a table: its name, which a user may have changed; how many columns it was made with; what it looks
like and what its comments say."""
LONGEST_NAME = 63
"""In bytes; PostgreSQL cuts a longer name off, and a later load would not find it."""


class NotASchema(ValueError):
    """No schema can have this name; the message says what would do."""


def check_schema(name: str) -> None:
    """Raises NotASchema where PostgreSQL would refuse the name, or change it."""
    # What is not UTF-8 on a command line comes as surrogates, which no encoding has.
    if not 0 < len(name.encode("utf-8", "surrogatepass")) <= LONGEST_NAME or re.search(
        "[\0\ud800-\udfff]", name
    ):
        raise NotASchema(
            f"The schema {name!r} cannot be had: its name must be 1 to {LONGEST_NAME} bytes of UTF-8, without NUL."
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What a schema has under a name: its comment, empty unless it is a table; type and number of each column that is
    not computed from others."""

    comment: str
    columns: dict[str, tuple[str, int]]

    @property
    def mark(self) -> re.Match[str] | None:
        """What this program wrote at the end of the comment; None where it is not its table."""
        return MARK.search(self.comment)

    @property
    def added(self) -> list[str]:
        """The columns that the table was not made with: what they hold is its user's, and in no mart."""
        made_with = int(self.mark["columns"]) if self.mark else 0
        return [name for name, (_, number) in self.columns.items() if number > made_with]

    def is_left_over(self, name: str, kept: Collection[str]) -> bool:
        """Whether it was written under this name, and is not kept. One that was renamed is its user's."""
        return self.mark is not None and self.mark["name"] == name and name not in kept


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
        return [
            f"COMMENT ON TABLE {self.name} IS {quoted(f'{self.mart.comment} {self._mark}')}",
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

    def has_same_form(self, found: Found) -> bool:
        """Whether the table is what this version would make, also after what its user did to it."""
        return (
            found.mark is not None
            and found.mark["form"] == self._form
            and all(found.columns.get(c.name, ("",))[0] == TYPES[c.duckdb_type] for c in self.mart.columns)
        )

    def has_same_words(self, found: Found) -> bool:
        return found.comment.endswith(self._mark)

    def added(self, found: Found) -> list[str]:
        """The columns that a load would lose: added by a user, who may also have put back one of ours."""
        ours = self.mart.names if self.has_same_form(found) else ()
        return [name for name in found.added if name not in ours]

    @property
    def _mark(self) -> str:
        made = f"as {self.mart.name}, {len(self.mart.columns)} columns"
        return f"Written by hrcw feeds {made}, form {self._form}, words {self._words}."

    @property
    def _form(self) -> str:
        return _digest(self.ddl())

    @property
    def _words(self) -> str:
        return _digest([self.mart.comment, *(column.comment for column in self.mart.columns)])


def named(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:8]
