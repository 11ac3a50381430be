"""Values written into SQL.

Here: literals. Not here: any statement.
"""

from __future__ import annotations

Value = str | int | None


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def literal(value: Value) -> str:
    return "NULL" if value is None else quoted(value) if isinstance(value, str) else str(value)
