"""Paragraphs labelled with what they ask for, and the requests found in them, compared paragraph by paragraph.

Here: the comparison, as `../shared/tools/score.py` makes it. Not here: the page (`accuracy`), floors
(`test_requests_labelled`), or the labels (`tests/labels/requests`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.labelled import Figures, Gold, mentions_in, read_labels
from transforms.mentions_rows import Mentions

SETS = Path(__file__).with_name("labels") / "requests"
"""Labels of ours: open.jsonl, on which the words were improved, and held.jsonl, on which not."""
TITLES = {
    "deliverable": "what",
    "recipient": "for which organ",
    "due_session": "by which session",
    "requested_of": "of whom",
}
"""The columns that are compared, with what they say."""


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
        """Whether a row says what the label says; None where the label says nothing of it. Who is asked is labelled
        with words, of which the text must have called the actor by."""
        wanted = (self.label or {}).get(aspect)
        if not wanted:
            return None
        said = [row[aspect] for row in self.rows]
        return any(wanted in each if isinstance(each, set) else str(each) == str(wanted) for each in said)


def compare_requests(labels: Iterable[Gold], mentions: Mentions) -> list[Asked]:
    """Labelled paragraphs with the rows (REPORT_REQUESTS) of each."""
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for paragraph_id, actor_id, surface in mentions.paragraph_actors.select(
        "paragraph_id", "actor_id", "surface"
    ).iter_rows():
        named[paragraph_id.partition("#")[0], actor_id].add(surface)
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in mentions.report_requests.sort("request_id").iter_rows(named=True):
        paragraph_id = row["paragraph_id"]
        names = named[paragraph_id.partition("#")[0], row["requested_of"] or ""]
        rows[paragraph_id].append(row | {"requested_of": names})
    return [Asked(label["id"], label["request"], rows[label["id"]]) for label in labels]


def figures_of(compared: Iterable[Asked]) -> Figures:
    counted = Counter(each.outcome for each in compared)
    return Figures(counted["found"], counted["extra"], counted["missed"])


def shares_right(compared: Iterable[Asked]) -> Mapping[str, tuple[int, int]]:
    """Of the requests found, for how many each aspect is as labelled, and of how many labels say it."""
    right: dict[str, list[bool]] = defaultdict(list)
    for each in compared:
        if each.outcome == "found":
            for aspect in TITLES:
                if (agrees := each.agrees(aspect)) is not None:
                    right[aspect].append(agrees)
    return {aspect: (sum(right[aspect]), len(right[aspect])) for aspect in TITLES}


def request_labels(shared: Path) -> Mapping[str, list[Gold]]:
    """Name to paragraphs labelled with what they ask for, if anything: the reference ones and ours."""
    reference = read_labels(shared / "corpus" / "annotations.jsonl")
    return {"shared": [{"request": None} | label for label in reference]} | {
        path.stem: read_labels(path) for path in sorted(SETS.glob("*.jsonl"), reverse=True)
    }


def compared_with(labels: list[Gold], corpus: Mapping[str, Gold]) -> list[Asked]:
    """Labelled paragraphs of the corpus with what is found in them, read from the gold's own paragraphs."""
    documents = {label["id"].rpartition("#")[0] for label in labels}
    return compare_requests(labels, mentions_in(corpus[symbol] for symbol in sorted(documents)))


def request_rows(shared: Path, corpus: Mapping[str, Gold]) -> Iterator[str]:
    """The table of docs/accuracy.md."""
    yield f"| labels | paragraphs | with a request | precision | recall | F1 | {' | '.join(TITLES.values())} |"
    yield "|---" * (6 + len(TITLES)) + "|"
    for name, labels in request_labels(shared).items():
        compared = compared_with(labels, corpus)
        figure = figures_of(compared)
        right = [f"{found} of {of}" for found, of in shares_right(compared).values()]
        yield (
            f"| {name} | {len(labels):,} | {figure.support} | {figure.precision:.3f} | {figure.recall:.3f} "
            f"| {figure.f1:.3f} | {' | '.join(right)} |"
        )
