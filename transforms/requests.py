"""What paragraphs ask for: reports, updates, studies, panels, of whom, for which organ and by when.

Here: from the clauses that direct somebody (`transforms.actors_addressed`) to outputs. Not here: the organ, session
or year beside an output (`transforms.requests_due`), which words there are (`request_words.csv`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from transforms.actors import Actor
from transforms.actors_addressed import Direction
from transforms.citations_organ import Setting
from transforms.phrases import either
from transforms.requests_due import Due, DueReader
from warehouse.languages import Language
from warehouse.vocabularies import Word

ASKED_KINDS = (
    "un_organ",
    "un_official",
    "un_entity",
    "treaty_body",
    "special_procedure",
    "council_mechanism",
)
"""Kinds of actors that deliver to the United Nations; of others an output counts where organ and session are named."""
MANDATED_KINDS = ("special_procedure", "council_mechanism")
"""Kinds of actors whose mandate an organ decides on: what such a decision lists, it asks of them."""
FARTHEST = 420
"""Characters between "to prepare, in consultation with …," and what is prepared."""
AT_FIRST = 120
"""Characters between whom a clause directs and a session that holds for all of the clause."""
NEAR = 60
"""Characters between "an expert meeting," and "to be held"."""
LONGEST_PHRASE = 8
"""Words before a noun that its phrase may have: "a comprehensive, independent, action-oriented report"."""
_WORD = re.compile(r"[\w’'/-]+|[,;:.()]")
_NAMED = ("output", "weak_output", "event", "reports", "reports_first", "informs", "form")
_VERBAL = ("reports", "reports_first", "informs")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Output:
    """One output asked for, as printed: its words, its kind, who is asked, and for whom and when it is due.

    `asked` is an actor_id; None where nobody is named ("Decides to hold a panel discussion").
    """

    start: int
    end: int
    surface: str
    deliverable: str
    asked: str | None
    due: tuple[Due, ...]
    is_recurring: bool
    rule: str


@dataclass(slots=True)
class _Found:
    """An output before it is known for whom it is: `reach` are the stretches of text that may say so, `late` those
    that count where these say nothing."""

    span: Span
    word: Word
    is_event: bool
    is_firm: bool
    clause: Direction
    reach: list[Span]
    late: list[Span] = field(default_factory=list)


class RequestReader:
    """Reads the requests of paragraphs of one language, by the words of `request_words.csv`."""

    def __init__(self, words: Iterable[Word], language: Language) -> None:
        phrases: dict[str, list[str]] = {}
        self._entries: dict[str, dict[str, Word]] = {role: {} for role in _NAMED}
        for word in words:
            if word.language == language.code:
                phrases.setdefault(word.role, []).extend(word.phrases)
                if word.role in _NAMED:
                    self._entries[word.role].update((_plain(phrase), word) for phrase in word.phrases)
        self._patterns = {role: _any_of(listed) for role, listed in phrases.items()}
        plain = {role: frozenset(map(_plain, listed)) for role, listed in phrases.items()}
        nothing: frozenset[str] = frozenset()
        self._definite, self._blocks = plain.get("definite", nothing), plain.get("blocks", nothing)
        self._determiners = plain.get("determiner", nothing)
        self.given_with, self.within = plain.get("given_with", nothing), plain.get("in", nothing)
        aside = either(phrases.get("aside", ()))
        self._aside = re.compile(rf"(?<!\w)(?:{aside})\s\Z", re.I) if aside else None
        self._participles = tuple(language.directive_forms - language.finite_directives)
        self._due = DueReader(phrases, language)

    def clauses(
        self, text: str, directions: Sequence[Direction], above: Direction | None = None
    ) -> list[Direction]:
        """What a paragraph directs or decides, in order. `above` is what the paragraph says last that it is an item
        of; it holds until the item directs somebody itself."""
        found = [each for each in directions if self._opens_clause(text, each)]
        for start, end in self.spans("decides", text):
            if not any(each.start <= start < each.end for each in found):
                found.append(Direction(start, end, (), is_decision=True))
        found.sort(key=lambda each: each.start)
        if above is not None and (not found or found[0].start > 0):
            found.insert(0, replace(above, start=0, end=0))
        return found

    def _opens_clause(self, text: str, direction: Direction) -> bool:
        """Whether a verb opens a clause of its own ("… and requests the mandate holder to"), unlike a participle within
        one: "promoting", "while inviting the President to"."""
        words = text[direction.start : direction.start + 40].casefold()
        return direction.start == 0 or not words.startswith(self._participles)

    def read(
        self, text: str, actors: Sequence[Actor], clauses: Sequence[Direction], setting: Setting
    ) -> list[Output]:
        """The outputs that the clauses of a paragraph ask for, in the order printed."""
        found: list[_Found] = []
        for clause, after in zip(clauses, [*clauses[1:], None], strict=False):
            _Clause(self, text, clause, after.start if after else len(text), actors).add_to(found)
        outputs = (self._output(text, each, actors, setting) for each in found)
        return [output for output in outputs if output is not None]

    def rules_in(self, text: str) -> set[str]:
        """The rules of the entries whose words stand in a text, also within longer ones of others."""
        return {rule for rule, pattern in self._entry_patterns.items() if pattern.search(text)}

    @cached_property
    def _entry_patterns(self) -> dict[str, re.Pattern[str]]:
        by_rule: dict[str, list[str]] = {}
        for entries in self._entries.values():
            for phrase, word in entries.items():
                by_rule.setdefault(word.rule, []).append(phrase)
        return {rule: _any_of(listed) for rule, listed in by_rule.items()}

    def nouns(self, text: str, start: int, end: int) -> list[tuple[Span, str, Word]]:
        """Words that may name an output, with their role, the longest where they overlap; at the beginning of the
        text one that may be a verb there before the same as a noun."""
        spans = [
            (span, role, entries[_plain(text[slice(*span)])])
            for role, entries in self._entries.items()
            for span in self.spans(role, text, start, end)
        ]
        kept: list[tuple[Span, str, Word]] = []
        spans = [each for each in spans if each[1] != "reports_first" or self._opens(text, each[0])]
        for each in sorted(spans, key=lambda item: (item[0][0], -item[0][1], item[1] != "reports_first")):
            if not kept or each[0][0] >= kept[-1][0][1]:
                kept.append(each)
        return kept

    def _opens(self, text: str, span: Span) -> bool:
        """Whether "Report" opens the text as a verb."""
        return span[0] == 0 and self.goes_on(text, span[1])

    def spans(self, role: str, text: str, start: int = 0, end: int | None = None) -> list[Span]:
        pattern = self._patterns.get(role)
        stop = len(text) if end is None else end
        return [match.span() for match in pattern.finditer(text, start, stop)] if pattern else []

    def goes_on(self, text: str, end: int) -> bool:
        """Whether "report" is a verb here, by what follows: "to", "on", "annually", or the end of the clause."""
        pattern = self._patterns.get("reports_on")
        rest = text[end : end + 1]
        return rest in ("", ",", ";", ".", ":") or (
            pattern is not None and pattern.match(text, end + 1) is not None
        )

    def hangs_on(self, text: str, since: int, start: int) -> str | None:
        """The preposition that a noun hangs on: "in" of "in its next report", "by" of "followed by a dialogue"."""
        words = self._before(text, since, start)
        for at, word in enumerate(words[:LONGEST_PHRASE]):
            after = words[at + 1] if at + 1 < len(words) else ""
            if f"{after} {word}" in self._determiners:  # "a series of consultations"
                return None
            if word in self._blocks:
                return word
            if word in self._determiners or word in self._definite:
                return after if after in self._blocks else None
            if word in ",;:.()":
                return None
        return None

    def is_aside(self, text: str, verb: int) -> bool:
        """Whether a verb only says when something else is done: "when preparing its report"."""
        return self._aside is not None and self._aside.search(text[max(0, verb - 20) : verb]) is not None

    def is_plural(self, text: str, span: Span) -> bool:
        return text[slice(*span)].endswith("s")

    def is_definite(self, text: str, since: int, start: int) -> bool:
        """Whether an output is one that was named before: "the report", "the said study"."""
        return any(word in self._definite for word in self._before(text, since, start)[:2])

    @staticmethod
    def _before(text: str, since: int, start: int) -> list[str]:
        """The words between two places, the nearest to the second first, as far as a noun's phrase may reach."""
        words = [_plain(word[0]) for word in _WORD.finditer(text, max(since, start - 160), start)]
        return words[::-1][: LONGEST_PHRASE + 2]

    def _output(self, text: str, found: _Found, actors: Sequence[Actor], setting: Setting) -> Output | None:
        """What was found with its dues; None where too little says that it is an output of the United Nations."""
        clause = found.clause
        is_own = found.is_event and (clause.is_decision or found.word.value == "panel_discussion")
        due = self._due.read(text, found.reach, actors, setting, is_own)
        if found.late and found.is_firm and not any(each.session or each.year for each in due):
            due = self._due.read(text, sorted([*found.reach, *found.late]), actors, setting, is_own)
        is_recurring = any(self.spans("recurring", text, *stretch) for stretch in found.reach)
        is_dated = any(each.session or each.year for each in due)
        said = is_dated or any(each.recipient for each in due)
        asked = clause.asked[0] if clause.asked else None
        if asked is not None and asked.kind not in ASKED_KINDS:
            if not any(each.recipient and each.session for each in due):
                return None
        elif (not found.is_firm and not is_dated) or (asked is None and not clause.is_decision and not said):
            return None
        return Output(
            *found.span,
            text[slice(*found.span)],
            found.word.value,
            asked.actor_id if asked else None,
            tuple(due),
            is_recurring,
            found.word.rule,
        )


