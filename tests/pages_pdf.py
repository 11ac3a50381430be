"""Sets gold documents as PDF pages in the United Nations' layout, for tests and measurements.

Here: the pages: masthead, running heads and feet, footnotes, one or two columns. Not here: the gold documents.
"""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.pages_words import Word, styled, words_of

WIDTH, HEIGHT = 595.0, 842.0
FACES = Path("/usr/share/fonts/truetype/liberation")
STYLES = {"": "Regular", "i": "Italic", "b": "Bold"}
STANDARD = {"": "Times-Roman", "i": "Times-Italic", "b": "Times-Bold"}
RAISE, RAISED_SIZE = 0.35, 0.62
NAMES = {
    "en": ("United Nations", "General Assembly"),
    "fr": ("Nations Unies", "Assemblée générale"),
    "es": ("Naciones Unidas", "Asamblea General"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How the pages look. `columns`: 1 or 2; `spaced`: words parted by their places alone, without space
    characters; `letters`: extra points between letters; `indent` of first lines and `gap` between paragraphs."""

    columns: int = 1
    size: float = 10.0
    leading: float = 12.0
    gap: float = 6.0
    indent: float = 24.0
    justified: bool = True
    spaced: bool = False
    letters: float = 0.0
    head_with_title: bool = True
    invented_notes: bool = False


@dataclass(slots=True)
class Block:
    """A paragraph to set. `notes` are (marker, text) of the footnotes that it calls."""

    words: list[Word]
    left: float = 0.0
    indent: float = 0.0
    size: float | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)
    ragged: bool = False
    gap: float | None = None


def render_pdf(document: Mapping[str, Any], layout: Layout | None = None) -> bytes:
    """The gold document as a PDF. Superscripts call its footnotes, italics mark its lead phrases."""
    return _Pages(document, layout or Layout()).render()


def has_faces() -> bool:
    return (FACES / "LiberationSerif-Regular.ttf").exists()


class _Pages:
    def __init__(self, document: Mapping[str, Any], layout: Layout) -> None:
        self.document, self.layout = document, layout
        self.random = random.Random(zlib.crc32(document["symbol"].encode()))
        self.job = f"{self.random.randint(10, 26)}-{self.random.randint(10000, 29999)}"
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT), invariant=1)
        self.fonts = _fonts()
        self.page = 0
        self.pages: list[list[_Frame]] = []

    # -- what is set

    def render(self) -> bytes:
        blocks = list(self._front()) + list(self._body())
        placed = self._place(blocks)
        total = len(placed)
        for number, (frames, lines) in enumerate(placed, 1):
            self._page_signs(number, total)
            for line in lines:
                self._draw(*line)
            for frame in frames:
                self._draw_notes(frame)
            self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()

    def _front(self) -> Iterator[Block]:
        un, assembly = NAMES[self.document["lang"]]
        skipped = (un, assembly, self.document["symbol"])
        for line in self.document.get("front", []):
            if line in skipped or re.match(r"(?i)distr\b", line) or re.fullmatch(r"\d{1,2} \S+ \d{4}", line):
                continue
            bold = bool(re.match(r"(?i)r[eé]solution|.*session$", line))
            italic = line.startswith("[")
            yield Block(
                words_of([(line, "b" if bold else "i" if italic else "")]),
                size=12.0 if bold else None,
                ragged=True,
            )
        title = self.document.get("title") or ""
        number = re.search(r"/((?:S-|ES-)?\d+)/(\d+(?:\s?[A-Z](?:-[A-Z])?)?)$", self.document["symbol"])
        shown = f"{number[1]}/{number[2]}." if number else f"{self.document['symbol']}."
        yield Block(words_of([(f"{shown} {title}", "b")]), size=13.0, ragged=True, gap=12.0)

    def _body(self) -> Iterator[Block]:
        notes = {note["marker"]: note["text"] for note in self.document.get("notes", [])}
        invented = 0
        indent = self.layout.indent
        for block in self.document["blocks"]:
            pieces, called = styled(block, notes)
            found = [(marker, notes[marker]) for marker in called]
            is_clause = block["type"] in ("preambular", "operative") and pieces[-1][0][-1:] in ",;"
            if self.layout.invented_notes and not notes and is_clause and self.random.random() < 0.15:
                invented += 1
                pieces.append((str(invented), "s"))
                found.append((str(invented), f"A/HRC/{self.random.randint(9, 40)}/{invented + 3}."))
            left = 0.0
            if block.get("marker"):
                pieces.insert(0, (f"{block['marker']}\t", ""))
                left = indent if block["marker"].startswith("(") else 0.0
            is_heading = block["type"] == "heading"
            yield Block(
                words_of(pieces),
                left=0.0 if self.layout.indent else left,
                indent=0.0 if is_heading else indent + left,
                notes=found,
                ragged=is_heading,
            )
        for line in self.document.get("back", []):
            yield Block(words_of([(line, "i")]), indent=indent, ragged=True)

    # -- where it goes

    def _frames(self) -> Iterator[tuple[int, _Frame]]:
        """The column in which text is set next, with its page."""
        page = 1
        top = 600.0
        while True:
            if self.layout.columns == 1:
                yield page, _Frame(124.0, 365.0, top)
            else:
                yield page, _Frame(60.0, 228.0, top)
                yield page, _Frame(308.0, 228.0, top)
            page, top = page + 1, 770.0

    def _place(self, blocks: list[Block]) -> list[tuple[list[_Frame], list[Any]]]:
        pages: list[tuple[list[_Frame], list[Any]]] = []
        frames = self._frames()
        number, frame = next(frames)
        y = frame.top
        pages.append(([frame], []))
        for block in blocks:
            size = block.size or self.layout.size
            leading = size * self.layout.leading / self.layout.size
            y -= self.layout.gap if block.gap is None else block.gap
            waiting = list(block.notes)
            for words, x, width, is_last in self._break(block, size, frame.width):
                called = {text for word in words for text, style in word.pieces if style == "s"}
                new = [note for note in waiting if note[0] in called]
                need = sum(len(self._note_lines(note, frame.width)) * self._note_leading for note in new)
                need += 10.0 if new and not frame.notes else 0.0
                if y - leading < frame.bottom + need:
                    number, frame = next(frames)
                    y = frame.top
                    if number > len(pages):
                        pages.append(([], []))
                    pages[-1][0].append(frame)
                    need += 10.0 if new and not need else 0.0
                y -= leading
                pages[-1][1].append((words, frame.x + x, y, width, size, is_last or block.ragged))
                frame.notes += new
                frame.bottom += need
                waiting = [note for note in waiting if note not in new]
        return pages

    def _break(
        self, block: Block, size: float, width: float
    ) -> Iterator[tuple[list[Word], float, float, bool]]:
        line: list[Word] = []
        x, used = block.left + block.indent, 0.0
        room = width - x
        for word in block.words:
            wide = self._width(word, size)
            space = self._space(word, size) if line else 0.0
            if line and used + space + wide > room:
                yield line, x, room, False
                line, used, space, x = [], 0.0, 0.0, block.left
                room = width - x
            line.append(word)
            used += space + wide
        if line:
            yield line, x, room, True

    # -- how it is drawn

    def _width(self, word: Word, size: float) -> float:
        return sum(self._advance(text, style, size) for text, style in word.pieces)

    def _advance(self, text: str, style: str, size: float) -> float:
        if text.endswith("\t"):  # a number, and what follows it at the tab stop
            width = self._advance(text[:-1], style, size)
            return max(width + 6, self.layout.indent) - 0.25 * size - self.layout.letters
        font = self.fonts["" if style == "s" else style]
        width: float = pdfmetrics.stringWidth(text, font, self._size(style, size))
        return width + self.layout.letters * len(text)

    @staticmethod
    def _size(style: str, size: float) -> float:
        return size * RAISED_SIZE if style == "s" else size

    def _space(self, word: Word, size: float) -> float:
        return 0.0 if word.glued else 0.25 * size + self.layout.letters

    def _draw(self, words: list[Word], x: float, y: float, width: float, size: float, is_last: bool) -> None:
        used = sum(self._width(word, size) for word in words) + sum(self._space(w, size) for w in words[1:])
        gaps = sum(not word.glued for word in words[1:])
        more = (width - used) / gaps if gaps and self.layout.justified and not is_last else 0.0
        for index, word in enumerate(words):
            if index and not word.glued:
                space = self._space(word, size) + more
                if not self.layout.spaced:
                    self._text(" ", "", x, y, size)
                x += space
            for text, style in word.pieces:
                self._text(text.removesuffix("\t"), style, x, y, size)
                x += self._advance(text, style, size)

    def _text(self, text: str, style: str, x: float, y: float, size: float) -> None:
        drawn = self.canvas.beginText(x, y + (RAISE * size if style == "s" else 0.0))
        drawn.setFont(self.fonts["" if style == "s" else style], self._size(style, size))
        if self.layout.letters:
            drawn.setCharSpace(self.layout.letters)
        drawn.textOut(text)
        self.canvas.drawText(drawn)

    @property
    def _note_leading(self) -> float:
        return self.layout.leading * 0.85

    def _note_lines(self, note: tuple[str, str], width: float) -> list[str]:
        return simpleSplit(note[1], self.fonts[""], self.layout.size * 0.85, width - 14)

    def _draw_notes(self, frame: _Frame) -> None:
        if not frame.notes:
            return
        size = self.layout.size * 0.85
        y = frame.bottom - 8.0
        self.canvas.line(frame.x, y + 2.0, frame.x + 80, y + 2.0)
        for marker, text in frame.notes:
            for index, line in enumerate(self._note_lines((marker, text), frame.width)):
                y -= self._note_leading
                if not index:
                    self._text(marker, "s", frame.x + 4, y, size)
                self._text(line, "", frame.x + (10 if not index else 4), y, size)

    def _page_signs(self, number: int, total: int) -> None:
        canvas, symbol = self.canvas, self.document["symbol"]
        un, assembly = NAMES[self.document["lang"]]
        front = self.document.get("front", [])
        if number == 1:
            self._text(un, "", 123.0, 785.0, 14.0)
            canvas.setFont(self.fonts[""], 10)
            canvas.drawRightString(540, 785, symbol)
            canvas.line(60, 780, 540, 780)
            self._text(assembly, "b", 123.0, 755.0, 20.0)
            issued = next(
                (line for line in front if re.fullmatch(r"\d{1,2} \S+ \d{4}", line)), "12 October 2015"
            )
            distribution = next((line for line in front if re.match(r"(?i)distr\b", line)), "Distr.: General")
            for at, line in enumerate((distribution, issued, "Original: English")):
                self._text(line, "", 400.0, 755.0 - 12 * at, 10.0)
            canvas.line(60, 640, 540, 640)
            self._text(f"GE.{self.job} (E)", "", 60.0, 40.0, 10.0)
            return
        title = (self.document.get("title") or "")[:60] if self.layout.head_with_title else ""
        left, right = (symbol, title) if number % 2 == 0 else (title, symbol)
        self._text(left, "b", 60.0, 800.0, 9.0)
        canvas.setFont(self.fonts["b"], 9)
        canvas.drawRightString(540, 800, right)
        canvas.line(60, 795, 540, 795)
        left, right = (f"{number}/{total}", f"GE.{self.job}")
        if number % 2:
            left, right = right, left
        self._text(left, "b", 60.0, 40.0, 9.0)
        canvas.setFont(self.fonts[""], 9)
        canvas.drawRightString(540, 40, right)


@dataclass(slots=True)
class _Frame:
    """A column of a page; `bottom` rises with its footnotes."""

    x: float
    width: float
    top: float
    bottom: float = 62.0
    notes: list[tuple[str, str]] = field(default_factory=list)


def _fonts() -> dict[str, str]:
    if not has_faces():
        return STANDARD
    for name in STYLES.values():
        pdfmetrics.registerFont(TTFont(f"LiberationSerif-{name}", FACES / f"LiberationSerif-{name}.ttf"))
    return {style: f"LiberationSerif-{name}" for style, name in STYLES.items()}
