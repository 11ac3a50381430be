"""The lines below the last paragraph: meeting, date, how the text was adopted, the roll of votes.

Here: finding where they begin and reading them. Not here: what a roll lists (`voting`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transforms.text import Line
from transforms.voting import Roll, read_roll
from warehouse.languages import Language

VOTE_LINES = 4
"""Lines over which the figures of a recorded vote may be broken."""


@dataclass(slots=True)
class Closing:
    """What the closing lines say; absent facts are None."""

    meeting: int | None = None
    adopted_on: date | None = None
    adoption: str | None = None
    in_favour: int | None = None
    against: int | None = None
    abstaining: int | None = None
    roll: Roll | None = None


def starts_closing(text: str, language: Language) -> bool:
    """Whether a line can only stand below the last paragraph."""
    patterns = language.patterns
    return any(
        patterns[f"closing.{name}"].match(text) for name in ("meeting", "without_vote", "recorded_vote")
    )


def read_closing(lines: list[Line], start: int, language: Language) -> tuple[Closing, int]:
    """Read the closing lines from `start`, give each a role; also the index after the last of them."""
    closing = Closing()
    patterns = language.patterns
    index = start
    voting = False
    rolled: list[str] = []
    while index < len(lines):
        line = lines[index]
        if line.role in ("furniture", "footnote"):
            index += 1
            continue
        text = line.text
        following = "".join(f" {each.text}" for each in lines[index + 1 : index + VOTE_LINES])
        if voting and not (patterns["closing.meeting"].match(text) or patterns["closing.annex"].match(text)):
            line.role = "vote"
            rolled.append(text)
            voting = "]" not in text
        elif found := patterns["closing.meeting"].match(text):
            closing.meeting = closing.meeting or (int(found["meeting"]) if found["meeting"] else None)
            closing.adopted_on = closing.adopted_on or language.find_date(found[0])
            line.role = "closing"
            vote = text[found.end() :].strip()
            voting = bool(vote) and _read_vote(vote, following, closing, language) and "]" not in vote
            rolled.append(vote)
        elif (day := language.read_date(text)) is not None:
            closing.adopted_on = closing.adopted_on or day
            line.role = "closing"
        elif _read_vote(text, following, closing, language):
            line.role = "vote"
            voting = closing.adoption == "recorded_vote" and "]" not in text
            rolled.append(text)
        else:
            break
        index += 1
    closing.roll = read_roll(rolled, language) if closing.adoption == "recorded_vote" else None
    return closing, index


def _read_vote(text: str, following: str, closing: Closing, language: Language) -> bool:
    """Whether the text says how it was adopted; `following` may hold the rest of a broken line."""
    patterns = language.patterns
    if patterns["closing.without_vote"].match(text):
        closing.adoption = closing.adoption or "without_vote"
        return True
    recorded = patterns["closing.recorded_vote"]
    found = recorded.match(text + following) or recorded.match(text)
    if not found:
        return False
    closing.adoption = "recorded_vote"
    closing.in_favour = int(found["in_favour"])
    closing.against = _count(found["against"], language)
    closing.abstaining = _count(found["abstaining"], language)
    return True


def _count(printed: str | None, language: Language) -> int:
    """Votes as printed; a side that is not named, or named with a word for none, has no votes."""
    if printed and printed.isdigit():
        return int(printed)
    return int(bool(printed and language.patterns["closing.one"].match(printed)))
