"""One fetch on a home: from what a person ordered to its result.

Here: the plan, the lock, putting the parts together. Not here: the loop (`fetching`), arguments (`cli_fetch`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from orchestration.fetching import settings
from orchestration.fetching.ledger import FetchLedger
from orchestration.fetching.questions import KINDS, Plan, Series, plan_session, plan_symbols
from orchestration.fetching.result import Result
from orchestration.fetching.scope import CURRENT, ScopeError, begun, read_sessions
from orchestration.fetching.state import Again, Round, plan_again
from orchestration.home import Home
from orchestration.reporting import Reporter
from orchestration.settings import max_bytes, max_seconds
from orchestration.sources_file import load_sources


class FetchBusy(RuntimeError):
    """Another fetch works on the home."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asks for, as the options of `hrcw fetch` say it."""

    organ: str = "HRC"
    sessions: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    kinds: tuple[str, ...] = ()
    recheck: bool = False
    refresh: bool = False
    gap: int = 5
    rate: float = settings.DEFAULT_RATE
    limit: int = 0
    dry_run: bool = False
    contact: str = ""

    @property
    def kinds_asked(self) -> tuple[str, ...]:
        """The kinds that the organ has, of those chosen."""
        return tuple(kind for kind in KINDS[self.organ] if not self.kinds or kind in self.kinds)


def orders_of(home: Home, order: Order) -> list[Order]:
    """The order itself where it says what to fetch; else one for each organ of sources.yml, its current
    sessions apart: of these, what was missing before is asked for again, since it may have appeared.

    Raises SettingError for a bad sources.yml.
    """
    sources = load_sources(home.folder)
    order = replace(order, contact=order.contact or sources.contact)
    if order.sessions or order.symbols or order.recheck or order.refresh or not sources.organs:
        return [replace(order, recheck=order.recheck or CURRENT in order.sessions)]
    found = []
    for organ, named in sources.organs.items():
        of_organ = replace(order, organ=organ, languages=named.languages)
        others = tuple(session for session in named.sessions if session != CURRENT)
        found += [replace(of_organ, sessions=others)] if others else []
        if CURRENT in named.sessions:
            found.append(replace(of_organ, sessions=(CURRENT,), recheck=True))
    return found


def run_orders(home: Home, orders: Iterable[Order], reporter: Reporter) -> Result | None:
    """Run one order after the other, until one does not come to its end; the results in one.

    Raises ScopeError, SettingError, FetchBusy.
    """
    whole = None
    for order in orders:
        if (result := run_fetch(home, order, reporter)) is not None:
            whole = result.after(whole)
            if result.ended != "complete":
                break
    return whole


def run_fetch(home: Home, order: Order, reporter: Reporter) -> Result | None:
    """Fetch what is ordered; None for a dry run.

    Raises ScopeError, SettingError, FetchBusy.
    """
    pace, service, limit = settings.pace(order.rate), settings.service(), max_bytes()
    if order.dry_run:
        ledger = FetchLedger(home.raw.folder)
        for line in _describe(_plan(order, ledger, reporter), ledger, order):
            reporter.say(line)
        return None
    contact = settings.contact(order.contact)
    _plan(order, None, reporter)  # a wrong order is refused before anything is written
    with alone(home), ExitStack() as stack:
        ledger = FetchLedger(home.raw.folder)
        if kept := ledger.add_kept(home.raw.current().values(), service):
            reporter.say(f"{len(kept)} kept when a fetch was stopped; noted now")
        if withdrawn := ledger.withdraw():
            reporter.say(f"{withdrawn} seemed missing when a fetch was stopped; they are asked for again")
        plan = _plan(order, ledger, reporter)

        from orchestration.fetching.apart import Judge
        from orchestration.fetching.asking import Asker
        from orchestration.fetching.circuit import Circuit
        from orchestration.fetching.client import Client
        from orchestration.fetching.fetching import Fetch
        from orchestration.fetching.pacing import Pacer

        judge = stack.enter_context(Judge(max_seconds()))
        client = stack.enter_context(Client(service, contact, limit, pace.read_timeout, pace.deadline))
        rounds = _rounds(home, order)
        since = min((each.begin() for each in rounds), default="")
        fetch = Fetch(
            service,
            home.raw,
            ledger,
            Asker(client, Pacer(home.raw.folder / "fetch_pace.json", pace, reporter.say), order.limit),
            judge,
            Circuit(order.gap * (len(order.kinds_asked) + 1)),
            Again(order.recheck, order.refresh, since),
            reporter.say,
            order.gap,
        )
        result = fetch.run(plan)
        if result.ended == "complete" and not result.unanswered:
            for each in rounds:
                each.end()
        return result


def _plan(order: Order, ledger: FetchLedger | None, reporter: Reporter) -> Plan:
    """What the order means; without sessions and symbols, all that the ledger knows."""
    today = datetime.now(UTC).date()
    if not order.kinds_asked:
        raise ScopeError(
            f"Of {order.organ} there are no files of that kind: {', '.join(KINDS[order.organ])}."
        )
    sessions = read_sessions(order.organ, order.sessions, today)
    try:
        plan = plan_symbols(order.symbols, order.languages)
    except ValueError as error:
        raise ScopeError(str(error)) from error
    for session in sessions:
        if begun(order.organ, session, today):
            plan += plan_session(order.organ, session, order.languages, order.kinds_asked)
        elif ledger:
            reporter.say(f"Session {session} has not begun; it is left out")
    if order.sessions or order.symbols:
        return plan
    if not (order.recheck or order.refresh):
        raise ScopeError(
            "Say what to fetch: --session 30-35, --session current or --symbol A/HRC/RES/30/21; "
            "or name organs in sources.yml."
        )
    return plan_again(ledger) if ledger else []


def _describe(plan: Plan, ledger: FetchLedger, order: Order) -> Iterator[str]:
    """What a fetch would ask for, a line each."""
    again = Again(order.recheck, order.refresh)
    for part in plan:
        if not isinstance(part, Series):
            due = again.is_due(ledger.standing(part))
            yield f"{part.symbol} ({part.language}){'' if due else ': answered before'}"
            continue
        known = [each for each in ledger if each.last.question.series == part.prefix]
        known = [each for each in known if each.last.language == part.language]
        settled = sum(not again.is_due(each) for each in known)
        yield (
            f"{part.prefix}{part.first} onwards ({part.language}), until {order.gap} in a row are missing; "
            f"{settled} answered before"
        )


def _rounds(home: Home, order: Order) -> list[Round]:
    names = [name for name in ("recheck", "refresh") if getattr(order, name)]
    return [Round(home.raw.folder / f"fetch_{name}.json") for name in names]


@contextmanager
def alone(home: Home) -> Iterator[None]:
    """Hold the fetching of a home; a build may run meanwhile. Raises FetchBusy."""
    from filelock import FileLock, Timeout

    home.raw.folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(home.raw.folder / ".fetch.lock", blocking=False):
            yield
    except Timeout as error:
        raise FetchBusy(f"Another fetch is running on {home.folder}. Wait for it to end.") from error
