"""Paragraphs listed with their marked words: some on the page that is about them, all on pages of their own.

Here: cutting a long list into pages, and all of it as CSV. Not here: what is marked and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from warehouse.site.holdings import Document, Group
from warehouse.site.marks import Mark, marked
from warehouse.site.naming import fragment, paragraph_name
from warehouse.site.pages import Pages

FIRST = 30
"""Paragraphs that stand on the page itself."""
A_PAGE = 200
"""Paragraphs of a page that holds nothing else."""
COLUMNS = (
    "paragraph_id",
    "symbol",
    "language",
    "session",
    "adopted_on",
    "is_fictitious",
    "kind",
    "words",
    "text",
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, the marks in its text, and what else is said of it."""

    document: Document
    paragraph_id: str
    kind: str
    text: str
    marks: Sequence[Mark]
    note: str = ""

    @property
    def html(self) -> Markup:
        return marked(self.text, self.marks)

    @property
    def words(self) -> list[str]:
        return [self.text[mark.start : mark.end] for mark in self.marks]

    @property
    def name(self) -> str:
        return paragraph_name(self.paragraph_id)

    @property
    def href(self) -> str:
        return self.document.href + fragment(self.name)


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the page itself, of how many, and where the rest is (paths from the top folder)."""

    passages: Sequence[Passage]
    total: int
    more: str | None
    csv: str


def write_passages(
    pages: Pages,
    stem: str,
    title: str,
    about: str,
    group: Group,
    passages: Sequence[Passage],
    *,
    paged: bool = True,
) -> Shown:
    """Writes the CSV, and where `paged`, STEM-1.html and on when the page cannot hold all."""
    csv = f"data/{stem}-paragraphs.csv"
    if not passages:
        return Shown(passages, 0, None, csv)
    pages.csv(csv,
        COLUMNS,
        (
            (
                p.paragraph_id, p.document.symbol, p.document.language, p.document.session, p.document.adopted_on,
                p.document.is_fictitious, p.kind, "; ".join(p.words), p.text,
            )
            for p in passages
        ),
    )  # fmt: skip
    if len(passages) <= FIRST or not paged:
        return Shown(passages[:FIRST], len(passages), None, csv)
    total = -(-len(passages) // A_PAGE)
    for number in range(1, total + 1):
        first = (number - 1) * A_PAGE
        pages.page(
            f"{stem}-{number}.html", "passages.html", nav="", title=title, about=about, group=group, csv=csv,
            stem=stem, number=number, total=total, first=first + 1, all=len(passages),
            passages_list=passages[first : first + A_PAGE],
        )  # fmt: skip
    return Shown(passages[:FIRST], len(passages), f"{stem}-1.html", csv)
