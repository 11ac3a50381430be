"""Where a paragraph begins: the decision for one line among its neighbours.

Here: the evidence, and which kinds of it go together. Not here: walking the lines (`body`).

A line begins a paragraph on evidence: a number or letter that continues the series, a lead
phrase of the lexicon, a blank line where blank lines separate, a line before it that ended
early. No one of them is enough in every layout; `StartFinder` says which go together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.layout import Layout, begins_in_italics
from transforms.lead_phrases import QUOTES, find_lead, is_capital
from transforms.markers import (
    BARE_NUMBER,
    DECIMAL,
    DOTTED_LETTER,
    LETTER,
    NUMBER,
    ONE_AS_LETTER,
    ROMAN_HEADING,
    ItemLevels,
    letter,
    roman,
)  # fmt: skip
from transforms.paragraph import Paragraph, Start
from transforms.text import Line
from warehouse.languages import Language

HEADING_LENGTH = 300
HEADING_LINES = 4
TITLE_LENGTH = 150
CLAUSE_CLOSED = re.compile(r"[;.:؛；。：]\s?['\"’”»)\]]{0,2}(?:\d{1,3})?$")
NAMES_ITEMS = re.compile(r"\w+ \(?[a-z]{1,4}\)")
"""What follows "(a)" where items are cited, not listed: "and (b) of the article"."""
MARKER_ALONE = re.compile(r"(?:[IVX]+|[A-Z])\.?$")
NUMBER_ALONE = re.compile(r"(?P<marker>(?P<number>\d{1,3}))(?P<rest>)$")
ENDS_WITH_COLON = re.compile(r"[:：]['\"’”»)]*\d*$")
OPENS_QUOTE = "“«„"


@dataclass(frozen=True, slots=True)
class Place:
    """A line among its neighbours. `ended`: the line before ended a sentence or clause; `apart`: a
    blank line that means something stands before; `early`: the line before ended before the margin."""

    line: Line
    following: Sequence[Line]
    ended: bool
    apart: bool
    early: bool


@dataclass(slots=True)
class Part:
    """What has been read of a text whose paragraphs are numbered on their own: the document, or a
    resolution that it quotes."""

    section: str
    last_number: int = 0
    is_numbered: bool = False


class StartFinder:
    """What has been read of one document part, and whether the next line begins a paragraph."""

    def __init__(self, language: Language, layout: Layout, section: str = "preamble", annex: int = 0) -> None:
        self.language, self.layout = language, layout
        self.annex = annex
        self.paragraphs: list[Paragraph] = []
        self.items = ItemLevels()
        self.part = self.whole = Part(section)

    def find_start(self, place: Place) -> Start | None:
        return (
            self._quoted(place)
            or self._numbered(place)
            or self._item(place)
            or self._worded(place)
            or self._heading(place)
            or self._separate(place)
        )

    def _quoted(self, place: Place) -> Start | None:
        """The opening formula of a resolution that the text quotes, such as a draft for the Assembly."""
        text = place.line.text
        found = self.language.patterns["opening"].match(text)
        if not found or text[found.end() :].strip(" ,") or not self.paragraphs:
            return None
        if self.annex:  # a declaration that opens like a resolution
            return Start("annex", text) if place.apart or place.early else None
        announced = ENDS_WITH_COLON.search(self._last_text()) or text[0] in OPENS_QUOTE
        return Start("opening", text) if announced and not self._in_quote() else None

    def _numbered(self, place: Place) -> Start | None:
        text = place.line.text.lstrip(QUOTES)
        ended, apart = place.ended, place.apart
        if found := DECIMAL.match(text):
            return self._numbered_start(found) if apart or (ended and place.early) else None
        found = NUMBER.match(text) or self._misread_one(text)
        if found is None:
            found = BARE_NUMBER.match(text) or self._number_alone(place)
            if found is None or int(found["number"]) != self.part.last_number + 1:
                return None
            finite = self._is_finite(found["rest"] or place.following[0].text)
            return self._numbered_start(found) if finite and (ended or apart) else None
        number = self._value(found)
        if self._in_quote() and number == self.whole.last_number + 1 != self.part.last_number + 1:
            self._leave_quote()
        expected = number == self.part.last_number + 1
        begins = is_capital(found["rest"]) or not found["rest"] or found["rest"][:1] in QUOTES
        finite = self._is_finite(found["rest"])
        if expected and (finite or (begins and (ended or apart or place.early))):
            return self._numbered_start(found)
        if not begins:
            return None
        restarts = number == 1 and (self._after_preamble() or self.annex > 0 or self.part.section == "annex")
        if (
            (restarts or number > self.part.last_number or apart)
            and (apart or ended)
            and (finite or apart or restarts)
        ):
            return self._numbered_start(found)
        return None

    @staticmethod
    def _number_alone(place: Place) -> re.Match[str] | None:
        """A number without a dot on a line of its own, above its paragraph."""
        return NUMBER_ALONE.match(place.line.text) if place.following else None

    def _misread_one(self, text: str) -> re.Match[str] | None:
        """ "l. Decides": the letter that scanners and typists take for the number 1."""
        found = ONE_AS_LETTER.match(text)
        first = not self.part.last_number and found is not None and self._is_finite(found["rest"])
        return found if first or (self.annex and self._after_heading()) else None

    @staticmethod
    def _value(found: re.Match[str]) -> int:
        return int(found["number"]) if found["number"].isdigit() else 1

    def _numbered_start(self, found: re.Match[str]) -> Start:
        kind = "annex" if self.part.section == "annex" else "operative"
        number = found["number"] if "." in found["number"] else str(self._value(found))
        return Start(kind, found["rest"], found["marker"].replace(" ", ""), number)

    def _item(self, place: Place) -> Start | None:
        text, ended, apart = place.line.text, place.ended, place.apart
        found = LETTER.match(text) or (DOTTED_LETTER.match(text) if ended else None)
        if not found or not self.paragraphs or not (ended or apart) or NAMES_ITEMS.match(found["rest"]):
            return None
        after_colon = bool(ENDS_WITH_COLON.search(self._last_text()))
        letters = found["letter"].translate(self.language.letters)
        depth = self.items.place(letters, after_colon)
        if depth is None:
            is_series = letter(letters) is not None or roman(letters) is not None
            if not (apart and is_series and found["marker"].endswith(")")):
                return None
            depth = self.items.force(letters)
        marker = found["marker"].replace(" ", "")
        return Start(self._plain_kind(), found["rest"], marker, self.items.path(), depth)

    def _worded(self, place: Place) -> Start | None:
        section, apart = self.part.section, place.apart
        if not (place.ended or apart):
            return None
        if self.layout.italic_leads and not apart and not begins_in_italics(place.line):
            return None  # "All States," / "Taking into Particular Account", a title that a line's end parts
        text = place.line.text
        lead = find_lead(text, self.language)
        if lead is None:
            return None
        if section == "annex":
            return Start("annex", text) if not lead.finite and self._goes_on_citing() else None
        if section == "preamble" and (not lead.finite or self.part.is_numbered):
            return Start("preambular", text)
        if lead.finite and (apart or place.early or self.language.clause_end.search(self._last_text())):
            begins = section == "preamble" or self.part.last_number == 0 or apart
            return Start("operative", text) if begins or self._last_text().endswith(";") else None
        if lead.finite or self.items.levels:
            return None
        if self._after_heading() or self.paragraphs[-1].kind == "preambular":
            return Start("preambular", text)  # a section of the operative part has a preamble of its own
        return Start(self._plain_kind(), text) if apart else None

    def _goes_on_citing(self) -> bool:
        """Whether an annex, such as a declaration, is in the midst of a preamble of its own."""
        last = self.paragraphs[-1] if self.paragraphs else None
        return last is not None and last.number is None and self._last_text().endswith((",", "，"))

    def _heading(self, place: Place) -> Start | None:
        text = place.line.text
        if not place.following or len(text) > HEADING_LENGTH or self.language.clause_end.search(text):
            return None
        after_clause = place.apart or place.early or CLAUSE_CLOSED.search(self._last_text())
        named = self.language.patterns["body.heading"].match(text) and after_clause
        if place.ended and (named or MARKER_ALONE.match(text)):
            return Start("heading", text)
        if not (place.ended or place.apart):
            return None
        count = self._heading_lines(place)
        closed = count and (self._after_heading() or bool(CLAUSE_CLOSED.search(self._last_text())))
        if not (place.apart or place.early or closed):
            return None
        if ROMAN_HEADING.match(text) or (is_capital(text) and place.ended and count):
            return Start("heading", text, count=max(count, 1))
        return None

    def _heading_lines(self, place: Place) -> int:
        """How many lines a heading here takes before a paragraph begins; 0 where none does."""
        if self._opens(place.following[0]):
            return 1
        if self.layout.blanks_separate:
            separate = self.layout.each_line
            end = next((at for at, line in enumerate(place.following) if separate or line.after_blank), None)
            if (
                not place.apart
                or end is None
                or (end and self.language.clause_end.search(place.following[end - 1].text))
            ):
                return 0
            return end + 1 if self._opens(place.following[end]) else 0
        if not CLAUSE_CLOSED.search(self._last_text()):
            return 0
        for count, line in enumerate(place.following[:-1], 2):
            if (
                self.language.clause_end.search(line.text)
                or DECIMAL.match(line.text)
                or LETTER.match(line.text)
            ):
                return 0
            if self._opens(place.following[count - 1]):
                return count
        return 0

    def _separate(self, place: Place) -> Start | None:
        text, section = place.line.text, self.part.section
        begins = is_capital(text) or text[:1] in QUOTES or text[:1].isdigit()
        if self.layout.blanks_separate:
            closed = section != "preamble" and CLAUSE_CLOSED.search(self._last_text())
            return self._plain_start(text) if place.apart and place.ended and (begins or closed) else None
        if not begins or not place.ended:
            return None
        if self._is_listed() and CLAUSE_CLOSED.search(self._last_text()) and place.early:
            return self._plain_start(text)
        if section == "preamble" and place.early and not text[:1].isdigit():
            return Start("preambular", text)
        return Start("annex", text) if section == "annex" and place.early else None

    def _plain_start(self, text: str) -> Start:
        return Start(self._plain_kind(), text, depth=1 if self._is_listed() else 0)

    def _is_listed(self) -> bool:
        """Whether an unlettered item may stand here: a chapeau of the operative part, or such an item,
        stands before."""
        if self.part.section != "operative" or not self.paragraphs:
            return False
        last = self.paragraphs[-1]
        chapeau = last.depth == 0 and last.kind == "operative" and ENDS_WITH_COLON.search(self._last_text())
        return bool(chapeau) or (last.depth == 1 and last.marker is None)

    def _is_finite(self, text: str) -> bool:
        lead = find_lead(text, self.language)
        return lead is not None and lead.finite

    def _opens(self, line: Line) -> bool:
        """Whether the line after a heading would begin a paragraph."""
        number = NUMBER.match(line.text)
        return (
            bool(number and is_capital(number["rest"]))
            or find_lead(line.text, self.language) is not None
            or self.language.patterns["body.heading"].match(line.text) is not None
        )

    def _in_quote(self) -> bool:
        return self.part is not self.whole

    def _leave_quote(self) -> None:
        self.part, self.items = self.whole, ItemLevels()

    def _plain_kind(self) -> str:
        return {"preamble": "preambular", "operative": "operative"}.get(self.part.section, "annex")

    def _after_heading(self) -> bool:
        return bool(self.paragraphs) and self.paragraphs[-1].kind == "heading"

    def _after_preamble(self) -> bool:
        """Whether a section of its own begins here, whose paragraphs are numbered anew."""
        return self._after_heading() or (bool(self.paragraphs) and self.paragraphs[-1].kind == "preambular")

    def _after_title(self) -> bool:
        """Whether the last paragraph is a few words on a line of their own, such as a title within the text."""
        last = self.paragraphs[-1] if self.paragraphs else None
        return (
            last is not None
            and len(last.lines) == 1
            and last.marker is None
            and len(last.rest) <= TITLE_LENGTH
            and is_capital(last.rest)
            and find_lead(last.rest, self.language) is None
        )

    def _last_text(self) -> str:
        return self.paragraphs[-1].lines[-1].text if self.paragraphs else ""
