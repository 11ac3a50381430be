"""Where white stands between the rows of a text: what other formats tell by a blank line.

Here: the gaps between rows, and indents where a page or column begins. Not here: what begins a paragraph
(`transforms.starts`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from transforms.formats.pdf_rows import Row

WIDER = 1.2
"""A gap this much wider than that of the text's rows is white between paragraphs."""
TWICE = 2.5
"""Rows further apart than this many sizes are never of one paragraph."""
INDENT = 0.9
"""Of a first line, in font sizes."""
SHORT = 1.0
"""What a row that was broken by its writer lacks to the margin beside the next word, in font sizes."""
QUARTER_POINT = 4


def mark_blanks(rows: list[Row], body: float) -> None:
    """Set `after_blank` on the rows of a document in reading order. `body` is the size of the text (points)."""
    text = [row for row in rows if not row.role]
    leading = _leading(text, body)
    margins = _margins(text)
    before: Row | None = None
    for row in rows:
        if row.role:
            row.after_blank = True
            continue
        row.after_blank = before is None or _is_apart(before, row, leading, body, margins)
        before = row


def _leading(rows: list[Row], body: float) -> float:
    """The usual distance between baselines, in font sizes."""
    gaps: Counter[float] = Counter()
    for above, below in pairwise(rows):
        gap = above.y - below.y
        if _is_same_part(above, below) and abs(below.size - body) < 0.3 and 0.8 * body < gap < TWICE * body:
            gaps[round(gap * QUARTER_POINT) / QUARTER_POINT] += 1
    if not gaps:
        return 1.2
    most = gaps.most_common(1)[0][1]
    return min(gap for gap, count in gaps.items() if count >= 0.5 * most) / body


def _is_same_part(above: Row, below: Row) -> bool:
    return (above.page, above.region) == (below.page, below.region)


Margins = dict[tuple[int, int], tuple[float, float]]


def _margins(rows: Iterable[Row]) -> Margins:
    """Left and right margin of each column or part of a page (points)."""
    parts: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        parts.setdefault((row.page, row.region), []).append(row)
    return {part: (_usual_left(inside), _usual_right(inside)) for part, inside in parts.items()}


def _usual_right(rows: list[Row]) -> float:
    """The margin that nearly all rows keep; a few may stand out."""
    return sorted(row.x1 for row in rows)[int(len(rows) * 0.95)]


def _usual_left(rows: list[Row]) -> float:
    return Counter(round(row.x0) for row in rows).most_common(1)[0][0]


def _is_apart(above: Row, below: Row, leading: float, body: float, margins: Margins) -> bool:
    size = max(above.size, below.size)
    if _is_same_part(above, below):
        if below.y >= above.y - 0.1 * size:
            return False  # the rest of a row
        return above.y - below.y > WIDER * leading * size
    left, _ = margins[below.page, below.region]
    _, right = margins[above.page, above.region]
    is_short = above.x1 + below.first_width + SHORT * size < right
    is_indented = below.x0 - left > INDENT * size
    return is_short or is_indented or abs(above.size - below.size) > 0.1 * body
