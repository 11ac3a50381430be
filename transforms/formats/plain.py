"""Plain text: encodings.

Here: from bytes to characters. Not here: what lines mean.
"""

from __future__ import annotations

import codecs
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
    "cp850",
    "utf_16_le",
    "utf_16_be",
]
WEST = ("cp1252", "mac_roman", "cp850")
WESTERN = {*WEST, "cp1250", "iso8859_15"}
"""Guesses that a few accents cannot tell apart."""
SIGNS = "éèêëàâäçôöûüùîïñáíóúœ’‘“”«»–—°ºª¿¡"
"""What texts of our languages have beside ASCII, most of it small letters."""
FIRST_OF_SEVERAL = 0xC2
"""With this byte or a higher one a letter of several begins in UTF-8."""
FEW, STRAY_AMONG = 2, 2000
"""So many stray bytes, and one more for so many bytes, leave a text what it is."""

MAGIC = {
    b"PK\x03\x04": "a ZIP that is neither an office document nor an archive of texts",
    b"\x1f\x8b": "a gzip archive within another source",
    b"\xfd7zXZ": "an xz archive within another source",
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
    return _checked(_nearly_utf8(data) or _guessed(data))


def _guessed(data: bytes) -> str:
    if b"\0" in data[:SAMPLE_BYTES] and data[:SAMPLE_BYTES].count(b"\0") < len(data[:SAMPLE_BYTES]) // 4:
        raise Unreadable("not_text", "The file holds binary data, not text.")
    guess = from_bytes(data[:SAMPLE_BYTES], cp_isolation=SINGLE_BYTE).best()
    if guess is None:
        raise Unreadable("not_text", "No known text encoding fits the bytes of the file.")
    encoding = _likeliest(data) if guess.encoding in WESTERN else guess.encoding
    return data.decode(encoding, errors="replace")


def _likeliest(data: bytes) -> str:
    """Of the encodings of western Europe the one by which most signs are those of our languages."""
    sample = data[:SAMPLE_BYTES]
    return max(
        WEST, key=lambda encoding: sum(map(sample.decode(encoding, "replace").count, SIGNS))
    )  # the first of equals


def _nearly_utf8(data: bytes) -> str | None:
    """The text of UTF-8 with a few bytes that are none, such as a letter cut at the end; these are read as
    cp1252. None where there are more."""
    strays = 0

    def take(error: UnicodeError) -> tuple[str, int]:
        nonlocal strays
        assert isinstance(error, UnicodeDecodeError)
        strays += error.end - error.start
        if strays > max(FEW, len(data) // STRAY_AMONG):
            raise error
        is_cut = error.end == len(data) and data[error.start] >= FIRST_OF_SEVERAL
        return "\ufffd" if is_cut else data[error.start : error.end].decode("cp1252", "replace"), error.end

    codecs.register_error("nearly-utf8", take)
    try:
        text = data.decode("utf-8", "nearly-utf8")
    except UnicodeDecodeError:
        return None
    return text if sum(char > "\x7f" for char in text) > 2 * strays else None


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
