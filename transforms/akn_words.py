"""The words of one block of AKN: what it prints, the italics that open it, the notes that it calls.

Here: inline markup. Not here: which blocks there are (`akn_blocks`), what they mean (`akn_reading`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from transforms.akn import POSITION, small_number, tag
from transforms.lead_phrases import QUOTES
from transforms.paragraph import LONGEST_LEAD
from transforms.text import normalize

SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Note:
    """A footnote where it is called. `marker` is "" where the markup has none."""

    marker: str
    text: str
    position: int | None = None
    key: str = ""
    """The eId of a note that stands in the metadata."""


@dataclass(slots=True)
class Words:
    """One block. `text` is one line without notes; `lines` are as printed, with the markers of notes."""

    text: str = ""
    lines: list[str] = field(default_factory=list)
    before_italics: str = ""
    italics: str = ""
    notes: list[Note] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    """The eIds of notes that stand elsewhere and are called here."""

    def lead(self, rest: str, marker: str, is_short: bool = True) -> str | None:
        """The words in italics that open the block, whose text below its marker is `rest`.

        `is_short`: more than LONGEST_LEAD of them are no lead phrase.
        """
        before = self.before_italics.removeprefix(marker).strip()
        lead = self.italics.lstrip(QUOTES).rstrip(" ,")
        if not lead or before.strip(QUOTES) or not rest.lstrip(QUOTES).startswith(lead):
            return None
        return None if is_short and len(lead.split()) > LONGEST_LEAD else lead


def one_line(text: str) -> str:
    """A text of the markup as the warehouse has texts: normalized, white space collapsed."""
    return SPACE.sub(" ", normalize(text)).strip()


class WordReader:
    """Gathers the inline content of one block; `words` gives what was gathered."""

    def __init__(self) -> None:
        self.runs: list[tuple[str, bool, bool]] = []
        """(characters, whether in italics, whether the marker of a note)"""
        self.notes: list[Note] = []
        self.references: list[str] = []

    def add(self, text: str | None, italic: bool = False) -> None:
        if text:
            self.runs.append((SPACE.sub(" ", normalize(text)), italic, False))

    def add_break(self) -> None:
        self.runs.append(("\n", False, False))

    def read(self, element: Any, italic: bool = False) -> None:
        """The content of an element, without its tail."""
        italic = italic or tag(element) == "i" or "italic" in (element.get("class") or "").split()
        self.add(element.text, italic)
        for child in element:
            name = tag(child)
            if name == "authorialNote":
                note = read_note(child)
                if note.text:
                    self.notes.append(note)
                    self.runs.append((note.marker, False, True))
            elif name == "noteRef":
                self.references.append((child.get("href") or "").removeprefix("#"))
                self.runs.append((one_line(child.get("marker") or ""), False, True))
            elif name in ("eol", "br"):
                self.add_break()
            elif name:
                self.read(child, italic)
            self.add(child.tail, italic)

    def words(self) -> Words:
        printed = "".join(run for run, _, _ in self.runs)
        words = Words(
            one_line("".join(run for run, _, is_marker in self.runs if not is_marker)),
            [line for each in printed.split("\n") if (line := one_line(each))],
            notes=self.notes, references=self.references,
        )  # fmt: skip
        before: list[str] = []
        italics: list[str] = []
        for run, italic, is_marker in self.runs:
            if is_marker and not italics:
                continue
            if italics and not italic and run.strip():
                break
            (italics if italics or (italic and run.strip()) else before).append("" if is_marker else run)
        words.before_italics, words.italics = one_line("".join(before)), one_line("".join(italics))
        return words


def read_words(element: Any) -> Words:
    reader = WordReader()
    reader.read(element)
    return reader.words()


def read_note(element: Any) -> Note:
    """A footnote: the text of all its blocks on one line."""
    parts = [element.text or "", *("".join(child.itertext()) + (child.tail or "") for child in element)]
    text = one_line((" " if len(element) > 1 and tag(element[0]) == "p" else "").join(parts))
    marker = one_line(element.get("marker") or "")
    return Note(marker, text, small_number(element.get(POSITION)), element.get("eId") or "")
