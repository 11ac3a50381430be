"""What office documents are made of, whichever format: blocks of runs, each with the notes it calls.

Here: from blocks to numbered lines, and rows of tables. Not here: reading a format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from transforms.formats.runs import Run, line_of
from transforms.text import Line, Unreadable

MOST_BLOCKS = 100_000
"""Paragraphs of one file; the longest reports of sessions have some 10,000."""
LONGEST_CHAIN = 30
"""Styles based on styles; a chain that goes on longer, or bites its tail, ends there."""
LAYOUT_ROWS = 3
"""A table of so few rows sets text beside text, as a masthead does; one of more may hold data."""
MOST_IN_CELL = 3
"""Paragraphs in a cell that holds data; one of more is a column of a page."""
ITEM_NUMBER = re.compile(
    r"(?:\(?(?:\d{1,3}|[^\W\d_]|[ivx]{1,5}|[IVX]{1,5}) ?[.．)）-]|\(?[^\W\d_]{1,5} ?[)）])$"
)
BARE_NUMBER = re.compile(r"\d{1,3}$")
CLAUSE_ENDS = (",", ";", "،", "؛", "，", "；")
"""With what the paragraphs of a resolution end, but for the last."""
SENTENCE_ENDS = (*CLAUSE_ENDS, ".", ":", "。", "：")
SENTENCE = 30
"""Characters of a cell that holds a sentence; one of fewer may hold an abbreviation or a name."""


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

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


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


Cell = list[Block]
Rows = list[list[Cell]]
"""The rows of a table: each its cells, also the empty ones, each their blocks."""


def table_blocks(rows: Rows) -> list[Block]:
    """The blocks of a table. Where it holds data, a row is a line and the table one block. Where it only sets
    text beside text, every paragraph is a block of its own: row by row, but column by column where texts of
    resolutions run side by side; a number in a cell of its own begins the paragraph beside it."""
    cells = [[[block for block in cell if block.has_text or block.notes] for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    are_numbered = _most([_is_numbered(row) for row in cells if _is_wide(row)])
    if are_numbered:
        cells = [_joined(row) for row in cells]
    if _most([sum(map(_is_clause, row)) > 1 for row in cells if _is_wide(row)]):
        return list(_by_columns(cells))
    if are_numbered or not _is_data(cells):
        return [block for row in cells for cell in row for block in cell]
    whole = Block([])
    for row in cells:
        whole.runs.append(Run("\n"))
        for block in (block for cell in row for block in cell):
            whole.runs += [Run(" "), *(_without_breaks(run) for run in block.runs)]
            whole.notes += block.notes
    return [whole]


def _most(hits: list[bool]) -> bool:
    return sum(hits) * 2 > len(hits)


def _is_wide(row: list[Cell]) -> bool:
    """Whether words stand in several cells."""
    return sum(map(bool, row)) > 1


def _is_data(cells: Rows) -> bool:
    """Whether words of a row belong together, and are no sentences."""
    return (
        len(cells) > LAYOUT_ROWS
        and sum(map(_is_wide, cells)) * 2 >= len(cells)
        and all(len(cell) <= MOST_IN_CELL for row in cells for cell in row)
        and not _most([any(map(_is_sentence, row)) for row in cells])
    )


def _is_numbered(row: list[Cell]) -> bool:
    """Whether a row begins with the number of the paragraph beside it."""
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and _is_number_of(*filled[:2])


def _is_number_of(cell: Cell, beside: Cell) -> bool:
    if len(cell) != 1 or not beside:
        return False
    text = cell[0].text.strip()
    return bool(ITEM_NUMBER.match(text) or (BARE_NUMBER.match(text) and _is_sentence(beside)))


def _joined(row: list[Cell]) -> list[Cell]:
    """The row with its numbers before the first words beside them."""
    cells = list(row)
    for at, beside in enumerate(row[1:]):
        if _is_number_of(row[at], beside):
            number, first = row[at][0], beside[0]
            runs, notes = [*number.runs, Run(" "), *first.runs], [*number.notes, *first.notes]
            cells[at : at + 2] = [], [Block(runs, notes, first.role), *beside[1:]]
    return cells


def _by_columns(cells: Rows) -> Iterator[Block]:
    """The blocks of each column, from one row that goes across all to the next."""
    for _, rows in groupby(cells, key=lambda row: len(row) == 1):
        columns: dict[int, Cell] = {}
        for row in rows:
            for at, cell in enumerate(row):
                columns.setdefault(at, []).extend(cell)
        for at in sorted(columns):
            yield from columns[at]


def _is_clause(cell: Cell) -> bool:
    return bool(cell) and cell[-1].text.rstrip().endswith(CLAUSE_ENDS)


def _is_sentence(cell: Cell) -> bool:
    return any(
        len(text) >= SENTENCE and text.endswith(SENTENCE_ENDS)
        for text in (block.text.strip() for block in cell)
    )


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
        if block.text not in printed:
            printed.add(block.text)
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
