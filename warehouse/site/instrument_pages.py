"""A page for each instrument that the texts cite: who cites it when, and in which words.

Here: what stands on those pages, and their list. Not here: what counts as a citation, which the mentions say.
"""

from __future__ import annotations

from typing import Any

import duckdb

from warehouse.progress import Progress
from warehouse.site.batches import batches, rows_by_key
from warehouse.site.holdings import Group, Holdings, Row
from warehouse.site.marks import Mark, marked
from warehouse.site.named import AllNamed, Named
from warehouse.site.naming import file_stem
from warehouse.site.pages import Pages
from warehouse.site.passages import Passage, write_passages
from warehouse.site.session_figures import (
    Figures,
    Measure,
    by_session,
    load_session_figures,
    session_chart,
    write_sessions,
)

PARAGRAPHS = """
SELECT
    m.instrument_id, p.paragraph_id, p.document_id, any_value(p.kind) AS kind, any_value(p.text) AS text,
    string_agg(DISTINCT m.pinpoint, '; ' ORDER BY m.pinpoint) AS pinpoints,
    list_sort(list(DISTINCT [m.start_char, m.end_char])) AS spans
FROM paragraph_instruments AS m JOIN paragraphs AS p USING (paragraph_id)
WHERE m.instrument_id IN (SELECT unnest(?)) AND p.kind IN ('preambular', 'operative')
GROUP BY m.instrument_id, p.document_id, p.paragraph_id, p.position
ORDER BY m.instrument_id, p.document_id, p.position
"""
FOOTNOTES = """
SELECT m.instrument_id, m.document_id, m.position, any_value(f.text) AS text,
    list_sort(list(DISTINCT [m.start_char, m.end_char])) AS spans
FROM footnote_instruments AS m JOIN footnotes AS f USING (document_id, position)
LEFT JOIN paragraphs AS p ON p.paragraph_id = m.paragraph_id
WHERE m.instrument_id IN (SELECT unnest(?)) AND (p.paragraph_id IS NULL OR p.kind IN ('preambular', 'operative'))
GROUP BY m.instrument_id, m.document_id, m.position
ORDER BY m.instrument_id, m.document_id, m.position
"""
MEASURE = Measure("instrument_frequency", "instrument_id", "documents_citing", ("citations",))
COLUMNS = ("instrument_id", "title", "kind", "adopted_on", "texts_citing")


def write_instrument_pages(
    pages: Pages,
    connection: duckdb.DuckDBPyConnection,
    holdings: Holdings,
    named: AllNamed,
    reporter: Progress,
) -> None:
    """instruments.html and instruments/…, with their tables as CSV."""
    instruments = named.instruments.values()
    pages.page("instruments.html", "instruments.html", nav="instruments", instruments=instruments)
    pages.csv(
        "data/instruments.csv",
        COLUMNS,
        [[i.id, i.label, i.kind, i.row["adopted_on"], i.row["texts"]] for i in instruments],
    )
    figures = load_session_figures(connection, MEASURE)
    order = {document_id: at for at, document_id in enumerate(holdings.documents)}
    sizes = {instrument.id: instrument.row["mentions"] for instrument in instruments}
    with reporter.progress("Pages of instruments", len(sizes)) as advance:
        for batch in batches(sizes):
            paragraphs = rows_by_key(connection, PARAGRAPHS, batch)
            footnotes = rows_by_key(connection, FOOTNOTES, batch)
            for instrument_id in batch:
                rows = sorted(paragraphs.get(instrument_id, []), key=lambda row: order[row["document_id"]])
                notes = footnotes.get(instrument_id, [])
                _write_instrument(pages, holdings, named.instruments[instrument_id], figures, rows, notes)
                advance(1)


def _write_instrument(
    pages: Pages,
    holdings: Holdings,
    instrument: Named,
    figures: Figures,
    paragraphs: list[Row],
    footnotes: list[Row],
) -> None:
    sections = []
    stem = f"instruments/{file_stem(instrument.id)}"
    for group in holdings.groups:
        rows = figures.get(instrument.id, {}).get(group.key)
        if rows:
            of = [row for row in paragraphs if holdings.is_in(row, group)]
            notes = [row for row in footnotes if holdings.is_in(row, group)]
            sections.append(_section(pages, holdings, instrument, stem, group, rows, of, notes))
    held = holdings.documents.get(instrument.row["document_id"] or "")
    pages.page(
        instrument.href,
        "instrument.html",
        nav="instruments",
        instrument=instrument,
        held=held,
        sections=sections,
    )


def _section(
    pages: Pages,
    holdings: Holdings,
    instrument: Named,
    stem: str,
    group: Group,
    rows: list[Row],
    paragraphs: list[Row],
    notes: list[Row],
) -> dict[str, Any]:
    sessions = by_session(holdings, group, MEASURE, rows)
    counted: dict[str, int] = {}
    for row in (*paragraphs, *notes):
        counted[row["document_id"]] = counted.get(row["document_id"], 0) + 1
    passages = [_passage(holdings, row) for row in paragraphs]
    return {
        "group": group,
        "sessions": [row for row in sessions if row["documents_citing"]],
        "csv": write_sessions(pages, f"data/{stem}-{group.slug}.csv", MEASURE, sessions),
        "chart": session_chart(f"cite {instrument.label}", group, MEASURE, sessions),
        "documents": {
            document_id: counted[document_id] for document_id in holdings.documents if document_id in counted
        },
        "notes": [
            (holdings.documents[row["document_id"]], row["position"], marked(row["text"], _marks(row)))
            for row in notes
        ],
        "cited": write_passages(
            pages, f"{stem}-{group.slug}", instrument.label, instrument.href, group, passages
        ),
    }


def _marks(row: Row) -> list[Mark]:
    return [Mark(start, end, "instrument") for start, end in row["spans"]]


def _passage(holdings: Holdings, row: Row) -> Passage:
    document = holdings.documents[row["document_id"]]
    return Passage(
        document, row["paragraph_id"], row["kind"], row["text"], _marks(row), row["pinpoints"] or ""
    )
