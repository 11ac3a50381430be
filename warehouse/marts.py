"""The marts: what is made for BI tools, the dimensions and facts of the star and the tables of metrics.

Here: which they are, with key, columns and references. Not here: the tables and views themselves (`warehouse.tables`,
`warehouse/views`), files and databases that marts are written to (`warehouse.feeds`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from warehouse.contract import Table
from warehouse.statements import View, answered_types, published_views
from warehouse.tables import METRICS

KEYS_OF_VIEWS: dict[str, tuple[str, ...]] = {
    "dim_date": ("date",),
    "dim_language": ("language",),
    "dim_session": ("session_id",),
    "dim_theme": ("theme_id",),
    "dim_actor": ("actor_id",),
    "dim_document": ("document_id",),
    "dim_instrument": ("instrument_id",),
    "theme_ancestors": ("theme_id", "counted_as"),
    "fact_paragraph": ("paragraph_id",),
    "fact_actor_mention": ("paragraph_id", "actor_id", "start_char", "end_char"),
    "fact_instrument_citation": (),  # a citation stands in a paragraph or in a footnote, so that either may be null
    "fact_theme_mention": ("paragraph_id", "theme_id", "start_char", "end_char"),
    "fact_report_request": ("request_id",),
    "fact_vote": ("document_id", "position"),
    "absent_sessions": ("organ", "language", "session"),
    "organ_coverage": ("organ", "language"),
    "request_calendar": ("request_id",),
}
"""The views that are marts, each with the columns that tell its rows apart and are never null."""

REFERENCES = {
    "actor_id": "dim_actor", "parent_actor_id": "dim_actor", "requested_of": "dim_actor",
    "document_id": "dim_document", "first_document_id": "dim_document",
    "instrument_id": "dim_instrument",
    "language": "dim_language",
    "session_id": "dim_session", "due_session_id": "dim_session",
    "theme_id": "dim_theme", "other_theme_id": "dim_theme", "parent_theme_id": "dim_theme",
    "top_theme_id": "dim_theme", "counted_as": "dim_theme",
    "paragraph_id": "fact_paragraph", "first_paragraph_id": "fact_paragraph",
    "adopted_on": "dim_date", "first_on": "dim_date", "last_on": "dim_date",
    "due_starts_on": "dim_date",
}  # fmt: skip
"""A column of this name holds keys of that mart."""

NO_REFERENCES = {("dim_instrument", "adopted_on")}
"""Instruments are older than the days of dim_date, which begins with the first text held."""


@dataclass(frozen=True, slots=True)
class MartColumn:
    """One column: its name, DuckDB type and meaning; `references` is the (mart, column) whose keys it holds."""

    name: str
    duckdb_type: str
    comment: str
    required: bool
    references: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Mart:
    """One mart: what a row is, its columns in order, and those that make its key."""

    name: str
    comment: str
    columns: tuple[MartColumn, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def select(self, columns: str = "*") -> str:
        """Its rows, in an order that is always the same: a view has its own, a table is sorted by its key."""
        order = "" if self.name in KEYS_OF_VIEWS else f" ORDER BY {', '.join(self.key)}"
        return f'SELECT {columns} FROM "{self.name}"{order}'


@cache
def marts() -> tuple[Mart, ...]:
    """Every mart: dimensions, then the bridge of themes, facts, what is held and metrics, so that each comes after
    those it references."""
    views = {view.name: view for view in published_views()}
    return (*(_of_view(views[name]) for name in KEYS_OF_VIEWS), *(_of_table(table) for table in METRICS))


def _of_view(view: View) -> Mart:
    key = KEYS_OF_VIEWS[view.name]
    columns = tuple(
        MartColumn(name, kind, view.columns[name], name in key, _reference(view.name, name))
        for name, kind in answered_types()[view.name].items()
    )
    return Mart(view.name, view.comment, columns, key)


def _of_table(table: Table) -> Mart:
    columns = tuple(
        MartColumn(c.name, c.duckdb_type, c.comment, c.name in table.required, _reference(table.name, c.name))
        for c in table.columns
    )
    return Mart(table.name, f"One row is {table.grain}.", columns, table.key)


def _reference(mart: str, column: str) -> tuple[str, str] | None:
    """What a column refers to; the key of a mart refers to nothing but to itself."""
    target = REFERENCES.get(column)
    if target is None or (mart, column) in NO_REFERENCES or KEYS_OF_VIEWS.get(mart) == (column,):
        return None
    return target, KEYS_OF_VIEWS[target][0]
