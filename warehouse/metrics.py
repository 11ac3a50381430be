"""Running the metrics: each is one SQL file of `warehouse/metrics`, its columns those of its table.

Here: finding and running them over the Parquet files of a run. Not here: what they count, which each
SQL file says in its first lines, or the tables (`warehouse.tables`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from warehouse.tables import TABLES

METRICS_FOLDER = Path(__file__).parent / "metrics"


class MetricError(RuntimeError):
    """A metric that does not exist or cannot be computed from the tables given."""


def metric_names() -> list[str]:
    """The metrics there are: the SQL files, by name."""
    return sorted(path.stem for path in METRICS_FOLDER.glob("*.sql"))


def metric_sql(name: str) -> str:
    """The SQL of a metric, opening with its title, grain, denominator and caveats.

    Raises MetricError for a name that has no SQL file or no table.
    """
    if name not in metric_names() or name not in TABLES:
        raise MetricError(f"there is no metric {name!r}; there are {', '.join(metric_names())}")
    return (METRICS_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def compute_metric(name: str, tables: Mapping[str, Path]) -> pl.DataFrame:
    """The metric's rows, in the columns and order of its table's contract, sorted by its key.

    `tables`: table name to Parquet file, for at least those that the SQL reads.
    Raises MetricError for an unknown metric, and when the SQL names a table that is not given.
    """
    sql, contract = metric_sql(name), TABLES[name]
    connection = duckdb.connect()
    try:
        for table, path in tables.items():
            if table != name:
                connection.from_parquet(str(path)).create_view(table)
        rows = connection.execute(sql).pl()
    except duckdb.Error as error:
        message = str(error).splitlines()[0]
        raise MetricError(f"metric {name}: {message} (given: {', '.join(sorted(tables))})") from error
    finally:
        connection.close()
    return contract.conform(rows).sort(contract.key)
