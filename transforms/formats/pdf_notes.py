"""Footnotes on the pages of a PDF: smaller letters below the text, begun by a marker.

Here: which rows they are. Not here: what they say, or what calls them (`transforms.footnotes`, `joining`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from transforms.formats.pdf_geometry import Rule
from transforms.formats.pdf_rows import Row

SMALL = 0.94
"""Footnotes are set no larger than this share of the text's size."""
MARKER = re.compile(r"(?:\d{1,3}|[*†‡]{1,3}|[a-z])(?=\s|$)|[⁰¹²³⁴-⁹]")
RAISED_MARKER = re.compile(r"(?:\d{1,3}|[*†‡]{1,3}|[a-z])$")
SAME_NOTE = 1.35
"""Font sizes between the rows of a note that stands elsewhere than at the foot."""
SAFE_MARKER = re.compile(r"(?:\d{1,3}|[*†‡]{1,3})(?=\s|$)|[⁰¹²³⁴-⁹]")
"""A letter alone may be a word of the text, such as an article."""
LONGEST_RULE, SHORTEST_RULE = 220.0, 20.0
"""Points; Word draws 144 above footnotes, LibreOffice a quarter of the column. Longer lines part other things."""
MOST_RULES = 50
"""Lines on a page; more belong to a table or a picture."""
BELOW_RULE = 3.0
"""Font sizes from the rule to the first note."""
UNDERLINE = 0.4
RULE = re.compile(r"[_—–]{5,}$")
ENDED = re.compile(r"[.!?][’”»)\]]?$")


def mark_notes(rows: list[Row], drawn: list[Rule], body: float, *, goes_on: bool) -> bool:
    """Give the footnotes of a page their role. `drawn` are its lines, `body` is the size of the text (points);
    `goes_on` says that the last footnote of the page before has not ended. Returns whether this page's last
    has not."""
    rules = _above_notes(rows, drawn)
    for row in rows:
        if RULE.match(row.text):
            row.role = "furniture"
            rules.append((Rule(row.x0, row.x1, row.y), None))
    low = {id(row) for row in _lowest(rows, body, rules)}
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


def _above_notes(rows: list[Row], drawn: list[Rule]) -> list[tuple[Rule, int | None]]:
    """The short lines below some text with nothing but notes below them, with the region of these."""
    lines = [rule for rule in drawn if rule.x1 - rule.x0 >= SHORTEST_RULE]
    if len(lines) > MOST_RULES:
        return []
    lines = [rule for rule in lines if not any(_underlines(rule, row) for row in rows)]
    found: list[tuple[Rule, int | None]] = []
    for rule in lines:
        beside = [row for row in rows if row.x0 < rule.x1 and rule.x0 < row.x1]
        below = [row for row in beside if row.y < rule.y]
        if rule.x1 - rule.x0 > LONGEST_RULE or not below or len(below) == len(beside):
            continue
        first, last = max(below, key=lambda row: row.y), min(below, key=lambda row: row.y)
        others = (
            (last.y - last.size < other.y < rule.y - 1 and other.x0 < rule.x1 and rule.x0 < other.x1)
            or (abs(other.x0 - rule.x0) < 1 and abs(other.x1 - rule.x1) < 1 and abs(other.y - rule.y) > 1)
            for other in lines
        )  # those of a table: further down, or of the same width
        is_note = begins_note(first) and (first.runs[0].superscript or SAFE_MARKER.match(first.text))
        if is_note and rule.y - first.y <= BELOW_RULE * first.size and not any(others):
            found.append((rule, first.region))
    return found


def _underlines(rule: Rule, row: Row) -> bool:
    return abs(row.y - rule.y) < UNDERLINE * row.size and row.x0 < rule.x1 and rule.x0 < row.x1


def _lowest(rows: list[Row], body: float, rules: list[tuple[Rule, int | None]]) -> list[Row]:
    """The small rows with nothing larger below them, and whatever stands below a rule, in its region if that
    is known."""
    rules = rules[:MOST_RULES]
    found: list[Row] = []
    above = [(rule.y, rule.x0, max(rule.x1, rule.x0 + 1)) for rule, _ in rules]  # height, left, right
    for row in sorted((row for row in rows if not row.role), key=lambda each: each.y):
        below_rule = any(
            0 < rule.y - row.y < 400 and rule.x0 < row.x1 + 100 and region in (None, row.region)
            for rule, region in rules
        )
        is_free = not any(y < row.y and row.x0 < right and left < row.x1 for y, left, right in above)
        if (row.size <= SMALL * body or below_rule) and is_free:
            found.append(row)
        elif len(above) < 100 + MOST_RULES:
            above.append((row.y, row.x0, row.x1))
    return found
