"""When to stop asking: a service in trouble, one that throttles, or one that seems to block.

Here: counting, and the sentence of a stop. Not here: waiting (`pacing`), single retries, and asking for a
document that came before (`fetching`).
"""

from __future__ import annotations

from collections.abc import Sequence

from orchestration.fetching.ledger import Attempt

TROUBLES = 3
"""Documents in a row that gave no answer, each after all its attempts."""


class Stopped(RuntimeError):
    """Fetching ends here and can go on later; the message is for a person."""


class Circuit:
    """Counts what came, and stops before the service is bothered for nothing.

    `row`: after so many answers in a row that prove nothing, it is high time to ask for one that does.
    """

    def __init__(self, row: int) -> None:
        self.row = row
        self.troubles = 0

    def note(self, attempt: Attempt) -> None:
        """Take an answer. Raises Stopped."""
        if attempt.outcome not in ("throttled", "failed"):
            self.troubles = 0
            return
        self.troubles += 1
        if self.troubles >= TROUBLES:
            raise Stopped(
                f"{self.troubles} documents in a row gave no answer; the last: {attempt.detail} "
                "Run the same command later; it goes on from here."
            )


class Doubted(Stopped):
    """Documents that seem missing, and nothing that shows that the service would give them."""

    def __init__(self, missing: Sequence[Attempt], canary: str = "") -> None:
        first, last = missing[0].symbol, missing[-1].symbol
        count = "1 document is" if len(missing) == 1 else f"{len(missing)} documents are"
        named = first if first == last else f"{first} to {last}"
        why = (
            f"and then {canary}, which came before, did not come either: the service seems to block, as it "
            "does after many requests. Run the same command in an hour; it asks for these again and goes on."
            if canary
            else "and no document ever came that could show that the service does not block. Run the same "
            "command in an hour; what is missing again then is taken for missing."
        )
        super().__init__(f"{count} missing ({named}), {why}")
