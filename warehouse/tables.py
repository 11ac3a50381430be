"""The tables of the warehouse, each declared once.

Polars schemas, DDL, comments, expectations and the codebook all derive from here.
Not here: how rows are made (`transforms`) or written (`warehouse.publish`).
"""

from __future__ import annotations

import polars as pl

from warehouse import enumerations
from warehouse.contract import Column, Table

STRING, INTEGER, BIGINT, DOUBLE, BOOLEAN, DATE = (
    pl.String(),
    pl.Int32(),
    pl.Int64(),
    pl.Float64(),
    pl.Boolean(),
    pl.Date(),
)
TIMESTAMP = pl.Datetime("us")

DOCUMENT_ID = Column(
    "document_id",
    STRING,
    "symbol@language: A/HRC/RES/30/21@en",
    required=True,
    references="resolutions.document_id",
)
PARAGRAPH_ID = Column(
    "paragraph_id",
    STRING,
    "document_id#op4(a); stable across runs",
    required=True,
    references="paragraphs.paragraph_id",
)


def _mention(name: str, of: str) -> tuple[Column, ...]:
    """The columns that every mention has: where it stands, and what found it."""
    return (
        PARAGRAPH_ID,
        Column(name, STRING, f"The {of} named", required=True, references=f"{of}s.{name}"),
        Column("surface", STRING, "The words, exactly as they stand in paragraphs.text", required=True),
        Column("start_char", INTEGER, "First character of the surface in paragraphs.text, from 0", required=True),
        Column("end_char", INTEGER, "Character after the surface: substr(text, start_char + 1, end_char - start_char) = surface", required=True),
    )  # fmt: skip


def _evidence() -> tuple[Column, ...]:
    return (
        Column(
            "rule",
            STRING,
            "The entry of the vocabulary that found it: file:line, or the name of a pattern",
            required=True,
            references="vocabulary.rule",
        ),
        Column("vocabulary_version", STRING, "Hash of the vocabularies that made the row", required=True),
    )


RESOLUTIONS = Table(
    "resolutions",
    grain="one adopted text in one language",
    key=("document_id",),
    columns=(
        Column("document_id", STRING, "symbol@language: A/HRC/RES/30/21@en"),
        Column("symbol", STRING, "Canonical UN document symbol, upper case, no spaces", required=True),
        Column(
            "language",
            STRING,
            "Language of the text, ISO 639-1",
            required=True,
            references="languages.language",
        ),
        Column("organ", STRING, "Organ that adopted it", required=True, values=enumerations.ORGANS),
        Column(
            "document_type", STRING, "Kind of adopted text", required=True, values=enumerations.DOCUMENT_TYPES
        ),
        Column("session", STRING, "Session as the symbol writes it: 30, S-35, OS/12", required=True),
        Column("session_kind", STRING, "Kind of session", required=True, values=enumerations.SESSION_KINDS),
        Column("session_number", INTEGER, "Number of the session within its kind", required=True),
        Column("number", STRING, "Number of the text within the session: 21, 290B", required=True),
        Column("title", STRING, "Title, on one line; null where the text has none"),
        Column("agenda_item", STRING, "Agenda item as printed: 10, 71 (b)"),
        Column("adopted_on", DATE, "Date of adoption"),
        Column("meeting", INTEGER, "Number of the meeting that adopted it"),
        Column("adoption", STRING, "How it was adopted", values=enumerations.ADOPTIONS),
        Column("votes_in_favour", INTEGER, "Votes in favour, of a recorded vote"),
        Column("votes_against", INTEGER, "Votes against, of a recorded vote"),
        Column("votes_abstaining", INTEGER, "Abstentions, of a recorded vote"),
        Column("word_count", INTEGER, "Words of its paragraphs", required=True),
        Column("line_count", INTEGER, "Non-empty lines of its source, counted before parsing", required=True),
        Column(
            "is_fictitious",
            BOOLEAN,
            "True for the invented samples, which say so in their text",
            required=True,
        ),
        Column(
            "source_uri", STRING, "Where the text was read", required=True, references="sources.source_uri"
        ),
        Column("source_format", STRING, "Format of the source: text, akn (Akoma Ntoso XML)", required=True),
        Column(
            "source_sha256", STRING, "SHA-256 of the source bytes, its name in the raw store", required=True
        ),
        Column("ingested_at", TIMESTAMP, "When these bytes were first seen, UTC", required=True),
        Column("parser_version", STRING, "Version of the parser that read it", required=True),
    ),
)

