"""Where white stands between the rows of a text: what other formats tell by a blank line.

Here: the gaps between rows; where a text has none, or a page or column begins, indents and rows that end early.
Not here: what begins a paragraph (`transforms.starts`).
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from transforms.formats.pdf_rows import Row

WIDER = 1.2
"""A gap this much wider than that of the text's rows is white between paragraphs."""
ROOM_FOR_RAISED = 0.25
"""By which some programs move a row down that has superscripts, in font sizes."""
WIDEST = 2.5
"""Font sizes; rows further apart are never of one paragraph."""
INDENT = 0.9
"""Of a first line, in font sizes."""
SHORT = 1.0
"""What a row that was broken by its writer lacks to the margin beside the next word, in font sizes."""
QUARTER_POINT = 4
FEWEST_GAPS = 0.04
"""Of all rows, in a text that parts its paragraphs by white."""
KEEPS_MARGIN = 0.95
"""Share of a column's rows that end before its right margin; a few may stand out."""


def mark_blanks(rows: list[Row], body: float) -> None:
    """Set `after_blank` on the rows of a document in reading order. `body` is the size of the text (points)."""
    text = [row for row in rows if not row.role]
    for row in rows:
        row.after_blank = True
    if not text:
        return
    leading = _leading(text, body)
    margins = _margins(text)
    for above, below in pairwise(text):
        if _is_same_part(above, below):
            below.after_blank = _has_gap(above, below, leading)
        else:
            below.after_blank = (
                _ends_early(above, below, margins)
                or _is_indented(below, margins)
                or abs(above.size - below.size) > 0.1 * body
            )
    inside = [(above, below) for above, below in pairwise(text) if _is_same_part(above, below)]
    if sum(below.after_blank for _, below in inside) < FEWEST_GAPS * len(inside):
        _mark_by_indents(inside, margins)


def _leading(rows: list[Row], body: float) -> float:
    """The usual distance between baselines, in font sizes."""
    gaps: Counter[float] = Counter()
    for above, below in pairwise(rows):
        gap = above.y - below.y
        if _is_same_part(above, below) and abs(below.size - body) < 0.3 and 0.8 * body < gap < WIDEST * body:
            gaps[round(gap * QUARTER_POINT) / QUARTER_POINT] += 1
    if not gaps:
        return 1.2
    most = gaps.most_common(1)[0][1]
    return min(gap for gap, count in gaps.items() if count >= 0.5 * most) / body


def _is_same_part(above: Row, below: Row) -> bool:
    return (above.page, above.region) == (below.page, below.region)


def _has_gap(above: Row, below: Row, leading: float) -> bool:
    size = max(above.size, below.size)
    room = ROOM_FOR_RAISED if any(run.superscript for run in below.runs) else 0.0
    return above.y - below.y > (WIDER * leading + room) * size


Margins = dict[tuple[int, int], tuple[float, float]]
"""Of each column or part of a page: left and right (points)."""


def _margins(rows: list[Row]) -> Margins:
    parts: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        parts.setdefault((row.page, row.region), []).append(row)
    return {
        part: (
            Counter(round(row.x0) for row in inside).most_common(1)[0][0],
            sorted(row.x1 for row in inside)[int(len(inside) * KEEPS_MARGIN)],
        )
        for part, inside in parts.items()
    }


def _ends_early(above: Row, below: Row, margins: Margins) -> bool:
    """Whether the first word of a row would have had room on the row above."""
    _, right = margins[above.page, above.region]
    return above.x1 + below.first_width + SHORT * max(above.size, below.size) < right


def _is_indented(row: Row, margins: Margins) -> bool:
    return row.x0 - margins[row.page, row.region][0] > INDENT * row.size


def _mark_by_indents(inside: list[tuple[Row, Row]], margins: Margins) -> None:
    """For a text without white between its paragraphs: what follows a row that ended early begins one,
    and so does what is indented as those are."""
    indents: Counter[int] = Counter()
    for above, below in inside:
        if above.y > below.y and _ends_early(above, below, margins):
            below.after_blank = True
            indents[_indent(below, margins)] += 1
    if not indents:
        return
    usual = indents.most_common(1)[0][0]
    for _, below in inside:
        if _is_indented(below, margins) and abs(_indent(below, margins) - usual) <= 1:
            below.after_blank = True


def _indent(row: Row, margins: Margins) -> int:
    return round(row.x0 - margins[row.page, row.region][0])
