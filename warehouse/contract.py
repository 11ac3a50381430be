"""What a table of the warehouse is: columns, key, references, and all that derives from them.

Here: `Column` and `Table`. Not here: the tables themselves (`warehouse.tables`) or any
code that writes them (`warehouse.publish`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import polars as pl

from warehouse.literals import quoted as quoted

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)

DUCKDB_TYPES: dict[Any, str] = {
    pl.String: "VARCHAR",
    pl.Int32: "INTEGER",
    pl.Int64: "BIGINT",
    pl.Float64: "DOUBLE",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
}


class ContractError(ValueError):
    """A frame that does not have the columns or types its table promises."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, Polars type, meaning, and what its values may be.

    `values` closes the set of values; `references` is "table.column" of a foreign key; `quotient` names the
    columns of the same table, a part and its whole, that a share divides.
    """

    name: str
    dtype: Any
    comment: str
    required: bool = False
    values: tuple[str, ...] = ()
    references: str | None = None
    quotient: tuple[str, str] | None = None

    @property
    def duckdb_type(self) -> str:
        return DUCKDB_TYPES[self.dtype.base_type()]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns in order, and the columns that make its key."""

    name: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def schema(self) -> dict[str, Any]:
        """Column name to Polars type, in the published order."""
        return {column.name: column.dtype for column in self.columns}

    @property
    def required(self) -> list[str]:
        """Columns that are never null: those of the key, and those that say so."""
        return [c.name for c in self.columns if c.required or c.name in self.key]

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}; it has {', '.join(self.names)}")

    def frame(self, rows: Iterable[Mapping[str, Any]] = ()) -> pl.DataFrame:
        """The rows (mappings by column name; absent columns are null) as a typed frame.

        Raises ContractError for a name that the table does not have.
        """
        listed = list(rows)
        for row in listed:
            if unknown := row.keys() - self.schema.keys():
                raise ContractError(f"{self.name}: unknown columns {sorted(unknown)}")
        return pl.DataFrame(
            {name: [row.get(name) for row in listed] for name in self.names}, schema=self.schema
        )

    def conform(self, frame: Frame) -> Frame:
        """The frame's columns in the table's order and types, others dropped.

        Raises ContractError when a column is missing.
        """
        have = frame.collect_schema().names()
        if missing := [name for name in self.names if name not in have]:
            raise ContractError(f"{self.name}: columns {missing} are missing; the frame has {have}")
        return frame.select(pl.col(name).cast(dtype) for name, dtype in self.schema.items())

    def ddl(self) -> str:
        """CREATE TABLE, with NOT NULL on required columns. Keys are checked as expectations."""
        lines = [
            f'    "{c.name}" {c.duckdb_type}{" NOT NULL" if c.name in self.required else ""}'
            for c in self.columns
        ]
        return f'CREATE TABLE "{self.name}" (\n' + ",\n".join(lines) + "\n)"

    def comments(self) -> list[str]:
        """COMMENT ON statements for the table and each column."""
        statements = [f'COMMENT ON TABLE "{self.name}" IS {quoted(self.description)}']
        statements += [
            f'COMMENT ON COLUMN "{self.name}"."{c.name}" IS {quoted(c.comment)}' for c in self.columns
        ]
        return statements

    @property
    def description(self) -> str:
        key = f" Key: {', '.join(self.key)}." if self.key else ""
        return f"One row is {self.grain}.{key}"
