"""When the next request may go: the rate, rests, and what the service asked for.

Here: waiting. Not here: what is asked. The state outlives the process, so that a restart is no faster.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from orchestration.fetching.circuit import Stopped
from orchestration.fetching.settings import Pace
from orchestration.writing import replacing

JITTER = (1.05, 1.4)
"""How much longer than the rate demands a wait is: never shorter."""

LONGEST = 86_400.0
"""No service is left alone for longer than a day, whatever its headers say."""


@dataclass(slots=True)
class Paced:
    """What is remembered: when the last request went, how many went without a rest before it, and until
    when the service is to be left alone; seconds since 1970."""

    asked_at: float = 0.0
    in_a_row: int = 0
    not_before: float = 0.0


class Pacer:
    """Keeps requests apart. `file` holds its state; `say` is told of long waits."""

    def __init__(self, file: Path, pace: Pace, say: Callable[[str], object]) -> None:
        self.file, self.pace, self.say = file, pace, say
        self.state = _load(file)

    def wait(self) -> None:
        """Return when the next request may go, and note that it goes.

        Raises Stopped where that is further away than the patience of the settings.
        """
        state = self.state
        now = time.time()
        since = now - state.asked_at
        if not 0 <= since < self.pace.rest:  # rested meanwhile, or the clock was set back
            state.in_a_row = 0
        elif state.in_a_row >= self.pace.rest_after:
            self.say(f"Resting for {self.pace.rest:.0f} s after {state.in_a_row} requests")
            time.sleep(self.pace.rest - since)
            state.in_a_row = 0
        interval = 60 / self.pace.rate * random.uniform(*JITTER)
        due = max(min(state.asked_at, now) + interval, state.not_before)
        away = due - time.time()
        if away > max(self.pace.patience, interval):
            until = datetime.fromtimestamp(due, UTC)
            raise Stopped(
                f"The service is to be left alone until {until:%Y-%m-%d %H:%M} UTC. "
                "Run the same command after that; it goes on from here."
            )
        if away > 0:
            time.sleep(away)
        state.asked_at = time.time()
        state.in_a_row += 1
        self._save()

    def hold(self, seconds: float) -> None:
        """Let no request go for so long from now."""
        if seconds >= 10:
            self.say(f"Waiting for {seconds:.0f} s before asking again")
        self.state.not_before = max(self.state.not_before, time.time() + seconds)
        self._save()

    def _save(self) -> None:
        with replacing(self.file) as partial:
            partial.write_text(json.dumps(asdict(self.state)))


def _load(file: Path) -> Paced:
    try:
        state = Paced(**json.loads(file.read_text()))
        state.not_before = min(state.not_before, time.time() + LONGEST)
        return state
    except (OSError, ValueError, TypeError):  # none yet, or damaged: it only says how long to wait
        return Paced()


def retry_after(value: str | None) -> float:
    """Seconds that a Retry-After header asks for, in digits or as an HTTP date (RFC 9110, 10.2.3), at most
    LONGEST; 0 for none."""
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return min(LONGEST, float(value[:9]))
    try:
        until = parsedate_to_datetime(value)
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return min(LONGEST, max(0.0, (until - datetime.now(UTC)).total_seconds()))
    except (ValueError, OverflowError):
        return 0.0
