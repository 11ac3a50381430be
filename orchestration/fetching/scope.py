"""Which sessions are meant: "30-35", "S-17", "12,15", "current".

Here: reading what a person wrote. Not here: what is asked for in a session (`questions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from orchestration.fetching.questions import FIRST_SESSION_WITH_FILES
from transforms.calendar import current_sessions, expected_dates

PART = re.compile(
    r"(?P<kind>S-|ES-|OS/)?(?P<first>[1-9]\d{0,2})(?:-(?P<again>S-|ES-|OS/)?(?P<last>[1-9]\d{0,2}))?"
)
CURRENT = "current"


class ScopeError(ValueError):
    """Sessions that cannot be read; the message says how they are written."""


def read_sessions(organ: str, written: Iterable[str], today: date) -> list[str]:
    """The sessions of an organ, in the order written, each once, also those that have not yet begun (`begun`).

    Raises ScopeError.
    """
    found: list[str] = []
    for part in parts(written):
        found += current_sessions(organ, today) if part == CURRENT else _read_part(organ, part)
    return list(dict.fromkeys(found))


def parts(written: Iterable[str]) -> list[str]:
    """The single parts of what a person wrote: "30-35", "S-17", CURRENT."""
    found = (part.strip() for given in written for part in given.split(","))
    return [CURRENT if part.lower() == CURRENT else part for part in found if part]


def begun(organ: str, session: str, today: date) -> bool:
    """Whether a session has begun, as far as a rule tells."""
    dates = expected_dates(organ, session)
    return dates is None or dates[0] <= today


def _read_part(organ: str, part: str) -> list[str]:
    read = PART.fullmatch(part.upper().replace("–", "-"))
    if not read or (read["again"] and read["again"] != read["kind"]):
        raise ScopeError(f"'{part}' names no session. Write 30, 30-35, 12,15, S-17, S-12-S-17 or current.")
    first, last = int(read["first"]), int(read["last"] or read["first"])
    if last < first:
        raise ScopeError(f"'{part}' runs backwards. Write the earlier session first: {last}-{first}.")
    earliest = FIRST_SESSION_WITH_FILES[organ] if organ == "GA" and not read["kind"] else 1
    if first < earliest:
        raise ScopeError(
            f"'{part}' begins before session {earliest}, when the Assembly numbered its resolutions through. "
            "Ask for single ones: --symbol 'A/RES/217(III)'"
        )
    return [f"{read['kind'] or ''}{number}" for number in range(first, last + 1)]
