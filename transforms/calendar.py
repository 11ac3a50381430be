"""When sessions are held, by rule: which are current, and by when a session has ended.

Here: the yearly rhythm of the organs. Not here: the dates that the texts print (`dimensions`).
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from datetime import date, timedelta

SECOND_WEEK_SINCE = 2023
FIRST_ASSEMBLY_BY_RULE, LAST_BY_RULE = 58, 999
"""Since its resolution 57/301 the Assembly opens on the Tuesday of the third week in September."""
FIRST_COUNCIL_BY_RULE, COUNCIL_BEGAN = 4, 2007
"""Since its 4th session, of March 2007, the Council has met three times a year: in spring, June and September."""
COUNCIL_SEASONS = (((2, 15), (4, 20)), ((6, 1), (7, 20)), ((9, 1), (10, 20)))
"""Between which days (month, day) the three sessions of a year lie, with room: seen from 2011 to 2022 in the
dates of adoption, but for the 43rd, which the pandemic of 2020 interrupted."""
LATE_DAYS = 120
"""How long after a session its documents may still appear."""
PATIENCE_DAYS = 30
"""How long after a session it is no surprise that none of its documents has appeared."""

MAIN_PART_ENDS = (12, 31)
"""The main part of the Assembly's session, with most of its resolutions, ends in December; the session itself goes
on until the next one opens."""


def expected_dates(organ: str, session: str) -> tuple[date, date] | None:
    """Between which days a session lies; None where no rule tells, as for special sessions."""
    if not (session.isascii() and session.isdecimal() and len(session) < 5):
        return None
    number = int(session)
    if organ == "HRC" and FIRST_COUNCIL_BY_RULE <= number <= LAST_BY_RULE:
        years, season = divmod(number - FIRST_COUNCIL_BY_RULE, len(COUNCIL_SEASONS))
        first, last = COUNCIL_SEASONS[season]
        year = COUNCIL_BEGAN + years
        return date(year, *first), date(year, *last)
    if organ == "GA" and FIRST_ASSEMBLY_BY_RULE <= number <= LAST_BY_RULE:
        year = number + 1945
        return assembly_opening(year), assembly_opening(year + 1) - timedelta(days=1)
    if organ == "ECOSOC" and number >= 1946:
        return date(number, 1, 1), date(number, 12, 31)
    return None


def current_sessions(organ: str, today: date) -> list[str]:
    """The sessions of an organ whose documents may be appearing: those that have begun and ended no more than
    LATE_DAYS ago, in order; none for organs that follow no rule."""
    late = timedelta(days=LATE_DAYS)
    return [session for session, (first, last) in _near(organ, today) if first <= today <= last + late]


def silent_sessions(organ: str, held: Collection[str], today: date) -> dict[str, date]:
    """The sessions that ended more than PATIENCE_DAYS and less than a year ago and of which no document is
    held, each with the last day on which it may have ended. Of the Assembly, its main part counts."""
    patience, found = timedelta(days=PATIENCE_DAYS), {}
    for session, (first, last) in _near(organ, today):
        ended = date(first.year, *MAIN_PART_ENDS) if organ == "GA" else last
        if ended + patience < today < ended + timedelta(days=365) and session not in held:
            found[session] = ended
    return found


def sessions_until(organ: str, year: int) -> list[str]:
    """The regular sessions of an organ that begin by the end of a year, from the first."""
    found = itertools.takewhile(
        lambda session: not (dates := expected_dates(organ, session)) or dates[0].year <= year,
        map(str, itertools.count(1)),
    )
    return list(found) if organ in ("HRC", "GA") else []


def _near(organ: str, today: date) -> Iterator[tuple[str, tuple[date, date]]]:
    """The sessions of the last two years and of this one, in order, each with its first and last day."""
    if organ == "ECOSOC":
        candidates = range(today.year - 2, today.year + 1)
    elif organ == "HRC":
        latest = FIRST_COUNCIL_BY_RULE + len(COUNCIL_SEASONS) * (today.year - COUNCIL_BEGAN + 1)
        candidates = range(latest - 3 * len(COUNCIL_SEASONS), latest)
    else:
        candidates = range(today.year - 1945 - 2, today.year - 1945 + 1)
    for number in candidates:
        if dates := expected_dates(organ, str(number)):
            yield str(number), dates


def assembly_opening(year: int) -> date:
    """The Tuesday of the third, since 2023 of the second week in September, counting from the first
    week that contains at least one working day (rule 1 of the Assembly's rules of procedure)."""
    first = date(year, 9, 1)
    monday = first - timedelta(days=first.weekday())
    if first.weekday() > 4:
        monday += timedelta(days=7)
    weeks = 2 if year < SECOND_WEEK_SINCE else 1
    return monday + timedelta(days=7 * weeks + 1)
