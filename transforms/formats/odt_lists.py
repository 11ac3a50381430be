"""The numbers that an ODT file prints before list items and headings without holding them.

Here: list styles, counting, continuing and restarting (OpenDocument 1.3, part 3, 5.3 and 16.30–16.34).
Not here: how a number is written (`ordinals`), or the paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from transforms.formats.odt_parts import LIBREOFFICE, STYLE, TEXT, XML_ID
from transforms.formats.odt_styles import OdtStyles
from transforms.formats.ordinals import MOST_SIGN, bullet, write_letters, write_number

FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
PLACE = re.compile(r"%(\d{1,2})%")
LEVELS = 10


@dataclass(slots=True)
class Counted:
    """A list while it is counted: how far each level is, and the style of each level."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


class OdtLists:
    """Counts list items and headings of one part, in reading order."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._by_id: dict[str, Counted] = {}
        self._by_style: dict[str, Counted] = {}
        self._headings = Counted("")
        self._levels: dict[int, dict[int, Any]] = {}

    def open(self, element: Any, style: str) -> Counted:
        """The list that an outermost text:list or a numbered paragraph begins or goes on with; `style` names
        its list style."""
        own = element.get(f"{TEXT}list-id")
        counted = self._by_id.get(own or element.get(f"{TEXT}continue-list", ""))
        if counted is None and element.get(f"{TEXT}continue-numbering") == "true":
            counted = self._by_style.get(style)
        counted = counted or Counted(style)
        self._by_style[style] = counted
        if name := own or element.get(XML_ID) or element.get(f"{TEXT}id"):
            self._by_id[name] = counted
        return counted

    def item(self, counted: Counted, style: str, depth: int, start: str | None) -> str:
        """What is printed before the next item at a depth (from 0), with the space after it."""
        return self._next(counted, self._styles.lists.get(style), depth, start)

    def heading(self, element: Any) -> str:
        """The same for a heading outside lists."""
        if self._styles.outline is None or element.get(f"{TEXT}is-list-header") == "true":
            return ""
        depth = (whole_number(element.get(f"{TEXT}outline-level")) or 1) - 1
        level = self._level(self._styles.outline, depth)
        if level is None or not level.get(f"{STYLE}num-format"):
            return ""
        restarts = element.get(f"{TEXT}restart-numbering") == "true"
        start = element.get(f"{TEXT}start-value", "1") if restarts else None
        return self._next(self._headings, self._styles.outline, depth, start)

    def _next(self, counted: Counted, style: Any, depth: int, start: str | None) -> str:
        level = None if style is None else self._level(style, depth)
        if level is None:
            return ""
        counts, depth = counted.counts, min(depth, LEVELS - 1)
        given = whole_number(start)
        if given is not None:
            counts[depth] = given
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = _start(level)
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        for above in range(depth):
            if above not in counts and (over := self._level(style, above)) is not None:
                counts[above] = _start(over)
        text = self._write(style, level, depth, counts)
        return f"{text[:MOST_SIGN]} " if text else ""

    def _write(self, style: Any, level: Any, depth: int, counts: dict[int, int]) -> str:
        if level.tag == f"{TEXT}list-level-style-bullet":
            sign = bullet(level.get(f"{TEXT}bullet-char", ""))
            return f"{level.get(f'{STYLE}num-prefix', '')}{sign}{level.get(f'{STYLE}num-suffix', '')}".strip()
        if level.tag == f"{TEXT}list-level-style-image":
            return bullet("\uf0b7")
        if not level.get(f"{STYLE}num-format"):
            return ""

        def written(at: int) -> str:
            of = self._level(style, at)
            return "" if of is None or at not in counts else _number(counts[at], of)

        template = level.get(f"{LIBREOFFICE}num-list-format") or level.get(f"{STYLE}num-list-format")
        if template:
            return PLACE.sub(lambda found: written(int(found[1]) - 1), template).strip()
        shown = whole_number(level.get(f"{TEXT}display-levels")) or 1
        numbers = [written(at) for at in range(max(0, depth + 1 - shown), depth + 1)]
        joined = ".".join(each for each in numbers if each)
        return f"{level.get(f'{STYLE}num-prefix', '')}{joined}{level.get(f'{STYLE}num-suffix', '')}".strip()

    def _level(self, style: Any, depth: int) -> Any:
        known = self._levels.get(id(style))
        if known is None:
            for each in style:
                for name, said in each.items():
                    each.set(name, said[:MOST_SIGN])
            known = {(whole_number(each.get(f"{TEXT}level")) or 1) - 1: each for each in style}
            self._levels[id(style)] = known
        return known.get(min(depth, LEVELS - 1))


def whole_number(text: str | None) -> int | None:
    """The number that an attribute holds; None where it holds none."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


def _start(level: Any) -> int:
    start = whole_number(level.get(f"{TEXT}start-value"))
    return 1 if start is None else start


def _number(number: int, level: Any) -> str:
    form = level.get(f"{STYLE}num-format", "")
    if form in ("a", "A") and level.get(f"{STYLE}num-letter-sync") != "true":
        return write_letters(number) if form == "a" else write_letters(number).upper()
    return write_number(number, FORMATS.get(form, "decimal" if form else "none"))
