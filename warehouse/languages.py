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

from warehouse.lexicon import load_words

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
            "meeting_within",
        ),
        "body": ("heading", "annexed"),
        "closing": ("meeting", "without_vote", "recorded_vote", "one", "annex", "annex_titled"),
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
    tail: re.Pattern[str] | None = None
    """What must follow the word for this reading of it; None where the word is enough."""


@dataclass(frozen=True, slots=True)
class LeadGrammar:
    """How a lead phrase is built: words before, the leading word, and what follows it."""

    phrase: re.Pattern[str]
    verbs: Mapping[str, LeadVerb]
    with_tail: Mapping[str, tuple[LeadVerb, ...]]
    """The readings of a form that need a tail: "hace suyas" decides, "hace un llamamiento" directs."""
    evaluative: frozenset[str]
    finite_before: frozenset[str]

    def find_verb(self, head: str) -> LeadVerb:
        """The verb of a head that the phrase matched: its longest form, by its tail where forms are equal.

        Raises KeyError for a head that opens with no form.
        """
        words = _plain(head).split()
        for count in range(len(words), 0, -1):
            form = " ".join(words[:count])
            for verb in self.with_tail.get(form, ()):
                if verb.tail is not None and verb.tail.search(head):
                    return verb
            if form in self.verbs:
                return self.verbs[form]
        raise KeyError(head)


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
    words: frozenset[str]
    word_prefixes: frozenset[str]
    conjunctions: frozenset[str]

    def is_name(self, text: str) -> bool:
        """Whether the whole text is the name of an organ or of the United Nations."""
        return _plain(text) == _plain(self.united_nations) or self.organ(text) is not None

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
    """Language code to Language, one for each file of the folder.

    Raises LanguageError naming the file and the entry that is wrong.
    """
    return {path.stem: _compiled(_read(path), path) for path in sorted(folder.glob("*.toml"))}


