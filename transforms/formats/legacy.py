"""Formats that only an office program reads: DOC, WordPerfect and RTF.

Here: telling them by their bytes, and what refuses a source before it is converted. Not here: the
conversion, which needs a program (`orchestration.office`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from transforms.formats.docx import read_docx
from transforms.formats.reader import Text
from transforms.text import Unreadable

Convert = Callable[[bytes, str], bytes]
"""From the bytes of a document and the suffix of its format to those of a DOCX file; raises Unreadable."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = 512
FIB = (b"\xec\xa5", b"\xdc\xa5")
"""How the stream of a Word document begins: Word 97 and later, Word 95."""
FIB_FLAGS, IS_ENCRYPTED = 11, 0x01
RTF = b"{\\rtf"
RTF_STARTS = (RTF, b"\xef\xbb\xbf" + RTF)


@dataclass(frozen=True, slots=True)
class Legacy:
    """A format that is converted: its `name` in `resolutions.source_format`, what people call it, and
    the suffix by which an office program knows it."""

    name: str
    title: str
    suffix: str


DOC = Legacy("doc", "a Word document of the older kind (DOC)", "doc")
WORDPERFECT = Legacy("wordperfect", "a WordPerfect document", "wpd")
RICH_TEXT = Legacy("rtf", "a Rich Text (RTF) document", "rtf")
LEGACY = {each.suffix: each for each in (DOC, WORDPERFECT, RICH_TEXT)}


def find_legacy(data: bytes) -> Legacy | None:
    """The format of the bytes, None where it is none of these.

    Raises Unreadable for OLE files that hold no Word document, and for encrypted ones.
    """
    if data.startswith(b"\xffWPC"):
        return WORDPERFECT
    if data.lstrip()[:8].startswith(RTF_STARTS):
        return RICH_TEXT
    return _word(data) if data.startswith(OLE) else None


def read_legacy(data: bytes, form: Legacy, convert: Convert | None) -> list[Text]:
    """The lines of a document of such a format.

    Raises Unreadable(needs_libreoffice) where nothing converts.
    """
    if convert is None:
        raise needs_libreoffice(form.suffix)
    return read_docx(convert(data, form.suffix))


def needs_libreoffice(suffix: str) -> Unreadable:
    return Unreadable(
        "needs_libreoffice",
        f"The file is {LEGACY[suffix].title}, which is read through LibreOffice, and that is not installed. "
        "Install it (Debian and Ubuntu: apt install libreoffice-writer; else libreoffice.org) and build again, "
        "or save the file as DOCX.",
    )


def _word(data: bytes) -> Legacy:
    """Which OLE file it is: the names of its streams tell."""
    if _holds(data, "EncryptedPackage"):
        raise Unreadable("password", "The file has a password. Save it without one and build again.")
    if not _holds(data, "WordDocument"):
        raise Unreadable(
            "unsupported_format",
            "The file is of Microsoft Office or Windows, but no Word document: a workbook, slides, a mail or "
            "an installer? Save its text as DOCX or plain text.",
        )
    stream = data[HEADER : HEADER + 32]
    if stream[:2] in FIB and stream[FIB_FLAGS] & IS_ENCRYPTED:
        raise Unreadable("password", "The file has a password. Save it without one and build again.")
    return DOC


def _holds(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data
