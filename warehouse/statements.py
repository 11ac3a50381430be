"""The SQL that the published file carries: views and functions, each a .sql file that says what it is.

Here: reading such files, the order in which they can be created, and creating them. Not here: tables
(`warehouse.tables`), metrics, whose rows are stored (`warehouse.metrics`), writing the file (`warehouse.publish`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

from warehouse.contract import quoted

VIEWS_FOLDER = Path(__file__).parent / "views"
FUNCTIONS_FOLDER = Path(__file__).parent / "functions"


class StatementError(RuntimeError):
    """A .sql file that does not open with what it must say, or says something else than it does."""


@dataclass(frozen=True, slots=True)
class View:
    """One published view: its comment, the meaning of its columns, and its SELECT."""

    name: str
    comment: str
    columns: Mapping[str, str]
    sql: str

    def ddl(self) -> str:
        return f'CREATE VIEW "{self.name}" AS {self.sql}'


@dataclass(frozen=True, slots=True)
class Function:
    """One published function (a DuckDB macro): its comment, the meaning of its parameters, and its statement."""

    name: str
    comment: str
    parameters: Mapping[str, str]
    sql: str


def published_views(folder: Path = VIEWS_FOLDER) -> list[View]:
    """The views of a folder of .sql files, each after those it reads, else by name.

    A file opens with comment lines: first what one row is, then `-- column: meaning` for every column.
    Raises StatementError for a file that does not open so.
    """
    views = {path.stem: View(path.stem, *_described(path)) for path in sorted(folder.glob("*.sql"))}
    graph = {name: sorted(tables_read(view.sql) & views.keys()) for name, view in views.items()}
    return [views[name] for name in TopologicalSorter(graph).static_order()]


def published_functions(folder: Path = FUNCTIONS_FOLDER) -> list[Function]:
    """The functions of a folder of .sql files, by name.

    A file opens with comment lines: first what it returns, then `-- parameter: meaning` for every parameter.
    Raises StatementError for a file that does not open so.
    """
    return [Function(path.stem, *_described(path)) for path in sorted(folder.glob("*.sql"))]


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
            names[name.strip()] = meaning.strip()
    if not comment or not all(names.values()):
        raise StatementError(
            f"{path.name}: expected a first line `-- what it is`, then `-- name: meaning` lines"
        )
    return comment, names, "\n".join(body).strip().rstrip(";")


def create_functions(connection: duckdb.DuckDBPyConnection, functions: Iterable[Function]) -> None:
    """Creates the functions with their comments.

    Raises StatementError when the described parameters are not the ones a function has.
    """
    for function in functions:
        connection.execute(function.sql)
        connection.execute(f'COMMENT ON MACRO "{function.name}" IS {quoted(_signed(function))}')
        row = connection.execute(
            "SELECT parameters FROM duckdb_functions() WHERE function_name = ? AND NOT internal",
            [function.name],
        ).fetchone()
        if row is None or list(row[0]) != list(function.parameters):
            raise StatementError(
                f"function {function.name}: its comment lines describe {list(function.parameters)}, its "
                f"parameters are {row and list(row[0])}"
            )


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
def tables_read(sql: str) -> frozenset[str]:
    """The tables and views that a SELECT names, without its own common table expressions.

    Raises StatementError where DuckDB cannot parse it.
    """
    with duckdb.connect() as connection:
        row = connection.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    assert row is not None
    tree = json.loads(row[0])
    if tree.get("error"):
        raise StatementError(f"{tree['error_message']}: {sql.splitlines()[0]}")
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
