"""The entity diagram: which table refers to which, drawn from the contracts as a Mermaid diagram.

    python -m warehouse.entities > docs/entities.md

Here: the page. Not here: any reference, which the contracts (`warehouse.tables`) and the star's views declare.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from warehouse.contract import Table
from warehouse.statements import View, published_views
from warehouse.tables import METRICS, TABLES

INTRODUCTION = """\
# Entity diagrams

Written by `make docs` from the table contracts. Each box shows a table's key and its references; a line goes from what is
referred to (one) to what refers to it (many). All columns are in the [codebook](codebook.md).
"""
STAR = """
## The star

The same data with the names that BI tools expect: facts (`fact_…`) refer to dimensions (`dim_…`) by columns of the same
name, `adopted_on` to `dim_date.date`. Figures by session refer to `dim_session` by `session_id`.
"""
LEFT_OUT = ("source_lines", "publication", "expectation_results")
"""Tables that would only make the drawing harder to read."""
KEYS = {
    "dim_document": "document_id",
    "dim_session": "session_id",
    "dim_language": "language",
    "dim_date": "adopted_on",
    "dim_theme": "theme_id",
    "dim_actor": "actor_id",
    "dim_instrument": "instrument_id",
}
"""Dimension to the column by which facts refer to it."""


def entities() -> str:
    """The whole page, Markdown."""
    metrics = {table.name for table in METRICS}
    core = [table for table in TABLES.values() if table.name not in {*metrics, *LEFT_OUT}]
    facts = [view for view in published_views() if view.name.startswith("fact_")]
    parts = [INTRODUCTION, "## Texts, what they name, records of the catalogue", _diagram(_of_tables(core))]
    parts += ["## Figures", _diagram(_of_tables(METRICS)), STAR, _diagram(_of_star(facts))]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _diagram(lines: Iterable[str]) -> str:
    return "\n".join(["```mermaid", "erDiagram", *(f"    {line}" for line in lines), "```"])


def _of_tables(tables: Iterable[Table]) -> Iterator[str]:
    tables = list(tables)
    for table in tables:
        columns = [column for column in table.columns if column.name in table.key or column.references]
        yield f"{table.name} {{"
        for column in columns:
            signs = ["PK"] * (column.name in table.key) + ["FK"] * bool(column.references)
            yield f"    {column.duckdb_type} {column.name} {', '.join(signs)}"
        yield "}"
    for table in tables:
        for column in table.columns:
            if column.references:
                target = column.references.split(".")[0]
                yield f'{target} ||--o{{ {table.name} : "{column.name}"'


def _of_star(facts: Iterable[View]) -> Iterator[str]:
    for fact in facts:
        for dimension, key in KEYS.items():
            if key in fact.columns:
                yield f'{dimension} ||--o{{ {fact.name} : "{key}"'


if __name__ == "__main__":
    sys.stdout.write(entities())
