"""Rules about what paragraphs name: actors, instruments, themes, and where each stands in the text.

Not here: the paragraphs themselves (`expectations.document_rules`).
"""

from __future__ import annotations

import polars as pl

from expectations.checks import HOLDS, Check, Query, Tables, matched, rule

MENTION_TABLES = ("paragraph_actors", "paragraph_instruments", "paragraph_themes", "report_requests")
THREE_CAPITALS = "^[A-Z]{3}$"
THREE_DIGITS = "^[0-9]{3}$"
UN_DOCUMENTS = "https://docs.un.org/"


def surface_stands_there(table: str) -> Query:
    """substr(text, start_char + 1, end_char - start_char) = surface."""

    def query(tables: Tables) -> pl.LazyFrame:
        texts = tables["paragraphs"].select("paragraph_id", "text")
        length = pl.max_horizontal(pl.col("end_char") - pl.col("start_char"), 0)
        found = matched(tables[table], texts, on=["paragraph_id"])
        return found.with_columns(
            stands_there=pl.col("text").str.slice(pl.col("start_char"), length)
        ).with_columns((pl.col("stands_there") == pl.col("surface")).alias(HOLDS))

    return query


def footnoted_surface_stands_there(tables: Tables) -> pl.LazyFrame:
    """The same for footnotes.text."""
    texts = tables["footnotes"].select("document_id", "position", "text")
    length = pl.max_horizontal(pl.col("end_char") - pl.col("start_char"), 0)
    found = matched(tables["footnote_instruments"], texts, on=["document_id", "position"])
    return found.with_columns(
        stands_there=pl.col("text").str.slice(pl.col("start_char"), length)
    ).with_columns((pl.col("stands_there") == pl.col("surface")).alias(HOLDS))


def _mention_rules(table: str) -> tuple[Check, Check]:
    return (
        rule(
            table, "surface equals the text at its offsets", surface_stands_there(table),
            shows=("start_char", "end_char", "surface", "stands_there"),
            why="substr(text, start_char + 1, end_char - start_char) = surface",
        ),
        rule(
            table, "offsets begin at 0 or later and end after they begin",
            (pl.col("start_char") >= 0) & (pl.col("start_char") < pl.col("end_char")),
            shows=("start_char", "end_char"),
        ),
    )  # fmt: skip


def actors_do_not_overlap(tables: Tables) -> pl.LazyFrame:
    """Nested names count once, as their longest phrase."""
    ordered = tables["paragraph_actors"].sort("paragraph_id", "start_char", "end_char")
    before = pl.col("end_char").shift(1).cum_max().over("paragraph_id")
    return ordered.with_columns((before.is_null() | (before <= pl.col("start_char"))).alias(HOLDS))


def addressees_are_directed(tables: Tables) -> pl.LazyFrame:
    kinds = tables["paragraphs"].select("paragraph_id", "kind")
    found = matched(tables["paragraph_actors"], kinds, on=["paragraph_id"])
    directed = pl.col("kind").is_in(["operative", "annex"])
    return found.with_columns(((pl.col("role") != "addressee") | directed).alias(HOLDS))


def cited_on_its_day(tables: Tables) -> pl.LazyFrame:
    """The printed date against the cited text's own, where the warehouse holds that text."""
    texts = tables["resolutions"].select("document_id", adopted="adopted_on")
    cited = matched(tables["instruments"].select("instrument_id", "document_id"), texts, on=["document_id"])
    found = matched(tables["paragraph_instruments"], cited, on=["instrument_id"])
    agree = pl.col("cited_on") == pl.col("adopted")
    return found.with_columns(
        (pl.col("cited_on").is_null() | pl.col("adopted").is_null() | agree).alias(HOLDS)
    )


def cited_before_adopted(tables: Tables) -> pl.LazyFrame:
    texts = tables["resolutions"].select("document_id", citing_adopted="adopted_on")
    paragraphs = matched(
        tables["paragraphs"].select("paragraph_id", "document_id"), texts, on=["document_id"]
    )
    found = matched(tables["paragraph_instruments"], paragraphs, on=["paragraph_id"])
    earlier = pl.col("cited_on") <= pl.col("citing_adopted")
    return found.with_columns(
        (pl.col("cited_on").is_null() | pl.col("citing_adopted").is_null() | earlier).alias(HOLDS)
    )


def adopted_as_its_text(tables: Tables) -> pl.LazyFrame:
    texts = tables["resolutions"].select("document_id", text_adopted="adopted_on")
    agree = pl.col("adopted_on") == pl.col("text_adopted")
    return matched(tables["instruments"], texts, on=["document_id"]).with_columns(
        (pl.col("adopted_on").is_null() | pl.col("text_adopted").is_null() | agree).alias(HOLDS)
    )


