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
from tests.metric_tables import Rows, adopted, computed, document, only
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
    document("S2", "30", "3379", organ="GA"),
    document("T", "S-7", "3362", organ="GA", session_kind="special"),
    document("U", "ES-5", "2253", organ="GA", session_kind="emergency_special"),
    document("V", "2000", "1325", organ="SC"),
    document("W", "48", "1503", organ="ECOSOC"),
    # Those that begin with 1 do.
    document("X2", "31", "2", organ="GA"),
    document("X", "S-8", "2", organ="GA", session_kind="special"),
    document("Y", "ES-6", "1", organ="GA", session_kind="emergency_special"),
    document("Z", "1996", "2", organ="ECOSOC"),
    # The index says 2 and 3 are held: it is wrong, so nothing says how many there were.
    *(document(f"AA{n}", "33", f"{n}") for n in (1, 2, 3)),
    # Both that the index counts are held, and an invented one among them.
    *(document(f"AB{n}", "34", f"{n}") for n in (1, 2)),
    document("AB9", "34", "901", is_fictitious=True),
    # The index knows that session 9 took place, and does not count it.
    *(document(f"AC{n}", "9", f"{n}") for n in (1, 2)),
]

INDEX = [
    adopted("9", None), adopted("29", 1), adopted("30", 3), adopted("31", 9), adopted("32", 5),
    adopted("33", 2), adopted("34", 2),
]  # fmt: skip


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
        ("GA/30", "en", 1, 1, None, None, "unknown"),
        ("GA/S-7", "en", 1, 1, None, None, "unknown"),
        ("GA/ES-5", "en", 1, 1, None, None, "unknown"),
        ("SC/2000", "en", 1, 1, None, None, "unknown"),
        ("ECOSOC/48", "en", 1, 1, None, None, "unknown"),
        ("GA/31", "en", 1, 1, 2, "1", "partial"),
        ("GA/S-8", "en", 1, 1, 2, "1", "partial"),
        ("GA/ES-6", "en", 1, 1, 1, None, "unknown"),
        ("ECOSOC/1996", "en", 1, 1, 2, "1", "partial"),
        ("HRC/33", "en", 3, 3, 3, None, "unknown"),
        ("HRC/34", "en", 3, 2, 2, None, "unknown"),
        ("HRC/9", "en", 2, 2, 2, None, "unknown"),
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
    indexed = {"HRC/29": 1, "HRC/30": 3, "HRC/31": 9, "HRC/33": 2, "HRC/34": 2}.get(session_id)
    assert (row["is_indexed"], row["resolutions_indexed"]) == (indexed is not None, indexed)
    assert row["fictitious"] == (1 if session_id in {"HRC/31", "HRC/34"} else 0)


def test_a_session_without_documents_has_no_row(coverage: pl.DataFrame) -> None:
    assert coverage.height == 22
    assert "HRC/32" not in coverage["session_id"]


def organ_coverage_of(rows: Rows) -> list[tuple[int, int, int, str]]:
    """The view organ_coverage over these rows: sessions, those whole, those absent, and what is said of all."""
    with duckdb.connect() as connection:
        for name in ("resolutions", "session_coverage", "adopted_resolutions", "sessions"):
            connection.register(name, TABLES[name].frame(rows.get(name, ())))
        for view in published_views():
            if view.name in ("document_years", "absent_sessions", "organ_coverage"):
                connection.execute(view.ddl())
        return connection.execute(
            "SELECT sessions, sessions_whole, sessions_absent, coverage FROM organ_coverage"
        ).fetchall()


HELD = {("30", "whole"): 2015, ("60", "unknown"): 2026, ("61", "partial"): 2026}
"""Sessions with one text each, what is said of them, and the year of the text."""


@pytest.mark.parametrize(
    ("sessions", "index", "told"),
    [
        (["30"], [adopted("30", 1)], (1, 1, 0, "whole")),
        (["30", "60"], [adopted("30", 1)], (2, 1, 0, "unknown")),
        (["30", "60", "61"], [adopted("30", 1)], (3, 1, 0, "partial")),
        # Session 29, of the same year, is absent; sessions before the first text and after the last are no matter.
        (["30"], [adopted("29", 1), adopted("30", 1)], (1, 1, 1, "partial")),
        (["30"], [adopted("12", 1, year=2009), adopted("30", 1), adopted("33", 1, year=2016)], (1, 1, 0, "whole")),
        (["30", "60"], [adopted("12", 1, year=2009), adopted("33", 1, year=2016), adopted("40", 1, year=2019)], (2, 1, 2, "partial")),
        # What session 28 adopted nobody knows; if nothing, nothing of it is absent.
        (["30"], [adopted("28", None), adopted("30", 1)], (1, 1, 1, "unknown")),
        (["30"], [adopted("28", None), adopted("29", 1), adopted("30", 1)], (1, 1, 2, "partial")),
        (["30"], [adopted("9", None, year=2008), adopted("30", 1)], (1, 1, 0, "whole")),
        (["30"], [adopted("28", 0), adopted("30", 1)], (1, 1, 0, "whole")),
    ],
)  # fmt: skip
def test_an_organ_is_as_whole_as_the_least_whole_of_its_sessions(
    sessions: list[str], index: list[dict[str, Any]], told: tuple[int, int, int, str]
) -> None:
    held = [(session, said, year) for (session, said), year in HELD.items() if session in sessions]
    texts = [document(f"T{session}", session, "1", adopted_on=date(year, 6, 1)) for session, _, year in held]
    coverage = [
        {"organ": "HRC", "session": session, "language": "en", "coverage": said} for session, said, _ in held
    ]
    rows = {
        "resolutions": texts,
        "session_coverage": coverage,
        "adopted_resolutions": index,
    }
    assert organ_coverage_of(rows) == [told]


