"""The paragraphs and tables of an ODT file, as printed.

Here: walking the markup: paragraphs, lists, notes, tables, text boxes. Not here: what styles say
(`odt_styles`), numbers (`odt_lists`). Deletions of tracked changes stand apart in the file and are dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transforms.formats.blocks import Block, Look, table_blocks, with_marker
from transforms.formats.odt_lists import Counted, OdtLists, whole_number
from transforms.formats.odt_parts import DRAW, OFFICE, STYLE, TABLE, TEXT
from transforms.formats.odt_styles import OdtStyles
from transforms.formats.runs import Run

PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
DROPPED = frozenset(
    (f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms",
     f"{TEXT}ruby-text", f"{TEXT}hidden-text", f"{TEXT}script", f"{TEXT}index-title-template",
     f"{TEXT}sequence-decls", f"{TEXT}variable-decls", f"{TEXT}user-field-decls", f"{TEXT}alphabetical-index-auto-mark-file")
)  # fmt: skip
INDEX_SOURCE = "-source"
SIGNS = {f"{TEXT}s": " ", f"{TEXT}tab": " ", f"{TEXT}line-break": "\n"}
MARKERS = frozenset("*†‡§")


class OdtStory:
    """Reads the text of one part; lists and notes count on through it."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._lists = OdtLists(styles)
        self._boxes: list[Any] = []
        self._last_note = 0

    def blocks(self, container: Any) -> Iterator[Block]:
        """The blocks within an element, in reading order."""
        for child in container:
            tag = child.tag
            if tag in PARAGRAPHS:
                yield from self._paragraph(child, self._lists.heading(child) if tag == f"{TEXT}h" else "")
            elif tag == f"{TEXT}list":
                yield from self._list(child)
            elif tag == f"{TABLE}table":
                yield from table_blocks([self._row(row) for row in _rows(child)])
            elif tag == f"{TEXT}numbered-paragraph":
                yield from self._numbered(child)
            elif tag.startswith(DRAW):
                for box in _boxes(child):
                    yield from self.blocks(box)
            elif (
                tag not in DROPPED and not tag.endswith(INDEX_SOURCE) and len(child) and not _is_hidden(child)
            ):
                yield from self.blocks(child)

    def _row(self, row: Any) -> list[list[Block]]:
        return [list(self.blocks(cell)) for cell in row.iterchildren(f"{TABLE}table-cell")]

    def _list(
        self, element: Any, counted: Counted | None = None, style: str = "", depth: int = 0
    ) -> Iterator[Block]:
        """The items of a list. A list within a list counts at the next level of the same; its items begin
        anew with each item above them. An item that holds a list alone has no number."""
        style = element.get(f"{TEXT}style-name") or style or self._style_within(element)
        counted = counted or self._lists.open(element, style)
        for item in element:
            is_counted = item.tag == f"{TEXT}list-item"
            for child in item:
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, counted, style, depth + 1)
                elif child.tag in PARAGRAPHS:
                    number = ""
                    if is_counted:
                        start = item.get(f"{TEXT}start-value")
                        number = self._lists.item(counted, style, depth, start)
                        is_counted = False
                    yield from self._paragraph(child, number)
                else:
                    yield from self.blocks([child])

    def _numbered(self, element: Any) -> Iterator[Block]:
        """A paragraph that is an item by itself; it names its list and its level."""
        style = element.get(f"{TEXT}style-name") or self._style_within(element)
        depth = max(whole_number(element.get(f"{TEXT}level")) or 1, 1) - 1
        counted = self._lists.open(element, style)
        for child in element.iterchildren(*PARAGRAPHS):
            number = self._lists.item(counted, style, depth, element.get(f"{TEXT}start-value"))
            yield from self._paragraph(child, number)

    def _style_within(self, element: Any) -> str:
        """The list style that the first paragraph of a list names, where the list names none."""
        first = next(element.iter(*PARAGRAPHS), None)
        return "" if first is None else self._styles.list_of(first.get(f"{TEXT}style-name")) or ""

    def _paragraph(self, paragraph: Any, number: str) -> Iterator[Block]:
        if any(map(_is_hidden, paragraph.iterchildren(f"{TEXT}hidden-paragraph"))):
            return
        block = Block([Run(number)])
        outer, self._boxes = self._boxes, []
        look = self._styles.look("paragraph", paragraph.get(f"{TEXT}style-name"), Look())
        self._inline(paragraph, block, look)
        boxes, self._boxes = self._boxes, outer
        if block.has_text or block.notes:
            yield block
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, element: Any, block: Block, look: Look) -> None:
        self._add(element.text, block, look)
        for child in element:
            tag = child.tag
            if tag in SIGNS:
                self._add(SIGNS[tag], block, look, breaks=True)
            elif tag == f"{TEXT}note":
                if not look.hidden:
                    self._note(child, block)
            elif tag.startswith(DRAW) and tag != f"{DRAW}a":
                self._boxes += _boxes(child)
            elif tag not in DROPPED:
                inner = look
                if tag == f"{TEXT}span":
                    inner = self._styles.look("text", child.get(f"{TEXT}style-name"), look)
                self._inline(child, block, inner)
            self._add(child.tail, block, look)

    def _note(self, note: Any, block: Block) -> None:
        """The call of a note, and its paragraphs. The file holds its marker; one in letters or Roman
        numbers becomes the next number, since it could not be told from the word it is glued to."""
        citation = note.find(f"{TEXT}note-citation")
        marker = "" if citation is None else "".join(citation.itertext()).strip()
        is_typed = citation is not None and bool(citation.get(f"{TEXT}label"))
        if not marker.isdecimal() and not MARKERS.issuperset(marker):
            marker = str(self._last_note + 1)
        if marker.isdecimal() and len(marker) < 5:
            self._last_note = int(marker)
        block.runs.append(Run(marker, superscript=True))
        body = note.find(f"{TEXT}note-body")
        paragraphs = [] if body is None else [each.runs for each in self.blocks(body)]
        block.notes += with_marker(marker, paragraphs, is_typed)

    @staticmethod
    def _add(text: str | None, block: Block, look: Look, breaks: bool = False) -> None:
        """Text of the file; \n in it is a space, unless it is said that it breaks the line."""
        if text and not look.hidden:
            block.runs.append(
                Run(text if breaks else text.replace("\n", " "), look.italic, look.bold, look.superscript)
            )


def _is_hidden(element: Any) -> bool:
    """Whether a section, or the paragraph that holds such a field, is not printed."""
    return bool(element.get(f"{TEXT}display") == "none" or element.get(f"{TEXT}is-hidden") == "true")


def _boxes(element: Any) -> list[Any]:
    """The elements of a drawing that hold paragraphs: text boxes and shapes, the outermost ones."""
    if any(child.tag in (*PARAGRAPHS, f"{TEXT}list", f"{TABLE}table") for child in element):
        return [element]
    return [box for child in element if child.tag.startswith(DRAW) for box in _boxes(child)]


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from _rows(child)


def running_blocks(styles_root: Any, kind: str) -> Iterator[Block]:
    """The blocks of the headers or footers ("header", "footer") of every master page that shows them."""
    if styles_root is None:
        return
    story = OdtStory(OdtStyles(styles_root))
    tags = [f"{STYLE}{kind}{page}" for page in ("", "-first", "-left")]
    for element in styles_root.iter(*tags):
        if element.get(f"{STYLE}display") != "false" and len(element):
            yield from story.blocks(element)