PARAGRAPHS = Table(
    "paragraphs",
    grain="one paragraph of one document",
    key=("paragraph_id",),
    columns=(
        Column("paragraph_id", STRING, "document_id#pp3, #op9, #op4(a), #an2.op3, #h1; stable across runs"),
        DOCUMENT_ID,
        Column("position", INTEGER, "Place in the document, from 1", required=True),
        Column("section", STRING, "Part of the document", required=True, values=enumerations.SECTIONS),
        Column("kind", STRING, "What the paragraph is", required=True, values=enumerations.PARAGRAPH_KINDS),
        Column("number", STRING, "Number of an operative paragraph or item: 9, 4(a)"),
        Column("marker", STRING, "Number as printed: 9., (a)"),
        Column(
            "number_is_inferred",
            BOOLEAN,
            "True where the source lost the number and position gave it",
            required=True,
        ),
        Column(
            "parent_id",
            STRING,
            "The chapeau or item this one belongs to",
            references="paragraphs.paragraph_id",
        ),
        Column("depth", INTEGER, "0 for a paragraph, 1 for (a), 2 for (i)", required=True),
        Column("lead_phrase", STRING, "Opening words, as the UN italicizes them: Recalling also"),
        Column("lead_verb", STRING, "Lemma of the leading verb or adjective: recall, note, concern"),
        Column("action", STRING, "What the lead phrase does", values=enumerations.ACTIONS),
        Column(
            "text",
            STRING,
            "One line; no footnote digits, no page furniture, line-break hyphens repaired",
            required=True,
        ),
        Column("word_count", INTEGER, "Words of text", required=True),
        Column("is_truncated", BOOLEAN, "True where the source lost the paragraph's end", required=True),
    ),
)

FOOTNOTES = Table(
    "footnotes",
    grain="one footnote",
    key=("document_id", "position"),
    columns=(
        DOCUMENT_ID,
        Column("position", INTEGER, "Place among the document's footnotes, from 1"),
        Column("marker", STRING, "Digit or sign as printed: 1, *", required=True),
        Column("text", STRING, "The footnote, on one line", required=True),
        Column(
            "paragraph_id",
            STRING,
            "The paragraph that calls it, where known",
            references="paragraphs.paragraph_id",
        ),
    ),
)

SOURCE_LINES = Table(
    "source_lines",
    grain="one non-empty line of the source",
    key=("document_id", "line_number"),
    columns=(
        DOCUMENT_ID,
        Column("line_number", INTEGER, "Line of the source, from 1, empty lines counted"),
        Column("text", STRING, "The line as read, trimmed", required=True),
        Column("role", STRING, "What the line is", required=True, values=enumerations.LINE_ROLES),
        Column("paragraph_id", STRING, "The paragraph it is part of", references="paragraphs.paragraph_id"),
        Column(
            "page",
            INTEGER,
            "Page of the source, from 1; 1 throughout where a format has no pages",
            required=True,
        ),
        Column("italic", STRING, "What is in italics, where the format tells; a bar between pieces"),
        Column("is_bold", BOOLEAN, "True where the whole line is bold and the format tells", required=True),
    ),
)

