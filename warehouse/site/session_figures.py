"""Shares by session of what a document may hold: an actor addressed, an instrument cited.

Here: the rows of such a metric by group, the sessions without any filled in, and the chart. Not here: what counts,
which the metrics say, or themes (`figures`), whose metric has rows of zeros already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import duckdb
from markupsafe import Markup

from warehouse.reading import rows_of
from warehouse.site.charts import Point, axis_of, trend
from warehouse.site.holdings import Group, Holdings, Row
from warehouse.site.pages import Pages

CHARTED = 10
"""Documents with it that a group must have for a chart: of fewer, the table says as much."""
Figures = Mapping[str, Mapping[tuple[str, str], list[Row]]]
"""What is counted (an identifier) to (organ, language) to rows by session."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric: its table, the column of the identifier, the numerator of its share, and its other counts."""

    table: str
    key: str
    counted: str
    counts: tuple[str, ...]


def load_session_figures(connection: duckdb.DuckDBPyConnection, measure: Measure) -> Figures:
    """All rows of the metric."""
    found: dict[str, dict[tuple[str, str], list[Row]]] = {}
    rows = rows_of(connection, f"FROM {measure.table} ORDER BY {measure.key}")
    for key, of in groupby(rows, key=lambda row: row[measure.key]):
        groups = found.setdefault(key, {})
        for row in of:
            groups.setdefault((row["organ"], row["language"]), []).append(row)
    return found


def by_session(holdings: Holdings, group: Group, measure: Measure, rows: Sequence[Row]) -> list[Row]:
    """The group's sessions in order: the row of each, or one of zeros with the interval that zero leaves open."""
    known = {row["session"]: row for row in rows}
    return [
        holdings.with_coverage(known.get(session) or _none(holdings, group, measure, session))
        for session in group.sessions
    ]


def _none(holdings: Holdings, group: Group, measure: Measure, session: str) -> Row:
    of = holdings.coverage[(group.organ, session, group.language)]
    zeros = dict.fromkeys((measure.counted, *measure.counts), 0)
    shares = {"document_share": 0.0, "document_share_low": 0.0, "document_share_high": of["none_high"]}
    return {
        "organ": group.organ, "session": session, "language": group.language, "documents": of["documents"],
        **zeros, **shares,
    }  # fmt: skip


def write_sessions(pages: Pages, path: str, measure: Measure, rows: Sequence[Row]) -> str:
    """All sessions of the group as CSV, those without any too; where it stands."""
    columns = (
        "organ", "session", "language", "documents", measure.counted, *measure.counts, "document_share",
        "document_share_low", "document_share_high", "held",
    )  # fmt: skip
    pages.csv(path, columns, [[row[column] for column in columns] for row in rows])
    return path


def session_chart(what: str, group: Group, measure: Measure, rows: Sequence[Row]) -> Markup | None:
    """The chart, where there are documents enough for one."""
    total = sum(row[measure.counted] for row in rows)
    if total < CHARTED:
        return None
    points = [
        Point(
            row["session"],
            row["document_share"],
            row["document_share_low"],
            row["document_share_high"],
            not row["is_whole"],
        )
        for row in rows
    ]
    described = (
        f"Share of documents that {what}, {group.label}, by session: {total} of"
        f" {sum(row['documents'] for row in rows)} in all. The figures are in the table."
    )
    return trend(points, axis_of(group.sessions), described)
