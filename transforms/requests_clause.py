"""The outputs of one clause: which nouns and verbs of it ask for something.

Here: from the words of a clause to what they ask for. Not here: the words (`transforms.requests_words`), for whom and
when an output is due (`transforms.requests_due`), whether enough is said of it (`transforms.requests`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from transforms.actors import Actor
from transforms.actors_addressed import Direction
from transforms.requests_words import LONGEST_PHRASE, VERBAL, WORD, Marks, Noun, RequestWords, Span
from warehouse.vocabularies import Word

MANDATED_KINDS = ("special_procedure", "council_mechanism")
"""Kinds of actors whose mandate an organ decides on: what such a decision lists, it asks of them."""
FARTHEST = 420
"""Characters between "to prepare, in consultation with …," and what is prepared."""
NEAR = 60
"""Characters between "an expert meeting," and "to be held", or "include in" and "its report"."""
AT_FIRST = 120
"""Characters between whom a clause directs and a session that holds for all of the clause."""
MOST_LATE = 2
"""Stretches that count late: what stands first in a clause, and from where the output is named again."""
_VERBS = ("delivers", "holds", "held", "within", "includes")


@dataclass(slots=True)
class Found:
    """An output before it is known for whom it is.

    `reach` are the stretches of text that may say so, `late` those that count where these say nothing. `is_firm`: it is
    an output though nothing says for whom or when.
    """

    span: Span
    word: Word
    is_event: bool
    is_firm: bool
    clause: Direction
    reach: list[Span]
    late: list[Span] = field(default_factory=list)

    def stop(self, place: int) -> None:
        """It reaches no further than to where the next begins."""
        self.reach, self.late = (
            [(a, min(b, place)) if a < place else (a, b) for a, b in stretches]
            for stretches in (self.reach, self.late)
        )


class Clause:
    """One clause of a paragraph: what one verb directs or decides, as far as the next."""

    def __init__(
        self,
        words: RequestWords,
        text: str,
        marks: Marks,
        clause: Direction,
        end: int,
        actors: Sequence[Actor],
    ) -> None:
        self._words, self._text, self._clause, self._end, self._actors = words, text, clause, end, actors
        self._nouns = marks.nouns(clause.end, end)
        inside = {
            at
            for noun in self._nouns
            if noun.role not in VERBAL
            for at in range(noun.span[0] + 1, noun.span[1])
        }
        self._verbs = {  # "update" is no verb in "an oral update"
            role: [span for span in marks.of(role, clause.end, end) if span[0] not in inside]
            for role in _VERBS
        }

    def add_to(self, found: list[Found]) -> None:
        """Adds the clause's outputs to those of the clauses before it."""
        last: Found | None = None
        for noun in self._nouns:
            if noun.role == "form":  # "a report … in the form of a summary"
                if last is not None:
                    last.word = noun.word
                continue
            if noun.role == "event" and self._is_name(noun):
                continue
            begin, is_firm = self._asked_for(noun)
            is_definite = self._is_definite(noun, begin)
            if noun.role in ("output", "weak_output") and (is_definite or self._is_included(begin)):
                if before := next((each for each in reversed(found) if not each.is_event), None):
                    self._go_on(before, found, noun, begin)
                    continue
                is_firm = is_firm and (not is_definite or noun.word.value == "other")
            if (
                noun.role == "weak_output"
                and last is not None
                and begin is not None
                and begin <= last.span[0]
            ):
                continue  # "a report on …, and recommendations": what the report holds
            clause = self._asking(noun)
            if (
                begin is None
                or clause is None
                or (noun.role == "event" and is_definite and _has_event(found))
            ):
                continue
            if clause is not self._clause:
                is_firm = noun.role in VERBAL
            since = begin if last is None or begin > last.span[0] else noun.span[0]
            opening = [self._opening(since)] if last is None else []
            for each in found:
                each.stop(since)
            last = Found(
                noun.span,
                noun.word,
                noun.role == "event",
                is_firm and noun.role != "weak_output",
                clause,
                [(since, self._end)],
                opening,
            )
            found.append(last)

    def _asked_for(self, noun: Noun) -> tuple[int | None, bool]:
        """Where the verb stands by which a noun is an output, None where there is none; and whether it is one
        though nothing says for whom or when."""
        (start, end), words, text = noun.span, self._words, self._text
        if noun.role in VERBAL:
            is_verb = noun.role == "informs" or words.is_verb(text, end)
            return (start if is_verb and not words.is_aside(text, start) else None), True
        verb = self._last("holds" if noun.role == "event" else "delivers", start)
        hangs_on = words.hangs_on(text, self._phrase(verb[1] if verb else self._clause.end, start), start)
        if verb and (
            start - verb[1] > FARTHEST or ";" in text[verb[1] : start] or words.is_aside(text, verb[0])
        ):
            verb = None
        if verb and (not hangs_on or (hangs_on in words.given_with and self._names(verb[1], start))):
            return verb[0], True
        if noun.role == "event":
            reach = FARTHEST if self._clause.is_decision else NEAR
            is_held = any(end <= at <= end + reach for at, _ in self._verbs["held"])
            return (self._clause.end if is_held else None), False
        within = self._last("within", start)
        if within and _is_one_phrase(text[within[1] : start]):
            return (verb[0] if verb else self._clause.end), True
        if hangs_on not in words.within:
            return None, False
        includes = self._last("includes", start)
        if includes and start - includes[1] <= NEAR and not text[start:end].endswith("s"):
            return includes[0], True
        return (verb[0] if verb else start), False

    def _asking(self, noun: Noun) -> Direction | None:
        """Who asks by the noun: the clause; or, where it decides on a mandate ("… which is to monitor and report on
        …"), the clause as what it asks of the holder."""
        if not self._clause.is_decision or self._clause.asked or noun.role == "event":
            return self._clause
        holders = [
            actor
            for actor in self._actors
            if self._clause.end <= actor.start < noun.span[0] and actor.kind in MANDATED_KINDS
        ]
        if noun.role in VERBAL and not holders:
            return None
        return replace(self._clause, asked=tuple(holders[-1:]))

    def _is_definite(self, noun: Noun, begin: int | None) -> bool:
        """Whether an output or event is one that was named before: "the report"."""
        if noun.role in VERBAL:
            return False
        since = self._phrase(self._clause.end if begin is None else begin, noun.span[0])
        return self._words.is_definite(self._text, since, noun.span[0])

    def _phrase(self, since: int, start: int) -> int:
        """From where a noun's phrase may begin: behind the last actor before it ("provide to the Council | oral
        updates"), unless the noun is that actor's ("the Council's report")."""
        ends = [
            actor.end
            for actor in self._actors
            if since <= actor.start
            and actor.end <= start
            and self._text[actor.end : actor.end + 2] not in ("'s", "’s")
        ]
        return max([since, *ends])

    def _is_name(self, noun: Noun) -> bool:
        """Whether an event is a body or a conference by its name, asked or spoken of: "the Social Forum"."""
        if any(each.start <= noun.span[0] < each.end for each in self._actors):
            return True
        return not self._clause.is_decision and self._text[noun.span[0]].isupper()

    def _is_included(self, begin: int | None) -> bool:
        """Whether an output is where something is to stand: "and to include, in his report, a section on"."""
        return any(start == begin for start, _ in self._verbs["includes"])

    def _opening(self, until: int) -> Span:
        """What stands first in a clause, before its verb: "solicita al Secretario General que en su … período de
        sesiones le presente un informe"."""
        start = self._clause.asked[-1].end if self._clause.asked and self._clause.end else self._clause.end
        return min(start, until), min(start + AT_FIRST, until)

    def _go_on(self, before: Found, found: Sequence[Found], noun: Noun, begin: int | None) -> None:
        """What is said of an output named before counts for that: "… and to submit the report to the Council"."""
        if begin is None:
            if len(before.late) < MOST_LATE:
                before.late.append((noun.span[0], self._end))
            return
        for each in found:
            each.stop(begin)
        before.reach.append((begin, self._end))

    def _names(self, start: int, end: int) -> bool:
        """Whether somebody is named between two places: "provide the Council with regular updates"."""
        return any(start <= actor.start < end for actor in self._actors)

    def _last(self, role: str, start: int) -> Span | None:
        """The last verb of a role that ends before a place."""
        verbs = self._verbs[role]
        at = bisect_left(verbs, (start,))
        while at and verbs[at - 1][1] > start:
            at -= 1
        return verbs[at - 1] if at else None


def _is_one_phrase(between: str) -> bool:
    return "," not in between and len(WORD.findall(between)) <= LONGEST_PHRASE


def _has_event(found: Sequence[Found]) -> bool:
    return any(each.is_event for each in found)
