"""The paragraphs and tables of one story of a DOCX file (the body, a header, a note), as printed.

Here: walking the markup: runs, fields, tracked changes, text boxes (ECMA-376-1, 17). Not here: what
styles say (`docx_styles`), numbers (`docx_numbering`), notes (`docx_notes`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transforms.formats.blocks import Block, Look, table_blocks
from transforms.formats.docx_notes import Notes
from transforms.formats.docx_numbering import Numbering
from transforms.formats.docx_parts import CHUNK, ID, R, W, is_on, value
from transforms.formats.docx_styles import Styles
from transforms.formats.html import html_blocks, recognizes_html
from transforms.formats.runs import Run
from transforms.formats.symbol_fonts import symbol
from transforms.text import Unreadable

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DROPPED = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "sdtPr", "sdtEndPr", "rt", "tblPr", "tcPr", "trPr"))  # fmt: skip
"""What is not printed: deletions, text that moved away, properties, the small signs above ruby text."""
SIGNS = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-",
}  # fmt: skip
FIELD_SIGN = f"{W}fldCharType"
DRAWN = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
TEXTS = frozenset((f"{W}t", f"{MATH}t"))
CALLS = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}


class Story:
    """Reads stories of one file; numbers and notes count on from one to the next."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        notes: Notes | None = None,
        chunks: dict[str, bytes] | None = None,
    ) -> None:
        self._styles, self._numbering, self._notes = styles, numbering, notes
        self._chunks = chunks or {}
        """The pieces in other formats that have not been printed yet."""
        self._fields: list[bool] = []
        """The fields that are open, outermost first; whether each is past its instruction."""
        self._broken: frozenset[Any] | None = None
        """The beginnings of fields that have no more than a beginning: they hide nothing."""
        self._open: Block | None = None
        """The paragraph being read, or one whose end was deleted: the next goes on with it."""
        self._boxes: list[Any] = []
        self._echo = ""
        """The mark of the note that was just called: LibreOffice writes it twice."""

    def blocks(self, container: Any) -> Iterator[Block]:
        """The blocks within an element, at whose end a paragraph ends in any case."""
        if self._broken is None:
            self._broken = _broken_fields(container)
        before, self._open = self._open, None
        yield from self._within(container)
        if self._open is not None:
            yield self._open
        self._open = before

    def _within(self, container: Any) -> Iterator[Block]:
        for child in container:
            tag = child.tag
            if tag == f"{W}p":
                yield from self._paragraph(child)
            elif tag == f"{W}tbl":
                yield from table_blocks([self._row(row) for row in _rows(child)])
            elif tag == CHUNK:
                yield from self._chunk(child)
            elif tag not in DROPPED:
                inner = _chosen(child) if tag == f"{COMPATIBLE}AlternateContent" else child
                if inner is not None and len(inner):
                    yield from self._within(inner)

    def _chunk(self, chunk: Any) -> Iterator[Block]:
        """The blocks of a piece in another format; each piece is printed once."""
        data = self._chunks.pop(chunk.get(f"{R}id", ""), b"")
        if not data.strip():
            return
        if not recognizes_html(data):
            raise Unreadable(
                "unsupported_format",
                "The file takes in a piece of text in another format (altChunk), which only Word puts together. "
                "Open it in Word, save it and build again.",
            )
        yield from html_blocks(data)

    def _row(self, row: Any) -> list[list[Block]]:
        return [list(self.blocks(cell)) for cell in _cells(row)]

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        properties = paragraph.find(f"{W}pPr")
        mark = None if properties is None else properties.find(f"{W}rPr")
        style = value(properties, "pStyle")
        is_joined = mark is not None and any(mark.find(W + name) is not None for name in ("del", "moveFrom"))
        block, outer = self._open or Block([]), self._boxes
        begins, at = not block.has_text, len(block.runs)
        self._boxes, self._echo = [], ""
        self._inline(paragraph, block, style)
        boxes, self._boxes = self._boxes, outer
        is_printed = any(run.text.strip() for run in block.runs[at:])
        is_gone = is_joined or (mark is not None and self._styles.look(mark, style).hidden)
        if begins and (is_printed or not is_gone):
            block.runs.insert(at, Run(self._numbering.next(properties)))
        self._open = block if is_joined else None
        if not is_joined:
            if block.has_text or block.notes:
                yield block
            if self._notes and properties is not None and properties.find(f"{W}sectPr") is not None:
                self._notes.end_section()
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, element: Any, block: Block, style: str | None) -> None:
        for child in element:
            tag = child.tag
            if tag in DROPPED:
                continue
            if tag == f"{W}r":
                look = self._styles.look(child.find(f"{W}rPr"), style)
                self._run(child, block, look)
            elif tag == f"{MATH}r":
                self._run(child, block, Look())
            elif tag == f"{COMPATIBLE}AlternateContent":
                if (chosen := _chosen(child)) is not None:
                    self._inline(chosen, block, style)
            elif len(child):
                self._inline(child, block, style)

    def _run(self, run: Any, block: Block, look: Look) -> None:
        custom = None
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._field(child)
            elif tag in DRAWN:
                self._boxes += _boxes(child)
            elif tag == f"{COMPATIBLE}AlternateContent":
                if (chosen := _chosen(child)) is not None:
                    self._run(chosen, block, look)
            elif look.hidden or not all(self._fields):
                continue
            elif tag in CALLS:
                custom = self._call(child, CALLS[tag], block)
            elif text := _text(child):
                echo, self._echo = self._echo, ""
                if echo and look.superscript and text.strip() == echo:
                    continue
                raised = look.superscript or custom is not None
                block.runs.append(Run(text, look.italic, look.bold, raised))
                if custom is not None and self._notes:
                    self._echo = text.strip()
                    block.notes += self._notes.paragraphs(*custom, self._echo, is_typed=True)
                    custom = None
        if custom is not None and self._notes:  # its sign stands in the next run, or is a picture
            block.notes += self._notes.paragraphs(*custom, "")

    def _call(self, call: Any, kind: str, block: Block) -> tuple[str, str] | None:
        """Write the number of an automatic note and take it in; a note of a mark of its own is given back."""
        name = call.get(ID, "")
        if self._notes is None or not self._notes.holds(kind, name):
            return None
        if call.get(f"{W}customMarkFollows") in ("1", "true", "on"):
            return kind, name
        marker = self._notes.next_marker()
        block.runs.append(Run(marker, superscript=True))
        block.notes += self._notes.paragraphs(kind, name, marker)
        return None

    def _field(self, sign: Any) -> None:
        kind = sign.get(FIELD_SIGN)
        if kind == "begin":
            if sign not in (self._broken or ()):
                self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()


