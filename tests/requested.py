"""Paragraphs labelled with what they ask for, and the requests found in them, compared paragraph by paragraph.

Here: the comparison, as `../shared/tools/score.py` makes it. Not here: the page (`accuracy`), floors
(`test_requests_labelled`), or the labels (`tests/labels/requests_*.jsonl`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from tests.labelled import Figures, Gold

ASPECTS = ("deliverable", "recipient", "due_session", "requested_of")


@dataclass(frozen=True, slots=True)
class Asked:
    """One labelled paragraph: what the label says, if anything, and the rows that were found."""

    paragraph_id: str
    label: dict[str, Any] | None
    rows: list[dict[str, Any]]

    @property
    def outcome(self) -> str:
        if self.label and self.rows:
            return "found"
        return "missed" if self.label else "extra" if self.rows else "none"

    def agrees(self, aspect: str) -> bool | None:
        """Whether a row says what the label says; None where the label says nothing of it."""
        wanted = (self.label or {}).get(aspect)
        return any(str(row[aspect]) == str(wanted) for row in self.rows) if wanted else None


def compare_requests(labels: Iterable[Gold], requests: pl.DataFrame) -> list[Asked]:
    """Labelled paragraphs with the rows (REPORT_REQUESTS) of each."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in requests.sort("request_id").iter_rows(named=True):
        rows[row["paragraph_id"]].append(row)
    return [Asked(label["id"], label["request"], rows[label["id"]]) for label in labels]


def figures_of(compared: Iterable[Asked]) -> Figures:
    counted = Counter(each.outcome for each in compared)
    return Figures(counted["found"], counted["extra"], counted["missed"])


def shares_right(compared: Iterable[Asked]) -> Mapping[str, tuple[int, int]]:
    """Of the requests found, for how many each aspect is as labelled, and of how many labels say it."""
    right: dict[str, list[bool]] = defaultdict(list)
    for each in compared:
        if each.outcome == "found":
            for aspect in ASPECTS:
                if (agrees := each.agrees(aspect)) is not None:
                    right[aspect].append(agrees)
    return {aspect: (sum(right[aspect]), len(right[aspect])) for aspect in ASPECTS}
