"""DOCX: the documents of Word since 2007, with macros or not, templates, transitional and strict.

Here: from the file to its lines. Not here: markup (`docx_blocks`), parts (`docx_parts`).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from transforms.formats.blocks import Block, block_lines
from transforms.formats.docx_blocks import Story
from transforms.formats.docx_notes import Notes
from transforms.formats.docx_numbering import Numbering
from transforms.formats.docx_parts import W, is_office, read_parts
from transforms.formats.docx_styles import Styles
from transforms.formats.reader import Format, Text
from transforms.text import Unreadable


def read_docx(data: bytes) -> list[Text]:
    """The lines of a document as it is printed once all changes are accepted.

    Raises Unreadable for what is no Word document, damaged, encrypted or too costly, and for pieces in other
    formats than HTML.
    """
    parts = read_parts(data)
    styles = Styles(parts.styles)
    numbering = Numbering(parts.numbering, styles)

    def blocks(root: Any) -> Iterable[Block]:
        return Story(styles, numbering).blocks(root)

    body = parts.document.find(f"{W}body")
    if body is None:
        raise Unreadable("damaged", "The file is a DOCX file without a body. Get it again and build.")
    notes = Notes(parts.notes, parts.settings, parts.document, blocks)
    story = Story(styles, numbering, notes, parts.chunks)
    headers, footers = (chain.from_iterable(map(blocks, roots)) for roots in (parts.headers, parts.footers))
    return [Text(block_lines(headers, story.blocks(body), footers))]


DOCX = Format("docx", is_office, read_docx)
