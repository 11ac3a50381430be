"""What a person filters a search by, as the warehouse writes it.

Here: values that the warehouse knows, and errors that name them. Not here: the search (`warehouse.search`).
"""

from __future__ import annotations

from difflib import get_close_matches

import duckdb

KNOWN = {
    "language": """
        SELECT DISTINCT language, coalesce(label, language)
        FROM resolutions LEFT JOIN languages USING (language) ORDER BY ALL
    """,
    "session": "SELECT session, session FROM resolutions GROUP BY session ORDER BY min(session_number), session",
    "theme": "SELECT theme_id, coalesce(label, theme_id) FROM themes ORDER BY ALL",
}
"""For each filter the values that have a text or a vocabulary, and the name by which people call each."""


class NoSuchValue(ValueError):
    """A filter that nothing in the warehouse can meet; the message says which values there are."""


def known_value(connection: duckdb.DuckDBPyConnection, name: str, typed: str) -> str:
    """The value of a filter as the warehouse writes it, whatever the case it was typed in.

    Raises NoSuchValue, with close values, or else all of them.
    """
    rows = connection.execute(KNOWN[name]).fetchall()
    values = {value.casefold(): str(value) for value, _ in rows}
    wanted = typed.strip().casefold()
    if wanted in values:
        return values[wanted]
    called = {label.casefold(): value for value, label in rows} | values
    close = dict.fromkeys(called[match] for match in get_close_matches(wanted, called))
    there = (
        f"Did you mean {' or '.join(close)}?"
        if close
        else f"There is: {', '.join(values.values()) or 'none'}."
    )
    raise NoSuchValue(f"The warehouse has no {name} {typed!r}. {there}")
