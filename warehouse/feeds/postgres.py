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
from warehouse.feeds.postgres_tables import Found, PostgresTable, check_schema, named
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

    Raises NotAnAddress for the URL, NotASchema for the schema, NoWarehouse or QueryError where there is no warehouse to
    read, FeedsNotLoaded where the database cannot be reached or refuses, or rows of its users would be lost; it is then
    as it was. No message has the password.
    """
    address = Address(url)
    check_schema(schema)
    tables = [PostgresTable(mart, schema) for mart in marts()]
    rows = 0
    with open_marts(warehouse) as connection, _connected(address) as cursor:
        with _plain(address, f"cannot prepare the schema {schema}"):
            existing = _prepare(cursor, schema)
            _refuse_cascades(cursor, schema, [table.mart.name for table in tables])
        _drop_left_over(cursor, address, schema, existing)
        # All are cleared before any is filled, the facts before the dimensions, so that a foreign key between them holds.
        for table in reversed(tables):
            with _plain(address, f"cannot load {schema}.{table.mart.name}"):
                _clear(cursor, table, existing.get(table.mart.name))
        with reporter.progress("Tables", len(tables)) as advance:
            for table in tables:
                with _plain(address, f"cannot load {schema}.{table.mart.name}"):
                    rows += _fill(cursor, connection, table)
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


def _prepare(cursor: Any, schema: str) -> dict[str, Found]:
    """Makes the schema where it is not there; what it has, by name.

    The lock has loads of one schema take turns: two at once would each delete only the rows from before both.
    """
    cursor.execute("SET client_encoding TO 'UTF8'")
    _ask(cursor, f"SELECT 1 FROM pg_advisory_xact_lock(hashtext({quoted('hrcw feeds ' + schema)}))")
    if not _ask(cursor, f"SELECT 1 FROM pg_namespace WHERE nspname = {quoted(schema)}"):
        cursor.execute(f"CREATE SCHEMA {named(schema)}")
    of_schema = f"c.relnamespace = {quoted(named(schema))}::regnamespace"
    relations = _ask(
        cursor,
        "SELECT c.relname::text, coalesce(CASE c.relkind WHEN 'r' THEN obj_description(c.oid, 'pg_class') END, '') "
        f"FROM pg_class c WHERE {of_schema}",
    )
    existing = {name: Found(comment, {}) for name, comment in relations}
    for name, column, kind, number in _ask(
        cursor,
        "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnum::integer "
        f"FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE {of_schema} "
        "AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum",
    ):
        existing[name].columns[column] = (kind, number)
    return existing


def _refuse_cascades(cursor: Any, schema: str, ours: list[str]) -> None:
    """Raises FeedsNotLoaded where deleting our rows would delete or change those of somebody else's table."""
    names = ", ".join(map(quoted, ours))
    cascades = _ask(
        cursor,
        "SELECT format('%I.%I', n.nspname, c.relname), k.conname::text, o.relname::text FROM pg_constraint k "
        "JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
        "JOIN pg_class o ON o.oid = k.confrelid "
        f"WHERE k.contype = 'f' AND k.confdeltype IN ('c', 'n', 'd') AND o.relname IN ({names}) "
        f"AND o.relnamespace = {quoted(named(schema))}::regnamespace "
        f"AND NOT (c.relnamespace = o.relnamespace AND c.relname IN ({names})) ORDER BY 1, 2",
    )
    if cascades:
        found = "; ".join(f"{key} of {table}, which refers to {name}" for table, key, name in cascades)
        raise FeedsNotLoaded(
            f"A load deletes the rows of {schema}, and with them, by ON DELETE, would empty or change what is not this "
            f"program's: foreign key {found}. Make it anew without ON DELETE and DEFERRABLE INITIALLY DEFERRED, then "
            "load again."
        )


def _drop_left_over(cursor: Any, address: Address, schema: str, existing: dict[str, Found]) -> None:
    """Drops the tables of marts that are no more, which would look as fresh as the others."""
    kept = [mart.name for mart in marts()]
    for name, found in existing.items():
        if found.is_left_over(name, kept):
            _refuse_added(f"{schema}.{name}", found.added)
            with _plain(address, f"cannot drop {schema}.{name}, which is no more"):
                cursor.execute(f"DROP TABLE {named(schema)}.{named(name)}")


def _clear(cursor: Any, table: PostgresTable, found: Found | None) -> None:
    """Has the table there, without rows and with its comments; `found` is what has its name now."""
    if found is not None:
        name = f"{table.schema}.{table.mart.name}"
        if found.mark is None:
            raise FeedsNotLoaded(
                f"{name} was not written by this program. Name another schema with --schema."
            )
        _refuse_added(name, table.added(found))
    if found is not None and table.has_same_form(found):
        # ONLY, since a table that inherits from this one is its user's.
        cursor.execute(f"DELETE FROM ONLY {table.name}")
        statements = [] if table.has_same_words(found) else table.comments()
    else:
        dropped = [f"DROP TABLE {table.name}"] if found is not None else []
        statements = [*dropped, *table.ddl(), *table.comments()]
    for statement in statements:
        cursor.execute(statement)


def _refuse_added(table: str, columns: list[str]) -> None:
    if columns:
        raise FeedsNotLoaded(
            f"{table} has columns that were added to it, and a load would lose what they hold: {', '.join(columns)}. "
            "Move them to a table of your own with the key of this one, drop them here, then load again."
        )


def _fill(cursor: Any, connection: duckdb.DuckDBPyConnection, table: PostgresTable) -> int:
    """Inserts the rows; how many."""
    reader = batches(connection, table.mart, table.columns())
    rows = int(cursor.adbc_ingest(table.mart.name, reader, mode="append", db_schema_name=table.schema))
    cursor.execute(f"ANALYZE {table.name}")
    return rows


def _ask(cursor: Any, sql: str) -> list[tuple[Any, ...]]:
    cursor.execute(sql)
    return list(cursor.fetchall())