def _broken_fields(container: Any) -> frozenset[Any]:
    """The signs that begin fields whose instruction does not end."""
    fields: list[Any] = []
    for sign in _field_signs(container):
        kind = sign.get(FIELD_SIGN)
        if kind == "begin":
            fields.append(sign)
        elif fields and kind == "separate":
            fields[-1] = None
        elif fields and kind == "end":
            fields.pop()
    return frozenset(sign for sign in fields if sign is not None)


def _field_signs(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == f"{W}fldChar":
            yield child
        elif child.tag == f"{COMPATIBLE}AlternateContent":
            if (chosen := _chosen(child)) is not None:
                yield from _field_signs(chosen)
        elif len(child) and child.tag not in DROPPED:
            yield from _field_signs(child)


def _text(element: Any) -> str:
    if element.tag in TEXTS:
        return (element.text or "").replace("\n", " ")
    if element.tag == f"{W}sym":
        return symbol(element.get(f"{W}char", ""), element.get(f"{W}font", ""))
    return SIGNS.get(element.tag, "")


def _chosen(alternatives: Any) -> Any:
    """Of the same thing said in several ways, the first that holds text, else the first."""
    for each in alternatives:
        if any(True for _ in each.iter(f"{W}t", f"{W}sym")):
            return each
    return alternatives[0] if len(alternatives) else None


def _boxes(element: Any) -> list[Any]:
    """The text boxes of a drawing: the outermost ones, each once."""
    found: list[Any] = []
    for child in element:
        if child.tag == f"{W}txbxContent":
            found.append(child)
        elif child.tag == f"{COMPATIBLE}AlternateContent":
            chosen = _chosen(child)
            found += _boxes(chosen) if chosen is not None else []
        elif len(child):
            found += _boxes(child)
    return found


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table that are printed."""
    for child in table:
        if child.tag == f"{W}tr":
            properties = child.find(f"{W}trPr")
            is_gone = properties is not None and (
                properties.find(f"{W}del") is not None or is_on(properties, "hidden")
            )
            if not is_gone:
                yield child
        elif child.tag not in DROPPED and child.tag != f"{W}tblGrid":
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    """The cells of a row that are printed; what a cell above covers is not."""
    for child in row:
        if child.tag == f"{W}tc":
            properties = child.find(f"{W}tcPr")
            merge = None if properties is None else properties.find(f"{W}vMerge")
            is_covered = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            if not is_covered and (properties is None or properties.find(f"{W}cellDel") is None):
                yield child
        elif child.tag not in DROPPED:
            yield from _cells(child)
