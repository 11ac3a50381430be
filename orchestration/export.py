"""One document of the published warehouse in a format of others.

Here: finding the document that a person means, and its rows. Not here: the format (`transforms.akn_writing`), arguments.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import Any

from transforms.akn_writing import write_akn
from warehouse.languages import load_languages
from warehouse.reading import open_warehouse, plain_errors
from warehouse.symbols import squeeze

CLOSE_ONES = 5
PREFERRED = "en"


class UnknownDocument(ValueError):
    """The warehouse does not hold what was asked for; the message says what it holds instead."""


def export_akn(warehouse: Path, symbol: str, language: str | None = None) -> bytes:
    """A document of the warehouse as AKN4UN.

    `symbol`: A/HRC/RES/30/21, or a document_id with its language (…@fr); case and spaces do not matter.
    Raises UnknownDocument, and NoWarehouse or QueryError where there is no warehouse to read.
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
    known = load_languages(every=True)
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


def find_document(connection: Any, asked: str, language: str | None) -> str:
    """The document_id that is meant. Raises UnknownDocument with what is close to it."""
    held: dict[str, dict[str, str]] = {}
    for symbol, code, document_id in connection.execute(
        "SELECT symbol, language, document_id FROM resolutions ORDER BY symbol, language"
    ).fetchall():
        held.setdefault(squeeze(symbol), {})[code] = document_id
    named, _, tagged = asked.partition("@")
    symbol, wanted = (
        squeeze(named),
        [each.strip().lower() for each in (tagged, language or "") if each.strip()],
    )
    if len(set(wanted)) > 1:
        raise UnknownDocument(f"{asked} names the language '{wanted[0]}', --language says '{wanted[1]}'.")
    if symbol not in held:
        raise UnknownDocument(
            f"The warehouse has no document {symbol or '(empty)'}.{_close_to(symbol, held)}"
        )
    languages = held[symbol]
    code = wanted[0] if wanted else PREFERRED if PREFERRED in languages else ""
    if not code and len(languages) == 1:
        code = next(iter(languages))
    if code in languages:
        return languages[code]
    if code:
        raise UnknownDocument(f"The warehouse has {symbol} in {', '.join(languages)}, not in '{code}'.")
    raise UnknownDocument(
        f"The warehouse has {symbol} in {', '.join(languages)}: say which with --language {next(iter(languages))}."
    )


def _close_to(symbol: str, held: dict[str, dict[str, str]]) -> str:
    ending = [each for each in held if symbol and each.endswith(f"/{symbol}")]
    close = [
        *ending,
        *(each for each in difflib.get_close_matches(symbol, held, CLOSE_ONES) if each not in ending),
    ]
    if not close:
        return ' See what it has: hrcw query "SELECT document_id, title FROM resolutions"'
    return f" Is it one of these? {', '.join(close[:CLOSE_ONES])}"
