"""From bytes to the tree of an XML document, by a parser that no hostile file can make costly.

Here: parsing, and what is refused. Not here: what the markup of any format says.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from transforms.text import Unreadable

PROLOG_BYTES = 256_000
SAFE: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False,
    "huge_tree": False, "remove_comments": True, "remove_pis": True,
}  # fmt: skip
"""How lxml reads what may be hostile."""
DOCTYPE = re.compile(r"<!DOCTYPE\s", re.IGNORECASE)
MOST_WITHIN = 100_000
"""Elements within one that is read whole; a record with the roll of all States has some 1,500."""
DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,200}\?>")
UTF16 = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}


def parse_xml(data: bytes, name: str, deepest: int, reason: str = "malformed_xml") -> Any:
    """The root element of what people call `name`. No entity is replaced, no file or address is opened.

    Raises Unreadable with the reason for what is not well-formed, has a document type, or nests elements
    deeper than `deepest`.
    """
    _refuse_doctype(data, name, reason)
    source = _from_its_start(data, name, reason)
    try:
        root = etree.fromstring(source, etree.XMLParser(**SAFE))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _not_well_formed(str(error), name, reason) from error
    _refuse_depth(root, deepest, reason)
    return root


def stream_xml(
    data: bytes, name: str, deepest: int, wanted: Collection[str], reason: str = "malformed_xml"
) -> Iterator[Any]:
    """Each of the `wanted` elements ("{namespace}name") that lies in no other, once it is read whole, with
    the same safety as `parse_xml`. All else is forgotten at once, so that memory does not grow with the file.

    Raises Unreadable as `parse_xml` does, at the place in the file where it meets the fault, and "too_costly" where
    a wanted element holds more than MOST_WITHIN others.
    """
    _refuse_doctype(data, name, reason)
    depth = within = held = 0
    source = BytesIO(_from_its_start(data, name, reason))
    reading = etree.iterparse(source, events=("start", "end"), **SAFE)
    try:
        for event, element in reading:
            if event == "start":
                depth += 1
                within += element.tag in wanted
                held += within > 0
                if held > MOST_WITHIN:
                    raise Unreadable(
                        "too_costly",
                        f"Line {element.sourceline}: more than {MOST_WITHIN:,} elements in one. Is it {name}?",
                    )
                if depth > deepest:
                    raise _too_deep(element, depth, deepest, reason)
                continue
            depth -= 1
            if element.tag in wanted:
                within -= 1
                if not within:
                    yield element
            if not within:
                held = 0
                _forget(element)
    except etree.XMLSyntaxError as error:
        first = next(iter(reading.error_log), None)
        said = f"{first.message}, line {first.line}, column {first.column}" if first else str(error)
        raise _not_well_formed(said, name, reason) from error


def _forget(element: Any) -> None:
    """Free an element that was read, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def local_name(element: Any) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _refuse_depth(root: Any, deepest: int, reason: str) -> None:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > deepest:
            raise _too_deep(element, depth, deepest, reason)


def _refuse_doctype(data: bytes, name: str, reason: str) -> None:
    head = ascii_head(data)
    if DOCTYPE.match(head, after_prolog(head)):
        raise Unreadable(
            reason,
            f"The file declares a document type (<!DOCTYPE …>), which can hold entities that never end. "
            f"{name} needs none: take the declaration out and build again.",
        )


def _too_deep(element: Any, depth: int, deepest: int, reason: str) -> Unreadable:
    return Unreadable(
        reason,
        f"Line {element.sourceline}: <{local_name(element)}> is the {depth}th element within elements; "
        f"{deepest} are read. Is it a text of the United Nations?",
    )


def _not_well_formed(error: str, name: str, reason: str) -> Unreadable:
    return Unreadable(reason, f"The file is {name}, but not well-formed XML: {error}. Mend it there.")


def _from_its_start(data: bytes, name: str, reason: str) -> bytes:
    """The bytes without a byte order mark and white space before the XML declaration."""
    if encoding := _utf16(data):
        try:
            text = data.decode(encoding).lstrip("\ufeff")
        except UnicodeDecodeError as error:
            raise _not_well_formed(str(error), name, reason) from error
        return DECLARATION.sub("", text, count=1).strip().encode()
    return data.removeprefix(codecs.BOM_UTF8).lstrip()


def _utf16(data: bytes) -> str | None:
    return UTF16.get(data[:2])


def ascii_head(data: bytes) -> str:
    """The beginning as characters; only those of ASCII need be right, since all markup is."""
    head = data[:PROLOG_BYTES]
    encoding = _utf16(head)
    return (
        head.decode(encoding, "ignore") if encoding else head.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    )


def after_prolog(head: str) -> int:
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
