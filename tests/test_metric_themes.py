"""Themes over all sessions and beside each other, actors and instruments by session, in the corpus of `metric_corpus`.

Not here: theme frequency (`test_metrics`), paragraphs that name a theme (`test_metric_wording`), change over the years and
first uses (`test_metric_years`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.metric_corpus import (
    ASSEMBLY,
    COUNCIL,
    IN_FRENCH,
    OF_TWO_OF_TWO,
    ROWS,
    interval_of,
    near,
    rows_of,
)
from tests.metric_tables import computed, only


def test_totals_are_over_all_sessions() -> None:
    rows = rows_of(
        "theme_totals",
        "theme_id", "documents", "documents_with_theme", "document_share", "paragraphs_with_theme", "mentions", "sessions", "coverage",
    )  # fmt: skip
    assert rows == {
        COUNCIL: [
            ("migration", 4, 3, 0.75, 4, 4, 2, "partial"),
            ("sport", 4, 0, 0.0, 0, 0, 2, "partial"),
            ("water", 4, 3, 0.75, 6, 6, 2, "partial"),
            ("workers", 4, 3, 0.75, 3, 3, 2, "partial"),
        ],
        IN_FRENCH: [
            ("migration", 1, 1, 1.0, 2, 2, 1, "partial"),
            ("water", 1, 1, 1.0, 2, 2, 1, "partial"),
            ("workers", 1, 1, 1.0, 2, 2, 1, "partial"),
        ],
        ASSEMBLY: [
            ("migration", 1, 1, 1.0, 1, 1, 1, "unknown"),
            ("sport", 1, 0, 0.0, 0, 0, 1, "unknown"),
            ("water", 1, 1, 1.0, 2, 2, 1, "unknown"),
            ("workers", 1, 1, 1.0, 1, 1, 1, "unknown"),
        ],
    }
    found = interval_of("theme_totals", "document_share", COUNCIL, theme_id="water")
    assert found == near((0.3006, 0.9544))


def test_themes_that_stand_together() -> None:
    rows = rows_of(
        "theme_cooccurrence", "theme_id", "other_theme_id",
        "documents", "documents_with_theme", "documents_with_other", "documents_with_both", "document_lift",
        "paragraphs", "paragraphs_with_theme", "paragraphs_with_other", "paragraphs_with_both", "paragraph_lift", "coverage",
    )  # fmt: skip
    # All three documents that name water name workers: 3 of 4 where 3 × 3 / 4 are expected. Only B op1 names both:
    # 1 of 10 paragraphs where 4 × 6 / 10 are expected. Migration counts workers, so the two are no pair.
    assert rows == {
        COUNCIL: [
            ("migration", "water", 4, 3, 3, 3, 3 * 4 / 9, 10, 4, 6, 1, 10 / 24, "partial"),
            ("water", "workers", 4, 3, 3, 3, 3 * 4 / 9, 10, 6, 3, 1, 10 / 18, "partial"),
        ],
        IN_FRENCH: [
            ("migration", "water", 1, 1, 1, 1, 1.0, 3, 2, 2, 1, 3 / 4, "partial"),
            ("water", "workers", 1, 1, 1, 1, 1.0, 3, 2, 2, 1, 3 / 4, "partial"),
        ],
        ASSEMBLY: [
            ("migration", "water", 1, 1, 1, 1, 1.0, 4, 1, 2, 0, 0.0, "unknown"),
            ("water", "workers", 1, 1, 1, 1, 1.0, 4, 2, 1, 0, 0.0, "unknown"),
        ],
    }


@pytest.mark.parametrize(
    ("workers", "water", "together"),
    [
        # "women migrant workers" is a term of one theme, "migrant workers" in it one of another.
        ([(0, 21)], [(6, 21)], False),
        ([(0, 21)], [(0, 21)], False),
        ([(0, 10)], [(9, 20)], False),
        ([(0, 10)], [(10, 20)], True),
        ([(10, 20)], [(0, 10)], True),
        ([(0, 21), (50, 71)], [(6, 21), (56, 71)], False),  # the same words twice
        ([(0, 21)], [(6, 21), (50, 65)], True),
        ([(0, 21), (50, 65)], [(6, 21)], True),
        # The first of one overlaps with both of the other, the second with none.
        ([(0, 21), (50, 65)], [(0, 5), (6, 21)], True),
        ([(0, 5), (6, 21)], [(0, 21), (50, 65)], True),
        ([(0, 9), (12, 20)], [(5, 15)], False),
    ],
)  # fmt: skip
def test_one_term_of_two_themes_does_not_make_them_stand_together(
    tmp_path: Path, workers: list[tuple[int, int]], water: list[tuple[int, int]], together: bool
) -> None:
    about = [
        {"paragraph_id": "B#op1", "theme_id": theme, "start_char": start, "end_char": end}
        for theme, spans in (("workers", workers), ("water", water))
        for start, end in spans
    ]
    rows = computed("theme_cooccurrence", {**ROWS, "paragraph_themes": about}, tmp_path)
    found = rows.filter(theme_id="water").select("documents_with_both", "paragraphs_with_both").rows()
    assert found == ([(1, 1)] if together else [])


def test_documents_that_name_two_themes_by_one_term_alone_do_not_name_both(tmp_path: Path) -> None:
    # Both paragraphs of A have the words in common; so has that of B, which has workers again elsewhere.
    spans = [
        ("A#op1", "workers", 0, 21), ("A#op1", "water", 6, 21), ("A#op2", "workers", 0, 21), ("A#op2", "water", 6, 21),
        ("B#op1", "workers", 0, 21), ("B#op1", "water", 6, 21), ("B#op2", "workers", 0, 7),
    ]  # fmt: skip
    columns = ("paragraph_id", "theme_id", "start_char", "end_char")
    about = [dict(zip(columns, span, strict=True)) for span in spans]
    rows = computed("theme_cooccurrence", {**ROWS, "paragraph_themes": about}, tmp_path)
    found = only(rows, theme_id="water", other_theme_id="workers")
    counts = ("documents_with_theme", "documents_with_other", "documents_with_both", "paragraphs_with_both")
    assert tuple(found[name] for name in counts) == (2, 2, 1, 0)


def test_how_often_actors_are_addressed() -> None:
    rows = rows_of(
        "actor_frequency",
        "session_id", "actor_id", "documents", "documents_naming", "documents_addressing", "paragraphs_addressing", "document_share", "coverage",
    )  # fmt: skip
    # States are addressed in A op1 (twice), its item, and B op1; nobody is in session 31. The annex of A does not count.
    assert rows == {
        COUNCIL: [
            ("HRC/30", "OHCHR", 2, 1, 1, 1, 0.5, "whole"),
            ("HRC/30", "WHO", 2, 1, 0, 0, 0.0, "whole"),
            ("HRC/30", "states", 2, 2, 2, 3, 1.0, "whole"),
        ],
        IN_FRENCH: [("HRC/30", "states", 1, 1, 1, 1, 1.0, "partial")],
        ASSEMBLY: [
            ("GA/75", "OHCHR", 1, 1, 1, 2, 1.0, "unknown"),
            ("GA/75", "WHO", 1, 1, 1, 1, 1.0, "unknown"),
        ],
    }
    found = interval_of("actor_frequency", "document_share", COUNCIL, actor_id="states")
    assert found == near(OF_TWO_OF_TWO)


def test_how_many_documents_cite_an_instrument() -> None:
    rows = rows_of(
        "instrument_frequency",
        "session_id", "instrument_id", "documents", "documents_citing", "citations", "document_share", "coverage",
    )  # fmt: skip
    # The ICCPR: A op2, its footnote, B pp1. The CRC in session 31: a footnote of C that nothing is known to call; in
    # session 30 only pp1 of A counts, not the footnote of its annex.
    assert rows == {
        COUNCIL: [
            ("HRC/30", "CRC", 2, 1, 1, 0.5, "whole"),
            ("HRC/30", "ICCPR", 2, 2, 3, 1.0, "whole"),
            ("HRC/30", "UDHR", 2, 1, 1, 0.5, "whole"),
            ("HRC/31", "CRC", 2, 1, 1, 0.5, "partial"),
        ],
        IN_FRENCH: [("HRC/30", "CRC", 1, 1, 1, 1.0, "partial")],
        ASSEMBLY: [("GA/75", "ICCPR", 1, 1, 1, 1.0, "unknown")],
    }
    found = interval_of("instrument_frequency", "document_share", COUNCIL, session="31", instrument_id="CRC")  # fmt: skip
    assert found == near((0.0945, 0.9055))
