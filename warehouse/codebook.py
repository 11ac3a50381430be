"""The codebook: what every table, view and column of the warehouse means, as one Markdown page.

Here: its text, made from the contracts and views alone; `python -m warehouse.codebook` prints it.
Not here: any meaning, which the contracts (`warehouse.tables`) and `warehouse/views` declare.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

import duckdb

from warehouse.contract import Column, Table
from warehouse.metrics import metric_names
from warehouse.search import create_search_tables
from warehouse.statements import (
    Function,
    View,
    column_types,
    create_functions,
    create_views,
    published_functions,
    published_table_functions,
    published_views,
)
from warehouse.tables import TABLES

INTRODUCTION = """\
# Codebook

What the published DuckDB file holds. Made from `warehouse/tables.py` and the .sql files of `warehouse/` by `make docs`:
change those, not this page. The same words stand in the file as comments (`SELECT * FROM duckdb_columns()`).

A `document_id` is `symbol@language`, a `paragraph_id` is `document_id#` and the place of the paragraph: `pp3` is the
third preambular one, `op4(a)` item (a) of operative paragraph 4, `an2.op3` paragraph 3 of annex 2, `h1` a heading.
Character offsets count from 0 and are half-open: `substr(text, start_char + 1, end_char - start_char) = surface`.
"""


def codebook() -> str:
    """The whole page, Markdown."""
    parts = [INTRODUCTION, _contents()]
    parts += [_table(table) for table in TABLES.values()]
    with duckdb.connect() as connection:
        _create_all(connection)
        parts += [_view(view, _view_types(connection, view)) for view in published_views()]
        parts += [
            _table_function(each, column_types(connection, each)) for each in published_table_functions()
        ]
    parts.append(_functions(published_functions()))
    return "\n".join(parts)


def _contents() -> str:
    rows = [[f"[`{table.name}`](#{table.name})", table.grain] for table in TABLES.values()]
    rows += [[f"[`{view.name}`](#{view.name})", f"View. {view.comment}"] for view in published_views()]
    rows += [
        [f"[`{each.name}`](#{each.name})", f"Function. {each.comment}"]
        for each in published_table_functions()
    ]
    return "## Tables and views\n\n" + _grid(["name", "one row is"], rows)


def _table(table: Table) -> str:
    about = f"## {table.name}\n\nOne row is {table.grain}.\n\nKey: {', '.join(f'`{name}`' for name in table.key)}.\n"
    if table.name in metric_names():
        about += f"\nHow it is counted: `warehouse/metrics/{table.name}.sql`.\n"
    rows = [
        [f"`{c.name}`", c.duckdb_type, "yes" if c.name in table.required else "", _meaning(c)]
        for c in table.columns
    ]
    return about + "\n" + _grid(["column", "type", "required", "meaning"], rows)


def _meaning(column: Column) -> str:
    meaning = column.comment
    if column.values:
        meaning += f". One of: {', '.join(f'`{value}`' for value in column.values)}"
    if column.references:
        meaning += f". References `{column.references}`"
    return meaning


def _view(view: View, types: list[str]) -> str:
    rows = [
        [f"`{name}`", kind, meaning]
        for (name, meaning), kind in zip(view.columns.items(), types, strict=True)
    ]
    return f"## {view.name}\n\nView. {view.comment}\n\n" + _grid(["column", "type", "meaning"], rows)


def _create_all(connection: duckdb.DuckDBPyConnection) -> None:
    """All that the published file has, without rows: only DuckDB can tell the types."""
    for table in TABLES.values():
        connection.execute(table.ddl())
    create_functions(connection, published_functions())
    create_views(connection, published_views())
    create_search_tables(connection)
    create_functions(connection, published_table_functions())


def _view_types(connection: duckdb.DuckDBPyConnection, view: View) -> list[str]:
    return [row[1] for row in connection.execute(f'DESCRIBE "{view.name}"').fetchall()]


def _table_function(function: Function, types: Mapping[str, str]) -> str:
    asked = [[f"`{name}`", meaning] for name, meaning in function.parameters.items()]
    answered = [[f"`{name}`", types[name], meaning] for name, meaning in function.columns.items()]
    return (
        f"## {function.name}\n\nFunction that answers with rows. {function.comment}\n\n"
        + f"The first parameter is required; others are named: `{_example(function)}`.\n\n"
        + _grid(["parameter", "meaning"], asked)
        + "\n"
        + _grid(["column", "type", "meaning"], answered)
    )


def _example(function: Function) -> str:
    first, second, *_ = function.parameters
    return f"FROM {function.name}({first}, {second} := …)"


def _functions(functions: list[Function]) -> str:
    rows = [
        [
            f"`{each.name}({', '.join(each.parameters)})`",
            each.comment,
            ". ".join(f"`{name}`: {meaning}" for name, meaning in each.parameters.items()),
        ]
        for each in functions
    ]
    return "## Functions\n\n" + _grid(["function", "what it returns", "parameters"], rows)


def _grid(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(codebook())
