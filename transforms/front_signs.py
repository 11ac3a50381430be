"""Signs by which the front of a text is known: the number of the text, and the sentence that introduces a
statement or names the meeting.

Here: recognizing them. Not here: what they tell (`front`), or where texts begin (`division`).
"""

from __future__ import annotations

import re

from transforms.lead_phrases import is_capital
from transforms.text import Line
from warehouse.languages import Language

SYMBOL = r"(?:[AES] ?|ST|CAT|CCPR|CEDAW|CERD|CRC|CRPD|CMW|CED)/[A-Z0-9][\w.()/-]{0,60}\d[\w.()-]{0,20}(?: ?[A-Z](?:-[A-Z])?\b)?(?: ?\([12]\d{3}\))?"
"""A document symbol as pages print it."""
NUMBERED_TITLE = re.compile(
    r"(?P<statement>PRST[ /]?)?(?P<session>(?:S-|ES-|OS/)?\d{1,4})/(?P<number>\d{1,4})"
    r"(?:\s?(?P<letter>[A-Z](?:\s?[-–]\s?[A-Z])?)(?=[.\s]|$))?\s*(?:\[[^\]]*\])?\s*\*{0,3}\.?\*{0,3}(?:\s+|$)(?P<title>.*)$"
)
BY_YEAR_TITLE = re.compile(r"(?P<number>\d{1,4}) \((?P<session>[12]\d{3})\)$")
LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}")
"""The dots of a table of contents."""
SENTENCE_LINES = 6
ADOPTION_LINES = 3
SENTENCE_WORDS = 6
"""A heading such as "Statement by the President:" has no more."""


def unprefixed(text: str, language: Language) -> str:
    """ "Resolution 30/21. …" and the like without the words before the number."""
    found = language.patterns["front.title_prefix"].match(text)
    return text[found.end() :] if found and is_capital(text) else text


def read_number(text: str, language: Language, is_marked: bool = False) -> str | None:
    """ "30/21" of a line that is a number with a dot, alone or before its title; None for any other.
    `is_marked` says that the place shows it to be a number, so that it may lack its dot."""
    rest = unprefixed(text, language)
    if rest != text and (by_year := BY_YEAR_TITLE.match(rest)):
        return f"{by_year['number']}({by_year['session']})"
    found = NUMBERED_TITLE.match(rest)
    if not found or found["title"][:1].islower() or LEADERS.search(rest):
        return None
    shown = is_marked or "." in rest[: found.start("title")] or rest != text or found["statement"]
    return f"{found['session']}/{found['number']}{found['letter'] or ''}" if shown else None


def statement_end(lines: list[Line], start: int, language: Language) -> int | None:
    """The index of the line that ends the sentence introducing a statement of the President ("At the 45th
    meeting, … the President of the Human Rights Council made the following statement:"), if one begins at `start`."""
    patterns = language.patterns
    text = lines[start].text
    is_sentence = patterns["front.statement"].search(text) and len(text.split()) > SENTENCE_WORDS
    if not (is_sentence or patterns["front.at_meeting"].match(text)):
        return None
    words = ""
    for index in range(start, min(start + SENTENCE_LINES, len(lines))):
        line = lines[index].text
        if index > start and (patterns["front.at_meeting"].match(line) or read_number(line, language)):
            return None  # a heading, and not the sentence that follows it
        words = f"{words} {line}".strip()
        if words.endswith(":"):
            return index if patterns["front.statement"].search(words) else None
    return None


def meeting_sentence(lines: list[Line], language: Language) -> list[Line]:
    """The lines of the sentence that says at which meeting the text was adopted, or the statement made;
    it stands between its title and its words."""
    for index, line in enumerate(lines):
        if line.role in ("furniture", "footnote"):
            continue
        end = statement_end(lines, index, language)
        if end is not None:
            return lines[index : end + 1]
        if language.patterns["front.at_meeting"].match(line.text):
            ends = (
                at
                for at in range(index, min(index + SENTENCE_LINES, len(lines)))
                if lines[at].text.endswith(":")
            )
            return lines[index : next(ends, index) + 1]
    return []


def wrapped_adoption(lines: list[Line], language: Language) -> list[Line]:
    """The lines of "Resolution adopted by the Human Rights / Council on 2 October / 2015" where it is wrapped
    as in a narrow column; none where it stands in one line."""
    plain = [line for line in lines if line.role not in ("furniture", "footnote")]
    for index, line in enumerate(plain):
        for end in range(index + 1, min(index + ADOPTION_LINES, len(plain)) + 1):
            joined = " ".join(each.text for each in plain[index:end])
            found = language.patterns["front.adoption"].search(joined)
            on = language.patterns["front.adopted_on"].search(joined, found.end()) if found else None
            if (
                found
                and on
                and found.start() < len(line.text)
                and "/" not in joined[found.end() : on.start()]
            ):
                return plain[index:end] if end > index + 1 else []
    return []
