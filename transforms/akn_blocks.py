"""From the tree of an AKN document to its blocks of text, in the order of the document.

Here: which elements hold blocks, numbers and levels. Not here: inline content (`akn_words`), what blocks mean (`akn_reading`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from transforms.akn import ANNEX, DEPTH, INFERRED, KIND, NUMBER, QUOTE, SECTION, small_number, tag
from transforms.akn_words import Note, WordReader, Words, one_line, read_note, read_words

PARTS = {
    "coverPage": "cover", "preface": "preface", "preamble": "preamble", "mainBody": "body", "body": "body",
    "debateBody": "body", "conclusions": "conclusions",
}  # fmt: skip
"""The parts of a document, and what their blocks are called here."""

ITEMS = frozenset({"point", "item", "indent", "subparagraph", "li", "alinea", "tocItem"})
"""Elements that are a level of items of their own. So is a paragraph within a paragraph."""

NUMBERED = ITEMS | {"paragraph"}
"""Elements whose number belongs to their text; elsewhere it belongs to the heading."""

HEADINGS = frozenset({"heading", "subheading", "crossHeading"})
STRUCTURE = NUMBERED | HEADINGS | {
    "article", "blockContainer", "blockList", "block", "book", "caption", "chapter", "citation", "citations",
    "clause", "component", "container", "content", "division", "doc", "formula", "hcontainer", "interstitial",
    "intro", "level", "list", "listIntroduction", "listWrapUp", "longTitle", "num", "ol", "p", "part", "proviso",
    "recital", "recitals", "rule", "section", "subchapter", "subclause", "subdivision", "sublist", "subpart",
    "subrule", "subsection", "subtitle", "table", "tblock", "td", "th", "title", "toc", "tome", "tr", "transitional",
    "ul", "wrapUp",
}  # fmt: skip
"""Elements that hold blocks or are one; whatever else stands among them is inline."""

SAID = ("class", KIND, SECTION, NUMBER, DEPTH, INFERRED, QUOTE)
"""The attributes of blocks that say what a paragraph is."""


@dataclass(slots=True)
class Block:
    """One block of text. `level`: 0 for a paragraph, 1 for an item of its, 2 for an item of that."""

    part: str
    words: Words
    number: str = ""
    level: int = 0
    kind: str = ""
    annex: int = 0
    goes_on: bool = False
    """Whether the block continues the paragraph of the one before."""
    said: Mapping[str, str] = field(default_factory=dict)
    """The attributes of the element that holds it."""


def read_blocks(document: Any) -> Iterator[Block]:
    """The blocks of a document (`statement`, `doc`, `act` …) and of its annexes."""
    annex = 0
    for child in document:
        name = tag(child)
        if name in PARTS:
            yield from _BlockReader(PARTS[name]).read(child)
        elif name in ("attachments", "components"):
            for attached in child:
                annex = max(annex + 1, small_number(attached.get(ANNEX)) or 0)
                for held in attached:
                    if tag(held) in STRUCTURE - {"doc"}:
                        yield from _BlockReader("annex", annex).read_child(held)
                    else:
                        for part in held:
                            if tag(part) in PARTS:
                                yield from _BlockReader("annex", annex).read(part)


def read_loose_notes(document: Any) -> list[Note]:
    """The footnotes that stand in the metadata, and not where they are called."""
    notes = (read_note(each) for each in document.findall("{*}meta/{*}notes/{*}note"))
    return [note for note in notes if note.text]


class _BlockReader:
    """Reads one part of a document."""

    def __init__(self, part: str, annex: int = 0) -> None:
        self.part, self.annex = part, annex
        self.number = ""

    def read(self, element: Any, level: int = 0) -> Iterator[Block]:
        """The blocks within an element; text that stands among its blocks is one of its own."""
        loose = WordReader()
        loose.add(element.text)
        opened = False
        for child in element:
            name = tag(child)
            if name in STRUCTURE:
                yield from self._loose(loose, level, element)
                loose = WordReader()
                for block in self.read_child(child, level):
                    if opened and tag(element) in ("content", "intro"):
                        block.goes_on = block.level == level and not block.kind and not block.number
                    opened = True
                    yield block
            elif name:
                loose.read(child)
            loose.add(child.tail)
        yield from self._loose(loose, level, element)

    def read_child(self, element: Any, level: int = 0) -> Iterator[Block]:
        name = tag(element)
        if name == "num":
            self.number = one_line("".join(element.itertext()))
        elif name in HEADINGS:
            yield from self._heading(element)
        elif name == "table":
            yield from self._table(element, level)
        elif not any(tag(child) in STRUCTURE for child in element) and name not in NUMBERED:
            kind = "opening" if _is_within_formula(element) else ""
            kind = "heading" if name == "block" and element.get("name") == "heading" else kind
            yield self._block(read_words(element), level, element, kind)
        else:
            inner = level + (name in ITEMS or (name == "paragraph" and _is_within(element, "paragraph")))
            yield from self.read(element, inner)
            if self.number and name in NUMBERED:
                yield from self._number_alone(element, inner)

    def _block(self, words: Words, level: int, element: Any, kind: str) -> Block:
        block = Block(self.part, words, self.number, level, kind, self.annex, said=_said(element))
        self.number = ""
        return block

    def _heading(self, element: Any) -> Iterator[Block]:
        words = read_words(element)
        if self.number and tag(element.getparent()) not in NUMBERED:
            words.text = f"{self.number} {words.text}".strip()
            words.lines = [f"{self.number} {' '.join(words.lines)}".strip()]
            self.number = ""
        if words.lines:
            number, self.number = self.number, ""
            yield self._block(words, 0, element, "heading")
            self.number = number

    def _number_alone(self, element: Any, level: int) -> Iterator[Block]:
        """A number that no text followed is a text itself."""
        words = Words(self.number, [self.number])
        self.number = ""
        yield self._block(words, level, element, "")

    def _table(self, element: Any, level: int) -> Iterator[Block]:
        """A table as one text: a line for each row, its cells apart by a space."""
        words = Words()
        for row in element.iter("{*}caption", "{*}tr"):
            cells = [row] if tag(row) == "caption" else list(row)
            read = [read_words(cell) for cell in cells]
            if line := " ".join(line for cell in read for line in cell.lines):
                words.lines.append(line)
            words.text = " ".join(filter(None, [words.text, *(cell.text for cell in read)]))
            for cell in read:
                words.notes += cell.notes
                words.references += cell.references
        yield self._block(words, level, element, "table")

    def _loose(self, loose: WordReader, level: int, element: Any) -> Iterator[Block]:
        words = loose.words()
        if words.lines:
            yield self._block(words, level, element, "")


def _is_within_formula(element: Any) -> bool:
    return tag(element) == "formula" or _is_within(element, "formula")


def _is_within(element: Any, name: str) -> bool:
    return any(tag(each) == name for each in element.iterancestors())


def _said(element: Any) -> dict[str, str]:
    """The attributes of the block and of what it alone is in: `paragraph` above `content` above `p`."""
    said = _own_attributes(element)
    inner = element
    for each in element.iterancestors():
        if tag(each) in PARTS or (tag(each) == "list" and tag(inner) != "intro"):
            break
        said = {**_own_attributes(each), **said}
        inner = each
        if tag(each) in NUMBERED or tag(each) in ("container", "formula"):
            break
    return said


def _own_attributes(element: Any) -> dict[str, str]:
    return {name: value for name in SAID if (value := element.get(name)) is not None}
