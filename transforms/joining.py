"""From the lines of a paragraph to its text: line ends repaired, footnote digits taken out.

Here: words and characters. Not here: which lines belong together (`body`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

BROKEN = re.compile(r"(?P<head>[^\W\d_]{2,})-$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
THOUSANDS = re.compile(r"(?<!\d)\d{1,3}[.,]$")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of the texts, small letters, hyphenated words whole."""
    return frozenset(word.casefold() for text in texts for word in WORD.findall(text))


def join_lines(lines: list[str], words: frozenset[str]) -> str:
    """One line of text from several.

    A hyphen at a line's end is kept ("capacity-" / "building"), unless the document writes the
    joined word elsewhere and never the hyphenated one.
    """
    joined = ""
    for line in lines:
        if not joined:
            joined = line
        elif joined.endswith("-") and not joined.endswith(" -"):
            joined = _rejoin(joined, line, words)
        elif joined.endswith("/"):
            joined += line
        else:
            joined += " " + line
    return re.sub(r"\s+", " ", joined).strip()


def _rejoin(head: str, tail: str, words: frozenset[str]) -> str:
    broken, following = BROKEN.search(head), FIRST_WORD.match(tail)
    if broken and following and following[0][0].islower():
        left, right = broken["head"].casefold(), following[0].casefold()
        if left + right in words and f"{left}-{right}" not in words:
            return head[:-1] + tail
    return head + tail


def remove_calls(texts: list[str], markers: list[str]) -> tuple[list[str], dict[int, int]]:
    """Take the footnote digits that are glued to words out of the texts, in order.

    Returns the texts, and for each footnote (its index among `markers`) the index of the text
    that called it. A digit counts as a call only where it stands in the footnotes' own order,
    right after a letter or a mark of punctuation, and is no part of a number.
    """
    cleaned = list(texts)
    called: dict[int, int] = {}
    at, start = 0, 0
    for index, marker in enumerate(markers):
        if not marker.isdigit():
            continue
        call = re.compile(rf"(?<=[^\W\d_]|[,;:.)”’\"\]]){marker}(?![\d/]|[.,]\d|[^\W\d_])")
        for place in range(at, len(cleaned)):
            found = call.search(cleaned[place], start if place == at else 0)
            if found and not THOUSANDS.search(cleaned[place][: found.start()]):
                cleaned[place] = cleaned[place][: found.start()] + cleaned[place][found.end() :]
                called[index] = place
                at, start = place, found.start()
                break
    return cleaned, called
