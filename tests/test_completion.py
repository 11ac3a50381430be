"""Records complete texts: what a text lacks is filled, what it says stays, and every value has its source.

Here: frames. Not here: a whole build of texts and records (`test_completion_build`), reading records (`test_records`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from transforms.completion import Completed, complete
from transforms.settle import settle_records
from warehouse.contract import Table
from warehouse.tables import (
    RECORD_DELETIONS,
    RECORD_SUBJECTS,
    RECORD_VOTES,
    RECORDS,
    RESOLUTIONS,
    SOURCES,
    VOTES,
)

SYMBOL = "A/HRC/RES/48/801"
ENGLISH, FRENCH = f"{SYMBOL}@en", f"{SYMBOL}@fr"
Row = dict[str, Any]


def frame(table: Table, rows: list[Row]) -> pl.DataFrame:
    return table.frame(rows)


def document(language: str = "en", **facts: Any) -> Row:
    return {"document_id": f"{SYMBOL}@{language}", "symbol": SYMBOL, "language": language} | facts


def said(source: str = "a.xml", position: int = 1, **facts: Any) -> Row:
    """A record; of it the rows of subjects and votes are given apart."""
    where = {"source_uri": source, "source_sha256": source[0] * 64, "record_position": position}
    return (
        where
        | {"symbol": SYMBOL, "is_voting_data": False, "title_language": "en", "date_field": "992 $a"}
        | facts
    )


def completed(
    documents: list[Row],
    records: list[Row],
    votes: list[Row] | None = None,
    rolls: list[Row] | None = None,
    subjects: list[Row] | None = None,
    deletions: list[Row] | None = None,
) -> Completed:
    return complete(
        frame(RESOLUTIONS, documents),
        frame(VOTES, votes or []),
        frame(RECORDS, records),
        frame(RECORD_SUBJECTS, subjects or []),
        frame(RECORD_VOTES, rolls or []),
        frame(RECORD_DELETIONS, deletions or []),
    )


def outcomes(result: Completed, *columns: str) -> list[tuple[Any, ...]]:
    return result.completions.select("field", "value", "outcome", *columns).rows()


@pytest.mark.parametrize(
    ("fact", "own", "given", "held", "outcome"),
    [
        ("title", None, "Rest", "Rest", "filled"),
        ("title", "The right to rest", "Right to work", "The right to rest", "differs"),
        ("title", "The right to rest", "THE RIGHT TO REST", "The right to rest", "agrees"),
        ("adopted_on", None, date(2021, 10, 8), date(2021, 10, 8), "filled"),
        ("adopted_on", date(2021, 10, 7), date(2021, 10, 8), date(2021, 10, 7), "differs"),
        ("adopted_on", date(2021, 10, 8), date(2021, 10, 8), date(2021, 10, 8), "agrees"),
        ("agenda_item", None, "3", "3", "filled"),
        ("agenda_item", "71(b)", "71 (b)", "71(b)", "agrees"),
        ("agenda_item", "4", "3", "4", "differs"),
        ("meeting", None, 29, 29, "filled"),
        ("meeting", 30, 29, 30, "differs"),
        ("adoption", None, "without_vote", "without_vote", "filled"),
        ("adoption", "recorded_vote", "without_vote", "recorded_vote", "differs"),
    ],
)
def test_a_fact_is_filled_where_the_text_lacks_it_and_never_changed(
    fact: str, own: Any, given: Any, held: Any, outcome: str
) -> None:
    result = completed([document(**{fact: own})], [said(**{fact: given})])
    assert result.resolutions[fact].to_list() == [held]
    assert outcomes(result, "published") == [(fact, str(given), outcome, str(held))]


def test_each_value_names_its_record_and_its_field() -> None:
    [(field_name, record_field, uri, sha256, position)] = (
        completed([document()], [said("harvest.xml", 7, adopted_on=date(2021, 10, 8), date_field="269 $a")])
        .completions.select("field", "record_field", "source_uri", "source_sha256", "record_position")
        .rows()
    )
    assert (field_name, record_field, uri, sha256, position) == (
        "adopted_on",
        "269 $a",
        "harvest.xml",
        "h" * 64,
        7,
    )


def test_a_title_completes_texts_in_its_own_language_alone() -> None:
    result = completed([document("en"), document("fr")], [said(title="Rest", meeting=29)])
    assert result.resolutions.select("language", "title", "meeting").rows() == [
        ("en", "Rest", 29),
        ("fr", None, 29),
    ]


@pytest.mark.parametrize(
    ("adoption", "counts"),
    [(None, (33, 3, 11)), ("recorded_vote", (33, 3, 11)), ("without_vote", (None, None, None))],
)
def test_figures_complete_a_recorded_vote_alone(adoption: str | None, counts: tuple[int | None, ...]) -> None:
    voted = said(adoption="recorded_vote", votes_in_favour=33, votes_against=3, votes_abstaining=11)
    result = completed([document(adoption=adoption)], [voted])
    assert result.resolutions.select("votes_in_favour", "votes_against", "votes_abstaining").rows() == [
        counts
    ]


BEST = [
    ("the newest", [said("a.xml", meeting=1, changed_at=datetime(2020, 1, 1)), said("b.xml", meeting=2, changed_at=datetime(2021, 1, 1))], 2),
    ("one with a day of change", [said("a.xml", meeting=1), said("b.xml", meeting=2, changed_at=datetime(2021, 1, 1))], 2),
    ("that of the text before voting data", [said("a.xml", meeting=1, is_voting_data=True, changed_at=datetime(2022, 1, 1)), said("b.xml", meeting=2)], 2),
    ("the first by address", [said("b.xml", meeting=1), said("a.xml", meeting=2)], 2),
    ("the first in its file", [said("a.xml", 9, meeting=1), said("a.xml", 8, meeting=2)], 2),
    ("one that says it", [said("a.xml", changed_at=datetime(2022, 1, 1)), said("b.xml", meeting=2)], 2),
]  # fmt: skip


@pytest.mark.parametrize(("records", "meeting"), [case[1:] for case in BEST], ids=[case[0] for case in BEST])
def test_of_several_records_one_is_taken_whatever_their_order(records: list[Row], meeting: int) -> None:
    for order in (records, records[::-1]):
        result = completed([document()], order)
        assert result.resolutions["meeting"].to_list() == [meeting]
        assert ("meeting", str(meeting), "filled") in outcomes(result)
        assert len([row for row in outcomes(result) if row[2] == "filled"]) == 1


def roll(source: str = "a.xml", **votes: str) -> list[Row]:
    rows = said(source)
    of_record = {name: rows[name] for name in ("source_uri", "source_sha256", "record_position", "symbol")}
    return [
        of_record | {"position": place, "actor_id": state, "printed_name": state, "vote": vote}
        for place, (state, vote) in enumerate(votes.items(), 1)
    ]


def test_votes_of_states_are_taken_from_a_record_where_the_text_lists_none() -> None:
    result = completed(
        [document("en"), document("fr")],
        [said()],
        rolls=roll(MEX="in_favour", NRU="non_voting", TCD="against"),
    )
    assert result.votes.select("document_id", "position", "actor_id", "vote", "origin").rows() == [
        (ENGLISH, 1, "MEX", "in_favour", "record"), (ENGLISH, 2, "TCD", "against", "record"),
        (FRENCH, 1, "MEX", "in_favour", "record"), (FRENCH, 2, "TCD", "against", "record"),
    ]  # fmt: skip
    assert outcomes(result) == [("state_votes", "2 States", "filled")] * 2


@pytest.mark.parametrize(("vote", "outcome"), [("in_favour", "agrees"), ("against", "differs")])
def test_votes_that_the_text_lists_stay_and_another_roll_is_seen(vote: str, outcome: str) -> None:
    listed = {
        "document_id": ENGLISH,
        "position": 1,
        "actor_id": "MEX",
        "printed_name": "Mexico",
        "vote": "in_favour",
        "origin": "text",
    }
    result = completed([document()], [said()], votes=[listed], rolls=roll(MEX=vote))
    assert result.votes.select("vote", "origin").rows() == [("in_favour", "text")]
    assert outcomes(result) == [("state_votes", "1 States", outcome)]


def test_a_text_adopted_without_a_vote_gets_no_votes() -> None:
    assert (
        completed([document(adoption="without_vote")], [said()], rolls=roll(MEX="in_favour")).votes.height
        == 0
    )


def test_a_heading_stands_once_for_a_symbol_with_the_best_record() -> None:
    headings = [
        {
            "symbol": SYMBOL,
            "kind": "subject",
            "heading": "REST",
            "source_uri": uri,
            "source_sha256": uri[0] * 64,
            "record_position": 1,
        }
        for uri in ("a.xml", "b.xml")
    ]
    newest = [said("a.xml", changed_at=datetime(2020, 1, 1)), said("b.xml", changed_at=datetime(2021, 1, 1))]
    found = completed([], newest, subjects=headings).record_subjects
    assert found.select("symbol", "heading", "source_uri").rows() == [(SYMBOL, "REST", "b.xml")]


def test_of_several_files_with_the_same_records_one_stands_and_the_others_are_rejects() -> None:
    sources = SOURCES.frame(
        {"source_uri": uri, "source_sha256": "a", "is_missing": missing}
        for uri, missing in [("c", False), ("a", True), ("b", False)]
    )
    unread = pl.DataFrame(schema={"source_uri": pl.String()})
    settled = settle_records(sources, pl.DataFrame({"source_sha256": ["a", "a"]}), unread)
    assert settled.winners["source_uri"].to_list() == ["b"]
    assert sorted(settled.rejects.select("source_uri", "reason").rows()) == [
        ("a", "duplicate"),
        ("c", "duplicate"),
    ]


DAYS = {day: datetime(2026, 1, day, 10) for day in (1, 2, 3)}


@pytest.mark.parametrize(
    ("reports", "deletions", "current", "meeting"),
    [
        ([("a.xml", 1), ("b.xml", 2)], [], ["b.xml"], 2),
        ([("a.xml", 2), ("b.xml", 1)], [], ["a.xml"], 2),
        ([("a.xml", 1), ("b.xml", 1)], [], ["b.xml"], 1),
        ([("a.xml", None), ("b.xml", 1)], [], ["b.xml"], 1),
        ([("a.xml", 1), ("b.xml", 2)], [3], [], None),
        ([("a.xml", 1)], [1], [], None),
        ([("a.xml", 1), ("b.xml", 3)], [2], ["b.xml"], 3),
        ([("a.xml", 1)], [None], [], None),
        ([("a.xml", None)], [1], [], None),
    ],
)  # fmt: skip
def test_what_was_last_reported_of_a_record_counts(
    reports: list[tuple[str, int | None]],
    deletions: list[int | None],
    current: list[str],
    meeting: int | None,
) -> None:
    records = [
        said(uri, identifier="oai:x:1", meeting=day or 9, stamped_at=DAYS[day] if day else None)
        for uri, day in reports
    ]
    gone = [
        {"identifier": "oai:x:1", "deleted_at": DAYS[day] if day else None, "source_uri": "d.xml", "source_sha256": "d" * 64}
        for day in deletions
    ]  # fmt: skip
    for order in (records, records[::-1]):
        result = completed([document()], order, deletions=gone)
        assert result.records.filter("is_current")["source_uri"].to_list() == current
        assert result.records.height == len(reports)
        assert result.resolutions["meeting"].to_list() == [meeting]
        assert result.completions.height == len(current)


def test_a_record_of_a_file_and_one_of_two_texts_are_current() -> None:
    both = [
        said("a.xml", identifier="oai:x:1", stamped_at=DAYS[1]) | {"symbol": symbol}
        for symbol in (SYMBOL, "A/2")
    ]
    gone = [{"identifier": "oai:x:2", "source_uri": "d.xml", "source_sha256": "d" * 64}]
    assert completed([], [*both, said("f.xml")], deletions=gone).records["is_current"].to_list() == [True] * 3
