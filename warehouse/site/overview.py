"""The first page, and the list of themes.

Here: what the warehouse holds, how far to trust it, and its most frequent themes. Not here: a single theme
(`theme_pages`).
"""

from __future__ import annotations

from typing import Any

import duckdb

from warehouse.reading import rows_of
from warehouse.site.charts import SMALL
from warehouse.site.figures import load_frequencies, theme_chart
from warehouse.site.holdings import Holdings, Row
from warehouse.site.pages import Pages
from warehouse.site.requests import Requests

SHOWN = 9
"""Themes of a group that the first page draws: the most frequent."""


def write_overview(
    pages: Pages, connection: duckdb.DuckDBPyConnection, holdings: Holdings, requests: Requests
) -> None:
    """index.html and themes.html, with the figures of both as CSV."""
    overall = rows_of(
        connection, "FROM theme_totals ORDER BY organ, language, documents_with_theme DESC, theme_id"
    )
    by_group: dict[tuple[str, str], list[Row]] = {}
    for row in overall:
        by_group.setdefault((row["organ"], row["language"]), []).append(row)
    frequencies = load_frequencies(connection, holdings)
    panels = []
    for group in holdings.groups:
        frequent = [row for row in by_group.get(group.key, []) if row["documents_with_theme"]][:SHOWN]
        charts = []
        for row in frequent:
            theme = holdings.themes[row["theme_id"]]
            rows = frequencies[(*group.key, theme.theme_id)]
            charts.append(
                {"theme": theme, "overall": row, "svg": theme_chart(theme.label, group, rows, SMALL)}
            )
        panels.append({"group": group, "charts": charts, "themes": by_group.get(group.key, [])})
    pages.page(
        "index.html",
        "index.html",
        nav="index",
        panels=panels,
        facts=_facts(connection),
        trust=_trust(connection),
        requests=requests,
    )
    pages.page("themes.html", "themes.html", nav="themes", panels=panels)
    if overall:
        held = {group.key: group.held for group in holdings.groups}
        pages.csv(
            "data/themes.csv",
            [*overall[0], "held"],
            [[*row.values(), held[(row["organ"], row["language"])]] for row in overall],
        )


def _facts(connection: duckdb.DuckDBPyConnection) -> Row:
    (facts,) = rows_of(
        connection,
        "SELECT count(*) AS documents, count(*) FILTER (is_fictitious) AS fictitious,"
        " (SELECT count(*) FROM paragraphs) AS paragraphs, count(DISTINCT (organ, session)) AS sessions,"
        " min(adopted_on) AS first, max(adopted_on) AS last FROM resolutions",
    )
    return facts


def _trust(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Expectations and rejects: how many, and what failed."""
    (held,) = rows_of(
        connection,
        "SELECT count(*) AS expectations, count(*) FILTER (success) AS held FROM expectation_results",
    )
    failed = rows_of(
        connection,
        "SELECT table_name, expectation, severity, unexpected_count FROM expectation_results"
        " WHERE NOT success ORDER BY severity, table_name, expectation",
    )
    rejects = rows_of(
        connection,
        "SELECT reason, count(*) AS sources FROM rejects GROUP BY reason ORDER BY sources DESC, reason",
    )
    (sources,) = rows_of(connection, "SELECT count(*) AS sources FROM sources")
    return {**held, **sources, "failed": failed, "rejects": rejects}
