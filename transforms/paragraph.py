"""A paragraph as it is built, and the decision that a line begins one.

Here: the two records. Not here: the decisions (`starts`) or the words of a paragraph (`joining`).
"""

from __future__ import annotations

from dataclasses import dataclass

from transforms.lead_phrases import QUOTES
from transforms.text import Line

LONGEST_LEAD = 20
"""Words; italics that go on for longer are a title or a quotation."""


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

    @property
    def printed_rest(self) -> str:
        """`rest` with the superscript digits of its line."""
        line = self.lines[0]
        start = len(line.text) - len(self.rest)
        return line.printed_from(start) if line.text[start:] == self.rest else self.rest

    @property
    def italic_lead(self) -> str | None:
        """The words in italics with which the paragraph begins: the United Nations sets its lead phrases so.
        None where none are, or so many that they are a title or a quotation."""
        line = self.lines[0]
        start = len(line.text) - len(self.rest)
        start += len(self.rest) - len(self.rest.lstrip(QUOTES))
        words: list[str] = []
        for line in self.lines:
            span = next((each for each in line.italics if each[0] <= start < each[1]), None)
            if span is None:
                break
            words.append(line.text[start : span[1]])
            if span[1] < len(line.text):
                break
            start = 0
        lead = " ".join(words).rstrip(" ,")
        return lead if 0 < len(lead.split()) <= LONGEST_LEAD else None


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
