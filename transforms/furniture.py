"""What a page prints besides the text: mastheads, running headers, page and job numbers.

Here: giving such lines the role "furniture". Not here: footnotes (`footnotes`), or what the other lines are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.footnotes import RULE, mark_footnotes
from transforms.front_signs import SYMBOL
from transforms.text import Line
from warehouse.languages import Language

JOB_NUMBER = r"(?:GE\.)?\d{2}-\d{5}(?: ?\([A-Z]\))?(?: +\d{6}){0,3}(?: [A*](?!\w))?(?: ?\*\d{6,8}\*)?"
PAGE_NUMBER = r"(?:\d{1,3}/\d{1,3})"
ALONE = re.compile(
    rf"(?:{JOB_NUMBER}|{PAGE_NUMBER}|(?:{PAGE_NUMBER}|\d{{1,3}})\s+{JOB_NUMBER}|{JOB_NUMBER}\s+(?:{PAGE_NUMBER}|\d{{1,3}})"
    r"|\*\d{6,8}\*|[-–—]\s?\d{1,3}\s?[-–—])$"
)  # fmt: skip
SYMBOL_ALONE = re.compile(rf"{SYMBOL}$")
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
            or (masthead and _is_organ(line, language))
        ):
            line.role = "furniture"
        masthead = line_is_masthead or (
            masthead and line.role == "furniture" and not _is_organ(line, language)
        )
    _mark_page_numbers(lines)
    mark_footnotes(lines, language)


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
    """A bare number that is the first or last line of its page, where the source has pages, or that
    stands beside other furniture."""
    paged = bool(lines) and lines[-1].page > 1
    for index, line in enumerate(lines):
        if line.role or not BARE_PAGE.match(line.text):
            continue
        beside = [lines[at] for at in (index - 1, index + 1) if 0 <= at < len(lines)]
        edge = paged and (len(beside) < 2 or any(each.page != line.page for each in beside))
        if edge or any(each.role == "furniture" and not RULE.match(each.text) for each in beside):
            line.role = "furniture"
