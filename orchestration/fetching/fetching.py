"""The loop of a fetch: what is due is asked for, judged, kept and written down.

Here: the order of steps, and what an answer means. Not here: each step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from orchestration.fetching.apart import Judge
from orchestration.fetching.asking import Asker, LimitReached, by_status
from orchestration.fetching.circuit import Circuit, Doubted, Stopped
from orchestration.fetching.client import Answer
from orchestration.fetching.ledger import MISSING, Attempt, FetchLedger, Standing
from orchestration.fetching.questions import Plan, Question, Series
from orchestration.fetching.result import Result
from orchestration.fetching.state import Again
from orchestration.raw_store import RawStore

SAID_EVERY = 25


@dataclass(slots=True)
class Tried:
    """One attempt, and whether another may do better."""

    attempt: Attempt
    passing: bool = False
    body: bytes = b""


@dataclass(slots=True)
class Fetch:
    """A fetch with all it works with. `gap`: so many missing in a row end a series."""

    service: str
    store: RawStore
    ledger: FetchLedger
    asker: Asker
    judge: Judge
    circuit: Circuit
    again: Again
    say: Callable[[str], object]
    gap: int = 5
    result: Result = field(default_factory=Result)

    def run(self, plan: Plan) -> Result:
        """Ask for all that is due. Everything is on the disk at every moment; nothing is raised for what a
        service or a person may do."""
        try:
            for part in plan:
                if isinstance(part, Series):
                    self._enumerate(part)
                else:
                    self._settle(part)
            self._prove()
        except LimitReached:
            self.result.ended = "limit"
        except Stopped as stop:
            self.result.ended, self.result.sentence = "stopped", str(stop)
            if isinstance(stop, Doubted):
                self.ledger.withdraw()
        except KeyboardInterrupt:
            self.result.ended = "interrupted"
        self.result.requests = self.asker.requests
        return self.result

    def _enumerate(self, series: Series) -> None:
        missing = came = 0
        last = ""
        for question in series:
            standing = self._settle(question)
            if standing.had:
                came, last = came + 1, question.symbol
            is_missing = not standing.had and standing.last.outcome in MISSING
            missing = missing + 1 if is_missing else 0
            if missing >= self.gap:
                break
        end = f"the last is {last}" if last else "none is there"
        self.say(f"{series.prefix}… ({series.language}): {came} documents, {end}")

    def _settle(self, question: Question) -> Standing:
        """How a document stands, after asking for it where that is due."""
        before = self.ledger.standing(question)
        if not self.again.is_due(before):
            assert before is not None
            return before
        self._prove_in_time()
        attempt = self._ask(question, before)
        self.result.answers[attempt.outcome] += 1
        if sum(self.result.answers.values()) % SAID_EVERY == 0:
            self.say(f"{question.symbol} ({question.language}): {attempt.outcome}")
        self.circuit.note(attempt)
        standing = self.ledger.standing(question)
        assert standing is not None
        return standing

    def _prove_in_time(self) -> None:
        """Prove what seems missing when it is a long row, or when the limit leaves one request for that."""
        row = len(self.ledger.unproved)
        if row >= self.circuit.row or (row and self.asker.is_last and self.ledger.is_served):
            self._prove()

    def _prove(self) -> None:
        """Ask for a document that came before: does it come, then the service does not block, and what seemed
        missing is missing.

        Raises Doubted.
        """
        missing = list(self.ledger.unproved.values())
        if not missing:
            return
        canary = self.ledger.canary(missing[-1].question)
        if canary is None:
            raise Doubted(missing)
        self._ask(canary.last.question, canary, is_whole=True)
        if self.ledger.unproved:
            raise Doubted(missing, canary.last.symbol)

    def _ask(self, question: Question, before: Standing | None, is_whole: bool = False) -> Attempt:
        """Ask, again where that may do better; every attempt becomes a row. The last one. `is_whole`: for the
        document itself, not whether it changed, which something else than the service may answer."""

        def tried() -> Tried:
            tried = self._try(question, before, is_whole)
            self._keep(question, tried)
            return tried

        return self.asker.again(tried, lambda tried: tried.passing).attempt

    def _try(self, question: Question, before: Standing | None, is_whole: bool) -> Tried:
        """One attempt: a request, and those to which it is redirected."""
        had = before.had if before else None
        headers = {"If-None-Match": had.etag, "If-Modified-Since": had.last_modified} if had else {}
        headers = {name: value for name, value in headers.items() if value and not is_whole}
        url = question.url(self.service)
        asked_at, answer = self.asker.ask(url, headers)
        return self._understood(question, url, asked_at, answer, had)

    def _understood(
        self, question: Question, url: str, asked_at: str, answer: Answer, had: Attempt | None
    ) -> Tried:
        """What an answer means."""
        outcome, detail, passing = by_status(answer)
        if outcome == "unchanged" and not had:
            outcome, detail = "failed", "The service says that nothing changed, though nothing was had."
        if outcome == "whole":
            verdict = self.judge.judge(answer.body, question.symbol, question.language)
            outcome = {
                "same": "fetched", "other": "wrong_document", "page": "unavailable", "partial": "failed",
            }.get(verdict.kind, verdict.kind)  # fmt: skip
            detail, passing = verdict.detail, verdict.kind == "partial"
        digest = hashlib.sha256(answer.body).hexdigest() if answer.body else ""
        known_as = self.ledger.symbol_of.get(digest, question.symbol)
        if outcome == "unreadable" and known_as != question.symbol:
            outcome, detail = "wrong_document", f"The same file came for {known_as}, and cannot be read."
        size, etag, modified = (
            len(answer.body),
            _ascii(answer.header("ETag")),
            _ascii(answer.header("Last-Modified")),
        )
        if had and (
            outcome == "unchanged" or (outcome in ("fetched", "unreadable") and digest == had.sha256)
        ):
            outcome, digest, size = "unchanged", had.sha256, had.bytes
            etag, modified = etag or had.etag, modified or had.last_modified
        attempt = Attempt(
            question.symbol, question.language, url, asked_at, outcome, answer.status, size, digest,
            etag, modified, question.series, detail,
        )  # fmt: skip
        return Tried(attempt, passing, answer.body)

    def _keep(self, question: Question, tried: Tried) -> None:
        """The file first, then its sighting, then the row: a stop in between loses nothing."""
        if tried.attempt.outcome in ("fetched", "unreadable"):
            self.store.put(question.uri, tried.body)
        self.ledger.add([tried.attempt])


def _ascii(value: str) -> str:
    """A header that can be sent back; "" for any other."""
    return value if value.isascii() else ""
