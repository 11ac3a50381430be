"""Words of a paragraph marked by their offsets.

Here: cutting a text at the ends of its mentions, which may nest and cross. Not here: where mentions
come from, or how marks look (assets/site.css).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from markupsafe import Markup

from warehouse.showing import visible


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a text from `start` to before `end`, its family (a CSS class), what it names, and a link."""

    start: int
    end: int
    family: str
    label: str = ""
    href: str = ""


def marked(text: str, marks: Sequence[Mark]) -> Markup:
    """The text with its marks as HTML; every word is escaped, and what steers is made visible.

    Where marks overlap, a piece has the families of all, and the name and link of the shortest.
    """
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    if not inside:
        return Markup(_inert(text))
    cuts = sorted({0, len(text), *(mark.start for mark in inside), *(mark.end for mark in inside)})
    ordered = sorted(inside, key=lambda mark: (mark.end - mark.start, mark.start, mark.family))
    pieces = []
    for start, end in pairwise(cuts):
        over = [mark for mark in ordered if mark.start <= start and end <= mark.end]
        pieces.append(_piece(_inert(text[start:end]), over))
    return Markup("".join(pieces))


def _piece(words: str, over: Sequence[Mark]) -> str:
    """Families are names of this program; everything else is escaped."""
    if not over:
        return words
    families = " ".join(sorted({mark.family for mark in over}))
    inner = f'<mark class="{families}">{words}</mark>'
    linked = next((mark for mark in over if mark.href), None)
    if linked is None:
        return inner
    return f'<a class="m" href="{escape(linked.href)}" title="{_inert(linked.label)}">{inner}</a>'


def _inert(text: str) -> str:
    return escape(visible(text))
