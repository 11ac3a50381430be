"""Ways to spoil the figures of the sample warehouse, one for each rule about them.

Here: changes to rows, by table and rule. Not here: the tests that make them (`test_expectations`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from expectations.metric_rules import METRIC_RULES, PARTS
from warehouse.tables import METRICS, TABLES
from warehouse.tables_columns import INTEGER

Change = tuple[str, int, Mapping[str, Any] | None]
"""A table, a row of it, and the values to put there; None takes the row away."""


def _changes_of(table: str) -> dict[str, Mapping[str, Any]]:
    """How to break each rule that every metric with such columns has."""
    columns = TABLES[table].columns
    counts = [column.name for column in columns if column.dtype == INTEGER]
    shares = [column.name for column in columns if column.quotient or column.name == "strong_share"]
    parts = [*(column.quotient for column in columns if column.quotient), *PARTS.get(table, ())]
    return {
        "counts are not negative": {counts[-1]: -1},
        "a part is at most its whole": {parts[-1][0]: 1_000_000} if parts else {},
        "shares are the quotients of their counts": dict.fromkeys(shares[-1:], 0.9),
        "shares are between 0 and 1 and within their intervals": dict.fromkeys(shares[-1:], 1.2),
        "coverage is no better than that of the sessions of its organ": {"coverage": "whole"},
    }


GENERAL: dict[tuple[str, str], list[Change]] = {
    (table.name, sentence): [(table.name, 0, values)]
    for table in METRICS
    for sentence, values in _changes_of(table.name).items()
    if (table.name, sentence) in {(check.table, check.sentence) for check in METRIC_RULES}
}

OF_EACH: dict[tuple[str, str], list[Change]] = {
    ("adopted_resolutions", "resolutions is not negative"): [("adopted_resolutions", 0, {"resolutions": -1})],
    ("resolutions", "its session has a row in session_coverage"): [("session_coverage", 1, None)],
    ("resolutions", "its session and language have a count for every theme"): [("theme_frequency", 1, None)],
    ("session_coverage", "documents is the number of texts held here"): [("session_coverage", 0, {"documents": 2})],
    ("session_coverage", "session_id is the organ, / and the session"): [("session_coverage", 0, {"session_id": "HRC-29"})],
    ("session_coverage", "coverage is what the index and the missing numbers say"): [("session_coverage", 0, {"coverage": "whole"})],
    ("theme_frequency", "session_id, session_kind, session_number, documents, coverage are those of session_coverage"): [("theme_frequency", 0, {"documents": 2})],
    ("theme_wording", "session_id, session_kind, session_number, coverage are those of session_coverage"): [("theme_wording", 0, {"coverage": "whole"})],
    ("actor_frequency", "session_id, session_kind, session_number, documents, coverage are those of session_coverage"): [("actor_frequency", 0, {"session_id": "HRC/29"})],
    ("instrument_frequency", "session_id, session_kind, session_number, documents, coverage are those of session_coverage"): [("instrument_frequency", 0, {"session_number": 29})],
    ("request_frequency", "session_id, session_kind, session_number, documents, coverage are those of session_coverage"): [("request_frequency", 0, {"coverage": "whole"})],
    ("resolutions", "its session and language have a count for every kind of output"): [("request_frequency", 1, None)],
    ("request_frequency", "counts are those of report_requests"): [("request_frequency", 0, {"requests": 2, "outputs": 2})],
    ("theme_frequency", "mentions_per_1000_words is mentions by words times 1000"): [("theme_frequency", 2, {"words": 60})],
    ("theme_frequency", "a paragraph with the theme is preambular or operative"): [("theme_frequency", 2, {"preambular_with_theme": 1})],
    ("theme_frequency", "a broader theme is in at least the documents of each narrower one"): [("theme_frequency", 2, {"documents_with_theme": 0})],
    ("theme_totals", "counts are the sums of theme_frequency"): [("theme_totals", 0, {"mentions": 9})],
    ("theme_change", "change is the difference of the shares and within its interval"): [("theme_change", 0, {"change_low": 0.6})],
    ("theme_change", "p_value and q_value are between 0 and 1, q_value at least p_value"): [("theme_change", 0, {"q_value": 0.5})],
    ("theme_change", "year_before is before year"): [("theme_change", 0, {"year_before": 2015})],
    ("theme_cooccurrence", "lifts are the quotients of their counts"): [("theme_cooccurrence", 0, {"paragraph_lift": 1.0})],
    ("theme_cooccurrence", "theme_id sorts before other_theme_id"): [("theme_cooccurrence", 0, {"other_theme_id": "migrant_workers"})],
    ("theme_wording", "what paragraphs do adds up to the paragraphs"): [("theme_wording", 0, {"observing": 5})],
    ("theme_wording", "strong_share is what decides and asks by what is classified"): [("theme_wording", 0, {"strong_share": None})],
    ("theme_instruments", "lift is at least paragraph_share"): [("theme_instruments", 0, {"lift": 0.1})],
    ("term_first_use", "the first day is not after the last, and known where documents before it are counted"): [("term_first_use", 0, {"last_on": date(2015, 9, 30)})],
}  # fmt: skip

SPOILT_FIGURES = {**GENERAL, **OF_EACH}
