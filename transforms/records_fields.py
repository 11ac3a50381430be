"""What the fields of a catalogue record say: dates, votes, agenda items, titles, languages.

Here: reading one printed value, as tolerant as cataloguers are various. Not here: MARCXML (`records`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from transforms.akn import language_code

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
NUMERIC_DATE = re.compile(r"^\[?(\d{4})-?(\d{2})-?(\d{2})\b")
WRITTEN_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b", re.IGNORECASE)
STAMP = re.compile(r"^(\d{14})(?:\.\d)?$")

MEETING = re.compile(
    r"\b(\d{1,4}) ?(?:st|nd|rd|th) (?:\(?resumed\)? )?(?:plenary )?(?:meeting|mtg)", re.IGNORECASE
)
WITHOUT_VOTE = re.compile(r"\bwithout (?:a )?vote\b|\bby (?:consensus|acclamation)\b", re.IGNORECASE)
VOTED = r"\b(?:adopt\w*|approv\w*|reject\w*|retain\w*|carried|votes?|voting)"
ABSTENTIONS = r"(?:,? (?:with|and) (\d{1,3}|no|one) abstentions?)"
COUNTS = (
    re.compile(
        rf"{VOTED}(?:(?!\b(?:items?|para\w*|meetings?)\b)[^\d]){{0,60}}(\d{{1,3}}) ?[-–—] ?(\d{{1,3}}) ?[-–—] ?(\d{{1,3}})(?![\d/-])",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:\b(?:adopted|votes? of|votes?|by) |^\W*)(\d{{1,3}})(?: votes?)?(?: in favou?r)? to (\d{{1,3}}|none|one)\b{ABSTENTIONS}?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(\d{{1,3}})(?: votes?)?(?: in favou?r)? to (\d{{1,3}}|none|one){ABSTENTIONS}", re.IGNORECASE
    ),
    re.compile(
        r"\b(\d{1,3})(?: votes?)? in favou?r,? (\d{1,3}|none|no|one) against(?:,? (?:and |with )?(\d{1,3}|no|one) abst)?",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:in favou?r|yes|for):? ?(\d{1,3})\W{1,3}(?:against|no):? ?(\d{1,3})(?:\W{1,3}abst\w*:? ?(\d{1,3}))?",
        re.IGNORECASE,
    ),
)
"""33-3-11; 33 to 3, with 11 abstentions; 33 in favour, 3 against, 11 abstentions; In favour: 33, against: 3, …"""
RECORDED = re.compile(r"\b(?:recorded|roll-call) vote\b", re.IGNORECASE)
IN_WORDS = {"no": 0, "none": 0, "one": 1}

AGENDA_ITEM = re.compile(
    r"^\W*(?:agenda )?(?:items? )?(?P<item>\d{1,3}) ?(?:\(?(?P<letter>[a-z]{1,2})\)?)?(?:[\]).:]+(?:\s|$)|$)",
    re.IGNORECASE,
)
STATEMENT = re.compile(
    r"^\W*(?:draft |revised |oral |amended )*(?:resolutions?|decisions?|statements?|president's statement|amendments?)"
    r"(?: by the president)?\W*$",
    re.IGNORECASE,
)
"""What a cataloguer adds to a title to say what kind of text it is: "… : resolution /"."""

VOTES = {
    "Y": "in_favour", "YES": "in_favour", "FOR": "in_favour", "IN FAVOUR": "in_favour",
    "N": "against", "NO": "against", "AGAINST": "against",
    "A": "abstaining", "ABSTAIN": "abstaining", "ABSTAINED": "abstaining", "ABSTAINING": "abstaining",
    "ABSTENTION": "abstaining",
    "X": "non_voting", "NV": "non_voting", "NON-VOTING": "non_voting", "NOT VOTING": "non_voting", "ABSENT": "non_voting",
}  # fmt: skip
"""How voting data write a State's vote; none at all is that of a State that did not vote."""


@dataclass(frozen=True, slots=True)
class Vote:
    """How a text was adopted, as far as a record says it."""

    adoption: str | None = None
    meeting: int | None = None
    in_favour: int | None = None
    against: int | None = None
    abstaining: int | None = None


def read_day(printed: str) -> date | None:
    """The day that a field begins with or names: 2015-10-02, 20151002, "on 2 October 2015". None for a
    year or month alone, which are no day, and for days that do not exist."""
    if found := NUMERIC_DATE.match(printed.strip()):
        year, month, day = (int(part) for part in found.groups())
    elif found := WRITTEN_DATE.search(printed):
        year, month, day = int(found[3]), MONTHS.index(found[2].casefold()) + 1, int(found[1])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_stamp(printed: str) -> datetime | None:
    """When a record was last changed: 20160129143402.0 (field 005), 2016-01-29T14:34:02Z (OAI-PMH)."""
    try:
        if found := STAMP.match(printed.strip()):
            return datetime.strptime(found[1], "%Y%m%d%H%M%S")
        return datetime.fromisoformat(printed.strip().removesuffix("Z")).replace(tzinfo=None)
    except ValueError:
        return None


def read_vote(printed: str) -> Vote:
    """What a vote note says: "Adopted without vote, 42nd meeting", "Adopted 33-3-11, 29th meeting"."""
    meeting = int(found[1]) if (found := MEETING.search(printed)) else None
    if WITHOUT_VOTE.search(printed):
        return Vote("without_vote", meeting)
    for pattern in COUNTS:
        if found := pattern.search(printed):
            return Vote("recorded_vote", meeting, *(_count(each) for each in found.groups()))
    return Vote("recorded_vote" if RECORDED.search(printed) else None, meeting)


def _count(printed: str | None) -> int:
    """Votes of a side; one that a note with the votes of others does not name has none."""
    if printed is None:
        return 0
    return int(printed) if printed.isdecimal() else IN_WORDS[printed.casefold()]


def read_agenda_item(printed: str) -> str | None:
    """The item of an agenda: "3.", "71(b)", "72b" and "Agenda item 71 (b)" are 3, 71 (b), 72 (b), 71 (b)."""
    found = AGENDA_ITEM.match(printed)
    if not found:
        return None
    number = found["item"].lstrip("0")
    if not number:
        return None
    return f"{number} ({found['letter'].lower()})" if found["letter"] else number


def read_title(main: str, rest: str) -> str | None:
    """The title of fields 245 $a and $b, without the marks between fields and what says its kind."""
    title = main.strip(" :/=;,")
    subtitle = rest.partition("=")[0].strip(" :/=;,")
    if subtitle and not STATEMENT.match(subtitle):
        title = f"{title}: {subtitle}" if title else subtitle
    return title.removesuffix(".") or None


def read_title_language(codes: list[str]) -> str:
    """ISO 639-1 of the title by the languages of the document (041 $a, 008): the catalogue writes titles in
    English, except where a document exists in one other language alone."""
    joined = "".join(codes).casefold()
    if not joined.isalpha() or len(joined) % 3:
        return "en"
    languages = {language_code(joined[at : at + 3]) for at in range(0, len(joined), 3)} - {
        "und",
        "mul",
        "zxx",
    }
    return languages.pop() if len(languages) == 1 else "en"
