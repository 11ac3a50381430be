"""Which sessions are due to be looked at, and which ended without anything coming.

Here: what sources.yml, the calendar and the ledger say together. Not here: fetching (`running`), when it is
done (`orchestration.automation`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from orchestration.fetching.ledger import MISSING, FetchLedger, Standing
from orchestration.fetching.questions import KINDS, Question, Series, plan_session
from orchestration.fetching.scope import CURRENT, begun, read_sessions
from orchestration.fetching.state import Again
from orchestration.home import Home
from orchestration.sources_file import OrganSources, load_sources
from transforms.calendar import current_sessions, silent_sessions
from warehouse.symbols import read_symbol

GAP = 5
"""Missing in a row after which a series is at its end, as fetching has it by default."""
LOOKED_AT_AGAIN = timedelta(days=30)
"""How old the word that a text is missing may grow: it may have appeared, or the service blocked that day."""


def due(organ: str, home: Home, today: date) -> list[str] | None:
    """The sessions that a schedule asks for, of those in sources.yml that have begun: the current ones, and those
    not yet asked for to the end, of which nothing came, or whose missing texts were asked for long ago. None
    where sources.yml does not name the organ."""
    named = load_sources(home.folder).organs.get(organ)
    if named is None:
        return None
    current, ledger = current_sessions(organ, today), FetchLedger(home.raw.folder)
    return [
        session
        for session in read_sessions(organ, named.sessions, today)
        if begun(organ, session, today)
        and (session in current or _is_due(organ, session, named, ledger, today))
    ]


def _is_due(organ: str, session: str, named: OrganSources, ledger: FetchLedger, today: date) -> bool:
    """Whether a session is to be asked for in one of the languages."""
    for language in named.languages:
        standings: list[Standing] = []
        for part in plan_session(organ, session, [language], KINDS[organ]):
            known = _known(part, ledger)
            if known is None:
                return True
            standings += known
        missing = [each.last.asked_at for each in standings if _is_missing(each)]
        if not any(each.had for each in standings):
            return True
        if missing and date.fromisoformat(min(missing)[:10]) + LOOKED_AT_AGAIN <= today:
            return True
    return False


def _known(part: Question | Series, ledger: FetchLedger) -> list[Standing] | None:
    """How the documents of a part of a plan stand; None where one is still to be asked for."""
    again, known, missing = Again(), list[Standing](), 0
    for question in [part] if isinstance(part, Question) else part:
        standing = ledger.standing(question)
        if standing is None or again.is_due(standing):
            return None
        known.append(standing)
        missing = missing + 1 if _is_missing(standing) else 0
        if missing == GAP:
            break
    return known


def _is_missing(standing: Standing) -> bool:
    return not standing.had and standing.last.outcome in MISSING


def silent(organ: str, home: Home, today: date) -> dict[str, date] | None:
    """The sessions of sources.yml of which nothing was fetched though it was to be expected, each with the day by
    which they, or their main part, had ended; None where it does not name the organ."""
    named = load_sources(home.folder).organs.get(organ)
    if named is None:
        return None
    found = silent_sessions(organ, _had(organ, FetchLedger(home.raw.folder)), today)
    if any(part.strip().lower() == CURRENT for given in named.sessions for part in given.split(",")):
        return found
    meant = read_sessions(organ, named.sessions, today)
    return {session: day for session, day in found.items() if session in meant}


def told(organ: str, session: str, day: date) -> str:
    """A silent session as a sentence names it."""
    ended = "whose main part ended" if organ == "GA" else "which ended"
    return f"session {session} of {organ}, {ended} by {day:%-d %B %Y}"


def _had(organ: str, standings: Iterable[Standing]) -> set[str]:
    texts = (read_symbol(each.last.symbol) for each in standings if each.had)
    return {text.session for text in texts if text and text.organ == organ}
