"""What is said when a fetch has ended, and what `hrcw status` says of fetching.

Here: sentences. Not here: progress, the work.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from orchestration.fetching.freshness import silent, told
from orchestration.fetching.harvest_state import HarvestFile
from orchestration.fetching.ledger import OPEN, FetchLedger
from orchestration.fetching.questions import KINDS
from orchestration.fetching.result import Result
from orchestration.home import Home

WORDS = {
    "fetched": "fetched",
    "unchanged": "unchanged",
    "unreadable": "kept, but not readable yet",
    "unavailable": "missing",
    "wrong_document": "another document, not kept",
    "too_large": "too large, not kept",
    "throttled": "throttled",
    "failed": "failed",
}
ENDS = {
    "complete": "Everything asked for is answered.",
    "limit": "Stopped at the limit of requests.",
    "interrupted": "Stopped; the same command goes on from here.",
}


def show_result(result: Result, home: Home, say: Callable[[str], object]) -> None:
    """How the run ended, how many documents gave which answer, and what to do next."""
    if result.ended == "complete" and result.unanswered:
        plural = "s" * (result.unanswered != 1)
        say(f"{result.unanswered:,} document{plural} gave no answer; the same command asks again.")
    else:
        say(result.sentence or ENDS[result.ended])
    for outcome, word in WORDS.items():
        if count := result.answers[outcome]:
            say(f"{count:8,} {word}")
    say(f"{result.requests:8,} requests")
    option = _option(home)
    say("\nTry next:")
    if result.answers["fetched"] or result.answers["unreadable"]:
        say(f"  hrcw build{option}              read what was fetched")
    say(f"  hrcw fetch{option} --recheck    ask again, some hours later, for what was missing")


def show_harvest(result: Result, home: Home, say: Callable[[str], object]) -> None:
    """How a harvest of records ended, what it gave, and what to do next."""
    came = result.answers["pages"]
    if result.ended == "complete":
        say("The harvest is complete." if came else "Nothing is new in the catalogue.")
    else:
        say(result.sentence or ENDS[result.ended])
    for name, word in (("records", "records"), ("deleted", "records that were deleted"), ("pages", "pages")):
        if count := result.answers[name]:
            say(f"{count:8,} {word}")
    say(f"{result.requests:8,} requests")
    if came:
        say(f"\nTry next:\n  hrcw build{_option(home)}              read what was harvested")


def _option(home: Home) -> str:
    default = Home(Path("hrcw-home")).folder
    return "" if home.folder == default else f" --home {shlex.quote(str(home.folder))}"


def show_fetching(home: Home, say: Callable[[str], object]) -> None:
    """Where fetching stands; nothing where nothing was ever fetched."""
    _show_documents(home, say)
    for standing in HarvestFile(home.raw.folder).standings:
        named = f" of the set {standing.set_name}" if standing.set_name else ""
        last, under_way = standing.last, standing.under_way
        parts = [] if not last else [
            f"last harvest {last.at[:16].replace('T', ' ')} UTC: {last.records:,} records, {last.deleted:,} deleted"
        ]  # fmt: skip
        if under_way:
            parts.append(f"one is under way after page {under_way.pages}: hrcw fetch --records goes on")
        if parts:
            say(f"Catalogue records{named}: {'; '.join(parts)}")


def _show_documents(home: Home, say: Callable[[str], object]) -> None:
    ledger = FetchLedger(home.raw.folder)
    had: Counter[str] = Counter()
    others: Counter[str] = Counter()
    last = ""
    for standing in ledger:
        last = max(last, standing.last.asked_at)
        if standing.had:
            had[standing.last.language] += 1
        else:
            others["open" if standing.last.outcome in OPEN else standing.last.outcome] += 1
    if not last:
        return
    by_language = ", ".join(f"{count:,} {language}" for language, count in sorted(had.items()))
    say(
        f"Fetched: {sum(had.values()):,} documents ({by_language or 'none'}); last asked {last[:16].replace('T', ' ')} UTC"
    )
    missing = others["unavailable"] + others["wrong_document"] + others["too_large"]
    if missing:
        say(f"  {missing:,} were missing or not taken: hrcw fetch --recheck")
    if others["open"]:
        say(f"  {others['open']:,} gave no answer yet; the next fetch asks again")
    today = datetime.now(UTC).date()
    for organ in KINDS:
        for session, day in (silent(organ, home, today) or {}).items():
            say(f"  Nothing came of {told(organ, session, day)}")
