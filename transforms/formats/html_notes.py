"""Which elements of a page are footnotes, calls of footnotes, or stand around the text.

Here: the marks that Word, LibreOffice, Markdown converters and publishers of the web give them. Not here:
walking through the page (`html_walk`).
"""

from __future__ import annotations

import re
from typing import Any

DROPPED = frozenset(
    ("head", "script", "style", "template", "noscript", "nav", "iframe", "object", "embed", "audio", "video", "canvas",
     "svg", "math", "button", "select", "option", "textarea", "datalist", "dialog", "menu", "rt", "rp", "del", "xml",
     "frameset", "noframes", "map", "area", "title")
)  # fmt: skip
LANDMARKS = frozenset(("header", "footer", "aside"))
"""Around the text, unless they stand within the article: then they are its own head and foot."""
ARTICLE = frozenset(("article", "main", "section"))
AROUND_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert", "menu", "menubar", "toolbar",
     "doc-backlink", "doc-toc", "button")
)  # fmt: skip
NOTE_ROLES = frozenset(("doc-footnote", "doc-endnote", "doc-endnotes", "doc-footnotes"))
NOTE_CLASSES = frozenset(
    ("footnotes", "footnote", "footnote-text", "footnotetext", "footnote-item", "endnotes", "endnote", "endnotetext",
     "msofootnotetext", "msoendnotetext", "sdfootnote", "sdendnote", "footnote-definition", "footnotes-list")
)  # fmt: skip
NOTE_ID = re.compile(r"_?(?:sd)?(?:ftn|fn|footnote|endnote|edn)[-:_]?\d{1,4}$", re.IGNORECASE)
BACK_CLASSES = frozenset(("footnote-back", "footnote-backref", "footnote-return", "reversefootnote"))
BACK_SIGNS = frozenset("↩↑^⏎\ufe0e")
CALL_TARGET = re.compile(r"#_?(?:sd)?(?:ftn|fn|footnote|endnote|edn|cite_note)[-:_]?\w{1,40}$", re.IGNORECASE)
CALL_ROLE = "doc-noteref"
BRACKETED = re.compile(r"[\[(]?\s*(\d{1,3}|\*{1,3}|[†‡])\s*[\])]?$")
PAGE_HEADS = ("header", "footer")
"""Titles that LibreOffice gives to the heads and feet of its pages."""


def is_dropped(element: Any, is_in_article: bool) -> bool:
    """Whether an element is no text of the page, or only stands around it."""
    tag, role = element.tag, element.get("role", "").lower()
    if is_note(element):
        return False
    return (
        tag in DROPPED
        or (tag in LANDMARKS and not is_in_article)
        or role in AROUND_ROLES
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or (tag == "a" and _is_back(element))
    )


def is_note(element: Any) -> bool:
    """Whether a block is a footnote, or holds footnotes."""
    if element.tag in ("a", "sup", "span", "sub"):
        return False
    said = element.get("style", "")
    return (
        element.get("role", "").lower() in NOTE_ROLES
        or not NOTE_CLASSES.isdisjoint(element.get("class", "").lower().split())
        or bool(NOTE_ID.match(element.get("id", "")))
        or element.get("epub:type", "") in ("footnote", "endnote", "footnotes", "endnotes")
        or ("mso-element" in said and ("footnote" in said or "endnote" in said))
    )


def is_call(element: Any) -> bool:
    """Whether a link is the digit that calls a footnote, or the one that stands before its text."""
    return element.tag == "a" and (
        element.get("role", "").lower() == CALL_ROLE
        or bool(CALL_TARGET.match(element.get("href", "")))
        or "sdfootnotesym" in element.get("class", "")
        or "sdendnotesym" in element.get("class", "")
    )


def is_page_head(element: Any) -> bool:
    return element.tag == "div" and element.get("title", "") in PAGE_HEADS


def called(text: str) -> str:
    """The marker in what is printed of a call: "1" of "[1]"; the text as it is where it holds more."""
    found = BRACKETED.match(text.strip())
    return found[1] if found else text


def _is_back(link: Any) -> bool:
    """Whether a link leads back from a footnote to its call."""
    if not BACK_CLASSES.isdisjoint(link.get("class", "").lower().split()):
        return True
    text = "".join(link.itertext()).strip() if len(link) < 3 else ""
    return bool(text) and BACK_SIGNS.issuperset(text) and link.get("href", "").startswith("#")
