"""The values of a row as text and JSON have them.

Here: one value. Not here: rows and files of them (`warehouse.answers`), drawn tables (`warehouse.drawing`).
"""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID


def cell_text(value: Any) -> str:
    """A value as the text of one cell; null is empty."""
    if type(value) is str:
        return value
    plain = json_value(value)
    if plain is None:
        return ""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(plain, (list, dict, bool)):
        return json.dumps(plain, ensure_ascii=False)
    return str(plain)


def json_value(value: Any) -> Any:
    """A value as JSON has it: dates as ISO text, decimals as numbers, what is no number as null."""
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if abs(value) < float("inf") else None
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [json_value(item) for item in value]
    if isinstance(value, dict):
        return {str(key): json_value(item) for key, item in value.items()}
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).hex()
    if isinstance(value, (UUID, timedelta)):
        return str(value)
    return value
