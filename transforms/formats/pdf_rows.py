"""From the glyphs of a page to rows of words.

Here: which glyphs stand in one row, where words part, what is a superscript. Not here: columns (`pdf_columns`),
or what rows mean.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median_low

from transforms.formats.pdf_geometry import Glyph
from transforms.formats.runs import Run

SAME_BASELINE = 0.2
"""All distances are in font sizes (em). Printed rows stand at least 1 apart."""
WAVER = 0.5
"""How far a word of a recognized scan may stand above or below its row so far."""
FOLLOWS = 0.3
"""Share of that by which the row then goes on higher or lower: a skewed one does."""
OVERLAP = 0.3
"""By which two words of one row may overlap that have not the same baseline."""
MOST_BESIDE = 25
"""Neighbours on either side that are looked at; no page has as many as near."""
CHUNK_GAP = 0.9
"""No space between words is wider, but in justified columns; the gap between columns always is."""
WIDE = 4.0
"""White as wide within a row parts things that are no one line, such as the cells of a masthead."""
SPACE = 0.05
"""A space character that is printed narrower than this is none: kerning took it back."""
GAP = 0.16
"""White of this width parts words where no space character stands. In the United Nations' files the letters of a
word part by 0.11 at most beyond the line's usual gap, and words without a space character by 0.23 at least."""
WIDEST_TRACKING = 0.6
"""Letters of a word that is set spaced out are no further apart."""
SMALLER = 0.85
LOWEST_RAISE, HIGHEST_RAISE = 0.1, 0.75
"""How far above or below its row a superscript or subscript stands, in the size of the row."""


@dataclass(slots=True)
class Chunk:
    """Glyphs of one row without a wide gap, from left to right."""

    glyphs: list[Glyph]
    y: float
    size: float
    x0: float
    x1: float


@dataclass(slots=True)
class Row:
    """A printed row, or the part of it that stands in one column."""

    page: int
    y: float
    size: float
    x0: float
    x1: float
    runs: list[Run]
    first_width: float
    """Of its first word (points)."""
    role: str = ""
    after_blank: bool = False
    region: int = 0
    """Counts the columns and full-width parts of a page in reading order."""

    text: str = field(default="")
    weight: int = 0
    """How many glyphs it has."""


def make_chunks(glyphs: Iterable[Glyph]) -> list[Chunk]:
    """The glyphs in chunks, from the top of the page to its foot."""
    words: list[Chunk] = []
    baseline: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda each: -each.y):
        if baseline and baseline[0].y - glyph.y > SAME_BASELINE * min(glyph.size, baseline[0].size):
            words += _words(baseline)
            baseline = []
        baseline.append(glyph)
    words += _words(baseline)
    return sorted(map(_joined, _linked(words)), key=lambda each: -each.y)


def _words(baseline: list[Glyph]) -> list[Chunk]:
    words: list[list[Glyph]] = []
    end = 0.0
    for glyph in sorted(baseline, key=lambda each: each.x0):
        if not words or glyph.x0 - end > GAP * max(glyph.size, words[-1][-1].size):
            words.append([])
            end = glyph.x1
        words[-1].append(glyph)
        end = max(end, glyph.x1)
    return [_chunk(each) for each in words]


def _linked(words: list[Chunk]) -> list[list[Chunk]]:
    """Words in groups, from left to right: each stands beside the one before, whose baseline it keeps or which is as
    large and overlaps it in height."""
    groups: list[list[Chunk]] = []
    ends: list[float] = []
    levels: list[tuple[float, int]] = []  # of the groups that may go on: baseline, index
    for word in sorted(words, key=lambda each: each.x0):
        at = bisect_left(levels, (word.y, 0))
        near = levels[max(0, at - MOST_BESIDE) : at + MOST_BESIDE]
        best: tuple[float, float, int] | None = None
        for level, index in near:
            last = groups[index][-1]
            gap = word.x0 - ends[index]
            if gap > CHUNK_GAP * max(word.size, last.size):
                del levels[bisect_left(levels, (level, index))]
                continue
            smaller, larger = sorted((word.size, last.size))
            apart = abs(level - word.y)
            wavers = apart <= WAVER * smaller and smaller >= SMALLER * larger and gap >= -OVERLAP * smaller
            if (wavers or apart <= SAME_BASELINE * smaller) and (best is None or apart < best[0]):
                best = apart, level, index
        if best is None:
            groups.append([word])
            ends.append(word.x1)
            insort(levels, (word.y, len(groups) - 1))
            continue
        _, level, index = best
        groups[index].append(word)
        ends[index] = max(ends[index], word.x1)
        if word.size >= SMALLER * groups[index][0].size:
            del levels[bisect_left(levels, (level, index))]
            insort(levels, (level + FOLLOWS * (word.y - level), index))
    return groups


def _joined(words: list[Chunk]) -> Chunk:
    return words[0] if len(words) == 1 else _chunk([glyph for word in words for glyph in word.glyphs])


def _chunk(glyphs: list[Glyph]) -> Chunk:
    size = median_low(glyph.size for glyph in glyphs)
    level = [glyph.y for glyph in glyphs if glyph.size >= SMALLER * size]
    return Chunk(glyphs, median_low(level), size, glyphs[0].x0, max(glyph.x1 for glyph in glyphs))


