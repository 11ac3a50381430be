"""Rules about adopted texts: the documents, their paragraphs, footnotes and source lines.

Not here: mentions inside the paragraphs (`expectations.mention_rules`), sessions
(`expectations.session_rules`), figures (`expectations.metric_rules`).
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from expectations.checks import HOLDS, Tables, matched, rule

COUNCIL_MEMBERS = 47
"""Seats of the Human Rights Council, General Assembly resolution 60/251, paragraph 7."""

VOTE_COUNTS = ("votes_in_favour", "votes_against", "votes_abstaining")
TWO_SMALL_LETTERS = "^[a-z]{2}$"
SHA256 = "^[0-9a-f]{64}$"
BREAKS_AND_INVISIBLES = r"[\n\r\t\f\v\x{00AD}\x{0085}\x{2028}\x{2029}]|  "
"""What a line of clean text never holds: line breaks, tabs, form feeds, soft hyphens, double spaces."""

COUNCIL = pl.col("organ") == "HRC"
MAIN_BODY = pl.col("section").is_in(["preamble", "operative"])
TOP_OPERATIVE = (pl.col("section") == "operative") & (pl.col("kind") == "operative") & (pl.col("depth") == 0)


def one_clean_line(column: str) -> pl.Expr:
    text = pl.col(column)
    return ~text.str.contains(BREAKS_AND_INVISIBLES) & (text == text.str.strip_chars()) & (text != "")


def runs_from_one(column: str) -> pl.Expr:
    """The column counts the rows of each document 1, 2, 3 … without gap or repeat."""
    return pl.col(column) == pl.col(column).rank("ordinal").over("document_id")


def of_the_same_document() -> pl.Expr:
    """A paragraph_id, where there is one, belongs to the row's own document."""
    paragraph = pl.col("paragraph_id")
    return paragraph.is_null() | paragraph.str.starts_with(pl.col("document_id") + "#")


def _with_paragraph_counts(tables: Tables) -> pl.LazyFrame:
    counts = tables["paragraphs"].group_by("document_id").agg(
        paragraphs=pl.len(),
        preambular=(pl.col("kind") == "preambular").sum(),
        operative=(pl.col("kind") == "operative").sum(),
        words=pl.col("word_count").sum(),
    )  # fmt: skip
    found = matched(tables["resolutions"], counts, on=["document_id"])
    return found.with_columns(pl.col("paragraphs", "preambular", "operative", "words").fill_null(0))


def has_a_paragraph(tables: Tables) -> pl.LazyFrame:
    return _with_paragraph_counts(tables).with_columns((pl.col("paragraphs") > 0).alias(HOLDS))


def has_a_paragraph_of(kind: str) -> Callable[[Tables], pl.LazyFrame]:
    def rows(tables: Tables) -> pl.LazyFrame:
        return _with_paragraph_counts(tables).with_columns(
            ((pl.col("document_type") != "resolution") | (pl.col(kind) > 0)).alias(HOLDS)
        )

    return rows


def words_add_up(tables: Tables) -> pl.LazyFrame:
    return _with_paragraph_counts(tables).with_columns((pl.col("word_count") == pl.col("words")).alias(HOLDS))


def every_line_is_there(tables: Tables) -> pl.LazyFrame:
    lines = tables["source_lines"].group_by("document_id").agg(lines_held=pl.len())
    found = matched(tables["resolutions"], lines, on=["document_id"])
    return found.with_columns(pl.col("lines_held").fill_null(0)).with_columns(
        (pl.col("line_count") == pl.col("lines_held")).alias(HOLDS)
    )


def numbers_run_on(tables: Tables) -> pl.LazyFrame:
    """Top-level operative paragraphs are numbered 1, 2, 3 …, in each section of the text; a single one
    may go unnumbered."""
    number = pl.when(TOP_OPERATIVE).then(pl.col("number").cast(pl.Int32, strict=False))
    before = number.shift().forward_fill().over("document_id", order_by="position").fill_null(0)
    alone = TOP_OPERATIVE.sum().over("document_id") == 1
    above = pl.col("kind").shift().over("document_id", order_by="position")
    restarts = (number == 1) & above.is_in(["heading", "preambular"])
    as_numbered = ((number == before + 1) | restarts).fill_null(False)
    return tables["paragraphs"].with_columns(
        (~TOP_OPERATIVE | as_numbered | (alone & pl.col("number").is_null())).alias(HOLDS)
    )


