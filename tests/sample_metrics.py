"""The figures of the sample warehouse.

Here: every metric of it. Most are computed from its tables. Change needs texts of two years and co-occurrence two
themes of which neither counts the other, which the sample has not: their rows are written by hand, as are those of
theme_frequency. Not here: the tables that they are figures of (`tests.sample_warehouse`).
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tests.metric_tables import Rows, computed
from warehouse.metrics import metric_names

ORGAN = {"organ": "HRC", "language": "en"}


def _frequency(session: str, theme: str, with_theme: int, coverage: str) -> dict[str, Any]:
    words = 30 if session == "30" else 6
    return {
        **ORGAN, "session": session, "session_id": f"HRC/{session}", "session_kind": "regular", "session_number": int(session),
        "theme_id": theme, "documents": 1, "documents_with_theme": with_theme,
        "document_share": float(with_theme), "document_share_low": 0.2 * with_theme,
        "document_share_high": 0.8 + 0.2 * with_theme, "paragraphs": 4, "paragraphs_with_theme": with_theme,
        "preambular_with_theme": 0, "operative_with_theme": with_theme, "mentions": with_theme,
        "words": words, "mentions_per_1000_words": with_theme * 1000 / words, "coverage": coverage,
    }  # fmt: skip


def _by_hand() -> dict[str, list[dict[str, Any]]]:
    return {
        "theme_frequency": [
            _frequency("29", "migration", 0, "unknown"),
            _frequency("29", "migrant_workers", 0, "unknown"),
            _frequency("30", "migration", 1, "partial"),
            _frequency("30", "migrant_workers", 1, "partial"),
        ],
        "theme_change": [
            {
                **ORGAN, "theme_id": "migration", "year": 2015, "documents": 2, "documents_with_theme": 1,
                "document_share": 0.5, "year_before": 2014, "documents_before": 1, "documents_with_theme_before": 0,
                "document_share_before": 0.0, "change": 0.5, "change_low": -0.41, "change_high": 0.91,
                "p_value": 1.0, "q_value": 1.0, "coverage": "partial",
            },
        ],
        "theme_cooccurrence": [
            {
                **ORGAN, "theme_id": "migrant_workers", "other_theme_id": "migration", "documents": 2,
                "documents_with_theme": 1, "documents_with_other": 1, "documents_with_both": 1, "document_lift": 2.0,
                "paragraphs": 5, "paragraphs_with_theme": 1, "paragraphs_with_other": 2, "paragraphs_with_both": 1,
                "paragraph_lift": 2.5, "coverage": "partial",
            },
        ],
    }  # fmt: skip


def figures(rows: Rows) -> dict[str, list[dict[str, Any]]]:
    """The rows of every metric of the sample's tables."""
    known = _by_hand()
    with tempfile.TemporaryDirectory() as folder:
        for name in metric_names():
            if name not in known:
                known[name] = computed(name, {**rows, **known}, Path(folder)).to_dicts()
    return known
