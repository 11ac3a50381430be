"""Why a paragraph has the mentions and requests it has: each with the rule and the term that made it.

Here: the published rows of one document put together by paragraph. Not here: how conditions read in words
(`orchestration.explain_words`), how they are shown (`orchestration.explain_terminal`, `orchestration.explain_json`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from warehouse.asking import Request, requests_of
from warehouse.inspection import name_of
from warehouse.reading import rows_of
from warehouse.vocabularies import packaged_version
from warehouse.vocabularies_terms import Inflection, TermError, parse_conditions

FAMILIES = ("actor", "instrument", "theme", "request")

MENTIONS = """
SELECT 'actor' AS family, m.paragraph_id, m.actor_id AS target_id, a.label, a.kind, NULL AS counts_for,
       m.surface, m.start_char, m.end_char, m.role, NULL::DATE AS cited_on, NULL AS pinpoint,
       m.rule, m.vocabulary_version
FROM paragraph_actors AS m LEFT JOIN actors AS a USING (actor_id)
UNION ALL BY NAME
SELECT 'instrument' AS family, m.paragraph_id, m.instrument_id AS target_id, i.title AS label, i.kind,
       m.surface, m.start_char, m.end_char, m.cited_on, m.pinpoint, m.rule, m.vocabulary_version
FROM paragraph_instruments AS m LEFT JOIN instruments AS i USING (instrument_id)
UNION ALL BY NAME
SELECT 'theme' AS family, m.paragraph_id, m.theme_id AS target_id, t.label, t.parent_id AS counts_for,
       m.surface, m.start_char, m.end_char, m.rule, m.vocabulary_version
FROM paragraph_themes AS m LEFT JOIN themes AS t USING (theme_id)
UNION ALL BY NAME
SELECT 'request' AS family, paragraph_id, request_id AS target_id, surface, start_char, end_char, rule, vocabulary_version
FROM report_requests
"""
EXPLAINED = f"""
SELECT m.*, v.family AS rule_family, v.term, v.near, v.within
FROM ({MENTIONS}) AS m
JOIN paragraphs AS p USING (paragraph_id)
LEFT JOIN vocabulary AS v USING (rule)
WHERE p.document_id = ?
"""
INHERITED = """
SELECT v.paragraph_id, v.actor_id, v.from_paragraph_id, a.label, a.kind
FROM inherited_addressees AS v
JOIN paragraphs AS p USING (paragraph_id)
LEFT JOIN actors AS a USING (actor_id)
WHERE p.document_id = ?
ORDER BY v.actor_id
"""


@dataclass(frozen=True, slots=True)
class Condition:
    """What had to stand near a term, or must not: words in the notation of the vocabulary, or a theme.

    `side` is before, after or either; `is_theme` says that `what` is a theme_id and not words.
    """

    what: str
    is_theme: bool
    side: str
    negated: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """The entry of the vocabulary, or the pattern, that found a mention (a row of `vocabulary`).

    `family` and `term` are None where the table does not hold it. `conditions` are what `near` says; they are
    None where it is not written as this program writes it. `within` counts the words that may stand between.
    """

    name: str
    family: str | None
    term: str | None
    near: str | None
    within: int | None
    conditions: tuple[Condition, ...] | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A row of paragraph_actors, _instruments or _themes, or of report_requests (`family`: actor, instrument, theme,
    request).

    `number` counts the mentions of its paragraph from 1, by where they stand, the longer of two first.
    `label` is the actor's, the theme's, or the instrument's title; `counts_for` the theme_id of the broader theme.
    Of a request `target_id` is the request_id, and `request` the row itself.
    """

    number: int
    family: str
    target_id: str
    label: str | None
    kind: str | None
    counts_for: str | None
    surface: str
    start_char: int
    end_char: int
    role: str | None
    cited_on: date | None
    pinpoint: str | None
    rule: Rule
    vocabulary_version: str
    request: Request | None = None


@dataclass(frozen=True, slots=True)
class Inherited:
    """An actor that an item takes over as addressee (a row of the view inherited_addressees)."""

    actor_id: str
    label: str | None
    kind: str | None
    from_paragraph_id: str

    @property
    def from_name(self) -> str:
        return name_of(self.from_paragraph_id)