def preamble_comes_first(tables: Tables) -> pl.LazyFrame:
    operative = (pl.col("section") == "operative") & (pl.col("kind") == "operative")
    first_operative = pl.col("position").filter(operative).min().over("document_id")
    preambular = (pl.col("section") == "preamble") & (pl.col("kind") == "preambular")
    return tables["paragraphs"].with_columns(
        (~preambular | first_operative.is_null() | (pl.col("position") < first_operative)).alias(HOLDS)
    )


def parent_comes_before(tables: Tables) -> pl.LazyFrame:
    parents = tables["paragraphs"].select(
        parent_id="paragraph_id", parent_position="position", parent_document="document_id"
    )
    before = pl.col("parent_position") < pl.col("position")
    same = pl.col("parent_document") == pl.col("document_id")
    return matched(tables["paragraphs"], parents, on=["parent_id"]).with_columns(
        (pl.col("parent_id").is_null() | (before & same)).alias(HOLDS)
    )


def _of_its_source(tables: Tables) -> pl.LazyFrame:
    sources = tables["sources"].select("source_uri", current_sha256="source_sha256")
    return matched(tables["resolutions"], sources, on=["source_uri"]).with_columns(
        (pl.col("source_sha256") == pl.col("current_sha256")).alias(HOLDS)
    )


RESOLUTION_RULES = (
    rule(
        "resolutions", "document_id is the symbol, @ and the language",
        pl.col("document_id") == pl.concat_str("symbol", "language", separator="@"),
        shows=("symbol", "language"),
    ),
    rule(
        "resolutions", "language is a code of two small letters", pl.col("language").str.contains(TWO_SMALL_LETTERS),
        shows=("language",), why="ISO 639-1.",
    ),
    rule(
        "resolutions", "symbol is in capitals and without spaces",
        ~pl.col("symbol").str.contains(r"\s|^$") & (pl.col("symbol") == pl.col("symbol").str.to_uppercase()),
        shows=("symbol",), severity="warning",
    ),
    rule(
        "resolutions", "the symbol of a Council text ends with its session and number",
        ~COUNCIL | (
            pl.col("symbol").str.starts_with("A/HRC/")
            & pl.col("symbol").str.ends_with(pl.concat_str(pl.lit("/"), "session", pl.lit("/"), "number"))
        ),
        shows=("symbol", "session", "number"), severity="warning",
    ),
    rule(
        "resolutions", "the symbol of a Council text names its type",
        ~COUNCIL | (
            (pl.col("symbol").str.contains("/DEC/", literal=True) == (pl.col("document_type") == "decision"))
            & (pl.col("symbol").str.contains("/PRST/", literal=True) == (pl.col("document_type") == "presidential_statement"))
        ),
        shows=("symbol", "document_type"), severity="warning",
    ),
    rule(
        "resolutions", "a recorded vote has its three counts",
        pl.col("adoption").ne_missing("recorded_vote") | pl.all_horizontal(pl.col(VOTE_COUNTS).is_not_null()),
        shows=("adoption", *VOTE_COUNTS), severity="warning",
    ),
    rule(
        "resolutions", "an adoption without a vote has no counts",
        pl.col("adoption").ne_missing("without_vote") | pl.all_horizontal(pl.col(VOTE_COUNTS).is_null()),
        shows=("adoption", *VOTE_COUNTS), severity="warning",
    ),
    rule(
        "resolutions", "votes in the Council add up to at most 47",
        ~COUNCIL | (pl.sum_horizontal(VOTE_COUNTS) <= COUNCIL_MEMBERS),
        shows=VOTE_COUNTS, severity="warning", why="The Council has 47 members, and each has one vote.",
    ),
    rule(
        "resolutions", "vote counts are not negative",
        pl.all_horizontal(pl.col(VOTE_COUNTS).is_null() | (pl.col(VOTE_COUNTS) >= 0)), shows=VOTE_COUNTS,
    ),
    rule(
        "resolutions", "adopted_on is not after the day it was read",
        pl.col("adopted_on").is_null() | (pl.col("adopted_on") <= pl.col("ingested_at").dt.date()),
        shows=("adopted_on", "ingested_at"), severity="warning",
    ),
    rule(
        "resolutions", "it has a paragraph", has_a_paragraph,
        shows=("source_uri",), why="A text without paragraphs belongs among the rejects.",
    ),
    rule(
        "resolutions", "a resolution has an operative paragraph", has_a_paragraph_of("operative"),
        shows=("operative",), why="A text that lost them belongs among the rejects.",
    ),
    rule(
        "resolutions", "a resolution has a preambular paragraph", has_a_paragraph_of("preambular"),
        shows=("preambular",), severity="warning",
        why="A few resolutions of the Assembly on its budget have none, so one must not stop the rest.",
    ),
    rule(
        "resolutions", "word_count is the words of its paragraphs", words_add_up, shows=("word_count", "words"),
    ),
    rule(
        "resolutions", "source_lines holds every line of its source", every_line_is_there,
        shows=("line_count", "lines_held"), why="Nothing of a source is dropped unseen.",
    ),
    rule(
        "resolutions", "source_sha256 is 64 hexadecimal digits", pl.col("source_sha256").str.contains(SHA256),
        shows=("source_sha256",),
    ),
    rule(
        "resolutions", "source_sha256 is that of its source", _of_its_source,
        shows=("source_uri", "source_sha256", "current_sha256"), severity="warning",
        why="Otherwise the text here is older than its source.",
    ),
)  # fmt: skip

