"""Tables of adopted texts: documents, paragraphs, footnotes, lines of their sources, sessions, languages.

Here: their contracts. Not here: what the texts name (`tables_mentions`).
"""

from __future__ import annotations

from warehouse import enumerations
from warehouse.contract import Column, Table
from warehouse.tables_columns import BOOLEAN, DATE, DOCUMENT_ID, INTEGER, STRING, TIMESTAMP

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
        Column(
            "source_format",
            STRING,
            "Format of the source: text, markdown, html, pdf, docx, odt, doc, wordperfect, rtf, json_lines, akn (Akoma Ntoso XML)",
            required=True,
        ),
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
            "finds_requests",
            BOOLEAN,
            "Whether it has words for what is asked for; report_requests holds these languages alone",
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
