"""Small DOCX and ODT files, made of the markup that a test is about.

Here: packing parts. Not here: whole documents in the UN's layout (`pages_docx`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from transforms.text import Line

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MORE = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = ("styles", "numbering", "settings", "footnotes", "endnotes")
ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
) + ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'  # fmt: skip
ODT_KIND = "application/vnd.oasis.opendocument.text"


def pack(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def docx_parts(
    body: str,
    main: str = MAIN,
    running: Mapping[str, str] = {},
    chunks: Mapping[str, bytes] = {},
    **parts: str,
) -> dict[str, str | bytes]:
    """The parts of a DOCX file: the markup within its body, and within styles, numbering … where given.
    `running` gives headers and footers: id of the relationship ("header1") to markup; `chunks` pieces of other
    formats in the same way."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
        ),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {W} {MORE}><w:body>{body}</w:body></w:document>",
    }
    links = {}
    for kind in KINDS:
        if kind in parts:
            links[kind] = (kind, f"{kind}.xml")
            files[f"word/{kind}.xml"] = f"<w:{kind} {W} {MORE}>{parts[kind]}</w:{kind}>"
    for name, markup in running.items():
        kind = name.rstrip("0123456789")
        tag = {"header": "hdr", "footer": "ftr"}[kind]
        links[name] = (kind, f"{name}.xml")
        files[f"word/{name}.xml"] = f"<w:{tag} {W} {MORE}>{markup}</w:{tag}>"
    for name, piece in chunks.items():
        links[name] = ("aFChunk", name)
        files[f"word/{name}"] = piece
    files["word/_rels/document.xml.rels"] = _relations(links)
    return files


def docx_file(body: str, **parts: str) -> bytes:
    return pack(docx_parts(body, **parts))


def _relations(links: Mapping[str, tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="{name}" Type="{REL}/{kind}" Target="{target}"/>'
        for name, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{RELS}">{each}</Relationships>'


def odt_parts(body: str, automatic: str = "", styles: str = "", masters: str = "") -> dict[str, str]:
    return {
        "mimetype": ODT_KIND,
        "content.xml": (
            f"<office:document-content {ODF}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
        ),
        "styles.xml": (
            f"<office:document-styles {ODF}><office:styles>{styles}</office:styles>"
            f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
        ),
    }


def odt_file(body: str, **parts: str) -> bytes:
    return pack(odt_parts(body, **parts))


def flat_odt(body: str, automatic: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {ODF} office:mimetype="{ODT_KIND}">'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def printed(lines: list[Line]) -> list[str]:
    """What the lines print, with the role of those that have one: "footnote: 1 A/HRC/20/24."."""
    return [f"{line.role}: {line.printed}" if line.role else line.printed for line in lines]
