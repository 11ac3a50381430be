"""One document of the published warehouse in a format of others.

Here: the rows of the document, and the file. Not here: finding it (`warehouse.finding`), the format (`transforms.akn_writing`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from transforms.akn_writing import write_akn
from warehouse.finding import find_document
from warehouse.languages import load_languages
from warehouse.reading import open_warehouse, plain_errors


def export_akn(warehouse: Path, symbol: str, language: str | None = None) -> bytes:
    """A document of the warehouse as AKN4UN.

    `symbol` and `language` as `find_document` takes them.
    Raises NoSuchDocument, and NoWarehouse or QueryError where there is no warehouse to read.
    """
    with open_warehouse(warehouse) as connection, plain_errors():
        document_id = find_document(connection, symbol, language)
        (resolution,) = _rows(connection, "FROM resolutions WHERE document_id = ?", document_id)
        paragraphs = _rows(connection, "FROM paragraphs WHERE document_id = ?", document_id)
        footnotes = _rows(connection, "FROM footnotes WHERE document_id = ?", document_id)
        sessions = _rows(
            connection,
            "FROM sessions WHERE organ = ? AND session = ?",
            resolution["organ"],
            resolution["session"],
        )
    known = load_languages()
    session = sessions[0] if sessions else None
    return write_akn(resolution, paragraphs, footnotes, known[resolution["language"]], session)


def write_export(data: bytes, path: Path) -> None:
    """Replaces the file once all is written."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _rows(connection: Any, sql: str, *parameters: str) -> list[dict[str, Any]]:
    found = connection.execute(sql, list(parameters))
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
