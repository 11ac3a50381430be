"""Asking a service as politely as the settings say: in time, again where that may do better, never for ever.

Here: one question to its answer, through redirects and Retry-After. Not here: one request (`client`), waiting
itself (`pacing`), what is kept of an answer (`fetching`, `harvest`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_result, stop_after_attempt, wait_exponential_jitter

from orchestration.fetching.client import Answer, Client
from orchestration.fetching.pacing import Pacer, retry_after
from orchestration.journal import now

REDIRECTS_FOLLOWED = 5
Tried = TypeVar("Tried")
GONE = (404, 410)
THROTTLES = (403, 429)
UNEQUAL = "The answer says nothing of its length, and a second one was not the same."
HELD = (*THROTTLES, 503)
"""Answers of which Retry-After is heeded."""


class LimitReached(Exception):
    """As many requests were made as the person allowed."""


@dataclass(slots=True)
class Asker:
    """Asks one service. `limit`: requests, 0 for no limit; `requests`: how many were made; `is_doubting`: a body
    that says nothing of its length is asked for twice, where its format does not show its end."""

    client: Client
    pacer: Pacer
    limit: int = 0
    requests: int = 0
    is_doubting: bool = False

    @property
    def is_last(self) -> bool:
        """Whether the next request is the last that the limit allows."""
        return self.requests + 1 == self.limit

    def ask(self, url: str, headers: Mapping[str, str] | None = None) -> tuple[str, Answer]:
        """When the question went, and the answer after the redirects. The next request waits as long as it demands.

        Raises LimitReached, and Stopped where the service is to be left alone for too long.
        """
        asked_at, answer = self._request(url, headers)
        for _ in range(REDIRECTS_FOLLOWED):
            if not answer.location:
                break
            url = answer.location
            _, answer = self._request(url, headers)
        if self.is_doubting and answer.body and not answer.is_delimited:
            _, second = self._request(url, headers)
            if second.body != answer.body:
                answer = Answer(answer.status, headers=answer.headers, problem="failed", detail=UNEQUAL)
        if answer.status in HELD and (wait := retry_after(answer.header("Retry-After"))):
            self.pacer.hold(wait)
        return asked_at, answer

    def again(self, attempt: Callable[[], Tried], is_passing: Callable[[Tried], bool]) -> Tried:
        """Attempt until the trouble has passed, or as often as the settings say; what the last one gave."""

        def last(state: RetryCallState) -> Tried:
            assert state.outcome is not None
            result: Tried = state.outcome.result()
            return result

        pace = self.pacer.pace
        retrying = Retrying(
            retry=retry_if_result(is_passing),
            stop=stop_after_attempt(pace.attempts),
            wait=wait_exponential_jitter(multiplier=pace.backoff, max=pace.patience / 2, jitter=pace.backoff),
            sleep=self.pacer.hold,
            retry_error_callback=last,
        )
        return retrying(attempt)

    def _request(self, url: str, headers: Mapping[str, str] | None) -> tuple[str, Answer]:
        if self.limit and self.requests >= self.limit:
            raise LimitReached
        self.pacer.wait()
        self.requests += 1
        return now(), self.client.get(url, headers)


def by_status(answer: Answer) -> tuple[str, str, bool]:
    """The outcome, its sentence, and whether another attempt may do better; "whole" for a body to judge."""
    status = answer.status or 0
    if answer.problem:
        outcome = "failed" if answer.problem == "refused" else answer.problem
        return outcome, answer.detail, answer.problem == "failed"
    if status == 200:
        return "whole", "", False
    if status == 304:
        return "unchanged", "", False
    if status in GONE:
        return "unavailable", f"The service answered {status}.", False
    if status in THROTTLES:
        return "throttled", f"The service answered {status}: too many requests, or none allowed.", True
    if answer.location:
        return "failed", "It sends from one address to another without end.", False
    return "failed", f"The service answered {status}.", status >= 500 or status == 408
