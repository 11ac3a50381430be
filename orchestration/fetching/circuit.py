"""When to stop asking: a service in trouble, one that throttles, or one that seems to block.

Here: counting, and the sentence of a stop. Not here: waiting (`pacing`), single retries (`fetching`).
"""

from __future__ import annotations

from collections.abc import Sequence

from orchestration.fetching.ledger import HAD, MISSING, Attempt
from orchestration.fetching.questions import Question

TROUBLES = 3
"""Documents in a row that gave no answer, each after all its attempts."""


class Stopped(RuntimeError):
    """Fetching ends here and can go on later; the message is for a person."""


class Circuit:
    """Counts what came, and stops before the service is bothered for nothing.

    The service answers with the page of a missing document also while it blocks: after `row` of
    them in a row, more than the end of one session explains, their answers are doubted.
    """

    def __init__(self, row: int) -> None:
        self.row = row
        self.troubles = 0
        self.missing: list[Question] = []

    def note(self, question: Question, attempt: Attempt, was_missing: bool) -> None:
        """Take an answer. One that was missing before and still is tells nothing about a block.

        Raises Stopped.
        """
        if attempt.outcome in ("throttled", "failed"):
            self.troubles += 1
            if self.troubles >= TROUBLES:
                raise Stopped(
                    f"{self.troubles} documents in a row gave no answer; the last: {attempt.detail} "
                    "Run the same command later; it goes on from here."
                )
            return
        self.troubles = 0
        if attempt.outcome in MISSING:
            if not was_missing:
                self.missing.append(question)
            if len(self.missing) >= self.row:
                raise Doubted(self.missing)
        elif attempt.outcome in HAD:
            self.missing = []


class Doubted(Stopped):
    """A long row of missing documents, which may all be there."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = list(questions)
        super().__init__(
            f"{len(self.questions)} documents in a row are missing, from {self.questions[0].symbol} to "
            f"{self.questions[-1].symbol}: the service seems to block, as it does after many requests. "
            "Run the same command in an hour; it asks for these again and goes on."
        )
