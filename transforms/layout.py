"""How a source breaks its text into lines: what a blank line and a short line mean.

Here: measuring. Not here: deciding what begins a paragraph (`starts`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from transforms.text import Line

SENTENCE_END = re.compile(
    r"[,;:.!?؛،。；，：]\s?['\"’”»)\]]{0,2}(?:\d{1,3}(?:,\d{1,3})*|\*{1,3})?$|[”\"»)\]]$"
)
MOSTLY = 0.9
ENDING_SHARE = 0.6
FEWEST_ITALIC = 3
"""Paragraphs that begin in italics where lead phrases are printed so."""
OPENING_QUOTES = "“«„\"'‘ "
WIDEST_MARGIN = 200
"""Characters; no margin breaks a line later than this, so longer lines are paragraphs."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Whether blank lines separate paragraphs, and how wide the lines are (characters)."""

    blanks_separate: bool
    width: int
    each_line: bool = False
    """Whether every line is a paragraph, with or without blank lines between."""
    italic_leads: bool = False
    """Whether lead phrases are printed in italics."""

    def is_short(self, previous: str, following: str) -> bool:
        """Whether the first word of the following line would have fitted on the previous one,
        so that a writer, not the margin, broke the line."""
        return len(previous) + 1 + len(following.split(" ", 1)[0]) <= self.width


def measure(lines: list[Line]) -> Layout:
    """The layout of the body lines of one document."""
    italic = sum(begins_in_italics(line) for line in lines if line.after_blank)
    return replace(_measure_breaks(lines), italic_leads=italic >= FEWEST_ITALIC)


def begins_in_italics(line: Line) -> bool:
    """Whether the first words of a line are in italics, quotation marks aside."""
    return bool(line.italics) and not line.text[: line.italics[0][0]].strip(OPENING_QUOTES)


def _measure_breaks(lines: list[Line]) -> Layout:
    """What blank and short lines mean."""
    if len(lines) < 2:
        return Layout(True, 0)
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[int(len(lengths) * 0.95)] if len(lengths) > 20 else lengths[-1]
    blanks = sum(line.after_blank for line in lines[1:]) / (len(lines) - 1)
    if blanks >= MOSTLY:
        ending = sum(bool(SENTENCE_END.search(line.text)) for line in lines) / len(lines)
        return Layout(ending >= ENDING_SHARE or width > WIDEST_MARGIN, width)
    if width > WIDEST_MARGIN and blanks <= 0.02:
        return Layout(True, width, each_line=True)
    return Layout(blanks > 0.02, width)
