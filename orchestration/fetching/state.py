"""Whether a document is still to be asked for, and rounds of asking again that a stop may interrupt.

Here: the rule. Not here: the rows it is told from (`ledger`).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from orchestration.fetching.ledger import OPEN, FetchLedger, Standing
from orchestration.fetching.questions import Plan, Question, Series, what_is
from orchestration.journal import now
from orchestration.writing import replacing

ROUND_LASTS = timedelta(hours=12)
"""A round that was interrupted longer ago is begun anew: what is asked for daily is asked for every day."""


@dataclass(frozen=True, slots=True)
class Again:
    """What is asked for a second time: documents that were missing, documents that came. In a round, that
    since `since`, each once."""

    recheck: bool = False
    refresh: bool = False
    since: str = ""

    def is_due(self, standing: Standing | None) -> bool:
        """Whether the document is asked for: always where no answer is known."""
        if standing is None or (standing.had is None and standing.last.outcome in OPEN):
            return True
        if self.since and standing.last.asked_at >= self.since and standing.last.outcome not in OPEN:
            return False
        return self.refresh if standing.had else self.recheck


class Round:
    """One round of `--recheck` or `--refresh` for one order: begun in one run, perhaps ended in another.

    `file` holds when each round under way began, by `name`, which says what the round is of.
    """

    def __init__(self, file: Path, name: str) -> None:
        self.file, self.name = file, name

    def begin(self) -> str:
        """When the round that is under way began; it begins now where none is."""
        rounds = self._under_way()
        if self.name not in rounds:
            rounds[self.name] = now()
            self._write(rounds)
        return rounds[self.name]

    def end(self) -> None:
        rounds = self._under_way()
        rounds.pop(self.name, None)
        self._write(rounds)

    def _under_way(self) -> dict[str, str]:
        today = datetime.fromisoformat(now())
        try:
            rounds = dict(json.loads(self.file.read_text()))
            return {
                name: began
                for name, began in rounds.items()
                if today - datetime.fromisoformat(began) < ROUND_LASTS
            }
        except (OSError, ValueError, TypeError):  # none yet, or damaged: the rounds begin anew
            return {}

    def _write(self, rounds: dict[str, str]) -> None:
        with replacing(self.file) as partial:
            partial.write_text(json.dumps(rounds))


def plan_again(
    ledger: FetchLedger, organ: str = "", languages: Collection[str] = (), kinds: Collection[str] = ()
) -> Plan:
    """Everything that was asked for before: the series, to be gone on with, and single documents; of what is
    named, these alone."""
    series: dict[Series, None] = {}
    single: dict[Question, None] = {}
    for standing in ledger:
        question = standing.last.question
        if languages and question.language not in languages:
            continue
        of_organ, kind = what_is(question.symbol)
        if (organ and organ != of_organ) or (kinds and kind and kind not in kinds):
            continue
        if question.series:
            series[Series.of_prefix(question.series, question.language)] = None
        else:
            single[question] = None
    return [*series, *single]
