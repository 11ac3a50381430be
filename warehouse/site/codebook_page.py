"""The codebook as a page: every table, view and function of the published file, and what each column means.

Here: what stands on it. Not here: any meaning (`warehouse.described`).
"""

from __future__ import annotations

from warehouse.codebook import codebook_csv
from warehouse.described import described
from warehouse.site.pages import Pages


def write_codebook(pages: Pages) -> None:
    """codebook.html, and the same as CSV."""
    parts = described()
    pages.page(
        "codebook.html",
        "codebook.html",
        nav="codebook",
        parts=parts,
        tables=sum(part.kind == "table" for part in parts),
        views=sum(part.kind == "view" for part in parts),
        columns=sum(len(part.columns) for part in parts),
        named={part.name for part in parts},
    )
    pages.file("data/codebook.csv", codebook_csv().encode())