def requests_are_operative(tables: Tables) -> pl.LazyFrame:
    kinds = tables["paragraphs"].select("paragraph_id", "kind")
    found = matched(tables["report_requests"], kinds, on=["paragraph_id"])
    return found.with_columns(pl.col("kind").is_in(["operative", "annex"]).alias(HOLDS))


def due_words_stand_there(tables: Tables) -> pl.LazyFrame:
    texts = tables["paragraphs"].select("paragraph_id", "text")
    found = matched(tables["report_requests"], texts, on=["paragraph_id"])
    stands = pl.col("text").str.contains(pl.col("due_surface"), literal=True)
    return found.with_columns((pl.col("due_surface").is_null() | stands).alias(HOLDS))


STATE = pl.col("kind") == "state"

MENTION_RULES = (
    *(check for table in MENTION_TABLES for check in _mention_rules(table)),
    rule(
        "footnote_instruments", "surface equals the text at its offsets", footnoted_surface_stands_there,
        shows=("start_char", "end_char", "surface", "stands_there"),
        why="substr(footnotes.text, start_char + 1, end_char - start_char) = surface",
    ),
    rule(
        "paragraph_actors", "mentions of actors do not overlap", actors_do_not_overlap,
        shows=("actor_id", "surface"), severity="warning", why="A nested name counts once, as its longest phrase.",
    ),
    rule(
        "paragraph_actors", "an addressee stands in an operative paragraph or an annex", addressees_are_directed,
        shows=("actor_id", "kind"), severity="warning", why="Preambles direct nobody.",
    ),
    rule(
        "paragraph_instruments", "cited_on is the day the cited text was adopted", cited_on_its_day,
        shows=("cited_on", "adopted"), severity="warning",
        why="Where the warehouse holds the cited text; the error may be the citing text's own.",
    ),
    rule(
        "paragraph_instruments", "cited_on is not after the citing text was adopted", cited_before_adopted,
        shows=("cited_on", "citing_adopted"), severity="warning",
    ),
    rule(
        "report_requests", "a request stands in an operative paragraph or an annex", requests_are_operative,
        shows=("surface", "kind"), severity="warning", why="Preambles ask for nothing.",
    ),
    rule(
        "report_requests", "due_surface stands in the paragraph", due_words_stand_there,
        shows=("due_surface",), why="Every claim is traceable to its words.",
    ),
    rule(
        "report_requests", "what is due has the words that say so",
        pl.col("due_surface").is_not_null() == (pl.col("due_session").is_not_null() | pl.col("due_year").is_not_null()),
        shows=("due_session", "due_year", "due_surface"),
    ),
    rule(
        "report_requests", "due_session is a number",
        pl.col("due_session").is_null() | pl.col("due_session").str.contains("^[1-9][0-9]{0,2}$"), shows=("due_session",),
    ),
    rule(
        "instruments", "a UN symbol has a docs.un.org url",
        ~pl.col("instrument_id").str.contains("/", literal=True)
        | pl.col("url").str.starts_with(UN_DOCUMENTS).fill_null(False),
        shows=("url",),
    ),
    rule(
        "instruments", "document_id is the text of the same symbol",
        pl.col("document_id").is_null() | pl.col("document_id").str.starts_with(pl.col("instrument_id") + "@"),
        shows=("document_id",),
    ),
    rule(
        "instruments", "adopted_on is that of the text held here", adopted_as_its_text,
        shows=("adopted_on", "text_adopted"), severity="warning",
    ),
    rule(
        "actors", "iso3 is three capitals, of a State only",
        pl.col("iso3").is_null() | (pl.col("iso3").str.contains(THREE_CAPITALS) & STATE), shows=("kind", "iso3"),
    ),
    rule(
        "actors", "m49 is three digits, of a State only",
        pl.col("m49").is_null() | (pl.col("m49").str.contains(THREE_DIGITS) & STATE), shows=("kind", "m49"),
    ),
    rule(
        "actors", "actor_id of a State is its iso3",
        pl.col("iso3").is_null() | (pl.col("actor_id") == pl.col("iso3")), shows=("iso3",), severity="warning",
    ),
    rule(
        "actors", "an actor does not belong to itself",
        pl.col("actor_id").ne_missing(pl.col("parent_id")), shows=("parent_id",),
    ),
    rule(
        "themes", "a theme is not its own broader theme",
        pl.col("theme_id").ne_missing(pl.col("parent_id")), shows=("parent_id",),
    ),
    rule(
        "themes", "label and definition say something",
        (pl.col("label").str.strip_chars() != "") & (pl.col("definition").str.strip_chars() != ""), shows=("label", "definition"),
    ),
)  # fmt: skip
