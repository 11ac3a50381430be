"""The numbers of lists as a browser prints them (HTML 4.4.5 and 4.4.8, CSS Lists 3).

Here: counting items, and the sign of each. Not here: how numbers are written (`ordinals`).
"""

from __future__ import annotations

from typing import Any

from transforms.formats.ordinals import BULLET, MOST_SIGN, write_number

FORMS = {
    "decimal": "decimal", "1": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "a": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "A": "upperLetter", "lower-roman": "lowerRoman", "i": "lowerRoman", "upper-roman": "upperRoman",
    "I": "upperRoman", "arabic-indic": "decimal", "cjk-ideographic": "chineseCounting",
}  # fmt: skip
BULLETS = {"disc": BULLET, "circle": "◦", "square": "▪", "none": ""}
MOST = 10**6


class PageList:
    """One list, of which the items are counted."""

    def __init__(self, element: Any) -> None:
        self.is_ordered = element.tag == "ol"
        self.type = element.get("type", "").strip()
        self.step = -1 if self.is_ordered and element.get("reversed") is not None else 1
        first = sum(1 for _ in element.iterchildren("li")) if self.step < 0 else 1
        self.next = _integer(element.get("start"), first)

    def marker(self, item: Any, style: str) -> str:
        """What is printed before an item: "3.", "a.", a bullet, or nothing. `style` is what style sheets say."""
        kind = item.get("type", "").strip() or style or self.type
        number = _integer(item.get("value"), self.next)
        self.next = number + self.step
        if kind.startswith(('"', "'")):
            return kind.strip("\"' ")[:MOST_SIGN]
        if kind.lower() in BULLETS:
            return BULLETS[kind.lower()]
        if not self.is_ordered and kind not in FORMS:
            return BULLET
        return f"{write_number(number, FORMS.get(kind) or FORMS.get(kind.lower(), 'decimal'))}."


def _integer(value: str | None, default: int) -> int:
    try:
        return max(-MOST, min(MOST, int(value))) if value else default
    except ValueError:
        return default
