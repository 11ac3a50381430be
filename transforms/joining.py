"""From the lines of a paragraph to its text: line ends repaired, footnote digits taken out.

Here: words and characters. Not here: which lines belong together (`body`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

BROKEN = re.compile(r"(?P<head>[^\W\d_]{2,})-$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
MOST_DIGITS = 3
LONGEST_WORD = 60
DIGITS = re.compile(r"\d+(?![\d/]|[.,]\d|[^\W\d_])")
GLUED = re.compile(r"(?:[^\W\d_]|[;:)”»’\"\]]|\D[,.]|\d{4}[,.]|/\d{1,3},)$")
AFTER_SLASH = re.compile(r"\d/$")
YEAR_AND_MORE = re.compile(r"(?:19|20)\d\d\d{1,3}$")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of the texts, small letters, hyphenated words whole."""
    return frozenset(word.casefold() for text in texts for word in WORD.findall(text))


def join_lines(lines: list[str], words: frozenset[str]) -> str:
    """One line of text from several.

    A hyphen at a line's end is kept ("capacity-" / "building"), unless the document writes the
    joined word elsewhere and never the hyphenated one.
    """
    parts: list[str] = []
    for line in lines:
        last = parts[-1] if parts else ""
        if last.endswith("-") and not last.endswith(" -"):
            if _is_broken_word(last[-LONGEST_WORD:], line, words):
                parts[-1] = last[:-1]
            parts.append(line)
        else:
            parts.append(line if not parts or last.endswith("/") else f" {line}")
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _is_broken_word(head: str, tail: str, words: frozenset[str]) -> bool:
    broken, following = BROKEN.search(head), FIRST_WORD.match(tail)
    if not (broken and following and following[0][0].islower()):
        return False
    left, right = broken["head"].casefold(), following[0].casefold()
    return left + right in words and f"{left}-{right}" not in words


def remove_calls(texts: list[str], markers: list[str]) -> tuple[list[str], dict[int, int]]:
    """Take the footnote digits that are glued to words out of the texts, in order.

    Returns the texts, and for each footnote (its index among `markers`) the index of the text
    that called it. Digits count as a call only in the footnotes' own order, and only right after a
    letter, a mark of punctuation, a year (19492) or the number of a resolution (59/3008, 73/13,2).
    """
    places: list[tuple[int, int]] = []
    by_marker: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts if markers else []):
        for found in DIGITS.finditer(text):
            for marker in _calls(text, found.start(), found[0]):
                by_marker[marker].append(len(places))
            places.append((index, found.end()))
    called: dict[int, int] = {}
    cuts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    following = 0
    for number, marker in enumerate(markers):
        candidates = by_marker.get(marker, [])
        at = bisect_left(candidates, following)
        if at < len(candidates):
            index, end = places[candidates[at]]
            called[number] = index
            cuts[index].append((end - len(marker), end))
            following = candidates[at] + 1
    return [_without(text, cuts.get(index, [])) for index, text in enumerate(texts)], called


def _calls(text: str, start: int, digits: str) -> list[str]:
    """The footnotes that a run of digits at `start` may call: itself, or the end of it after a year
    or the number of a resolution, which has three digits at most."""
    before = text[max(0, start - 6) : start]
    if AFTER_SLASH.search(before):
        return [
            digits[cut:]
            for cut in (1, 2, 3)
            if len(digits) > MOST_DIGITS and 0 < len(digits) - cut <= MOST_DIGITS
        ]
    if YEAR_AND_MORE.match(digits) and not before[-1:].isalnum():
        return [digits[4:]]
    return [digits] if len(digits) <= MOST_DIGITS and GLUED.search(before) else []


def _without(text: str, cuts: list[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in cuts:
        kept.append(text[at:start])
        at = end
    return "".join(kept) + text[at:]
