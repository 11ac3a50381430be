"""A small warehouse in which every expectation holds: one resolution, one decision, one reject.

Here: rows by table, fresh for each caller, to be spoilt by tests. Not here: any test, its figures
(`tests.sample_metrics`).
"""

from __future__ import annotations

import functools
from datetime import date, datetime
from typing import Any

import polars as pl

from tests.sample_metrics import figures
from warehouse.tables import TABLES

Rows = dict[str, list[dict[str, Any]]]

READ_AT = datetime(2026, 1, 5, 9, 30)
UNMARKED = {"page": 1, "is_bold": False}
RESOLUTION = "A/HRC/RES/30/21@en"
DECISION = "A/HRC/DEC/29/101@en"
OF_RECORD = {"source_uri": "sample:records.xml", "source_sha256": "c" * 64, "record_position": 1}
FOUND_BY = {"rule": "terms.csv:2", "vocabulary_version": "0f"}

TEXTS = {
    f"{RESOLUTION}#pp1": "Recalling Human Rights Council decision 29/101 of 22 June 2015 on migrants,",
    f"{RESOLUTION}#op1": "Requests the Office of the High Commissioner to report on migrant workers at its thirty-second session;",
    f"{RESOLUTION}#op2": "Encourages States:",
    f"{RESOLUTION}#op2(a)": "To protect migrants in transit.",
    f"{DECISION}#op1": "Decides to convene a panel discussion.",
}


def _paragraph(paragraph_id: str, position: int, section: str, **more: Any) -> dict[str, Any]:
    text = TEXTS[paragraph_id]
    return {
        "paragraph_id": paragraph_id,
        "document_id": paragraph_id.split("#")[0],
        "position": position,
        "section": section,
        "kind": "preambular" if section == "preamble" else "operative",
        "number_is_inferred": False,
        "depth": 0,
        "lead_phrase": text.split()[0] if more.get("number") != "2(a)" else None,
        "text": text,
        "word_count": len(text.split()),
        "is_truncated": False,
        **more,
    }


def _mention(of: str, paragraph_id: str, named: str, surface: str, **more: Any) -> dict[str, Any]:
    start = TEXTS[paragraph_id].index(surface)
    return {
        "paragraph_id": paragraph_id, of: named, "surface": surface,
        "start_char": start, "end_char": start + len(surface), **FOUND_BY, **more,
    }  # fmt: skip


def _document(document_id: str, kind: str, **more: Any) -> dict[str, Any]:
    symbol, language = document_id.split("@")
    *_, session, number = symbol.split("/")
    return {
        "document_id": document_id, "symbol": symbol, "language": language, "organ": "HRC",
        "document_type": kind, "session": session, "session_kind": "regular",
        "session_number": int(session), "number": number, "is_fictitious": False, "line_count": 2,
        "source_uri": f"sample:{number}.txt", "source_format": "text", "source_sha256": "a" * 64,
        "ingested_at": READ_AT, "parser_version": "1",
        "word_count": sum(len(text.split()) for p, text in TEXTS.items() if p.startswith(document_id)),
        **more,
    }  # fmt: skip


def valid_rows() -> Rows:
    """The rows of every table that is checked."""
    return {name: [dict(row) for row in rows] for name, rows in _all_rows().items()}


@functools.cache
def _all_rows() -> Rows:
    rows = _rows()
    return {**rows, **figures(rows)}


