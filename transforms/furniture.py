"""What a page prints besides the text: mastheads, running headers, page and job numbers, footnotes.

Here: giving such lines the role "furniture" or "footnote". Not here: what the other lines are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.lead_phrases import find_lead
from transforms.markers import LETTER, NUMBER
from transforms.text import Line
from warehouse.languages import Language

SYMBOL = r"(?:[AES] ?|ST|CAT|CCPR|CEDAW|CERD|CRC|CRPD|CMW|CED)/[A-Z0-9][\w.()/-]*\d[\w.()-]*(?: ?[A-Z](?:-[A-Z])?\b)?"
JOB_NUMBER = r"(?:GE\.)?\d{2}-\d{5}(?: ?\([A-Z]\))?(?: +\d{6}){0,2}(?: [A*])?"
PAGE_NUMBER = r"(?:\d{1,3}/\d{1,3})"
ALONE = re.compile(
    rf"(?:{JOB_NUMBER}|{PAGE_NUMBER}|(?:{PAGE_NUMBER}|\d{{1,3}})\s+{JOB_NUMBER}|{JOB_NUMBER}\s+(?:{PAGE_NUMBER}|\d{{1,3}})"
    r"|\*\d{6,8}\*|[-–—]\s?\d{1,3}\s?[-–—])$"
)  # fmt: skip
SYMBOL_ALONE = re.compile(rf"{SYMBOL}$")
RULE = re.compile(r"[_—–]{5,}$|(?:\\?_){3,}$")
FOOTNOTE_START = re.compile(r"(?P<marker>\d{1,3}|\*{1,3}|[†‡])\s+(?P<text>\S.*)$")
FOOTNOTE_END = re.compile(r"[.!?][’”»)\]]?$")
SOURCE_NOTE = re.compile(rf"\d{{1,3}} {SYMBOL}(?:(?:, | \w{{1,3}} ){SYMBOL})*\.$")
"""A footnote that only names documents: no paragraph is that."""
LOOSE_FOOTNOTE = re.compile(r"\d{1,3} (?=[^\W\d_])(?![a-zà-ÿ])(?=.*\d)\S.*\.$")
"""A line that may be a footnote though no rule stands above it: a number, words that cite something, a full stop."""
BARE_PAGE = re.compile(r"\d{1,3}$")


def mark_furniture(lines: list[Line], language: Language) -> None:
    """Give furniture and footnote lines their role; the rest keeps none."""
    masthead = printed = False
    for line in lines:
        printed = bool(printed and language.read_date(line.text)) or any(
            pattern.match(line.text) for pattern in language.furniture
        )
        line_is_masthead = bool(language.patterns["front.masthead"].match(line.text))
        if (
            line_is_masthead
            or ALONE.match(line.text)
            or SYMBOL_ALONE.match(line.text)
            or printed
            or (masthead and language.organ(line.text) is not None)
        ):
            line.role = "furniture"
        elif SOURCE_NOTE.match(line.text):
            line.role = "footnote"
        masthead = line_is_masthead or (
            masthead and line.role == "furniture" and not _is_organ(line, language)
        )
    _mark_page_numbers(lines)
    _mark_footnotes(lines, language)


def mark_running_headers(lines: list[Line], symbol: str, title: str | None) -> None:
    """Lines that pair the document's own symbol with the beginning of its title, on either side."""
    own = symbol.casefold().replace(" ", "")
    whole = (title or "").casefold()
    for line in lines:
        if line.role or not whole:
            continue
        text = line.text.casefold()
        for words, rest in _without_symbol(text, own):
            if words and whole.startswith(words) and not rest:
                line.role = "furniture"


def _without_symbol(text: str, own: str) -> Iterator[tuple[str, str]]:
    """The words of a line before or after the symbol `own`, printed with or without its spaces, and
    what is left of the symbol."""
    pieces = text.split(" ")
    for count in range(1, min(3, len(pieces))):
        yield " ".join(pieces[count:]), "".join(pieces[:count]).replace(own, "", 1)
        yield " ".join(pieces[:-count]), "".join(pieces[-count:]).replace(own, "", 1)


def _is_organ(line: Line, language: Language) -> bool:
    return language.organ(line.text) is not None


def _mark_page_numbers(lines: list[Line]) -> None:
    """A bare number that is the first or last line of its page, where the source has pages."""
    if lines and lines[-1].page == 1:
        return
    for index, line in enumerate(lines):
        edge = (
            index in (0, len(lines) - 1)
            or lines[index - 1].page != line.page
            or lines[index + 1].page != line.page
        )
        if edge and BARE_PAGE.match(line.text) and not line.role:
            line.role = "furniture"


def _mark_footnotes(lines: list[Line], language: Language) -> None:
    """From a rule of underscores to the end of its page: furniture, then footnotes.

    A source without pages ends the block where a line neither begins a footnote nor goes on with one:
    it goes on where it starts with a small letter, or the line before it ended no sentence. A rule
    below which no footnote begins is only a rule.
    """
    paged = bool(lines) and lines[-1].page > 1
    rule: Line | None = None
    has_begun = is_open = False
    for line in lines:
        if rule and (line.page != rule.page or line.role == "furniture"):
            rule = None
        begins = FOOTNOTE_START.match(line.text)
        goes_on = has_begun and (is_open or line.text[:1].islower()) and not _opens_paragraph(line, language)
        if RULE.match(line.text):
            rule, line.role, has_begun, is_open = line, "furniture", False, False
        elif rule and (paged or begins or goes_on):
            line.role, has_begun, is_open = "footnote", True, not FOOTNOTE_END.search(line.text)
        else:
            rule = None
            if not line.role and line.after_blank and LOOSE_FOOTNOTE.match(line.text):
                line.role = "footnote" if begins and not find_lead(begins["text"], language) else ""


def _opens_paragraph(line: Line, language: Language) -> bool:
    return bool(NUMBER.match(line.text) or LETTER.match(line.text) or find_lead(line.text, language))
