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
WITH named AS (
    SELECT m.actor_id, count(*) AS mentions,
        count(DISTINCT d.symbol) FILTER (m.paragraph_kind IN ('preambular', 'operative')) AS texts,
        count(DISTINCT d.symbol) FILTER (
            m.paragraph_kind IN ('preambular', 'operative') AND m.role = 'addressee'
        ) AS texts_addressing
    FROM fact_actor_mention AS m JOIN dim_document AS d USING (document_id)
    GROUP BY m.actor_id
)
SELECT a.actor_id AS id, a.label, a.kind, a.parent_id, coalesce(n.mentions, 0) AS mentions,
    coalesce(n.texts, 0) AS texts, coalesce(n.texts_addressing, 0) AS texts_addressing
FROM actors AS a LEFT JOIN named AS n USING (actor_id)
WHERE n.actor_id IS NOT NULL OR a.actor_id IN (SELECT actor_id FROM votes)
ORDER BY texts_addressing DESC, texts DESC, a.label, a.actor_id
"""
INSTRUMENTS = """
WITH cited AS (
    SELECT c.instrument_id, count(*) AS mentions,
        count(DISTINCT d.symbol) FILTER (p.kind IS NULL OR p.kind IN ('preambular', 'operative')) AS texts
    FROM fact_instrument_citation AS c JOIN dim_document AS d USING (document_id) LEFT JOIN paragraphs AS p USING (paragraph_id)
    GROUP BY c.instrument_id
)
SELECT i.instrument_id AS id, coalesce(i.title, i.instrument_id) AS label, i.kind, i.adopted_on, i.url, i.document_id,
    c.mentions, c.texts
FROM instruments AS i JOIN cited AS c USING (instrument_id)
ORDER BY texts DESC, label, i.instrument_id
"""
"""Both count symbols: a text held in several languages is one. The paragraphs are those of the metrics; what annexes alone
name has a page too, since the pages of resolutions link to it."""


@dataclass(frozen=True, slots=True)
class Named:
    """An actor or instrument: its page (from the top folder), in how many texts it is, and how many mentions are read for it."""

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
