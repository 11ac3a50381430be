"""What the paragraphs of documents ask for, as it is published.

Here: rows of `report_requests` with the names of who is asked. Not here: how they are found (`transforms.requests`),
how they read in words (`orchestration.request_words`).
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from warehouse.reading import rows_of

REQUESTS = """
SELECT p.document_id, r.request_id, r.paragraph_id, r.deliverable, r.requested_of, a.label AS requested_of_label,
       r.recipient, r.due_session, r.due_year, r.due_surface, r.is_recurring, r.surface, r.start_char, r.end_char
FROM report_requests AS r
JOIN paragraphs AS p USING (paragraph_id)
LEFT JOIN actors AS a ON a.actor_id = r.requested_of
{which}
ORDER BY p.document_id, p.position, length(r.request_id), r.request_id
"""


@dataclass(frozen=True, slots=True)
class Request:
    """A row of `report_requests`: one output asked for, for one organ at one session.

    `requested_of` is None where nobody is named, with the actor's label beside it; `due_surface` are the words that
    say when it is due.
    """

    document_id: str
    request_id: str
    paragraph_id: str
    deliverable: str
    requested_of: str | None
    requested_of_label: str | None
    recipient: str | None
    due_session: str | None
    due_year: int | None
    due_surface: str | None
    is_recurring: bool
    surface: str
    start_char: int
    end_char: int


def requests_of(connection: duckdb.DuckDBPyConnection, document_id: str | None = None) -> tuple[Request, ...]:
    """The requests of a document in the order printed; without one those of all, document by document."""
    which, parameters = ("WHERE p.document_id = ?", [document_id]) if document_id else ("", [])
    return tuple(Request(**row) for row in rows_of(connection, REQUESTS.format(which=which), *parameters))


def are_searched(connection: duckdb.DuckDBPyConnection, language: str) -> bool:
    """Whether texts of a language are searched for requests: whether the vocabulary had words for them."""
    rows = rows_of(connection, "SELECT finds_requests FROM languages WHERE language = ?", language)
    return all(row["finds_requests"] for row in rows)
