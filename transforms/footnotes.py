"""Footnotes among the lines of a text: at the foot of pages, at the end, or left in the midst.

Here: which lines are footnotes, and their markers and texts. Not here: the digits that call them (`joining`).
"""

from __future__ import annotations

import re

from transforms.document import Footnote
from transforms.front_signs import SYMBOL
from transforms.joining import Words, join_lines
from transforms.layout import SENTENCE_END
from transforms.lead_phrases import find_lead
from transforms.markers import LETTER, NUMBER
from transforms.text import Line
from warehouse.languages import Language

RULE = re.compile(r"[_—–]{5,}$|(?:\\?_){3,}$")
FOOTNOTE_START = re.compile(r"(?P<marker>\d{1,3}|\*{1,3}|[†‡])\s+(?P<text>\S.*)$")
MARKER_ALONE = re.compile(r"(?P<marker>\d{1,3})(?P<text>)$")
FOOTNOTE_END = re.compile(r"[.!?][’”»)\]]?$")
SOURCE_NOTE = re.compile(rf"\d{{1,3}} {SYMBOL}(?:(?:, | \w{{1,3}} ){SYMBOL})*\.$")
"""A footnote that only names documents: no paragraph is that."""
LOOSE_FOOTNOTE = re.compile(r"\d{1,3} (?=[^\W\d_])(?![a-zà-ÿ])(?=.*\d)\S.*\.$")
"""A line that may be a footnote though no rule stands above it: a number, words that cite something, a full stop."""
CALLS_FIRST = re.compile(r"[^\W\d_,.;:)”»]1(?!\d)|[^\W\d_][,.;:)”»]1(?!\d)")
LOST = 2
"""So many footnotes in a row may be lost without the loss of those that follow."""
STARS = re.compile(r"\*{1,3}(?= \S)")


def mark_footnotes(lines: list[Line], language: Language) -> None:
    """Give footnotes, and the rules above them, their role.

    A block goes from a rule of underscores to the end of its page. In a source without pages it ends
    where a line neither begins a footnote nor goes on with one that has not ended its sentence. A rule
    below which no footnote begins is only a rule. Without a rule, a line is a footnote that only names
    documents, that cites something behind a number that opens no paragraph, or whose stars a line above bears.
    """
    paged = bool(lines) and lines[-1].page > 1
    rule: Line | None = None
    has_begun = is_open = False
    text_goes_on = False
    starred: set[str] = set()
    previous: Line | None = None
    for line in lines:
        if rule and (line.page != rule.page or line.role == "furniture"):
            rule = None
        begins = FOOTNOTE_START.match(line.text) or (rule and MARKER_ALONE.match(line.text))
        goes_on = (
            has_begun
            and (is_open or (line.text[:1].islower() and not text_goes_on))
            and not _opens_paragraph(line, language)
        )
        if RULE.match(line.text):
            text_goes_on = previous is not None and not SENTENCE_END.search(previous.text)
            rule, line.role, has_begun, is_open = line, "furniture", False, False
        elif rule and (paged or begins or goes_on):
            line.role, has_begun, is_open = "footnote", True, not FOOTNOTE_END.search(line.text)
        else:
            rule = None
            if not line.role and _is_loose(line, starred, language):
                line.role = "footnote"
            if not line.role:
                previous = line
                if line.text.endswith("*"):
                    starred.add(line.text[len(line.text.rstrip("*")) :])


def mark_notes_below(below: list[Line], text: list[Line]) -> None:
    """Footnotes without a rule below the closing lines of a text, where its lines (`text`) call the first of
    them. They end at the first line that neither is the next footnote nor goes on with one."""
    marker, is_open = "", False
    for line in below:
        if line.role:
            continue
        begins = FOOTNOTE_START.match(line.text)
        if begins and (begins["marker"] == _next_marker(marker) if marker else _is_called(begins, text)):
            marker = begins["marker"]
        elif not is_open:
            return
        line.role, is_open = "footnote", not FOOTNOTE_END.search(line.text)


def _next_marker(marker: str) -> str:
    return str(int(marker) + 1) if marker.isdecimal() else f"{marker}*"


def _is_called(begins: re.Match[str], text: list[Line]) -> bool:
    """Whether a footnote that may be a text's first is called there: by a digit behind a word or a mark,
    or by a star at a line's end."""
    marker = begins["marker"]
    if marker not in ("1", "*") or not any(sign.isalpha() for sign in begins["text"]):
        return False
    return any(CALLS_FIRST.search(line.text) if marker == "1" else line.text.endswith("*") for line in text)


def read_footnotes(lines: list[Line], words: Words) -> list[Footnote]:
    """The footnotes of the lines that have this role, in order; a line that belongs to none is furniture."""
    footnotes: list[Footnote] = []
    texts: list[list[str]] = []
    expected = None
    for line in lines:
        if line.role != "footnote":
            continue
        found = FOOTNOTE_START.match(line.printed) or MARKER_ALONE.match(line.printed)
        marker = found["marker"] if found else None
        is_next = marker is not None and (
            not marker.isdigit()
            or expected is None
            or int(marker) == expected
            or (expected < int(marker) <= expected + LOST and bool(FOOTNOTE_END.search(" ".join(texts[-1]))))
        )
        if found and marker and (is_next or not texts):
            footnotes.append(Footnote(marker, ""))
            texts.append([found["text"]] if found["text"] else [])
            expected = int(marker) + 1 if marker.isdigit() else expected
        elif texts:
            texts[-1].append(line.printed)
        else:
            line.role = "furniture"
    for footnote, parts in zip(footnotes, texts, strict=True):
        footnote.text = join_lines(parts, words) or footnote.marker
    return footnotes


def _is_loose(line: Line, starred: set[str], language: Language) -> bool:
    if SOURCE_NOTE.match(line.text):
        return True
    if stars := STARS.match(line.text):
        return stars[0] in starred
    begins = FOOTNOTE_START.match(line.text)
    cites = line.after_blank and LOOSE_FOOTNOTE.match(line.text)
    return bool(begins and cites and find_lead(begins["text"], language) is None)


def _opens_paragraph(line: Line, language: Language) -> bool:
    return bool(NUMBER.match(line.text) or LETTER.match(line.text) or find_lead(line.text, language))
