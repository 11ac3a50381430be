"""The languages that texts are read in: one TOML file each, compiled once.

Here: loading, checking and compiling. Not here: any use of the patterns (`transforms`).
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

DIGITS = re.compile(r"\d+")
APOSTROPHE = r"[’\x27]"
"""In a language file ' stands for either apostrophe, so it never stands inside a class of its own."""

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
        ),
        "closing": ("meeting", "without_vote", "recorded_vote", "annex"),
        "dates": ("date", "ordered", "range"),
    }.items()
    for entry in entries
)
"""The patterns that the parser uses."""


class LanguageError(ValueError):
    """A language file that lacks an entry or holds a pattern that does not compile."""


@dataclass(frozen=True, slots=True)
class LeadVerb:
    """A word that opens paragraphs: its lemma, and what a paragraph that it opens does."""

    lemma: str
    action: str
    finite: bool


@dataclass(frozen=True, slots=True)
class LeadGrammar:
    """How a lead phrase is built: words before, the leading word, and what follows it."""

    phrase: re.Pattern[str]
    verbs: Mapping[str, LeadVerb]
    evaluative: frozenset[str]
    finite_before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Language:
    """One language. `patterns` are named as "section.entry" of its file."""

    code: str
    name: str
    months: Mapping[str, int]
    ordinals: Mapping[str, int]
    organs: Mapping[str, str]
    patterns: Mapping[str, re.Pattern[str]]
    furniture: tuple[re.Pattern[str], ...]
    leads: LeadGrammar
    directive_forms: frozenset[str]

    def organ(self, name: str) -> str | None:
        """The organ that a name in this language names, whatever its apostrophes."""
        return self.organs.get(_plain(name))

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
            return date(int(parts["year"]), self.months[parts["month"].casefold()], int(day[0]))
        except ValueError:
            return None


@cache
def load_languages(folder: Path = FOLDER) -> Mapping[str, Language]:
    """Language code to Language, for every file of the folder.

    Raises LanguageError naming the file and the entry that is wrong.
    """
    return {path.stem: _load(path) for path in sorted(folder.glob("*.toml"))}


def languages_version(folder: Path = FOLDER) -> str:
    """A hash of the language files: equal means equal readings."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.toml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _load(path: Path) -> Language:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return _language(data, path)
    except KeyError as error:
        raise LanguageError(f"{path}: the entry {error} is missing") from error
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{path}: {error}") from error


def _language(data: dict[str, Any], path: Path) -> Language:
    organs = {name: organ for organ, names in data["organs"].items() if organ != "opening" for name in names}
    fill = {
        "month": _any(data["months"]),
        "ordinal": _any(data["ordinals"]),
        "organ": _any(list(organs)),
    }
    fill["date"] = f"(?:{_fill(data['dates']['date'], fill)})"

    def compiled(entry: str, pattern: str) -> re.Pattern[str]:
        try:
            return re.compile(_fill(pattern, fill), re.IGNORECASE)
        except re.error as error:
            raise LanguageError(f"{path}: {entry} does not compile: {error}") from error

    patterns = {
        f"{section}.{entry}": compiled(f"{section}.{entry}", pattern)
        for section in ("front", "closing", "dates")
        for entry, pattern in data[section].items()
        if isinstance(pattern, str)
    }
    if missing := sorted(REQUIRED - patterns.keys()):
        raise LanguageError(f"{path}: the pattern {missing[0]} is missing")
    patterns["opening"] = compiled("organs.opening", data["organs"]["opening"])
    leads = _lead_grammar(data, path)
    return Language(
        code=data["code"],
        name=data["name"],
        months={month.casefold(): number for number, month in enumerate(data["months"], 1)},
        ordinals={ordinal.casefold(): number for number, ordinal in enumerate(data["ordinals"], 1)},
        organs={_plain(name): organ for name, organ in organs.items()},
        patterns=patterns,
        furniture=tuple(compiled("front.furniture", pattern) for pattern in data["front"]["furniture"]),
        leads=leads,
        directive_forms=_directive_forms(data),
    )


def _lead_grammar(data: dict[str, Any], path: Path) -> LeadGrammar:
    words = data["lead_phrases"]
    fill = {
        "degree": f"(?:(?:{_any(words['degrees'])}) )*",
        "feeling": f"(?:{_any(words['feelings'])})",
        "object": "(?:" + "|".join(words["objects"]) + ")",
    }
    verbs: dict[str, LeadVerb] = {}
    heads = []
    after = {form: _after(words[f"after_{form}"]) for form in ("finite", "participle")}
    for lead in data["lead"]:
        forms = []
        for kind, follow in after.items():
            for form in lead.get(kind, []):
                verbs[form] = LeadVerb(lead["lemma"], lead["action"], finite=kind == "finite")
            if lead.get(kind):
                forms.append(f"(?:{_any(lead[kind])}){follow}")
        verbs.setdefault(lead["lemma"], LeadVerb(lead["lemma"], lead["action"], finite=True))
        tails = "|".join(f"(?: {_fill(tail, fill)})" for tail in lead.get("tails", []))
        tail = f"(?:(?:{tails}){after['participle']})?" if tails else ""
        heads.append(f"(?:(?:{'|'.join(forms)}){tail})")
    lemmas = _any([lead["lemma"] for lead in data["lead"]])
    manners = "|".join(_fill(each, fill) for each in words["manner"])
    before = f"(?:(?:{_any(words['before'])}) )*"
    manner = f"(?: (?:{manners}){after['participle']})?"
    source = (
        f"(?P<before>{before})(?:(?P<continuing>(?:{_any(words['continuing'])}) {before}(?:{lemmas}))|"
        f"(?P<head>{'|'.join(heads)})){manner}"
        f"(?: {words['joined']} {before}(?:{'|'.join(heads)}){manner})?(?![\\w’'-])"
    )
    try:
        phrase = re.compile(source, re.IGNORECASE)
    except re.error as error:
        raise LanguageError(f"{path}: the lead phrases do not compile: {error}") from error
    return LeadGrammar(phrase, verbs, frozenset(words["evaluative"]), frozenset(words["finite_before"]))


def _after(words: list[str]) -> str:
    return f"(?: (?:{_any(words)})(?![\\w-]))*"


def _directive_forms(data: dict[str, Any]) -> frozenset[str]:
    """Inflected directive verbs with the particle they need: requests, calling upon."""
    forms = set()
    for lead in data["lead"]:
        if lead["action"] == "directive":
            particles = [tail for tail in lead.get("tails", []) if tail.isalpha()]
            for form in lead.get("finite", []) + lead.get("participle", []):
                forms.update([f"{form} {particle}" for particle in particles] or [form])
    return frozenset(forms)


def _any(words: list[str]) -> str:
    """An alternation of the words, longest first, so that the longest wins."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", APOSTROPHE) for word in ordered)


def _fill(pattern: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        whole = f"(?:{value})" if name in ("month", "ordinal", "organ") else value
        pattern = pattern.replace("{" + name + "}", whole)
    return pattern.replace("'", APOSTROPHE)


def _plain(name: str) -> str:
    return name.casefold().replace("’", "'")
