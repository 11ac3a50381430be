"""Actors that the warehouse's texts name or list as voting, and instruments that they cite: their labels, and where their pages are.

Here: what every page needs to link to them. Not here: their own pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from warehouse.reading import rows_of
from warehouse.site.holdings import Row
from warehouse.site.naming import file_stem

ACTORS = """
SELECT a.actor_id AS id, a.label, a.kind, a.parent_id, count(m.paragraph_id) AS mentions,
    count(m.paragraph_id) FILTER (m.role = 'addressee') AS addressed,
    count(DISTINCT split_part(m.paragraph_id, '#', 1)) AS documents,
    count(DISTINCT split_part(m.paragraph_id, '#', 1)) FILTER (m.role = 'addressee') AS documents_addressing
FROM actors AS a LEFT JOIN paragraph_actors AS m USING (actor_id)
WHERE m.paragraph_id IS NOT NULL OR a.actor_id IN (SELECT actor_id FROM votes)
GROUP BY ALL ORDER BY documents_addressing DESC, documents DESC, a.label, a.actor_id
"""
INSTRUMENTS = """
SELECT i.instrument_id AS id, coalesce(i.title, i.instrument_id) AS label, i.kind, i.adopted_on, i.url, i.document_id,
    count(*) AS mentions, count(DISTINCT c.document_id) AS documents
FROM instruments AS i
JOIN (
    SELECT instrument_id, split_part(paragraph_id, '#', 1) AS document_id FROM paragraph_instruments
    UNION ALL
    SELECT instrument_id, document_id FROM footnote_instruments
) AS c USING (instrument_id)
GROUP BY ALL ORDER BY documents DESC, mentions DESC, label, i.instrument_id
"""


@dataclass(frozen=True, slots=True)
class Named:
    """An actor or instrument: its page (from the top folder) and what is counted of it over all texts."""

    id: str
    label: str
    kind: str
    href: str
    row: Row


@dataclass(frozen=True, slots=True)
class AllNamed:
    """Those that are named at least once, by their identifiers, the most frequent first."""

    actors: Mapping[str, Named]
    instruments: Mapping[str, Named]


def load_named(connection: duckdb.DuckDBPyConnection) -> AllNamed:
    """Reads both from an open warehouse."""
    return AllNamed(_named(connection, ACTORS, "actors"), _named(connection, INSTRUMENTS, "instruments"))


def _named(connection: duckdb.DuckDBPyConnection, sql: str, folder: str) -> dict[str, Named]:
    return {
        row["id"]: Named(row["id"], row["label"], row["kind"], f"{folder}/{file_stem(row['id'])}.html", row)
        for row in rows_of(connection, sql)
    }
