"""The tables of the warehouse, each declared once.

Polars schemas, DDL, comments, expectations and the codebook all derive from here. Here: every table by
name; the families declare them (`tables_documents`, `tables_mentions`, `tables_records`, `tables_running`). Not here: how
rows are made (`transforms`) or written (`warehouse.publish`).
"""

from __future__ import annotations

from warehouse.contract import Table
from warehouse.tables_documents import FOOTNOTES, LANGUAGES, PARAGRAPHS, RESOLUTIONS, SESSIONS, SOURCE_LINES
from warehouse.tables_mentions import (
    ACTORS,
    FOOTNOTE_INSTRUMENTS,
    INSTRUMENTS,
    PARAGRAPH_ACTORS,
    PARAGRAPH_INSTRUMENTS,
    PARAGRAPH_THEMES,
    THEMES,
    VOCABULARY,
)
from warehouse.tables_records import (
    COMPLETIONS,
    RECORD_DELETIONS,
    RECORD_SUBJECTS,
    RECORD_VOTES,
    RECORDS,
    VOTES,
)
from warehouse.tables_running import EXPECTATION_RESULTS, PUBLICATION, REJECTS, SOURCES, THEME_FREQUENCY

__all__ = [
    "ACTORS",
    "COMPLETIONS",
    "EXPECTATION_RESULTS",
    "FOOTNOTES",
    "FOOTNOTE_INSTRUMENTS",
    "INSTRUMENTS",
    "LANGUAGES",
    "PARAGRAPHS",
    "PARAGRAPH_ACTORS",
    "PARAGRAPH_INSTRUMENTS",
    "PARAGRAPH_THEMES",
    "PUBLICATION",
    "RECORDS",
    "RECORD_DELETIONS",
    "RECORD_SUBJECTS",
    "RECORD_VOTES",
    "REJECTS",
    "RESOLUTIONS",
    "SESSIONS",
    "SOURCES",
    "SOURCE_LINES",
    "TABLES",
    "THEMES",
    "THEME_FREQUENCY",
    "VOCABULARY",
    "VOTES",
]

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        RESOLUTIONS, PARAGRAPHS, FOOTNOTES, SOURCE_LINES, ACTORS, PARAGRAPH_ACTORS, INSTRUMENTS,
        PARAGRAPH_INSTRUMENTS, FOOTNOTE_INSTRUMENTS, THEMES, PARAGRAPH_THEMES, VOTES, RECORDS, RECORD_SUBJECTS,
        RECORD_VOTES, RECORD_DELETIONS, COMPLETIONS, VOCABULARY, LANGUAGES, SESSIONS, SOURCES, REJECTS,
        EXPECTATION_RESULTS, THEME_FREQUENCY, PUBLICATION,
    )
}  # fmt: skip
"""Every published table by name. An asset has the name of its table."""
