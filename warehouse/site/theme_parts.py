"""What else is known of a theme: its change from year to year, how strongly it is worded, who is addressed about it,
what is cited with it, which themes stand beside it, and when its terms were first used.

Here: the rows of those metrics as parts of a theme's page, and as CSV. Not here: the counting, which the metrics say,
or the share by session (`figures`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
from markupsafe import Markup

from warehouse.coverage import YEARS
from warehouse.site.batches import rows_by_key
from warehouse.site.charts import LOW, Point, axis_of, trend
from warehouse.site.holdings import Group, Holdings, Row, Theme
from warehouse.site.pages import Pages

QUERIES = {
    "change": """
SELECT theme_id, organ, language, * EXCLUDE (theme_id, organ, language)
FROM theme_change WHERE theme_id IN (SELECT unnest(?))
ORDER BY theme_id, organ, language, year
""",
    "wording": """
SELECT theme_id, organ, language, * EXCLUDE (theme_id, organ, language)
FROM theme_wording WHERE theme_id IN (SELECT unnest(?))
ORDER BY theme_id, organ, language, session_number, session
""",
    "addressees": """
SELECT n.theme_id, n.organ, n.language, n.actor_id, a.label, n.* EXCLUDE (theme_id, organ, language, actor_id)
FROM theme_addressees AS n JOIN actors AS a USING (actor_id) WHERE n.theme_id IN (SELECT unnest(?))
ORDER BY n.theme_id, n.organ, n.language, n.paragraphs_addressing DESC, n.documents_addressing DESC, a.label, n.actor_id
""",
    "instruments": """
SELECT n.theme_id, n.organ, n.language, n.instrument_id, coalesce(i.title, i.instrument_id) AS label,
    n.* EXCLUDE (theme_id, organ, language, instrument_id)
FROM theme_instruments AS n JOIN instruments AS i USING (instrument_id) WHERE n.theme_id IN (SELECT unnest(?))
ORDER BY n.theme_id, n.organ, n.language, n.paragraphs_citing DESC, n.lift DESC, label, n.instrument_id
""",
    "beside": """
WITH pairs AS (
    FROM theme_cooccurrence
    UNION ALL BY NAME
    SELECT * RENAME (
        theme_id AS other_theme_id, other_theme_id AS theme_id, documents_with_theme AS documents_with_other,
        documents_with_other AS documents_with_theme, paragraphs_with_theme AS paragraphs_with_other,
        paragraphs_with_other AS paragraphs_with_theme
    ) FROM theme_cooccurrence
)
SELECT p.theme_id, p.organ, p.language, p.other_theme_id, t.label, p.* EXCLUDE (theme_id, organ, language, other_theme_id)
FROM pairs AS p JOIN themes AS t ON t.theme_id = p.other_theme_id WHERE p.theme_id IN (SELECT unnest(?))
ORDER BY p.theme_id, p.organ, p.language, p.paragraph_lift DESC, p.document_lift DESC, t.label, p.other_theme_id
""",
    "terms": """
SELECT theme_id, organ, language, * EXCLUDE (theme_id, organ, language)
FROM term_first_use WHERE theme_id IN (SELECT unnest(?))
ORDER BY theme_id, organ, language, first_on NULLS LAST, documents DESC, term, rule
""",
}
"""The parts of a page in their order; each query has its theme first, and orders by it."""
SHOWN = {"addressees": 15, "instruments": 15, "beside": 10}
"""How many rows of a part stand on the page; the CSV has all."""
TOGETHER = 5
"""Documents that name both themes, without which a lift is not shown: it would rest on too few."""
CHARTED = 10
"""Paragraphs whose wording is known that a chart of it needs."""
Read = Mapping[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a theme's page for one group: the rows shown, of how many, its CSV, and its chart if it has one."""

    rows: Sequence[Row]
    total: int
    csv: str
    chart: Markup | None = None


def read_parts(
    connection: duckdb.DuckDBPyConnection, themes: Sequence[str]
) -> dict[str, dict[str, list[Row]]]:
    """The rows of every part, by theme."""
    return {name: rows_by_key(connection, sql, themes) for name, sql in QUERIES.items()}


def with_held(holdings: Holdings, read: Read) -> dict[str, list[Row]]:
    """The rows of one theme, each with how much is held of what it is about, and whether that is all of it."""
    groups = {group.key: group for group in holdings.groups}

    def held(name: str, row: Row) -> Row:
        group = groups[(row["organ"], row["language"])]
        if name == "wording":
            return holdings.with_coverage(row)
        if name == "change":
            return {**row, "held": YEARS[row["coverage"]], "is_whole": row["coverage"] == "whole"}
        return {**row, "held": group.held, "is_whole": group.is_whole}

    return {name: [held(name, row) for row in rows] for name, rows in read.items()}


def write_parts(pages: Pages, stem: str, read: Read) -> None:
    """Each part of all groups as data/themes/STEM-PART.csv, where it has rows."""
    for name, rows in read.items():
        if rows:
            columns = [column for column in rows[0] if column != "is_whole"]
            pages.csv(_csv(stem, name), columns, [[row[column] for column in columns] for row in rows])


def parts_of(stem: str, theme: Theme, group: Group, read: Read) -> dict[str, Part]:
    """The parts that have rows of the group."""
    parts = {}
    for name, all_rows in read.items():
        rows = [row for row in all_rows if (row["organ"], row["language"]) == group.key]
        if not rows:
            continue
        chart = None
        shown = rows
        if name == "wording":
            shown = sorted(rows, key=lambda row: group.sessions.index(row["session"]))
            chart = _chart(theme, group, shown)
        elif name == "beside":
            shown = [row for row in rows if row["documents_with_both"] >= TOGETHER]
        parts[name] = Part(shown[: SHOWN.get(name)], len(rows), _csv(stem, name), chart)
    return parts


def _csv(stem: str, name: str) -> str:
    return f"data/themes/{stem}-{name}.csv"


def _chart(theme: Theme, group: Group, rows: Sequence[Row]) -> Markup | None:
    """The share of strong wording by session; a session in which no wording is known has no point."""
    known = [row for row in rows if row["strong_share"] is not None]
    paragraphs = sum(row["paragraphs"] - row["unclassified"] for row in known)
    if paragraphs < CHARTED or len(known) < 2:
        return None
    points = [
        Point(
            row["session"],
            row["strong_share"],
            row["strong_share_low"],
            row["strong_share_high"],
            not row["is_whole"],
        )
        for row in known
    ]
    described = (
        f"Share of operative paragraphs naming {theme.label} that decide or ask, {group.label}, by session:"
        f" {sum(row['deciding'] + row['directive'] for row in known)} of {paragraphs} in all."
        " The figures are in the table."
    )
    return trend(points, axis_of([row["session"] for row in known]), described, LOW)
