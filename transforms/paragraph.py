"""A paragraph as it is built, and the decision that a line begins one.

Here: the two records. Not here: the decisions (`starts`) or the words of a paragraph (`joining`).
"""

from __future__ import annotations

from dataclasses import dataclass

from transforms.text import Line


@dataclass(slots=True)
class Paragraph:
    """One paragraph being built. `rest` is the first line without its marker."""

    section: str
    kind: str
    lines: list[Line]
    rest: str
    marker: str | None = None
    number: str | None = None
    depth: int = 0
    text: str = ""
    inferred: bool = False
    annex: int = 0
    quote: int = 0
    """Which quoted resolution of the document it belongs to, from 1; 0 for the document's own words."""
    marked_lead: str | None = None
    """The lead phrase where the source marks it up (italics); None where words alone must tell."""


@dataclass(slots=True)
class Start:
    """A decision that a line begins a paragraph."""

    kind: str
    rest: str
    marker: str | None = None
    number: str | None = None
    depth: int = 0
    count: int = 1
    """Lines that are surely part of it: a heading may take several."""
