"""From the lines below the opening formula to paragraphs.

Here: where a paragraph begins, its number, level and kind. Not here: the words of its lead
phrase (`lead_phrases`) or its identifier (`documents`).

A line begins a paragraph on evidence: a number or letter that continues the series, a lead
phrase of the lexicon, a blank line where blank lines separate, a line before it that ended
early. No one of them is enough in every layout; `Segmenter` says which go together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.layout import CLAUSE_END, SENTENCE_END, Layout
from transforms.lead_phrases import QUOTES, find_lead
from transforms.markers import (
    BARE_NUMBER,
    DECIMAL,
    DOTTED_LETTER,
    LETTER,
    NUMBER,
    ROMAN_HEADING,
    ItemLevels,
    letter,
    roman,
)  # fmt: skip
from transforms.text import Line
from warehouse.languages import Language

HEADING_LENGTH = 300
CLAUSE_CLOSED = re.compile(r"[;.:]\s?['\"’”»)\]]{0,2}(?:\d{1,3})?$")
NAMES_ITEMS = re.compile(r"\w+ \(?[a-z]{1,4}\)")
"""What follows "(a)" where items are cited, not listed: "and (b) of the article"."""
ROMAN_ALONE = re.compile(r"[IVX]+\.?$")
ENDS_WITH_COLON = re.compile(r"[:：]['\"’”»)]*\d*$")


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


class Segmenter:
    """Reads body lines in order; one for each document part (the body, each annex)."""

    def __init__(self, language: Language, layout: Layout, section: str = "preamble", annex: int = 0) -> None:
        self.language, self.layout = language, layout
        self.section, self.annex = section, annex
        self.paragraphs: list[Paragraph] = []
        self.last_number = 0
        self.items = ItemLevels()
        self.is_numbered = False

    def read(self, lines: list[Line]) -> list[Paragraph]:
        """The paragraphs of the lines; furniture and footnotes among them are passed over."""
        body = [line for line in lines if line.role not in ("furniture", "footnote")]
        self.is_numbered = any(self._is_first_number(line.text) for line in body)
        for index, line in enumerate(body):
            previous = body[index - 1] if index else None
            following = body[index + 1] if index + 1 < len(body) else None
            start = self._start(line, previous, following)
            if start:
                self._open(line, start)
            elif self.paragraphs:
                self.paragraphs[-1].lines.append(line)
            else:
                self._open(line, Start(self._plain_kind(), line.text))
        return self.paragraphs

    # ---- decisions

    def _start(self, line: Line, previous: Line | None, following: Line | None) -> Start | None:
        ended = previous is None or bool(
            SENTENCE_END.search(previous.text) or CLAUSE_END.search(previous.text)
        )
        apart = previous is None or (self.layout.blanks_separate and line.after_blank)
        early = previous is not None and self.layout.is_short(previous.text, line.text)
        heading_before = bool(self.paragraphs) and self.paragraphs[-1].kind == "heading"
        ended = ended or heading_before
        return (
            self._numbered(line, ended, apart, early)
            or self._item(line, ended, apart)
            or self._worded(line, ended, apart, early)
            or self._heading(line, ended, apart, early, following)
            or self._separate(line, ended, apart, early)
        )

    def _numbered(self, line: Line, ended: bool, apart: bool, early: bool) -> Start | None:
        text = line.text.lstrip(QUOTES)
        if found := DECIMAL.match(text):
            return self._numbered_start(found) if apart or (ended and early) else None
        found = NUMBER.match(text)
        if found is None:
            found = BARE_NUMBER.match(text)
            if found is None or int(found["number"]) != self.last_number + 1:
                return None
            lead = find_lead(found["rest"], self.language)
            return self._numbered_start(found) if lead and lead.finite and (ended or apart) else None
        number = int(found["number"])
        expected = number == self.last_number + 1
        begins = found["rest"][:1].isupper() or not found["rest"] or found["rest"][:1] in QUOTES
        lead = find_lead(found["rest"], self.language)
        finite = lead is not None and lead.finite
        if expected and (finite or (begins and (ended or apart or early))):
            return self._numbered_start(found)
        if not begins:
            return None
        restarts = number == 1 and (self._after_heading() or self.annex > 0 or self.section == "annex")
        if (
            (restarts or number > self.last_number or apart)
            and (apart or ended)
            and (finite or apart or restarts)
        ):
            return self._numbered_start(found)
        return None

    def _numbered_start(self, found: re.Match[str]) -> Start:
        kind = "annex" if self.section == "annex" else "operative"
        return Start(kind, found["rest"], found["marker"].replace(" ", ""), found["number"])

    def _item(self, line: Line, ended: bool, apart: bool) -> Start | None:
        found = LETTER.match(line.text) or (DOTTED_LETTER.match(line.text) if ended else None)
        if not found or not self.paragraphs or not (ended or apart) or NAMES_ITEMS.match(found["rest"]):
            return None
        after_colon = bool(ENDS_WITH_COLON.search(self.paragraphs[-1].lines[-1].text))
        letters = found["letter"]
        depth = self.items.place(letters, after_colon)
        if depth is None:
            is_series = letter(letters) is not None or roman(letters) is not None
            if not (apart and is_series and found["marker"].endswith(")")):
                return None
            depth = self.items.force(letters)
        marker = found["marker"].replace(" ", "")
        return Start(self._plain_kind(), found["rest"], marker, self.items.path(), depth)

    def _worded(self, line: Line, ended: bool, apart: bool, early: bool) -> Start | None:
        if not (ended or apart) or self.section == "annex":
            return None
        lead = find_lead(line.text, self.language)
        if lead is None:
            return None
        if self.section == "preamble" and (not lead.finite or self.is_numbered):
            return Start("preambular", line.text)
        if lead.finite and (apart or early or CLAUSE_END.search(self._last_text())):
            if self.section == "preamble" or self.last_number == 0 or apart:
                return Start("operative", line.text)
            return None
        if not lead.finite and apart and not self.items.levels:
            return Start(self._plain_kind(), line.text)
        return None

    def _heading(
        self, line: Line, ended: bool, apart: bool, early: bool, following: Line | None
    ) -> Start | None:
        text = line.text
        if following is None or len(text) > HEADING_LENGTH or CLAUSE_END.search(text):
            return None
        if ended and ROMAN_ALONE.match(text):
            return Start("heading", text)
        opens = self._opens(following)
        closed = opens and (self._after_heading() or bool(CLAUSE_CLOSED.search(self._last_text())))
        if not ((ended or apart) and (apart or early or closed)):
            return None
        if ROMAN_HEADING.match(text) or (text[:1].isupper() and ended and opens):
            return Start("heading", text)
        return None

    def _separate(self, line: Line, ended: bool, apart: bool, early: bool) -> Start | None:
        begins = line.text[:1].isupper() or line.text[:1] in QUOTES or line.text[:1].isdigit()
        if self.layout.blanks_separate:
            return (
                Start(self._plain_kind(), line.text)
                if apart
                and ended
                and (begins or (self.section != "preamble" and CLAUSE_CLOSED.search(self._last_text())))
                else None
            )
        if self.section == "preamble" and begins and early and ended and not line.text[:1].isdigit():
            return Start("preambular", line.text)
        if self.section == "annex" and begins and early and ended:
            return Start("annex", line.text)
        return None

    def _is_first_number(self, text: str) -> bool:
        """Whether a line is paragraph 1 of the operative part: before it, all is preamble."""
        found = NUMBER.match(text.lstrip(QUOTES))
        if not found or found["number"] != "1":
            return False
        lead = find_lead(found["rest"], self.language)
        return lead is not None and lead.finite

    def _opens(self, line: Line) -> bool:
        """Whether the line after a heading would begin a paragraph."""
        number = NUMBER.match(line.text)
        return (
            bool(number and number["rest"][:1].isupper()) or find_lead(line.text, self.language) is not None
        )

    # ---- effects

    def _open(self, line: Line, start: Start) -> None:
        if start.kind == "operative":
            self.section = "operative"
        if start.depth == 0 and start.kind != "heading":
            self.items = ItemLevels()
            if start.number and start.number.isdigit():
                self.last_number = int(start.number)
        self.paragraphs.append(
            Paragraph(
                self.section,
                start.kind,
                [line],
                start.rest,
                marker=start.marker,
                number=start.number,
                depth=start.depth,
                annex=self.annex,
            )
        )

    def _plain_kind(self) -> str:
        return {"preamble": "preambular", "operative": "operative"}.get(self.section, "annex")

    def _after_heading(self) -> bool:
        return bool(self.paragraphs) and self.paragraphs[-1].kind == "heading"

    def _last_text(self) -> str:
        return self.paragraphs[-1].lines[-1].text if self.paragraphs else ""
