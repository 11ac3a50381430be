"""Rules about catalogue records, what they complete, and the votes of States.

Not here: the texts (`expectations.document_rules`), sources (`expectations.session_rules`).
"""

from __future__ import annotations

import polars as pl

from expectations.checks import HOLDS, Tables, matched, rule
from expectations.document_rules import SHA256, VOTE_COUNTS, runs_from_one
from warehouse.enumerations import COMPLETED_FIELDS

SIDES = dict(zip(VOTE_COUNTS, ("in_favour", "against", "abstaining"), strict=True))
RECORD = ["source_uri", "record_position", "symbol"]


def _counted_as_listed(tables: Tables, counted: str, listed: str, on: list[str]) -> pl.LazyFrame:
    """Whether the counts of a recorded vote are those of its list of States, where there is a list."""
    lists = (
        tables[listed]
        .group_by(on)
        .agg(**{f"listed_{s}": (pl.col("vote") == s).sum() for s in SIDES.values()})
    )
    found = matched(tables[counted], lists, on=on)
    equal = [pl.col(count) == pl.col(f"listed_{side}") for count, side in SIDES.items()]
    nothing = pl.col("listed_in_favour").is_null() | pl.all_horizontal(pl.col(VOTE_COUNTS).is_null())
    return found.with_columns((nothing | pl.all_horizontal(equal)).alias(HOLDS))


def documents_counted_as_listed(tables: Tables) -> pl.LazyFrame:
    return _counted_as_listed(tables, "resolutions", "votes", ["document_id"])


def records_counted_as_listed(tables: Tables) -> pl.LazyFrame:
    return _counted_as_listed(tables, "records", "record_votes", RECORD)


def published_is_held(tables: Tables) -> pl.LazyFrame:
    """The column `published` says what the document has; the rows of `votes` have a rule of their own."""
    fields = [field for field in COMPLETED_FIELDS if field != "state_votes"]
    held = (
        tables["resolutions"]
        .select("document_id", pl.col(fields).cast(pl.String()))
        .unpivot(fields, index="document_id", variable_name="field", value_name="held")
    )
    found = matched(tables["completions"], held, on=["document_id", "field"])
    return found.with_columns(
        ((pl.col("field") == "state_votes") | (pl.col("published") == pl.col("held"))).alias(HOLDS)
    )


LISTED = tuple(f"listed_{side}" for side in SIDES.values())

RECORD_RULES = (
    rule(
        "resolutions", "a recorded vote counts the States that are listed", documents_counted_as_listed,
        shows=(*VOTE_COUNTS, *LISTED), severity="warning", why="Where the text or a record lists them.",
    ),
    rule(
        "votes", "positions of a document run from 1 without gaps", runs_from_one("position"),
    ),
    rule(
        "votes", "the State is known", pl.col("actor_id").is_not_null(), shows=("printed_name",), severity="warning",
        why="A name that the vocabulary lacks, or that the source misprints.",
    ),
    rule(
        "votes", "a State votes once on a document",
        pl.col("actor_id").is_null() | (pl.len().over("document_id", "actor_id") == 1),
        shows=("actor_id", "printed_name"), severity="warning",
    ),
    rule(
        "records", "source_sha256 is 64 hexadecimal digits", pl.col("source_sha256").str.contains(SHA256),
        shows=("source_sha256",),
    ),
    rule(
        "records", "a recorded vote counts the States in its roll", records_counted_as_listed,
        shows=(*VOTE_COUNTS, *LISTED), severity="warning",
    ),
    rule(
        "record_votes", "the State is known", pl.col("actor_id").is_not_null(),
        shows=("printed_name", "printed_code"), severity="warning", why="States that no longer exist are not in the vocabulary.",
    ),
    rule(
        "completions", "published is what the document has", published_is_held,
        shows=("published", "held"), why="The provenance of a value must speak of that value.",
    ),
    rule(
        "completions", "a value that fills is the one published",
        (pl.col("outcome") != "filled") | (pl.col("value") == pl.col("published")), shows=("value", "published"),
    ),
    rule(
        "completions", "records agree with what is held", pl.col("outcome") != "differs",
        shows=("value", "published"), severity="warning",
        why="The text is held where both speak; one of the two is wrong.",
    ),
)  # fmt: skip
