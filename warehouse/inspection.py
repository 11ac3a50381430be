"""One document as it was read: its source lines in order, each beside the paragraph it became.

Here: the rows of one document put together in the order of its source. Not here: what in them is
doubtful (`warehouse.doubts`), how they are shown (`orchestration.inspect_terminal`, `orchestration.inspect_page`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from warehouse.asking import Request, are_searched, requests_of
from warehouse.reading import rows_of


@dataclass(frozen=True, slots=True)
class Line:
    """A non-empty line of the source; `paragraph_id` is None where it is no part of a paragraph."""

    number: int
    text: str
    role: str
    paragraph_id: str | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A row of `paragraphs`, with the names (pp3, op4(a)) of itself and of its chapeau."""

    paragraph_id: str
    section: str
    kind: str
    number: str | None
    marker: str | None
    number_is_inferred: bool
    parent_id: str | None
    depth: int
    lead_phrase: str | None
    lead_verb: str | None
    action: str | None
    text: str
    is_truncated: bool

    @property
    def name(self) -> str:
        return name_of(self.paragraph_id)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A row of `footnotes`; `paragraph_id` is None where no paragraph is known to call it."""

    marker: str
    text: str
    paragraph_id: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: those of one paragraph, or a run of lines of one role.

    The lines of a paragraph include those that interrupt it, such as the foot of a page: they have
    another role and no paragraph. `part` is above 1 where another paragraph stood between.
    """

    lines: tuple[Line, ...]
    paragraph: Paragraph | None = None
    part: int = 1

    @property
    def role(self) -> str:
        """The role of a run that belongs to no paragraph."""
        return self.lines[0].role


@dataclass(frozen=True, slots=True)
class Inspection:
    """A document: its row of `resolutions`, and blocks that hold each of its lines exactly once, in order.

    `finds_requests`: whether texts of its language are searched for requests.
    """

    document: Mapping[str, Any]
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]
    requests: tuple[Request, ...] = ()
    finds_requests: bool = True

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs, each once, in the order in which they are shown."""
        return [block.paragraph for block in self.blocks if block.paragraph and block.part == 1]

    @property
    def lines(self) -> list[Line]:
        return [line for block in self.blocks for line in block.lines]

    def notes_of(self, paragraph: Paragraph) -> list[Footnote]:
        """The footnotes that the paragraph calls."""
        return [note for note in self.footnotes if note.paragraph_id == paragraph.paragraph_id]

    def requests_of(self, paragraph: Paragraph) -> list[Request]:
        """What the paragraph asks for."""
        return [each for each in self.requests if each.paragraph_id == paragraph.paragraph_id]


def name_of(paragraph_id: str) -> str:
    """A paragraph's place in its document: op4(a)."""
    return paragraph_id.partition("#")[2]


def inspect_document(connection: duckdb.DuckDBPyConnection, document_id: str) -> Inspection:
    """The document with all its lines and paragraphs.

    Raises LookupError for a document_id that is not there (`warehouse.finding` gives one that is), and
    duckdb.Error for a file without the tables of a warehouse.
    """
    found = rows_of(connection, "SELECT * FROM resolutions WHERE document_id = ?", document_id)
    if not found:
        raise LookupError(f"The warehouse holds no document {document_id}.")
    lines = rows_of(
        connection,
        "SELECT line_number AS number, text, role, paragraph_id FROM source_lines "
        "WHERE document_id = ? ORDER BY line_number",
        document_id,
    )
    paragraphs = rows_of(
        connection,
        "SELECT paragraph_id, section, kind, number, marker, number_is_inferred, parent_id, depth, lead_phrase, "
        "lead_verb, action, text, is_truncated FROM paragraphs WHERE document_id = ? ORDER BY position",
        document_id,
    )
    footnotes = rows_of(
        connection,
        "SELECT marker, text, paragraph_id FROM footnotes WHERE document_id = ? ORDER BY position",
        document_id,
    )
    blocks = in_source_order([Line(**row) for row in lines], [Paragraph(**row) for row in paragraphs])
    return Inspection(
        found[0],
        tuple(blocks),
        tuple(Footnote(**row) for row in footnotes),
        requests_of(connection, document_id),
        are_searched(connection, found[0]["language"]),
    )


def in_source_order(lines: Iterable[Line], paragraphs: Iterable[Paragraph]) -> list[Block]:
    """Every line once, in its order, in blocks; every paragraph at least once.

    `lines` by their numbers, `paragraphs` by their positions. A paragraph that has no line of its own
    stands behind the one before it.
    """
    by_id = {paragraph.paragraph_id: paragraph for paragraph in paragraphs}
    blocks: list[Block] = []
    parts: Counter[str] = Counter()
    for own, between in _runs(lines, by_id.keys()):
        paragraph = by_id.get(own[0].paragraph_id or "") if own else None
        if paragraph is not None:
            parts[paragraph.paragraph_id] += 1
            blocks.append(Block(own, paragraph, parts[paragraph.paragraph_id]))
        blocks += _of_one_role(between)
    return _with_those_without_lines(blocks, list(by_id.values()))


def _runs(lines: Iterable[Line], known: Iterable[str]) -> Iterable[tuple[tuple[Line, ...], tuple[Line, ...]]]:
    """(lines of a paragraph and those that interrupt it, lines after its last); the first may be empty."""
    ids = set(known)
    own: list[Line] = []
    after: list[Line] = []
    for line in lines:
        if line.paragraph_id not in ids:
            after.append(line)
        elif own and own[0].paragraph_id == line.paragraph_id:
            own += [*after, line]
            after = []
        else:
            yield tuple(own), tuple(after)
            own, after = [line], []
    yield tuple(own), tuple(after)


def _of_one_role(lines: tuple[Line, ...]) -> list[Block]:
    runs: list[list[Line]] = []
    for line in lines:
        if runs and runs[-1][0].role == line.role:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [Block(tuple(run)) for run in runs]


def _with_those_without_lines(blocks: list[Block], paragraphs: list[Paragraph]) -> list[Block]:
    """The blocks, and behind the last block of the paragraph before it each paragraph that has no line."""
    last = {block.paragraph.paragraph_id: at for at, block in enumerate(blocks) if block.paragraph}
    lost: dict[int, list[Block]] = {}
    place = -1
    for paragraph in paragraphs:
        if paragraph.paragraph_id in last:
            place = last[paragraph.paragraph_id]
        else:
            lost.setdefault(place, []).append(Block((), paragraph))
    found = lost.get(-1, [])
    for at, block in enumerate(blocks):
        found += [block, *lost.get(at, [])]
    return found
