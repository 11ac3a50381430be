"""One winner for each document, one reject for every source that gave nothing, in whatever order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import permutations

import polars as pl
import pytest

from tests.conftest import PREAMBLE, read_frames, resolution
from transforms.settle import Settled, settle
from warehouse.tables import REJECTS, SOURCES

SEEN = datetime(2026, 1, 2, 3, 4, 5)
READING = {
    "document_id": pl.String(), "symbol": pl.String(), "source_sha256": pl.String(),
    "word_count": pl.Int32(), "text_sha256": pl.String(),
}  # fmt: skip
FAILURE = {"source_sha256": pl.String(), "stage": pl.String(), "reason": pl.String(), "detail": pl.String()}
UNREAD = {"source_uri": pl.String(), "stage": pl.String(), "reason": pl.String(), "detail": pl.String()}


def frame(schema: Mapping[str, pl.DataType], rows: list[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row")


def settled(
    sources: list[tuple[str, str]],
    readings: list[tuple[str, str, int, str]] = (),  # type: ignore[assignment]
    failures: list[tuple[str, str]] = (),  # type: ignore[assignment]
    unread: list[tuple[str, str]] = (),  # type: ignore[assignment]
) -> Settled:
    """sources: (uri, bytes); readings: (bytes, symbol, words, text); failures: (bytes, reason);
    unread: (uri, reason)."""
    listed = [{"source_uri": uri, "source_sha256": sha, "first_seen_at": SEEN} for uri, sha in sources]
    table = pl.DataFrame({n: [r.get(n) for r in listed] for n in SOURCES.names}, schema=SOURCES.schema)
    return settle(
        table,
        frame(READING, [(f"{symbol}@en", symbol, sha, words, text) for sha, symbol, words, text in readings]),
        frame(FAILURE, [(sha, "parse", reason, "It says why.") for sha, reason in failures]),
        frame(UNREAD, [(uri, "read", reason, "It says why.") for uri, reason in unread]),
    )


def won(result: Settled) -> list[tuple[str, str]]:
    return sorted(result.winners.select("document_id", "source_uri").rows())


def refused(result: Settled) -> list[tuple[str, str]]:
    return result.rejects.select("source_uri", "reason").rows()


CASES = [
    ("one text", [("a", "1")], [("1", "X/1", 9, "t")], [("X/1@en", "a")], []),
    ("two texts", [("a", "1"), ("b", "2")], [("1", "X/1", 9, "t"), ("2", "X/2", 9, "u")], [("X/1@en", "a"), ("X/2@en", "b")], []),
    ("the same bytes twice", [("b", "1"), ("a", "1")], [("1", "X/1", 9, "t")], [("X/1@en", "a")], [("b", "duplicate")]),
    ("the same text, other bytes", [("a", "1"), ("b", "2")], [("1", "X/1", 9, "t"), ("2", "X/1", 9, "t")], [("X/1@en", "a")], [("b", "duplicate")]),
    ("a longer text wins", [("a", "1"), ("b", "2")], [("1", "X/1", 8, "t"), ("2", "X/1", 9, "u")], [("X/1@en", "b")], [("a", "conflicting_text")]),
    ("the same length: the first by name", [("b", "2"), ("a", "1")], [("1", "X/1", 9, "t"), ("2", "X/1", 9, "u")], [("X/1@en", "a")], [("b", "conflicting_text")]),
    ("three claim one", [("a", "1"), ("b", "2"), ("c", "3")], [("1", "X/1", 7, "t"), ("2", "X/1", 9, "u"), ("3", "X/1", 9, "u")], [("X/1@en", "b")], [("a", "conflicting_text"), ("c", "duplicate")]),
    ("a reading whose source is gone", [("a", "1")], [("1", "X/1", 9, "t"), ("2", "X/2", 9, "u")], [("X/1@en", "a")], []),
    ("nothing", [], [], [], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "sources", "readings", "winners", "rejects"), CASES, ids=[c[0] for c in CASES]
)
def test_who_wins(
    what: str, sources: list[tuple[str, str]], readings: list[tuple[str, str, int, str]],
    winners: list[tuple[str, str]], rejects: list[tuple[str, str]],
) -> None:  # fmt: skip
    for order in permutations(sources):
        for read in permutations(readings):
            result = settled(list(order), list(read))
            assert won(result) == winners
            assert refused(result) == rejects


def test_every_reject_names_the_text_that_was_kept() -> None:
    result = settled(
        [("a.txt", "1"), ("b.txt", "2")], [("1", "A/HRC/RES/30/21", 8, "t"), ("2", "A/HRC/RES/30/21", 9, "u")]
    )
    (detail,) = result.rejects["detail"]
    assert "A/HRC/RES/30/21" in detail
    assert "b.txt" in detail
    assert result.rejects.schema == REJECTS.schema
    assert result.rejects["rejected_at"].to_list() == [SEEN]
    assert result.rejects["stage"].to_list() == ["settle"]


def test_a_source_that_failed_is_a_reject_under_each_of_its_names() -> None:
    result = settled(
        [("a", "1"), ("b", "1"), ("c", "2")],
        [("2", "X/1", 9, "t")],
        failures=[("1", "not_a_resolution"), ("9", "empty")],
    )
    assert won(result) == [("X/1@en", "c")]
    assert refused(result) == [("a", "not_a_resolution"), ("b", "not_a_resolution")]


def test_a_source_whose_bytes_could_not_be_had_claims_nothing() -> None:
    """Its bytes were read in an earlier run; what it is now nobody knows."""
    result = settled([("a", "1"), ("b", "1")], [("1", "X/1", 9, "t")], unread=[("a", "unreadable")])
    assert won(result) == [("X/1@en", "b")]
    assert refused(result) == [("a", "unreadable")]


def test_every_source_is_a_winner_or_a_reject() -> None:
    sources = [("a", "1"), ("b", "1"), ("c", "2"), ("d", "3"), ("e", "4")]
    result = settled(
        sources, [("1", "X/1", 9, "t"), ("2", "X/1", 9, "t")], [("3", "empty")], [("e", "unreadable")]
    )
    assert sorted([uri for _, uri in won(result)] + [uri for uri, _ in refused(result)]) == list("abcde")


def test_real_readings_settle() -> None:
    """The same paragraphs in two layouts are the same text; another word makes another text."""
    texts = [
        resolution(PREAMBLE, "1. Decides to act."),
        resolution(PREAMBLE, "1. Decides\n\nto act."),
        resolution(PREAMBLE, "1. Decides to act soon."),
    ]
    read = read_frames(*texts)["resolutions"]
    assert read["text_sha256"].n_unique() == 2
    listed = [
        {"source_uri": f"{n}.txt", "source_sha256": sha, "first_seen_at": SEEN}
        for n, sha in enumerate(read["source_sha256"])
    ]
    sources = pl.DataFrame({n: [r.get(n) for r in listed] for n in SOURCES.names}, schema=SOURCES.schema)
    result = settle(sources, read.select(list(READING)), frame(FAILURE, []), frame(UNREAD, []))
    assert won(result) == [("A/HRC/RES/30/21@en", "2.txt")]
    assert refused(result) == [("0.txt", "conflicting_text"), ("1.txt", "conflicting_text")]
