"""A harvest of catalogue records by OAI-PMH: page after page, each kept as a source of its own.

Here: the loop, and what an answer means for it. Not here: where it stands (`harvest_state`), what a page says
(`transforms.oai_page`), asking politely (`asking`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime

from orchestration.fetching import settings
from orchestration.fetching.asking import Asker, LimitReached, by_status
from orchestration.fetching.circuit import Stopped
from orchestration.fetching.client import Client
from orchestration.fetching.harvest_state import Ended, HarvestFile, Listing, Standing
from orchestration.fetching.pacing import Pacer
from orchestration.fetching.result import Result
from orchestration.fetching.running import alone
from orchestration.home import Home
from orchestration.journal import now
from orchestration.raw_store import RawStore
from orchestration.reporting import Reporter
from orchestration.settings import SettingError, max_bytes
from orchestration.sources_file import load_sources
from transforms.oai_page import Page, read_page
from transforms.text import Unreadable

SAID_EVERY = 10
LATER = "Run the same command later; it goes on from here."


@dataclass(frozen=True, slots=True)
class HarvestOrder:
    """What a person asks for: a set, "" for all records, and the day from which changes are asked for, "" for
    where the last harvest of this set ended."""

    set_name: str = ""
    since: str = ""
    rate: float = settings.DEFAULT_RATE
    limit: int = 0
    dry_run: bool = False


def run_harvest(home: Home, order: HarvestOrder, reporter: Reporter) -> Result | None:
    """Harvest what is ordered; None for a dry run.

    Raises SettingError, also where the server does not take the order; FetchBusy.
    """
    pace, service, limit = settings.pace(order.rate), settings.records_service(), max_bytes()
    contact = "" if order.dry_run else settings.contact(load_sources(home.folder).contact)
    if order.dry_run:
        standing = HarvestFile(home.raw.folder).standing(service, order.set_name)
        begin(standing, order.since, reporter.say)
        reporter.say(f"It would ask for {standing.next_url()}")
        return None
    with alone(home), ExitStack() as stack:
        state = HarvestFile(home.raw.folder)
        standing = state.standing(service, order.set_name)
        client = stack.enter_context(Client(service, contact, limit, pace.read_timeout, pace.deadline))
        pacer = Pacer(home.raw.folder / "harvest_pace.json", pace, reporter.say)
        begin(standing, order.since, reporter.say)
        return Harvest(standing, state, home.raw, Asker(client, pacer, order.limit), reporter.say).run()


def begin(standing: Standing, since: str, say: Callable[[str], object]) -> None:
    """Go on with the list under way, or begin one: from `since`, else from where the last one ended."""
    under_way, last = standing.under_way, standing.last
    if under_way and since in ("", under_way.since):
        if under_way.pages:
            say(f"Going on after page {under_way.pages} of the list begun {under_way.began[:16]} UTC")
        return
    if under_way and under_way.pages:
        say(
            f"The list begun {under_way.began[:16]} UTC is not gone on with; its {under_way.pages} pages stay"
        )
    if last and since > last.go_on_from:
        say(f"Changes between {last.go_on_from} and {since} are not asked for")
    standing.under_way = Listing(now(), since or (last.go_on_from if last else ""))


@dataclass(slots=True)
class Tried:
    """One attempt: the page, or why there is none and whether another attempt may do better."""

    page: Page | None = None
    body: bytes = b""
    detail: str = ""
    passing: bool = False


@dataclass(slots=True)
class Harvest:
    """A harvest with all it works with."""

    standing: Standing
    state: HarvestFile
    store: RawStore
    asker: Asker
    say: Callable[[str], object]
    result: Result = field(default_factory=Result)
    is_renewed: bool = False

    def run(self) -> Result:
        """Ask for page after page. Everything is on the disk at every moment; nothing is raised for what a
        service or a person may do but SettingError, for an order that the server does not take."""
        try:
            self.state.save()
            self._note_kept()
            while self.standing.under_way:
                self._turn()
        except LimitReached:
            self.result.ended = "limit"
        except Stopped as stop:
            self.result.ended, self.result.sentence = "stopped", str(stop)
        except KeyboardInterrupt:
            self.result.ended = "interrupted"
        self.result.requests = self.asker.requests
        return self.result

    @property
    def listing(self) -> Listing:
        assert self.standing.under_way is not None
        return self.standing.under_way

    def _note_kept(self) -> None:
        """A stop may have come between keeping a page and noting it: then it is not asked for again."""
        kept = self.store.current().get(self.standing.uri())
        if kept:
            self._go_on(read_page(self.store.read(kept.sha256)))

    def _turn(self) -> None:
        """The next page, or a list begun anew where its token has expired."""
        tried = self.asker.again(self._try, lambda tried: tried.passing)
        page = tried.page
        if page is None:
            raise Stopped(f"{self.standing.service} gave no page of records: {tried.detail} {LATER}")
        if page.error == "noRecordsMatch":
            if not (self.listing.pages or self.standing.last):
                self.say(f"The library has no record of that at all.{self._ask_for_sets()}")
            self._go_on(Page(page.responded_at))
        elif page.error and self.listing.token:  # badResumptionToken, or what a server says in its place
            self._renew(page)
        elif page.error:
            self._refuse(page)
        elif page.token and page.token == self.listing.token:
            raise Stopped(f"The service sends from a page to the same page again. {LATER}")
        else:
            if page.records or page.deleted:
                self.store.put(self.standing.uri(), tried.body)
            self._go_on(page)

    def _try(self) -> Tried:
        _, answer = self.asker.ask(self.standing.next_url())
        outcome, detail, passing = by_status(answer)
        if outcome != "whole":
            return Tried(detail=detail or f"The service answered {answer.status}.", passing=passing)
        try:
            return Tried(read_page(answer.body), answer.body)
        except Unreadable as error:  # a page that is cut may come whole the next time
            return Tried(detail=str(error), passing=error.reason == "malformed_xml")

    def _go_on(self, page: Page) -> None:
        """Note a page that is kept, and the end of the list where it is the last."""
        listing = self.listing
        held = page.records + page.deleted
        listing.pages += held > 0
        listing.records += page.records
        listing.deleted += page.deleted
        listing.token = page.token
        listing.responded_at = listing.responded_at or page.responded_at
        self.result.answers.update(pages=held > 0, records=page.records, deleted=page.deleted)
        if not page.token:
            self._end()
        elif held and listing.pages % SAID_EVERY == 0:
            self.say(f"Page {listing.pages}: {listing.records:,} records so far")
        self.state.save()

    def _end(self) -> None:
        """The next harvest asks for what changed since this one began, by the clock of the server: a record
        that changed meanwhile may have been listed before."""
        listing = self.listing
        names = [f"#list={began}&" for began in listing.given_up]
        self.store.forget(uri for uri in self.store.current() if any(name in uri for name in names))
        today = datetime.now(UTC).date().isoformat()
        go_on_from = min((listing.responded_at or listing.began)[:10], today)
        self.standing.last = Ended(now(), go_on_from, listing.pages, listing.records, listing.deleted)
        self.standing.under_way = None

    def _renew(self, page: Page) -> None:
        """Begin the list anew, once in a run; what came of it is held until the new one is whole."""
        if self.is_renewed:
            raise Stopped(f"The token expired again ({page.said or page.error}). {LATER}")
        old = self.listing
        self.say(f"The token after page {old.pages} has expired ({page.error}); the list is begun anew")
        self.is_renewed = True
        self.standing.under_way = Listing(now(), old.since, given_up=[*old.given_up, old.began])
        self.state.save()

    def _refuse(self, page: Page) -> None:
        self.standing.under_way = None
        self.state.save()
        said = f"{page.error}: {page.said}".removesuffix(".").removesuffix(": ")
        raise SettingError(
            f"{self.standing.service} does not take the request ({said}).{self._ask_for_sets()}"
        )

    def _ask_for_sets(self) -> str:
        name, service = self.standing.set_name, self.standing.service
        return f" Is there a set {name!r}? It lists its sets at {service}?verb=ListSets" if name else ""
