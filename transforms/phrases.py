"""Many phrases found in one pass over a text: an Aho–Corasick automaton with word boundaries.

Here: folding of text, compiling phrases, matches with offsets. Not here: what a match means
(`transforms.themes`, `transforms.actors`, `transforms.citations`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

Owner = TypeVar("Owner")

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015-", " "),
        **dict.fromkeys("\u00a0\u202f\u2009\t\n", " "),
        **dict.fromkeys("\u2018\u2019\u02bc`", "'"),
        **dict.fromkeys("\u201c\u201d\u00ab\u00bb", '"'),
    }
)


@dataclass(frozen=True, slots=True)
class Span(Generic[Owner]):
    """A phrase found: characters start to end (half-open) of the text, and whose phrase it is."""

    start: int
    end: int
    owner: Owner


def fold(text: str) -> str:
    """The text in lower case with hyphens as spaces and plain quotes; as long as the text itself."""
    alike = text.translate(_ALIKE)
    lowered = alike.lower()
    if len(lowered) == len(alike):
        return lowered
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in alike)


class PhraseAutomaton(Generic[Owner]):
    """All phrases of one language, compiled once; the time to search does not grow with their number.

    A lower-case phrase matches any case; a capital in a phrase matches only a capital.
    """

    def __init__(self, phrases: Iterable[tuple[str, Owner]]) -> None:
        by_folded: dict[str, list[tuple[tuple[int, ...], Owner]]] = {}
        for phrase, owner in phrases:
            capitals = tuple(i for i, sign in enumerate(phrase) if sign.isupper())
            by_folded.setdefault(fold(phrase), []).append((capitals, owner))
        self._owners = list(by_folded.values())
        self._automaton = (
            AhoCorasick(list(by_folded), matchkind=MatchKind.Standard, implementation=Implementation.DFA)
            if by_folded
            else None
        )

    def find(self, text: str, folded: str | None = None) -> list[Span[Owner]]:
        """Every phrase of the text that begins and ends at a word boundary, overlaps included."""
        if self._automaton is None:
            return []
        folded = fold(text) if folded is None else folded
        length = len(folded)
        spans = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if (start and folded[start - 1].isalnum() and folded[start].isalnum()) or (
                end < length and folded[end].isalnum() and folded[end - 1].isalnum()
            ):
                continue
            for capitals, owner in self._owners[index]:
                if all(text[start + i].isupper() for i in capitals):
                    spans.append(Span(start, end, owner))
        return spans


def either(phrases: Iterable[str]) -> str:
    """An expression for any of the phrases, the longest first; hyphens and apostrophes as they are printed."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace("'", "['’]").replace("\\ ", r"[\s‑-]") for phrase in ordered)
