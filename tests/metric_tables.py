"""Metrics of rows that a test writes down.

Here: computing a metric, and those it is computed from, out of rows by table. Not here: any example or test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.metrics import compute_metric, metric_names, metric_reads
from warehouse.tables import TABLES

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def computed(name: str, rows: Rows, folder: Path) -> pl.DataFrame:
    """The metric of these rows. A table without rows is empty; a metric that it reads is computed, unless given."""
    paths = {}
    for table in metric_reads(name):
        paths[table] = folder / f"{table}.parquet"
        if not paths[table].exists():
            is_metric = table in metric_names() and table not in rows
            frame = computed(table, rows, folder) if is_metric else TABLES[table].frame(rows.get(table, ()))
            frame.write_parquet(paths[table])
    return compute_metric(name, paths)


def only(rows: pl.DataFrame, **values: Any) -> dict[str, Any]:
    """The one row with these values."""
    return rows.row(
        by_predicate=pl.all_horizontal(pl.col(name) == value for name, value in values.items()), named=True
    )


def document(document_id: str, session: str, number: str, **more: Any) -> dict[str, Any]:
    """A resolution of the Council in English, unless said otherwise."""
    return {
        "document_id": document_id, "organ": "HRC", "language": "en", "session": session, "number": number,
        "document_type": "resolution", "session_kind": "regular", "session_number": int(session.rpartition("-")[2]),
        "is_fictitious": False, **more,
    }  # fmt: skip


def adopted(session: str, resolutions: int | None, organ: str = "HRC", year: int = 2015) -> dict[str, Any]:
    return {
        "organ": organ,
        "session": session,
        "resolutions": resolutions,
        "year": year,
        "source": "an index",
    }


def terms(*theme_ids: str, language: str = "en") -> list[dict[str, Any]]:
    """A vocabulary with a term for each theme, named by the rule `term:theme`."""
    return [
        {"rule": f"term:{theme}", "family": "theme", "target": theme, "language": language, "term": theme, "polarity": "include"}
        for theme in theme_ids
    ]  # fmt: skip
