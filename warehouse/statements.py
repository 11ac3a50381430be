"""The SQL that the published file carries: views and functions, each a .sql file that says what it is.

Here: reading such files, the order in which they can be created, and creating them. Not here: tables
(`warehouse.tables`), metrics, whose rows are stored (`warehouse.metrics`), writing the file (`warehouse.publish`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

from warehouse.contract import quoted
from warehouse.search import create_search_tables
from warehouse.tables import TABLES

VIEWS_FOLDER = Path(__file__).parent / "views"
FUNCTIONS_FOLDER = Path(__file__).parent / "functions"
TABLE_FUNCTIONS_FOLDER = Path(__file__).parent / "table_functions"
RETURNS = "returns "


class StatementError(RuntimeError):
    """A .sql file that does not open with what it must say, or says something else than it does."""


@dataclass(frozen=True, slots=True)
class View:
    """One published view: its comment, the meaning of its columns, and its SELECT."""

    name: str
    comment: str
    columns: Mapping[str, str]
    sql: str
    reads: frozenset[str] = frozenset()
    """The tables and views that it names."""

    def ddl(self) -> str:
        return f'CREATE VIEW "{self.name}" AS {self.sql}'


@dataclass(frozen=True, slots=True)
class Function:
    """One published function (a DuckDB macro): its comment, the meaning of its parameters, and its statement.

    One that answers with a table has the meaning of its columns too, and `select` is what it asks.
    """

    name: str
    comment: str
    parameters: Mapping[str, str]
    sql: str
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def select(self) -> str:
        return self.sql.partition(" AS TABLE\n")[2]


def published_views(folder: Path = VIEWS_FOLDER) -> list[View]:
    """The views of a folder of .sql files, each after those it reads, else by name.

    A file opens with comment lines: first what one row is, then `-- column: meaning` for every column, where the
    meaning `= table.column` is that of the table's contract.
    Raises StatementError for a file that does not open so.
    """
    described = {path.stem: _described(path) for path in sorted(folder.glob("*.sql"))}
    reads = tables_read({name: sql for name, (_, _, sql) in described.items()})
    graph = {name: sorted(reads[name] & described.keys()) for name in described}
    return [View(name, *described[name], reads[name]) for name in TopologicalSorter(graph).static_order()]


def published_functions(folder: Path = FUNCTIONS_FOLDER) -> list[Function]:
    """The functions of a folder of .sql files, by name.

    A file opens with comment lines: first what it returns, then `-- parameter: meaning` for every parameter.
    Raises StatementError for a file that does not open so.
    """
    return [Function(path.stem, *_described(path)) for path in sorted(folder.glob("*.sql"))]


def published_table_functions(folder: Path = TABLE_FUNCTIONS_FOLDER) -> list[Function]:
    """Functions that answer with a table, by name; their tables and views must be there before they are created.

    A file opens as that of another function, then has `-- returns column: meaning` for every column.
    Raises StatementError for a file that does not open so.
    """
    return [_table_function(path) for path in sorted(folder.glob("*.sql"))]


def _table_function(path: Path) -> Function:
    comment, names, sql = _described(path)
    columns = {
        name.removeprefix(RETURNS): meaning for name, meaning in names.items() if name.startswith(RETURNS)
    }
    parameters = {name: meaning for name, meaning in names.items() if not name.startswith(RETURNS)}
    return Function(path.stem, comment, parameters, sql, columns)


def _described(path: Path) -> tuple[str, dict[str, str], str]:
    """The first comment line, the names with their meanings, and the statement below."""
    header, comment, names = True, "", {}
    body: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        header = header and line.startswith("--")
        if not header:
            body.append(line)
        elif not comment:
            comment = line.removeprefix("--").strip()
        else:
            name, _, meaning = line.removeprefix("--").partition(":")
            names[name.strip()] = _meaning(meaning.strip())
    if not comment or not all(names.values()):
        raise StatementError(
            f"{path.name}: expected a first line `-- what it is`, then `-- name: meaning` lines"
        )
    return comment, names, "\n".join(body).strip().rstrip(";")


def _meaning(words: str) -> str:
    """The words themselves; for `= table.column` those of the table's contract."""
    table, _, column = words.removeprefix("= ").partition(".")
    if not words.startswith("= "):
        return words
    if table not in TABLES or column not in TABLES[table].names:
        raise StatementError(f"`{words}` names no column of a table")
    return TABLES[table][column].comment


