"""The order in which the parts of a page are read: columns one after the other, never interleaved.

Here: gutters between columns, found by the white that no row crosses. Not here: running heads, which are
taken out before (`pdf_furniture`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.formats.pdf_rows import Chunk

LEAST_GUTTER = 0.9
"""White between columns, in font sizes."""
LEAST_ROWS = 3
"""Rows on either side; fewer are a masthead, a line of a table or chance in a justified text."""
LEAST_ROWS_OF_LONGER = 6
LEAST_ROWS_WITHIN = 8
"""Rows of columns within a column: justified narrow lines may leave white above white in a few rows."""
LEAST_WIDTH = 0.2
"""Of the narrower column, as a share of both together."""
LEAST_FILL = 0.5
"""How much of their column's width its rows fill on average; cells of tables fill less."""
LEAST_ALIGNED = 0.5
"""Share of a column's rows that begin at its left margin; a river of white in a justified text has none."""
LEAST_GLYPHS = 12
"""In a row of a column, on average."""
APART = 3.0
"""Font sizes; white as high over the whole width parts a masthead from the columns below."""

MOST_ALONE = 25
"""Rows of one column that are looked through for a beginning of the other. Where it begins lower, the rows above are
read first in any case."""
MOST_WORK = 400_000
"""On a page, in comparisons of a piece with a strip of white. A page of text takes some 10 000, a table of 120 rows and
5 columns 250 000. What is left when they are used up is read row by row."""


@dataclass(slots=True)
class _Band:
    """Chunks that overlap in height."""

    chunks: list[Chunk]
    top: float
    bottom: float
    smallest: float
    largest: float
    """Font sizes."""
    last: float
    """Where its last chunk begins."""


@dataclass(slots=True)
class _Side:
    """The rows on one side of a strip of white."""

    rows: dict[int, tuple[float, float]] = field(default_factory=dict)
    lefts: Counter[int] = field(default_factory=Counter)
    x0: float = math.inf
    x1: float = -math.inf
    filled: float = 0.0
    glyphs: int = 0

    def add(self, chunk: Chunk) -> None:
        key = round(chunk.y)
        x0, x1 = chunk.x0, chunk.x1
        if before := self.rows.get(key):
            self.lefts[round(before[0])] -= 1
            self.filled -= before[1] - before[0]
            x0, x1 = min(x0, before[0]), max(x1, before[1])
        self.rows[key] = x0, x1
        self.lefts[round(x0)] += 1
        self.filled += x1 - x0
        self.x0, self.x1 = min(self.x0, x0), max(self.x1, x1)
        self.glyphs += len(chunk.glyphs)

    def copy(self) -> _Side:
        return _Side(self.rows.copy(), self.lefts.copy(), self.x0, self.x1, self.filled, self.glyphs)

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    def is_column(self, least: int) -> bool:
        """Whether this is text in a column of `least` rows."""
        count = len(self.rows)
        return (
            count >= least
            and self.glyphs >= LEAST_GLYPHS * count
            and self.filled >= LEAST_FILL * self.width * count
            and max(times + self.lefts.get(x + 1, 0) for x, times in self.lefts.items())
            >= LEAST_ALIGNED * count
        )


@dataclass(slots=True)
class _Strip:
    """White that no chunk of some bands crosses, with what stands on its two sides."""

    left: float
    right: float
    before: _Side
    after: _Side

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def is_inner(self) -> bool:
        return -math.inf < self.left and self.right < math.inf

    def parts_columns(self, least: int) -> bool:
        sides = self.before, self.after
        return (
            max(len(side.rows) for side in sides) >= LEAST_ROWS_OF_LONGER
            and all(side.is_column(least) for side in sides)
            and min(side.width for side in sides) >= LEAST_WIDTH * sum(side.width for side in sides)
        )


