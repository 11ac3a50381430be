"""Running heads and feet of pages: by their place at the edge and their repetition.

Here: which rows they are. Not here: mastheads and single page numbers, which the parser knows by their words
(`transforms.furniture`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from transforms.formats.pdf_columns import reading_order
from transforms.formats.pdf_rows import SMALLER, Chunk, cells_of, group_rows, main_chunk
from transforms.front_signs import SYMBOL

NUMBER = re.compile(r"\d+")
NUMBER_AT_END = re.compile(r"^\d+(?=\D)|(?<=\D)\d+$")
JOB = re.compile(r"(?:ge\.)?\d\d-\d{5}(?!\d)|\*\d{6,8}\*")
"""The job number at the foot of a first page, also as a bar code."""
MOST_LETTERS = 4
"""Of a page number or job number with what belongs to it: "page 3", "GE.15-17334"."""
OUTERMOST = 5
"""Rows of a page that are looked at on either edge."""
SAME_PLACE = 4.0
"""Points by which a running head may move from page to page."""
EDGE = 0.25
"""Share of the page's height in which a running head or foot can stand."""
APART = 1.5
"""Font sizes between a running head or foot and the text. One that stands closer is known by its repetition alone,
on so many pages:"""
OFTEN = 3
SYMBOL_ALONE = re.compile(SYMBOL, re.IGNORECASE)


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
        reach = EDGE * (top - bottom)
        upper, lower = float("inf"), float("-inf")
        for at, row in enumerate(page[:OUTERMOST] if index else []):
            times = _times(row, top - main_chunk(row).y, heads)
            if top - main_chunk(row).y > reach or not (times or _is_of_first_page(row, first)):
                break
            if times >= OFTEN or _is_apart(row, page[at + 1 : at + 2]):
                upper = main_chunk(row).y
        for at in range(len(page) - 1, max(-1, len(page) - 1 - OUTERMOST), -1):
            row = page[at]
            times = OFTEN if JOB.match(_text(row)) else _times(row, main_chunk(row).y - bottom, feet)
            if main_chunk(row).y - bottom > reach or main_chunk(row).y >= upper or not times:
                break
            if times >= OFTEN or _is_apart(row, page[max(0, at - 1) : at]):
                lower = main_chunk(row).y
        found.append((lower, upper))
    return _with_common_foot(found, frames)


def _is_apart(row: list[Chunk], inner: list[list[Chunk]]) -> bool:
    """Whether white stands between a row and the next one towards the text, if there is one."""
    one = main_chunk(row)
    others = [main_chunk(each) for each in inner]
    return all(abs(one.y - other.y) > APART * max(one.size, other.size) for other in others)


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
            distance = top - main_chunk(row).y if is_top else main_chunk(row).y - bottom
            if distance <= EDGE * (top - bottom):
                for words in _signs(row):
                    seen.setdefault(words, []).append((distance, index))
    known: Known = {}
    for words, places in seen.items():
        places.sort()
        near = {
            each
            for one, other in pairwise(places)
            if one[1] != other[1] and other[0] - one[0] <= SAME_PLACE
            for each in (one, other)
        }
        if near:
            known[words] = [distance for distance, _ in near]
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


def _times(row: list[Chunk], distance: float, known: Known) -> int:
    """On how many pages something of a row stands at this distance; numbers alone tell only of a row without words."""
    signs = _signs(row)
    has_words = sum(_letters(words) for words in signs) > MOST_LETTERS
    return max(
        (
            sum(abs(distance - place) <= SAME_PLACE for place in known.get(words, ()))
            for words in signs
            if _letters(words) or not has_words
        ),
        default=0,
    )


def _letters(words: str) -> int:
    return sum(char.isalpha() for char in words)


def _is_of_first_page(row: list[Chunk], first: str) -> bool:
    """Whether a row on top repeats the symbol of the first page, alone or beside other words of that page. Words
    without it may be a heading: an annex or a part is often named on the first page."""
    cells = [_text(cell) for cell in cells_of(row)]
    return all(cell in first for cell in cells) and any(map(SYMBOL_ALONE.fullmatch, cells))


def _words(page: list[Chunk]) -> str:
    return "".join(_text(row) for part in reading_order(page) for row in group_rows(part.chunks))


def _text(row: Iterable[Chunk]) -> str:
    return "".join(glyph.char for chunk in row for glyph in chunk.glyphs).casefold()
