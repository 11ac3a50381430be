"""JSON Lines of {"symbol", "language", "text"}: one text a line, with what is known of it beside.

Here: telling such lines, and reading them. Not here: giving each line of a long file an address of its own
(`orchestration.archives`, so that no file is too long to be read in time).
"""

from __future__ import annotations

import codecs
import json
from typing import Any

from transforms.formats.reader import Format, Text
from transforms.text import Unreadable, text_lines


def recognizes_json_lines(data: bytes) -> bool:
    """Whether the first line that is not empty is a record with a text."""
    start = data[:64_000].removeprefix(codecs.BOM_UTF8).lstrip()
    return start.startswith(b"{") and is_record(first_line(data))


def first_line(data: bytes) -> bytes:
    """The first line that is not empty."""
    return data.removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")[0]


def is_record(line: bytes) -> bool:
    """Whether a line is an object with a "text"."""
    try:
        return "text" in _load(line)
    except Unreadable:
        return False


def read_json_lines(data: bytes) -> list[Text]:
    """One text for each line that is not empty. A line that is no record gives a text that cannot be read
    and says why; a single record has no place to name."""
    texts = []
    for number, line in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), 1):
        if line.strip():
            texts.append(_text_or_reason(line, f"Line {number}"))
    if len(texts) == 1 and not texts[0].unreadable:
        texts[0].where = ""
    return texts


def _text_or_reason(line: bytes, where: str) -> Text:
    try:
        text = read_record(line)
    except Unreadable as error:
        return Text([], where, unreadable=error)
    text.where = where
    return text


def read_record(line: bytes) -> Text:
    """The text of one record. Raises Unreadable, with what a record must be, for any other line."""
    record = _load(line)
    words = record.get("text")
    if not isinstance(words, str):
        raise Unreadable("damaged", 'The record has no "text", or one that is not in quotes.')
    if not words.strip():
        raise Unreadable("empty", 'The "text" of the record is empty.')
    for name in ("symbol", "language"):
        if not isinstance(record.get(name) or "", str):
            raise Unreadable("damaged", f'The "{name}" of the record is not a text in quotes.')
    language = (record.get("language") or "").strip().lower()
    return Text(
        text_lines(words.encode("utf-8", "replace").decode()),  # half a surrogate pair is no character
        symbol=(record.get("symbol") or "").strip() or None,
        language=language or None,
    )


def _load(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable("damaged", f"The record is not in UTF-8 (byte {error.start + 1}).") from error
    except RecursionError as error:
        raise Unreadable("too_costly", "The record has brackets within brackets without end.") from error
    except ValueError as error:
        reason = getattr(error, "msg", "a number is too long")
        column = getattr(error, "colno", 1)
        raise Unreadable("damaged", f"The record is not JSON: {reason} at character {column}.") from error
    if not isinstance(record, dict):
        raise Unreadable(
            "damaged", 'The record is no object such as {"symbol": …, "language": …, "text": …}.'
        )
    return record


JSON_LINES = Format("json_lines", recognizes_json_lines, read_json_lines)
