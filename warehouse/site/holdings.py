"""What the warehouse holds at large: documents, sessions, groups of one language, themes, and how far to trust it.

Here: what every page needs, read once; it grows with documents, not with paragraphs. Not here: paragraphs and
mentions, which each kind of page reads for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from warehouse.coverage import session_words, sessions_words
from warehouse.reading import rows_of
from warehouse.showing import ORGANS
from warehouse.site.naming import file_stem

Row = dict[str, Any]

COVERAGE = """
SELECT *, wilson_high(0, documents) AS none_high
FROM session_coverage
"""
"""Each session with the upper end of the interval of a share of none of its documents."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text in one language, and where its page is (from the top folder of the site)."""

    document_id: str
    symbol: str
    title: str
    organ: str
    language: str
    session: str
    adopted_on: date | None
    is_fictitious: bool
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """What may stand in one rate: the texts of one organ in one language."""

    organ: str
    language: str
    language_label: str
    documents: int
    fictitious: int
    sessions: tuple[str, ...]
    coverage: str
    sessions_whole: int
    sessions_absent: int

    @property
    def is_whole(self) -> bool:
        """Whether rates over all its sessions are of every resolution they adopted."""
        return self.coverage == "whole"

    @property
    def held(self) -> str:
        return sessions_words(self.sessions_whole, len(self.sessions), self.sessions_absent)

    @property
    def key(self) -> tuple[str, str]:
        return (self.organ, self.language)

    @property
    def slug(self) -> str:
        return f"{self.organ}-{self.language}".lower()

    @property
    def label(self) -> str:
        return f"{ORGANS.get(self.organ, self.organ)}, in {self.language_label}"


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme, its neighbours, and where its page is."""

    theme_id: str
    label: str
    definition: str
    parent_id: str | None
    children: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """What all pages draw on."""

    documents: Mapping[str, Document]
    groups: tuple[Group, ...]
    themes: Mapping[str, Theme]
    sessions: Mapping[tuple[str, str], Row]
    coverage: Mapping[tuple[str, str, str], Row]
    languages: Mapping[str, str]
    publication: Row

    def is_in(self, row: Row, group: Group) -> bool:
        """Whether the document of a row is one of the group."""
        document = self.documents[row["document_id"]]
        return (document.organ, document.language) == group.key

    def with_coverage(self, row: Row) -> Row:
        """A row of figures of one session with whether that is held whole, and how much of it in words."""
        of = self.coverage[(row["organ"], row["session"], row["language"])]
        return {**row, "is_whole": of["coverage"] == "whole", "held": session_words(of)}


def load_holdings(connection: duckdb.DuckDBPyConnection) -> Holdings:
    """Reads it from an open warehouse."""
    languages = {row["language"]: row["label"] for row in rows_of(connection, "FROM languages")}
    sessions = {
        (row["organ"], row["session"]): row
        for row in rows_of(connection, "FROM sessions ORDER BY organ, session_kind, session_number, session")
    }
    documents = {
        row["document_id"]: Document(**row, href=f"resolutions/{file_stem(row['document_id'])}.html")
        for row in rows_of(
            connection,
            "SELECT document_id, symbol, coalesce(title, '(no title was found)') AS title, organ, language, session,"
            " adopted_on, is_fictitious FROM resolutions"
            " ORDER BY organ, session_kind, session_number DESC, session DESC,"
            " try_cast(regexp_extract(number, '^[0-9]+') AS INTEGER), number, document_id",
        )
    }
    coverage = {(row["organ"], row["session"], row["language"]): row for row in rows_of(connection, COVERAGE)}
    together = {(row["organ"], row["language"]): row for row in rows_of(connection, "FROM organ_coverage")}
    (publication,) = rows_of(connection, "FROM publication")
    return Holdings(
        documents,
        _groups(documents, sessions, languages, together),
        _themes(connection),
        sessions,
        coverage,
        languages,
        publication,
    )


def _groups(
    documents: Mapping[str, Document],
    sessions: Mapping[tuple[str, str], Row],
    languages: Mapping[str, str],
    together: Mapping[tuple[str, str], Row],
) -> tuple[Group, ...]:
    """The groups, the Council's first, then those with most documents; their sessions in the order of the calendar."""
    members: dict[tuple[str, str], list[Document]] = {}
    for document in documents.values():
        members.setdefault((document.organ, document.language), []).append(document)
    groups = []
    for (organ, language), of in members.items():
        held = {document.session for document in of}
        ordered = tuple(session for organ_, session in sessions if organ_ == organ and session in held)
        fictitious = sum(document.is_fictitious for document in of)
        label = languages.get(language, language)
        covered = together[(organ, language)]
        groups.append(
            Group(
                organ,
                language,
                label,
                len(of),
                fictitious,
                ordered,
                covered["coverage"],
                covered["sessions_whole"],
                covered["sessions_absent"],
            )
        )
    return tuple(sorted(groups, key=lambda group: (group.organ != "HRC", -group.documents, group.key)))


def _themes(connection: duckdb.DuckDBPyConnection) -> dict[str, Theme]:
    rows = rows_of(connection, "FROM themes ORDER BY label, theme_id")
    children: dict[str, list[str]] = {}
    for row in rows:
        children.setdefault(row["parent_id"] or "", []).append(row["theme_id"])
    return {
        row["theme_id"]: Theme(
            **row,
            children=tuple(children.get(row["theme_id"], ())),
            href=f"themes/{file_stem(row['theme_id'])}.html",
        )
        for row in rows
    }
