"""From the runs of a marked-up line (italics, superscripts) to a line as the parser has it.

Here: joining runs, with the place of each italic one. Not here: where a format says what is italic.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from transforms.text import RAISE, Line, make_line, normalize

RULE = "_" * 20
"""What a horizontal rule prints: above footnotes it parts them from the text."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line that is printed alike. `superscript` digits become superscript characters, which
    the parser takes for calls of footnotes; other superscript letters (21st) are plain."""

    text: str
    italic: bool = False
    bold: bool = False
    superscript: bool = False


def line_of(
    runs: Iterable[Run], number: int, *, after_blank: bool = True, page: int = 1, role: str = ""
) -> Line | None:
    """The runs as one line with one space between words; None where they hold no text.

    `italics` of the line are half-open spans of characters; a line is bold where all its letters are.
    """
    text = ""
    italics: list[tuple[int, int]] = []
    letters = bold = 0
    for run in runs:
        piece = normalize(run.text).replace("\n", " ").replace("\f", " ")
        piece = " ".join(piece.split(" ")) if "  " in piece else piece
        if not text or text.endswith(" "):
            piece = piece.lstrip(" ")
        if not piece:
            continue
        if run.superscript and piece.strip().replace(",", "").isdecimal():
            piece = piece.translate(RAISE)
        start = len(text)
        text += piece
        count = sum(char.isalpha() for char in piece)
        letters += count
        bold += count if run.bold else 0
        if run.italic and piece.strip():
            _add_span(italics, text, start, len(text))
    text = text.rstrip(" ")
    if not text:
        return None
    spans = [(start, min(end, len(text))) for start, end in italics]
    return make_line(number, text, after_blank, page, role, spans, is_bold=letters > 0 and bold == letters)


def _add_span(italics: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Join a span to the one before it where only spaces stand between."""
    if italics and not text[italics[-1][1] : start].strip():
        italics[-1] = (italics[-1][0], end)
    else:
        italics.append((start, end))
