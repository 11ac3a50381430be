"""Records complete texts: what a text lacks is filled, what it says stays, and every value has its source.

Here: frames, then a whole build of a folder with texts and records. Not here: reading records (`test_records`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration.home import Home
from tests.build_fixtures import Built, ask, build_here, digest, write_texts
from tests.build_fixtures import resolution as text
from tests.records_files import collection, deleted, field, full_record, harvested, oai, record, voting_data
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


# ---- a build


BARE = text("48/801", "The right to rest").replace("Agenda item 3\n", "").replace(" on 8 October 2021", "")
OTHER = text("48/802", "The right to work")
RECORDS_FILE = collection(
    full_record(item="4."),
    record(field("245", a="A book about rest"), number="900999"),
    full_record(
        "A/HRC/RES/48/802",
        "900802",
        title="The right to labour",
        date="2021-10-08",
        item="3.",
        vote="Adopted without vote, 41st meeting",
    ),
)
HARVEST = oai(
    harvested(voting_data(SYMBOL, {"MEXICO": "MEX Y", "COTE D'IVOIRE": "CIV N", "YUGOSLAVIA": "YUG A", "NAURU": "NRU"}), "oai:catalogue:910801"),
    deleted("oai:catalogue:7"),
    harvested(full_record("A/HRC/48/55", "955", title="Report on rest", item="3.", vote=""), "oai:catalogue:955"),
    token="next",
)  # fmt: skip


@dataclass
class Completion:
    home: Path
    folder: Path
    built: Built


@pytest.fixture(scope="module")
def completion(tmp_path_factory: pytest.TempPathFactory) -> Completion:
    """Two texts, a file of records and an OAI-PMH answer, whatever their names, built together."""
    place = tmp_path_factory.mktemp("completion")
    files = {
        "801.txt": BARE,
        "802.txt": OTHER,
        "records.txt": RECORDS_FILE,
        "page 1": HARVEST,
        "page 2": HARVEST,
    }
    folder = write_texts(place / "texts", files)
    return Completion(place / "home", folder, build_here(place / "home", folder))


def test_a_folder_of_texts_and_records_is_published(completion: Completion) -> None:
    assert completion.built.ended == "published", completion.built.outcome
    facts = (
        "title, adopted_on, agenda_item, adoption, meeting, votes_in_favour, votes_against, votes_abstaining"
    )
    assert ask(completion.home, f"SELECT symbol, {facts} FROM resolutions ORDER BY ALL") == [
        (SYMBOL, "The right to rest", date(2021, 10, 8), "4", "recorded_vote", 29, 33, 3, 11),
        (
            "A/HRC/RES/48/802",
            "The right to work",
            date(2021, 10, 8),
            "3",
            "without_vote",
            41,
            None,
            None,
            None,
        ),
    ]


def test_every_completed_value_leads_back_to_the_bytes_it_came_from(completion: Completion) -> None:
    rows = ask(
        completion.home,
        "SELECT field, value, record_field, record_id, sources.source_uri, sources.source_sha256 "
        "FROM completions JOIN sources USING (source_uri, source_sha256) "
        f"WHERE document_id = '{ENGLISH}' AND outcome = 'filled' ORDER BY ALL",
    )
    records_file = (completion.folder / "records.txt").as_uri()
    assert [row[:3] for row in rows if row[4] == records_file] == [
        ("adopted_on", "2021-10-08", "269 $a"), ("adoption", "recorded_vote", "996 $a"), ("agenda_item", "4", "991 $b"),
        ("meeting", "29", "996 $a"), ("votes_abstaining", "11", "996"), ("votes_against", "3", "996"), ("votes_in_favour", "33", "996"),
    ]  # fmt: skip
    assert [row[:4] for row in rows if row[4] != records_file] == [
        ("state_votes", "3 States", "967", "910801")
    ]
    for *_, uri, sha256 in rows:
        assert digest(Path(completion.folder / Path(uri).name.replace("%20", " "))) == sha256
        assert digest_of_kept(completion.home, sha256) == sha256


def digest_of_kept(home: Path, sha256: str) -> str:
    import hashlib

    return hashlib.sha256(Home(home).raw.read(sha256)).hexdigest()


def test_a_difference_from_the_text_is_a_row_and_a_warning(completion: Completion) -> None:
    differing = "SELECT field, value, published FROM completions WHERE outcome = 'differs' AND document_id LIKE '%802@en'"
    assert ask(completion.home, differing) == [("title", "The right to labour", "The right to work")]
    failed = ask(
        completion.home,
        "SELECT severity, success, observed FROM expectation_results WHERE expectation = 'records agree with what is held'",
    )
    assert [(severity, success) for severity, success, _ in failed] == [("warning", False)]
    assert "The right to labour" in failed[0][2]


def test_states_vote_by_their_names_and_unknown_ones_stay(completion: Completion) -> None:
    votes = ask(
        completion.home,
        f"SELECT actor_id, printed_name, vote, origin FROM votes WHERE document_id = '{ENGLISH}' ORDER BY position",
    )
    assert votes == [
        ("MEX", "MEXICO", "in_favour", "record"), ("CIV", "COTE D'IVOIRE", "against", "record"),
        (None, "YUGOSLAVIA", "abstaining", "record"),
    ]  # fmt: skip
    assert ask(completion.home, "SELECT printed_name FROM record_votes WHERE vote = 'non_voting'") == [
        ("NAURU",)
    ]


def test_subjects_and_records_of_any_document_are_there(completion: Completion) -> None:
    subjects = ask(
        completion.home, f"SELECT kind, heading FROM record_subjects WHERE symbol = '{SYMBOL}' ORDER BY ALL"
    )
    assert subjects == [("place", "ATLANTIS"), ("subject", "MIGRANT WORKERS"), ("subject", "RIGHT TO REST")]
    assert ask(completion.home, "SELECT title FROM records WHERE symbol = 'A/HRC/48/55'") == [
        ("Report on rest",)
    ]


def test_bad_records_and_repeated_files_are_rejects(completion: Completion) -> None:
    rejects = ask(
        completion.home, "SELECT parse_filename(source_uri), stage, reason, detail FROM rejects ORDER BY ALL"
    )
    assert [row[:3] for row in rejects] == [
        ("page%202", "settle", "duplicate"),
        ("records.txt", "parse", "no_symbol"),
    ]
    assert "900999" in rejects[1][3]


def test_records_that_are_pruned_take_what_they_gave_with_them(completion: Completion) -> None:
    """Last of this file, since it changes the folder."""
    for name in ("records.txt", "page 1", "page 2"):
        (completion.folder / name).unlink()
    assert build_here(completion.home, prune=True).ended == "published"
    assert ask(
        completion.home,
        f"SELECT adopted_on, meeting, adoption FROM resolutions WHERE document_id = '{ENGLISH}'",
    ) == [(None, None, None)]
    for table in ("records", "record_subjects", "record_votes", "completions", "votes"):
        assert ask(completion.home, f"SELECT count(*) FROM {table}") == [(0,)]
