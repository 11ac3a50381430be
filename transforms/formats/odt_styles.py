"""How an ODT file says that words are italic, bold, raised or hidden, and how its lists are numbered.

Here: styles and those they are based on. Not here: counting (`odt_lists`), text (`odt_blocks`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from transforms.formats.blocks import LONGEST_CHAIN, Look
from transforms.formats.odt_parts import FO, STYLE, TEXT

ITALIC = ("italic", "oblique")
BOLD = ("bold", "600", "700", "800", "900")

Said = dict[str, bool]
"""What a style says of each field of Look; what it does not say is absent."""


class OdtStyles:
    """The styles that hold in one part: the common ones, and the automatic ones of the part itself."""

    def __init__(self, *roots: Any) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        self.lists: dict[str, Any] = {}
        self.outline: Any = None
        for root in roots:
            if root is None:
                continue
            for style in root.iter(f"{STYLE}style", f"{STYLE}default-style"):
                family = style.get(f"{STYLE}family", "")
                self._styles[family, style.get(f"{STYLE}name", "")] = style
            for each in root.iter(f"{TEXT}list-style"):
                self.lists[each.get(f"{STYLE}name", "")] = each
            for each in root.iter(f"{TEXT}outline-style"):
                self.outline = each
        self._said = cache(self._resolve)

    def look(self, family: str, name: str | None, within: Look) -> Look:
        """How words of a style are printed, within words of that look."""
        said = self._said(family, name or "")
        if not said:
            return within
        return Look(*(said.get(field, getattr(within, field)) for field in Look.__slots__))

    def list_of(self, name: str | None) -> str | None:
        """The list style that a paragraph style names, itself or through those it is based on."""
        return next(
            (
                found
                for style in self._chain("paragraph", name or "")
                if (found := style.get(f"{STYLE}list-style-name"))
            ),
            None,
        )

    def _chain(self, family: str, name: str) -> Iterator[Any]:
        """A style and those it is based on, nearest first, the family's default last."""
        for _ in range(LONGEST_CHAIN):
            style = self._styles.get((family, name))
            if style is None:
                break
            yield style
            if not name:
                return
            name = style.get(f"{STYLE}parent-style-name", "")
        else:
            return
        if name and (default := self._styles.get((family, ""))) is not None:
            yield default

    def _resolve(self, family: str, name: str) -> Said:
        found: Said = {}
        for style in self._chain(family, name):
            properties = style.find(f"{STYLE}text-properties")
            if properties is not None:
                found = _said(properties) | found
        return found


def _said(properties: Any) -> Said:
    said: Said = {}
    if slant := properties.get(f"{FO}font-style"):
        said["italic"] = slant in ITALIC
    if weight := properties.get(f"{FO}font-weight"):
        said["bold"] = weight in BOLD
    if display := properties.get(f"{TEXT}display"):
        said["hidden"] = display == "none"
    if position := properties.get(f"{STYLE}text-position"):
        height = position.split()[0] if position.split() else ""
        said["superscript"] = height == "super" or (
            height.endswith("%") and height[:1].isdigit() and height != "0%"
        )
    return said
