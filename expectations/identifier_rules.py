"""Rules about identifiers: that databases can hold them in an index.

Not here: that they are unique and lead somewhere (`expectations.derived`), how they are written (the rules of each table).
"""

from __future__ import annotations

import polars as pl

from expectations.checks import rule

IDENTIFIERS = {
    "resolutions": "document_id",
    "paragraphs": "paragraph_id",
    "actors": "actor_id",
    "instruments": "instrument_id",
    "themes": "theme_id",
}
LONGEST = 300
"""Characters; an entry of a B-tree of PostgreSQL has 2,704 bytes, for two or three of them."""

IDENTIFIER_RULES = tuple(
    rule(
        table, f"{column} has at most {LONGEST} characters", pl.col(column).str.len_chars() <= LONGEST,
        why="Longer ones fit into no index of a database that the feeds are loaded into.",
    )
    for table, column in IDENTIFIERS.items()
)  # fmt: skip
