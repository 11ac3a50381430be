"""Gold documents as Markdown, as converters write it.

Here: Markdown. Not here: any test.
"""

from __future__ import annotations

import re

from tests.pages_html import Gold, front_of, pieces_of

MARKS = re.compile(r"([\\`*_\[\]<>#])")


def page_of(document: Gold, number: str) -> str:
    """The document with a heading, italic lead phrases and footnotes."""
    parts = [
        *map(escaped, front_of(document)),
        f"# {escaped(number)}. {escaped(document['title'])}",
        *map(_paragraph, document["blocks"]),
        *(f"*{escaped(line)}*" for line in document.get("back", [])),
        *(f"[^{note['marker']}]: {escaped(note['text'])}" for note in document.get("notes", [])),
    ]
    return "\n\n".join(parts) + "\n"


def _paragraph(block: Gold) -> str:
    text = ""
    for piece, kind in pieces_of(block):
        if kind == "call":
            text += "".join(f"[^{each.strip()}]" for each in piece.split(","))
        else:
            text += f"*{escaped(piece)}*" if kind == "lead" and piece else escaped(piece)
    return f"{block['marker']} {text}" if block.get("marker") else text


def escaped(text: str) -> str:
    return MARKS.sub(r"\\\1", text)
