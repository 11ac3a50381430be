"""What a run of fetching did.

Here: the record. Not here: its words (`summary`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Result:
    """How a run ended: "complete", "limit", "stopped" (`sentence` says why) or "interrupted"; how many requests
    it made, and how the documents that it asked for were answered, by outcome."""

    ended: str = "complete"
    sentence: str = ""
    requests: int = 0
    answers: Counter[str] = field(default_factory=Counter)

    def after(self, earlier: Result | None) -> Result:
        """This run and one before it as one: it ended as this one did."""
        if earlier is None:
            return self
        return Result(
            self.ended, self.sentence, earlier.requests + self.requests, earlier.answers + self.answers
        )

    @property
    def unanswered(self) -> int:
        return self.answers["throttled"] + self.answers["failed"]
