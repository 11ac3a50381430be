"""PDF files with a text layer: from bytes to lines in reading order.

Here: the order of the work. Not here: each step of it (`pdf_glyphs`, `pdf_geometry`, `pdf_rows`, `pdf_columns`, `pdf_furniture`,
`pdf_notes`, `pdf_paragraphs`).
"""

from __future__ import annotations

from transforms.formats.pdf_columns import Part, find_gutters, reading_order
from transforms.formats.pdf_furniture import edges
from transforms.formats.pdf_geometry import Page
from transforms.formats.pdf_glyphs import body_size, read_pages
from transforms.formats.pdf_notes import mark_notes
from transforms.formats.pdf_paragraphs import mark_blanks
from transforms.formats.pdf_rows import Chunk, Row, cells_of, group_rows, make_chunks, make_row
from transforms.formats.reader import Format, Text
from transforms.formats.runs import line_of
from transforms.text import Line

MAGIC = b"%PDF-"
MAGIC_WITHIN = 1024
"""Bytes; the header may stand behind some others."""


def recognizes(data: bytes) -> bool:
    """Whether the bytes say that they are a PDF."""
    return MAGIC in data[:MAGIC_WITHIN]


def read_pdf(data: bytes) -> list[Text]:
    """The lines of a PDF as they are printed, column by column. Running heads and feet have the role
    "furniture", footnotes "footnote"; superscripts, italics and bold are kept.

    Raises Unreadable: password, damaged, no_text_layer, too_costly.
    """
    pages = read_pages(data)
    rows = _rows(pages)
    mark_blanks(rows, body_size(pages))
    lines: list[Line] = []
    for row in rows:
        line = line_of(row.runs, len(lines) + 1, after_blank=row.after_blank, page=row.page, role=row.role)
        if line:
            lines.append(line)
    return [Text(lines)]


def _rows(pages: list[Page]) -> list[Row]:
    """The rows of all pages in reading order, those of heads, feet and footnotes with their role."""
    chunks = [make_chunks(page.glyphs) for page in pages]
    body = body_size(pages)
    found: list[Row] = []
    goes_on = False
    bounds = edges(chunks, [(page.bottom, page.top) for page in pages])
    texts = [
        [chunk for chunk in inside if lower + 1 < chunk.y < upper - 1]
        for inside, (lower, upper) in zip(chunks, bounds, strict=True)
    ]
    gutters = find_gutters(texts)
    for page, inside, text, (lower, upper) in zip(pages, chunks, texts, bounds, strict=True):
        head = [chunk for chunk in inside if chunk.y >= upper - 1]
        foot = [chunk for chunk in inside if chunk.y <= lower + 1]
        rows = [
            row
            for region, part in enumerate(reading_order(text, gutters), 1)
            for row in _part_rows(page.number, part, region)
        ]
        goes_on = mark_notes(rows, page.rules, body, goes_on=goes_on)
        found += [*_furniture(page.number, head), *rows, *_furniture(page.number, foot)]
        for glyphs in page.aside:
            found += _furniture(page.number, make_chunks(glyphs))
    return found


def _part_rows(page: int, part: Part, region: int) -> list[Row]:
    return [
        make_row(page, cell, region)
        for row in group_rows(part.chunks)
        for cell in ([row] if part.is_column else cells_of(row))  # white in a column is justification
    ]


def _furniture(page: int, chunks: list[Chunk]) -> list[Row]:
    rows = _part_rows(page, Part(chunks, is_column=False), 0)
    for row in rows:
        row.role = "furniture"
    return rows


PDF = Format("pdf", recognizes, read_pdf)
