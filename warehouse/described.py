"""What the published file holds, table by table and column by column, function by function, as every codebook tells it.

Here: tables, views and functions brought into one shape. Not here: any meaning, which the contracts (`warehouse.tables`)
and the .sql files of `warehouse` declare, or how a codebook looks (`codebook`, the site).
"""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.contract import Column, Table
from warehouse.metrics import metric_names
from warehouse.statements import (
    Function,
    View,
    answered_types,
    published_functions,
    published_table_functions,
    published_views,
)
from warehouse.tables import TABLES


@dataclass(frozen=True, slots=True)
class Meant:
    """One column: its DuckDB type, whether it is of the key or never null, its meaning, the values it may have, and
    the "table.column" that it refers to. Or one parameter of a function: whether it must be given, and its meaning."""

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
    """One table, view, table function or function: what one row of it is, or what it returns, its parameters and
    columns; `metric` where an SQL file of that name counts it. A function that is none of tables returns one value."""

    name: str
    kind: str
    about: str
    columns: tuple[Meant, ...]
    key: tuple[str, ...] = ()
    metric: bool = False
    parameters: tuple[Meant, ...] = ()

    @property
    def call(self) -> str:
        """How a function is called; of a table function all parameters but the first have names."""
        named = [each.name if each.required else f"{each.name} := …" for each in self.parameters]
        return f"{self.name}({', '.join(named)})"


def described() -> list[Part]:
    """Every published table, then every view, in the order of publication, then functions by name, those that answer
    with a table first."""
    return [
        *map(_table, TABLES.values()),
        *map(_view, published_views()),
        *(_function("table function", each) for each in published_table_functions()),
        *(_function("function", each) for each in published_functions()),
    ]


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
    return Part(view.name, "view", view.comment, _answered(view))


def _function(kind: str, function: Function) -> Part:
    """Of a table function the first parameter alone must be given, of another all of them."""
    parameters = tuple(
        Meant(name, "", False, at == 0 or kind == "function", meaning)
        for at, (name, meaning) in enumerate(function.parameters.items())
    )
    return Part(function.name, kind, function.comment, _answered(function), parameters=parameters)


def _answered(answer: View | Function) -> tuple[Meant, ...]:
    """The columns of what only DuckDB can tell the types of."""
    types = answered_types()
    return tuple(
        Meant(name, types[answer.name][name], False, False, meaning)
        for name, meaning in answer.columns.items()
    )
