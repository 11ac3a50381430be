"""Which themes a paragraph names: terms in context, exclusions, the most specific theme for the words.

Here: judging the theme terms that were found. Not here: finding them (`transforms.phrases`) or the
terms themselves (`warehouse/vocabulary/theme_terms_*.csv`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transforms.phrases import Span, either
from warehouse.vocabularies import Term, Word
from warehouse.vocabularies_terms import Condition

Place = tuple[int, int]

LONGEST_WORD = 40
LEAST_GROUNDS = 3
"""So many grounds of discrimination make a list."""


@dataclass(frozen=True, slots=True)
class Context:
    """What else stands in the paragraph: its folded text, and where each condition's phrases are."""

    folded: str
    places: Mapping[Condition, Sequence[Place]]

    def holds(self, term: Span[Term], themes: Mapping[str, Sequence[Place]]) -> bool:
        """Whether every condition on the term's neighbours holds; `themes` are matches by family."""
        return all(self._holds(condition, term, themes) for condition in term.owner.near)

    def _holds(self, condition: Condition, term: Span[Term], themes: Mapping[str, Sequence[Place]]) -> bool:
        places = themes.get(condition.theme_id, ()) if condition.theme_id else self.places.get(condition, ())
        near = any(self._near(place, condition.side, term) for place in places)
        return near != condition.negated

    def _near(self, place: Place, side: str, term: Span[Term]) -> bool:
        start, end = place
        if side == "before" and end > term.start:
            return False
        if side == "after" and start < term.end:
            return False
        if term.owner.within is None:
            return True
        gap = term.start - end if end <= term.start else start - term.end
        if gap > (term.owner.within + 1) * LONGEST_WORD:
            return False
        between = self.folded[end : term.start] if end <= term.start else self.folded[term.end : start]
        return len(between.split()) <= term.owner.within


class GroundsReader:
    """Finds grounds of discrimination that are listed in passing: "race, colour, sex, language, religion".

    Such a list names no theme (codebook/ANNOTATION.md), but for a ground that is one in itself: the
    words of role `ground` with that theme as their value, migration status.
    """

    def __init__(self, words: Iterable[Word]) -> None:
        listed = list(words)
        grounds = either(p for w in listed if w.role == "ground" for p in w.phrases)
        between = either(p for w in listed if w.role == "between_grounds" for p in w.phrases)
        self._list = (
            re.compile(
                rf"(?<![\w-])(?>{grounds})(?:(?:,\s(?:(?:{between})\s?)?|,?\s(?:{between})\s?)(?>{grounds})){{{LEAST_GROUNDS - 1},}}(?![\w-])",
                re.I,
            )
            if grounds and between
            else None
        )
        self._themes = {w.value for w in listed if w.role == "ground" and w.value}

    def without_lists(self, text: str, found: Sequence[Span[Term]]) -> list[Span[Term]]:
        """The terms found in the text that are not merely listed as grounds."""
        lists = [match.span() for match in self._list.finditer(text)] if self._list else []
        return [s for s in found if s.owner.target in self._themes or not _inside(s, lists)]


class ThemeJudge:
    """Decides among overlapping and conditional theme terms; knows the families of themes."""

    def __init__(self, parents: Mapping[str, str | None], precedence: Iterable[tuple[str, str]]) -> None:
        self._parents = dict(parents)
        self._over = defaultdict(set)
        for winner, loser in precedence:
            self._over[winner].add(loser)
        for theme, parent in self._parents.items():
            if parent:
                self._over[theme].add(parent)

    def judge(
        self, found: Sequence[Span[Term]], context: Context, masked: Sequence[Place]
    ) -> list[Span[Term]]:
        """The terms that count, by start: inside no exclusion or mask, conditions met, most specific.

        `masked` are places where nothing counts: the titles of the core treaties.
        """
        excluded = defaultdict(list)
        included: list[Span[Term]] = []
        for span in found:
            if span.owner.polarity == "include":
                included.append(span)
            elif context.holds(span, {}):
                excluded[span.owner.target].append((span.start, span.end))
        included = [
            s
            for s in included
            if not _inside(s, masked)
            and not _inside(s, excluded.get(s.owner.target, ()))
            and not _inside(s, excluded.get("*", ()))
        ]
        accepted = [s for s in included if not s.owner.near]
        accepted += [s for s in included if _local(s.owner) and context.holds(s, {})]
        families = self._families(accepted)
        waiting = [s for s in included if s.owner.near and not _local(s.owner)]
        accepted += [s for s in waiting if context.holds(s, families)]
        return self._most_specific(accepted)

    def _families(self, spans: Iterable[Span[Term]]) -> dict[str, list[Place]]:
        families: dict[str, list[Place]] = defaultdict(list)
        for span in spans:
            theme: str | None = span.owner.target
            while theme:
                families[theme].append((span.start, span.end))
                theme = self._parents.get(theme)
        return families

    def _most_specific(self, spans: list[Span[Term]]) -> list[Span[Term]]:
        """Longest match within a theme; a child over its parent, and by theme_precedence.csv."""
        kept: list[Span[Term]] = []
        by_theme: dict[str, list[Span[Term]]] = defaultdict(list)
        for span in sorted(spans, key=lambda s: (s.start - s.end, s.start, s.owner.target, s.owner.rule)):
            if not any(_overlap(span, other) for other in by_theme[span.owner.target]):
                by_theme[span.owner.target].append(span)
                kept.append(span)
        beaten = {
            id(loser)
            for winner in kept
            for theme in self._over.get(winner.owner.target, ())
            for loser in by_theme.get(theme, ())
            if _overlap(winner, loser)
        }
        return sorted(
            (s for s in kept if id(s) not in beaten), key=lambda s: (s.start, s.end, s.owner.target)
        )


def _local(term: Term) -> bool:
    return bool(term.near) and all(condition.theme_id is None for condition in term.near)


def _overlap(a: Span[Term], b: Span[Term]) -> bool:
    return a.start < b.end and b.start < a.end


def _inside(span: Span[Term], places: Iterable[Place]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in places)
