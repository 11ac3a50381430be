"""The star of dimensions and facts over the warehouse of the embedded sample.

Not here: that every view has its comments (`test_codebook`), the tables below.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import duckdb
import pytest

from tests.build_fixtures import SampleBuild, ask, sample_build
from tests.metric_tables import document
from warehouse.described import Part, described
from warehouse.statements import create_everything
from warehouse.tables import TABLES

__all__ = ["sample_build"]

FACTS = {
    "fact_paragraph": "SELECT count(*) FROM paragraphs",
    "fact_theme_mention": "SELECT count(*) FROM paragraph_themes",
    "fact_actor_mention": "SELECT count(*) FROM paragraph_actors",
    "fact_instrument_citation": "SELECT (SELECT count(*) FROM paragraph_instruments) + (SELECT count(*) FROM footnote_instruments)",
    "fact_report_request": "SELECT count(*) FROM report_requests",
    "fact_vote": "SELECT count(*) FROM votes",
}  # fmt: skip
DIMENSIONS = {
    "dim_document": ("document_id", "SELECT count(*) FROM resolutions"),
    "dim_session": ("session_id", "SELECT count(*) FROM sessions"),
    "dim_language": ("language", "SELECT count(*) FROM languages"),
    "dim_theme": ("theme_id", "SELECT count(*) FROM themes"),
    "dim_actor": ("actor_id", "SELECT count(*) FROM actors"),
    "dim_instrument": ("instrument_id", "SELECT count(*) FROM instruments"),
}
JOINS = [
    (fact, dimension, key, key)
    for fact in FACTS
    for dimension, key in (("dim_document", "document_id"), ("dim_session", "session_id"), ("dim_language", "language"))
] + [
    *((fact, "dim_date", "adopted_on", "date") for fact in FACTS),
    ("fact_theme_mention", "dim_theme", "theme_id", "theme_id"),
    ("fact_actor_mention", "dim_actor", "actor_id", "actor_id"),
    ("fact_instrument_citation", "dim_instrument", "instrument_id", "instrument_id"),
    ("fact_vote", "dim_actor", "actor_id", "actor_id"),
    ("fact_report_request", "dim_actor", "actor_id", "actor_id"),
    ("fact_report_request", "dim_session", "due_session_id", "session_id"),
    ("fact_report_request", "fact_paragraph", "paragraph_id", "paragraph_id"),
    ("request_calendar", "dim_date", "due_starts_on", "date"),
    ("request_frequency", "dim_session", "session_id", "session_id"),
    ("fact_theme_mention", "fact_paragraph", "paragraph_id", "paragraph_id"),
    ("fact_actor_mention", "fact_paragraph", "paragraph_id", "paragraph_id"),
    ("fact_instrument_citation", "fact_paragraph", "paragraph_id", "paragraph_id"),
    ("theme_frequency", "dim_session", "session_id", "session_id"),
    ("session_coverage", "dim_session", "session_id", "session_id"),
]  # fmt: skip


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_has_a_row_for_each_row_of_its_tables(sample_build: SampleBuild, fact: str) -> None:
    [(rows,)] = ask(sample_build.home, f"SELECT count(*) FROM {fact}")
    assert [(rows,)] == ask(sample_build.home, FACTS[fact])
    assert rows > 0


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_a_dimension_has_a_row_for_each_row_of_its_table_and_one_key(
    sample_build: SampleBuild, dimension: str
) -> None:
    key, counted = DIMENSIONS[dimension]
    found = ask(sample_build.home, f"SELECT count(*), count(DISTINCT {key}) FROM {dimension}")
    [(expected,)] = ask(sample_build.home, counted)
    assert found == [(expected, expected)]


@pytest.mark.parametrize(("fact", "dimension", "key", "of_dimension"), JOINS)
def test_every_key_of_a_fact_is_one_row_of_its_dimension(
    sample_build: SampleBuild, fact: str, dimension: str, key: str, of_dimension: str
) -> None:
    [(rows, joined, unmatched)] = ask(
        sample_build.home,
        f"""
        SELECT
            (SELECT count(*) FROM {fact} WHERE {key} IS NOT NULL),
            (SELECT count(*) FROM {fact} AS f JOIN {dimension} AS d ON d.{of_dimension} = f.{key}),
            (SELECT count(*) FROM {fact} AS f ANTI JOIN {dimension} AS d ON d.{of_dimension} = f.{key} WHERE f.{key} IS NOT NULL)
        """,
    )
    assert joined == rows
    assert unmatched == 0


def test_days_run_on_from_the_first_year_to_the_last(sample_build: SampleBuild) -> None:
    [(days, different, first, last, span)] = ask(
        sample_build.home,
        "SELECT count(*), count(DISTINCT date), min(date), max(date), max(date) - min(date) + 1 FROM dim_date",
    )
    assert days == different == span
    assert (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    assert ask(
        sample_build.home,
        "SELECT min(year(adopted_on)), max(year(adopted_on)) FROM resolutions",
    ) == [(first.year, last.year)]
    row = ask(
        sample_build.home,
        "SELECT year, quarter, month, month_name, day, weekday FROM dim_date WHERE month = 10 AND day = 2 AND year = "
        + str(first.year),
    )
    assert [(each[1:5]) for each in row] == [(4, 10, "October", 2)]


def test_a_theme_knows_its_top_and_its_level(sample_build: SampleBuild) -> None:
    rows = ask(
        sample_build.home,
        "SELECT theme_id, parent_theme_id, top_theme_id, level FROM dim_theme",
    )
    assert rows
    for theme, parent, top, level in rows:
        assert (parent is None) == (level == 0) == (top == theme)
    assert ask(
        sample_build.home, "SELECT top_theme_id FROM dim_theme WHERE theme_id = 'migrant_workers'"
    ) == [("migration",)]


def test_figures_of_the_facts_are_those_of_the_metrics(sample_build: SampleBuild) -> None:
    """A modeller who counts documents by theme over the star finds what theme_frequency tells of a theme without narrower ones."""
    assert ask(
        sample_build.home,
        """
        SELECT count(*) FROM theme_frequency AS f
        LEFT JOIN (
            SELECT session_id, language, theme_id, count(DISTINCT document_id) AS documents
            FROM fact_theme_mention WHERE paragraph_kind IN ('preambular', 'operative') GROUP BY ALL
        ) AS s USING (session_id, language, theme_id)
        WHERE f.theme_id NOT IN (SELECT parent_id FROM themes WHERE parent_id IS NOT NULL)
          AND f.documents_with_theme != coalesce(s.documents, 0)
        """,
    ) == [(0,)]  # fmt: skip


def test_days_bear_a_year_that_no_text_can_be_of() -> None:
    """A misprint costs its own day, not the days of a thousand years."""
    days = [date(1812, 6, 1), date(2015, 10, 2), date(2018, 7, 5), date(9999, 1, 1)]
    with duckdb.connect() as connection:
        create_everything(connection)
        texts = [
            document(f"T{n}", "30", f"{n}", adopted_on=day, ingested_at=datetime(2026, 1, 1))
            for n, day in enumerate(days)
        ]
        connection.register("texts", TABLES["resolutions"].frame(texts))
        connection.execute("DROP TABLE resolutions")
        connection.execute("CREATE TABLE resolutions AS FROM texts")
        sessions = TABLES["sessions"].frame(
            [{"organ": "HRC", "session": "30", "starts_on": date(2014, 9, 8)}]
        )
        connection.register("of_sessions", sessions)
        connection.execute("DROP TABLE sessions")
        connection.execute("CREATE TABLE sessions AS FROM of_sessions")
        found = [row[0] for row in connection.execute("SELECT date FROM dim_date").fetchall()]
    assert found == [
        days[0], *(date(2014, 1, 1) + timedelta(days=n) for n in range(365 * 5 + 1)), days[3],
    ]  # fmt: skip


@pytest.mark.parametrize("part", described(), ids=lambda part: part.name)
def test_no_rate_is_published_without_saying_what_it_is_one_of(part: Part) -> None:
    columns = {column.name for column in part.columns}
    rates = {name for name in columns if re.fullmatch(r".*share|.*lift|change|mentions_per_1000_words", name)}
    assert not rates or "coverage" in columns, rates
