"""Through the elements of a page, from its blocks to blocks of runs.

Here: what begins a line, white space, lists, tables, footnotes. Not here: how elements look (`html_looks`), or
which are dropped (`html_notes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from transforms.formats.blocks import Block, Rows, table_blocks
from transforms.formats.html_lists import List
from transforms.formats.html_looks import Look, Styles
from transforms.formats.html_notes import (
    ARTICLE,
    called,
    is_call,
    is_dropped,
    is_note,
    is_page_head,
)
from transforms.formats.runs import Run

BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "legend",
     "li", "listing", "main", "ol", "optgroup", "p", "plaintext", "pre", "section", "summary", "table", "tbody", "td",
     "tfoot", "th", "thead", "tr", "ul", "xmp")
)  # fmt: skip
TABLE = frozenset(("html", "body", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"))
"""Blocks whatever style sheets say."""
BLANKS = re.compile(r"[ \t\r\n\f]+")
RULE = "_" * 20
"""What a horizontal rule prints: above footnotes it parts them from the text."""
NOTE_DOT = re.compile(r"(?<=\d)\.$")


@dataclass(slots=True)
class _Open:
    """An element that is open: its look, and what the elements within it are to know."""

    element: Any
    look: Look
    role: str = ""
    is_in_article: bool = False
    items: List | None = None
    call_at: int | None = None
    """Of a call of a footnote: the runs before it."""
    begins_block: bool = False
    """Of a call: whether no word stands before it."""


@dataclass(slots=True)
class _Table:
    """A table that is open: its rows so far, and the blocks that go on below it."""

    around: list[Block]
    rows: Rows = field(default_factory=list)


def read_blocks(root: Any) -> Iterator[Block]:
    """The blocks of a page; of one that marks its main part, only these."""
    styles = Styles(["".join(sheet.itertext()) for sheet in root.iter("style")])
    mains = [each for each in root.iter() if each.tag == "main" or each.get("role") == "main"]
    part = mains[0] if len(mains) == 1 and len("".join(mains[0].itertext()).strip()) > 0 else root
    walk = _Walk(styles)
    dropped = 0
    for event, element in etree.iterwalk(part, events=("start", "end")):
        if dropped or event == "start":
            if event == "end":
                dropped -= 1
            elif dropped or not walk.enter(element):
                dropped += 1
            if event == "end" and not dropped:
                walk.text(element.tail)
            continue
        walk.leave(element)
        if element is not part:
            walk.text(element.tail)
    walk.flush()
    return iter(walk.blocks)


class _Walk:
    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.blocks: list[Block] = []
        self.open: list[_Open] = [_Open(None, Look())]
        self.tables: list[_Table] = []
        self.runs: list[Run] = []
        self.role: str | None = None
        """That of the first words of the block; None before them."""
        self.marker = ""
        """What is to be printed before the next words: the number of an item."""
        self.breaks = 0
        """Line breaks since the last words."""

    def enter(self, element: Any) -> bool:
        """Begin an element; False where nothing of it is printed."""
        above = self.open[-1]
        tag = element.tag
        look = self.styles.look(element, above.look)
        if look.hidden or is_dropped(element, above.is_in_article):
            return False
        now = _Open(element, look, above.role, above.is_in_article or tag in ARTICLE)
        if is_page_head(element):
            now.role = "furniture"
        elif is_note(element):
            now.role = "footnote"
        if tag == "br":
            self.end_line()
        elif tag == "hr":
            self.flush()
            self.blocks.append(Block([Run(RULE)], role=now.role))
        elif _is_block(tag, look):
            self.flush()
            self._begin_block(tag, now)
        elif tag == "q":
            self._add("“", look)
        elif is_call(element):
            now.call_at, now.begins_block = len(self.runs), self.role is None
        self.open.append(now)
        self.text(element.text)
        return True

    def leave(self, element: Any) -> None:
        now = self.open.pop()
        tag = element.tag
        if _is_block(tag, now.look):
            self.flush()
            self._end_block(tag, now)
        elif tag == "q":
            self._add("”", now.look)
        elif now.call_at is not None:
            self._call(now)

    def text(self, text: str | None) -> None:
        if not text:
            return
        look = self.open[-1].look
        if look.capitals:
            text = text.upper()
        if not look.kept_in_lines:
            self._add(BLANKS.sub(" ", text), look)
            return
        first, *others = text.replace("\r\n", "\n").split("\n")
        self._add(first, look)
        for other in others:
            self.end_line()
            self._add(other, look)

    def end_line(self) -> None:
        """A line break; a second one with no words between leaves a line empty, below which a block begins."""
        self.breaks += 1
        if self.breaks > 1:
            self.flush()
        elif self.runs:
            self.runs.append(Run("\n"))

    def flush(self) -> None:
        """End the block that is open."""
        runs, self.runs = self.runs, []
        self.breaks = 0
        first = next((at for at, run in enumerate(runs) if run.text.strip()), None)
        if first is not None and runs[first].superscript:  # the number of a footnote, often without a space
            runs.insert(first + 1, Run(" "))
        if self.role is not None:
            self.blocks.append(Block(runs, role=self.role))
        self.role = None

    def _begin_block(self, tag: str, now: _Open) -> None:
        if tag in ("ol", "ul"):
            now.items = List(now.element)
        elif tag == "li":
            items = next((each.items for each in reversed(self.open) if each.items), None)
            sign = items.marker(now.element, now.look.list_style) if items else ""
            if now.role == "footnote":
                sign = NOTE_DOT.sub("", sign)
            self.marker = f"{self.marker} {sign}".strip()
        elif tag == "table":
            self.tables.append(_Table(self.blocks))
            self.blocks = []
        elif tag == "tr" and self.tables:
            self._end_cell()
            self.tables[-1].rows.append([])

    def _end_block(self, tag: str, now: _Open) -> None:
        if tag == "li" and self.marker:  # an item of which nothing but its number is printed
            self.blocks.append(Block([Run(self.marker)], role=now.role))
            self.marker = ""
        elif tag in ("td", "th") and self.tables:
            self._end_cell(is_empty=not self.blocks)
        elif tag == "table" and self.tables:
            self._end_cell()
            table = self.tables.pop()
            self.blocks = table.around
            self.blocks += table_blocks(table.rows)

    def _end_cell(self, is_empty: bool = False) -> None:
        """Put what was read since the last cell into the row, also of a cell that is empty."""
        table = self.tables[-1]
        if self.blocks or is_empty:
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(self.blocks)
            self.blocks = []

    def _add(self, text: str, look: Look) -> None:
        if not text:
            return
        if text.strip():
            self.breaks = 0
            if self.role is None:
                self.role = self.open[-1].role
            if self.marker:
                self.runs.append(Run(f"{self.marker} "))
                self.marker = ""
        self.runs.append(Run(called(text) if look.raised else text, look.italic, look.bold, look.raised))

    def _call(self, now: _Open) -> None:
        """Write the call of a footnote as a raised digit; in a footnote, its own number with a space."""
        at = now.call_at or 0
        printed = "".join(run.text for run in self.runs[at:])
        marker = called(printed)
        if marker.strip() == printed.strip() and not marker.strip().isdecimal():
            return
        is_first = now.role == "footnote" and now.begins_block
        self.runs[at:] = [Run(f"{marker} ")] if is_first else [Run(marker, superscript=True)]


def _is_block(tag: str, look: Look) -> bool:
    return tag in BLOCKS if look.is_block is None or tag in TABLE else look.is_block