@dataclass(slots=True)
class _Work:
    left: int = MOST_WORK


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page: a column, or what runs over the whole width."""

    chunks: list[Chunk]
    is_column: bool


def find_gutters(pages: list[list[Chunk]]) -> list[float]:
    """The middles of the gutters of a document (x). On its other pages they part columns of a row or two as well."""
    gutters: list[float] = []
    for chunks in pages:
        bands, work = _bands(chunks), _Work()
        at = 0
        while at < len(bands):
            end, gutter = _columns(bands, at, (), LEAST_ROWS, work)
            if gutter is not None:
                gutters.append(gutter)
            at = end
    return gutters


def reading_order(chunks: list[Chunk], gutters: Sequence[float] = ()) -> list[Part]:
    """The parts of a page in the order in which they are read. `gutters` are known from other pages."""
    return _parts(chunks, gutters, _Work(), is_column=False)


def _parts(chunks: list[Chunk], gutters: Sequence[float], work: _Work, *, is_column: bool) -> list[Part]:
    """`is_column` says that the chunks are those of a column, which may have columns within."""
    parts: list[Part] = []
    bands = _bands(chunks)
    single: list[Chunk] = []
    at = 0
    while at < len(bands):
        end, gutter = _columns(bands, at, gutters, LEAST_ROWS_WITHIN if is_column else LEAST_ROWS, work)
        if gutter is None:
            single += bands[at].chunks
        else:
            if single:
                parts.append(Part(single, is_column))
                single = []
            inside = [chunk for band in bands[at:end] for chunk in band.chunks]
            for column in (
                [each for each in inside if each.x0 < gutter],
                [each for each in inside if each.x0 >= gutter],
            ):
                parts += _parts(column, (), work, is_column=True)
        at = end
    return [*parts, Part(single, is_column)] if single else parts


def _bands(chunks: list[Chunk]) -> list[_Band]:
    bands: list[_Band] = []
    for chunk in sorted(chunks, key=lambda each: -(each.y + 0.7 * each.size)):
        top, bottom = chunk.y + 0.7 * chunk.size, chunk.y
        if bands and top > bands[-1].bottom:
            band = bands[-1]
            band.chunks.append(chunk)
            band.bottom = min(band.bottom, bottom)
            band.smallest, band.largest = min(band.smallest, chunk.size), max(band.largest, chunk.size)
            band.last = max(band.last, chunk.x0)
        else:
            bands.append(_Band([chunk], top, bottom, chunk.size, chunk.size, chunk.x0))
    return bands


def _columns(
    bands: list[_Band], start: int, gutters: Sequence[float], least: int, work: _Work
) -> tuple[int, float | None]:
    """How far two columns go on from a band, and the middle of the gutter between them; None where there are
    none. They have `least` rows, unless the gutter is one of the known `gutters`."""
    free = [_Strip(-math.inf, math.inf, _Side(), _Side())]
    best: tuple[int, float | None] = (start + 1, None)
    alone = 0
    for end in range(start, len(bands)):
        band = bands[end]
        if end > start and bands[end - 1].bottom - band.top > APART * band.largest:
            break
        for chunk in band.chunks:
            work.left -= len(free) + 1
            if work.left < 0:
                return best
            free = _without(free, chunk, LEAST_GUTTER * band.smallest, work)
        inner = [strip for strip in free if strip.is_inner]
        alone = 0 if inner else alone + 1
        if alone > MOST_ALONE:
            break
        for strip in sorted(inner, key=lambda each: each.width, reverse=True):
            if any(strip.left < x < strip.right for x in gutters) or strip.parts_columns(least):
                if band.last >= strip.right - 0.01 or _goes_on(bands, end):
                    best = end + 1, (strip.left + strip.right) / 2
                break
    return best


def _goes_on(bands: list[_Band], end: int) -> bool:
    """Whether a band that stands on the left alone goes on with the one above as a row does with the next."""
    return bands[end - 1].bottom - bands[end].bottom <= 2.2 * bands[end].largest


def _without(free: list[_Strip], chunk: Chunk, least: float, work: _Work) -> list[_Strip]:
    """The white that is left where a chunk is printed, as far as it is `least` points wide."""
    found: list[_Strip] = []
    for strip in free:
        if chunk.x1 <= strip.left:
            strip.before.add(chunk)
            found.append(strip)
            continue
        if chunk.x0 >= strip.right:
            strip.after.add(chunk)
            found.append(strip)
            continue
        has_left, has_right = chunk.x0 - strip.left >= least, strip.right - chunk.x1 >= least
        before, after = strip.before, strip.after
        if has_left and has_right:
            work.left -= len(before.rows) + len(after.rows)
            before, after = before.copy(), after.copy()
        if has_left:
            found.append(_Strip(strip.left, chunk.x0, strip.before, strip.after))
            strip.after.add(chunk)
        if has_right:
            found.append(_Strip(chunk.x1, strip.right, before, after))
            before.add(chunk)
    return found
