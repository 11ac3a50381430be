"""The parts of an ODT file, packed or flat, and the names of its markup (OpenDocument 1.3, part 3).

Here: telling and opening the file. Not here: what the parts say (`odt_styles`, `odt_blocks` …).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from transforms.formats.packages import DEEPEST, MAGIC, Package, first_name
from transforms.markup import after_prolog, ascii_head, parse_xml
from transforms.text import Unreadable

URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, STYLE, TABLE, DRAW = (
    f"{{{URN}{name}:1.0}}" for name in ("office", "text", "style", "table", "drawing")
)
FO = f"{{{URN}xsl-fo-compatible:1.0}}"
LIBREOFFICE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
MIMETYPE = "mimetype"
MANIFEST = "META-INF/manifest.xml"
KIND = b"application/vnd.oasis.opendocument."
TEXT_KIND = KIND + b"text"
FLAT_START = b"<office:document"


@dataclass(slots=True)
class OdtParts:
    """The roots of content.xml and styles.xml; in a flat file, one and the same."""

    content: Any
    styles: Any


def is_opendocument(data: bytes) -> bool:
    """Whether the bytes are an OpenDocument file, whole or damaged; which kind it is tells read_odt_parts."""
    if not data.startswith(MAGIC):
        return _is_flat(data)
    try:
        package = Package(data)
        return _kind(package).startswith(KIND)
    except Unreadable:
        return first_name(data) == MIMETYPE and KIND in data[:200]


def read_odt_parts(data: bytes) -> OdtParts:
    """Raises Unreadable: unsupported_format for other kinds than text, password, damaged."""
    if _is_flat(data):
        if TEXT_KIND not in data[:8000]:
            raise _no_text_document()
        root = parse_xml(data, "an OpenDocument file", DEEPEST, "damaged")
        return OdtParts(root, root)
    package = Package(data)
    if not _kind(package).startswith(TEXT_KIND):
        raise _no_text_document()
    if MANIFEST in package.names and b"encryption-data" in package.read(MANIFEST):
        raise Unreadable("password", "The file has a password. Save it without one and build again.")
    content, styles = (
        parse_xml(package.read(name), "an ODT file", DEEPEST, "damaged") if name in package.names else None
        for name in ("content.xml", "styles.xml")
    )
    if content is None:
        raise Unreadable("damaged", "The file is an ODT file without content. Get it again and build.")
    return OdtParts(content, styles)


def _kind(package: Package) -> bytes:
    """What the file says it is, in its first part or in its manifest; empty where it says nothing."""
    if MIMETYPE in package.names:
        return package.read(MIMETYPE, 1000).strip()
    if MANIFEST in package.names:
        manifest = package.read(MANIFEST, 1 << 20)
        at = manifest.find(KIND)
        return manifest[at : at + 100] if at >= 0 else b""
    return b""


def _is_flat(data: bytes) -> bool:
    if FLAT_START not in data[:8000]:
        return False
    head = ascii_head(data)
    return head.startswith(FLAT_START.decode(), after_prolog(head))


def _no_text_document() -> Unreadable:
    return Unreadable(
        "unsupported_format", "The file is an OpenDocument file, but no text: a sheet, slides or a drawing?"
    )
