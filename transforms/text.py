"""Clean text and numbered lines, whatever the format they come from.

Here: the record of a line, and the one place where characters are normalized. Not here: encodings and
formats (`formats`), what lines mean.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

STACKED = re.compile(r"([\u0300-\u036f]{8})[\u0300-\u036f]+")
"""More accents on one letter than any script has; sorting them would take for ever."""
RAISED = re.compile("[⁰¹²³⁴-⁹]+(?:, ?[⁰¹²³⁴-⁹]+)*")
"""Superscript digits, as a list where commas stand between: "rights,¹, ²" calls two footnotes."""
LOWER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
RAISE = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
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
    `text` is without the superscript digits of the source; `calls` has them, each with the place in `text`
    where it stood: what they call is told by the footnotes. `italics` are half-open spans of characters.
    """

    number: int
    text: str
    after_blank: bool
    page: int
    role: str = ""
    paragraph: int | None = field(default=None)
    italics: tuple[tuple[int, int], ...] = ()
    is_bold: bool = False
    calls: tuple[tuple[int, str], ...] = ()

    @property
    def printed(self) -> str:
        """The line as the source has it, with superscript digits in their places."""
        return self.printed_from(0)

    @property
    def italic_words(self) -> str | None:
        """What is printed in italics, a bar between pieces; None where nothing is."""
        return " | ".join(self.text[start:end].strip() for start, end in self.italics) or None

    def printed_from(self, start: int) -> str:
        """The printed words from a place in `text` to the end."""
        parts, at = [], start
        for place, raised in self.calls:
            if place >= start:
                parts += [self.text[at:place], raised]
                at = place
        return "".join(parts) + self.text[at:]


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


def make_line(
    number: int,
    printed: str,
    after_blank: bool,
    page: int = 1,
    role: str = "",
    italics: Iterable[tuple[int, int]] = (),
    is_bold: bool = False,
) -> Line:
    """A line from what is printed on it, its superscript digits set apart. Digits with which a line begins
    number what follows, such as a footnote, and are plain. `italics` are spans of `printed`."""
    if leading := RAISED.match(printed):
        printed = printed.translate({ord(sign): sign.translate(LOWER) for sign in leading[0]})
    calls: list[tuple[int, str]] = []
    cuts: list[tuple[int, int]] = []
    text = ""
    at = 0
    for found in RAISED.finditer(printed):
        start, end = found.span()
        if printed[start - 1 : start] == " " and (end == len(printed) or printed[end] == " "):
            start -= 1
        text += printed[at:start]
        calls.append((len(text), found[0]))
        cuts.append((start, end))
        at = end
    text += printed[at:]
    cut_before = list(accumulate((end - start for start, end in cuts), initial=0))
    spans = tuple(
        (_before_cuts(start, cuts, cut_before), _before_cuts(end, cuts, cut_before)) for start, end in italics
    )
    return Line(number, text, after_blank, page, role, italics=spans, is_bold=is_bold, calls=tuple(calls))


def _before_cuts(place: int, cuts: list[tuple[int, int]], cut_before: list[int]) -> int:
    """A place in a printed line as a place in what is left of it once the cuts are made. `cut_before` says how
    many characters go before each cut."""
    count = bisect_left(cuts, (place,))
    if not count:
        return place
    start, end = cuts[count - 1]
    return place - cut_before[count - 1] - (min(end, place) - start)


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
            lines.append(make_line(number, stripped, blank, page))
        page += raw[before:].count("\f")
        blank = not stripped
    return lines
