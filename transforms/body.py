"""From the lines below the opening formula to paragraphs.

Here: walking the lines, and what each paragraph opened changes. Not here: where a paragraph begins
(`starts`), the words of its lead phrase (`lead_phrases`) or its identifier (`identifiers`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.layout import SENTENCE_END
from transforms.lead_phrases import QUOTES
from transforms.markers import (
    LETTER,
    NUMBER,
    ONE_AS_LETTER,
    ItemLevels,
)  # fmt: skip
from transforms.paragraph import Paragraph, Start
from transforms.starts import HEADING_LINES, OPENS_QUOTE, Part, Place, StartFinder
from transforms.text import Line

STRAY_DIGITS = re.compile(r"\d{1,3}(?: \d{1,3})?$")
CLOSES_QUOTE = "”»"
ENDS_QUOTE = re.compile(r"[”»\"][;.,]?$")


class Segmenter(StartFinder):
    """Reads body lines in order; one for each document part (the body, each annex)."""

    quotes = 0

    def read(self, lines: list[Line]) -> list[Paragraph]:
        """The paragraphs of the lines; furniture and footnotes among them are passed over."""
        body = [line for line in lines if line.role not in ("furniture", "footnote")]
        self.part.is_numbered = any(self._is_first_number(line.text) for line in body)
        previous: Line | None = None
        index = 0
        while index < len(body):
            line, count = body[index], 1
            if self._is_stray(line, body[index + 1 : index + 2]):
                line.role = "furniture"
                index += 1
                continue
            awaits = self._awaits_words() and not (NUMBER.match(line.text) or LETTER.match(line.text))
            start = None if awaits else self.find_start(self._place(previous, body, index))
            if start is None and not self.paragraphs:
                start = Start(self._plain_kind(), line.text)
            if start:
                self._open(line, start)
                count = start.count
                self.paragraphs[-1].lines += body[index + 1 : index + count]
            else:
                self.paragraphs[-1].lines.append(line)
            index += count
            previous = body[index - 1]
        return self.paragraphs

    def _place(self, previous: Line | None, body: list[Line], index: int) -> Place:
        line = body[index]
        ended = previous is None or bool(
            SENTENCE_END.search(previous.text) or self.language.clause_end.search(previous.text)
        )
        apart = previous is None or (
            self.layout.blanks_separate and (line.after_blank or self.layout.each_line)
        )
        return Place(
            line,
            body[index + 1 : index + 1 + HEADING_LINES],
            ended or self._after_heading() or (apart and self._after_title()),
            apart,
            previous is not None and self.layout.is_short(previous.text, line.text),
        )

    def _is_stray(self, line: Line, following: Sequence[Line]) -> bool:
        """Digits alone on a line between blank ones: a page number or a footnote's call that lost its
        place, unless they number the paragraph below."""
        if not STRAY_DIGITS.match(line.text) or not line.after_blank or not self.paragraphs:
            return False
        numbers = (
            line.text == str(self.part.last_number + 1) and following and self._is_finite(following[0].text)
        )
        return not numbers and all(each.after_blank for each in following)

    def _awaits_words(self) -> bool:
        """Whether the last paragraph is so far its number alone."""
        last = self.paragraphs[-1] if self.paragraphs else None
        return last is not None and last.marker is not None and not last.rest and len(last.lines) == 1

    def _is_first_number(self, text: str) -> bool:
        """Whether a line is paragraph 1 of the operative part: before it, all is preamble."""
        found = NUMBER.match(text.lstrip(QUOTES)) or ONE_AS_LETTER.match(text)
        return found is not None and self._value(found) == 1 and self._is_finite(found["rest"])

    def _open(self, line: Line, start: Start) -> None:
        if self._in_quote() and self._quote_ended():
            self._leave_quote()
        if start.kind == "opening":
            self.quotes += 1
            self.part = Part("preamble")
        if start.kind == "operative":
            self.part.section = "operative"
        if start.depth == 0 and start.kind != "heading":
            self.items = ItemLevels()
            if start.number and start.number.isdigit():
                self.part.last_number = int(start.number)
        self.paragraphs.append(
            Paragraph(
                self.whole.section,
                start.kind,
                [line],
                start.rest,
                marker=start.marker,
                number=start.number,
                depth=start.depth,
                annex=self.annex,
                quote=self.quotes if self._in_quote() else 0,
            )
        )

    def _quote_ended(self) -> bool:
        """Whether the last paragraph closes the quotation: the United Nations opens each paragraph of
        one with a quotation mark and closes the last alone."""
        last = self.paragraphs[-1]
        if not ENDS_QUOTE.search(last.lines[-1].text):
            return False
        signs = "".join(line.text for line in last.lines)
        opened, closed = (
            sum(signs.count(sign) for sign in signs_of) for signs_of in (OPENS_QUOTE, CLOSES_QUOTE)
        )
        return closed > opened or (signs[:1] in OPENS_QUOTE and closed == opened) or signs.count('"') % 2 == 1
