"""What the texts ask for: rows of `report_requests` with their document, and the page of who is asked.

Here: what every page that shows requests needs, read once, and their CSV. Not here: the rows themselves
(`warehouse.asking`), their own page (`request_pages`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import duckdb

from warehouse import asking
from warehouse.enumerations import RECIPIENTS
from warehouse.reading import rows_of
from warehouse.showing import deliverable_in_words, recipient_in_words
from warehouse.site.holdings import Document, Holdings
from warehouse.site.marks import Mark
from warehouse.site.named import AllNamed, Named
from warehouse.site.naming import fragment, paragraph_name
from warehouse.site.pages import Pages

COLUMNS = (
    "request_id", "symbol", "language", "session", "adopted_on", "is_fictitious", "title", "deliverable", "surface",
    "requested_of", "requested_of_label", "recipient", "due_session", "due_year", "due_surface", "is_recurring",
)  # fmt: skip
UNNAMED = "none"
"""What a filter calls what no organ, session or year is said of."""
FARTHEST = 3_000
"""Characters between an output and the words that say when it is due; they are not looked for beyond."""
_LATEST = 10_000
"""More than any session or year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(asking.Request):
    """One output asked for, with its document. `actor` is the page of who is asked, if there is one."""

    document: Document
    actor: Named | None

    @property
    def name(self) -> str:
        return paragraph_name(self.paragraph_id)

    @property
    def href(self) -> str:
        return self.document.href + fragment(self.name)

    @property
    def organ(self) -> str | None:
        """The organ it is for, in words."""
        return recipient_in_words(self.recipient) if self.recipient else None

    @property
    def due(self) -> str | None:
        """The session or the year that it is due at, in words."""
        if self.due_session:
            return f"session {self.due_session}"
        return str(self.due_year) if self.due_year else None

    @property
    def recipient_key(self) -> str:
        """The organ as a filter has it."""
        return self.recipient or UNNAMED

    @property
    def due_key(self) -> str:
        """Organ and session or year as a filter has them: a session is of its organ."""
        return f"{self.recipient_key} {self.due or UNNAMED}"

    @property
    def kind(self) -> str:
        return deliverable_in_words(self.deliverable)

    @property
    def words(self) -> str | None:
        """The words that name it, where they say more than its kind."""
        return None if self.surface.casefold() == self.kind else self.surface

    @property
    def order(self) -> tuple[int, int, int]:
        """The Council's first, then by organ; of an organ the latest session first, then years, then what has neither."""
        organ = RECIPIENTS.index(self.recipient) if self.recipient in RECIPIENTS else len(RECIPIENTS)
        if self.due_session:
            number = int(self.due_session) if self.due_session.isdecimal() else 0
            return organ, 0, _LATEST - number
        return organ, 1 if self.due_year else 2, _LATEST - (self.due_year or 0)

    def marks(self, text: str) -> list[Mark]:
        """Where its words stand, and those that say when it is due: the nearest, since they have no offsets."""
        marks = [Mark(self.start_char, self.end_char, "request")]
        if self.due_surface:
            words = re.compile(rf"(?<![\w/-]){re.escape(self.due_surface)}(?![\w/-])")
            printed = words.finditer(text, max(0, self.start_char - FARTHEST), self.end_char + FARTHEST)
            near = min(printed, key=lambda match: self._away(*match.span()), default=None)
            if near:
                marks.append(Mark(*near.span(), "due"))
        return marks

    def _away(self, start: int, end: int) -> int:
        return max(start - self.end_char, self.start_char - end, 0)


@dataclass(frozen=True, slots=True)
class Requests:
    """All requests, by document; those listed are of each text once, though it is held in several languages."""

    by_document: Mapping[str, Sequence[Request]]
    listed: Sequence[Request]
    languages: Mapping[str, str]
    """Those that requests are read in, with their labels."""
    texts: int
    """Texts held in such a language."""
    unread: int
    """Texts held in none."""

    def of_actor(self) -> dict[str, list[Request]]:
        """By who is asked, in the order of the list."""
        found: dict[str, list[Request]] = {}
        for request in self.listed:
            if request.requested_of:
                found.setdefault(request.requested_of, []).append(request)
        return found


def load_requests(connection: duckdb.DuckDBPyConnection, holdings: Holdings, named: AllNamed) -> Requests:
    """Reads them from an open warehouse. A text counts in the first language, by code, that has words for requests."""
    languages = {
        row["language"]: row["label"]
        for row in rows_of(connection, "FROM languages WHERE finds_requests ORDER BY language")
    }
    by_document: dict[str, list[Request]] = {}
    for row in asking.requests_of(connection):
        document, actor = holdings.documents[row.document_id], named.actors.get(row.requested_of or "")
        by_document.setdefault(row.document_id, []).append(
            Request(**asdict(row), document=document, actor=actor)
        )
    once: dict[str, Document] = {}
    for document in holdings.documents.values():
        if document.language in languages:
            once.setdefault(document.symbol, document)
    listed = [request for document in once.values() for request in by_document.get(document.document_id, ())]
    symbols = {document.symbol for document in holdings.documents.values()}
    return Requests(
        by_document,
        sorted(listed, key=lambda request: request.order),
        languages,
        len(once),
        len(symbols) - len(once),
    )


def write_requests(pages: Pages, path: str, requests: Sequence[Request]) -> str:
    """The requests as CSV; where it stands."""
    pages.csv(
        path,
        COLUMNS,
        (
            (
                r.request_id, r.document.symbol, r.document.language, r.document.session, r.document.adopted_on,
                r.document.is_fictitious, r.document.title, r.deliverable, r.surface, r.requested_of, r.requested_of_label,
                r.recipient, r.due_session, r.due_year, r.due_surface, r.is_recurring,
            )
            for r in requests
        ),
    )  # fmt: skip
    return path
