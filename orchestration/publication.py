"""Publishing a home's tables, and reading what is published.

Here: the gate that critical expectations hold shut, and the one row that says what a file was made
from. Not here: writing DuckDB (`warehouse.publish`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import polars as pl

from orchestration.home import Home
from orchestration.readings import Readings
from orchestration.versions import Versions
from warehouse.tables import PUBLICATION, TABLES


class CriticalExpectationFailed(RuntimeError):
    """What was built is not published; the message lists what failed."""


class NotChecked(RuntimeError):
    """The tables were not checked in the run that would publish them."""


def publish_home(home: Home, run_id: str, fingerprint: str, versions: Versions) -> dict[str, Any]:
    """Publish the tables of the run, if no critical expectation failed.

    Returns the numbers of documents and paragraphs. Raises CriticalExpectationFailed, or NotChecked
    where the results are those of another run; the published file is then as it was.
    """
    from warehouse.publish import publish

    results = pl.read_parquet(home.table("expectation_results"))
    if set(results.get_column("run_id")) != {run_id}:
        raise NotChecked("Not published: materialize expectation_results in the same run as warehouse.")
    failed = results.filter(~pl.col("success") & (pl.col("severity") == "critical"))
    if failed.height:
        lines = [f"{row['table_name']}: {row['expectation']}" for row in failed.to_dicts()]
        raise CriticalExpectationFailed("Not published. Failed: " + "; ".join(lines))
    publication = PUBLICATION.frame(
        [
            {
                "run_id": run_id,
                "published_at": datetime.now(UTC).replace(tzinfo=None),
                "input_fingerprint": fingerprint,
                "parser_version": versions.parser,
                "vocabulary_version": versions.vocabulary,
                "hrcw_version": version("hrc-warehouse"),
            }
        ]
    )
    publication.write_parquet(home.table("publication"))
    publish({name: home.table(name) for name in TABLES}, home.warehouse)
    Readings(home.parsed, versions.readings).drop_others()
    return {
        name: pl.scan_parquet(home.table(name)).select(pl.len()).collect().item()
        for name in ("resolutions", "paragraphs", "rejects")
    }


def published_fingerprint(home: Home) -> str | None:
    """What the published file was made from; None where there is none that can be read."""
    found = _ask_published(home, "SELECT input_fingerprint FROM publication")
    return str(found) if found else None


def published_run(home: Home) -> str | None:
    """The run that made the published file; None where there is none that can be read."""
    found = _ask_published(home, "SELECT run_id FROM publication")
    return str(found) if found else None


def published_refuses(home: Home, reason: str) -> bool:
    """Whether a source was refused for this reason when the published file was made."""
    return bool(_ask_published(home, "SELECT count(*) FROM rejects WHERE reason = ?", reason))


def _ask_published(home: Home, sql: str, *values: str) -> Any:
    """The first value of the answer; None where there is no file that can be read."""
    if not home.warehouse.exists():
        return None
    import duckdb

    try:
        with duckdb.connect(str(home.warehouse), read_only=True) as connection:
            row = connection.execute(sql, values).fetchone()
    except duckdb.Error:
        return None
    return row[0] if row else None
