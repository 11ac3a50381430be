"""The tables of the warehouse, each declared once.

Polars schemas, DDL, comments, expectations and the codebook all derive from here. Here: every table by
name; the families declare them (`tables_documents`, `tables_mentions`, `tables_records`,
`tables_metrics`, `tables_running`). Not here: how
rows are made (`transforms`) or written (`warehouse.publish`).
"""

from __future__ import annotations

from warehouse.contract import Table
from warehouse.tables_documents import (
    FOOTNOTES,
    LANGUAGES,
    PARAGRAPHS,
    RESOLUTIONS,
    SESSIONS,
    SOURCE_LINES,
)
from warehouse.tables_mentions import (
    ACTORS,
    FOOTNOTE_INSTRUMENTS,
    INSTRUMENTS,
    PARAGRAPH_ACTORS,
    PARAGRAPH_INSTRUMENTS,
    PARAGRAPH_THEMES,
    REPORT_REQUESTS,
    THEMES,
    VOCABULARY,
)
from warehouse.tables_metrics import (
    ACTOR_FREQUENCY,
    ADOPTED_RESOLUTIONS,
    INSTRUMENT_FREQUENCY,
    REQUEST_FREQUENCY,
    SESSION_COVERAGE,
    TERM_FIRST_USE,
    THEME_ADDRESSEES,
    THEME_CHANGE,
    THEME_COOCCURRENCE,
    THEME_FREQUENCY,
    THEME_INSTRUMENTS,
    THEME_TOTALS,
    THEME_WORDING,
)
from warehouse.tables_records import (
    COMPLETIONS,
    RECORD_DELETIONS,
    RECORD_SUBJECTS,
    RECORD_VOTES,
    RECORDS,
    VOTES,
)
from warehouse.tables_running import EXPECTATION_RESULTS, PUBLICATION, REJECTS, SOURCES

__all__ = [
    "ACTORS",
    "ACTOR_FREQUENCY",
    "ADOPTED_RESOLUTIONS",
    "COMPLETIONS",
    "EXPECTATION_RESULTS",
    "FOOTNOTES",
    "FOOTNOTE_INSTRUMENTS",
    "INSTRUMENTS",
    "INSTRUMENT_FREQUENCY",
    "LANGUAGES",
    "METRICS",
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
    "REPORT_REQUESTS",
    "REQUEST_FREQUENCY",
    "RESOLUTIONS",
    "SESSIONS",
    "SESSION_COVERAGE",
    "SOURCES",
    "SOURCE_LINES",
    "TABLES",
    "TERM_FIRST_USE",
    "THEMES",
    "THEME_ADDRESSEES",
    "THEME_CHANGE",
    "THEME_COOCCURRENCE",
    "THEME_FREQUENCY",
    "THEME_INSTRUMENTS",
    "THEME_TOTALS",
    "THEME_WORDING",
    "VOCABULARY",
    "VOTES",
]

METRICS = (
    SESSION_COVERAGE, THEME_FREQUENCY, THEME_TOTALS, THEME_CHANGE, THEME_COOCCURRENCE, THEME_WORDING, THEME_ADDRESSEES,
    THEME_INSTRUMENTS, TERM_FIRST_USE, ACTOR_FREQUENCY, INSTRUMENT_FREQUENCY, REQUEST_FREQUENCY,
)  # fmt: skip
"""Tables that are computed from the others, each by the SQL file of its name."""

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        RESOLUTIONS, PARAGRAPHS, FOOTNOTES, SOURCE_LINES, ACTORS, PARAGRAPH_ACTORS, INSTRUMENTS,
        PARAGRAPH_INSTRUMENTS, FOOTNOTE_INSTRUMENTS, THEMES, PARAGRAPH_THEMES, REPORT_REQUESTS, VOTES, RECORDS, RECORD_SUBJECTS,
        RECORD_VOTES, RECORD_DELETIONS, COMPLETIONS, VOCABULARY, LANGUAGES, SESSIONS, ADOPTED_RESOLUTIONS, SOURCES,
        REJECTS, EXPECTATION_RESULTS, *METRICS, PUBLICATION,
    )
}  # fmt: skip
"""Every published table by name. An asset has the name of its table."""
