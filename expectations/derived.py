"""The checks that follow from the table contracts: columns, keys, required values, enumerations, references.

Here: one function for each kind. Not here: rules that a contract cannot say (`expectations.rules`).
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from expectations.checks import CHECKED_TABLES, HOLDS, Check, Query, Tables, matched
from warehouse.contract import Column, Table
from warehouse.tables import TABLES


def derived_checks() -> list[Check]:
    """All of them, in the order of the tables and of their columns. All are critical."""
    return [check for name in CHECKED_TABLES for check in _of_table(TABLES[name])]


def column_labels(schema: dict[str, pl.DataType]) -> list[str]:
    """Columns and types as words, in order: `adopted_on Date`."""
    return [f"{name} {dtype}" for name, dtype in schema.items()]


def _of_table(table: Table) -> Iterator[Check]:
    yield _columns(table)
    if table.key:
        yield _key(table)
    for column in table.columns:
        if column.name in table.required:
            yield _required(table, column)
        if column.values:
            yield _enumeration(table, column)
        if column.references:
            yield _reference(table, column)


def _columns(table: Table) -> Check:
    return Check(
        table=table.name,
        sentence="columns and types equal the contract",
        severity="critical",
        kind="columns",
        query=_every_row(table.name, pl.lit(True)),
        shows=(),
        why="Readers of the warehouse name its columns and rely on their types and order.",
        columns=tuple(column_labels(table.schema)),
    )


def _key(table: Table) -> Check:
    return Check(
        table=table.name,
        sentence=f"{_listed(table.key)} {'is' if len(table.key) == 1 else 'together are'} unique",
        severity="critical",
        kind="unique",
        query=_every_row(table.name, ~pl.struct(table.key).is_duplicated()),
        shows=table.key,
        why=f"One row is {table.grain}.",
        columns=table.key,
    )


def _required(table: Table, column: Column) -> Check:
    return Check(
        table=table.name,
        sentence=f"{column.name} is not null",
        severity="critical",
        kind="not_null",
        query=_every_row(table.name, pl.col(column.name).is_not_null()),
        shows=tuple(dict.fromkeys((*table.key, column.name))),
        columns=(column.name,),
    )


def _enumeration(table: Table, column: Column) -> Check:
    known = pl.col(column.name).is_null() | pl.col(column.name).is_in(column.values)
    return Check(
        table=table.name,
        sentence=f"{column.name} is one of {', '.join(column.values)}",
        severity="critical",
        kind="in_set",
        query=_every_row(table.name, known),
        shows=tuple(dict.fromkeys((*table.key, column.name))),
        columns=(column.name,),
        values=column.values,
    )


def _reference(table: Table, column: Column) -> Check:
    assert column.references is not None
    target, key = column.references.split(".")

    def query(tables: Tables) -> pl.LazyFrame:
        held = tables[target].select(pl.col(key).alias(column.name), held=True)
        found = matched(tables[table.name], held, on=[column.name])
        return found.with_columns((pl.col(column.name).is_null() | pl.col("held")).alias(HOLDS))

    return Check(
        table=table.name,
        sentence=f"{column.name} is in {target}",
        severity="critical",
        kind="rule",
        query=query,
        shows=tuple(dict.fromkeys((*table.key, column.name))),
        why=f"It refers to {column.references}" + ("." if column.name in table.required else ", or is null."),
    )


def _every_row(table: str, holds: pl.Expr) -> Query:
    def query(tables: Tables) -> pl.LazyFrame:
        return tables[table].with_columns(holds.alias(HOLDS))

    return query


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
