"""When and for whom an output is due: the organs, sessions and years printed beside it.

Here: from stretches of a paragraph to (recipient, session, year). Not here: which outputs there are
(`transforms.requests`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor

from transforms.actors import Actor
from transforms.citations_organ import Setting
from transforms.phrases import either
from transforms.requests_words import plainly
from warehouse.enumerations import ORGANS
from warehouse.languages import Language

UN_KINDS = ("un_organ", "un_official", "un_entity", "treaty_body", "special_procedure", "council_mechanism")
"""Kinds of actors that deliver to the United Nations, and that may receive; of others an output counts where organ and
session are named."""
SITTING = ("HRC", "GA", "CHR", "ECOSOC", "other")
"""Organs with numbered sessions; where another is named, the session is that of the text's own organ."""
COUNCILS = ("SC", "ECOSOC")
NEAR = 12
"""Characters between a session and its organ: "of the ", "at its "."""
LONGEST_WORDS = 40
"""Characters that the words before an organ or a year may have: "before the end of "."""
LONGEST_AHEAD = 8
"""Years from the adoption of a text to the last output that it asks for."""
_ORDINAL_DIGITS = r"\d{1,3}\.?\s?(?:st|nd|rd|th|er|re|e|º|ª|o|a)"
_YEAR = re.compile(r"(?<![\d/.-])(20\d\d)(?![\d/-])")


@dataclass(frozen=True, slots=True)
class Due:
    """For whom an output is (an organ, "other", None), at which session (its number), in which year.

    `surface`: the words that name the session or the year.
    """

    recipient: str | None
    session: str | None
    year: int | None
    surface: str | None


@dataclass(frozen=True, slots=True)
class DuePlace:
    """Where an output is asked for: the paragraph and its actors, the document, the organ whose session "its session" is,
    and whether that organ itself decides to hold an event."""

    text: str
    actors: Sequence[Actor]
    setting: Setting
    own: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class _Sessions:
    start: int
    end: int
    numbers: tuple[int, ...]
    surface: str


