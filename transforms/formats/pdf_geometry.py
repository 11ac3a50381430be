"""The geometry of a PDF's page: glyphs, drawn lines, and the turn that makes its rows level.

Here: plain figures. Not here: PDFium (`pdf_glyphs`), or what stands in a row (`pdf_rows`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from statistics import median_low

THICKEST_RULE = 3.0
"""Points, of its box, which PDFium makes twice as thick as the pen."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top (points)."""


@dataclass(slots=True)
class Glyph:
    """A printed character. `x0` to `x1` is its advance, `y` its baseline (points, upwards); `after_space`
    says that a space character stands before it in the file, wherever it may be printed."""

    char: str
    x0: float
    x1: float
    y: float
    size: float
    italic: bool
    bold: bool
    after_space: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line, drawn or of characters (points)."""

    x0: float
    x1: float
    y: float


@dataclass(slots=True)
class Page:
    """The glyphs of a page, turned so that most lines run from left to right, with its lower and upper
    edge. `aside` are those that run in another direction, such as a watermark."""

    number: int
    bottom: float
    top: float
    glyphs: list[Glyph]
    aside: list[list[Glyph]]
    rules: list[Rule] = field(default_factory=list)


def turned_page(
    number: int,
    box: Box,
    turned: dict[float, list[Glyph]],
    tilts: dict[float, list[float]],
    lines: list[Box],
) -> Page:
    """The page seen in the direction of most of its lines."""
    main = max(turned, key=lambda angle: (len(turned[angle]), angle == 0.0), default=0.0)
    x0, y0, x1, y1 = turn(box, main)
    aside = [glyphs for angle, glyphs in turned.items() if angle != main]
    if tilt := median_low(tilts.get(main, [0.0])):
        _straighten(turned[main], tilt, (x0 + x1) / 2, (y0 + y1) / 2)
    boxes = [turn(line, main) for line in lines]
    rules = [Rule(left, right, top) for left, low, right, top in boxes if top - low <= THICKEST_RULE]
    return Page(number, y0, y1, turned.get(main, []), aside, rules)


def _straighten(glyphs: list[Glyph], tilt: float, x: float, y: float) -> None:
    """Turn the glyphs of a skewed scan back by its tilt (radians) about the middle of the page."""
    cos, sin = math.cos(tilt), math.sin(tilt)
    for glyph in glyphs:
        width = glyph.x1 - glyph.x0
        dx, dy = glyph.x0 - x, glyph.y - y
        glyph.x0 = x + dx * cos + dy * sin
        glyph.x1 = glyph.x0 + width
        glyph.y = y + dy * cos - dx * sin


def turn(box: Box, angle: float) -> Box:
    """A box (left, bottom, right, top) as it stands once the page is turned back by the angle."""
    if not angle:
        return box
    cos, sin = math.cos(angle), math.sin(angle)
    xs = [x * cos + y * sin for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [y * cos - x * sin for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)
