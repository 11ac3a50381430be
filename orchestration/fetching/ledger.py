"""The ledger of fetching: every attempt, in `raw/fetches.jsonl`, and where each document stands by it.

Here: the rows. Not here: the files themselves (`raw_store`), what is to be asked (`questions`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from orchestration.fetching.questions import Question
from orchestration.fetching.settings import block_seconds
from orchestration.journal import Journal, now
from orchestration.raw_store import Sighting

HAD = ("fetched", "unchanged", "unreadable")
"""Outcomes with which the file is in the raw store; one is kept also where our readers cannot read it."""
MISSING = ("unavailable", "wrong_document")
"""Answers that give no file of this symbol; they may be those of a service that blocks for a while."""
OPEN = ("throttled", "failed", "doubted")
"""Not answered: asked again by the next fetch. A doubted row is no attempt: it withdraws an answer MISSING
that nothing proved."""
OUTCOMES = (*HAD, *MISSING, *OPEN, "too_large")
COUNCIL = "A/HRC/"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One row: what was asked, when (UTC), and what came.

    `status` is that of HTTP, None where no answer came; `series` is the beginning of the symbols that were
    being enumerated ("A/HRC/RES/30/"), "" for a document asked for by itself.
    """

    symbol: str
    language: str
    url: str
    asked_at: str
    outcome: str
    status: int | None = None
    bytes: int = 0
    sha256: str = ""
    etag: str = ""
    last_modified: str = ""
    series: str = ""
    detail: str = ""

    @property
    def question(self) -> Question:
        return Question(self.symbol, self.language, self.series)


@dataclass(slots=True)
class Standing:
    """How one document stands: the last row about it, the last with which its file came, whether that file
    could be read, and since when the document has seemed missing."""

    last: Attempt
    had: Attempt | None = field(default=None)
    is_read: bool = False
    missing_since: str = ""


class FetchLedger:
    """The rows of a home, read once and added to.

    A service that blocks answers as for a missing document. So an answer MISSING is `unproved`, in the order
    asked, until a document comes after it that can be read; before one ever came, until it is given again
    `block_seconds` later. Of a fetch that has ended, what is unproved counts as "doubted".
    """

    def __init__(self, folder: Path) -> None:
        self.journal = Journal(folder / "fetches.jsonl")
        self.block = timedelta(seconds=block_seconds())
        self.standings: dict[tuple[str, str], Standing] = {}
        self.unproved: dict[tuple[str, str], Attempt] = {}
        self.symbol_of: dict[str, str] = {}
        self.is_served = False
        for row in self.journal.rows_as(Attempt):
            self._take(row)
        for key, row in self.unproved.items():
            self.standings[key].last = _doubted(row, row.asked_at)

    def __iter__(self) -> Iterator[Standing]:
        return iter(self.standings.values())

    def standing(self, question: Question) -> Standing | None:
        return self.standings.get(question.key)

    def add(self, attempts: Iterable[Attempt]) -> None:
        """Write the rows, on the disk when this returns."""
        rows = list(attempts)
        self.journal.append(asdict(row) for row in rows)
        for row in rows:
            self._take(row)

    def canary(self, missing: Question) -> Standing | None:
        """A document that came and could be read, best to ask for when another is missing: of the same organ and
        language if possible, the last that came; one that did not come when asked again is the last choice."""

        def fitness(each: Standing) -> tuple[bool, bool, bool, str]:
            row = each.last
            is_council = row.symbol.startswith(COUNCIL) == missing.symbol.startswith(COUNCIL)
            assert each.had is not None
            return row.outcome in HAD, is_council, row.language == missing.language, each.had.asked_at

        return max((each for each in self if each.had and each.is_read), key=fitness, default=None)

    def withdraw(self) -> int:
        """Write down that what is unproved is doubted, so that nothing later proves it; how many these are."""
        rows = [_doubted(row, now()) for row in self.unproved.values()]
        self.add(rows)
        return len(rows)

    def add_kept(self, sightings: Iterable[Sighting], url_of: str) -> list[Attempt]:
        """Write the rows that a stop left unwritten: a file is kept before its row is written."""
        rows = []
        for sighting in sightings:
            question = Question.of_uri(sighting.source_uri)
            if question is None or sighting.problem:
                continue
            known = self.standing(question)
            if known and known.had and known.had.sha256 == sighting.sha256:
                continue
            rows.append(
                Attempt(
                    question.symbol, question.language, question.url(url_of), sighting.seen_at, "fetched",
                    None, sighting.bytes, sighting.sha256, series=known.last.series if known else "",
                    detail="The file was kept; the row was written at the next start.",
                )
            )  # fmt: skip
        self.add(rows)
        return rows

    def _take(self, row: Attempt) -> None:
        key = row.symbol, row.language
        standing = self.standings.setdefault(key, Standing(row))
        standing.last = row
        self.unproved.pop(key, None)
        if row.outcome in HAD:
            standing.had, standing.missing_since = row, ""
            standing.is_read = row.outcome == "fetched" or (row.outcome == "unchanged" and standing.is_read)
            self.symbol_of.setdefault(row.sha256, row.symbol)
            if standing.is_read:
                self._prove()
        elif row.outcome in MISSING:
            standing.missing_since = standing.missing_since or row.asked_at
            age = datetime.fromisoformat(row.asked_at) - datetime.fromisoformat(standing.missing_since)
            if self.is_served or age < self.block:
                self.unproved[key] = row

    def _prove(self) -> None:
        for key, row in self.unproved.items():
            self.standings[key].last = row
        self.unproved.clear()
        self.is_served = True


def _doubted(row: Attempt, at: str) -> Attempt:
    return Attempt(
        row.symbol, row.language, row.url, at, "doubted", series=row.series,
        detail="It seemed missing, and no document came after it.",
    )  # fmt: skip
