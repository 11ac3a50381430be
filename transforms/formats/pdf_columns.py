"""The order in which the parts of a page are read: columns one after the other, never interleaved.

Here: gutters between columns, found by the white that no row crosses. Not here: running heads, which are
taken out before (`pdf_furniture`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

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

Strip = tuple[float, float]


@dataclass(slots=True)
class _Band:
    """Chunks that overlap in height, with the white between and beside them."""

    chunks: list[Chunk]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page: a column, or what runs over the whole width."""

    chunks: list[Chunk]
    is_column: bool


def find_gutters(pages: list[list[Chunk]]) -> list[float]:
    """The middles of the gutters of a document (x). On its other pages they part columns of a row or two as well."""
    gutters: list[float] = []
    for chunks in pages:
        bands = _bands(chunks)
        at = 0
        while at < len(bands):
            end, gutter = _columns(bands, at, (), LEAST_ROWS)
            if gutter:
                gutters.append((gutter[0] + gutter[1]) / 2)
            at = end
    return gutters


def reading_order(
    chunks: list[Chunk], gutters: Sequence[float] = (), *, is_column: bool = False
) -> list[Part]:
    """The parts of a page in the order in which they are read. `gutters` are known from other pages;
    `is_column` says that the chunks are those of a column, which may have columns within."""
    parts: list[Part] = []
    bands = _bands(chunks)
    single: list[Chunk] = []
    at = 0
    while at < len(bands):
        end, gutter = _columns(bands, at, gutters, LEAST_ROWS_WITHIN if is_column else LEAST_ROWS)
        if gutter is None:
            single += bands[at].chunks
        else:
            if single:
                parts.append(Part(single, is_column))
                single = []
            inside = [chunk for band in bands[at:end] for chunk in band.chunks]
            for column in _cut(inside, gutter):
                parts += reading_order(column, is_column=True)
        at = end
    return [*parts, Part(single, is_column)] if single else parts


def _bands(chunks: list[Chunk]) -> list[_Band]:
    bands: list[_Band] = []
    for chunk in sorted(chunks, key=lambda each: -(each.y + 0.7 * each.size)):
        top, bottom = chunk.y + 0.7 * chunk.size, chunk.y
        if bands and top > bands[-1].bottom:
            bands[-1].chunks.append(chunk)
            bands[-1].bottom = min(bands[-1].bottom, bottom)
        else:
            bands.append(_Band([chunk], top, bottom))
    return bands


def _columns(
    bands: list[_Band], start: int, gutters: Sequence[float], least: int
) -> tuple[int, Strip | None]:
    """How far two columns go on from a band, and the gutter between them; None where there are none. They have
    `least` rows, unless the gutter is one of the known `gutters`."""
    free: list[Strip] = [(float("-inf"), float("inf"))]
    best: tuple[int, Strip | None] = (start + 1, None)
    inside: list[Chunk] = []
    for end in range(start, len(bands)):
        band = bands[end]
        if end > start and bands[end - 1].bottom - band.top > APART * max(each.size for each in band.chunks):
            break
        free = [strip for strip in _between(free, band.chunks) if _is_wide(strip, band.chunks)]
        if not free:
            break
        inside += band.chunks
        inner = [strip for strip in free if strip[0] > float("-inf") and strip[1] < float("inf")]
        found = next(
            (
                strip
                for strip in sorted(inner, key=_width, reverse=True)
                if any(strip[0] < x < strip[1] for x in gutters) or _are_columns(inside, strip, least)
            ),
            None,
        )
        if found and (_has_right(band.chunks, found) or _goes_on(bands, end)):
            best = end + 1, found
    return best


def _width(strip: Strip) -> float:
    return strip[1] - strip[0]


def _is_wide(strip: Strip, chunks: list[Chunk]) -> bool:
    return _width(strip) >= LEAST_GUTTER * min(chunk.size for chunk in chunks)


def _has_right(chunks: list[Chunk], gutter: Strip) -> bool:
    return any(chunk.x0 >= gutter[1] - 0.01 for chunk in chunks)


def _goes_on(bands: list[_Band], end: int) -> bool:
    """Whether a band that stands on the left alone goes on with the one above as a row does with the next."""
    size = max(chunk.size for chunk in bands[end].chunks)
    return bands[end - 1].bottom - bands[end].bottom <= 2.2 * size


def _between(free: list[Strip], chunks: list[Chunk]) -> list[Strip]:
    """The white that is left where the chunks are printed."""
    for chunk in chunks:
        x0, x1 = chunk.x0, chunk.x1
        cut: list[Strip] = []
        for left, right in free:
            if x1 <= left or x0 >= right:
                cut.append((left, right))
                continue
            if x0 > left:
                cut.append((left, x0))
            if x1 < right:
                cut.append((x1, right))
        free = cut
    return free


def _cut(chunks: list[Chunk], gutter: Strip) -> tuple[list[Chunk], list[Chunk]]:
    middle = (gutter[0] + gutter[1]) / 2
    return [each for each in chunks if each.x0 < middle], [each for each in chunks if each.x0 >= middle]


def _are_columns(chunks: list[Chunk], gutter: Strip, least: int) -> bool:
    """Whether what stands on the two sides of the white is text in columns."""
    widths: list[float] = []
    counts: list[int] = []
    for side in _cut(chunks, gutter):
        rows: dict[int, tuple[float, float, int]] = {}
        for chunk in side:
            x0, x1, count = rows.get(round(chunk.y), (chunk.x0, chunk.x1, 0))
            rows[round(chunk.y)] = min(x0, chunk.x0), max(x1, chunk.x1), count + len(chunk.glyphs)
        if len(rows) < least:
            return False
        width = max(x1 for _, x1, _ in rows.values()) - min(x0 for x0, _, _ in rows.values())
        glyphs = sum(count for *_, count in rows.values())
        filled = sum(x1 - x0 for x0, x1, _ in rows.values())
        lefts = Counter(round(x0) for x0, _, _ in rows.values())
        aligned = max(lefts[x] + lefts[x + 1] for x in lefts)
        if (
            glyphs < LEAST_GLYPHS * len(rows)
            or filled < LEAST_FILL * width * len(rows)
            or aligned < LEAST_ALIGNED * len(rows)
        ):
            return False
        widths.append(width)
        counts.append(len(rows))
    return max(counts) >= LEAST_ROWS_OF_LONGER and min(widths) >= LEAST_WIDTH * sum(widths)
