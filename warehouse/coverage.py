"""How much is held of what a figure is about, in the words that tables and CSV files have.

Here: the words, and whether a rate must be marked. Not here: the counting, which the metric `session_coverage` and
the view `organ_coverage` do.
"""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

YEARS = {"whole": "both years held whole", "partial": "not all held", "unknown": "not known"}
"""What `theme_change.coverage` says of two years."""


def is_whole(row: Row) -> bool:
    """Whether a rate of this session (a row of `session_coverage`) is one of all it adopted, and of nothing invented."""
    return bool(row["coverage"] == "whole" and not row["fictitious"])


def held_of(row: Row) -> str:
    """A row of `session_coverage` in few words: 12 of 29; 43 of ?, where nobody knows how many there were."""
    unknown = row["coverage"] == "unknown" or row["resolutions_adopted"] is None
    return f"{row['resolutions_held']:,} of {'?' if unknown else format(row['resolutions_adopted'], ',')}"


def session_words(row: Row) -> str:
    """A row of `session_coverage`: 12 of 29 held."""
    held, adopted = row["resolutions_held"], row["resolutions_adopted"]
    if row["coverage"] == "unknown" or adopted is None:
        words = f"{held:,} held, of how many is not known"
    else:
        words = f"{held:,} of {'' if row['is_indexed'] else 'at least '}{adopted:,} held"
    return f"{words}; {row['fictitious']:,} fictitious" if row["fictitious"] else words


def sessions_words(whole: int, sessions: int) -> str:
    """All sessions of a group: 3 of 31 sessions held whole."""
    return f"{whole or 'none'} of {sessions:,} session{'s' if sessions != 1 else ''} held whole"
