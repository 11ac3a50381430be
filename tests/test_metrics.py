"""Theme frequency against an example small enough to count by hand, and against published Wilson intervals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.metric_tables import computed
from warehouse.metrics import MetricError, compute_metric, metric_names, metric_sql
from warehouse.tables import TABLES

THEMES = [
    {"theme_id": "migration", "label": "Migration", "definition": "d"},
    {"theme_id": "workers", "parent_id": "migration", "label": "Migrant workers", "definition": "d"},
    {"theme_id": "children", "parent_id": "migration", "label": "Migrant children", "definition": "d"},
    {"theme_id": "water", "label": "Water", "definition": "d"},
]

# document, session, language -> paragraphs: (id, kind, words)
DOCUMENTS = {
    ("A", "30", "en"): [("A1", "preambular", 10), ("A2", "operative", 20), ("A3", "heading", 7), ("A4", "annex", 500)],
    ("B", "30", "en"): [("B1", "preambular", 30), ("B2", "operative", 40)],
    ("C", "30", "fr"): [("C1", "operative", 50)],
    ("D", "31", "en"): [],
}  # fmt: skip

# paragraph, theme, characters
MATCHES = [
    ("A1", "migration", 0, 8),
    ("A1", "workers", 0, 15),
    ("A2", "workers", 5, 20),
    ("A2", "children", 5, 20),  # the very same characters: for migration one mention
    ("A3", "water", 0, 5),  # a heading does not count
    ("A4", "migration", 0, 8),  # nor does an annex
    ("B2", "water", 0, 5),
    ("B2", "water", 9, 14),
    ("C1", "migration", 0, 8),
]


def frequency(
    folder: Path,
    documents: dict[tuple[str, str, str], list[tuple[str, str, int]]],
    matches: list[tuple[str, str, int, int]],
    themes: list[dict[str, str]] = THEMES,
) -> pl.DataFrame:
    rows: dict[str, list[dict[str, Any]]] = {
        "themes": themes,
        "resolutions": [
            {"document_id": name, "organ": "HRC", "session": session, "session_number": int(session), "language": language, "is_fictitious": False, "session_kind": "regular"}
            for name, session, language in documents
        ],
        "vocabulary": [
            {"rule": f"{language}:{theme}", "family": "theme", "target": theme, "language": language, "polarity": polarity}
            for language, theme, polarity in [
                *(("en", theme["theme_id"], "include") for theme in themes), ("fr", "workers", "include"), ("fr", "water", "exclude")
            ]
        ],
        "paragraphs": [
            {"paragraph_id": paragraph, "document_id": key[0], "kind": kind, "word_count": words}
            for key, paragraphs in documents.items() for paragraph, kind, words in paragraphs
        ],
        "paragraph_themes": [
            dict(zip(("paragraph_id", "theme_id", "start_char", "end_char"), match, strict=True)) for match in matches
        ],
    }  # fmt: skip
    return computed("theme_frequency", rows, folder)


@pytest.fixture
def counted(tmp_path: Path) -> pl.DataFrame:
    return frequency(tmp_path, DOCUMENTS, MATCHES)


def one(rows: pl.DataFrame, session: str, language: str, theme: str) -> dict[str, Any]:
    return rows.row(by_predicate=(pl.col("session") == session) & (pl.col("language") == language) & (pl.col("theme_id") == theme), named=True)  # fmt: skip


COUNTS = (
    "documents", "documents_with_theme", "paragraphs", "paragraphs_with_theme", "preambular_with_theme",
    "operative_with_theme", "mentions", "words",
)  # fmt: skip


@pytest.mark.parametrize(
    ("session", "language", "theme", "counts", "rate"),
    [
        # Session 30 in English: 2 documents, 4 paragraphs of 10 + 20 + 30 + 40 = 100 words.
        # Migration: A1 has spans 0-8 within 0-15, A2 has 5-20 once: 2 mentions in 2 paragraphs of 1 document.
        ("30", "en", "migration", (2, 1, 4, 2, 1, 1, 2, 100), 20.0),
        ("30", "en", "workers", (2, 1, 4, 2, 1, 1, 2, 100), 20.0),
        ("30", "en", "children", (2, 1, 4, 1, 0, 1, 1, 100), 10.0),
        ("30", "en", "water", (2, 1, 4, 1, 0, 1, 2, 100), 20.0),
        # The same session in French is counted apart.
        ("30", "fr", "migration", (1, 1, 1, 1, 0, 1, 1, 50), 20.0),
        ("30", "fr", "workers", (1, 0, 1, 0, 0, 0, 0, 50), 0.0),
        # A session whose one document has no paragraph.
        ("31", "en", "migration", (1, 0, 0, 0, 0, 0, 0, 0), 0.0),
    ],
)
def test_counts_of_the_example(
    counted: pl.DataFrame, session: str, language: str, theme: str, counts: tuple[int, ...], rate: float
) -> None:
    row = one(counted, session, language, theme)
    assert tuple(row[name] for name in COUNTS) == counts
    assert row["mentions_per_1000_words"] == pytest.approx(rate)
    assert row["document_share"] == counts[1] / counts[0]


def test_a_theme_has_a_row_in_every_session_in_a_language_that_has_terms_for_it(
    counted: pl.DataFrame,
) -> None:
    themes = {key: set(rows["theme_id"]) for key, rows in counted.group_by("session", "language")}
    every = {theme["theme_id"] for theme in THEMES}
    # in French one theme has terms, and counts for the theme above it; an exclusion finds nothing
    assert themes == {("30", "en"): every, ("31", "en"): every, ("30", "fr"): {"workers", "migration"}}


def test_the_result_has_the_contracts_columns_and_is_sorted_by_its_key(counted: pl.DataFrame) -> None:
    table = TABLES["theme_frequency"]
    assert counted.schema == pl.Schema(table.schema)
    assert counted.null_count().sum_horizontal().item() == 0
    assert counted.equals(counted.sort(table.key))
    assert not counted.select(pl.struct(table.key).is_duplicated().any()).item()


@pytest.mark.parametrize(
    ("with_theme", "documents", "low", "high"),
    [
        # Without continuity correction, 95 %, as tables of the Wilson interval give them.
        (0, 10, 0.0, 0.2775),
        (1, 10, 0.0179, 0.4042),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (1, 1, 0.2065, 1.0),
        (0, 1, 0.0, 0.7935),
        (81, 263, 0.2553, 0.3662),  # R. G. Newcombe, Statistics in Medicine 17 (1998), table I
        (15, 148, 0.0624, 0.1605),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(
    tmp_path: Path, with_theme: int, documents: int, low: float, high: float
) -> None:
    texts = {(f"D{n}", "30", "en"): [(f"P{n}", "operative", 10)] for n in range(documents)}
    row = one(
        frequency(tmp_path, texts, [(f"P{n}", "water", 0, 5) for n in range(with_theme)]), "30", "en", "water"
    )
    assert row["document_share_low"] == pytest.approx(low, abs=0.00005)
    assert row["document_share_high"] == pytest.approx(high, abs=0.00005)
    assert 0 <= row["document_share_low"] <= row["document_share"] <= row["document_share_high"] <= 1


def test_a_theme_counts_at_every_level_above_it(tmp_path: Path) -> None:
    themes = [
        *THEMES,
        {"theme_id": "domestic", "parent_id": "workers", "label": "Domestic", "definition": "d"},
    ]
    rows = frequency(
        tmp_path, {("A", "30", "en"): [("A1", "operative", 10)]}, [("A1", "domestic", 0, 5)], themes
    )
    mentions = dict(rows.select("theme_id", "mentions").iter_rows())
    assert mentions == {"domestic": 1, "workers": 1, "migration": 1, "children": 0, "water": 0}


@pytest.mark.parametrize(
    ("matches", "mentions"),
    [
        # "New York Declaration for Refugees and Migrants" is one mention of migration, not two with "Migrants" in it.
        ([("migration", 0, 46), ("workers", 38, 46)], 1),
        ([("workers", 0, 8), ("migration", 0, 20), ("children", 12, 20)], 1),
        ([("migration", 0, 30), ("workers", 2, 6), ("children", 25, 30), ("migration", 31, 40)], 2),
        # What only overlaps, or adjoins, is a mention of its own.
        ([("migration", 0, 10), ("workers", 5, 15)], 2),
        ([("migration", 0, 10), ("workers", 10, 15)], 2),
        ([("migration", 0, 10), ("migration", 5, 15), ("workers", 12, 15)], 2),
    ],
)
def test_words_within_words_of_the_same_theme_are_one_mention(
    tmp_path: Path, matches: list[tuple[str, int, int]], mentions: int
) -> None:
    rows = frequency(
        tmp_path,
        {("A", "30", "en"): [("A1", "operative", 10)]},
        [("A1", *match) for match in [*matches, ("water", 1, 3)]],
    )
    # Those of another theme, and of each narrower one by itself, count as before.
    counts = {
        theme: len({match for match in matches if match[0] == theme}) for theme in ("workers", "children")
    }
    assert one(rows, "30", "en", "migration")["mentions"] == mentions
    found = {theme: one(rows, "30", "en", theme)["mentions"] for theme in ("workers", "children", "water")}
    assert found == {**counts, "water": 1}


def test_without_documents_there_are_no_rows(tmp_path: Path) -> None:
    rows = frequency(tmp_path, {}, [])
    assert rows.is_empty()
    assert rows.schema == pl.Schema(TABLES["theme_frequency"].schema)


def test_an_unknown_metric_or_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(MetricError, match="there is no metric 'theme_share'; there are actor_frequency, "):
        compute_metric("theme_share", {})
    with pytest.raises(MetricError, match=r"theme_frequency: .* does not exist.* \(given: \)"):
        compute_metric("theme_frequency", {})


@pytest.mark.parametrize("name", metric_names())
def test_every_metric_opens_by_saying_what_it_counts(name: str) -> None:
    header = [line for line in metric_sql(name).splitlines() if line.startswith("-- ")]
    for heading in ("Title:", "Grain:", "Denominator:", "Caveats:"):
        assert any(line.startswith(f"-- {heading}") for line in header), heading
