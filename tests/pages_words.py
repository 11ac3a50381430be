"""The words of gold documents with what prints them apart: italics, bold, superscripts.

Here: paragraphs as styled words. Not here: lines and pages (`pages_pdf`).
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Word:
    """Pieces without white between: (text, style), style "s" for superscripts."""

    pieces: list[tuple[str, str]]
    glued: bool = False
    """Whether no space stands before it: the rest of a word that may be broken at its hyphen."""


def styled(block: Mapping[str, Any], notes: Mapping[str, str]) -> tuple[list[tuple[str, str]], list[str]]:
    """The pieces of a paragraph with their styles, and the markers of the notes that it calls."""
    text, marked = block["text"], block.get("marked") or block["text"]
    text, marked = (
        unicodedata.normalize("NFC", each.replace("ʼ", "’")) for each in (text, marked)
    )  # as fonts have it
    raised: list[tuple[int, str]] = []  # (place in the text, digits)
    at = 0
    rest = marked
    while rest and at < len(text):
        if rest[0] == text[at]:
            rest, at = rest[1:], at + 1
        elif found := re.match(r"\d+|, ?(?=\d)|[,\s]", rest):
            if found[0].isdigit():
                raised.append((at, found[0]))
            rest = rest[found.end() :]
        else:
            return [(text, "")], []
    if rest.isdigit():
        raised.append((at, rest))
    raised = [(place, digits) for place, digits in raised if digits in notes]
    lead = block.get("lead") or ""
    italics = len(lead) if lead and text.startswith(lead) else 0
    if block["type"] == "opening":
        italics = len(text.rstrip(","))
    if block["type"] == "heading":
        return [(text, "b")], []
    pieces: list[tuple[str, str]] = []
    cuts = sorted({0, italics, len(text), *(place for place, _ in raised)})
    for start, end in itertools.pairwise(cuts):
        pieces += [(digits, "s") for place, digits in raised if place == start]
        pieces.append((text[start:end], "i" if end <= italics else ""))
    pieces += [(digits, "s") for place, digits in raised if place == len(text) and place]
    return pieces, [digits for _, digits in raised]


def words_of(pieces: list[tuple[str, str]]) -> list[Word]:
    """The words of the pieces; one with a hyphen may be broken behind it."""
    words: list[Word] = []
    fresh = True
    for text, style in pieces:
        for part in re.findall(r"[^\S\t\u00a0]+|[^ ]+", text):
            if part.isspace() and not part.endswith("\t"):
                fresh = True
                continue
            for index, broken in enumerate(re.findall(r"[^-]*[^\W\d_]-(?=[^\W\d_])|.+$", part)):
                if fresh or index:
                    words.append(Word([(broken, style)], glued=index > 0))
                else:
                    words[-1].pieces.append((broken, style))
                fresh = part.endswith("\t")
    return words
