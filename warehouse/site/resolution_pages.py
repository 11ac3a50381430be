"""A page for each document: its facts, its paragraphs with every mention marked, what it cites and who cites it.

Here: what stands on those pages, and their list. Not here: how paragraphs are marked (`marks`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb

from warehouse.enumerations import VOTES as VOTES_CAST
from warehouse.progress import Progress
from warehouse.reading import rows_of
from warehouse.site.batches import batches, rows_by_key
from warehouse.site.holdings import Document, Holdings, Row
from warehouse.site.marks import Mark, marked
from warehouse.site.named import AllNamed
from warehouse.site.naming import file_stem, paragraph_name, source_name
from warehouse.site.pages import Pages
from warehouse.site.requests import Request, Requests, write_requests

SIZES = "SELECT document_id, count(*) AS paragraphs FROM paragraphs GROUP BY document_id"
WEIGHT = 6
"""Rows that a paragraph brings with its mentions, about."""
FACTS = "SELECT document_id, * EXCLUDE (document_id) FROM resolutions WHERE document_id IN (SELECT unnest(?)) ORDER BY 1"
PARAGRAPHS = """
SELECT document_id, paragraph_id, section, kind, number, marker, number_is_inferred, depth, lead_phrase, action,
    text, is_truncated
FROM paragraphs WHERE document_id IN (SELECT unnest(?)) ORDER BY document_id, position
"""
MENTIONS = """
WITH held AS (
    SELECT paragraph_id, document_id, position FROM paragraphs WHERE document_id IN (SELECT unnest(?))
),
mentions AS (
    SELECT paragraph_id, 'theme' AS family, theme_id AS target, surface, start_char, end_char, NULL AS role,
        NULL AS pinpoint, NULL AS cited_on, rule FROM paragraph_themes
    UNION ALL
    SELECT paragraph_id, 'actor', actor_id, surface, start_char, end_char, role, NULL, NULL, rule FROM paragraph_actors
    UNION ALL
    SELECT paragraph_id, 'instrument', instrument_id, surface, start_char, end_char, NULL, pinpoint, cited_on, rule
    FROM paragraph_instruments
)
SELECT h.document_id, m.*
FROM held AS h JOIN mentions AS m USING (paragraph_id)
ORDER BY h.document_id, h.position, m.start_char, m.end_char, m.family, m.target
"""
INHERITED = """
SELECT p.document_id, i.* FROM inherited_addressees AS i JOIN paragraphs AS p USING (paragraph_id)
WHERE p.document_id IN (SELECT unnest(?)) ORDER BY ALL
"""
FOOTNOTES = """
SELECT document_id, position, marker, text, paragraph_id FROM footnotes
WHERE document_id IN (SELECT unnest(?)) ORDER BY document_id, position
"""
IN_FOOTNOTES = """
SELECT document_id, position, instrument_id AS target, surface, start_char, end_char, pinpoint, cited_on
FROM footnote_instruments
WHERE document_id IN (SELECT unnest(?)) ORDER BY document_id, position, start_char, end_char, target
"""
CITED_BY = """
WITH cited AS (
    SELECT document_id, symbol FROM resolutions WHERE document_id IN (SELECT unnest(?))
),
citing AS (
    SELECT i.instrument_id, p.document_id FROM paragraph_instruments AS i JOIN paragraphs AS p USING (paragraph_id)
    UNION
    SELECT instrument_id, document_id FROM footnote_instruments
)
SELECT d.document_id, c.document_id AS citing
FROM cited AS d JOIN citing AS c ON c.instrument_id = d.symbol JOIN resolutions AS r ON r.document_id = c.document_id
WHERE r.symbol != d.symbol
ORDER BY ALL
"""
VOTES = """
SELECT document_id, actor_id, printed_name, vote, origin FROM votes
WHERE document_id IN (SELECT unnest(?)) ORDER BY document_id, position
"""
FILLED = """
SELECT document_id, field, value, record_field, record_id, source_uri FROM completions
WHERE outcome = 'filled' AND document_id IN (SELECT unnest(?)) ORDER BY document_id, field, source_uri, record_position
"""
MENTION_COLUMNS = (
    "paragraph_id",
    "family",
    "target",
    "surface",
    "start_char",
    "end_char",
    "role",
    "pinpoint",
    "cited_on",
    "rule",
)
PARAGRAPH_COLUMNS = (
    "paragraph_id", "section", "kind", "number", "marker", "number_is_inferred", "depth", "lead_phrase", "action",
    "text", "is_truncated",
)  # fmt: skip


def write_resolution_pages(
    pages: Pages,
    connection: duckdb.DuckDBPyConnection,
    holdings: Holdings,
    named: AllNamed,
    requests: Requests,
    reporter: Progress,
) -> None:
    """resolutions.html and resolutions/…, with paragraphs and mentions as CSV."""
    _write_list(pages, connection, holdings)
    paragraphs = {row["document_id"]: row["paragraphs"] for row in rows_of(connection, SIZES)}
    sizes = {document_id: WEIGHT * paragraphs.get(document_id, 0) for document_id in holdings.documents}
    languages: dict[str, list[Document]] = {}
    for document in holdings.documents.values():
        languages.setdefault(document.symbol, []).append(document)
    with reporter.progress("Pages of resolutions", len(sizes)) as advance:
        for batch in batches(sizes):
            read = {
                name: rows_by_key(connection, sql, batch)
                for name, sql in (
                    ("facts", FACTS), ("paragraphs", PARAGRAPHS), ("mentions", MENTIONS), ("inherited", INHERITED),
                    ("footnotes", FOOTNOTES), ("in_footnotes", IN_FOOTNOTES), ("cited_by", CITED_BY), ("votes", VOTES), ("filled", FILLED),
                )
            }  # fmt: skip
            for document_id in batch:
                of = {name: rows.get(document_id, []) for name, rows in read.items()}
                document = holdings.documents[document_id]
                others = [other for other in languages[document.symbol] if other is not document]
                asked = requests.by_document.get(document_id, ())
                _write_document(pages, holdings, named, document, others, of, asked)
                advance(1)


def _write_document(
    pages: Pages,
    holdings: Holdings,
    named: AllNamed,
    document: Document,
    others: list[Document],
    of: dict[str, list[Row]],
    asked: Sequence[Request],
) -> None:
    stem = f"data/resolutions/{file_stem(document.document_id)}"
    mentions: dict[str, list[Row]] = {}
    for row in of["mentions"]:
        mentions.setdefault(row["paragraph_id"], []).append(row)
    inherited: dict[str, list[Row]] = {}
    for row in of["inherited"]:
        inherited.setdefault(row["paragraph_id"], []).append(row)
    requests: dict[str, list[Request]] = {}
    for request in asked:
        requests.setdefault(request.paragraph_id, []).append(request)
    pages.csv(
        f"{stem}-paragraphs.csv",
        PARAGRAPH_COLUMNS,
        [[row[c] for c in PARAGRAPH_COLUMNS] for row in of["paragraphs"]],
    )
    pages.csv(
        f"{stem}-mentions.csv",
        MENTION_COLUMNS,
        [[row[c] for c in MENTION_COLUMNS] for row in of["mentions"]],
    )
    pages.page(
        document.href,
        "resolution.html",
        nav="resolutions",
        document=document,
        facts=of["facts"][0],
        session=holdings.sessions.get((document.organ, document.session)),
        others=others,
        paragraphs=[
            _paragraph(
                holdings,
                named,
                row,
                mentions.get(row["paragraph_id"], []),
                inherited.get(row["paragraph_id"], []),
                requests.get(row["paragraph_id"], []),
            )
            for row in of["paragraphs"]
        ],
        asked=asked,
        asked_csv=write_requests(pages, f"{stem}-requests.csv", asked) if asked else None,
        footnotes=_footnotes(named, of["footnotes"], of["in_footnotes"]),
        citations=_citations(named, of),
        cited_by=[holdings.documents[row["citing"]] for row in of["cited_by"]],
        votes=_votes(named, of["votes"]),
        filled=of["filled"],
        csv=stem,
    )


def _paragraph(
    holdings: Holdings,
    named: AllNamed,
    row: Row,
    mentions: list[Row],
    inherited: list[Row],
    requests: list[Request],
) -> dict[str, Any]:
    """What the template shows of a paragraph; links of marks are as seen from the folder of resolutions."""
    marks = []
    themes: dict[str, Any] = {}
    addressed: dict[str, Any] = {}
    mentioned: dict[str, Any] = {}
    cited: dict[str, Any] = {}
    for mention in mentions:
        family, target = mention["family"], mention["target"]
        if family == "theme":
            thing: Any = holdings.themes[target]
            themes[target] = thing
        elif family == "actor":
            thing = named.actors[target]
            (addressed if mention["role"] == "addressee" else mentioned)[target] = thing
        else:
            thing = named.instruments[target]
            cited[target] = thing
        marks.append(
            Mark(mention["start_char"], mention["end_char"], family, thing.label, f"../{thing.href}")
        )
    lead = row["lead_phrase"]
    if lead and (start := row["text"].find(lead)) >= 0:
        marks.append(Mark(start, start + len(lead), "lead"))
    for request in requests:
        marks.extend(request.marks(row["text"]))
    return {
        "row": row,
        "name": paragraph_name(row["paragraph_id"]),
        "html": marked(row["text"], marks),
        "themes": list(themes.values()),
        "addressed": list(addressed.values()),
        "inherited": [
            (named.actors[i["actor_id"]], paragraph_name(i["from_paragraph_id"])) for i in inherited
        ],
        "mentioned": [thing for target, thing in mentioned.items() if target not in addressed],
        "cited": list(cited.values()),
        "requests": requests,
    }


def _votes(named: AllNamed, rows: list[Row]) -> dict[str, list[dict[str, Any]]]:
    """The States of each vote, in the order of the list, with their pages where they have one."""
    found: dict[str, list[dict[str, Any]]] = {vote: [] for vote in VOTES_CAST}
    for row in rows:
        actor = named.actors.get(row["actor_id"] or "")
        label = actor.label if actor else row["printed_name"]
        found[row["vote"]].append({"label": label, "href": actor.href if actor else None})
    return {vote: states for vote, states in found.items() if states}


def _footnotes(named: AllNamed, footnotes: list[Row], citations: list[Row]) -> list[dict[str, Any]]:
    return [
        {
            "row": note,
            "called_by": paragraph_name(note["paragraph_id"]) if note["paragraph_id"] else None,
            "html": marked(
                note["text"],
                [
                    Mark(c["start_char"], c["end_char"], "instrument", named.instruments[c["target"]].label, f"../{named.instruments[c['target']].href}")
                    for c in citations
                    if c["position"] == note["position"]
                ],
            ),
        }
        for note in footnotes
    ]  # fmt: skip


def _citations(named: AllNamed, of: dict[str, list[Row]]) -> list[dict[str, Any]]:
    """Each instrument once, in the order of the text, with the places that cite it."""
    found: dict[str, dict[str, Any]] = {}
    for row in of["mentions"]:
        if row["family"] == "instrument":
            entry = found.setdefault(
                row["target"], {"instrument": named.instruments[row["target"]], "places": [], "pinpoints": []}
            )
            place = paragraph_name(row["paragraph_id"])
            if place not in entry["places"]:
                entry["places"].append(place)
            if row["pinpoint"] and row["pinpoint"] not in entry["pinpoints"]:
                entry["pinpoints"].append(row["pinpoint"])
    for row in of["in_footnotes"]:
        entry = found.setdefault(
            row["target"], {"instrument": named.instruments[row["target"]], "places": [], "pinpoints": []}
        )
        place = f"note-{row['position']}"
        if place not in entry["places"]:
            entry["places"].append(place)
    return list(found.values())


def _write_list(pages: Pages, connection: duckdb.DuckDBPyConnection, holdings: Holdings) -> None:
    columns = ("document_id", "symbol", "language", "organ", "session", "title", "adopted_on", "adoption", "votes_in_favour",
               "votes_against", "votes_abstaining", "word_count", "is_fictitious", "source", "source_sha256")  # fmt: skip
    rows = {row["document_id"]: row for row in rows_of(connection, "SELECT * FROM resolutions")}
    for row in rows.values():
        row["source"] = source_name(row["source_uri"])
    pages.page("resolutions.html", "resolutions.html", nav="resolutions", rows=rows)
    pages.csv(
        "data/resolutions.csv",
        columns,
        [[rows[document_id][c] for c in columns] for document_id in holdings.documents],
    )
