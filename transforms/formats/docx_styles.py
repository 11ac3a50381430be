"""How a DOCX file says that words are italic, bold, raised or hidden: directly, and through styles.

Here: resolving styles (ECMA-376-1, 17.7). Not here: numbers (`docx_numbering`), text (`docx_blocks`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from transforms.formats.blocks import LONGEST_CHAIN, Look
from transforms.formats.docx_parts import W, is_on, number, value

TOGGLES = ("i", "b", "vanish")
SAID = (*TOGGLES, "vertAlign", "position", "sz")
"""What is asked of the properties of runs; position and size are in half points."""
SIZE = 20
"""Of words of which the file does not say it."""
RAISED_BY = 0.2
"""Of their size; words are moved by less to set a line right."""


class Styles:
    """The styles of a file; an empty set where it has none."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._defaults: dict[str, str] = {}
        self._base = None
        for style in root.iter(f"{W}style") if root is not None else ():
            name, kind = style.get(f"{W}styleId", ""), style.get(f"{W}type", "paragraph")
            self._styles[name] = style
            if style.get(f"{W}default") in ("1", "true", "on"):
                self._defaults[kind] = name
        if root is not None:
            self._base = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.toggles = cache(self._toggles)

    def chain(self, name: str | None, kind: str = "paragraph") -> Iterator[tuple[str, Any]]:
        """A style and those it is based on, nearest first; the default one where none is named."""
        name = name or self._defaults.get(kind)
        for _ in range(LONGEST_CHAIN):
            style = self._styles.get(name or "")
            if name is None or style is None:
                return
            yield name, style
            name = value(style, "basedOn")

    def numbering(self, name: str) -> Any:
        """The numPr of a numbering style, None where it has none."""
        style = self._styles.get(name)
        return None if style is None else style.find(f"{W}pPr/{W}numPr")

    def look(self, properties: Any, paragraph_style: str | None) -> Look:
        """What the rPr of a run in a paragraph of a style amounts to: what the run says itself, else the
        styles. A property that both the paragraph's and the run's style switch on is off (17.7.3)."""
        own: dict[str, Any] = dict.fromkeys(SAID)
        character = None
        if properties is not None:
            own = _said(properties)
            character = value(properties, "rStyle")
        of_paragraph, of_run = (
            self.toggles(paragraph_style, "paragraph"),
            self.toggles(character, "character"),
        )
        found = {}
        for name in TOGGLES:
            inherited = bool(of_paragraph[name]) != bool(of_run[name])
            base = self._base is not None and is_on(self._base, name)
            found[name] = bool(inherited or base) if own[name] is None else bool(own[name])
        align, position, size = (
            next((each[name] for each in (own, of_run, of_paragraph) if each[name] is not None), None)
            for name in ("vertAlign", "position", "sz")
        )
        size = size or number(self._base, "sz") or SIZE
        is_raised = align == "superscript" or (
            align != "subscript" and (position or 0) >= RAISED_BY * max(size, 1)
        )
        return Look(found["i"], found["b"], found["vanish"], is_raised)

    def _toggles(self, name: str | None, kind: str) -> dict[str, Any]:
        """What a style and those it is based on say of each property; the nearest that says it decides."""
        found: dict[str, Any] = dict.fromkeys(SAID)
        for _, style in self.chain(name, kind):
            properties = style.find(f"{W}rPr")
            if properties is not None:
                said = _said(properties)
                found = {key: said[key] if found[key] is None else found[key] for key in found}
        return found


def _said(properties: Any) -> dict[str, Any]:
    said: dict[str, Any] = {name: is_on(properties, name) for name in TOGGLES}
    return said | {
        "vertAlign": value(properties, "vertAlign"),
        "position": number(properties, "position"),
        "sz": number(properties, "sz"),
    }
