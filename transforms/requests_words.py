"""The words of requests in one language, and where they stand in a text.

Here: finding them, and the small judgements on the words around a noun. Not here: which of them make an output
(`transforms.requests_clause`), which words there are (`request_words.csv`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from transforms.phrases import PhraseAutomaton, either
from warehouse.vocabularies import Word
from warehouse.vocabularies_sheets import OUTPUT_ROLES

VERBAL = ("reports", "reports_first", "informs")
"""Those of them that are verbs: "to report", "to inform the Council"."""
LONGEST_PHRASE = 8
"""Words before a noun that its phrase may have: "a comprehensive, independent, action-oriented report"."""
LONGEST_LOOK = 160
"""Characters before a noun in which its phrase begins."""
WORD = re.compile(r"[\w’'/-]+|[,;:.()]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Noun:
    """Words that may name an output."""

    span: Span
    role: str
    word: Word


class Marks:
    """Where the words of each role stand in a text, in order, the longest where they overlap."""

    def __init__(self, found: Iterable[tuple[Span, Word]], is_continued: bool) -> None:
        by_role: dict[str, list[tuple[Span, Word]]] = defaultdict(list)
        for span, word in found:
            by_role[word.role].append((span, word))
        self._spans = {role: [span for span, _ in _longest(listed)] for role, listed in by_role.items()}
        first = [each for each in by_role.get("reports_first", ()) if each[0][0] == 0 and not is_continued]
        naming = [
            *first,
            *(each for role in OUTPUT_ROLES if role != "reports_first" for each in by_role.get(role, ())),
        ]
        self._nouns = [Noun(span, word.role, word) for span, word in _longest(naming)]

    def nouns(self, start: int, end: int) -> list[Noun]:
        return [noun for noun in self._nouns if start <= noun.span[0] and noun.span[1] <= end]

    def of(self, role: str, start: int, end: int) -> list[Span]:
        return [span for span in self._spans.get(role, ()) if start <= span[0] and span[1] <= end]


class RequestWords:
    """The words of one language, by their roles."""

    def __init__(self, words: Iterable[Word]) -> None:
        listed = list(words)
        self.phrases: Mapping[str, list[str]] = _by_role(listed)
        self._automaton = PhraseAutomaton((phrase, word) for word in listed for phrase in word.phrases)
        plain = {role: frozenset(map(plainly, phrases)) for role, phrases in self.phrases.items()}
        nothing: frozenset[str] = frozenset()
        self._definite, self._blocks = plain.get("definite", nothing), plain.get("blocks", nothing)
        self._determiners = plain.get("determiner", nothing)
        self._recurring = plain.get("recurring_noun", nothing)
        self.given_with, self.within = plain.get("given_with", nothing), plain.get("in", nothing)
        aside, follows = (either(self.phrases.get(role, ())) for role in ("aside", "reports_on"))
        self._aside = re.compile(rf"(?<!\w)(?:{aside})\s\Z", re.I) if aside else None
        self._follows = re.compile(rf"\s(?:{follows})(?![\w-])", re.I) if follows else None

    def marks(self, text: str, is_continued: bool = False) -> Marks:
        found = (((span.start, span.end), span.owner) for span in self._automaton.find(text))
        return Marks(found, is_continued)

    def rules_in(self, text: str) -> set[str]:
        """The rules of the entries that name outputs and stand in a text, also within longer ones."""
        return {span.owner.rule for span in self._automaton.find(text) if span.owner.role in OUTPUT_ROLES}

    def trimmed(self, text: str, span: Span) -> Span:
        """A noun without the small words around it: "oral update" of "with an oral update"."""
        small = self._blocks | self._definite | (self._determiners - self._recurring)
        words = list(WORD.finditer(text, *span))
        while len(words) > 1 and plainly(words[0][0]) in small:
            words.pop(0)
        while len(words) > 1 and plainly(words[-1][0]) in small:
            words.pop()
        return words[0].start(), words[-1].end()

    def is_verb(self, text: str, end: int) -> bool:
        """Whether "report" is a verb, by what follows: "to", "on", "annually", or the end of the clause."""
        if text[end : end + 1] in ("", ",", ";", ".", ":"):
            return True
        return self._follows is not None and self._follows.match(text, end) is not None

    def is_aside(self, text: str, verb: int) -> bool:
        """Whether a verb only says when something else is done: "when preparing its report"."""
        return self._aside is not None and self._aside.search(text[max(0, verb - 20) : verb]) is not None

    def is_phrase(self, text: str, start: int, end: int) -> bool:
        """Whether nothing between two places ends a noun's phrase: no mark and no preposition."""
        words = [plainly(word[0]) for word in WORD.finditer(text, start, end)]
        return not any(word in self._blocks or word in ",;:.()" for word in words)

    def is_definite(self, text: str, since: int, start: int) -> bool:
        """Whether a noun is of something named before: "the report", "the said study"."""
        return any(word in self._definite for word in _before(text, since, start)[:2])

    def hangs_on(self, text: str, since: int, start: int) -> str | None:
        """The preposition that a noun hangs on: "in" of "in its next report", "by" of "followed by a dialogue"."""
        words = _before(text, since, start)
        for at, word in enumerate(words[:LONGEST_PHRASE]):
            earlier = words[at + 1] if at + 1 < len(words) else ""
            if f"{earlier} {word}" in self._determiners:  # "a series of consultations"
                return None
            if word in self._blocks:
                return word
            if word in self._determiners or word in self._definite:
                return earlier if earlier in self._blocks else None
            if word in ",;:.()":
                return None
        return None


def plainly(phrase: str) -> str:
    """A phrase as it is compared: small letters, plain apostrophes, spaces for hyphens."""
    return re.sub(r"[\s‑-]+", " ", phrase.replace("’", "'")).casefold()


def _before(text: str, since: int, start: int) -> list[str]:
    """The words between two places, the nearest to the second first, as far as a noun's phrase may reach."""
    words = [plainly(word[0]) for word in WORD.finditer(text, max(since, start - LONGEST_LOOK), start)]
    return words[::-1][: LONGEST_PHRASE + 2]


def _longest(found: Iterable[tuple[Span, Word]]) -> list[tuple[Span, Word]]:
    kept: list[tuple[Span, Word]] = []
    for each in sorted(found, key=lambda item: (item[0][0], -item[0][1])):
        if not kept or each[0][0] >= kept[-1][0][1]:
            kept.append(each)
    return kept


def _by_role(words: Iterable[Word]) -> dict[str, list[str]]:
    phrases: dict[str, list[str]] = {}
    for word in words:
        phrases.setdefault(word.role, []).extend(word.phrases)
    return phrases
