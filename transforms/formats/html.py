"""HTML and XHTML: pages saved from the web, by Word, by LibreOffice, or made by other programs.

Here: telling HTML, its encoding, and parsing it within bounds. Not here: what its elements print
(`html_walk`).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from transforms.formats.blocks import Block, block_lines
from transforms.formats.html_walk import read_blocks
from transforms.formats.plain import decode
from transforms.formats.reader import Format, Text
from transforms.markup import after_prolog, ascii_head
from transforms.text import Unreadable

BEGINS = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|style|script|div|p|h[1-6]|table|ol|ul|main|article"
    r"|section|nav|header|span|font|center|br|hr|a|b|i|em|strong)(?=[\s>/]))",
    re.IGNORECASE,
)
"""With what HTML begins, or a piece of it."""
HEAD_BYTES = 4096
"""Where a page says its encoding; browsers look no further than 1024 bytes."""
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w:.-]{2,40})|<\?xml[^>]{0,200}encoding\s{0,5}=\s{0,5}["']([\w:.-]{2,40})""",
    re.IGNORECASE,
)
READ_AS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",
    "utf-8-sig": "utf-8",
}  # fmt: skip
"""Names of encodings that pages use for others (WHATWG Encoding, 4.2). A page in UTF-16 has a mark, or it could
not be read this far."""
MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def recognizes_html(data: bytes) -> bool:
    """Whether the first thing in the file, after comments and declarations, is an element of HTML."""
    head = ascii_head(data)
    return bool(BEGINS.match(head, after_prolog(head)))


def read_html(data: bytes) -> list[Text]:
    """The lines of a page as a browser prints it, without what stands around its text.

    Raises Unreadable for a page that is too deep, or holds no text.
    """
    return [Text(block_lines([], html_blocks(data), []))]


def html_blocks(data: bytes) -> Iterator[Block]:
    """The blocks of a page, or of a piece of HTML within another file. Raises Unreadable as `read_html` does."""
    return read_blocks(_parse(_characters(data)))


def _characters(data: bytes) -> str:
    """The text of the page: by its byte order mark, by what it declares, else by a guess."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return data.removeprefix(mark).decode(encoding, "replace")
    declared = DECLARED.search(data[:HEAD_BYTES])
    if declared:
        try:
            name = codecs.lookup((declared[1] or declared[2]).decode("ascii")).name
            return data.decode(READ_AS.get(name, name))
        except (LookupError, UnicodeError, ValueError):  # not its encoding, or none that is known
            pass
    return decode(data)


def _parse(page: str) -> Any:
    """The root of the page. Nothing outside it is opened; the parser bounds the depth of elements."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(page.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise Unreadable("empty", "The page holds no text. Is it a picture of one? Get it as text.")
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Unreadable(
            "too_costly",
            "The page has elements within elements without end, or is one piece. Is it a text of the United Nations?",
        )
    return root


HTML = Format("html", recognizes_html, read_html)
