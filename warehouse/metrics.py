"""Running the metrics: each is one SQL file of `warehouse/metrics`, its columns those of its table.

Here: what a metric reads, and running it over the Parquet files of a run. Not here: what they count, which each SQL
file says in its first lines, the views and functions they share (`warehouse.statements`), or the tables
(`warehouse.tables_metrics`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

from warehouse.statements import View, create_functions, published_functions, published_views, tables_read
from warehouse.tables import TABLES

METRICS_FOLDER = Path(__file__).parent / "metrics"


class MetricError(RuntimeError):
    """A metric that does not exist or cannot be computed from the tables given."""


@cache
def metric_names() -> tuple[str, ...]:
    """The metrics there are: the SQL files, by name."""
    return tuple(sorted(path.stem for path in METRICS_FOLDER.glob("*.sql")))


def metric_sql(name: str) -> str:
    """The SQL of a metric, opening with its title, grain, denominator and caveats.

    Raises MetricError for a name that has no SQL file or no table.
    """
    if name not in metric_names() or name not in TABLES:
        raise MetricError(f"there is no metric {name!r}; there are {', '.join(metric_names())}")
    return (METRICS_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def metric_title(name: str) -> str:
    """What a metric answers, in one line."""
    return metric_sql(name).partition("\n")[0].removeprefix("-- Title:").strip()


@cache
def metric_reads(name: str) -> tuple[str, ...]:
    """The tables that a metric is computed from, also by way of views."""
    views = _views_of(name)
    named = _read_itself()[name].union(*(view.reads for view in views))
    return tuple(sorted(named - {view.name for view in views}))


def compute_metric(name: str, tables: Mapping[str, Path]) -> pl.DataFrame:
    """The metric's rows, in the columns and order of its table's contract, sorted by its key.

    `tables`: table name to Parquet file, for at least those that it reads (`metric_reads`).
    Raises MetricError for an unknown metric, and when the SQL names a table that is not given.
    """
    sql, contract = metric_sql(name), TABLES[name]
    connection = duckdb.connect()
    try:
        create_functions(connection, published_functions())
        for table in metric_reads(name):
            if table in tables:
                connection.from_parquet(str(tables[table])).create_view(table)
        for view in _views_of(name):
            connection.execute(view.ddl())
        rows = connection.execute(sql).pl()
    except duckdb.Error as error:
        message = str(error).splitlines()[0]
        raise MetricError(f"metric {name}: {message} (given: {', '.join(sorted(tables))})") from error
    finally:
        connection.close()
    return contract.conform(rows).sort(contract.key)


@cache
def _read_itself() -> dict[str, frozenset[str]]:
    """The tables and views that the SQL of each metric names."""
    return tables_read({name: metric_sql(name) for name in metric_names()})


@cache
def _views() -> tuple[View, ...]:
    return tuple(published_views())


def _views_of(name: str) -> list[View]:
    """The views that a metric reads, and those that these read, each after those it reads."""
    needed = set(_read_itself()[name])
    found: list[View] = []
    for view in reversed(_views()):  # a view stands after those it reads
        if view.name in needed:
            needed |= view.reads
            found.insert(0, view)
    return found
