"""What office documents are made of, whichever format: blocks of runs, each with the notes it calls.

Here: from blocks to numbered lines, and rows of tables. Not here: reading a format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from transforms.formats.runs import Run, line_of
from transforms.text import Line, Unreadable

MOST_BLOCKS = 100_000
"""Paragraphs of one file; the longest reports of sessions have some 10,000."""
LAYOUT_ROWS = 3
"""A table of so few rows sets text beside text, as a masthead does; one of more holds data."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is printed."""

    italic: bool = False
    bold: bool = False
    hidden: bool = False
    superscript: bool = False


@dataclass(slots=True)
class Block:
    """A paragraph: its runs, in which \\n breaks a line, the paragraphs of the notes that it calls, and the
    role of its lines where the layout says it."""

    runs: list[Run]
    notes: list[list[Run]] = field(default_factory=list)
    role: str = ""

    @property
    def has_text(self) -> bool:
        return any(run.text.strip() for run in self.runs)


def with_marker(marker: str, paragraphs: list[list[Run]], typed: bool = False) -> list[list[Run]]:
    """The paragraphs of a note behind its marker. Where the marker is `typed` it may stand in the text too,
    even twice once a program has converted the file."""
    first, *others = paragraphs or [[]]
    if typed:
        first = _without_marker(first, marker)
    return [[Run(f"{marker} "), *first], *others]


def _without_marker(runs: list[Run], marker: str) -> list[Run]:
    kept = list(runs)
    while kept:
        text = kept[0].text.lstrip()
        rest = text.removeprefix(marker)
        if text and (rest == text or rest[:1].isalnum() or rest[:1] == marker[:1]):
            break
        kept[:1] = [_with_text(kept[0], rest)] if rest else []
    return kept


Rows = list[list[list[Block]]]
"""The rows of a table: each its cells, each their blocks."""


def table_blocks(rows: Rows) -> list[Block]:
    """The blocks of a table, row by row. Where it holds data, a row is a line and the table one block;
    where it only sets text beside text, every paragraph is a block of its own."""
    cells = [[cell for cell in row if any(block.has_text for block in cell)] for row in rows]
    filled = [row for row in cells if row]
    if len(filled) <= LAYOUT_ROWS or sum(len(row) > 1 for row in filled) * 2 < len(filled):
        return [block for row in filled for cell in row for block in cell]
    whole = Block([])
    for row in filled:
        whole.runs.append(Run("\n"))
        for block in (block for cell in row for block in cell):
            whole.runs += [Run(" "), *(_without_breaks(run) for run in block.runs)]
            whole.notes += block.notes
    return [whole]


def block_lines(headers: Iterable[Block], body: Iterable[Block], footers: Iterable[Block]) -> list[Line]:
    """The lines of a document, numbered from 1: headers and footers once each, as furniture, the notes
    below the block that calls them.

    Raises Unreadable(too_costly) for more blocks than any text has, (empty) for no text.
    """
    lines: list[Line] = []
    printed: set[str] = set()
    for count, block in enumerate(body):
        if count >= MOST_BLOCKS:
            raise Unreadable("too_costly", f"The file has more than {MOST_BLOCKS:,} paragraphs.")
        if not count:
            _add_furniture(lines, headers, printed)
        _add(lines, block.runs, block.role)
        for note in block.notes:
            _add(lines, note, "footnote")
    if not any(line.role == "" for line in lines):
        raise Unreadable("empty", "The file holds no text. Is it a picture of one? Get it as text.")
    _add_furniture(lines, footers, printed)
    return lines


def _add_furniture(lines: list[Line], blocks: Iterable[Block], printed: set[str]) -> None:
    for block in blocks:
        text = "".join(run.text for run in block.runs)
        if text not in printed:
            printed.add(text)
            _add(lines, block.runs, "furniture")


def _add(lines: list[Line], runs: list[Run], role: str = "") -> None:
    """The lines of a block; the first has space above."""
    above = True
    for broken in _broken(runs):
        line = line_of(broken, len(lines) + 1, after_blank=above, role=role)
        if line:
            lines.append(line)
            above = False


def _broken(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """The runs of each line of a block."""
    line: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        line.append(_with_text(run, first) if others else run)
        for other in others:
            yield line
            line = [_with_text(run, other)]
    yield line


def _without_breaks(run: Run) -> Run:
    return _with_text(run, run.text.replace("\n", " ")) if "\n" in run.text else run


def _with_text(run: Run, text: str) -> Run:
    return Run(text, run.italic, run.bold, run.superscript)