def create_everything(connection: duckdb.DuckDBPyConnection) -> None:
    """All that the published file has, with its comments and without rows."""
    for table in TABLES.values():
        for statement in (table.ddl(), *table.comments()):
            connection.execute(statement)
    create_functions(connection, published_functions())
    create_views(connection, published_views())
    create_search_tables(connection)
    create_functions(connection, published_table_functions())


def create_functions(connection: duckdb.DuckDBPyConnection, functions: Iterable[Function]) -> None:
    """Creates the functions with their comments.

    Raises StatementError when the described parameters or columns are not the ones a function has.
    """
    for function in functions:
        connection.execute(function.sql)
        kind = "MACRO TABLE" if function.columns else "MACRO"
        connection.execute(f'COMMENT ON {kind} "{function.name}" IS {quoted(_signed(function))}')
        row = connection.execute(
            "SELECT parameters FROM duckdb_functions() WHERE function_name = ? AND NOT internal",
            [function.name],
        ).fetchone()
        if row is None or list(row[0]) != list(function.parameters):
            raise StatementError(
                f"function {function.name}: its comment lines describe {list(function.parameters)}, its "
                f"parameters are {row and list(row[0])}"
            )
        have = list(column_types(connection, function)) if function.columns else []
        if have != list(function.columns):
            raise StatementError(
                f"function {function.name}: its comment lines describe the columns {list(function.columns)}, it "
                f"answers with {have}"
            )


def column_types(connection: duckdb.DuckDBPyConnection, function: Function) -> dict[str, str]:
    """The columns of a table function with their types; its first parameter alone is required."""
    rows = connection.execute(f"DESCRIBE FROM \"{function.name}\"('')").fetchall()
    return {row[0]: row[1] for row in rows}


def _signed(function: Function) -> str:
    meanings = "; ".join(f"{name}: {meaning}" for name, meaning in function.parameters.items())
    return f"{function.comment} {meanings}"


def create_views(connection: duckdb.DuckDBPyConnection, views: Iterable[View]) -> None:
    """Creates the views with their comments in a database that has the tables and functions.

    Raises StatementError when a view's described columns are not the columns it has.
    """
    for view in views:
        connection.execute(view.ddl())
        have = [row[0] for row in connection.execute(f'DESCRIBE "{view.name}"').fetchall()]
        if have != list(view.columns):
            raise StatementError(
                f"view {view.name}: its comment lines describe {list(view.columns)}, its columns are {have}"
            )
        connection.execute(f'COMMENT ON VIEW "{view.name}" IS {quoted(view.comment)}')
        for column, meaning in view.columns.items():
            connection.execute(f'COMMENT ON COLUMN "{view.name}"."{column}" IS {quoted(meaning)}')


@cache
def answered_types() -> dict[str, dict[str, str]]:
    """For each published view and table function the DuckDB type of every column, which only DuckDB can tell."""
    with duckdb.connect() as connection:
        create_everything(connection)
        types = {
            view.name: {row[0]: row[1] for row in connection.execute(f'DESCRIBE "{view.name}"').fetchall()}
            for view in published_views()
        }
        return types | {each.name: column_types(connection, each) for each in published_table_functions()}


def tables_read(statements: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """By the name of each SELECT, the tables and views it names, without its own common table expressions.

    Raises StatementError where DuckDB cannot parse it.
    """
    with duckdb.connect() as connection:
        return {name: _tables_of(connection, name, sql) for name, sql in statements.items()}


def _tables_of(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> frozenset[str]:
    # A literal, because DuckDB loads pandas to look at a parameter.
    row = connection.execute(f"SELECT json_serialize_sql({quoted(sql)})").fetchone()
    assert row is not None
    tree = json.loads(row[0])
    if tree.get("error"):
        raise StatementError(f"{name}.sql: {tree['error_message']}")
    nodes = list(_nodes(tree))
    named = {node["table_name"] for node in nodes if node.get("type") == "BASE_TABLE"}
    own = {entry["key"] for node in nodes if "cte_map" in node for entry in node["cte_map"]["map"]}
    return frozenset(named - own)


def functions_called(sql: str) -> list[str]:
    """The published functions that a statement calls, by name."""
    code = "\n".join(line for line in sql.splitlines() if not line.startswith("--"))
    return [
        each.name for each in published_functions() if re.search(rf"\b{each.name}\s*\(", code, re.IGNORECASE)
    ]


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the parsed statement."""
    if isinstance(tree, dict):
        yield tree
    for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(child)
