"""What one expectation is: its table, its sentence, how grave it is, and the rows it is judged on.

Here: `Check`, `Planned` and `rule`. Not here: which checks there are (`expectations.derived`,
`expectations.rules`) or the engine that runs them (`expectations.suites`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import polars as pl

from warehouse.tables import TABLES

CHECKED_TABLES = tuple(name for name in TABLES if name not in ("expectation_results", "publication"))
"""The tables that exist when the data are judged; the other two say what became of the judgement."""

HOLDS = "holds"

Tables = Mapping[str, pl.LazyFrame]
Query = Callable[[Tables], pl.LazyFrame]
Kind = Literal["columns", "unique", "not_null", "in_set", "rule"]


class Planned(NamedTuple):
    """One expectation that every run checks, known before there are data."""

    table_name: str
    expectation: str
    severity: str


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation.

    `query` gives every row of the table once, with a Boolean column `holds`; null counts as false,
    so a rule says itself what may be unknown. `shows` are the columns that let a reader find a
    failing row. `columns` and `values` are what the expectation engine is told.
    """

    table: str
    sentence: str
    severity: str
    kind: Kind
    query: Query
    shows: tuple[str, ...]
    why: str = ""
    columns: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    @property
    def planned(self) -> Planned:
        return Planned(self.table, self.sentence, self.severity)


def rule(
    table: str,
    sentence: str,
    holds: pl.Expr | Query,
    *,
    shows: tuple[str, ...] = (),
    severity: str = "critical",
    why: str = "",
) -> Check:
    """A hand-written check: an expression over the table's own columns, or a query over all tables.

    `shows` adds to the columns of the key, which a report always names.
    """
    return Check(
        table=table,
        sentence=sentence,
        severity=severity,
        kind="rule",
        query=_own_rows(table, holds) if isinstance(holds, pl.Expr) else holds,
        shows=tuple(dict.fromkeys((*TABLES[table].key, *shows))),
        why=why,
    )


def _own_rows(table: str, holds: pl.Expr) -> Query:
    def query(tables: Tables) -> pl.LazyFrame:
        return tables[table].with_columns(holds.alias(HOLDS))

    return query


def matched(rows: pl.LazyFrame, others: pl.LazyFrame, on: list[str]) -> pl.LazyFrame:
    """Every row once and in its order, with the columns of its match in `others`, else nulls.

    The first match is taken, so that a repeated key, which has an expectation of its own,
    does not multiply the rows judged here.
    """
    return rows.join(others.unique(subset=on, keep="first"), on=on, how="left", maintain_order="left")