ACTORS = Table(
    "actors",
    grain="one actor",
    key=("actor_id",),
    columns=(
        Column(
            "actor_id",
            STRING,
            "ISO 3166 alpha-3 code for a State, else a short name: OHCHR, special-rapporteur-on-…",
        ),
        Column("label", STRING, "Name in English", required=True),
        Column("kind", STRING, "Kind of actor", required=True, values=enumerations.ACTOR_KINDS),
        Column("iso3", STRING, "ISO 3166-1 alpha-3, States only"),
        Column("m49", STRING, "UN M49 code, three digits, States only"),
        Column("parent_id", STRING, "The actor it belongs to", references="actors.actor_id"),
    ),
)

PARAGRAPH_ACTORS = Table(
    "paragraph_actors",
    grain="one mention of an actor",
    key=("paragraph_id", "start_char", "end_char"),
    columns=(
        *_mention("actor_id", "actor"),
        Column(
            "role",
            STRING,
            "addressee: a directive verb of the paragraph governs it",
            required=True,
            values=enumerations.ROLES,
        ),
        *_evidence(),
    ),
)

INSTRUMENTS = Table(
    "instruments",
    grain="one treaty, declaration, resolution, decision or document cited",
    key=("instrument_id",),
    columns=(
        Column("instrument_id", STRING, "A UN symbol (A/RES/60/251) or a short name (ICCPR)"),
        Column("title", STRING, "Its title; null for a symbol the warehouse does not hold"),
        Column("kind", STRING, "Kind of instrument", required=True, values=enumerations.INSTRUMENT_KINDS),
        Column("organ", STRING, "Organ that adopted it", values=enumerations.ORGANS),
        Column("session", STRING, "Session, for resolutions and decisions"),
        Column("number", STRING, "Number, for resolutions and decisions"),
        Column("adopted_on", DATE, "Date of adoption: from the text held here, else the vocabulary"),
        Column("url", STRING, "https://docs.un.org/… for a UN symbol"),
        Column(
            "document_id",
            STRING,
            "The text, when the warehouse holds it",
            references="resolutions.document_id",
        ),
    ),
)

PARAGRAPH_INSTRUMENTS = Table(
    "paragraph_instruments",
    grain="one citation of an instrument",
    key=("paragraph_id", "instrument_id", "start_char"),
    columns=(
        *_mention("instrument_id", "instrument"),
        Column("cited_on", DATE, "The date printed beside the citation"),
        Column("pinpoint", STRING, "The part cited: paragraphs 3 and 4"),
        *_evidence(),
    ),
)

FOOTNOTE_INSTRUMENTS = Table(
    "footnote_instruments",
    grain="one citation in a footnote",
    key=("document_id", "position", "instrument_id", "start_char", "end_char"),
    columns=(
        DOCUMENT_ID,
        Column("position", INTEGER, "Place among the document's footnotes, from 1: with document_id the footnote", required=True),
        Column("paragraph_id", STRING, "The paragraph that calls the footnote, where known", references="paragraphs.paragraph_id"),
        Column("instrument_id", STRING, "The instrument named", required=True, references="instruments.instrument_id"),
        Column("surface", STRING, "The words, exactly as they stand in footnotes.text", required=True),
        Column("start_char", INTEGER, "First character of the surface in footnotes.text, from 0", required=True),
        Column("end_char", INTEGER, "Character after the surface in footnotes.text", required=True),
        Column("cited_on", DATE, "The date printed beside the citation"),
        Column("pinpoint", STRING, "The part cited: paragraphs 3 and 4"),
        *_evidence(),
    ),
)  # fmt: skip

THEMES = Table(
    "themes",
    grain="one theme",
    key=("theme_id",),
    columns=(
        Column("theme_id", STRING, "Short name of the theme"),
        Column("parent_id", STRING, "The broader theme, which counts it too", references="themes.theme_id"),
        Column("label", STRING, "Name of the theme", required=True),
        Column("definition", STRING, "What counts", required=True),
    ),
)

PARAGRAPH_THEMES = Table(
    "paragraph_themes",
    grain="one match of a theme in a paragraph",
    key=("paragraph_id", "theme_id", "start_char", "end_char"),
    columns=(*_mention("theme_id", "theme"), *_evidence()),
)