def test_a_session_that_is_held_in_another_language_alone_is_absent() -> None:
    """Session 29 is held in French and session 30 in English, both of 2015: each language lacks the other's."""
    held = [("30", "en"), ("29", "fr")]
    rows = {
        "resolutions": [
            document(f"T{session}", session, "1", language=language, adopted_on=date(2015, 6, 1))
            for session, language in held
        ],
        "session_coverage": [
            {"organ": "HRC", "session": session, "language": language, "coverage": "whole"}
            for session, language in held
        ],
        "adopted_resolutions": [adopted("29", 1), adopted("30", 1)],
    }
    assert organ_coverage_of(rows) == [(1, 1, 1, "partial")] * 2


def test_the_index_of_the_program_counts_each_session_once() -> None:
    index = read_adopted_resolutions()
    assert index.select("organ", "session").is_unique().all()
    assert index["resolutions"].min() >= 1  # type: ignore[operator]
    assert only(index, organ="HRC", session="31")["resolutions"] == 37


def test_the_index_of_the_program_has_every_session_of_its_years_though_it_does_not_count_all() -> None:
    index = read_adopted_resolutions()
    assert set(index["session"]) == {*map(str, range(1, 52)), *(f"S-{number}" for number in range(1, 36))}
    uncounted = index.filter(pl.col("resolutions").is_null())
    special = {f"S-{number}" for number in (1, 2, 4, *range(12, 21))}
    assert set(uncounted["session"]) == {"1", "9"} | special
    assert uncounted.drop("resolutions").null_count().sum_horizontal().item() == 0


@pytest.mark.parametrize(
    ("year", "told"), [(2008, "unknown"), (2009, "unknown"), (2015, "whole"), (2020, "whole")]
)
def test_all_that_the_index_counts_of_a_year_is_the_year_only_if_it_counts_all_sessions(
    year: int, told: str, tmp_path: Path
) -> None:
    """Session 9 met in 2008 and the 12th special session in 2009; of 2015 and 2020 every session is counted."""
    index = read_adopted_resolutions().to_dicts()
    held = [row for row in index if row["year"] == year and row["resolutions"]]
    texts = [
        document(f"{row['session']}/{n}", row["session"], f"{n}", adopted_on=date(year, 6, 1))
        for row in held
        for n in range(1, row["resolutions"] + 1)
    ]
    coverage = computed("session_coverage", {"resolutions": texts, "adopted_resolutions": index}, tmp_path)
    assert set(coverage["coverage"]) == {"whole"}
    rows = {"resolutions": texts, "session_coverage": coverage.to_dicts(), "adopted_resolutions": index}
    assert [row[-1] for row in organ_coverage_of(rows)] == [told]


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
        ({"coverage": "partial", "resolutions_adopted": 29, "resolutions_indexed": 29}, "12 of 29", "12 of 29 held"),
        ({"coverage": "partial", "resolutions_adopted": 29, "resolutions_indexed": None}, "12 of at least 29", "12 of at least 29 held"),
        ({"coverage": "partial", "resolutions_adopted": 29, "resolutions_indexed": 28}, "12 of at least 29", "12 of at least 29 held"),
        ({"coverage": "unknown", "resolutions_adopted": 12, "resolutions_indexed": 11}, "12 of at least 12", "12 of at least 12 held"),
        ({"coverage": "unknown", "resolutions_adopted": 12, "resolutions_indexed": 12, "fictitious": 1}, "12 of 12", "12 of 12 held; 1 fictitious"),
        ({"coverage": "unknown", "resolutions_adopted": 12, "resolutions_indexed": None}, "12 of ?", "12 held, of how many is not known"),
        ({"coverage": "unknown", "resolutions_adopted": None, "resolutions_indexed": None}, "12 of ?", "12 held, of how many is not known"),
    ],
)  # fmt: skip
def test_how_much_is_held_in_words(row: dict[str, Any], few: str, words: str) -> None:
    row = {"resolutions_held": 12, "fictitious": 0, **row}
    assert (held_of(row), session_words(row)) == (few, words)
