"""How much of each session is held, counted by hand.

Not here: the index itself (warehouse/reference), figures that name the coverage of their session.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from tests.adopted_index import INDEX as INDEX_OF_TEXTS
from tests.adopted_index import adopted_csv
from tests.metric_tables import adopted, computed, document, only
from transforms.calendar import expected_dates
from warehouse.coverage import held_of, session_words
from warehouse.reference import REFERENCE_FOLDER, read_adopted_resolutions
from warehouse.statements import published_views
from warehouse.tables import TABLES

RESOLUTIONS = [
    # Session 30 adopted 3 by the index; all are held, in English. In French number 2 alone.
    document("A", "30", "1"),
    document("B", "30", "2"),
    document("C", "30", "3"),
    document("D", "30", "101", document_type="decision"),
    document("E", "30", "2", language="fr"),
    # Session 31 adopted 9 by the index: 2, 3 and 6 are held. An invented 5 does not count.
    document("F", "31", "2"),
    document("G", "31", "3"),
    document("H", "31", "6"),
    document("I", "31", "5", is_fictitious=True),
    # Of session 60 the index knows nothing. 1 and 2 are held: whether there are more is not known.
    document("J", "60", "1"),
    document("K", "60", "2"),
    # Of session 61 neither, but number 4 is held, so there were at least 4.
    document("L", "61", "4"),
    # Session 62 is held by a decision alone; a special session of the same number is another session.
    document("M", "62", "101", document_type="decision"),
    document("N", "S-30", "1", session_kind="special"),
    # The index knows more numbers held than it tells: what is held is the least that was adopted.
    document("O", "29", "2"),
    # Parts of one number are held as that number.
    document("P", "77", "1", organ="GA"),
    document("Q", "77", "2A", organ="GA"),
    document("R", "77", "2B", organ="GA"),
    # Numbers that run on from session to session tell nothing about the session.
    document("S", "21", "2625", organ="GA"),
    document("T", "S-6", "3201", organ="GA", session_kind="special"),
    document("U", "ES-5", "2253", organ="GA", session_kind="emergency_special"),
    document("V", "2000", "1325", organ="SC"),
    document("W", "48", "1503", organ="ECOSOC"),
    # Those that begin with 1 do.
    document("X", "S-10", "2", organ="GA", session_kind="special"),
    document("Y", "ES-11", "1", organ="GA", session_kind="emergency_special"),
    document("Z", "1996", "2", organ="ECOSOC"),
]

INDEX = [adopted("29", 1), adopted("30", 3), adopted("31", 9), adopted("32", 5)]


@pytest.fixture(scope="module")
def coverage(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    rows = {"resolutions": RESOLUTIONS, "adopted_resolutions": INDEX}
    return computed("session_coverage", rows, tmp_path_factory.mktemp("coverage"))


@pytest.mark.parametrize(
    ("session_id", "language", "documents", "held", "of", "missing", "told"),
    [
        ("HRC/30", "en", 4, 3, 3, None, "whole"),
        ("HRC/30", "fr", 1, 1, 3, "1, 3", "partial"),
        ("HRC/31", "en", 4, 3, 9, "1, 4–5, 7–9", "partial"),
        ("HRC/60", "en", 2, 2, 2, None, "unknown"),
        ("HRC/61", "en", 1, 1, 4, "1–3", "partial"),
        ("HRC/62", "en", 1, 0, None, None, "unknown"),
        ("HRC/S-30", "en", 1, 1, 1, None, "unknown"),
        ("HRC/29", "en", 1, 1, 2, "1", "partial"),
        ("GA/77", "en", 3, 2, 2, None, "unknown"),
        ("GA/21", "en", 1, 1, None, None, "unknown"),
        ("GA/S-6", "en", 1, 1, None, None, "unknown"),
        ("GA/ES-5", "en", 1, 1, None, None, "unknown"),
        ("SC/2000", "en", 1, 1, None, None, "unknown"),
        ("ECOSOC/48", "en", 1, 1, None, None, "unknown"),
        ("GA/S-10", "en", 1, 1, 2, "1", "partial"),
        ("GA/ES-11", "en", 1, 1, 1, None, "unknown"),
        ("ECOSOC/1996", "en", 1, 1, 2, "1", "partial"),
    ],
)
def test_what_is_held_of_a_session(
    coverage: pl.DataFrame,
    session_id: str,
    language: str,
    documents: int,
    held: int,
    of: int | None,
    missing: str | None,
    told: str,
) -> None:
    row = only(coverage, session_id=session_id, language=language)
    assert (row["documents"], row["resolutions_held"], row["resolutions_adopted"]) == (documents, held, of)
    assert (row["missing_numbers"], row["coverage"]) == (missing, told)
    assert row["is_indexed"] == (session_id in {"HRC/29", "HRC/30", "HRC/31"})
    assert row["fictitious"] == (1 if session_id == "HRC/31" else 0)


def test_a_session_without_documents_has_no_row(coverage: pl.DataFrame) -> None:
    assert coverage.height == 17
    assert "HRC/32" not in coverage["session_id"]


HELD = {("30", "whole"): 2015, ("60", "unknown"): 2026, ("61", "partial"): 2026}
"""Sessions with one text each, what is said of them, and the year of the text."""


@pytest.mark.parametrize(
    ("sessions", "index", "told"),
    [
        (["30"], {"30": 2015}, (1, 1, 0, "whole")),
        (["30", "60"], {"30": 2015}, (2, 1, 0, "unknown")),
        (["30", "60", "61"], {"30": 2015}, (3, 1, 0, "partial")),
        # Session 29, of the same year, is absent; sessions before the first text and after the last are no matter.
        (["30"], {"29": 2015, "30": 2015}, (1, 1, 1, "partial")),
        (["30"], {"12": 2009, "30": 2015, "33": 2016}, (1, 1, 0, "whole")),
        (["30", "60"], {"12": 2009, "30": 2015, "33": 2016, "40": 2019}, (2, 1, 2, "partial")),
    ],
)
def test_an_organ_is_as_whole_as_the_least_whole_of_its_sessions(
    sessions: list[str], index: dict[str, int], told: tuple[int, int, int, str]
) -> None:
    held = [(session, said, year) for (session, said), year in HELD.items() if session in sessions]
    texts = [document(f"T{session}", session, "1", adopted_on=date(year, 6, 1)) for session, _, year in held]
    coverage = [
        {"organ": "HRC", "session": session, "language": "en", "coverage": said} for session, said, _ in held
    ]
    rows = {
        "resolutions": texts,
        "session_coverage": coverage,
        "adopted_resolutions": [adopted(session, 1, year=year) for session, year in index.items()],
        "sessions": [],
    }
    with duckdb.connect() as connection:
        for name, of in rows.items():
            connection.register(name, TABLES[name].frame(of))
        for view in published_views():
            if view.name in ("document_years", "absent_sessions", "organ_coverage"):
                connection.execute(view.ddl())
        found = connection.execute(
            "SELECT sessions, sessions_whole, sessions_absent, coverage FROM organ_coverage"
        ).fetchall()
    assert found == [told]


def test_the_index_of_the_program_counts_each_session_once() -> None:
    index = read_adopted_resolutions()
    assert index.select("organ", "session").is_unique().all()
    assert index["resolutions"].min() >= 0  # type: ignore[operator]
    assert index.null_count().sum_horizontal().item() == 0
    assert only(index, organ="HRC", session="31")["resolutions"] == 37


def test_the_index_of_the_program_is_derived_from_the_index_of_texts() -> None:
    if not INDEX_OF_TEXTS.exists():
        pytest.skip(f"{INDEX_OF_TEXTS} is not there")
    file = REFERENCE_FOLDER / "adopted_resolutions.csv"
    assert file.read_text(encoding="utf-8") == adopted_csv(), "run python -m tests.adopted_index, see there"


def test_the_years_of_the_index_are_those_of_the_sessions() -> None:
    index = read_adopted_resolutions()
    years = {row["session"]: row["year"] for row in index.iter_rows(named=True)}
    by_rule = {session: dates[0].year for session in years if (dates := expected_dates("HRC", session))}
    assert len(by_rule) > 40
    assert by_rule == {session: years[session] for session in by_rule}
    assert [years[session] for session in ("S-3", "S-5", "S-8", "S-9", "S-21", "S-22", "S-35")] == [
        2006, 2007, 2008, 2009, 2014, 2014, 2022,
    ]  # fmt: skip


def test_a_number_that_no_session_reaches_is_told_without_counting_up_to_it(tmp_path: Path) -> None:
    rows = {"resolutions": [document("A", "30", "2000000000")]}
    row = computed("session_coverage", rows, tmp_path).row(0, named=True)
    assert row["missing_numbers"] == "1–1999999999"


@pytest.mark.parametrize(
    ("row", "few", "words"),
    [
        ({"coverage": "partial", "resolutions_adopted": 29, "is_indexed": True}, "12 of 29", "12 of 29 held"),
        ({"coverage": "partial", "resolutions_adopted": 29, "is_indexed": False}, "12 of 29", "12 of at least 29 held"),
        ({"coverage": "unknown", "resolutions_adopted": 12, "is_indexed": False}, "12 of ?", "12 held, of how many is not known"),
        ({"coverage": "unknown", "resolutions_adopted": None, "is_indexed": False}, "12 of ?", "12 held, of how many is not known"),
    ],
)  # fmt: skip
def test_how_much_is_held_in_words(row: dict[str, Any], few: str, words: str) -> None:
    row = {"resolutions_held": 12, "fictitious": 0, **row}
    assert (held_of(row), session_words(row)) == (few, words)
