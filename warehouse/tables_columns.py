"""What the contracts share: types of columns, and columns that several tables have.

Here: the pieces. Not here: any table (`warehouse.tables` and its families).
"""

from __future__ import annotations

import polars as pl

from warehouse.contract import Column

STRING, INTEGER, BIGINT, DOUBLE, BOOLEAN, DATE = (
    pl.String(),
    pl.Int32(),
    pl.Int64(),
    pl.Float64(),
    pl.Boolean(),
    pl.Date(),
)
TIMESTAMP = pl.Datetime("us")

DOCUMENT_ID = Column(
    "document_id",
    STRING,
    "symbol@language: A/HRC/RES/30/21@en",
    required=True,
    references="resolutions.document_id",
)
PARAGRAPH_ID = Column(
    "paragraph_id",
    STRING,
    "document_id#op4(a); stable across runs",
    required=True,
    references="paragraphs.paragraph_id",
)


def mention_columns(name: str, of: str) -> tuple[Column, ...]:
    """The columns that every mention has: where it stands, and what found it."""
    return (
        PARAGRAPH_ID,
        Column(name, STRING, f"The {of} named", required=True, references=f"{of}s.{name}"),
        Column("surface", STRING, "The words, exactly as they stand in paragraphs.text", required=True),
        Column("start_char", INTEGER, "First character of the surface in paragraphs.text, from 0", required=True),
        Column("end_char", INTEGER, "Character after the surface: substr(text, start_char + 1, end_char - start_char) = surface", required=True),
    )  # fmt: skip


def evidence_columns() -> tuple[Column, ...]:
    """The columns that say which entry of the vocabulary made a row."""
    return (
        Column(
            "rule",
            STRING,
            "The entry of the vocabulary that found it: file:line, or the name of a pattern",
            required=True,
            references="vocabulary.rule",
        ),
        Column("vocabulary_version", STRING, "Hash of the vocabularies that made the row", required=True),
    )