def group_rows(chunks: list[Chunk]) -> list[list[Chunk]]:
    """The chunks of one column in rows, from the top; raised and lowered small ones join the row they touch."""
    rows: list[list[Chunk]] = []
    small: list[Chunk] = []
    for chunk in sorted(chunks, key=lambda each: -each.y):
        last = rows[-1][0] if rows else None
        if last and abs(last.y - chunk.y) <= SAME_BASELINE * max(last.size, chunk.size):
            rows[-1].append(chunk)
        else:
            rows.append([chunk])
    rows = [sorted(row, key=lambda each: each.x0) for row in rows]
    whole: list[list[Chunk]] = []
    for at, row in enumerate(rows):
        beside = [rows[near] for near in (at - 1, at + 1) if 0 <= near < len(rows)]
        kept: list[Chunk] = []
        for chunk in row:
            host = next((each for each in beside if _is_raised(chunk, each)), None)
            if host is None:
                kept.append(chunk)
            else:
                small.append(chunk)
        if kept:
            whole.append(kept)
    levels = [-row[0].y for row in whole]
    for chunk in small:
        near = bisect_left(levels, -chunk.y)
        hosts = [whole[each] for each in (near, near - 1) if 0 <= each < len(whole)]
        host = next((each for each in hosts if _is_raised(chunk, each)), None)
        if host is None:
            whole.append([chunk])
        else:
            host.append(chunk)
            host.sort(key=lambda each: each.x0)
    return sorted(whole, key=lambda row: -main_chunk(row).y)


def main_chunk(row: list[Chunk]) -> Chunk:
    """The one that tells the height of a row: the first of the largest."""
    return max(row, key=lambda each: each.size)


def _is_raised(chunk: Chunk, row: list[Chunk]) -> bool:
    """Whether a chunk is a superscript or subscript of one in this row: smaller, higher or lower, close by."""
    at = bisect_left(row, chunk.x0, key=lambda each: each.x0)
    for host in row[max(0, at - MOST_BESIDE) : at + MOST_BESIDE]:
        if chunk.size > SMALLER * host.size or len(chunk.glyphs) > 12:
            continue
        raised = abs(chunk.y - host.y) / host.size
        near = host.x0 - 0.6 * host.size <= chunk.x1 and chunk.x0 <= host.x1 + 0.6 * host.size
        if near and LOWEST_RAISE <= raised <= HIGHEST_RAISE:
            return True
    return False


def cells_of(row: list[Chunk]) -> list[list[Chunk]]:
    """The chunks of a row, parted where wide white stands between."""
    cells: list[list[Chunk]] = []
    end = 0.0
    for chunk in row:
        if not cells or chunk.x0 - end > WIDE * chunk.size:
            cells.append([])
            end = chunk.x1
        cells[-1].append(chunk)
        end = max(end, chunk.x1)
    return cells


def make_row(page: int, chunks: list[Chunk], region: int = 0) -> Row:
    """The chunks of a row as runs of words, with the spaces that are printed."""
    glyphs = sorted((glyph for chunk in chunks for glyph in chunk.glyphs), key=lambda each: each.x0)
    size = _common_size(glyphs)
    y = median_low(glyph.y for glyph in glyphs if glyph.size >= SMALLER * size)
    gaps = [(right.x0 - left.x1) / size for left, right in itertools.pairwise(glyphs)]
    tracking = min(max(0.0, median_low(gaps)), WIDEST_TRACKING) if len(gaps) > 2 else 0.0
    runs: list[Run] = []
    first_end = None
    end = glyphs[0].x1
    for before, glyph in zip([None, *glyphs], glyphs, strict=False):
        gap = (glyph.x0 - end) / size - tracking
        raised = is_superscript(glyph, y, size)
        is_marker = before is not None and raised is False and _only_superscript(runs)
        parts = before is not None and (gap > (SPACE if glyph.after_space else GAP) or is_marker)
        if parts and first_end is None:
            first_end = end
        end = glyph.x1 if parts else max(end, glyph.x1)
        char = f" {glyph.char}" if parts else glyph.char
        style = (glyph.italic, glyph.bold, raised)
        if runs and (runs[-1].italic, runs[-1].bold, runs[-1].superscript) == style:
            runs[-1] = Run(runs[-1].text + char, *style)
        else:
            runs.append(Run(char, *style))
    return Row(
        page,
        y,
        size,
        glyphs[0].x0,
        max(glyph.x1 for glyph in glyphs),
        runs,
        (end if first_end is None else first_end) - glyphs[0].x0,
        region=region,
        text="".join(run.text for run in runs),
        weight=len(glyphs),
    )


def _only_superscript(runs: list[Run]) -> bool:
    """Whether a row has so far its footnote's marker alone, which need not be followed by a space."""
    return len(runs) == 1 and runs[0].superscript


def is_superscript(glyph: Glyph, y: float, size: float) -> bool:
    """Whether a glyph is smaller and higher than its row."""
    return glyph.size <= SMALLER * size and glyph.y - y >= LOWEST_RAISE * size


def _common_size(glyphs: list[Glyph]) -> float:
    """The size of most glyphs; of the larger ones where as many are small."""
    return sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2]