def languages_version(folder: Path = FOLDER) -> str:
    """A hash of the language files: equal means equal readings."""
    digest = hashlib.sha256()
    for path in [*sorted(folder.glob("*.toml")), *sorted(folder.glob("words/*.txt"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


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
    fill = {
        "month": _any(data["months"]),
        "ordinal": _any(list(ordinals)),
        "organ": _any(list(organs)),
        "united_nations": _any([data["united_nations"]]),
    }
    fill["date"] = f"(?:{_fill(data['dates']['date'], fill)})"

    def compiled(entry: str, pattern: str) -> re.Pattern[str]:
        try:
            return re.compile(_fill(pattern, fill), re.IGNORECASE)
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
    leads = _lead_grammar(data, path)
    words_listed = load_words(data["code"])
    return Language(
        code=data["code"],
        name=data["name"],
        united_nations=data["united_nations"],
        months={month.casefold(): number for number, month in enumerate(data["months"], 1)},
        ordinals=ordinals,
        organs={_plain(name): organ for name, organ in organs.items()},
        patterns=patterns,
        furniture=tuple(compiled("front.furniture", pattern) for pattern in data["front"]["furniture"]),
        leads=leads,
        directive_forms=_directive_forms(data),
        words=words_listed,
        conjunctions=frozenset(data["conjunctions"]),
        word_prefixes=frozenset(word.split("-", 1)[0] for word in words_listed if "-" in word),
    )


def _lead_grammar(data: dict[str, Any], path: Path) -> LeadGrammar:
    words = data["lead_phrases"]
    fill = {
        "degree": f"(?:(?:{_any(words['degrees'])}) )*",
        "feeling": f"(?:{_any(words['feelings'])})",
        "object": "(?:" + "|".join(words["objects"]) + ")",
        "quality": _after(words["qualities"]),
    }
    after = {form: _after(words[f"after_{form}"]) for form in ("finite", "participle")}
    manners = "|".join(_fill(each, fill) for each in words["manner"])
    manner = f"(?:,? (?:{manners}){after['participle']})?"
    verbs: dict[str, LeadVerb] = {}
    with_tail: dict[str, tuple[LeadVerb, ...]] = {}
    heads, infinitives = [], []
    try:
        for (is_needed, tails), leads in _by_tails(data["lead"]):
            follow = "|".join(f"(?: {_fill(tail, fill)})" for tail in tails)
            needed = re.compile(follow, re.IGNORECASE) if is_needed else None
            tail = f"(?:(?:{follow}){after['participle']}){'' if needed else '?'}" if tails else ""
            words_of = {}
            for kind in ("finite", "participle", "lemma"):
                forms = {form: lead for lead in leads for form in _forms(lead, kind)}
                for form, lead in forms.items():
                    verb = LeadVerb(lead["lemma"], lead["action"], kind == "finite", needed)
                    if needed:
                        with_tail[form] = (*with_tail.get(form, ()), verb)
                    else:
                        verbs[form] = verb if kind != "lemma" else verbs.get(form, verb)
                words_of[kind] = f"(?:{_any(list(forms))})"
            inflected = "|".join(f"{words_of[kind]}{after[kind]}" for kind in after)
            heads.append(f"(?:{inflected}){tail}")
            infinitives.append(f"{words_of['lemma']}{after['finite']}{tail}")
        before = f"(?:(?:{_any(words['before'])}) )*"
        head = f"(?:{'|'.join(heads)})"
        source = (
            f"(?P<before>{before})(?:(?P<continuing>{_any(words['continuing'])})(?: |(?<={APOSTROPHE})){before}"
            f"(?P<infinitive>{'|'.join(infinitives)})|(?P<head>{head})){manner}"
            f"(?:,? (?:{words['joined']}) {before}{head}{manner})?(?![\\w’'-])"
        )
        phrase = re.compile(source, re.IGNORECASE)
    except re.error as error:
        raise LanguageError(f"{path}: the lead phrases do not compile: {error}") from error
    return LeadGrammar(
        phrase, verbs, with_tail, frozenset(words["evaluative"]), frozenset(words["finite_before"])
    )


def _by_tails(leads: list[dict[str, Any]]) -> list[tuple[tuple[bool, tuple[str, ...]], list[dict[str, Any]]]]:
    """The leads that share their tails; first those that need them, then those that may have them."""
    groups: dict[tuple[bool, tuple[str, ...]], list[dict[str, Any]]] = {}
    for lead in leads:
        groups.setdefault((lead.get("needs_tail", False), tuple(lead.get("tails", []))), []).append(lead)
    return sorted(groups.items(), key=lambda group: (not group[0][0], not group[0][1]))


def _forms(lead: dict[str, Any], kind: str) -> list[str]:
    return [lead["lemma"]] if kind == "lemma" else list(lead.get(kind, []))


def _after(words: list[str]) -> str:
    return f"(?: (?:{_any(words)})(?![\\w-]))*"


def _directive_forms(data: dict[str, Any]) -> frozenset[str]:
    """Inflected directive verbs with the particle they need: requests, calling upon."""
    forms = set()
    for lead in data["lead"]:
        if lead["action"] == "directive":
            particles = [tail for tail in lead.get("tails", []) if tail.isalpha() or lead.get("needs_tail")]
            for form in lead.get("finite", []) + lead.get("participle", []):
                forms.update([f"{form} {particle}" for particle in particles] or [form])
    return frozenset(forms)


def _any(words: list[str]) -> str:
    """An alternation of the words, longest first, so that the longest wins; of no words, one that fails."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", APOSTROPHE) for word in ordered) or "(?!)"


def _fill(pattern: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        whole = f"(?:{value})" if name in ("month", "ordinal", "organ", "united_nations") else value
        pattern = pattern.replace("{" + name + "}", whole)
    return pattern.replace("'", APOSTROPHE)


def _plain(name: str) -> str:
    return name.casefold().replace("’", "'")
