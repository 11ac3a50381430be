"""What is asked of the document service: a document by symbol and language, or a series to enumerate.

Here: symbols, addresses, which series and reports hold the texts of a session. Not here: asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote, unquote

from warehouse.symbols import FIRST_COUNCIL_DECISION, PREFIXES, read_symbol, squeeze

HUMAN_LINK = "https://docs.un.org/"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
"""The official languages, in which the service holds documents."""
KINDS = {"HRC": ("resolution", "decision", "presidential_statement"), "GA": ("resolution",)}
"""What is enumerated of each organ; decisions of the Assembly have no files of their own."""
FIRST_SESSION_WITH_FILES = {"HRC": 12, "GA": 31}
"""Since when each text is a file under a symbol of session and number. Of the Council earlier ones stand in
reports; the Assembly numbered its earlier ones through (A/RES/217(III))."""
SYMBOL = re.compile(r"[A-Z]{1,5}(?:/[A-Za-z0-9.()\-]+)+")
SUFFIX = re.compile(r"\b(?:ADD|CORR|REV|SUB)\b")
"""Parts of symbols that are not printed in capitals."""
LAST_NUMBER = 9999

REPORTS: dict[str, tuple[str, ...]] = {
    "A/61/53": ("1", "S-1", "S-2"),
    "A/HRC/2/9": ("2",),
    "A/HRC/3/7": ("3",),
    "A/HRC/4/123": ("4",),
    "A/HRC/5/21": ("5",),
    "A/62/53": ("2", "3", "4", "5", "S-3", "S-4"),
    "A/HRC/6/22": ("6",),
    "A/HRC/7/78": ("7",),
    "A/HRC/8/52": ("8",),
    "A/63/53": ("6", "7", "8", "S-5", "S-6", "S-7"),
    "A/HRC/9/28": ("9",),
    "A/63/53/Add.1": ("9",),
    "A/HRC/10/29": ("10",),
    "A/HRC/11/37": ("11",),
    "A/64/53": ("10", "11", "S-8", "S-9", "S-10", "S-11"),
}
"""The session reports and annual reports in which the Council's texts before its 12th session stand, each with
the sessions it is about."""


@dataclass(frozen=True, slots=True)
class Question:
    """One document in one language. `series` is the enumeration that led to it, "" where none did."""

    symbol: str
    language: str
    series: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.symbol, self.language

    @property
    def uri(self) -> str:
        """The link for people, under which the file is kept."""
        return f"{HUMAN_LINK}{self.language}/{quote(self.symbol, safe='/()')}"

    def url(self, service: str) -> str:
        """The address at the service. It answers with the native file, whatever format is named."""
        return f"{service}/api/symbol/access?s={quote(self.symbol, safe='/()')}&l={self.language}&t=docx"

    @staticmethod
    def of_uri(uri: str) -> Question | None:
        """The question that a kept file answers; None for a source from elsewhere."""
        language, _, symbol = uri.removeprefix(HUMAN_LINK).partition("/")
        if not uri.startswith(HUMAN_LINK) or language not in LANGUAGES or not symbol:
            return None
        return Question(unquote(symbol), language)


@dataclass(frozen=True, slots=True)
class Series:
    """Documents numbered through, asked for until several in a row are missing: `prefix` "A/HRC/RES/30/"."""

    prefix: str
    language: str
    first: int = 1

    def __iter__(self) -> Iterator[Question]:
        for number in count(self.first):
            if number > LAST_NUMBER:
                return
            yield Question(f"{self.prefix}{number}", self.language, self.prefix)

    @staticmethod
    def of_prefix(prefix: str, language: str) -> Series:
        return Series(prefix, language, FIRST_COUNCIL_DECISION if prefix.startswith("A/HRC/DEC/") else 1)


Plan = list[Question | Series]


def plan_session(organ: str, session: str, languages: Sequence[str], kinds: Sequence[str]) -> Plan:
    """What to ask for the texts of a session ("30", "S-17"), language by language."""
    if reports := _reports_of(organ, session):
        return [Question(symbol, language) for language in languages for symbol in reports]
    return [
        Series.of_prefix(f"{PREFIXES[organ, kind]}{session}/", language)
        for language in languages
        for kind in kinds
    ]


def _reports_of(organ: str, session: str) -> list[str]:
    if organ != "HRC":
        return []
    return [symbol for symbol, sessions in REPORTS.items() if session in sessions]


def what_is(symbol: str) -> tuple[str, str]:
    """The organ and the kind of a document; a report of the Council holds all kinds and has none. "" where
    nothing tells."""
    if symbol in REPORTS:
        return "HRC", ""
    text = read_symbol(symbol)
    return (text.organ, text.document_type) if text else ("", "")


def plan_symbols(symbols: Sequence[str], languages: Sequence[str]) -> Plan:
    """The documents named. Raises ValueError for what is no symbol."""
    plan: Plan = []
    for given in symbols:
        symbol = SUFFIX.sub(lambda found: found[0].capitalize(), squeeze(given))
        if not SYMBOL.fullmatch(symbol):
            raise ValueError(f"'{given}' is no document symbol. Write it as printed: A/HRC/RES/30/21")
        plan += [Question(symbol, language) for language in languages]
    return plan
