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
WITH mentions AS (
    SELECT actor_id, count(*) AS mentions, count(*) FILTER (role = 'addressee') AS addressed
    FROM paragraph_actors GROUP BY actor_id
),
counted AS (
    SELECT actor_id, sum(documents_naming)::BIGINT AS documents, sum(documents_addressing)::BIGINT AS documents_addressing
    FROM actor_frequency GROUP BY actor_id
)
SELECT a.actor_id AS id, a.label, a.kind, a.parent_id, coalesce(m.mentions, 0) AS mentions,
    coalesce(m.addressed, 0) AS addressed, coalesce(c.documents, 0) AS documents,
    coalesce(c.documents_addressing, 0) AS documents_addressing
FROM actors AS a LEFT JOIN mentions AS m USING (actor_id) LEFT JOIN counted AS c USING (actor_id)
WHERE m.actor_id IS NOT NULL OR a.actor_id IN (SELECT actor_id FROM votes)
ORDER BY documents_addressing DESC, documents DESC, a.label, a.actor_id
"""
INSTRUMENTS = """
WITH cited AS (
    SELECT instrument_id FROM paragraph_instruments UNION SELECT instrument_id FROM footnote_instruments
)
SELECT i.instrument_id AS id, coalesce(i.title, i.instrument_id) AS label, i.kind, i.adopted_on, i.url, i.document_id,
    coalesce(sum(f.citations), 0)::BIGINT AS mentions, coalesce(sum(f.documents_citing), 0)::BIGINT AS documents
FROM instruments AS i SEMI JOIN cited USING (instrument_id) LEFT JOIN instrument_frequency AS f USING (instrument_id)
GROUP BY ALL ORDER BY documents DESC, mentions DESC, label, i.instrument_id
"""
"""One that annexes alone cite has a page too, since the pages of resolutions link to it, but counts nothing."""


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
