"""Running heads and feet of pages: by their place at the edge and their repetition.

Here: which rows they are. Not here: mastheads and single page numbers, which the parser knows by their words
(`transforms.furniture`).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable

from transforms.formats.pdf_columns import reading_order
from transforms.formats.pdf_rows import SMALLER, Chunk, cells_of, group_rows

NUMBER = re.compile(r"\d+")
NUMBER_AT_END = re.compile(r"^\d+(?=\D)|(?<=\D)\d+$")
JOB = re.compile(r"(?:ge\.)?\d\d-\d{5}(?!\d)")
"""The job number at the foot of a first page, where bar codes and the like stand too."""
MOST_LETTERS = 4
"""Of a page number or job number with what belongs to it: "page 3", "GE.15-17334"."""
OUTERMOST = 5
"""Rows of a page that are looked at on either edge."""
SAME_PLACE = 4.0
"""Points by which a running head may move from page to page."""
EDGE = 0.25
"""Share of the page's height in which a running head or foot can stand."""
FEWEST_SIGNS = 4
"""A phrase of the first page that a head repeats has no fewer."""


def edges(pages: list[list[Chunk]], frames: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """For each page the heights (y) between which its text stands: what is printed at the upper one or
    higher, or at the lower one or lower, is furniture. `frames` are the edges of the paper (bottom, top)."""
    rows = [group_rows(chunks) for chunks in pages]
    heads = _repeated(rows, frames, is_top=True)
    feet = _repeated(rows, frames, is_top=False)
    first = _words(pages[0]) if pages else ""
    found = []
    for index, (page, frame) in enumerate(zip(rows, frames, strict=True)):
        bottom, top = frame
        upper, lower = float("inf"), float("-inf")
        for row in page[:OUTERMOST] if index else []:
            y = row[0].y
            if top - y > EDGE * (top - bottom):
                break
            if not (_is_known(row, top - y, heads) or _is_of_first_page(row, page, first)):
                break
            upper = y
        for row in reversed(page[-OUTERMOST:]):
            y = row[0].y
            if y - bottom > EDGE * (top - bottom) or y >= upper:
                break
            if not (_is_known(row, y - bottom, feet) or JOB.match(_text(row))):
                break
            lower = y
        found.append((lower, upper))
    return _with_common_foot(found, frames)


def _with_common_foot(
    found: list[tuple[float, float]], frames: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """What stands lower than the usual foot of other pages is a foot too, such as a bar code."""
    feet = Counter(
        round(lower - bottom)
        for (lower, _), (bottom, _) in zip(found, frames, strict=True)
        if lower > float("-inf")
    )
    if not feet:
        return found
    usual = feet.most_common(1)[0][0]
    return [
        (max(lower, bottom + usual + 0.5), upper)
        for (lower, upper), (bottom, _) in zip(found, frames, strict=True)
    ]


Known = dict[str, list[float]]
"""Repeated words, with their distances from the edge of the paper."""


def _repeated(rows: list[list[list[Chunk]]], frames: list[tuple[float, float]], *, is_top: bool) -> Known:
    """What at least two pages print at the same distance from the edge."""
    seen: dict[str, list[tuple[float, int]]] = {}
    for index, (page, (bottom, top)) in enumerate(zip(rows, frames, strict=True)):
        outer = page[:OUTERMOST] if is_top else page[-OUTERMOST:]
        for row in outer:
            distance = top - row[0].y if is_top else row[0].y - bottom
            if distance <= EDGE * (top - bottom):
                for words in _signs(row):
                    seen.setdefault(words, []).append((distance, index))
    known: Known = {}
    for words, places in seen.items():
        places.sort()
        for (near, one), (far, other) in itertools.pairwise(places):
            if one != other and far - near <= SAME_PLACE:
                known.setdefault(words, []).extend((near, far))
    return known


def _signs(row: list[Chunk]) -> list[str]:
    """What is printed in each cell of a row without spaces, the numbers that count pages as "#"; a footnote
    has none."""
    signs = []
    for cell in cells_of(row):
        if cell[0].size <= SMALLER * max(chunk.size for chunk in cell):
            continue
        words = _text(cell)
        pattern = NUMBER if _letters(words) <= MOST_LETTERS else NUMBER_AT_END
        signs.append(pattern.sub("#", words).removesuffix("(e)"))
    return signs


def _is_known(row: list[Chunk], distance: float, known: Known) -> bool:
    """Whether a row holds a phrase that repeats at this distance; numbers alone tell only of one without words."""
    signs = _signs(row)
    has_words = sum(_letters(words) for words in signs) > MOST_LETTERS
    return any(
        abs(distance - place) <= SAME_PLACE
        for words in signs
        if _letters(words) or not has_words
        for place in known.get(words, ())
    )


def _letters(words: str) -> int:
    return sum(char.isalpha() for char in words)


def _is_of_first_page(row: list[Chunk], page: list[list[Chunk]], first: str) -> bool:
    """Whether a row on top repeats words of the first page, and differs from the text below or stands apart."""
    words = _text(row)
    pieces = [_text(cell) for cell in cells_of(row)]
    if len(words) < FEWEST_SIGNS or not all(piece in first for piece in pieces):
        return False
    at = page.index(row)
    below = page[at + 1] if at + 1 < len(page) else None
    if below is None:
        return True
    differs = abs(below[0].size - row[0].size) > 0.4 or below[0].glyphs[0].bold != row[0].glyphs[0].bold
    return differs or row[0].y - below[0].y > 1.8 * max(row[0].size, below[0].size)


def _words(page: list[Chunk]) -> str:
    return "".join(_text(row) for part in reading_order(page) for row in group_rows(part.chunks))


def _text(row: Iterable[Chunk]) -> str:
    return "".join(glyph.char for chunk in row for glyph in chunk.glyphs).casefold()
