"""Tables of what texts name, and of the vocabulary that finds it.

Here: actors, instruments, themes, their mentions, the rules. Not here: counts of them (`tables_running`).
"""

from __future__ import annotations

from warehouse import enumerations
from warehouse.contract import Column, Table
from warehouse.tables_columns import (
    BOOLEAN,
    DATE,
    DOCUMENT_ID,
    INTEGER,
    PARAGRAPH_ID,
    STRING,
    evidence_columns,
    mention_columns,
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
        *mention_columns("actor_id", "actor"),
        Column(
            "role",
            STRING,
            "addressee: a directive verb of the paragraph governs it",
            required=True,
            values=enumerations.ROLES,
        ),
        *evidence_columns(),
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
        *mention_columns("instrument_id", "instrument"),
        Column("cited_on", DATE, "The date printed beside the citation"),
        Column("pinpoint", STRING, "The part cited: paragraphs 3 and 4"),
        *evidence_columns(),
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
        *evidence_columns(),
    ),
)  # fmt: skip

REPORT_REQUESTS = Table(
    "report_requests",
    grain="one output asked for, for one organ at one session",
    key=("request_id",),
    columns=(
        Column("request_id", STRING, "paragraph_id/r1, r2 … in the order printed"),
        PARAGRAPH_ID,
        Column("requested_of", STRING, "Who is asked, the first of several; null where nobody is named: Decides to hold a panel discussion", references="actors.actor_id"),
        Column("deliverable", STRING, "What is asked for", required=True, values=enumerations.DELIVERABLES),
        Column("recipient", STRING, "The organ it is for: HRC, GA …, or other; null where none is said", values=enumerations.RECIPIENTS),
        Column("due_session", STRING, "Number of the recipient's session it is due at or before"),
        Column("due_year", INTEGER, "Year it is due in, where a year is named and no session"),
        Column("due_surface", STRING, "The words that say when it is due, exactly as they stand in paragraphs.text"),
        Column("is_recurring", BOOLEAN, "Asked for regularly: annually, at each session", required=True),
        Column("surface", STRING, "The words that name the output, exactly as they stand in paragraphs.text", required=True),
        Column("start_char", INTEGER, "First character of the surface in paragraphs.text, from 0", required=True),
        Column("end_char", INTEGER, "Character after the surface: substr(text, start_char + 1, end_char - start_char) = surface", required=True),
        *evidence_columns(),
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
    columns=(*mention_columns("theme_id", "theme"), *evidence_columns()),
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
