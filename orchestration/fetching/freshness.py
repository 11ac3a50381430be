"""Which sessions are due to be looked at, and which ended without anything coming.

Here: what sources.yml, the calendar and the ledger say together. Not here: fetching (`running`), when it is
done (`orchestration.automation`).
"""

from __future__ import annotations

from datetime import date

from orchestration.fetching.ledger import FetchLedger
from orchestration.fetching.scope import read_sessions
from orchestration.home import Home
from orchestration.sources_file import load_sources
from transforms.calendar import current_sessions, silent_sessions
from warehouse.symbols import read_symbol


def due(organ: str, home: Home, today: date) -> list[str] | None:
    """The sessions that a schedule asks for: the current ones of sources.yml, and its others of which nothing
    is known; None where it does not name the organ."""
    named = load_sources(home.folder).organs.get(organ)
    if named is None:
        return None
    current = current_sessions(organ, today)
    known = _sessions(organ, home, only_had=False)
    sessions = read_sessions(organ, named.sessions, today)
    return [session for session in sessions if session in current or session not in known]


def silent(organ: str, home: Home, today: date) -> dict[str, date] | None:
    """The sessions of an organ of which nothing was fetched though they ended, each with the day; None where
    neither sources.yml nor the ledger has the organ."""
    had = _sessions(organ, home, only_had=True)
    if not had and organ not in load_sources(home.folder).organs:
        return None
    return silent_sessions(organ, had, today)


def _sessions(organ: str, home: Home, only_had: bool) -> set[str]:
    standings = FetchLedger(home.raw.folder)
    texts = (read_symbol(each.last.symbol) for each in standings if each.had or not only_had)
    return {text.session for text in texts if text and text.organ == organ}
