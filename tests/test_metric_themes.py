"""Themes, and what stands beside them, in a corpus small enough to count by hand.

Not here: theme frequency (`test_metrics`), change over the years and first uses (`test_metric_years`).

| document, session | paragraph      | words do                 | themes         | addresses        | cites                   |
|-------------------|----------------|--------------------------|----------------|------------------|-------------------------|
| A, 30             | pp1 preambular | observing                | migration      |                  | CRC                     |
|                   | op1            | directive                | water          | states           |                         |
|                   | op1(a) item    | (of op1: directive)      | workers        | (of op1: states) | UDHR                    |
|                   | op2            | observing                | water          |                  | ICCPR, also footnote 1  |
|                   | an1 annex      |                          | workers        | states           |                         |
| B, 30             | pp1 preambular | observing                | water          |                  | ICCPR                   |
|                   | op1            | deciding                 | workers, water | OHCHR, states    |                         |
|                   | op2            |                          | water          |                  |                         |
| C, 31             | pp1 preambular | observing                |                |                  | footnote, uncalled: CRC |
|                   | op1            | evaluative               | water          |                  |                         |
|                   | op2            |                          | workers        |                  |                         |
| D, 31             | none           |                          |                |                  |                         |

WHO is mentioned in A op2. A theme "migration" counts workers. In all 4 documents and 4 + 3 + 3 = 10 paragraphs;
migration has 4 of them (A pp1, A op1(a), B op1, C op2), workers 3, water 6. Each document is held of those the index
knows: 2 in session 30, of session 31 it knows 3.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.metric_tables import adopted, computed, document, only, terms

THEMES = [
    {"theme_id": "migration", "label": "Migration", "definition": "d"},
    {"theme_id": "workers", "parent_id": "migration", "label": "Workers", "definition": "d"},
    {"theme_id": "water", "label": "Water", "definition": "d"},
    {"theme_id": "sport", "label": "Sport", "definition": "d"},
]
# paragraph, kind, number, what its own words do
PARAGRAPHS = [
    ("A#pp1", "preambular", None, "observing"), ("A#op1", "operative", "1", "directive"),
    ("A#op1(a)", "operative", "1(a)", None), ("A#op2", "operative", "2", "observing"), ("A#an1", "annex", None, None),
    ("B#pp1", "preambular", None, "observing"), ("B#op1", "operative", "1", "deciding"),
    ("B#op2", "operative", "2", None),
    ("C#pp1", "preambular", None, "observing"), ("C#op1", "operative", "1", "evaluative"),
    ("C#op2", "operative", "2", None),
]  # fmt: skip
ABOUT = [
    ("A#pp1", "migration"), ("A#op1", "water"), ("A#op1(a)", "workers"), ("A#op2", "water"), ("A#an1", "workers"),
    ("B#pp1", "water"), ("B#op1", "workers"), ("B#op1", "water"), ("B#op2", "water"),
    ("C#op1", "water"), ("C#op2", "workers"),
]  # fmt: skip
NAMED = [
    ("A#op1", "states", "addressee"), ("A#an1", "states", "addressee"), ("A#op2", "WHO", "mentioned"),
    ("B#op1", "OHCHR", "addressee"), ("B#op1", "states", "addressee"),
]  # fmt: skip
CITED = [("A#pp1", "CRC"), ("A#op1(a)", "UDHR"), ("A#op2", "ICCPR"), ("B#pp1", "ICCPR")]
IN_FOOTNOTES = [("A", "A#op2", "ICCPR"), ("C", None, "CRC")]
SPAN = {"start_char": 0, "end_char": 5}

ROWS: dict[str, list[dict[str, Any]]] = {
    "themes": THEMES,
    "vocabulary": terms("migration", "workers", "water", "sport"),
    "resolutions": [document("A", "30", "1"), document("B", "30", "2"), document("C", "31", "1"), document("D", "31", "2")],
    "adopted_resolutions": [adopted("30", 2), adopted("31", 3)],
    "paragraphs": [
        {
            "paragraph_id": name, "document_id": name[0], "kind": kind, "number": number, "action": action,
            "parent_id": "A#op1" if number == "1(a)" else None, "word_count": 10,
        }
        for name, kind, number, action in PARAGRAPHS
    ],
    "paragraph_themes": [{"paragraph_id": name, "theme_id": theme, **SPAN} for name, theme in ABOUT],
    "paragraph_actors": [{"paragraph_id": name, "actor_id": actor, "role": role, **SPAN} for name, actor, role in NAMED],
    "paragraph_instruments": [{"paragraph_id": name, "instrument_id": cited, **SPAN} for name, cited in CITED],
    "footnote_instruments": [
        {"document_id": text, "position": 1, "paragraph_id": name, "instrument_id": cited, **SPAN}
        for text, name, cited in IN_FOOTNOTES
    ],
}  # fmt: skip


def rows_of(metric: str, folder: Path, *columns: str) -> list[tuple[Any, ...]]:
    """The rows of a metric in these columns, in the order of its key."""
    return computed(metric, ROWS, folder).select(columns).rows()


def assert_has_interval(rows: pl.DataFrame, share: str, k: int, n: int, low: float, high: float) -> None:
    """The Wilson interval of k in n, from published tables, is that of every row with such a share."""
    found = rows.filter(pl.col(share) == k / n).select(f"{share}_low", f"{share}_high").unique().row(0)
    assert found == pytest.approx((low, high), abs=0.00005)


def test_totals_are_over_all_sessions(tmp_path: Path) -> None:
    rows = computed("theme_totals", ROWS, tmp_path)
    columns = ("theme_id", "documents", "documents_with_theme", "document_share", "paragraphs_with_theme", "mentions", "sessions", "coverage")  # fmt: skip
    assert rows.select(columns).rows() == [
        ("migration", 4, 3, 0.75, 4, 4, 2, "partial"),
        ("sport", 4, 0, 0.0, 0, 0, 2, "partial"),
        ("water", 4, 3, 0.75, 6, 6, 2, "partial"),
        ("workers", 4, 3, 0.75, 3, 3, 2, "partial"),
    ]
    assert_has_interval(rows, "document_share", 3, 4, 0.3006, 0.9544)


def test_themes_that_stand_together(tmp_path: Path) -> None:
    rows = rows_of(
        "theme_cooccurrence", tmp_path, "theme_id", "other_theme_id",
        "documents", "documents_with_theme", "documents_with_other", "documents_with_both", "document_lift",
        "paragraphs", "paragraphs_with_theme", "paragraphs_with_other", "paragraphs_with_both", "paragraph_lift", "coverage",
    )  # fmt: skip
    # All three documents that name water name workers: 3 of 4 where 3 × 3 / 4 are expected. Only B op1 names both:
    # 1 of 10 paragraphs where 4 × 6 / 10 are expected. Migration counts workers, so the two are no pair.
    assert rows == [
        ("migration", "water", 4, 3, 3, 3, 3 * 4 / 9, 10, 4, 6, 1, 10 / 24, "partial"),
        ("water", "workers", 4, 3, 3, 3, 3 * 4 / 9, 10, 6, 3, 1, 10 / 18, "partial"),
    ]


def test_the_wording_of_operative_paragraphs(tmp_path: Path) -> None:
    columns = ("session_id", "theme_id", "paragraphs", "deciding", "directive", "evaluative", "reinforcing", "observing", "unclassified", "strong_share", "coverage")  # fmt: skip
    rows = computed("theme_wording", ROWS, tmp_path)
    # A op1(a) has no words of its own that do anything; it requests, as its chapeau does. B op2 is no item of B op1.
    assert rows.select(columns).rows() == [
        ("HRC/30", "migration", 2, 1, 1, 0, 0, 0, 0, 1.0, "whole"),
        ("HRC/30", "water", 4, 1, 1, 0, 0, 1, 1, 2 / 3, "whole"),
        ("HRC/30", "workers", 2, 1, 1, 0, 0, 0, 0, 1.0, "whole"),
        ("HRC/31", "migration", 1, 0, 0, 0, 0, 0, 1, None, "partial"),
        ("HRC/31", "water", 1, 0, 0, 1, 0, 0, 0, 0.0, "partial"),
        ("HRC/31", "workers", 1, 0, 0, 0, 0, 0, 1, None, "partial"),
    ]
    assert_has_interval(rows, "strong_share", 2, 3, 0.2077, 0.9385)
    unknown = only(rows, session="31", theme_id="workers")
    assert (unknown["strong_share_low"], unknown["strong_share_high"]) == (None, None)


def test_what_a_paragraph_quotes_does_not_do_what_the_paragraph_does(tmp_path: Path) -> None:
    quoted = {"document_id": "B", "kind": "operative", "word_count": 10}
    paragraphs = [
        *ROWS["paragraphs"],
        {**quoted, "paragraph_id": "B#op1.opening", "kind": "opening", "parent_id": "B#op1"},
        {**quoted, "paragraph_id": "B#op1.op1", "number": "1", "parent_id": "B#op1"},
        {**quoted, "paragraph_id": "B#op1.p1", "parent_id": "B#op1"},
    ]
    about = [{"paragraph_id": name, "theme_id": "sport", **SPAN} for name in ("B#op1.op1", "B#op1.p1")]
    rows = computed("theme_wording", {**ROWS, "paragraphs": paragraphs, "paragraph_themes": about}, tmp_path)
    found = only(rows, theme_id="sport")
    assert (found["paragraphs"], found["unclassified"], found["deciding"]) == (2, 2, 0)


def test_who_is_addressed_about_what(tmp_path: Path) -> None:
    rows = computed("theme_addressees", ROWS, tmp_path)
    columns = ("theme_id", "actor_id", "paragraphs", "paragraphs_addressing", "documents_addressing", "paragraph_share")  # fmt: skip
    # Water: A op1 and B op1 address someone. Workers: A op1(a), by its chapeau, and B op1; the annex does not count.
    assert rows.select(columns).rows() == [
        ("migration", "OHCHR", 2, 1, 1, 0.5),
        ("migration", "states", 2, 2, 2, 1.0),
        ("water", "OHCHR", 2, 1, 1, 0.5),
        ("water", "states", 2, 2, 2, 1.0),
        ("workers", "OHCHR", 2, 1, 1, 0.5),
        ("workers", "states", 2, 2, 2, 1.0),
    ]
    assert_has_interval(rows, "paragraph_share", 1, 2, 0.0945, 0.9055)


def test_a_preambular_paragraph_addresses_nobody(tmp_path: Path) -> None:
    addressee = {"paragraph_id": "B#pp1", "actor_id": "WHO", "role": "addressee", **SPAN}
    rows = computed(
        "theme_addressees", {**ROWS, "paragraph_actors": [*ROWS["paragraph_actors"], addressee]}, tmp_path
    )
    assert set(rows["actor_id"]) == {"OHCHR", "states"}


def test_instruments_cited_where_a_theme_is_named(tmp_path: Path) -> None:
    rows = computed("theme_instruments", ROWS, tmp_path)
    columns = ("theme_id", "instrument_id", "paragraphs", "paragraphs_citing", "documents_citing", "paragraph_share")  # fmt: skip
    # A op2 cites the ICCPR itself and in a footnote that it calls: one paragraph. No paragraph calls the footnote of C.
    assert rows.select(columns).rows() == [
        ("migration", "CRC", 4, 1, 1, 1 / 4),
        ("migration", "UDHR", 4, 1, 1, 1 / 4),
        ("water", "ICCPR", 6, 2, 2, 2 / 6),
        ("workers", "UDHR", 3, 1, 1, 1 / 3),
    ]
    # 1 of 10 paragraphs cites the CRC, 1 the UDHR, 2 the ICCPR.
    assert rows["lift"].to_list() == pytest.approx([2.5, 2.5, (2 / 6) / (2 / 10), (1 / 3) / (1 / 10)])
    assert_has_interval(rows, "paragraph_share", 1, 4, 0.0456, 0.6994)


def test_how_often_actors_are_addressed(tmp_path: Path) -> None:
    rows = computed("actor_frequency", ROWS, tmp_path)
    columns = ("session_id", "actor_id", "documents", "documents_naming", "documents_addressing", "paragraphs_addressing", "document_share", "coverage")  # fmt: skip
    # States are addressed in A op1, its item, the annex of A, and B op1; nobody is in session 31.
    assert rows.select(columns).rows() == [
        ("HRC/30", "OHCHR", 2, 1, 1, 1, 0.5, "whole"),
        ("HRC/30", "WHO", 2, 1, 0, 0, 0.0, "whole"),
        ("HRC/30", "states", 2, 2, 2, 4, 1.0, "whole"),
    ]
    assert_has_interval(rows, "document_share", 2, 2, 0.3424, 1.0)


def test_how_many_documents_cite_an_instrument(tmp_path: Path) -> None:
    rows = computed("instrument_frequency", ROWS, tmp_path)
    columns = ("session_id", "instrument_id", "documents", "documents_citing", "citations", "document_share", "coverage")  # fmt: skip
    # The ICCPR: A op2, its footnote, B pp1. The CRC in session 31: a footnote of C.
    assert rows.select(columns).rows() == [
        ("HRC/30", "CRC", 2, 1, 1, 0.5, "whole"),
        ("HRC/30", "ICCPR", 2, 2, 3, 1.0, "whole"),
        ("HRC/30", "UDHR", 2, 1, 1, 0.5, "whole"),
        ("HRC/31", "CRC", 2, 1, 1, 0.5, "partial"),
    ]
    assert_has_interval(rows, "document_share", 1, 2, 0.0945, 0.9055)
