"""The codebook: what every table, view and column of the warehouse means, as one Markdown page.

Here: its text, made from the contracts and views alone; `python -m warehouse.codebook` prints it.
Not here: any meaning, which the contracts (`warehouse.tables`) and `warehouse/views` declare.
"""

from __future__ import annotations

import sys

import duckdb

from warehouse.contract import Column, Table
from warehouse.markdown import grid
from warehouse.metrics import metric_names
from warehouse.statements import View, create_functions, create_views, published_functions, published_views
from warehouse.tables import TABLES

INTRODUCTION = """\
# Codebook

What the published DuckDB file holds. Made from `warehouse/tables.py` and `warehouse/views/` by `make docs`:
change those, not this page. The same words stand in the file as comments (`SELECT * FROM duckdb_columns()`).

A `document_id` is `symbol@language`, a `paragraph_id` is `document_id#` and the place of the paragraph: `pp3` is the
third preambular one, `op4(a)` item (a) of operative paragraph 4, `an2.op3` paragraph 3 of annex 2, `h1` a heading.
Character offsets count from 0 and are half-open: `substr(text, start_char + 1, end_char - start_char) = surface`.
"""


def codebook() -> str:
    """The whole page, Markdown."""
    parts = [INTRODUCTION, _contents()]
    parts += [_table(table) for table in TABLES.values()]
    parts += [_view(view, types) for view, types in _views()]
    return "\n".join(parts)


def _contents() -> str:
    rows = [[f"[`{table.name}`](#{table.name})", table.grain] for table in TABLES.values()]
    rows += [[f"[`{view.name}`](#{view.name})", f"View. {view.comment}"] for view in published_views()]
    return "## Tables and views\n\n" + grid(["name", "one row is"], rows)


def _table(table: Table) -> str:
    about = f"## {table.name}\n\nOne row is {table.grain}.\n\nKey: {', '.join(f'`{name}`' for name in table.key)}.\n"
    if table.name in metric_names():
        about += f"\nHow it is counted: `warehouse/metrics/{table.name}.sql`.\n"
    rows = [
        [f"`{c.name}`", c.duckdb_type, "yes" if c.name in table.required else "", _meaning(c)]
        for c in table.columns
    ]
    return about + "\n" + grid(["column", "type", "required", "meaning"], rows)


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
    return f"## {view.name}\n\nView. {view.comment}\n\n" + grid(["column", "type", "meaning"], rows)


def _views() -> list[tuple[View, list[str]]]:
    """Each view with the types of its columns, which only DuckDB can tell."""
    views = published_views()
    with duckdb.connect() as connection:
        for table in TABLES.values():
            connection.execute(table.ddl())
        create_functions(connection, published_functions())
        create_views(connection, views)
        return [
            (view, [row[1] for row in connection.execute(f'DESCRIBE "{view.name}"').fetchall()])
            for view in views
        ]


if __name__ == "__main__":
    sys.stdout.write(codebook())
