"""The codebook: what every table, view and column of the warehouse means, as one Markdown page.

Here: its text, made from the contracts and views alone; `python -m warehouse.codebook` prints it.
Not here: any meaning, which the contracts (`warehouse.tables`) and `warehouse/views` declare.
"""

from __future__ import annotations

import sys

from warehouse.contract import Column, Table
from warehouse.metrics import metric_names
from warehouse.statements import View, published_views, view_types
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
    parts += [_view(view) for view in published_views()]
    return "\n".join(parts)


def _contents() -> str:
    rows = [[f"[`{table.name}`](#{table.name})", table.grain] for table in TABLES.values()]
    rows += [[f"[`{view.name}`](#{view.name})", f"View. {view.comment}"] for view in published_views()]
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


def _view(view: View) -> str:
    types = view_types()[view.name]
    rows = [[f"`{name}`", types[name], meaning] for name, meaning in view.columns.items()]
    return f"## {view.name}\n\nView. {view.comment}\n\n" + _grid(["column", "type", "meaning"], rows)


def _grid(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(codebook())
