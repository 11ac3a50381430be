"""From the bytes of a source to the tree of an Akoma Ntoso document, or the refusal to build one.

Here: telling AKN by its content, and parsing that no hostile file can make costly. Not here: what the markup says (`akn_reading`).
"""

from __future__ import annotations

import codecs
import re
from typing import Any

from lxml import etree

from transforms.akn import AKN, tag
from transforms.text import Unreadable

PROLOG_BYTES = 256_000
DEEPEST = 100
"""Elements within elements; the files of the United Nations have at most twenty."""
START_TAG = re.compile(r"<(?:[\w.-]+:)?akomaNtoso[\s>/][^>]{0,4000}")
DOCTYPE = re.compile(r"<!DOCTYPE\s", re.IGNORECASE)
DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,200}\?>")
UTF16 = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}


def is_akn(data: bytes) -> bool:
    """Whether the bytes are XML whose root is `akomaNtoso` in its namespace, whatever the encoding.

    A file with a document type is told by the same root, so that it can be refused with a reason.
    """
    head = _ascii_head(data)
    at = _after_prolog(head)
    if not head.startswith("<", at):
        return False
    found = START_TAG.search(head, at) if DOCTYPE.match(head, at) else START_TAG.match(head, at)
    return found is not None and AKN in found[0]


def parse_markup(data: bytes) -> Any:
    """The root element. No entity is replaced, no file or address is opened.

    Raises Unreadable for what is not well-formed, has a document type, or nests without end.
    """
    head = _ascii_head(data)
    if DOCTYPE.match(head, _after_prolog(head)):
        raise Unreadable(
            "malformed_xml",
            "The file declares a document type (<!DOCTYPE …>), which can hold entities that never end. "
            "AKN needs none: take the declaration out and build again.",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(_from_its_start(data), parser)
    except (etree.XMLSyntaxError, UnicodeDecodeError, ValueError) as error:
        raise Unreadable(
            "malformed_xml", f"The file is Akoma Ntoso, but not well-formed XML: {error}. Mend it there."
        ) from error
    _refuse_depth(root)
    return root


def _refuse_depth(root: Any) -> None:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise Unreadable(
                "malformed_xml",
                f"Line {element.sourceline}: <{tag(element)}> is the {depth}th element within elements; "
                f"{DEEPEST} are read. Is it a text of the United Nations?",
            )


def _from_its_start(data: bytes) -> bytes:
    """The bytes without a byte order mark and white space before the XML declaration."""
    if encoding := _utf16(data):
        text = data.decode(encoding).lstrip("\ufeff")
        return DECLARATION.sub("", text, count=1).strip().encode()
    return data.removeprefix(codecs.BOM_UTF8).lstrip()


def _utf16(data: bytes) -> str | None:
    return UTF16.get(data[:2])


def _ascii_head(data: bytes) -> str:
    """The beginning as characters; only those of ASCII need be right, since all markup is."""
    head = data[:PROLOG_BYTES]
    encoding = _utf16(head)
    return (
        head.decode(encoding, "ignore") if encoding else head.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    )


def _after_prolog(head: str) -> int:
    """Where the first thing stands that is neither white space, nor a comment, nor an instruction."""
    at = 0
    while True:
        while at < len(head) and head[at] in " \t\r\n\ufeff":
            at += 1
        ends = "-->" if head.startswith("<!--", at) else "?>" if head.startswith("<?", at) else None
        end = head.find(ends, at) if ends else -1
        if ends is None or end < 0:
            return at
        at = end + len(ends)
