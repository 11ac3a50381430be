"""The elements of an AKN export that hold text: clean words, lead phrases in italics, footnotes.

Here: one block at a time. Not here: how blocks nest (`akn_hierarchy`), metadata and cover (`akn_meta`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from transforms.akn import AKN, OWN, POSITION
from transforms.lead_phrases import QUOTES

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, even as a reference."""
REPLACEMENT = "\ufffd"

Row = Mapping[str, Any]


def clean(text: str) -> str:
    """The text with a replacement character for each that XML forbids: what is lost stays visible."""
    return FORBIDDEN.sub(REPLACEMENT, text)


def new_root(name: str) -> Any:
    return etree.Element(f"{{{AKN}}}{name}", nsmap={None: AKN, "hrcw": OWN})


def add(parent: Any, name: str, text: str | None = None, /, **attributes: Any) -> Any:
    """A new child in the namespace of AKN; attributes that are None are left out, `_` ends a keyword."""
    element = etree.SubElement(parent, f"{{{AKN}}}{name}")
    if text is not None:
        element.text = clean(text)
    for key, value in attributes.items():
        if value is not None:
            element.set(key.rstrip("_"), clean(str(value)))
    return element


def fill(element: Any, row: Row, notes: Iterable[Row]) -> None:
    """The paragraph's words: its lead phrase in italics, its footnotes at the end.

    The warehouse knows which paragraph calls a footnote, not at which word.
    """
    text = clean(row["text"])
    lead = clean(row["lead_phrase"] or "")
    if row["kind"] == "opening":
        lead = text.rstrip(" ,:")
    start = len(text) - len(text.lstrip(QUOTES))
    if lead and text.startswith(lead, start) and row["kind"] not in ("heading", "table"):
        element.text = text[:start] or None
        add(element, "span", lead, class_="italic").tail = text[start + len(lead) :] or None
    else:
        element.text = text
    for note in notes:
        add_note(element, "authorialNote", note)


def add_note(parent: Any, name: str, note: Row) -> None:
    element = add(parent, name, marker=note["marker"], placement="bottom", eId=f"{name}_{note['position']}")
    if note.get("is_out_of_order"):
        element.set(POSITION, str(note["position"]))
    add(element, "p", note["text"])


def add_text(holder: Any, row: Row, notes: Iterable[Row]) -> None:
    """A `p` with the paragraph's words; those of a table stay one cell, since its grid is not kept."""
    if row["kind"] == "table":
        grid = add(holder, "table", eId=f"table_{row['position']}")
        holder = add(add(grid, "tr"), "td")
    fill(add(holder, "p"), row, notes)


def local_name(row: Row) -> str:
    """The paragraph's name within its document, the same in every language: op4(a)."""
    return str(row["paragraph_id"]).rpartition("#")[2]
