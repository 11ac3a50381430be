"""What the published file holds, table by table and column by column, as every codebook tells it.

Here: tables and views brought into one shape. Not here: any meaning, which the contracts (`warehouse.tables`) and
`warehouse/views` declare, or how a codebook looks (`codebook`, the site).
"""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.contract import Column, Table
from warehouse.metrics import metric_names
from warehouse.statements import View, published_views, view_types
from warehouse.tables import TABLES


@dataclass(frozen=True, slots=True)
class Meant:
    """One column: its DuckDB type, whether it is of the key or never null, its meaning, the values it may have, and
    the "table.column" that it refers to."""

    name: str
    type: str
    in_key: bool
    required: bool
    comment: str
    values: tuple[str, ...] = ()
    references: str | None = None

    @property
    def meaning(self) -> str:
        """All that is said of it, in sentences; names stand in backquotes."""
        meaning = self.comment
        if self.values:
            meaning += f". One of: {', '.join(f'`{value}`' for value in self.values)}"
        if self.references:
            meaning += f". References `{self.references}`"
        return meaning


@dataclass(frozen=True, slots=True)
class Part:
    """One table or view: what one row of it is, and its columns; `metric` where an SQL file of that name counts it."""

    name: str
    kind: str
    about: str
    columns: tuple[Meant, ...]
    key: tuple[str, ...] = ()
    metric: bool = False


def described() -> list[Part]:
    """Every published table, then every view, in the order of publication."""
    return [*map(_table, TABLES.values()), *map(_view, published_views())]


def _table(table: Table) -> Part:
    columns = tuple(_column(table, column) for column in table.columns)
    return Part(
        table.name, "table", f"One row is {table.grain}.", columns, table.key, table.name in metric_names()
    )


def _column(table: Table, column: Column) -> Meant:
    return Meant(
        column.name,
        column.duckdb_type,
        column.name in table.key,
        column.name in table.required,
        column.comment,
        column.values,
        column.references,
    )


def _view(view: View) -> Part:
    types = view_types()[view.name]
    columns = tuple(Meant(name, types[name], False, False, meaning) for name, meaning in view.columns.items())
    return Part(view.name, "view", view.comment, columns)
