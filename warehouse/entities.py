"""The entity diagram: which table refers to which, drawn from the contracts as Mermaid diagrams.

    python -m warehouse.entities > docs/entities.md

Here: the page. Not here: any reference, which the contracts (`warehouse.tables`) and the marts (`warehouse.marts`) have.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from warehouse.contract import Table
from warehouse.marts import Mart, marts
from warehouse.tables import METRICS, TABLES

INTRODUCTION = """\
# Entity diagrams

Written by `make docs` from the table contracts. Each box shows a table's key and its references; a line goes from what is
referred to (one) to what refers to it (many). All columns are in the [codebook](codebook.md).
"""
STAR = """
## The star

The same data with the names that BI tools expect: facts (`fact_…`) refer to dimensions (`dim_…`), here one fact at a time.
Figures by session refer to `dim_session` by `session_id`.
"""
LEFT_OUT = ("source_lines", "publication", "expectation_results")
"""Tables that would only make the drawing harder to read."""
BY_TWO_COLUMNS = (
    ("sessions", "resolutions"),
    ("sessions", "adopted_resolutions"),
    ("sessions", "session_coverage"),
)
"""References by organ and session together, which no single column of a contract can say."""


def entities() -> str:
    """The whole page, Markdown."""
    metrics = {table.name for table in METRICS}
    core = [table for table in TABLES.values() if table.name not in {*metrics, *LEFT_OUT}]
    parts = [INTRODUCTION, "## Texts, what they name, records of the catalogue", _diagram(_of_tables(core))]
    parts += ["## Figures", _diagram(_of_tables(METRICS)), STAR]
    for mart in marts():
        if mart.name.startswith("fact_"):
            parts += [f"### {mart.name}", _diagram(_of_fact(mart))]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _diagram(lines: Iterable[str]) -> str:
    return "\n".join(["```mermaid", "erDiagram", *(f"    {line}" for line in lines), "```"])


def _of_tables(tables: Sequence[Table]) -> Iterator[str]:
    for table in tables:
        shown = [column for column in table.columns if column.name in table.key or column.references]
        yield from _box(
            table.name,
            [(c.name, c.duckdb_type, c.name in table.key, bool(c.references)) for c in shown],
        )
    for table in tables:
        for column in table.columns:
            if column.references:
                yield _line(column.references.split(".")[0], table.name, column.name)
    names = {table.name for table in tables}
    yield from (_line(target, name, "organ, session") for target, name in BY_TWO_COLUMNS if name in names)


def _of_fact(fact: Mart) -> Iterator[str]:
    """The fact with all its columns, and the dimensions it refers to."""
    columns = [(c.name, c.duckdb_type, c.name in fact.key, c.references is not None) for c in fact.columns]
    yield from _box(fact.name, columns)
    for column in fact.columns:
        if column.references:
            yield _line(column.references[0], fact.name, column.name)


def _box(name: str, columns: Iterable[tuple[str, str, bool, bool]]) -> Iterator[str]:
    """A table with its columns: name, type, whether of the key, whether a reference."""
    yield f"{name} {{"
    for column, kind, in_key, refers in columns:
        signs = ", ".join(["PK"] * in_key + ["FK"] * refers)
        yield f"    {kind} {column} {signs}".rstrip()
    yield "}"


def _line(target: str, name: str, by: str) -> str:
    return f'{target} ||--o{{ {name} : "{by}"'


if __name__ == "__main__":
    sys.stdout.write(entities())