VOCABULARY = Table(
    "vocabulary",
    grain="one entry of the vocabulary, or one pattern, that finds mentions",
    key=("rule",),
    columns=(
        Column("rule", STRING, "file:line of the entry, or the name of the pattern; what mentions name"),
        Column(
            "family", STRING, "What it finds, and how", required=True, values=enumerations.VOCABULARY_FAMILIES
        ),
        Column("target", STRING, "theme_id, actor_id or instrument_id that it finds, or how it is found"),
        Column("language", STRING, "Language of the texts that it is looked for in; null for any"),
        Column(
            "term",
            STRING,
            "The words, in the notation of the vocabulary, or what the pattern is",
            required=True,
        ),
        Column(
            "polarity",
            STRING,
            "include finds, exclude prevents",
            required=True,
            values=enumerations.POLARITIES,
        ),
        Column("near", STRING, "What must stand near it, or must not"),
        Column("within", INTEGER, "How many words may stand between the two; null is any number"),
        Column("example", STRING, "Words that it finds, or that it keeps from being found"),
        Column("vocabulary_version", STRING, "Hash of the vocabularies that it belongs to", required=True),
    ),
)

LANGUAGES = Table(
    "languages",
    grain="one language that texts are read in",
    key=("language",),
    columns=(
        Column("language", STRING, "ISO 639-1 code"),
        Column("label", STRING, "Its name in English", required=True),
        Column("documents", INTEGER, "Documents in it that the warehouse holds", required=True),
        Column("finds_actors", BOOLEAN, "Whether the vocabulary has names of actors in it", required=True),
        Column("finds_instruments", BOOLEAN, "Whether it has names of instruments in it", required=True),
        Column(
            "finds_themes",
            BOOLEAN,
            "Whether it has terms of themes in it; theme_frequency counts these languages alone",
            required=True,
        ),
        Column(
            "themes_found",
            INTEGER,
            "How many themes have terms in it; theme_frequency counts these themes alone",
            required=True,
        ),
    ),
)

SESSIONS = Table(
    "sessions",
    grain="one session of one organ",
    key=("organ", "session"),
    columns=(
        Column("organ", STRING, "Organ", values=enumerations.ORGANS),
        Column("session", STRING, "Session as the symbol writes it: 30, S-35, OS/12"),
        Column("session_kind", STRING, "Kind of session", required=True, values=enumerations.SESSION_KINDS),
        Column("session_number", INTEGER, "Number of the session within its kind", required=True),
        Column("label", STRING, "Its name in English: Thirtieth session", required=True),
        Column("starts_on", DATE, "First day, where a rule or a printed date gives it"),
        Column("ends_on", DATE, "Last day, where a rule or a printed date gives it"),
        Column(
            "documents", INTEGER, "Documents of the session in the warehouse, all languages", required=True
        ),
    ),
)

REJECTS = Table(
    "rejects",
    grain="one source that did not become a document",
    key=("source_uri", "source_sha256", "reason", "detail"),
    columns=(
        Column("source_uri", STRING, "Where it was read", references="sources.source_uri"),
        Column("source_sha256", STRING, "SHA-256 of its bytes"),
        Column("stage", STRING, "Where it stopped", required=True, values=enumerations.STAGES),
        Column("reason", STRING, "Why, as a word to group by", values=enumerations.REJECT_REASONS),
        Column("detail", STRING, "Why, as a sentence that says what to do"),
        Column("rejected_at", TIMESTAMP, "When these bytes were first seen, UTC", required=True),
    ),
)

SOURCES = Table(
    "sources",
    grain="one source that the warehouse was built from",
    key=("source_uri",),
    columns=(
        Column(
            "source_uri",
            STRING,
            "file:///… for a file, …!/… for a member of an archive, sample:… for the embedded sample",
        ),
        Column("source_sha256", STRING, "SHA-256 of its bytes, its name in the raw store", required=True),
        Column("bytes", BIGINT, "Its size", required=True),
        Column("first_seen_at", TIMESTAMP, "When these bytes were first seen there, UTC", required=True),
        Column(
            "is_missing",
            BOOLEAN,
            "True where it is no longer there; what it gave is kept until pruned",
            required=True,
        ),
    ),
)