@dataclass(frozen=True, slots=True)
class Explained:
    """A paragraph, its mentions by their numbers, and the addressees that it inherits."""

    paragraph_id: str
    kind: str
    lead_verb: str | None
    action: str | None
    marker: str | None
    text: str
    mentions: tuple[Mention, ...]
    inherited: tuple[Inherited, ...]

    def of(self, family: str) -> list[Mention]:
        return [mention for mention in self.mentions if mention.family == family]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One paragraph of a document, or all in order (`is_whole`).

    `made_with` are the versions of the vocabularies that made the rows, `packaged` is that of this program.
    `themes`: theme_id to label. `not_searched` are the families that have no terms in the language.
    """

    document: Mapping[str, Any]
    paragraphs: tuple[Explained, ...]
    is_whole: bool
    themes: Mapping[str, str]
    not_searched: tuple[str, ...]
    made_with: tuple[str, ...]
    packaged: str

    @property
    def is_of_other_vocabularies(self) -> bool:
        return any(version != self.packaged for version in self.made_with)


def explain(
    connection: duckdb.DuckDBPyConnection, document_id: str, paragraph_id: str | None = None
) -> Explanation:
    """One paragraph of a document with its mentions, or all of them.

    Raises LookupError for what is not there (`warehouse.finding` gives what is), and duckdb.Error for a
    file without the tables and views of a warehouse.
    """
    documents = rows_of(
        connection,
        "SELECT document_id, symbol, language, title, is_fictitious FROM resolutions WHERE document_id = ?",
        document_id,
    )
    if not documents:
        raise LookupError(f"The warehouse holds no document {document_id}.")
    rows = [
        row
        for row in rows_of(
            connection,
            "SELECT paragraph_id, kind, lead_verb, action, marker, text FROM paragraphs "
            "WHERE document_id = ? ORDER BY position",
            document_id,
        )
        if paragraph_id in (None, row["paragraph_id"])
    ]
    if paragraph_id is not None and not rows:
        raise LookupError(f"The warehouse holds no paragraph {paragraph_id}.")
    found = _by_paragraph(rows_of(connection, EXPLAINED, document_id))
    inherited = _by_paragraph(rows_of(connection, INHERITED, document_id))
    asked = {request.request_id: request for request in requests_of(connection, document_id)}
    paragraphs = tuple(
        Explained(
            **row,
            mentions=_numbered(found.get(row["paragraph_id"], []), asked),
            inherited=tuple(Inherited(**each) for each in inherited.get(row["paragraph_id"], [])),
        )
        for row in rows
    )
    published = {row["vocabulary_version"] for row in rows_of(connection, "SELECT * FROM publication")}
    versions = {mention.vocabulary_version for each in paragraphs for mention in each.mentions}
    return Explanation(
        document=documents[0],
        paragraphs=paragraphs,
        is_whole=paragraph_id is None,
        themes={row["theme_id"]: row["label"] for row in rows_of(connection, "SELECT * FROM themes")},
        not_searched=_not_searched(connection, documents[0]["language"]),
        made_with=tuple(sorted(versions or published)),
        packaged=packaged_version(),
    )


def read_conditions(near: str | None) -> tuple[Condition, ...] | None:
    """The conditions of a vocabulary entry as written; None where they are not in this program's notation."""
    written = [part for part in (part.strip() for part in (near or "").split(";")) if part]
    try:
        meant = parse_conditions(near or "", Inflection())
    except TermError:
        return None
    found = []
    for text, condition in zip(written, meant, strict=True):
        words = text.removeprefix("!")[condition.side != "either" :]
        is_theme = condition.theme_id is not None
        found.append(
            Condition(condition.theme_id or words.strip(), is_theme, condition.side, condition.negated)
        )
    return tuple(found)


def _by_paragraph(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row.pop("paragraph_id"), []).append(row)
    return found


def _numbered(rows: list[dict[str, Any]], asked: Mapping[str, Request]) -> tuple[Mention, ...]:
    def place(row: dict[str, Any]) -> tuple[Any, ...]:
        name = row["target_id"]
        in_order = len(name) if row["family"] == "request" else 0  # r9 before r10
        return row["start_char"], -row["end_char"], FAMILIES.index(row["family"]), in_order, name

    return tuple(_mention(number, row, asked) for number, row in enumerate(sorted(rows, key=place), 1))


def _mention(number: int, row: dict[str, Any], asked: Mapping[str, Request]) -> Mention:
    family, term, near, within = (row.pop(name) for name in ("rule_family", "term", "near", "within"))
    rule = Rule(row.pop("rule"), family, term, near, within, read_conditions(near))
    return Mention(number=number, rule=rule, request=asked.get(row["target_id"]), **row)


def _not_searched(connection: duckdb.DuckDBPyConnection, language: str) -> tuple[str, ...]:
    rows = rows_of(
        connection,
        "SELECT finds_actors AS actor, finds_instruments AS instrument, finds_themes AS theme, "
        "finds_requests AS request FROM languages WHERE language = ?",
        language,
    )
    return tuple(family for family in FAMILIES for row in rows if not row[family])
