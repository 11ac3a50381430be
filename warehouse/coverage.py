"""How much is held of what a figure is about, in the words that tables and CSV files have.

Here: the words. Not here: the counting, which the metric `session_coverage` and
the view `organ_coverage` do.
"""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

YEARS = {"whole": "both years held whole", "partial": "not all held", "unknown": "not known"}
"""What `theme_change.coverage` says of two years."""


def held_of(row: Row) -> str:
    """A row of `session_coverage` in few words: 12 of 29; 43 of ?, where nobody knows how many there were."""
    return f"{row['resolutions_held']:,} of {_adopted(row) or '?'}"


def session_words(row: Row) -> str:
    """A row of `session_coverage`: 12 of 29 held."""
    held = f"{row['resolutions_held']:,}"
    words = (
        f"{held} of {adopted} held"
        if (adopted := _adopted(row))
        else f"{held} held, of how many is not known"
    )
    return f"{words}; {row['fictitious']:,} fictitious" if row["fictitious"] else words


def _adopted(row: Row) -> str:
    """How many resolutions the session adopted; nothing where neither the index nor a gap in the numbers tells."""
    adopted, indexed = row["resolutions_adopted"], row["resolutions_indexed"]
    if adopted is None or (indexed is None and row["coverage"] == "unknown"):
        return ""
    return f"{'' if adopted == indexed else 'at least '}{adopted:,}"


def sessions_words(whole: int, sessions: int, absent: int) -> str:
    """All sessions of a group: 3 of 31 sessions held whole, nothing held of 4 others. `absent` are those of the same
    years that are known to have met."""
    words = f"{whole or 'none'} of {sessions:,} session{'s' if sessions != 1 else ''} held whole"
    return f"{words}, nothing held of {absent:,} other{'s' if absent != 1 else ''}" if absent else words