EXPECTATION_RESULTS = Table(
    "expectation_results",
    grain="one expectation of one run",
    key=("run_id", "table_name", "expectation"),
    columns=(
        Column("run_id", STRING, "The run that checked it"),
        Column("table_name", STRING, "The table checked"),
        Column("expectation", STRING, "What was expected, in words"),
        Column(
            "severity",
            STRING,
            "critical: nothing is published when it fails",
            required=True,
            values=enumerations.SEVERITIES,
        ),
        Column("success", BOOLEAN, "Whether it held", required=True),
        Column("observed", STRING, "What was seen instead: up to ten of the rows that failed"),
        Column("unexpected_count", BIGINT, "Rows that failed", required=True),
        Column("checked_at", TIMESTAMP, "When, UTC", required=True),
    ),
)

THEME_FREQUENCY = Table(
    "theme_frequency",
    grain="one theme in one session of one organ in one language; a parent theme counts its children",
    key=("organ", "session", "language", "theme_id"),
    columns=(
        Column("organ", STRING, "Organ", values=enumerations.ORGANS),
        Column("session", STRING, "Session as the symbol writes it"),
        Column("session_number", INTEGER, "Number of the session within its kind", required=True),
        Column("language", STRING, "Language of the texts counted, ISO 639-1"),
        Column("theme_id", STRING, "Theme", references="themes.theme_id"),
        Column("documents", INTEGER, "Documents of the session: the denominator", required=True),
        Column("documents_with_theme", INTEGER, "Documents with at least one match", required=True),
        Column("document_share", DOUBLE, "documents_with_theme / documents", required=True),
        Column(
            "document_share_low",
            DOUBLE,
            "Lower end of the Wilson 95 % interval of document_share",
            required=True,
        ),
        Column(
            "document_share_high",
            DOUBLE,
            "Upper end of the Wilson 95 % interval of document_share",
            required=True,
        ),
        Column("paragraphs", INTEGER, "Preambular and operative paragraphs of the session", required=True),
        Column("paragraphs_with_theme", INTEGER, "Those with at least one match", required=True),
        Column("preambular_with_theme", INTEGER, "Preambular paragraphs with a match", required=True),
        Column("operative_with_theme", INTEGER, "Operative paragraphs and items with a match", required=True),
        Column("mentions", INTEGER, "Matches", required=True),
        Column("words", INTEGER, "Words of those paragraphs: the denominator of the rate", required=True),
        Column("mentions_per_1000_words", DOUBLE, "mentions / words × 1000", required=True),
    ),
)

PUBLICATION = Table(
    "publication",
    grain="the publication that made this file; there is one row",
    key=("run_id",),
    columns=(
        Column("run_id", STRING, "The run that published it"),
        Column("published_at", TIMESTAMP, "When, UTC", required=True),
        Column(
            "input_fingerprint",
            STRING,
            "Hash of sources, parser and vocabularies: equal means equal rows",
            required=True,
        ),
        Column("parser_version", STRING, "Version of the parser", required=True),
        Column("vocabulary_version", STRING, "Hash of the vocabularies", required=True),
        Column("hrcw_version", STRING, "Version of this program", required=True),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        RESOLUTIONS, PARAGRAPHS, FOOTNOTES, SOURCE_LINES, ACTORS, PARAGRAPH_ACTORS, INSTRUMENTS,
        PARAGRAPH_INSTRUMENTS, FOOTNOTE_INSTRUMENTS, THEMES, PARAGRAPH_THEMES, VOCABULARY, LANGUAGES, SESSIONS, SOURCES, REJECTS,
        EXPECTATION_RESULTS, THEME_FREQUENCY, PUBLICATION,
    )
}  # fmt: skip
"""Every published table by name. An asset has the name of its table."""
