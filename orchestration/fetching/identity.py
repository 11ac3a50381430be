"""Whether a file is the document asked for, told by its own words.

Here: the verdict on bytes. Not here: the process it is reached in (`apart`), what is then done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from transforms.akn_markup import is_akn
from transforms.formats.registry import find_format
from transforms.parse import NO_TEXT, read_source
from transforms.text import Unreadable
from warehouse.languages import Language
from warehouse.symbols import read_symbol

PAGE_BYTES = 64_000
"""A page that says that there is no document is smaller; an HTML file of this size may be a document."""
PARTIAL = ("empty", "damaged")
"""Reasons that a cut download gives."""
DOCUMENTS_NAMED = 3
MASTHEAD_LINES = 12
"""Where a symbol is the file's own. It serves where the number above the title is misprinted, as the French
29/18 of the Council is numbered 21/18."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kind`: "same"; "other" (another document, or the same in another language); "unreadable" (no text that we
    can read: it is kept, and its reject is in the next build); "page" (no document); "partial" (cut)."""

    kind: str
    detail: str = ""


def judge(data: bytes, symbol: str, language: str, languages: Mapping[str, Language]) -> Verdict:
    """The verdict on the bytes of a file asked for by symbol and language (ISO 639-1).

    An adopted text is known by the symbol with which it reads or that of its masthead; a report, and a text
    that does not read as one of our languages, by the symbol printed in it.
    """
    try:
        return _judge_text(data, symbol, language, languages)
    except Unreadable as error:
        if is_page(data):
            return Verdict("page", "The service answered with a page, not with a document.")
        if error.reason in PARTIAL:
            return Verdict("partial", str(error))
        return Verdict("unreadable", f"{error.reason}: {error}")


def _judge_text(data: bytes, symbol: str, language: str, languages: Mapping[str, Language]) -> Verdict:
    documents = []
    try:
        documents = read_source(data, languages)[1].documents
    except Unreadable as error:
        if error.reason in NO_TEXT:
            raise
    is_adopted = read_symbol(symbol) is not None
    same = [each for each in documents if each.identity.symbol == symbol]
    if same and any(each.language.code == language for each in same):
        return Verdict("same")
    if same:
        return Verdict("other", f"It came in the language '{same[0].language.code}'.")
    text = _text(data)
    if is_adopted and documents and not prints("\n".join(text.split("\n")[:MASTHEAD_LINES]), symbol):
        names = ", ".join(each.identity.symbol for each in documents[:DOCUMENTS_NAMED])
        return Verdict("other", f"The file is {names} by its own words.")
    if is_page(data):
        return Verdict("page", "The service answered with a page, not with a document.")
    if prints(text, symbol):
        return Verdict("same")
    return Verdict("other", f"The file does not print the symbol {symbol}.")


def is_page(data: bytes) -> bool:
    """Whether the bytes are a small HTML page, with which the service says that a document is missing."""
    return len(data) <= PAGE_BYTES and b"<html" in data[:2000].lower()


def prints(text: str, symbol: str) -> bool:
    """Whether a symbol stands in a text, with spaces or line breaks within it or none."""
    spaced = r"\s*".join(map(re.escape, symbol))
    return re.search(rf"(?<![\w/]){spaced}(?![\d/])", text, re.IGNORECASE) is not None


def _text(data: bytes) -> str:
    if is_akn(data):
        return data.decode("utf-8", "replace")
    texts = find_format(data).read(data)
    return "\n".join(line.printed for text in texts for line in text.lines)
