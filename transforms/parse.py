"""From the bytes of sources to frames: the one entry to the parser.

Here: frames of the contract, batches, rejects. Not here: reading texts (`documents`), mentions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import polars as pl

from transforms.akn_markup import is_akn
from transforms.akn_reading import read_akn
from transforms.document import Document
from transforms.documents import Reading, read_documents
from transforms.formats.legacy import Convert, find_legacy, read_legacy
from transforms.formats.reader import Text
from transforms.formats.registry import find_format
from transforms.lead_phrases import find_lead
from transforms.records import is_marcxml, read_records
from transforms.records_frames import RECORD_TABLES, add_records
from transforms.text import Unreadable
from warehouse import tables
from warehouse.languages import Language

PARSED = ("resolutions", "paragraphs", "footnotes", "source_lines", "votes")
"""The tables that parsing fills; `source_sha256` is added to each."""

NO_TEXT = (
    "empty", "unsupported_format", "not_text", "malformed_xml", "no_text_layer", "password", "damaged",
    "too_costly", "too_slow", "needs_libreoffice",
)  # fmt: skip
"""Reasons why a source gave no text at all; with any other the text could not be a document."""

Rows = dict[str, list[dict[str, Any]]]


def parse_sources(
    sources: Iterable[tuple[str, bytes]],
    languages: Mapping[str, Language],
    parser_version: str,
    convert: Convert | None = None,
) -> dict[str, pl.DataFrame]:
    """Parse (SHA-256, bytes) pairs. `convert` makes DOCX of formats that only an office program reads;
    without it they are refused.

    Returns a frame for each name of PARSED, with the columns of its contract (those about the
    source's whereabouts null), `source_sha256`, and for resolutions the session's printed dates;
    likewise for each of RECORD_TABLES, which catalogue records fill; printed_name of votes is what is
    printed of a side, to be parted by those who know the names of States (`states.list_votes`);
    and "rejects": source_sha256, stage, reason, detail. Bad input becomes a reject, never an error.
    """
    rows: Rows = {name: [] for name in (*PARSED, *RECORD_TABLES, "rejects")}
    for sha256, data in sources:
        try:
            if is_marcxml(data):
                harvest = read_records(data)
                add_records(rows, harvest, sha256)
                rows["rejects"] += [_reject(sha256, error.reason, str(error)) for error in harvest.failures]
                continue
            source_format, reading = read_source(data, languages, convert)
        except Unreadable as error:
            rows["rejects"].append(_reject(sha256, error.reason, str(error)))
            continue
        except Exception as error:  # a defect of the parser costs one source, not the batch
            rows["rejects"].append(_reject(sha256, "parser_error", f"{type(error).__name__}: {error}"))
            continue
        rows["rejects"] += [_reject(sha256, error.reason, str(error)) for error in reading.failures]
        for document in reading.documents:
            try:
                made: Rows = {name: [] for name in PARSED}
                _add(made, document, source_format, sha256, parser_version)
            except Exception as error:  # likewise one document
                detail = f"{document.document_id}: {type(error).__name__}: {error}"
                rows["rejects"].append(_reject(sha256, "parser_error", detail))
                continue
            for name in PARSED:
                rows[name] += made[name]
    return {name: _frame(name, rows[name]) for name in rows}


def read_source(
    data: bytes, languages: Mapping[str, Language], convert: Convert | None = None
) -> tuple[str, Reading]:
    """The format of a source, told by its content, and the adopted texts that it holds.

    Raises Unreadable with the reason where it holds none.
    """
    if is_akn(data):
        return "akn", read_akn(data, languages)
    name, texts = _read_texts(data, convert)
    if len(texts) == 1 and not texts[0].where:
        return name, _read_text(texts[0], languages)
    reading = Reading()
    for text in texts:
        reading.join(text.where, partial(_read_text, text, languages))
    return name, reading


def _read_texts(data: bytes, convert: Convert | None) -> tuple[str, list[Text]]:
    """The name of the format and the texts that the reader of this format finds."""
    if legacy := find_legacy(data):
        return legacy.name, read_legacy(data, legacy, convert)
    form = find_format(data)
    return form.name, form.read(data)


def _read_text(text: Text, languages: Mapping[str, Language]) -> Reading:
    """The documents of one text, read in the language it is said to be in, if it is said."""
    if text.unreadable:
        raise text.unreadable
    if text.language and text.language not in languages:
        known = ", ".join(sorted(languages))
        raise Unreadable(
            "unknown_language", f"The text is said to be in '{text.language}'; texts are read in: {known}."
        )
    chosen = {text.language: languages[text.language]} if text.language else languages
    return read_documents(text.lines, chosen, text.symbol)


def rejects_frame(refused: Iterable[tuple[str, str, str]]) -> pl.DataFrame:
    """Sources refused before they could be read (source_sha256, reason, detail), as parse_sources has them."""
    return _frame("rejects", [_reject(*each) for each in refused])


def _reject(sha256: str, reason: str, detail: str) -> dict[str, Any]:
    stage = "read" if reason in NO_TEXT else "parse"
    return {"source_sha256": sha256, "stage": stage, "reason": reason, "detail": detail}


EXTRA: dict[str, dict[str, pl.DataType]] = {
    "resolutions": {
        "session_starts_on": pl.Date(),
        "session_ends_on": pl.Date(),
        "text_sha256": pl.String(),
    },
}
"""Columns beside the contract's, which settling and the sessions need."""


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = tables.TABLES[name].schema | {"source_sha256": pl.String()} | EXTRA.get(name, {})
    return pl.DataFrame({column: [row.get(column) for row in rows] for column in schema}, schema=schema)


def _add(rows: Rows, document: Document, source_format: str, sha256: str, parser_version: str) -> None:
    document_id, identity = document.document_id, document.identity
    front, closing = document.front, document.closing
    ids = [f"{document_id}#{name}" for name in document.identifiers]
    rows["resolutions"].append(
        {
            "document_id": document_id,
            "symbol": identity.symbol,
            "language": document.language.code,
            "organ": identity.organ,
            "document_type": identity.document_type,
            "session": identity.session,
            "session_kind": identity.session_kind,
            "session_number": identity.session_number,
            "number": identity.number,
            "title": front.title,
            "agenda_item": front.agenda_item,
            "adopted_on": document.adopted_on,
            "meeting": document.meeting,
            "adoption": closing.adoption,
            "votes_in_favour": closing.in_favour,
            "votes_against": closing.against,
            "votes_abstaining": closing.abstaining,
            "word_count": sum(len(paragraph.text.split()) for paragraph in document.paragraphs),
            "line_count": document.line_count,
            "is_fictitious": document.is_fictitious,
            "source_format": source_format,
            "source_sha256": sha256,
            "parser_version": parser_version,
            "session_starts_on": front.starts_on,
            "session_ends_on": front.ends_on,
            "text_sha256": hashlib.sha256(
                "\n".join(paragraph.text for paragraph in document.paragraphs).encode()
            ).hexdigest(),
        }
    )
    for position, (paragraph, truncated) in enumerate(
        zip(document.paragraphs, document.is_truncated, strict=True), 1
    ):
        is_clause = paragraph.kind in ("preambular", "operative")
        lead = find_lead(paragraph.text, document.language) if is_clause else None
        parent = document.parents[position - 1]
        rows["paragraphs"].append(
            {
                "paragraph_id": ids[position - 1],
                "document_id": document_id,
                "position": position,
                "section": paragraph.section,
                "kind": paragraph.kind,
                "number": paragraph.number,
                "marker": paragraph.marker,
                "number_is_inferred": paragraph.inferred,
                "parent_id": None if parent is None else ids[parent],
                "depth": paragraph.depth,
                "lead_phrase": (is_clause and paragraph.marked_lead) or (lead.phrase if lead else None),
                "lead_verb": lead.verb if lead else None,
                "action": lead.action if lead else None,
                "text": paragraph.text,
                "word_count": len(paragraph.text.split()),
                "is_truncated": truncated,
                "source_sha256": sha256,
            }
        )
    for position, footnote in enumerate(document.footnotes, 1):
        rows["footnotes"].append(
            {
                "document_id": document_id,
                "position": position,
                "marker": footnote.marker,
                "text": footnote.text,
                "paragraph_id": None if footnote.paragraph is None else ids[footnote.paragraph],
                "source_sha256": sha256,
            }
        )
    rows["votes"] += [
        {
            "document_id": document_id,
            "position": position,
            "printed_name": printed,
            "vote": side,
            "origin": "text",
            "source_sha256": sha256,
        }
        for position, (side, printed) in enumerate(closing.roll or (), 1)
    ]
    rows["source_lines"] += [
        {
            "document_id": document_id,
            "line_number": line.number,
            "text": line.printed,
            "role": line.role,
            "page": line.page,
            "italic": line.italic_words,
            "is_bold": line.is_bold,
            "paragraph_id": None if line.paragraph is None else ids[line.paragraph],
            "source_sha256": sha256,
        }
        for line in document.lines
    ]
