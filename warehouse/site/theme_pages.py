"""A page for each theme: its trend, the figures, the resolutions that name it, the very paragraphs.

Here: what stands on those pages. Not here: how often a theme is named, which the metric counts.
"""

from __future__ import annotations

from typing import Any

import duckdb

from warehouse.progress import Progress
from warehouse.reading import rows_of
from warehouse.site.batches import batches, rows_by_key
from warehouse.site.figures import COLUMNS, Frequencies, load_frequencies, theme_chart
from warehouse.site.holdings import Group, Holdings, Row, Theme
from warehouse.site.marks import Mark
from warehouse.site.named import AllNamed
from warehouse.site.naming import file_stem
from warehouse.site.pages import Pages
from warehouse.site.passages import Passage, write_passages
from warehouse.site.theme_parts import TOGETHER, Read, parts_of, read_parts, with_held, write_parts

SIZES = """
SELECT t.theme_id, coalesce(sum(n.mentions), 0)::BIGINT AS mentions
FROM themes AS t LEFT JOIN theme_totals AS n USING (theme_id)
GROUP BY t.theme_id ORDER BY t.theme_id
"""
PARAGRAPHS = """
SELECT
    s.theme_id, p.paragraph_id, p.document_id, any_value(p.kind) AS kind, any_value(p.text) AS text,
    list_sort(list([s.start_char, s.end_char])) AS spans
FROM theme_spans AS s
JOIN paragraphs AS p USING (paragraph_id)
WHERE list_contains(?, s.theme_id)
GROUP BY s.theme_id, p.document_id, p.paragraph_id, p.position
ORDER BY s.theme_id, p.document_id, p.position
"""
"""The rows of the view theme_paragraphs with the spans in each; a list, because DuckDB computes the view for the themes of
a list alone, but whole for those of a subquery. A test proves that they are the same (`tests/test_site_figures.py`)."""


def write_theme_pages(
    pages: Pages,
    connection: duckdb.DuckDBPyConnection,
    holdings: Holdings,
    named: AllNamed,
    reporter: Progress,
) -> None:
    """themes/…: a page for each theme, more where it has many paragraphs, and its tables as CSV."""
    frequencies = load_frequencies(connection, holdings)
    sizes = {row["theme_id"]: row["mentions"] for row in rows_of(connection, SIZES)}
    order = {document_id: at for at, document_id in enumerate(holdings.documents)}
    with reporter.progress("Pages of themes", len(sizes)) as advance:
        for batch in batches(sizes):
            found = rows_by_key(connection, PARAGRAPHS, batch)
            parts = read_parts(connection, batch)
            for theme_id in batch:
                rows = sorted(found.get(theme_id, []), key=lambda row: order[row["document_id"]])
                read = with_held(holdings, {name: of.get(theme_id, []) for name, of in parts.items()})
                _write_theme(pages, holdings, named, holdings.themes[theme_id], frequencies, rows, read)
                advance(1)


def _write_theme(
    pages: Pages,
    holdings: Holdings,
    named: AllNamed,
    theme: Theme,
    frequencies: Frequencies,
    paragraphs: list[Row],
    read: Read,
) -> None:
    stem = file_stem(theme.theme_id)
    sections = []
    figures: list[Row] = []
    for group in holdings.groups:
        rows = frequencies.get((*group.key, theme.theme_id), [])
        figures += rows
        passages = [_passage(holdings, row) for row in paragraphs if holdings.is_in(row, group)]
        section = _section(pages, theme, stem, group, rows, passages)
        sections.append({**section, "parts": parts_of(stem, theme, group, read)})
    write_parts(pages, stem, read)
    columns = (*COLUMNS, "held")
    pages.csv(f"data/themes/{stem}.csv", columns, [[row[name] for name in columns] for row in figures])
    pages.page(
        f"themes/{stem}.html",
        "theme.html",
        nav="themes",
        theme=theme,
        named=named,
        together=TOGETHER,
        sections=sections,
        figures=f"data/themes/{stem}.csv",
    )


def _passage(holdings: Holdings, row: Row) -> Passage:
    marks = [Mark(start, end, "theme") for start, end in row["spans"]]
    document = holdings.documents[row["document_id"]]
    return Passage(document, row["paragraph_id"], row["kind"], row["text"], marks)


def _section(
    pages: Pages, theme: Theme, stem: str, group: Group, rows: list[Row], passages: list[Passage]
) -> dict[str, Any]:
    counted: dict[str, int] = {}
    for passage in passages:
        counted[passage.document.document_id] = counted.get(passage.document.document_id, 0) + 1
    return {
        "group": group,
        "rows": rows,
        "chart": theme_chart(theme.label, group, rows) if rows else None,
        "documents": counted,
        "shown": write_passages(
            pages, f"themes/{stem}-{group.slug}", theme.label, f"themes/{stem}.html", group, passages
        ),
    }
