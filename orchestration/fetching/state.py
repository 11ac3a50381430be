"""Whether a document is still to be asked for, and rounds of asking again that a stop may interrupt.

Here: the rule. Not here: the rows it is told from (`ledger`).
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from orchestration.fetching.ledger import OPEN, FetchLedger, Standing, now
from orchestration.fetching.questions import Plan, Question, Series

ROUND_LASTS = timedelta(days=1)
"""A round that was interrupted longer ago is begun anew."""


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
    """One round of `--recheck` or `--refresh`: begun in one run, perhaps ended in another."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def begin(self) -> str:
        """When the round that is under way began; it begins now where none is."""
        try:
            began = str(json.loads(self.file.read_text())["began"])
            if datetime.fromisoformat(now()) - datetime.fromisoformat(began) < ROUND_LASTS:
                return began
        except (OSError, ValueError, KeyError, TypeError):
            pass
        began = now()
        self.file.parent.mkdir(parents=True, exist_ok=True)
        partial = self.file.with_suffix(f".{os.getpid()}.partial")
        partial.write_text(json.dumps({"began": began}))
        partial.replace(self.file)
        return began

    def end(self) -> None:
        self.file.unlink(missing_ok=True)


def plan_again(ledger: FetchLedger) -> Plan:
    """Everything that was asked for before: the series, to be gone on with, and single documents."""
    series: dict[Series, None] = {}
    single: dict[Question, None] = {}
    for standing in ledger:
        question = standing.last.question
        if question.series:
            series[Series.of_prefix(question.series, question.language)] = None
        else:
            single[question] = None
    return [*series, *single]
