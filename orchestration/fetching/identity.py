"""Whether a file is the document asked for, told by its own words.

Here: the verdict on bytes. Not here: the process it is reached in (`apart`), what is then done, how a file
names itself (`masthead`).
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestration.fetching.masthead import is_symbol, language_of, own_symbol
from transforms.akn_markup import is_akn
from transforms.document import Document
from transforms.formats.html import HTML
from transforms.formats.legacy import Convert, find_legacy, needs_libreoffice
from transforms.formats.registry import find_format
from transforms.parse import NO_TEXT, read_source
from transforms.text import Line, Unreadable, text_lines
from warehouse.languages import Language

PARTIAL = ("empty", "damaged")
"""Reasons that a cut download gives."""
DOCUMENTS_NAMED = 3
SHORT = 400
"""Letters. A text of fewer that is no adopted text and has no masthead is a message of the service."""
TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kind`: "same"; "other" (another document, or the same in another language); "unreadable" (no text that we
    can read: it is kept, and its reject is in the next build); "page" (no document); "partial" (cut)."""

    kind: str
    detail: str = ""


PAGE = Verdict("page", "The service answered with a page, not with a document.")


def judge(
    data: bytes,
    symbol: str,
    language: str,
    languages: Mapping[str, Language],
    convert: Convert | None = None,
) -> Verdict:
    """The verdict on the bytes of a file asked for by symbol and language (ISO 639-1).

    A file is the document asked for where it reads as an adopted text with that symbol in that language, or
    prints the symbol in its masthead as its own (reports, languages that we do not read, a misprinted number)
    and is in that language. `convert` makes DOCX of formats that only an office program reads; without it they
    are unreadable, and so is what it makes of a damaged file: words that name no document.
    """
    try:
        opened = _opened(data, convert)
    except Unreadable as error:  # whole or not, only that program could tell
        return Verdict("unreadable", f"{error.reason}: {error}")
    try:
        return _judge_text(opened, symbol, language, languages, is_converted=opened is not data)
    except Unreadable as error:
        if is_page(data):
            return PAGE
        if error.reason in PARTIAL:
            return Verdict("partial", str(error))
        return Verdict("unreadable", f"{error.reason}: {error}")


def _opened(data: bytes, convert: Convert | None) -> bytes:
    """The file, converted where its format needs that: once for all that is asked of it."""
    legacy = find_legacy(data)
    if legacy is None:
        return data
    if convert is None:
        raise needs_libreoffice(legacy.suffix)
    return convert(data, legacy.suffix)


def _judge_text(
    data: bytes, symbol: str, language: str, languages: Mapping[str, Language], is_converted: bool
) -> Verdict:
    documents: Sequence[Document] = ()
    try:
        documents = read_source(data, languages)[1].documents
    except Unreadable as error:
        if error.reason in NO_TEXT:
            raise
    same = [each.language.code for each in documents if each.identity.symbol == symbol]
    if same:
        return _in_language(language if language in same else same[0], language)
    if is_page(data):
        return PAGE
    lines = _lines(data)
    own = own_symbol(lines, symbol)
    if own and is_symbol(own, symbol):
        return _in_language(documents[0].language.code if documents else language_of(lines), language)
    if own or documents:
        names = own or ", ".join(each.identity.symbol for each in documents[:DOCUMENTS_NAMED])
        return Verdict("other", f"The file is {names} by its own words.")
    if is_converted:
        raise Unreadable("no_symbol", "What LibreOffice reads in the file shows no symbol of its own.")
    if sum(char.isalpha() for line in lines for char in line.text) < SHORT:
        return Verdict("page", "The service answered with a short message, not with a document.")
    return Verdict("other", f"The file does not print the symbol {symbol} as its own.")


def _in_language(found: str, asked: str) -> Verdict:
    return Verdict("same") if found == asked else Verdict("other", f"It came in the language '{found}'.")


def is_page(data: bytes) -> bool:
    """Whether the bytes are a web page or an error in markup or JSON; the service gives documents in none."""
    text = data.removeprefix(codecs.BOM_UTF8).lstrip()
    if text.startswith((b"{", b"[")):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return False
        return True
    return not is_akn(data) and (text.startswith(b"<") or HTML.recognizes(data))


def _lines(data: bytes) -> list[Line]:
    if is_akn(data):
        return text_lines(TAG.sub("\n", data.decode("utf-8", "replace")))
    return [line for text in find_format(data).read(data)[:1] for line in text.lines]
