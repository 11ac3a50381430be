"""Shares by session of what a document may hold: an actor addressed, an instrument cited.

Here: the rows of such a query by group, the sessions without any filled in, and the chart. Not here: the queries
(`sql/`), or themes (`figures`), whose metric has its own table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import duckdb
from markupsafe import Markup

from warehouse.reading import rows_of
from warehouse.site.charts import Point, axis_of, trend
from warehouse.site.holdings import Group, Holdings, Row, site_sql

CHARTED = 10
"""Documents with it that a group must have for a chart: of fewer, the table says as much."""
Z2 = 3.841458820694124
"""z² of a 95 % interval, as in the SQL."""
Figures = Mapping[str, Mapping[tuple[str, str], list[Row]]]
"""What is counted (an identifier) to (organ, language) to rows by session."""


def load_session_figures(connection: duckdb.DuckDBPyConnection, name: str) -> Figures:
    """The rows of sql/NAME.sql, whose first column is the identifier."""
    found: dict[str, dict[tuple[str, str], list[Row]]] = {}
    rows = rows_of(connection, site_sql(name))
    for key, of in groupby(rows, key=lambda row: next(iter(row.values()))):
        groups = found.setdefault(key, {})
        for row in of:
            groups.setdefault((row["organ"], row["language"]), []).append(row)
    return found


def by_session(holdings: Holdings, group: Group, rows: Sequence[Row]) -> list[Row]:
    """The group's sessions in order: the row of each, or one of zeros with the interval that zero leaves open."""
    known = {row["session"]: row for row in rows}
    filled = []
    for session in group.sessions:
        coverage = holdings.coverage[(group.organ, session, group.language)]
        documents = coverage["documents"]
        row = known.get(session) or {
            "session": session, "documents": documents, "documents_with": 0, "documents_naming": 0,
            "paragraphs_with": 0, "citations": 0, "share": 0.0, "share_low": 0.0, "share_high": Z2 / (documents + Z2),
        }  # fmt: skip
        partial = holdings.is_partial(group.organ, session, group.language)
        filled.append({**row, "coverage": coverage, "is_partial": partial})
    return filled


def session_chart(what: str, group: Group, rows: Sequence[Row]) -> Markup | None:
    """The chart, where there are documents enough for one."""
    total = sum(row["documents_with"] for row in rows)
    if total < CHARTED:
        return None
    points = [
        Point(row["session"], row["share"], row["share_low"], row["share_high"], row["is_partial"])
        for row in rows
    ]
    described = (
        f"Share of documents that {what}, {group.label}, by session: {total} of"
        f" {sum(row['documents'] for row in rows)} in all. The figures are in the table."
    )
    return trend(points, axis_of(group.sessions), described)
