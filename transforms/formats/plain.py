"""Plain text and Markdown: encodings.

Here: from bytes to characters. Not here: what lines mean.
"""

from __future__ import annotations

import unicodedata

from charset_normalizer import from_bytes

from transforms.formats.reader import Format, Text
from transforms.text import Unreadable, text_lines

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
    b"PK\x03\x04": "a ZIP that is neither an office document nor an archive of texts",
    b"\x1f\x8b": "a gzip archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"II*\0": "a TIFF picture",
    b"MM\0*": "a TIFF picture",
}


def read_plain(data: bytes) -> list[Text]:
    """The lines of a text file. Raises Unreadable for what is none."""
    return [Text(text_lines(decode(data)))]


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
                f"The file is {name}, which holds no text that could be read. Save the text as TXT, DOCX or PDF.",
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


PLAIN = Format("text", lambda data: True, read_plain)
