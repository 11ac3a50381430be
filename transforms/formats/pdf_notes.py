"""Footnotes on the pages of a PDF: smaller letters below the text, begun by a marker.

Here: which rows they are. Not here: what they say, or what calls them (`transforms.footnotes`, `joining`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from transforms.formats.pdf_rows import Row

SMALL = 0.94
"""Footnotes are set no larger than this share of the text's size."""
MARKER = re.compile(r"(?:\d{1,3}|[*†‡]{1,3}|[a-z])(?=\s|$)|[⁰¹²³⁴-⁹]")
RAISED_MARKER = re.compile(r"(?:\d{1,3}|[*†‡]{1,3}|[a-z])$")
SAME_NOTE = 1.35
"""Font sizes between the rows of a note that stands elsewhere than at the foot."""
RULE = re.compile(r"[_—–]{5,}$")
ENDED = re.compile(r"[.!?][’”»)\]]?$")


def mark_notes(rows: list[Row], body: float, *, goes_on: bool) -> bool:
    """Give the footnotes of a page their role. `body` is the size of the text (points); `goes_on` says that
    the last footnote of the page before has not ended. Returns whether this page's last has not."""
    rules = [row for row in rows if RULE.match(row.text)]
    for rule in rules:
        rule.role = "furniture"
    low = {id(row) for row in _lowest(rows, body, rules) if not row.role}
    ordered = [row for row in rows if id(row) in low]
    first = next((at for at, row in enumerate(ordered) if begins_note(row)), len(ordered))
    notes = ordered if goes_on else ordered[first:]
    for row in notes:
        row.role = "footnote"
    _mark_elsewhere(rows)
    return bool(notes) and not ENDED.search(notes[-1].text)


def _mark_elsewhere(rows: list[Row]) -> None:
    """Notes in the midst or at the end, as large as the text: no row of a text begins with a raised number."""
    for above, below in pairwise([None, *rows]):
        if below is None or below.role:
            continue
        follows = above is not None and above.role == "footnote" and above.region == below.region
        if (below.runs[0].superscript and begins_note(below)) or (
            follows and above is not None and 0 < above.y - below.y <= SAME_NOTE * max(above.size, below.size)
        ):
            below.role = "footnote"


def begins_note(row: Row) -> bool:
    run = row.runs[0]
    if run.superscript:
        return bool(RAISED_MARKER.match(run.text.strip()))
    return bool(MARKER.match(row.text))


def _lowest(rows: list[Row], body: float, rules: list[Row]) -> list[Row]:
    """The small rows with nothing larger below them, and whatever stands below a rule."""
    found: list[Row] = []
    above: list[tuple[float, float]] = []  # where the text has begun, from the foot up
    for row in sorted(rows, key=lambda each: each.y):
        if row in rules:
            above.append((row.x0, max(row.x1, row.x0 + 1)))
            continue
        below_rule = any(rule.y > row.y and rule.x0 < row.x1 + 100 and rule.y - row.y < 400 for rule in rules)
        if (row.size <= SMALL * body or below_rule) and not any(
            row.x0 < right and left < row.x1 for left, right in above
        ):
            found.append(row)
        elif len(above) < 100:
            above.append((row.x0, row.x1))
    return found