PARAGRAPH_RULES = (
    rule(
        "paragraphs", "paragraph_id begins with its document_id and #",
        pl.col("paragraph_id").str.starts_with(pl.col("document_id") + "#"),
    ),
    rule(
        "paragraphs", "positions of a document run from 1 without gaps", runs_from_one("position"),
        shows=("position",),
    ),
    rule(
        "paragraphs", "operative paragraphs are numbered without gaps or repeats", numbers_run_on,
        shows=("position", "number"), severity="warning",
        why="A section may begin again at 1; a single operative paragraph may go unnumbered.",
    ),
    rule(
        "paragraphs", "no preambular paragraph follows an operative one", preamble_comes_first,
        shows=("position", "section", "kind"), why="Annexes, quoted resolutions and sections of the operative part may hold preambles of their own.",
    ),
    rule(
        "paragraphs", "its parent is an earlier paragraph of the same document", parent_comes_before,
        shows=("position", "parent_id", "parent_position"),
    ),
    rule(
        "paragraphs", "depth is 0 exactly where there is no parent",
        ~pl.col("kind").is_in(["operative", "annex"]) | ((pl.col("depth") == 0) == pl.col("parent_id").is_null()),
        shows=("depth", "parent_id"), severity="warning", why="Of operative paragraphs and those of annexes.",
    ),
    rule(
        "paragraphs", "text is one clean line", one_clean_line("text"), shows=("text",),
        why="No line breaks, tabs, form feeds, soft hyphens, double spaces or blanks at its ends.",
    ),
    rule("paragraphs", "word_count is at least 1", pl.col("word_count") > 0, shows=("word_count", "text")),
    rule(
        "paragraphs", "lead_phrase stands in the text",
        pl.col("lead_phrase").is_null() | pl.col("text").str.contains(pl.col("lead_phrase"), literal=True),
        shows=("lead_phrase", "text"), severity="warning",
    ),
)  # fmt: skip

FOOTNOTE_RULES = (
    rule("footnotes", "positions of a document run from 1 without gaps", runs_from_one("position")),
    rule("footnotes", "text is one clean line", one_clean_line("text"), shows=("text",)),
    rule("footnotes", "the paragraph that calls it is of the same document", of_the_same_document(), shows=("paragraph_id",)),
)  # fmt: skip

SOURCE_LINE_RULES = (
    rule("source_lines", "line_number is at least 1", pl.col("line_number") >= 1),
    rule("source_lines", "text is not empty", pl.col("text").str.strip_chars() != "", shows=("text",)),
    rule("source_lines", "its paragraph is of the same document", of_the_same_document(), shows=("paragraph_id",)),
    rule(
        "source_lines", "a line of a paragraph names the paragraph",
        (pl.col("role") != "paragraph") | pl.col("paragraph_id").is_not_null(),
        shows=("role", "text"), severity="warning",
    ),
)  # fmt: skip

DOCUMENT_RULES = (*RESOLUTION_RULES, *PARAGRAPH_RULES, *FOOTNOTE_RULES, *SOURCE_LINE_RULES)
