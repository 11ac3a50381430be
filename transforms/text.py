"""From bytes to clean text, and from text to numbered lines.

Here: encodings, and the one place where characters are normalized. Not here: what lines mean.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from charset_normalizer import from_bytes

SAMPLE_BYTES = 64_000
SINGLE_BYTE = [
    "cp1252",
    "iso8859_15",
    "cp1250",
    "cp1251",
    "cp1256",
    "koi8_r",
    "mac_roman",
    "utf_16_le",
    "utf_16_be",
]
WESTERN = {"cp1250", "cp1252", "iso8859_15", "mac_roman"}
"""Guesses that a few accents cannot tell apart: texts of our languages are then cp1252."""

MAGIC = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP (DOCX, ODT or an archive)",
    b"\xd0\xcf\x11\xe0": "legacy Microsoft Office (DOC)",
    b"\xffWPC": "WordPerfect",
    b"\x1f\x8b": "gzip",
    b"\xfd7zXZ": "xz",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG picture",
    b"\xff\xd8\xff": "JPEG picture",
}
STACKED = re.compile(r"([\u0300-\u036f]{8})[\u0300-\u036f]+")
"""More accents on one letter than any script has; sorting them would take for ever."""
SPACES = re.compile(r"[^\S\n\f]+")
REPLACED = str.maketrans(
    {
        "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None,
        "\u200e": None, "\u200f": None, "\u202a": None, "\u202c": None, "\x02": "-",
        "\u2010": "-", "\u2011": "-", "\u02bc": "’", "\u00b4": "’", "\u2032": "’",
        "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
        "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x85": "\n",
    }
)  # fmt: skip

REPLACED |= {0xF000 + code: chr(code) for code in range(0x20, 0x7F)}  # letters of barcode and symbol fonts


class Unreadable(ValueError):
    """A source that holds no text: `reason` is a word of REJECT_REASONS, the message a sentence."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(slots=True)
class Line:
    """One non-empty line of a source, and what the parser makes of it."""

    number: int
    text: str
    after_blank: bool
    page: int
    role: str = ""
    paragraph: int | None = field(default=None)


def decode(data: bytes) -> str:
    """The text of the bytes, whatever their encoding.

    Raises Unreadable for empty, binary and known non-text content.
    """
    if not data.strip():
        raise Unreadable("empty", "The file is empty.")
    for magic, name in MAGIC.items():
        if data.startswith(magic):
            raise Unreadable(
                "unsupported_format",
                f"The file is {name}; this version reads plain text and Akoma Ntoso. Save it as text.",
            )
    for encoding in ("utf-8-sig", "utf-16"):
        if encoding == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            return _checked(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _checked(_guessed(data))


def _guessed(data: bytes) -> str:
    if b"\0" in data[:SAMPLE_BYTES] and data[:SAMPLE_BYTES].count(b"\0") < len(data[:SAMPLE_BYTES]) // 4:
        raise Unreadable("not_text", "The file holds binary data, not text.")
    guess = from_bytes(data[:SAMPLE_BYTES], cp_isolation=SINGLE_BYTE).best()
    if guess is None:
        raise Unreadable("not_text", "No known text encoding fits the bytes of the file.")
    if guess.encoding in WESTERN:
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    return data.decode(guess.encoding, errors="replace")


def _checked(text: str) -> str:
    """The text, unless control characters show that it is none."""
    sample = text[:SAMPLE_BYTES]
    control = sum(
        1 for char in sample if unicodedata.category(char) == "Cc" and char not in "\t\n\r\f\x0b\x02\x85"
    )
    if control > len(sample) // 200:
        raise Unreadable("not_text", "The file holds binary data, not text.")
    if not text.strip():
        raise Unreadable("empty", "The file holds white space alone.")
    return text


def normalize(text: str) -> str:
    """The text with one form for each character: NFC, plain spaces and hyphens, no ligatures,
    soft hyphens or invisible marks. Curly quotes stay as printed. Lines end in \\n."""
    text = STACKED.sub(r"\1", text)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(REPLACED)
    strange = {
        ord(char): " " for char in set(text) if unicodedata.category(char) == "Cc" and char not in "\n\f\t"
    }
    text = text.translate(strange) if strange else text
    return SPACES.sub(" ", text)


def read_lines(text: str) -> list[Line]:
    """The non-empty lines of a normalized text, numbered from 1 as an editor numbers them.

    A form feed starts a new page and is no text.
    """
    lines = []
    page, blank = 1, True
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.replace("\f", " ").strip()
        before = len(raw) - len(raw.lstrip(" \t\f"))
        page += raw[:before].count("\f")
        if stripped:
            lines.append(Line(number, stripped, blank, page))
        page += raw[before:].count("\f")
        blank = not stripped
    return lines
