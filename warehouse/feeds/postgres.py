"""Loading the marts into PostgreSQL, all in one transaction: readers see the old rows until all new ones are there.

Here: the order of the work. Not here: statements (`postgres_tables`), the address and errors (`postgres_url`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.contract import quoted
from warehouse.feeds.postgres_tables import PostgresTable, is_left_over, named
from warehouse.feeds.postgres_url import Address, FeedsNotLoaded
from warehouse.feeds.rows import batches, open_marts
from warehouse.marts import marts
from warehouse.progress import Progress


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded, and where; `into` has no password."""

    tables: int
    rows: int
    schema: str
    into: str

    @property
    def summary(self) -> str:
        """What was done, for people."""
        return (
            f"Loaded {self.tables} tables, {self.rows:,} rows, into the schema {self.schema} of {self.into}"
        )


def load_postgres(warehouse: Path, url: str, schema: str, *, reporter: Progress) -> Loaded:
    """Every mart of the published warehouse as a table of the schema.

    A table of the same form keeps its grants and the views on it: its rows are deleted and inserted. One whose columns
    changed is made anew, one whose mart is no more is dropped. Loads of one schema take turns.

    Raises NotAnAddress for the URL, NoWarehouse or QueryError where there is no warehouse to read, FeedsNotLoaded where
    the database cannot be reached or refuses; it is then as it was. No message has the password.
    """
    address = Address(url)
    tables = [PostgresTable(mart, schema) for mart in marts()]
    rows = 0
    with open_marts(warehouse) as connection, _connected(address) as cursor:
        with _plain(address, f"cannot prepare the schema {schema}"):
            existing = _prepare(cursor, schema)
        _drop_left_over(cursor, address, schema, existing)
        with reporter.progress("Tables", len(tables)) as advance:
            for table in tables:
                with _plain(address, f"cannot load {schema}.{table.mart.name}"):
                    rows += _load(cursor, connection, table, existing.get(table.mart.name))
                advance(1)
        with _plain(address, "cannot commit"):
            cursor.connection.commit()
    return Loaded(len(tables), rows, schema, str(address))


@contextmanager
def _connected(address: Address) -> Iterator[Any]:
    """A cursor in a transaction, which is rolled back unless it was committed."""
    from adbc_driver_postgresql import dbapi

    try:
        connection = dbapi.connect(address.for_driver())
    except dbapi.Error as error:
        raise address.refused(error, "cannot connect") from None
    with connection, connection.cursor() as cursor:
        yield cursor


@contextmanager
def _plain(address: Address, what: str) -> Iterator[None]:
    from adbc_driver_manager import dbapi

    try:
        yield
    except dbapi.Error as error:
        raise address.refused(error, what) from None


def _prepare(cursor: Any, schema: str) -> dict[str, str]:
    """Makes the schema where it is not there; the comments of its tables by name.

    The lock has loads of one schema take turns: two at once would each delete only the rows from before both.
    """
    cursor.execute("SET client_encoding TO 'UTF8'")
    _ask(cursor, f"SELECT 1 FROM pg_advisory_xact_lock(hashtext({quoted('hrcw feeds ' + schema)}))")
    if not _ask(cursor, f"SELECT 1 FROM pg_namespace WHERE nspname = {quoted(schema)}"):
        cursor.execute(f"CREATE SCHEMA {named(schema)}")
    return dict(
        _ask(
            cursor,
            "SELECT relname::text, coalesce(obj_description(oid, 'pg_class'), '') FROM pg_class "
            f"WHERE relnamespace = {quoted(named(schema))}::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')",
        )
    )


def _drop_left_over(cursor: Any, address: Address, schema: str, existing: dict[str, str]) -> None:
    """Drops the tables of marts that are no more, which would look as fresh as the others."""
    kept = [mart.name for mart in marts()]
    for name, comment in existing.items():
        if is_left_over(name, comment, kept):
            with _plain(address, f"cannot drop {schema}.{name}, which is no more"):
                cursor.execute(f"DROP TABLE {named(schema)}.{named(name)}")


def _load(
    cursor: Any, connection: duckdb.DuckDBPyConnection, table: PostgresTable, comment: str | None
) -> int:
    """Replaces the rows of one table; `comment` is what it says now, None where there is no table."""
    if comment is not None and not table.is_ours(comment):
        raise FeedsNotLoaded(
            f"{table.schema}.{table.mart.name} was not written by this program. Name another schema with --schema."
        )
    if comment is not None and table.has_same_form(comment):
        cursor.execute(f"DELETE FROM {table.name}")
        statements = [] if table.has_same_words(comment) else table.comments()
    else:
        statements = [
            *([f"DROP TABLE {table.name}"] if comment is not None else []),
            *table.ddl(),
            *table.comments(),
        ]
    for statement in statements:
        cursor.execute(statement)
    reader = batches(connection, table.mart, table.columns())
    rows = int(cursor.adbc_ingest(table.mart.name, reader, mode="append", db_schema_name=table.schema))
    cursor.execute(f"ANALYZE {table.name}")
    return rows


def _ask(cursor: Any, sql: str) -> list[tuple[Any, ...]]:
    cursor.execute(sql)
    return list(cursor.fetchall())
