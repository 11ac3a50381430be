"""One document of the published warehouse in a format of others.

Here: the rows of the document, and the file. Not here: finding it (`warehouse.finding`), the format (`transforms.akn_writing`).
"""

from __future__ import annotations

import os
from pathlib import Path

from transforms.akn_writing import write_akn
from warehouse.finding import find_document
from warehouse.languages import load_language
from warehouse.reading import open_warehouse, plain_errors, rows_of


def export_akn(warehouse: Path, symbol: str, language: str | None = None) -> bytes:
    """A document of the warehouse as AKN4UN.

    `symbol` and `language` as `find_document` takes them.
    Raises NoSuchDocument, and NoWarehouse or QueryError where there is no warehouse to read.
    """
    with open_warehouse(warehouse) as connection, plain_errors():
        document_id = find_document(connection, symbol, language)
        (resolution,) = rows_of(connection, "FROM resolutions WHERE document_id = ?", document_id)
        paragraphs = rows_of(connection, "FROM paragraphs WHERE document_id = ?", document_id)
        footnotes = rows_of(connection, "FROM footnotes WHERE document_id = ?", document_id)
        votes = rows_of(connection, "FROM votes WHERE document_id = ?", document_id)
        sessions = rows_of(
            connection,
            "FROM sessions WHERE organ = ? AND session = ?",
            resolution["organ"],
            resolution["session"],
        )
    session = sessions[0] if sessions else None
    return write_akn(resolution, paragraphs, footnotes, load_language(resolution["language"]), session, votes)


def write_export(data: bytes, path: Path) -> None:
    """Replaces the file once all is written."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
