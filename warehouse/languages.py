"""The languages that texts are read in: one TOML file each, compiled once.

Here: loading, checking and compiling. Not here: any use of the patterns (`transforms`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from warehouse.languages_leads import LeadGrammar, directive_forms, lead_grammar
from warehouse.languages_patterns import LanguageError, any_of, fill, plain
from warehouse.lexicon import load_words

DIGITS = re.compile(r"\d+")
CLAUSE_END = r"[,;:.!?؛،。；，：]\s?['\"’”»)\]]{0,2}(?:\d{1,3}|\*{1,3})?(?: (?:{conjunction}))?$"
"""How a line ends that ends a clause: a mark, quotes, the digits of a footnote, a conjunction."""
LATIN = "abcdefghijklmnopqrstuvwxyz"
FOLDER = Path(__file__).with_name("languages")


REQUIRED = frozenset(
    f"{section}.{entry}"
    for section, entries in {
        "front": (
            "masthead",
            "title_prefix",
            "session",
            "agenda_item",
            "adoption",
            "adopted_on",
            "decision",
            "statement",
            "at_meeting",
            "meeting_within",
            "decides",
        ),
        "body": ("heading", "annexed"),
        "closing": (
            "meeting",
            "without_vote",
            "recorded_vote",
            "one",
            "annex",
            "annex_titled",
        ),
        "dates": ("date", "ordered", "range"),
    }.items()
    for entry in entries
)
"""The patterns that the parser uses."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language. `patterns` are named as "section.entry" of its file."""

    code: str
    name: str
    united_nations: str
    months: Mapping[str, int]
    ordinals: Mapping[str, int]
    organs: Mapping[str, str]
    patterns: Mapping[str, re.Pattern[str]]
    furniture: tuple[re.Pattern[str], ...]
    leads: LeadGrammar
    directive_forms: frozenset[str]
    finite_directives: frozenset[str]
    words: frozenset[str]
    word_prefixes: frozenset[str]
    clause_end: re.Pattern[str]
    hanging_before: frozenset[str]
    abbreviations: frozenset[str]
    letters: Mapping[int, int]
    """Letters of items in the language's own script, to Latin ones in the order of the alphabet."""
    has_spaces: bool
    month_names: tuple[str, ...]
    printed: Mapping[str, Any]
    """The words of the lines that an export prints, {…} to be filled in."""

    def is_name(self, text: str) -> bool:
        """Whether the whole text is the name of an organ or of the United Nations."""
        return plain(text) == plain(self.united_nations) or self.organ(text) is not None

    def organ(self, name: str) -> str | None:
        """The organ that a name in this language names, whatever its apostrophes."""
        return self.organs.get(plain(name))

    def find_date(self, text: str) -> date | None:
        """The first date in the text, if it names a day that exists."""
        found = self.patterns["dates.date"].search(text)
        return self.read_date(found[0]) if found else None

    def read_date(self, text: str) -> date | None:
        """The date that the whole text is, if it names a day that exists."""
        parts = self.patterns["dates.ordered"].match(text.strip())
        day = DIGITS.match(parts["day"]) if parts else None
        if not parts or not day:
            return None
        try:
            return date(int(parts["year"]), self.months[plain(parts["month"])], int(day[0]))
        except (ValueError, KeyError):
            return None


@cache
def load_languages(folder: Path = FOLDER) -> Mapping[str, Language]:
    """Language code to Language, one for each file of the folder.

    Raises LanguageError naming the file and the entry that is wrong.
    """
    return {path.stem: load_language(path.stem, folder) for path in sorted(folder.glob("*.toml"))}


@cache
def load_language(code: str, folder: Path = FOLDER) -> Language:
    """One language alone, which takes less time. Raises LanguageError as `load_languages` does."""
    path = folder / f"{code}.toml"
    return _compiled(_read(path), path)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{path}: {error}") from error


def _compiled(data: dict[str, Any], path: Path) -> Language:
    try:
        return _language(data, path)
    except KeyError as error:
        raise LanguageError(f"{path}: the entry {error} is missing") from error


def _language(data: dict[str, Any], path: Path) -> Language:
    organs = {name: organ for organ, names in data["organs"].items() if organ != "opening" for name in names}
    ordinals = {
        variant.casefold(): number
        for number, variants in enumerate(data["ordinals"], 1)
        for variant in variants.split("|")
    }
    names = {
        "month": any_of(data["months"]),
        "ordinal": any_of(list(ordinals)),
        "organ": any_of(list(organs)),
        "united_nations": any_of([data["united_nations"]]),
    }
    names["date"] = f"(?:{fill(data['dates']['date'], names)})"

    def compiled(entry: str, pattern: str) -> re.Pattern[str]:
        try:
            return re.compile(fill(pattern, names), re.IGNORECASE)
        except re.error as error:
            raise LanguageError(f"{path}: {entry} does not compile: {error}") from error

    patterns = {
        f"{section}.{entry}": compiled(f"{section}.{entry}", pattern)
        for section in ("front", "body", "closing", "dates")
        for entry, pattern in data[section].items()
        if isinstance(pattern, str)
    }
    if missing := sorted(REQUIRED - patterns.keys()):
        raise LanguageError(f"{path}: the pattern {missing[0]} is missing")
    patterns["opening"] = compiled("organs.opening", data["organs"]["opening"])
    leads = lead_grammar(data, path)
    words_listed = load_words(data["code"])
    return Language(
        code=data["code"],
        name=data["name"],
        united_nations=data["united_nations"],
        months={plain(month): number for number, month in enumerate(data["months"], 1)},
        ordinals=ordinals,
        organs={plain(name): organ for name, organ in organs.items()},
        patterns=patterns,
        furniture=tuple(compiled("front.furniture", pattern) for pattern in data["front"]["furniture"]),
        leads=leads,
        directive_forms=directive_forms(data),
        finite_directives=directive_forms(data, ("finite",)),
        words=words_listed,
        clause_end=re.compile(CLAUSE_END.replace("{conjunction}", any_of(data.get("conjunctions", [])))),
        hanging_before=frozenset(data.get("hanging_before", ())),
        abbreviations=frozenset(data.get("abbreviations", ())),
        letters=str.maketrans(data.get("letters", ""), LATIN[: len(data.get("letters", ""))]),
        has_spaces=data.get("spaces", True),
        month_names=tuple(data["months"]),
        printed=data["printed"],
        word_prefixes=frozenset(word.split("-", 1)[0] for word in words_listed if "-" in word),
    )
