"""When and for whom an output is due: the organs, sessions and years printed beside it.

Here: from stretches of a paragraph to (recipient, session, year). Not here: which outputs there are
(`transforms.requests`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor

from transforms.actors import Actor
from transforms.citations_organ import Setting
from transforms.phrases import either
from transforms.requests_words import plainly
from warehouse.enumerations import ORGANS
from warehouse.languages import Language

RECEIVING_KINDS = (
    "un_organ",
    "un_official",
    "un_entity",
    "treaty_body",
    "council_mechanism",
    "special_procedure",
)
SITTING = ("HRC", "GA", "CHR", "ECOSOC", "other")
"""Organs with numbered sessions; where another is named, the session is that of the text's own organ."""
COUNCILS = ("SC", "ECOSOC")
NEAR = 12
"""Characters between a session and its organ: "of the ", "at its "."""
LONGEST_WORDS = 40
"""Characters that the words before an organ or a year may have: "before the end of "."""
LONGEST_AHEAD = 8
"""Years from the adoption of a text to the last output that it asks for."""
_ORDINAL_DIGITS = r"\d{1,3}\s?(?:st|nd|rd|th|er|re|e|º|ª|o|a)"
_YEAR = re.compile(r"(?<![\d/.-])(20\d\d)(?![\d/-])")
_CITED = re.compile(r"\s\w+\s(?!20\d\d(?![\d/]))\d")
"""What stands behind an organ whose text is cited, "resolution 5/1", and not "in 2020"."""


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
class _Sessions:
    start: int
    end: int
    numbers: tuple[int, ...]
    surface: str


class DueReader:
    """Reads stretches of paragraphs of one language; see `RequestReader`, whose words it takes."""

    def __init__(self, phrases: Mapping[str, Iterable[str]], language: Language) -> None:
        words = {role: either(listed) for role, listed in phrases.items()}
        self._ordinals = {plainly(name): number for name, number in language.ordinals.items()}
        self._year = re.compile(rf"(?<!\w)(?:{words['year']})\s\Z", re.I) if "year" in words else None
        self._itself = (
            re.compile(rf"(?<!\w)(?:{words['to_itself']})(?!\w)", re.I) if "to_itself" in words else None
        )
        ordinal = rf"(?:{either(map(plainly, language.ordinals))}|{_ORDINAL_DIGITS})"
        session = words.get("session")
        between = rf"(?:,\s|,?\s(?:{words.get('session_joins', ',')})\s)"
        self._sessions = (
            re.compile(rf"(?<![\w-])({ordinal}(?:{between}{ordinal}){{0,6}})\s(?:{session})(?!\w)", re.I)
            if session
            else None
        )
        self._sessions_after = (
            re.compile(rf"(?<![\w-])(?:{session})\s({ordinal}(?:{between}{ordinal}){{0,6}})(?!\w)", re.I)
            if session
            else None
        )
        self._ordinal = re.compile(ordinal, re.I)
        to, joins = words.get("to"), words.get("joins")
        self._to = re.compile(rf"(?<![\w])(?:{to})\s?\Z", re.I) if to else None
        self._of = frozenset(map(plainly, phrases.get("of", ())))
        self._joins = re.compile(rf"(?:,?\s?(?:{joins})|,)\s?\Z", re.I) if joins else None

    def read(
        self,
        text: str,
        stretches: Sequence[tuple[int, int]],
        actors: Sequence[Actor],
        setting: Setting,
        of_organ: bool,
    ) -> list[Due]:
        """What the stretches say, in the order they say it, at least one; `of_organ`: an event that the
        organ itself decides to hold."""
        dues: list[Due] = []
        for start, end in stretches:
            dues += self._stretch(text, start, end, actors, setting, of_organ)
        dated = [due for due in dues if due.session or due.year]
        if dated:
            named = {due.recipient for due in dated}
            dues = [due for due in dues if due in dated or (due.recipient and due.recipient not in named)]
        distinct = list(dict.fromkeys(dues))
        some = [due for due in distinct if due.recipient or due.session or due.year]
        return some or [Due(setting.organ if of_organ else None, None, None, None)]

    def _stretch(
        self, text: str, start: int, end: int, actors: Sequence[Actor], setting: Setting, of_organ: bool
    ) -> Iterator[Due]:
        sessions = [each for each in self._sessions_in(text, start, end) if all(each.numbers)]
        recipients = list(self._recipients(text, start, end, actors, setting, sessions))
        years = list(self._years(text, start, end, setting))
        taken: set[int] = set()
        for each in sessions:
            before = [at for at, (place, _) in enumerate(recipients) if place < each.start]
            behind = [at for at, (place, _) in enumerate(recipients) if self._is_of(text, each, place)]
            at = behind[0] if behind else before[-1] if before else None
            is_own = at is None or recipients[at][1] not in SITTING
            recipient = setting.organ if is_own or at is None else recipients[at][1]
            for number in each.numbers:
                if self._is_ahead(number, recipient, setting):
                    taken |= set() if is_own or at is None else {at}
                    yield Due(recipient, str(number), None, each.surface)
        year, surface = years[0] if years and not sessions else (None, None)
        for at, (_, organ) in enumerate(recipients):
            if at not in taken:
                yield Due(organ, None, year, surface)
        if not recipients and not sessions and (year or of_organ):
            yield Due(setting.organ if of_organ else None, None, year, surface)

    def _sessions_in(self, text: str, start: int, end: int) -> Iterator[_Sessions]:
        found = [
            match
            for pattern in (self._sessions, self._sessions_after)
            for match in (pattern.finditer(text, start, end) if pattern else ())
        ]
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

    def _is_ahead(self, number: int, organ: str | None, setting: Setting) -> bool:
        """Whether a session may come after the text: the Council's session N was in about 2006 + N/3, the
        Assembly's session N began in 1945 + N."""
        if organ == "CHR":  # it sat for the last time in 2006
            return False
        year = _year_of(setting)
        if year is None:
            return True
        if organ == "HRC":
            return 2006 + number / 3 > year - 0.7
        return organ != "GA" or 1945 + number >= year - 1

    def _recipients(
        self,
        text: str,
        start: int,
        end: int,
        actors: Sequence[Actor],
        setting: Setting,
        sessions: Sequence[_Sessions],
    ) -> Iterator[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        if self._itself:
            found += [(match.start(), setting.organ) for match in self._itself.finditer(text, start, end)]
        last_end = -1
        others: list[tuple[int, str]] = []
        for actor in actors:
            if not start <= actor.start < end:
                continue
            before = text[max(start, actor.start - LONGEST_WORDS) : actor.start]
            given = self._to is not None and self._to.search(before)
            dated = any(
                0 <= each.start - actor.end <= NEAR or self._is_of(text, each, actor.start)
                for each in sessions
            )
            if actor.actor_id in ORGANS:
                joined = (
                    last_end >= 0
                    and self._joins is not None
                    and self._joins.fullmatch(text[last_end : actor.start])
                )
                if (given or joined or dated) and not _CITED.match(text, actor.end):
                    found.append((actor.start, _organ(actor, text, setting)))
                    last_end = actor.end
            elif actor.kind in RECEIVING_KINDS and (given or dated):
                (found if actor.kind == "un_organ" or dated else others).append((actor.start, "other"))
        yield from sorted(found) or others[:1]

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
    return 2006 + setting.session_number / 3 if setting.organ == "HRC" else 1945 + setting.session_number
