"""Open-ended names: where "Special Rapporteur on the human rights of migrants" ends.

Here: reading the subject of a title, word by word. Not here: which titles there are
(`warehouse/vocabulary/actor_heads.csv`) or whether the name counts (`transforms.actors`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from transforms.phrases import either
from warehouse.vocabularies import Word

_WORD = re.compile(r"[\w’'‑-]+")
_MAX_WORDS = 24
_WINDOW = 80


class NameReader:
    """Reads names of one language by the words of `actor_words.csv`."""

    def __init__(self, words: Iterable[Word]) -> None:
        listed = list(words)
        self._subject = _after(listed, ("subject",), r"\s(?:{})(?=\w)")
        self._office = _after(listed, ("subject", "office"), r"\s(?:{})(?=(?:\w{1,3}[\s’'])?[A-ZÀ-Þ])")
        self._ends = _words(listed, "name_ends")
        self._never_first = _after(listed, ("name_never_first",), r"(?:{})")
        self._places = _words(listed, "name_place")
        self._unended = _words(listed, "name_unended")
        self._rights = _words(listed, "name_right")
        self._and = _words(listed, "name_and")
        self._and_ends = _words(listed, "name_and_ends")
        self._never_last = self._and | _words(listed, "name_never_last")

    def has_subject(self, text: str, position: int = 0, *, anywhere: bool = False) -> bool:
        """Whether a title that ends at the position goes on: "on the human rights of …"."""
        if self._subject is None:
            return False
        return bool(self._subject.search(text) if anywhere else self._subject.match(text, position))

    def end(self, text: str, position: int, *, office: bool) -> int:
        """Where the name of a title that ends at the position ends; the position if it has no subject.

        `office` is for officers: "Special Envoy of the Secretary-General for Syria".
        """
        pattern = self._office if office else self._subject
        opening = pattern.match(text, position) if pattern else None
        if opening is None or (self._never_first and self._never_first.match(text, opening.end())):
            return position
        words: list[re.Match[str]] = []
        for word in _WORD.finditer(text, opening.end()):
            if words and (len(words) == _MAX_WORDS or text[words[-1].end() : word.start()] != " "):
                break
            if words and self._ends_before(text, word, _plain(words[-1])):
                break
            words.append(word)
        while words and _plain(words[-1]) in self._never_last:
            words.pop()
        return words[-1].end() if words else position

    def _ends_before(self, text: str, word: re.Match[str], before: str) -> bool:
        """Whether a name cannot go on with this word: "to", "which", "and requests" …"""
        token = _plain(word)
        following = _WORD.match(text, word.end() + 1)
        if token in self._ends:
            if before in self._rights or following is None:  # the right to food, access to information
                return before not in self._rights
            if token in self._places and following.group()[0].isupper():  # in Myanmar
                return False
            return f"{token} {_plain(following)}" not in self._unended
        return token in self._and and following is not None and _plain(following) in self._and_ends


class Widener:
    """Widens a name by the words of a role that stand before it: "Government of the", "Chair of the"."""

    def __init__(self, words: Iterable[Word], role: str, *, any_case: bool = False) -> None:
        either = alternatives(_phrases(words, (role,)))
        self._pattern = re.compile(rf"(?<!\w)(?:{either})\Z", re.I if any_case else 0) if either else None

    def start(self, text: str, start: int) -> int | None:
        """Where the words begin that stand right before the start; None if others stand there."""
        found = self._pattern.search(text, max(0, start - _WINDOW), start) if self._pattern else None
        return found.start() if found else None


@dataclass(frozen=True, slots=True)
class Part:
    """Where the name of a part of an organization, or of its officer, begins."""

    start: int
    is_officer: bool


class PartReader:
    """Finds the part that a name is of: "Division for Inclusive Social Development of the Department …".

    The nouns of the roles `part` and `officer` open such a name.
    """

    def __init__(self, words: Iterable[Word]) -> None:
        listed = list(words)
        officers, parts = either(_phrases(listed, ("officer",))), either(_phrases(listed, ("part",)))
        of, small = alternatives(_phrases(listed, ("part_of",))), either(_phrases(listed, ("part_joins",)))
        self._pattern = (
            re.compile(
                rf"(?<![\w-])(?:(?P<officer>{officers})|(?:{parts})(?:\s(?:(?:{small})\s){{0,2}}[A-ZÀ-Þ][\w’-]*,?){{0,10}})\s(?:{of})\Z"
            )
            if officers and parts and of and small
            else None
        )

    def part(self, text: str, start: int) -> Part | None:
        """The part that stands right before an organization's name, which begins at the start."""
        found = self._pattern.search(text, max(0, start - 2 * _WINDOW), start) if self._pattern else None
        return Part(found.start(), found["officer"] is not None) if found else None


class CollectiveReader:
    """Widens a collective name: "national, regional and other international federations and organizations".

    Words that only modify (`modifier`) count that stand before it, and nouns that are joined to its
    own (`joined_head`) behind it.
    """

    def __init__(self, words: Iterable[Word], adjectives: Iterable[str]) -> None:
        listed = list(words)
        modifiers = either([*_phrases(listed, ("modifier",)), *adjectives])
        joins, ands = (
            either(_phrases(listed, ("modifier_join",))),
            either(_phrases(listed, ("name_and", "name_or"))),
        )
        heads = either(_phrases(listed, ("joined_head",)))
        self._before = (
            re.compile(rf"(?<![\w-])(?:(?>{modifiers})(?>,?\s(?:{joins})\s|,?\s))+\Z")
            if modifiers and joins
            else None
        )
        self._head = re.compile(rf"(?<!\w)(?:{heads})\Z") if heads else None
        self._behind = (
            re.compile(rf"(?:,\s(?:{heads}))*,?\s(?:{ands})\s(?:{heads})(?![\w’'-]|\sof\b)")
            if heads and ands
            else None
        )

    def widened(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Where the whole name begins and ends, of which the words from start to end are the core."""
        if self._behind and self._head and self._head.search(text, max(0, end - _WINDOW), end):
            joined = self._behind.match(text, end)
            end = joined.end() if joined else end
        before = self._before.search(text, max(0, start - 2 * _WINDOW), start) if self._before else None
        return (before.start() if before else start), end


def alternatives(phrases: Iterable[str]) -> str:
    """An expression for phrases and the space behind each; an apostrophe at the end of one has none."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(
        re.escape(phrase).replace("'", "['’]") + ("" if phrase.endswith("'") else r"\s") for phrase in ordered
    )


def _after(words: Iterable[Word], roles: tuple[str, ...], pattern: str) -> re.Pattern[str] | None:
    either = alternatives(_phrases(words, roles))
    return re.compile(pattern.replace("{}", either)) if either else None


def _phrases(words: Iterable[Word], roles: tuple[str, ...]) -> list[str]:
    return [phrase for word in words if word.role in roles for phrase in word.phrases]


def _words(words: Iterable[Word], role: str) -> frozenset[str]:
    return frozenset(phrase.casefold() for phrase in _phrases(words, (role,)))


def _plain(word: re.Match[str]) -> str:
    return word.group().casefold().replace("’", "'")
