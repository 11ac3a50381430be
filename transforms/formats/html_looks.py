"""How the elements of a page look: hidden, italic, bold, raised, kept in lines, numbered.

Here: the names of elements, their attributes, and simple style sheets (one class, name or id a rule, as
word processors write them). Not here: walking through the page (`html_walk`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

BRACES = re.compile(r"[{}]")
MARKS_OF_PAGES = re.compile(r"<!--|-->")
"""They hide a style sheet from browsers of old."""
SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<mark>[.#][\w-]+)?$", re.IGNORECASE)
USED = frozenset(
    ("font-style", "font-weight", "vertical-align", "display", "visibility", "white-space", "list-style-type",
     "list-style", "mso-hide", "text-transform")
)  # fmt: skip
ITALIC = frozenset(("i", "em", "cite", "dfn", "var"))
BOLD = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
KEPT_IN_LINES = frozenset(("pre", "listing", "xmp", "plaintext"))
HEAVY = 600
DISPLAYED = {"block": True, "list-item": True, "flex": True, "grid": True, "table": True, "inline": False}

Declarations = dict[str, str]


@dataclass(frozen=True, slots=True)
class PageLook:
    """How text within an element is printed; `list_style` is that of lists, "" for what they have of their own."""

    italic: bool = False
    bold: bool = False
    raised: bool = False
    kept_in_lines: bool = False
    capitals: bool = False
    hidden: bool = False
    invisible: bool = False
    """Not printed, but what is within may be; of the hidden nothing is."""
    is_block: bool | None = None
    list_style: str = ""


class Styles:
    """The style sheets of a page."""

    def __init__(self, sheets: list[str]) -> None:
        self._rules: dict[str, Declarations] = {}
        for sheet in sheets:
            for selector, declarations in _rules(sheet):
                self._rules.setdefault(selector, {}).update(declarations)

    def look(self, element: Any, around: PageLook) -> PageLook:
        """The look within an element, of which `around` is that of the element above."""
        tag = element.tag
        look = replace(
            around,
            italic=around.italic or tag in ITALIC,
            bold=around.bold or tag in BOLD,
            raised=(around.raised or tag == "sup") and tag != "sub",
            kept_in_lines=around.kept_in_lines or tag in KEPT_IN_LINES,
            is_block=None,
            list_style="" if tag in ("ol", "ul") else around.list_style,
        )
        said = self._declarations(element)
        return _with(look, said) if said else look

    def _declarations(self, element: Any) -> Declarations:
        said: Declarations = {}
        if self._rules:
            tag = element.tag
            marks = [f".{name}" for name in element.get("class", "").split()]
            marks += [f"#{name}" for name in (element.get("id"),) if name]
            for selector in (tag, *marks, *(f"{tag}{mark}" for mark in marks)):
                said |= self._rules.get(selector, {})
        if style := element.get("style"):
            said |= _declared(style)
        return said


def _with(look: PageLook, said: Declarations) -> PageLook:
    if style := said.get("font-style"):
        look = replace(look, italic=style in ("italic", "oblique") if style != "inherit" else look.italic)
    if weight := said.get("font-weight"):
        bold = int(weight) >= HEAVY if weight.isdecimal() else weight in ("bold", "bolder")
        look = replace(look, bold=bold if weight != "inherit" else look.bold)
    if align := said.get("vertical-align"):
        look = replace(look, raised=look.raised if align == "inherit" else align == "super")
    if space := said.get("white-space"):
        look = replace(look, kept_in_lines=space.startswith("pre") or space == "break-spaces")
    if case := said.get("text-transform"):
        look = replace(look, capitals=case == "uppercase")
    if seen := said.get("visibility"):
        look = replace(
            look, invisible=look.invisible if seen == "inherit" else seen in ("hidden", "collapse")
        )
    if said.get("display") == "none" or said.get("mso-hide") == "all":
        look = replace(look, hidden=True)
    elif display := said.get("display"):
        look = replace(look, is_block=DISPLAYED.get(display))
    style = said.get("list-style-type") or said.get("list-style", "").partition(" ")[0]
    return replace(look, list_style=style) if style else look


def _rules(sheet: str) -> Iterator[tuple[str, Declarations]]:
    """The simple rules of a style sheet; those for other media, and of several elements, are passed over."""
    before, *comments = sheet.split("/*")
    sheet = " ".join([before, *(comment.partition("*/")[2] for comment in comments)])
    sheet = MARKS_OF_PAGES.sub(" ", sheet)
    opened: list[str] = []
    at = 0
    for brace in BRACES.finditer(sheet):
        piece = sheet[at : brace.start()].strip()
        at = brace.end()
        if brace[0] == "{":
            opened.append(piece)
        elif opened:
            selectors = opened.pop().rpartition(";")[2]
            declared = {} if opened or selectors.lstrip().startswith("@") else _declared(piece)
            if declared:
                for selector in selectors.split(","):
                    if found := SIMPLE.match(selector.strip()):
                        yield (found["tag"] or "").lower() + (found["mark"] or ""), declared


def _declared(style: str) -> Declarations:
    said: Declarations = {}
    for declaration in style.split(";"):
        name, _, words = declaration.partition(":")
        name = name.strip().lower()
        if name in USED:
            said[name] = words.partition("!")[0].strip().lower()
    return said
