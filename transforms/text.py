"""Clean text and numbered lines, whatever the format they come from.

Here: the record of a line, and the one place where characters are normalized. Not here: encodings and
formats (`formats`), what lines mean.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

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
    """One non-empty line of a source, and what the parser makes of it.

    A reader of a format with layout may have set the role already (furniture, footnote); then it stays.
    `italics` are half-open spans of characters.
    """

    number: int
    text: str
    after_blank: bool
    page: int
    role: str = ""
    paragraph: int | None = field(default=None)
    italics: tuple[tuple[int, int], ...] = ()
    is_bold: bool = False


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


def text_lines(text: str) -> list[Line]:
    """The non-empty lines of a text as it came."""
    return read_lines(normalize(text))


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
