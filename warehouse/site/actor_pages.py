"""A page for each actor that the texts name: where it is addressed, about which themes, where it is mentioned.

Here: what stands on those pages, and their list. Not here: who counts as addressed, which the mentions say.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import duckdb

from warehouse.enumerations import VOTES
from warehouse.progress import Progress
from warehouse.site.batches import batches, rows_by_key
from warehouse.site.holdings import Document, Group, Holdings, Row
from warehouse.site.marks import Mark
from warehouse.site.named import AllNamed, Named
from warehouse.site.naming import file_stem, paragraph_name
from warehouse.site.pages import Pages
from warehouse.site.passages import Passage, write_passages
from warehouse.site.request_pages import latest
from warehouse.site.requests import Request, Requests, write_requests
from warehouse.site.session_figures import (
    Figures,
    Measure,
    by_session,
    load_session_figures,
    session_chart,
    write_sessions,
)

PARAGRAPHS = """
WITH named AS (
    SELECT actor_id, paragraph_id, role = 'addressee' AS is_addressed, start_char, end_char,
        NULL AS from_paragraph_id
    FROM paragraph_actors WHERE actor_id IN (SELECT unnest($1))
    UNION ALL
    SELECT actor_id, paragraph_id, true, NULL, NULL, from_paragraph_id
    FROM inherited_addressees WHERE actor_id IN (SELECT unnest($1))
)
SELECT
    n.actor_id, p.paragraph_id, p.document_id, any_value(p.kind) AS kind, any_value(p.text) AS text,
    bool_or(n.is_addressed) AS is_addressed, max(n.from_paragraph_id) AS from_paragraph_id,
    list_sort(list(DISTINCT [n.start_char, n.end_char]) FILTER (n.start_char IS NOT NULL)) AS spans
FROM named AS n JOIN paragraphs AS p USING (paragraph_id)
WHERE p.kind IN ('preambular', 'operative')
GROUP BY n.actor_id, p.document_id, p.paragraph_id, p.position
ORDER BY n.actor_id, p.document_id, p.position
"""
THEMES = """
SELECT actor_id, organ, language, theme_id, paragraphs_addressing
FROM theme_addressees WHERE actor_id IN (SELECT unnest(?))
ORDER BY actor_id, paragraphs_addressing DESC, theme_id
"""
VOTED = """
SELECT actor_id, document_id, vote FROM votes WHERE actor_id IN (SELECT unnest(?)) ORDER BY actor_id, document_id
"""
COLUMNS = ("actor_id", "label", "kind", "texts_addressing", "texts_naming")
SHOWN_THEMES = 20
MEASURE = Measure(
    "actor_frequency", "actor_id", "documents_addressing", ("documents_naming", "paragraphs_addressing")
)


def write_actor_pages(
    pages: Pages,
    connection: duckdb.DuckDBPyConnection,
    holdings: Holdings,
    named: AllNamed,
    requests: Requests,
    reporter: Progress,
) -> None:
    """actors.html and actors/…, with their tables as CSV."""
    pages.page("actors.html", "actors.html", nav="actors", actors=named.actors.values())
    pages.csv(
        "data/actors.csv",
        COLUMNS,
        [[a.id, a.label, a.kind, a.row["texts_addressing"], a.row["texts"]] for a in named.actors.values()],
    )
    figures = load_session_figures(connection, MEASURE)
    asked = requests.of_actor()
    order = {document_id: at for at, document_id in enumerate(holdings.documents)}
    sizes = {actor.id: actor.row["mentions"] for actor in named.actors.values()}
    with reporter.progress("Pages of actors", len(sizes)) as advance:
        for batch in batches(sizes):
            paragraphs = rows_by_key(connection, PARAGRAPHS, batch)
            themes = rows_by_key(connection, THEMES, batch)
            voted = rows_by_key(connection, VOTED, batch)
            for actor_id in batch:
                of = {
                    name: rows.get(actor_id, [])
                    for name, rows in (("paragraphs", paragraphs), ("themes", themes), ("voted", voted))
                }
                for rows in (of["paragraphs"], of["voted"]):
                    rows.sort(key=lambda row: order[row["document_id"]])
                actor = named.actors[actor_id]
                _write_actor(pages, holdings, named, actor, figures, of, asked.get(actor_id, []))
                advance(1)


def _write_actor(
    pages: Pages,
    holdings: Holdings,
    named: AllNamed,
    actor: Named,
    figures: Figures,
    read: dict[str, list[Row]],
    asked: list[Request],
) -> None:
    sections = []
    stem = f"actors/{file_stem(actor.id)}"
    for group in holdings.groups:
        rows = figures.get(actor.id, {}).get(group.key)
        if not rows:
            continue
        of = [row for row in read["paragraphs"] if holdings.is_in(row, group)]
        about = [row for row in read["themes"] if (row["organ"], row["language"]) == group.key]
        sections.append(_section(pages, holdings, actor, stem, group, rows, of, about))
    parent = named.actors.get(actor.row["parent_id"] or "")
    pages.page(
        actor.href,
        "actor.html",
        nav="actors",
        actor=actor,
        parent=parent,
        sections=sections,
        asked=latest(asked),
        asked_all=len(asked),
        asked_csv=write_requests(pages, f"data/{stem}-asked.csv", asked) if asked else None,
        **_votes(holdings, read["voted"]),
    )


def _votes(holdings: Holdings, rows: list[Row]) -> dict[str, Any]:
    """What a State voted on each resolution, which counts once though it is held in several languages."""
    cast: dict[str, tuple[Document, str]] = {}
    for row in rows:
        document = holdings.documents[row["document_id"]]
        cast.setdefault(document.symbol, (document, row["vote"]))
    counts = Counter(vote for _, vote in cast.values())
    return {
        "voted": list(cast.values()),
        "votes": {vote: counts[vote] for vote in VOTES},
        "invented_votes": sum(document.is_fictitious for document, _ in cast.values()),
    }


def _section(
    pages: Pages,
    holdings: Holdings,
    actor: Named,
    stem: str,
    group: Group,
    rows: list[Row],
    paragraphs: list[Row],
    about: list[Row],
) -> dict[str, Any]:
    sessions = by_session(holdings, group, MEASURE, rows)
    lists = {}
    for name, is_addressed in (("addressed", True), ("mentioned", False)):
        passages = [_passage(holdings, row) for row in paragraphs if row["is_addressed"] == is_addressed]
        title = f"{actor.label}, {name}"
        lists[name] = write_passages(
            pages, f"{stem}-{group.slug}-{name}", title, actor.href, group, passages, paged=is_addressed
        )
    return {
        "group": group,
        "sessions": [row for row in sessions if row["documents_naming"]],
        "csv": write_sessions(pages, f"data/{stem}-{group.slug}.csv", MEASURE, sessions),
        "chart": session_chart(f"address {actor.label}", group, MEASURE, sessions),
        "themes": [
            (holdings.themes[row["theme_id"]], row["paragraphs_addressing"]) for row in about[:SHOWN_THEMES]
        ],
        "more_themes": max(0, len(about) - SHOWN_THEMES),
        **lists,
    }


def _passage(holdings: Holdings, row: Row) -> Passage:
    marks = [Mark(start, end, "actor") for start, end in row["spans"] or []]
    note = f"addressed through {paragraph_name(row['from_paragraph_id'])}" if row["from_paragraph_id"] else ""
    document = holdings.documents[row["document_id"]]
    return Passage(document, row["paragraph_id"], row["kind"], row["text"], marks, note)
