"""Akoma Ntoso as a source: from the bytes of a file to the adopted texts that it marks up.

Here: which document gets which lines and facts; markup goes before words. Not here: paragraphs (`akn_paragraphs`), hostile files (`akn_markup`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from transforms import akn_facts as facts
from transforms.akn import DOCUMENT, tag
from transforms.akn_blocks import Block, read_blocks, read_loose_notes
from transforms.akn_markup import parse_markup
from transforms.akn_paragraphs import ParagraphReader
from transforms.akn_words import Note
from transforms.closing import Closing, read_closing
from transforms.document import Document, Footnote
from transforms.documents import FICTITIOUS, Reading, line_role, require_paragraphs
from transforms.front import Front, read_front
from transforms.identifiers import identify, infer_numbers
from transforms.joining import known_words
from transforms.text import Line, Unreadable
from warehouse.languages import Language

DOCUMENTS = ("statement", "doc", "act", "bill", "debateReport", "debate", "officialGazette", "judgment")
"""The elements of AKN that may hold an adopted text; the United Nations use `statement`."""

ABOVE_TEXTS = ("cover", "preface")


def read_akn(data: bytes, languages: Mapping[str, Language]) -> Reading:
    """The adopted texts of a file: one, or those of its `documentCollection`, of which one that cannot be
    read costs no other.

    A Line for each block of text, numbered from 1 over the whole file; the cover of a collection belongs
    to its first text. Raises Unreadable with the reason where the file holds no text that can be a document.
    """
    collection, texts = _find_texts(parse_markup(data))
    cover = [] if collection is None else [b for b in read_blocks(collection) if b.part in ABOVE_TEXTS]
    if len(texts) == 1:
        return Reading([_TextReader(texts[0], collection, languages, 0).read(cover, is_first=True)])
    reading = Reading()
    last = 0
    for place, text in enumerate(texts, 1):
        is_first = not reading.documents
        read = partial(_read_text, text, collection, languages, last, cover, is_first)
        if document := reading.add(f"Text {place} of {len(texts)} in the file", read):
            last = document.lines[-1].number
    return reading


def _read_text(
    text: Any,
    collection: Any,
    languages: Mapping[str, Language],
    last: int,
    cover: list[Block],
    is_first: bool,
) -> Document:
    return _TextReader(text, collection, languages, last).read(cover, is_first=is_first)


def _find_texts(root: Any) -> tuple[Any | None, list[Any]]:
    collection = next((child for child in root if tag(child) == "documentCollection"), None)
    if collection is None:
        texts = [child for child in root if tag(child) in DOCUMENTS]
    else:
        held = (each for each in root.iter() if tag(each) in DOCUMENTS)
        texts = [each for each in held if tag(each.getparent()) == "component"]
    if not texts:
        raise Unreadable(
            "not_a_resolution",
            "The file is Akoma Ntoso, but holds no <statement>. Only adopted texts become documents.",
        )
    return collection, texts


class _TextReader:
    """Reads one text; `last` is the number of the line last read in the file."""

    def __init__(
        self, text: Any, collection: Any | None, languages: Mapping[str, Language], last: int
    ) -> None:
        self.text, self.collection = text, collection
        self.language = facts.read_language(text, collection, languages)
        self.last = last
        self.lines: list[Line] = []
        self.footnotes: list[Footnote] = []
        self.positions: list[int | None] = []
        self.own = text.find(f"{{*}}meta/{{*}}proprietary/{DOCUMENT}")
        self.paragraphs = ParagraphReader(is_own=self.own is not None)
        self.called: dict[str, int] = {}

    def read(self, cover: list[Block], is_first: bool) -> Document:
        blocks = list(read_blocks(self.text))
        above = [block for block in blocks if block.part in ABOVE_TEXTS]
        below = [block for block in blocks if block.part == "conclusions"]
        body = self._with_an_opening(
            [block for block in blocks if block.part in ("preamble", "body", "annex")]
        )
        self.paragraphs.has_formula = body is not None
        shared = self._add_lines(cover) if is_first else []
        front_lines = shared + self._add_lines(above)
        before = front_lines if is_first else [*self._unowned(cover), *front_lines]
        words = known_words((line.text for line in before), self.language)
        front = read_front(before, self.language, words)
        closing = Closing()
        for block in blocks:
            if block.part in ("preamble", "body", "annex"):
                self._add_paragraph(block, body)
            elif below and block is below[0]:
                closing = self._read_closing(below)
        self.paragraphs.finish()
        self._add_loose_notes()
        return self._document(front, closing)

    # ---- lines

    def _line(self, text: str, role: str = "") -> Line:
        self.last += 1
        line = Line(self.last, text, True, 1, role)
        self.lines.append(line)
        return line

    def _add_lines(self, blocks: Iterable[Block]) -> list[Line]:
        lines = []
        for block in blocks:
            lines += [self._line(text) for text in _printed(block)]
            self._add_notes(block.words.notes, None)
        return lines

    def _unowned(self, cover: list[Block]) -> list[Line]:
        """The lines of a collection's cover, which another text has, to be read once more."""
        return [Line(0, text, True, 1) for block in cover for text in _printed(block)]

    def _add_notes(self, notes: Iterable[Note], paragraph: int | None) -> None:
        for note in notes:
            marker = note.marker or str(len(self.footnotes) + 1)
            self._line(f"{marker} {note.text}", "footnote").paragraph = None
            self.footnotes.append(Footnote(marker, note.text, paragraph))
            self.positions.append(note.position)

    def _add_loose_notes(self) -> None:
        for note in read_loose_notes(self.text):
            self._add_notes([note], self.called.get(note.key))

    # ---- body

    def _with_an_opening(self, body: list[Block]) -> Block | None:
        """The block that opens the text: its formula, or else the sentence that introduces it; None for
        a decision of one sentence, whose first paragraph opens it."""
        for block in body:
            if block.kind == "opening" and block.part == "preamble" and block.words.text:
                return block
        patterns = self.language.patterns
        for block in body:
            text = block.words.text
            if patterns["opening"].match(text) or (
                text.endswith(":") and patterns["front.statement"].search(text)
            ):
                block.part, block.kind = "preamble", "opening"
                return block
        first = next((block.words.text for block in body if block.words.text), "")
        if first and (self.own is not None or patterns["front.decides"].match(first)):
            return None
        raise Unreadable(
            "not_a_resolution",
            "No block opens a resolution: there is neither <formula> in <preamble> nor a line such as "
            "'The Human Rights Council,'. Only adopted texts become documents.",
        )

    def _add_paragraph(self, block: Block, opening: Block | None) -> None:
        lines = [self._line(text) for text in _printed(block)]
        if not lines:
            return
        if opening is not None and not self.paragraphs.paragraphs and block is not opening:
            for line in lines:
                line.role = "front"
            self._add_notes(block.words.notes, None)
            return
        index = self.paragraphs.add(block, lines)
        for line in lines:
            line.paragraph = index
        self._add_notes(block.words.notes, index)
        for reference in block.words.references:
            self.called.setdefault(reference, index)

    def _read_closing(self, blocks: list[Block]) -> Closing:
        lines = self._add_lines(blocks)
        closing, at = Closing(), 0
        while at < len(lines):
            read, end = read_closing(lines, at, self.language)
            missing = {
                name: getattr(read, name) for name in Closing.__slots__ if getattr(closing, name) is None
            }
            closing = replace(closing, **missing)
            at = max(end, at + 1)
        return closing

    # ---- the document

    def _document(self, front: Front, closing: Closing) -> Document:
        paragraphs = self.paragraphs.paragraphs
        identity = facts.read_identity(self.text, self.collection, front)
        front.title = facts.read_title(self.text, front)
        if self.own is not None:
            facts.take_own(self.own, front, closing)
        else:
            facts.complete_agenda_item(self.text, self.collection, front, self.language)
        facts.complete_closing(self.text, self.collection, closing, self.own is not None)
        require_paragraphs(paragraphs, identity)
        if self.own is None:
            infer_numbers(paragraphs, self.language)
        identifiers, parents = identify(paragraphs)
        for index, paragraph in enumerate(paragraphs):
            for line in paragraph.lines:
                line.paragraph = index
                line.role = "opening" if paragraph.kind == "opening" else line_role(paragraph)
        for line in self.lines:
            line.role = line.role or "closing"
        return Document(
            self.language, identity, front, closing, paragraphs, identifiers, parents, self._in_order(),
            self.lines, len(self.lines), is_fictitious=self._is_fictitious(),
        )  # fmt: skip

    def _in_order(self) -> list[Footnote]:
        """The footnotes as our own attributes number them, else as the document has them."""
        if not all(self.positions):
            return self.footnotes
        numbered = zip(self.positions, self.footnotes, strict=True)
        return [footnote for _, footnote in sorted(numbered, key=lambda each: each[0] or 0)]

    def _is_fictitious(self) -> bool:
        return any(
            line.role in ("front", "title") and line.text.startswith(FICTITIOUS) for line in self.lines
        )


def _printed(block: Block) -> list[str]:
    """The lines of a block as they are printed, its number before the first."""
    lines = block.words.lines
    return (
        [f"{block.number} {lines[0]}", *lines[1:]]
        if block.number and lines and lines != [block.number]
        else lines
    )
