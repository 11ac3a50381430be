"""The parts of a DOCX file that hold printed text, and those that say how it is numbered and set.

Here: finding the parts by their relationships. Not here: what they say (`docx_blocks`, `docx_styles` …).
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import Any

from transforms.formats.packages import DEEPEST, MAGIC, Package, first_name
from transforms.markup import parse_xml
from transforms.text import Unreadable

TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": TRANSITIONAL,
    b"http://purl.oclc.org/ooxml/officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
}
W = f"{{{TRANSITIONAL.decode()}}}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VAL, ID = f"{W}val", f"{W}id"
CHUNK = f"{W}altChunk"
CONTENT_TYPES = "[Content_Types].xml"
MAIN_TYPES = (b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml", b"ms-word.")
SIGNS = (CONTENT_TYPES, "_rels/", "word/", "docProps/", "customXml/")
"""How the first part of an office file is called, by which a damaged one is still told."""
OFF = ("0", "false", "off", "none")


@dataclass(slots=True)
class Parts:
    """The root elements of the parts; None or empty for what the file has not. `headers` and `footers`
    are those that are printed, in the order of the sections."""

    document: Any
    styles: Any = None
    numbering: Any = None
    settings: Any = None
    notes: dict[str, Any] = field(default_factory=dict)
    headers: list[Any] = field(default_factory=list)
    footers: list[Any] = field(default_factory=list)
    chunks: dict[str, bytes] = field(default_factory=dict)
    """The pieces in other formats that the document takes in, by the id of the relationship."""


def is_office(data: bytes) -> bool:
    """Whether the bytes are an OOXML package, whole or damaged; which kind it is tells read_parts."""
    if not data.startswith(MAGIC):
        return False
    try:
        return CONTENT_TYPES in Package(data).names
    except Unreadable:
        return first_name(data).startswith(SIGNS)


def read_parts(data: bytes) -> Parts:
    """Raises Unreadable: unsupported_format for a workbook or slides, damaged for missing or broken parts."""
    package = Package(data)
    types = package.read(CONTENT_TYPES, 1 << 20)
    if not any(name in types for name in MAIN_TYPES):
        raise Unreadable(
            "unsupported_format", "The file is an office document, but none of Word: a workbook or slides?"
        )
    main = _main_part(package)
    links = _links(package, main)
    parts = Parts(_root(package, main))
    for name in ("styles", "numbering", "settings"):
        setattr(parts, name, _optional(package, _target(links, name)))
    for name in ("footnotes", "endnotes"):
        root = _optional(package, _target(links, name))
        if root is not None:
            parts.notes[name[:-1]] = root
    for chunk in parts.document.iter(CHUNK):
        kind, name = links.get(chunk.get(f"{R}id", ""), ("", ""))
        if kind == "aFChunk" and name in package.names and chunk.get(f"{R}id") not in parts.chunks:
            parts.chunks[chunk.get(f"{R}id")] = package.read(name)
    even = parts.settings is not None and bool(is_on(parts.settings, "evenAndOddHeaders"))
    for kind, found in (("header", parts.headers), ("footer", parts.footers)):
        for name in _printed(parts.document, kind, links, even):
            root = _optional(package, name)
            if root is not None:
                found.append(root)
    return parts


def value(element: Any, path: str, default: str | None = None) -> str | None:
    """The w:val of the child that the path of W names leads to: "numPr/numId"."""
    found = element.find("/".join(W + name for name in path.split("/"))) if element is not None else None
    return default if found is None else found.get(VAL, default)


def number(element: Any, path: str) -> int | None:
    """The same as a whole number; None where it is none."""
    text = value(element, path) or ""
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 10 else None


def is_on(element: Any, name: str) -> bool | None:
    """Whether a property is switched on; None where the element does not say."""
    found = element.find(W + name)
    return None if found is None else found.get(VAL, "true") not in OFF


def _main_part(package: Package) -> str:
    links = _links(package, "")
    name = _target(links, "officeDocument")
    return name if name in package.names else "word/document.xml"


def _links(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: by the id of the relationship, its kind (the last word of its type) and
    the name of the part. Those that lead outside the file are left out."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package.names:
        return {}
    links = {}
    for each in parse_xml(package.read(rels), "a DOCX file", DEEPEST, "damaged"):
        if each.get("TargetMode") != "External" and each.get("Id"):
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
            links[each.get("Id")] = (each.get("Type", "").rsplit("/", 1)[-1], target)
    return links


def _target(links: dict[str, tuple[str, str]], kind: str) -> str:
    return next((target for each, target in links.values() if each == kind), "")


def _root(package: Package, name: str) -> Any:
    data = package.read(name)
    for strict, transitional in STRICT.items():
        data = data.replace(strict, transitional)
    return parse_xml(data, "a DOCX file", DEEPEST, "damaged")


def _optional(package: Package, name: str) -> Any:
    return _root(package, name) if name in package.names else None


def _printed(document: Any, kind: str, links: dict[str, tuple[str, str]], even: bool) -> list[str]:
    """The names of the headers or footers that some section prints. A section has those of the one
    before where it names none; the first page has its own, and even pages, only where it is said."""
    names: list[str] = []
    current: dict[str, str] = {}
    for section in document.iter(f"{W}sectPr"):
        if section.getparent().tag == f"{W}sectPrChange":
            continue
        for each in section.findall(f"{W}{kind}Reference"):
            linked = links.get(each.get(f"{R}id", ""), ("", ""))
            if linked[0] == kind:
                current[each.get(f"{W}type", "default")] = linked[1]
        first = is_on(section, "titlePg")
        names += [
            current[page]
            for page, is_used in (("first", first), ("default", True), ("even", even))
            if is_used and page in current
        ]
    return list(dict.fromkeys(names))
