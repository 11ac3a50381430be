"""Paragraph numbers and item letters: reading them, and telling which level one belongs to.

Here: "9.", "(a)", "(ii)", "1.2" at the start of a line. Not here: where paragraphs begin (`starts`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

NUMBER = re.compile(
    r"(?P<marker>(?P<number>\d{1,3})(?:\s?[.)．]|\s[-–](?=\s)))(?:\s+|$|(?=[^\W\d]))(?P<rest>.*)$"
)
BARE_NUMBER = re.compile(r"(?P<marker>(?P<number>\d{1,3}))\s+(?P<rest>[^\W\d_].*)$")
ONE_AS_LETTER = re.compile(r"(?P<marker>(?P<number>[lI])\.)\s+(?P<rest>[^\W\d_].*)$")
DECIMAL = re.compile(r"(?P<marker>(?P<number>\d{1,2}(?:\.\d{1,2}){1,5})\.?)\s+(?P<rest>\S.*)$")
LETTER = re.compile(r"(?P<marker>\(?(?P<letter>[^\W\d_A-Z]{1,5}) ?\))\s*(?P<rest>.*)$")
DOTTED_LETTER = re.compile(r"(?P<marker>(?P<letter>[a-z])\.)\s+(?P<rest>\S.*)$")
ROMAN_HEADING = re.compile(r"(?P<marker>[IVX]+\.?|[A-Z]\.)(?:\s+(?P<rest>[^\W\d].*))?$")
DEEPEST = 6
"""Levels of items that may be open; no text of the United Nations has more than four."""

ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


def roman(letters: str) -> int | None:
    """The value of a small roman number, None where it is not one in its usual form."""
    if not letters or any(letter not in ROMAN_VALUES for letter in letters):
        return None
    values = [ROMAN_VALUES[letter] for letter in letters]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return total if _to_roman(total) == letters else None


def _to_roman(value: int) -> str:
    out = ""
    for amount, letters in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        count, value = divmod(value, amount)
        out += letters * count
    return out


def letter(letters: str) -> int | None:
    """a = 1 … z = 26, aa = 27 … zz = 52; None for anything else."""
    if len(set(letters)) != 1 or len(letters) > 2 or not "a" <= letters[0] <= "z":
        return None
    return ord(letters[0]) - ord("a") + 1 + 26 * (len(letters) - 1)


@dataclass(slots=True)
class Level:
    style: str
    last: int
    marker: str


@dataclass(slots=True)
class ItemLevels:
    """The open levels of lettered items under one numbered paragraph."""

    levels: list[Level] = field(default_factory=list)

    def place(self, letters: str, after_colon: bool) -> int | None:
        """The depth (1 for the first level) at which this item stands; None if it fits nowhere.

        "(i)" is a letter after "(h)" and a roman number elsewhere. `after_colon` says that the
        paragraph before announces items, so that a first letter opens a level of its own.
        """
        readings = [("letter", letter(letters)), ("roman", roman(letters)), ("double", _double(letters))]
        fits = [(style, value) for style, value in readings if value]
        if after_colon and (first := next((s for s, v in fits if v == 1), None)):
            return self._open(first, letters)
        for depth in range(len(self.levels), 0, -1):
            level = self.levels[depth - 1]
            if (level.style, level.last + 1) in fits:
                del self.levels[depth:]
                level.last, level.marker = level.last + 1, letters
                return depth
        if (first := next((s for s, v in fits if v == 1), None)) and all(
            x.style != first for x in self.levels
        ):
            return self._open(first, letters)
        return None

    def force(self, letters: str) -> int:
        """Place an item whose letter skips or repeats: at the deepest level of its style, else the first."""
        style = "roman" if letter(letters) is None else "letter"
        value = (letter(letters) if style == "letter" else roman(letters)) or 1
        for depth in range(len(self.levels), 0, -1):
            level = self.levels[depth - 1]
            if level.style == style:
                del self.levels[depth:]
                level.last, level.marker = value, letters
                return depth
        self.levels = [Level(style, value, letters)]
        return 1

    def _open(self, style: str, letters: str) -> int | None:
        if len(self.levels) == DEEPEST:
            return None
        self.levels.append(Level(style, 1, letters))
        return len(self.levels)

    def path(self) -> str:
        """The open items, as a paragraph number writes them: (a)(ii)."""
        return "".join(f"({level.marker})" for level in self.levels)


def _double(letters: str) -> int | None:
    value = letter(letters)
    return value - 26 if value and value > 26 else None
