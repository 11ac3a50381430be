"""Reading paragraphs and mentions batch by batch, so that memory does not grow with the warehouse.

Here: which things share a query, and their rows one thing at a time. Not here: the queries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import duckdb

ROWS = 20_000
"""Rows that a batch may hold, unless one thing alone has more."""


def batches(sizes: Mapping[str, int], rows: int = ROWS) -> Iterator[list[str]]:
    """The keys in their order, cut where their sizes would go beyond `rows`."""
    batch: list[str] = []
    held = 0
    for key, size in sizes.items():
        if batch and held + size > rows:
            yield batch
            batch, held = [], 0
        batch.append(key)
        held += size
    if batch:
        yield batch


def rows_by_key(
    connection: duckdb.DuckDBPyConnection, sql: str, keys: Sequence[str]
) -> dict[str, list[dict[str, Any]]]:
    """The rows of each key. The SQL has one parameter, the list of keys; its first column is the key, and orders it."""
    found = connection.execute(sql, [list(keys)])
    names = [column[0] for column in found.description or []]
    rows = (dict(zip(names, row, strict=True)) for row in found.fetchall())
    return {key: list(of) for key, of in groupby(rows, key=lambda row: row[names[0]])}
