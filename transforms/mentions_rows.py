"""Rows of what paragraphs name and ask for, collected text by text.

Here: rows, their places and keys, the frames. Not here: walking the paragraphs (`transforms.mentions`), or any judgement
of what was found.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import polars as pl

from transforms.actors import Actor
from transforms.actors_addressed import Direction
from transforms.citations import Citation
from transforms.citations_organ import Setting
from transforms.phrases import Span
from transforms.requests import Requests
from warehouse.tables import (
    ACTORS,
    INSTRUMENTS,
    PARAGRAPH_ACTORS,
    PARAGRAPH_INSTRUMENTS,
    PARAGRAPH_THEMES,
    REPORT_REQUESTS,
)
from warehouse.vocabularies import Term

SYMBOL_URL = "https://docs.un.org/en/"

Row = dict[str, Any]


@dataclass(frozen=True)
class Mentions:
    """What was found, one frame a table of the contract.

    `actors` and `instruments` hold only those that the vocabularies do not: titles with an open
    subject, and the symbols cited.
    """

    paragraph_actors: pl.DataFrame
    paragraph_instruments: pl.DataFrame
    paragraph_themes: pl.DataFrame
    report_requests: pl.DataFrame
    actors: pl.DataFrame
    instruments: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: its paragraph, the one that the paragraph is an item of, and the document; whether it is a later
    stretch of the paragraph."""

    paragraph_id: str
    parent_id: str | None
    kind: str
    setting: Setting
    is_continued: bool


class MentionRows:
    """Collects the rows of the tables; a key that is found twice is one row."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._rows: dict[str, dict[tuple[Any, ...], Row]] = {"actor": {}, "instrument": {}, "theme": {}}
        self._actors: dict[str, Row] = {}
        self._instruments: dict[str, Row] = {}
        self._requests: list[Row] = []
        self._numbers: Counter[str] = Counter()
        self._directed: dict[str, Direction] = {}
        self._paragraph_id, self._offset = "", 0

    def place(self, paragraph_id: str, offset: int) -> None:
        """What is added next stands in this paragraph, its text beginning at the offset."""
        self._paragraph_id, self._offset = paragraph_id, offset

    def add(
        self, text: str, titles: list[Span[Term]], citations: list[Citation],
        actors: list[Actor], addressed: set[tuple[int, int]], themes: list[Span[Term]],
    ) -> None:  # fmt: skip
        for title in titles:
            self._put("instrument", text, title.owner.target, title.start, title.end, title.owner.rule)
        for citation in citations:
            row = self._put("instrument", text, citation.symbol, citation.start, citation.end, citation.rule)
            row |= {"cited_on": citation.cited_on, "pinpoint": citation.pinpoint}
            self._instruments.setdefault(citation.symbol, _instrument(citation))
        for actor in actors:
            row = self._put("actor", text, actor.actor_id, actor.start, actor.end, actor.rule)
            row["role"] = "addressee" if (actor.start, actor.end) in addressed else "mentioned"
            label = actor.label or actor.actor_id
            known = self._actors.setdefault(
                actor.actor_id,
                {"actor_id": actor.actor_id, "label": label, "kind": actor.kind, "parent_id": actor.parent},
            )
            known["label"] = min(known["label"], label)  # the same whichever paragraph is read first
        for theme in themes:
            self._put("theme", text, theme.owner.target, theme.start, theme.end, theme.owner.rule)

    def above(self, place: Place) -> Direction | None:
        """What the paragraph asks last that an item stands below: "Requests the Secretary-General: (a) …"; for a later
        stretch what its own paragraph asked so far."""
        own = self._directed.get(place.paragraph_id) if place.is_continued else None
        return own or self._directed.get(place.parent_id or "")

    def ask(self, paragraph_id: str, requests: Requests) -> None:
        """Add what a text asks for, a row for each organ and session."""
        if requests.below is not None:
            self._directed[paragraph_id] = requests.below
        for output in requests.outputs:
            for due in output.due:
                self._numbers[paragraph_id] += 1
                self._requests.append(
                    {
                        "request_id": f"{paragraph_id}/r{self._numbers[paragraph_id]}",
                        "paragraph_id": paragraph_id,
                        "requested_of": output.asked,
                        "deliverable": output.deliverable,
                        "recipient": due.recipient,
                        "due_session": due.session,
                        "due_year": due.year,
                        "due_surface": due.surface,
                        "is_recurring": output.is_recurring,
                        "surface": output.surface,
                        "start_char": output.start + self._offset,
                        "end_char": output.end + self._offset,
                        "rule": output.rule,
                        "vocabulary_version": self._version,
                    }
                )

    def _put(self, of: str, text: str, name: str, start: int, end: int, rule: str) -> Row:
        paragraph_id, surface = self._paragraph_id, text[start:end]
        start, end = start + self._offset, end + self._offset
        key = (paragraph_id, name, start, end) if of != "actor" else (paragraph_id, start, end)
        return self._rows[of].setdefault(
            key,
            {
                "paragraph_id": paragraph_id, f"{of}_id": name, "surface": surface, "start_char": start,
                "end_char": end, "rule": rule, "vocabulary_version": self._version,
            },
        )  # fmt: skip

    def mentions(self, known_actors: frozenset[str], known_instruments: frozenset[str]) -> Mentions:
        tables = {"actor": PARAGRAPH_ACTORS, "instrument": PARAGRAPH_INSTRUMENTS, "theme": PARAGRAPH_THEMES}
        frames = {
            of: tables[of].frame(rows.values()).sort("paragraph_id", "start_char", "end_char", f"{of}_id")
            for of, rows in self._rows.items()
        }
        new_actors = [row for name, row in sorted(self._actors.items()) if name not in known_actors]
        new_instruments = [
            row for name, row in sorted(self._instruments.items()) if name not in known_instruments
        ]
        return Mentions(
            paragraph_actors=frames["actor"],
            paragraph_instruments=frames["instrument"],
            paragraph_themes=frames["theme"],
            report_requests=REPORT_REQUESTS.frame(self._requests).sort("request_id"),
            actors=ACTORS.frame(new_actors),
            instruments=INSTRUMENTS.frame(new_instruments),
        )


def _instrument(citation: Citation) -> Row:
    symbol = citation.symbol
    row: Row = {
        "instrument_id": symbol,
        "kind": citation.kind,
        "organ": citation.organ,
        "url": SYMBOL_URL + symbol,
    }
    if citation.kind in ("resolution", "decision"):
        parts = symbol.split("/")
        if len(parts) >= 2 and parts[-2] not in ("RES", "DEC"):
            row |= {"session": parts[-2], "number": parts[-1]}
        else:
            row["number"] = parts[-1]
    return row
