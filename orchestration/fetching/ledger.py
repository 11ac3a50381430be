"""The ledger of fetching: every attempt, in `raw/fetches.jsonl`, and where each document stands by it.

Here: the rows. Not here: the files themselves (`raw_store`), what is to be asked (`questions`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from orchestration.fetching.questions import Question
from orchestration.journal import Journal
from orchestration.raw_store import Sighting

HAD = ("fetched", "unchanged", "unreadable")
"""Outcomes with which the file is in the raw store; one is kept also where our readers cannot read it."""
MISSING = ("unavailable", "wrong_document")
"""Answers that give no file of this symbol; they may be those of a service that blocks for a while."""
OPEN = ("throttled", "failed", "doubted")
"""Not answered: asked again by the next fetch. A doubted row is no attempt: it withdraws an "unavailable"
of a service that seemed to block."""
OUTCOMES = (*HAD, *MISSING, *OPEN, "too_large")


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
    """How one document stands: the last row about it, and the last with which its file came."""

    last: Attempt
    had: Attempt | None = field(default=None)


class FetchLedger:
    """The rows of a home, read once and added to."""

    def __init__(self, folder: Path) -> None:
        self.journal = Journal(folder / "fetches.jsonl")
        self.standings: dict[tuple[str, str], Standing] = {}
        for line in self.journal:
            self._take(Attempt(**line))

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
        standing = self.standings.setdefault((row.symbol, row.language), Standing(row))
        standing.last = row
        if row.outcome in HAD:
            standing.had = row


def now() -> str:
    """The time (UTC) as ledgers write it."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
