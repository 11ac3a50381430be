"""Which reader reads which bytes, told by the content alone.

Here: the list of formats, in the order in which they are tried. Not here: the readers.
"""

from __future__ import annotations

from transforms.formats.docx import DOCX
from transforms.formats.html import HTML
from transforms.formats.jsonl import JSON_LINES
from transforms.formats.markdown import MARKDOWN
from transforms.formats.odt import ODT
from transforms.formats.pdf import PDF
from transforms.formats.plain import PLAIN
from transforms.formats.reader import Format

FORMATS: tuple[Format, ...] = (
    PDF,
    DOCX,
    ODT,
    JSON_LINES,
    HTML,
    MARKDOWN,
    PLAIN,
)
"""Every format that gives lines; the last takes what no other does."""


def find_format(data: bytes) -> Format:
    """The first format that recognizes the bytes."""
    return next(each for each in FORMATS if each.recognizes(data))
