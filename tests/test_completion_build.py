"""A build of a folder with texts and records: what is completed, and where each value came from.

Not here: what is taken from which record (`test_completion`), reading records (`test_records`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from orchestration.home import Home
from tests.build_fixtures import Built, ask, build_here, digest, write_texts
from tests.build_fixtures import resolution as text
from tests.records_files import collection, deleted, field, full_record, harvested, oai, record, voting_data

SYMBOL = "A/HRC/RES/48/801"
ENGLISH = f"{SYMBOL}@en"
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
