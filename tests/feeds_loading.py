"""What the tests of feeds in PostgreSQL share.

Here: loading and asking. Not here: the server (`postgres_server`), any test.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.feeds_fixtures import QUIET
from tests.postgres_server import Postgres
from warehouse.feeds.postgres import load_postgres
from warehouse.marts import Mart

TITLE = "UPDATE resolutions SET title = 'Changed'"


def load(home: Path, server: Postgres, schema: str, **of_url: str) -> None:
    load_postgres(home / "warehouse.duckdb", server.url(**of_url), schema, reporter=QUIET)


def rows_of(mart: Mart, of: str = "") -> str:
    columns = ", ".join(f'"{name}"' for name in mart.names)
    return f'SELECT {columns} FROM {of}"{mart.name}"'


def as_set(rows: list[tuple[Any, ...]]) -> list[str]:
    return sorted(map(repr, rows))


def count(server: Postgres, table: str, condition: str = "true") -> int:
    return int(server.ask(f"SELECT count(*) FROM {table} WHERE {condition}")[0][0])