class _Clause:
    """One clause of a paragraph: what one verb directs or decides."""

    def __init__(
        self, reader: RequestReader, text: str, clause: Direction, end: int, actors: Sequence[Actor]
    ) -> None:
        self._reader, self._text, self._clause, self._end, self._actors = reader, text, clause, end, actors
        self._nouns = reader.nouns(text, clause.end, end)
        within = {
            at for span, role, _ in self._nouns if role not in _VERBAL for at in range(span[0] + 1, span[1])
        }
        self._verbs = {  # "update" is no verb in "an oral update"
            role: [span for span in reader.spans(role, text, clause.end, end) if span[0] not in within]
            for role in ("delivers", "holds", "held", "within", "includes")
        }

    def add_to(self, found: list[_Found]) -> None:
        """Adds the clause's outputs; one that was named before ("the report") goes on about that."""
        last: _Found | None = None
        for span, role, word in self._nouns:
            if role == "event" and self._is_name(span):
                continue
            if role == "form":  # "a report … in the form of a summary"
                if last is not None:
                    last.word = word
                continue
            begin, is_firm = self._asked_for(span, role)
            is_definite = self._is_definite(span, begin)
            if role in ("output", "weak_output") and (is_definite or self._is_included(span, begin)):
                before = next((each for each in reversed(found) if not each.is_event), None)
                if before is not None:
                    self._go_on(before, last, span, begin)
                    continue
                is_firm = is_firm and (not is_definite or word.value == "other")
            if begin is None:
                continue
            clause = self._clause
            if clause.is_decision and role != "event" and not clause.asked:
                clause, is_firm = self._mandated(span), role in _VERBAL
                if is_firm and not clause.asked:
                    continue
            elif role == "event" and is_definite and any(each.is_event for each in found):
                continue
            since = begin if last is None or begin > last.span[0] else span[0]
            if last is not None:
                _stop(last, since)
            is_firm = is_firm and role != "weak_output"
            opening = [self._opening(since)] if last is None else []
            last = _Found(span, word, role == "event", is_firm, clause, [(since, self._end)], opening)
            found.append(last)

    def _is_name(self, span: Span) -> bool:
        """Whether an event is a body or a conference by its name, which is asked or spoken of: "the Social Forum"."""
        if any(each.start <= span[0] < each.end for each in self._actors):
            return True
        return self._text[span[0]].isupper() and self._is_definite(span, None)

    def _is_included(self, span: Span, begin: int | None) -> bool:
        """Whether an output is where something is to stand: "and to include, in his report, a section on"."""
        return any(start == begin for start, _ in self._verbs["includes"])

    def _opening(self, until: int) -> Span:
        """What stands first in a clause, before its verb: "solicita al Secretario General que en su … período de
        sesiones le presente un informe"."""
        start = self._clause.asked[-1].end if self._clause.asked and self._clause.end else self._clause.end
        return min(start, until), min(start + AT_FIRST, until)

    def _is_definite(self, span: Span, begin: int | None) -> bool:
        return self._reader.is_definite(self._text, self._clause.end if begin is None else begin, span[0])

    def _go_on(self, before: _Found, last: _Found | None, span: Span, begin: int | None) -> None:
        """What is said of an output named before counts for that: "… and to submit the report to the Council"."""
        if begin is None:
            before.late.append((span[0], self._end))
            return
        before.reach.append((begin, self._end))
        if last is not None:
            _stop(last, begin)

    def _asked_for(self, span: Span, role: str) -> tuple[int | None, bool]:
        """Where the verb stands by which a noun is an output, None where there is none; and whether it is one
        though nothing says for whom or when."""
        start, end = span
        text, reader = self._text, self._reader
        if role in _VERBAL:
            is_verb = {
                "informs": True,
                "reports": reader.goes_on(text, end),
                "reports_first": True,
            }
            return (start if is_verb[role] and not reader.is_aside(text, start) else None), True
        verb = self._last("holds" if role == "event" else "delivers", start)
        since = verb[1] if verb else self._clause.end
        hangs = reader.hangs_on(text, since, start)
        if verb and (
            start - verb[1] > FARTHEST or ";" in text[verb[1] : start] or reader.is_aside(text, verb[0])
        ):
            verb = None
        if verb and (not hangs or (hangs in reader.given_with and self._names(verb[1], start))):
            return verb[0], True
        if role == "event":
            reach = FARTHEST if self._clause.is_decision else NEAR
            held = any(end <= at <= end + reach for at, _ in self._verbs["held"])
            return (self._clause.end if held else None), False
        within = self._last("within", start)
        if within and len(_WORD.findall(text, within[1], start)) <= LONGEST_PHRASE:
            return (verb[0] if verb else self._clause.end), True
        if hangs is None or hangs not in reader.within:
            return None, False
        includes = self._last("includes", start)
        is_new = includes is not None and start - includes[1] <= NEAR and not reader.is_plural(text, span)
        return (includes[0] if includes and is_new else verb[0] if verb else start), is_new

    def _names(self, start: int, end: int) -> bool:
        """Whether somebody is named between two places: "provide the Council with regular updates"."""
        return any(start <= actor.start < end for actor in self._actors)

    def _mandated(self, span: Span) -> Direction:
        """A decision on a mandate ("… which is to monitor and report on …") as what it asks of its holder."""
        holders = [
            actor
            for actor in self._actors
            if self._clause.end <= actor.start < span[0] and actor.kind in MANDATED_KINDS
        ]
        return replace(self._clause, asked=tuple(holders[-1:]))

    def _last(self, role: str, start: int) -> Span | None:
        """The last verb of a role that ends before a place."""
        verbs = self._verbs[role]
        at = bisect_left(verbs, (start,))
        while at and verbs[at - 1][1] > start:
            at -= 1
        return verbs[at - 1] if at else None


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{either(phrases)})(?:(?<=['’])|(?![\w-]))", re.I)


def _stop(found: _Found, place: int) -> None:
    """What was found reaches no further than to where the next begins."""
    found.reach = [(a, min(b, place)) if a < place else (a, b) for a, b in found.reach]


def handed_down(actors: Sequence[Actor], clauses: Sequence[Direction]) -> Direction | None:
    """What the items below a paragraph are asked by: its last clause, or the holder of the mandate it decides on."""
    if not clauses:
        return None
    last = clauses[-1]
    if last.asked or not last.is_decision:
        return last
    holders = [actor for actor in actors if actor.start >= last.end and actor.kind in MANDATED_KINDS]
    return replace(last, asked=tuple(holders[:1]), is_decision=False)


def _plain(phrase: str) -> str:
    return re.sub(r"[\s‑-]+", " ", phrase.replace("’", "'")).casefold()