class DueReader:
    """Reads stretches of paragraphs of one language; see `RequestReader`, whose words it takes."""

    def __init__(
        self, phrases: Mapping[str, Iterable[str]], language: Language, cited: Iterable[str]
    ) -> None:
        words = {role: either(listed) for role, listed in phrases.items()}

        def compiled(pattern: str, *roles: str) -> re.Pattern[str] | None:
            return re.compile(pattern, re.I) if all(role in words for role in roles) else None

        self._ordinals = {plainly(name): number for name, number in language.ordinals.items()}
        months = either(language.month_names)
        day = rf"(?:\s\d{{1,2}}(?:er|º)?)?(?:\s(?:de\s)?(?:{months}))?\s(?:de(?:l)?\s)?"
        self._year = compiled(rf"(?<!\w)(?:{words.get('year')}){day}\Z", "year")
        self._itself = compiled(rf"(?<!\w)(?:{words.get('to_itself')})(?!\w)", "to_itself")
        self._cited = re.compile(rf"\s(?:{either(cited)})(?!\w)", re.I)
        ordinal = rf"(?:{either(map(plainly, language.ordinals))}|{_ORDINAL_DIGITS})"
        between = rf"(?:,\s|,?\s(?:{words.get('session_joins', ',')})\s)"
        listed, session = rf"({ordinal}(?:{between}{ordinal}){{0,6}})", words.get("session")
        self._sessions = [
            pattern
            for pattern in (
                compiled(rf"(?<![\w-]){listed}\s(?:{session})(?!\w)", "session"),
                compiled(rf"(?<![\w-])(?:{session})\s{listed}(?!\w)", "session"),
            )
            if pattern
        ]
        self._ordinal = re.compile(ordinal, re.I)
        self._to = compiled(rf"(?<!\w)(?:{words.get('to')})\s?\Z", "to")
        self._given = compiled(rf"(?<!\w)(?:{words.get('given')})\s?\Z", "given")
        self._joins = compiled(rf"(?:,?\s?(?:{words.get('joins')})|,)\s?\Z", "joins")
        self._of = frozenset(map(plainly, phrases.get("of", ())))

    def read(self, place: DuePlace, stretches: Sequence[tuple[int, int]]) -> list[Due]:
        """What the stretches of the text say, in the order they say it, at least one."""
        dues = [due for start, end in stretches for due in self._stretch(place, start, end)]
        if place.is_own:  # what an organ decides to hold is its own, though held beside a session of another
            dues = [replace(due, recipient=place.own) if due.recipient == "other" else due for due in dues]
        dated = [due for due in dues if due.session or due.year]
        if dated:
            named = {due.recipient for due in dated}
            dues = [due for due in dues if due in dated or (due.recipient and due.recipient not in named)]
        distinct = {(due.recipient, due.session, due.year): due for due in reversed(dues)}
        some = [due for key, due in reversed(distinct.items()) if any(key)]
        return some or [Due(place.own if place.is_own else None, None, None, None)]

    def _stretch(self, place: DuePlace, start: int, end: int) -> Iterator[Due]:
        text = place.text
        sessions = [each for each in self._sessions_in(text, start, end) if all(each.numbers)]
        recipients = self._recipients(place, start, end, sessions)
        years = list(self._years(text, start, end, place.setting))
        taken: set[int] = set()
        since = start
        for each in sessions:
            before = [at for at, (where, _) in enumerate(recipients) if where < each.start]
            behind = [at for at, (where, _) in enumerate(recipients) if self._is_of(text, each, where)]
            near = [at for at in before if recipients[at][0] >= since]
            if len(near) == len(each.numbers) > 1 and not behind:  # "respectively"
                whose: list[int | None] = [*near]
            else:
                whose = [behind[0] if behind else before[-1] if before else None] * len(each.numbers)
            since = each.end
            for number, at in zip(each.numbers, whose, strict=True):
                sits = at is not None and recipients[at][1] in SITTING
                recipient = recipients[at][1] if at is not None and sits else place.own
                if self._is_ahead(number, recipient, place.setting):
                    taken |= {at} if at is not None and sits else set()
                    yield Due(recipient, str(number), None, each.surface)
        year, surface = years[0] if years and not sessions else (None, None)
        for at, (_, organ) in enumerate(recipients):
            if at not in taken:
                yield Due(organ, None, year, surface)
        if not recipients and not sessions and (year or place.is_own):
            yield Due(place.own if place.is_own else None, None, year, surface)

    def _sessions_in(self, text: str, start: int, end: int) -> Iterator[_Sessions]:
        found = [match for pattern in self._sessions for match in pattern.finditer(text, start, end)]
        for match in sorted(found, key=lambda match: match.start()):
            numbers = tuple(self._number(each[0]) for each in self._ordinal.finditer(match[1]))
            yield _Sessions(match.start(), match.end(), numbers, match[0])

    def _number(self, printed: str) -> int:
        digits = re.match(r"\d+", printed)
        return int(digits[0]) if digits else self._ordinals.get(plainly(printed), 0)

    def _is_of(self, text: str, sessions: _Sessions, place: int) -> bool:
        """Whether a session is that of what begins at a place: "the fortieth session of the Council"."""
        return (
            sessions.end <= place <= sessions.end + NEAR
            and plainly(text[sessions.end : place].strip()) in self._of
        )

    def _is_ahead(self, number: int, organ: str, setting: Setting) -> bool:
        """Whether a session may come after the text, and not long after: the Council's session N was in about
        2006 + (N - 1)/3, the Assembly's session N began in 1945 + N."""
        if organ == "CHR" and setting.organ != "CHR":  # it sat for the last time in 2006
            return False
        if organ == setting.organ and setting.session_number is not None:
            last = setting.session_number
            if number < last or (organ == "HRC" and number == last):
                return False
        year = _year_of(setting)
        held = {"HRC": 2006 + (number - 1) / 3, "GA": float(1945 + number)}.get(organ)
        if year is None or held is None:
            return True
        return year - 1 <= held <= year + LONGEST_AHEAD + 1

    def _recipients(
        self, place: DuePlace, start: int, end: int, sessions: Sequence[_Sessions]
    ) -> list[tuple[int, str]]:
        """Where a stretch names whom an output is for, and which organ that is, or "other"."""
        text = place.text
        found: list[tuple[int, str]] = []
        others: list[tuple[int, str]] = []
        if self._itself:
            found += [(match.start(), place.own) for match in self._itself.finditer(text, start, end)]
        last_end = -1
        for actor in place.actors:
            if not start <= actor.start < end:
                continue
            before = text[max(start, actor.start - LONGEST_WORDS) : actor.start]
            is_dated = any(
                0 <= each.start - actor.end <= NEAR or self._is_of(text, each, actor.start)
                for each in sessions
            )
            if actor.actor_id in ORGANS:
                is_joined = (
                    last_end >= 0
                    and self._joins is not None
                    and self._joins.fullmatch(text[last_end : actor.start])
                )
                is_given = self._to is not None and self._to.search(before)
                if (is_given or is_joined or is_dated) and not self._cited.match(text, actor.end):
                    found.append((actor.start, _organ(actor, text, place.setting)))
                    last_end = actor.end
            elif actor.kind in UN_KINDS and is_dated:
                found.append((actor.start, "other"))
            elif actor.kind in UN_KINDS and self._given is not None and self._given.search(before):
                (found if actor.kind == "un_organ" else others).append((actor.start, "other"))
        return sorted(found) or others[:1]

    def _years(self, text: str, start: int, end: int, setting: Setting) -> Iterator[tuple[int, str]]:
        for match in _YEAR.finditer(text, start, end):
            year = int(match[1])
            before = text[max(start, match.start() - LONGEST_WORDS) : match.start()]
            adopted = floor(_year_of(setting) or year)
            if self._year and self._year.search(before) and adopted <= year <= adopted + LONGEST_AHEAD:
                yield year, match[0]


def _organ(actor: Actor, text: str, setting: Setting) -> str:
    """The organ that an output is for: "the Council" of a text of the Human Rights Council is that Council, though
    another was named before."""
    is_short = " " not in text[actor.start : actor.end]
    return "HRC" if setting.organ == "HRC" and is_short and actor.actor_id in COUNCILS else actor.actor_id


def _year_of(setting: Setting) -> float | None:
    """When a text was adopted, by its date or about when by its session."""
    if setting.adopted_on is not None:
        return setting.adopted_on.year
    if setting.session_number is None or setting.organ not in ("HRC", "GA"):
        return None
    return (
        2006 + (setting.session_number - 1) / 3 if setting.organ == "HRC" else 1945 + setting.session_number
    )
