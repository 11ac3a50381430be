"""Shares of a theme by session: the rows of `theme_frequency` as a table and as points of a chart.

Here: what a theme's figures are, and how a chart is described in words. Not here: how a chart is drawn (`charts`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
from markupsafe import Markup

from warehouse.reading import rows_of
from warehouse.site.charts import WIDE, Point, Size, axis_of, trend
from warehouse.site.holdings import Group, Holdings, Row
from warehouse.site.pages import percent

Frequencies = Mapping[tuple[str, str, str], list[Row]]
"""(organ, language, theme) to rows of theme_frequency, in the order of the group's sessions."""
COLUMNS = (
    "organ", "session", "language", "theme_id", "documents", "documents_with_theme", "document_share",
    "document_share_low", "document_share_high", "paragraphs", "paragraphs_with_theme", "preambular_with_theme",
    "operative_with_theme", "mentions", "words", "mentions_per_1000_words", "coverage",
)  # fmt: skip


def load_frequencies(connection: duckdb.DuckDBPyConnection, holdings: Holdings) -> Frequencies:
    """All rows of the metric, each with what is known of the session's coverage."""
    order = {
        (group.organ, session): at for group in holdings.groups for at, session in enumerate(group.sessions)
    }
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows_of(connection, f"SELECT {', '.join(COLUMNS)} FROM theme_frequency"):
        found.setdefault((row["organ"], row["language"], row["theme_id"]), []).append(
            holdings.with_coverage(row)
        )
    for rows in found.values():
        rows.sort(key=lambda row: order.get((row["organ"], row["session"]), -1))
    return found


def theme_chart(label: str, group: Group, rows: Sequence[Row], size: Size = WIDE) -> Markup:
    """The theme's share of documents by session, with Wilson intervals."""
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
    return trend(points, axis_of([row["session"] for row in rows]), _described(label, group, rows), size)


def _described(label: str, group: Group, rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return f"{label}: no documents of {group.label}."
    first, last = rows[0], rows[-1]
    ends = f"{percent(first['document_share'])} of {first['documents']} in session {first['session']}"
    if first is not last:
        ends += f" to {percent(last['document_share'])} of {last['documents']} in session {last['session']}"
    return (
        f"Share of documents naming {label}, {group.label}, by session: {ends}. The figures are in the table."
    )