def _rows() -> Rows:
    return {
        "resolutions": [
            _document(
                RESOLUTION, "resolution", adopted_on=date(2015, 10, 1), adoption="recorded_vote",
                votes_in_favour=2, votes_against=0, votes_abstaining=0, agenda_item="3",
            ),
            _document(DECISION, "decision", adopted_on=date(2015, 6, 22), adoption="without_vote"),
        ],
        "paragraphs": [
            _paragraph(f"{RESOLUTION}#pp1", 1, "preamble"),
            _paragraph(f"{RESOLUTION}#op1", 2, "operative", number="1", marker="1.", action="directive"),
            _paragraph(f"{RESOLUTION}#op2", 3, "operative", number="2", marker="2."),
            _paragraph(
                f"{RESOLUTION}#op2(a)", 4, "operative", number="2(a)", marker="(a)",
                depth=1, parent_id=f"{RESOLUTION}#op2",
            ),
            _paragraph(f"{DECISION}#op1", 1, "operative"),
        ],
        "footnotes": [
            {"document_id": RESOLUTION, "position": 1, "marker": "1", "text": "See A/HRC/29/2.", "paragraph_id": f"{RESOLUTION}#pp1"},
            {"document_id": RESOLUTION, "position": 2, "marker": "2", "text": "Ibid."},
        ],
        "source_lines": [
            {"document_id": RESOLUTION, "line_number": 1, "text": "30/21. Migrants", "role": "title"} | UNMARKED,
            {"document_id": RESOLUTION, "line_number": 3, "text": "Recalling …", "role": "paragraph", "paragraph_id": f"{RESOLUTION}#pp1"} | UNMARKED,
            {"document_id": DECISION, "line_number": 1, "text": "29/101. Panel", "role": "title"} | UNMARKED,
            {"document_id": DECISION, "line_number": 2, "text": "Decides …", "role": "paragraph", "paragraph_id": f"{DECISION}#op1"} | UNMARKED,
        ],
        "actors": [
            {"actor_id": "OHCHR", "label": "Office of the High Commissioner", "kind": "un_entity", "parent_id": "UN"},
            {"actor_id": "UN", "label": "United Nations", "kind": "un_entity"},
            {"actor_id": "MEX", "label": "Mexico", "kind": "state", "iso3": "MEX", "m49": "484"},
            {"actor_id": "TCD", "label": "Chad", "kind": "state", "iso3": "TCD", "m49": "148"},
        ],
        "paragraph_actors": [
            _mention("actor_id", f"{RESOLUTION}#op1", "OHCHR", "Office of the High Commissioner", role="addressee"),
            _mention("actor_id", f"{RESOLUTION}#pp1", "UN", "Human Rights Council", role="mentioned"),
        ],
        "instruments": [
            {"instrument_id": "A/HRC/DEC/29/101", "kind": "decision", "organ": "HRC", "adopted_on": date(2015, 6, 22), "url": "https://docs.un.org/A/HRC/DEC/29/101", "document_id": DECISION},
            {"instrument_id": "ICCPR", "kind": "treaty", "adopted_on": date(1966, 12, 16)},
            {"instrument_id": "A/HRC/29/2", "kind": "document", "url": "https://docs.un.org/en/A/HRC/29/2"},
        ],
        "paragraph_instruments": [
            _mention("instrument_id", f"{RESOLUTION}#pp1", "A/HRC/DEC/29/101", "29/101", cited_on=date(2015, 6, 22)),
        ],
        "footnote_instruments": [
            {"document_id": RESOLUTION, "position": 1, "paragraph_id": f"{RESOLUTION}#pp1", "instrument_id": "A/HRC/29/2", "surface": "A/HRC/29/2", "start_char": 4, "end_char": 14, **FOUND_BY},
        ],
        "themes": [
            {"theme_id": "migration", "label": "Migration", "definition": "Migrants in any form"},
            {"theme_id": "migrant_workers", "parent_id": "migration", "label": "Migrant workers", "definition": "Their work"},
        ],
        "paragraph_themes": [
            _mention("theme_id", f"{RESOLUTION}#op1", "migrant_workers", "migrant workers"),
            _mention("theme_id", f"{RESOLUTION}#pp1", "migration", "migrants"),
        ],
        "report_requests": [
            _mention("request_id", f"{RESOLUTION}#op1", f"{RESOLUTION}#op1/r1", "to report", requested_of="OHCHR", deliverable="report", recipient="HRC", due_session="32", due_surface="thirty-second session", is_recurring=False),
            _mention("request_id", f"{DECISION}#op1", f"{DECISION}#op1/r1", "panel discussion", deliverable="panel_discussion", recipient="HRC", is_recurring=False),
        ],
        "votes": [
            {"document_id": RESOLUTION, "position": 1, "actor_id": "MEX", "printed_name": "Mexico", "vote": "in_favour", "origin": "record", **OF_RECORD},
            {"document_id": RESOLUTION, "position": 2, "actor_id": "TCD", "printed_name": "Chad", "vote": "in_favour", "origin": "record", **OF_RECORD},
        ],
        "records": [
            {"symbol": "A/HRC/RES/30/21", "record_id": "9", "is_voting_data": True, "is_current": True, "title_language": "en", "adoption": "recorded_vote", "votes_in_favour": 2, "votes_against": 0, "votes_abstaining": 0, **OF_RECORD},
        ],
        "record_deletions": [
            {"identifier": "oai:sample:8", "deleted_at": READ_AT, "source_uri": "sample:records.xml", "source_sha256": "c" * 64},
        ],
        "record_subjects": [
            {"symbol": "A/HRC/RES/30/21", "kind": "subject", "heading": "MIGRANTS", **OF_RECORD},
        ],
        "record_votes": [
            {"symbol": "A/HRC/RES/30/21", "position": 1, "actor_id": "MEX", "printed_name": "MEXICO", "printed_code": "MEX", "vote": "in_favour", **OF_RECORD},
            {"symbol": "A/HRC/RES/30/21", "position": 2, "actor_id": "TCD", "printed_name": "CHAD", "printed_code": "TCD", "vote": "in_favour", **OF_RECORD},
        ],
        "completions": [
            {"document_id": RESOLUTION, "field": "agenda_item", "value": "3", "published": "3", "outcome": "filled", "record_field": "991 $b", "record_id": "9", **OF_RECORD},
        ],
        "vocabulary": [
            {"rule": "terms.csv:2", "family": "theme", "target": "migration", "language": "en", "term": "migrant*", "polarity": "include", "vocabulary_version": "0f"},
            {"rule": "request_words.csv:2", "family": "request_word", "target": "report", "language": "en", "term": "report", "polarity": "include", "vocabulary_version": "0f"},
            {"rule": "request_words.csv:3", "family": "request_word", "target": "panel_discussion", "language": "en", "term": "panel discussion", "polarity": "include", "vocabulary_version": "0f"},
        ],
        "languages": [
            {"language": "en", "label": "English", "documents": 2, "finds_actors": True, "finds_instruments": True, "finds_themes": True, "finds_requests": True, "themes_found": 1},
            {"language": "fr", "label": "French", "documents": 0, "finds_actors": False, "finds_instruments": False, "finds_themes": False, "finds_requests": False, "themes_found": 0},
        ],
        "sessions": [
            {"organ": "HRC", "session": "29", "session_kind": "regular", "session_number": 29, "label": "Twenty-ninth session", "starts_on": date(2015, 6, 15), "ends_on": date(2015, 7, 3), "documents": 1},
            {"organ": "HRC", "session": "30", "session_kind": "regular", "session_number": 30, "label": "Thirtieth session", "starts_on": date(2015, 9, 14), "ends_on": date(2015, 10, 2), "documents": 1},
        ],
        "adopted_resolutions": [
            {"organ": "HRC", "session": "30", "resolutions": 21, "year": 2015, "source": "an index"},
        ],
        "sources": [
            {"source_uri": "sample:21.txt", "source_sha256": "a" * 64, "bytes": 900, "first_seen_at": READ_AT, "is_missing": False},
            {"source_uri": "sample:101.txt", "source_sha256": "a" * 64, "bytes": 300, "first_seen_at": READ_AT, "is_missing": False},
            {"source_uri": "sample:records.xml", "source_sha256": "c" * 64, "bytes": 700, "first_seen_at": READ_AT, "is_missing": False},
            {"source_uri": "sample:empty.txt", "source_sha256": "b" * 64, "bytes": 0, "first_seen_at": READ_AT, "is_missing": False},
        ],
        "rejects": [
            {"source_uri": "sample:empty.txt", "source_sha256": "b" * 64, "stage": "read", "reason": "empty", "detail": "The file has no text; give one that does.", "rejected_at": READ_AT},
        ],
    }  # fmt: skip


def as_tables(rows: Rows) -> dict[str, pl.LazyFrame]:
    """The rows as the frames that are validated."""
    return {name: TABLES[name].frame(rows[name]).lazy() for name in rows}
