"""One fetch on a home: from what a person ordered to its result.

Here: the plan, the lock, putting the parts together. Not here: the loop (`fetching`), arguments (`cli_fetch`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from orchestration.fetching import settings
from orchestration.fetching.ledger import FetchLedger
from orchestration.fetching.questions import KINDS, Plan, Series, plan_session, plan_symbols
from orchestration.fetching.result import Result
from orchestration.fetching.scope import CURRENT, ScopeError, begun, parts, read_sessions
from orchestration.fetching.state import Again, Round, plan_again
from orchestration.home import Home
from orchestration.reporting import Reporter
from orchestration.settings import max_bytes, max_seconds
from orchestration.sources_file import load_sources


class FetchBusy(RuntimeError):
    """Another fetch works on the home."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asks for, as the options of `hrcw fetch` say it. What is empty was not said: of sessions
    and symbols, the organ is then the Council and the language English; else all that is known is meant."""

    organ: str = ""
    sessions: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    recheck: bool = False
    refresh: bool = False
    gap: int = 5
    rate: float = settings.DEFAULT_RATE
    limit: int = 0
    dry_run: bool = False
    contact: str = ""

    @property
    def organ_asked(self) -> str:
        return self.organ or "HRC"

    @property
    def languages_asked(self) -> tuple[str, ...]:
        return self.languages or ("en",)

    @property
    def kinds_asked(self) -> tuple[str, ...]:
        """The kinds that the organ has, of those chosen."""
        return tuple(kind for kind in KINDS[self.organ_asked] if not self.kinds or kind in self.kinds)

    @property
    def scope(self) -> str:
        """What is asked for, in words that tell one order from another."""
        said = (self.organ, *self.sessions, *self.symbols, *self.languages, *self.kinds)
        return " ".join(filter(None, said)) or "all"


def orders_of(home: Home, order: Order) -> list[Order]:
    """The order itself where it says what to fetch; else one for each organ of sources.yml, as far as the order
    means it. Current sessions are apart: of these, what was missing before is asked for again, since it may have
    appeared.

    Raises SettingError for a bad sources.yml, ScopeError where it names nothing that the order means.
    """
    sources = load_sources(home.folder)
    order = replace(order, contact=order.contact or sources.contact)
    if order.sessions or order.symbols or order.recheck or order.refresh or not sources.organs:
        return _apart(order)
    found = []
    for organ, named in sources.organs.items():
        if order.organ in ("", organ):
            languages = order.languages or named.languages
            of_organ = replace(order, organ=organ, sessions=named.sessions, languages=languages)
            found += _apart(of_organ) if of_organ.kinds_asked else []
    if not found:
        raise ScopeError(
            "sources.yml names nothing of that organ and kind. Say it with --session, or name it there."
        )
    return found


def _apart(order: Order) -> list[Order]:
    """The order, its current sessions as an order of their own."""
    written = parts(order.sessions)
    others = tuple(part for part in written if part != CURRENT)
    if CURRENT not in written:
        return [order]
    found = [replace(order, sessions=others)] if others or order.symbols else []
    return [*found, replace(order, sessions=(CURRENT,), symbols=(), recheck=True)]


def run_orders(home: Home, orders: Sequence[Order], reporter: Reporter) -> Result | None:
    """Run one order after the other, until one does not come to its end; the results in one. A wrong one is
    refused before any is run, and the limit of requests is that of all together.

    Raises ScopeError, SettingError, FetchBusy.
    """
    whole: Result | None = None
    for order in orders:
        _plan(order, None, reporter)
    for order in orders:
        left = order.limit - (whole.requests if whole else 0)
        if whole and order.limit and left < 1:
            whole.ended = "limit"
            break
        result = run_fetch(home, replace(order, limit=left if order.limit else 0), reporter)
        if result is not None:
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
            Asker(
                client,
                Pacer(home.raw.folder / "fetch_pace.json", pace, reporter.say),
                order.limit,
                is_doubting=True,
            ),
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
            f"Of {order.organ_asked} there are no files of that kind: {', '.join(KINDS[order.organ_asked])}."
        )
    sessions = read_sessions(order.organ_asked, order.sessions, today)
    try:
        plan = plan_symbols(order.symbols, order.languages_asked)
    except ValueError as error:
        raise ScopeError(str(error)) from error
    for session in sessions:
        if begun(order.organ_asked, session, today):
            plan += plan_session(order.organ_asked, session, order.languages_asked, order.kinds_asked)
        elif ledger:
            reporter.say(f"Session {session} has not begun; it is left out")
    if order.sessions or order.symbols:
        return plan
    if not (order.recheck or order.refresh):
        raise ScopeError(
            "Say what to fetch: --session 30-35, --session current or --symbol A/HRC/RES/30/21; "
            "or name organs in sources.yml."
        )
    return plan_again(ledger, order.organ, order.languages, order.kinds) if ledger else []


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
    return [Round(home.raw.folder / "fetch_rounds.json", f"{name} {order.scope}") for name in names]


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
