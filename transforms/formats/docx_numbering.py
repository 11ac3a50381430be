"""The numbers that a DOCX file prints before its paragraphs without holding them: 1., (a), (ii), •.

Here: lists, levels, counting and restarting (ECMA-376-1, 17.9). Not here: how a number is written
(`ordinals`), or the paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from transforms.formats.docx_parts import VAL, W, is_on, number, value
from transforms.formats.docx_styles import Styles
from transforms.formats.ordinals import MOST_SIGN, bullet, write_number

LEVELS = 9
MOST_LINKS = 10
"""From a list to the style that defines it and on; real files need two."""
PLACE = re.compile(r"%(\d)")
SUFFIXES = {"tab": " ", "space": " ", "nothing": ""}


@dataclass(slots=True)
class Level:
    """One level of a list: how it is written and where it starts. `restart`: the level (from 1) whose
    use restarts it, 0 for none, None for any above it."""

    text: str
    format: str = "decimal"
    start: int = 1
    restart: int | None = None
    suffix: str = " "
    in_digits: bool = False
    hidden: bool = False
    style: str | None = None


@dataclass(slots=True)
class List:
    """A numbering instance: `count` names the counters, which all instances of one definition share."""

    count: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of one file, in reading order."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        found = ([], []) if root is None else (root.findall(f"{W}abstractNum"), root.findall(f"{W}num"))
        self._abstract = {each.get(f"{W}abstractNumId", ""): each for each in found[0]}
        self._nums = {each.get(f"{W}numId", ""): each for each in found[1]}
        self._lists: dict[str, List | None] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, properties: Any) -> str:
        """What is printed before the paragraph with this pPr, with the space after it; "" for nothing."""
        name, depth = self._place(properties)
        numbered = self._list(name)
        level = numbered.levels.get(depth) if numbered else None
        if numbered is None or level is None:
            return ""
        counters = self._counters.setdefault(numbered.count, {})
        self._count(name, numbered, depth, counters)
        if level.hidden or (level.format == "none" and not level.text):
            return ""
        text = self._write(numbered, level, counters)
        return f"{text[:MOST_SIGN]}{level.suffix}" if text else ""

    def _place(self, properties: Any) -> tuple[str, int]:
        """The list (numId) and level of a paragraph: its own, else those of its style."""
        own = None if properties is None else properties.find(f"{W}numPr")
        name, depth = value(own, "numId"), number(own, "ilvl")
        if name is None:
            for style_name, style in self._styles.chain(value(properties, "pStyle")):
                found = style.find(f"{W}pPr/{W}numPr")
                if found is None:
                    continue
                depth = number(found, "ilvl") if depth is None else depth
                name = value(found, "numId")
                if name is not None:
                    depth = self._level_of(name, style_name) if depth is None else depth
                    break
        return name or "0", min(max(depth or 0, 0), LEVELS - 1)

    def _level_of(self, name: str, style: str) -> int | None:
        """The level that is linked to a paragraph style."""
        numbered = self._list(name)
        levels = numbered.levels if numbered else {}
        return next((depth for depth, level in levels.items() if level.style == style), None)

    def _list(self, name: str) -> List | None:
        if name not in self._lists:
            self._lists[name] = self._read_list(name)
        return self._lists[name]

    def _read_list(self, name: str) -> List | None:
        num = self._nums.get(name)
        if name == "0" or num is None:
            return None
        count, abstract = self._definition(num)
        if abstract is None:
            return None
        levels = {_depth(each): _read_level(each) for each in abstract.findall(f"{W}lvl")[:LEVELS]}
        found = List(count, levels)
        for override in num.findall(f"{W}lvlOverride"):
            whole = override.find(f"{W}lvl")
            if whole is not None:
                levels[_depth(override)] = _read_level(whole)
            if (start := number(override, "startOverride")) is not None:
                found.starts[_depth(override)] = start
        return found

    def _definition(self, num: Any) -> tuple[str, Any]:
        """The definition of a list, which may stand in that of the numbering style it links to."""
        for _ in range(MOST_LINKS):
            count = value(num, "abstractNumId") or ""
            abstract = self._abstract.get(count)
            link = None if abstract is None else value(abstract, "numStyleLink")
            if link is None:
                return count, abstract
            num = self._nums.get(value(self._styles.numbering(link), "numId") or "")
            if num is None:
                break
        return "", None

    def _count(self, name: str, numbered: List, depth: int, counters: dict[int, int]) -> None:
        """One more paragraph at a level; deeper ones begin anew, levels above that were passed over count."""
        start = numbered.starts.get(depth)
        if start is not None and (name, depth) not in self._begun:
            counters[depth] = start
        elif depth in counters:
            counters[depth] += 1
        else:
            counters[depth] = numbered.levels[depth].start if start is None else start
        self._begun.add((name, depth))
        for above in range(depth):
            if above in numbered.levels and above not in counters:
                counters[above] = numbered.starts.get(above, numbered.levels[above].start)
        for deeper in range(depth + 1, LEVELS):
            level = numbered.levels.get(deeper)
            restart = level.restart if level else None
            if restart is None or depth < restart:
                counters.pop(deeper, None)

    def _write(self, numbered: List, level: Level, counters: dict[int, int]) -> str:
        if level.format == "bullet":
            return bullet(level.text)

        def written(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            of_place = numbered.levels.get(depth)
            if of_place is None or depth not in counters:
                return ""
            form = "decimal" if level.in_digits and of_place.format != "decimalZero" else of_place.format
            return write_number(counters[depth], form)

        return PLACE.sub(written, level.text).strip()


def _depth(element: Any) -> int:
    text = element.get(f"{W}ilvl", "")
    return int(text) if text.isdecimal() and len(text) < 3 else 0


def _read_level(element: Any) -> Level:
    form = next(iter(element.iter(f"{W}numFmt")), None)
    look = element.find(f"{W}rPr")
    start = number(element, "start")
    picture = element.find(f"{W}lvlPicBulletId") is not None
    return Level(
        text="•" if picture else (value(element, "lvlText") or "")[:MOST_SIGN],
        format="bullet" if picture else "decimal" if form is None else form.get(VAL, "decimal"),
        start=0 if start is None else start,
        restart=number(element, "lvlRestart"),
        suffix=SUFFIXES.get(value(element, "suff") or "tab", " "),
        in_digits=bool(is_on(element, "isLgl")),
        hidden=look is not None and bool(is_on(look, "vanish")),
        style=value(element, "pStyle"),
    )
