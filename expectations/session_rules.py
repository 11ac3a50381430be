"""Rules about sessions, languages, sources and rejects.

Not here: the texts (`expectations.document_rules`), what they name (`expectations.mention_rules`) and figures
(`expectations.metric_rules`).
"""

from __future__ import annotations

import polars as pl

from expectations.checks import HOLDS, Tables, matched, rule
from expectations.document_rules import SHA256


def session_is_known(tables: Tables) -> pl.LazyFrame:
    sessions = tables["sessions"].select("organ", "session", known=True)
    return matched(tables["resolutions"], sessions, on=["organ", "session"]).with_columns(
        pl.col("known").alias(HOLDS)
    )


def adopted_in_session(tables: Tables) -> pl.LazyFrame:
    days = tables["sessions"].select("organ", "session", "starts_on", "ends_on")
    early = (pl.col("adopted_on") < pl.col("starts_on")).fill_null(False)
    late = (pl.col("adopted_on") > pl.col("ends_on")).fill_null(False)
    return matched(tables["resolutions"], days, on=["organ", "session"]).with_columns(
        (~early & ~late).alias(HOLDS)
    )


def documents_of_the_session(tables: Tables) -> pl.LazyFrame:
    held = tables["resolutions"].group_by("organ", "session").agg(held=pl.len())
    found = matched(tables["sessions"], held, on=["organ", "session"]).with_columns(
        pl.col("held").fill_null(0)
    )
    return found.with_columns((pl.col("documents") == pl.col("held")).alias(HOLDS))


def documents_of_a_language(tables: Tables) -> pl.LazyFrame:
    held = tables["resolutions"].group_by("language").agg(held=pl.len())
    found = matched(tables["languages"], held, on=["language"]).with_columns(pl.col("held").fill_null(0))
    return found.with_columns((pl.col("documents") == pl.col("held")).alias(HOLDS))


def document_or_reject(tables: Tables) -> pl.LazyFrame:
    outcomes = [
        tables[name].select("source_uri", settled=True)
        for name in ("resolutions", "records", "record_deletions", "rejects")
    ]
    return matched(tables["sources"], pl.concat(outcomes), on=["source_uri"]).with_columns(
        pl.col("settled").alias(HOLDS)
    )


def _kind_as_written() -> pl.Expr:
    session = pl.col("session")
    return (
        pl.when(session.str.starts_with("ES-")).then(pl.lit("emergency_special"))
        .when(session.str.starts_with("S-")).then(pl.lit("special"))
        .when(session.str.starts_with("OS/")).then(pl.lit("organizational"))
        .otherwise(pl.lit("regular"))
    )  # fmt: skip


SESSION_RULES = (
    rule(
        "resolutions", "its organ and session are in sessions", session_is_known, shows=("organ", "session"),
    ),
    rule(
        "resolutions", "adopted_on is within the days of its session", adopted_in_session,
        shows=("session", "adopted_on", "starts_on", "ends_on"), severity="warning",
        why="Where these days are known.",
    ),
    rule(
        "sessions", "starts_on is not after ends_on",
        pl.col("starts_on").is_null() | pl.col("ends_on").is_null() | (pl.col("starts_on") <= pl.col("ends_on")),
        shows=("starts_on", "ends_on"),
    ),
    rule("sessions", "session_number is at least 1", pl.col("session_number") >= 1, shows=("session_number",)),
    rule(
        "sessions", "session_kind is as the session is written", pl.col("session_kind") == _kind_as_written(),
        shows=("session_kind",), severity="warning",
    ),
    rule(
        "sessions", "documents is the number of its texts held here", documents_of_the_session, shows=("documents", "held"),
    ),
    rule(
        "sources", "every source is a document, a reject or holds records", document_or_reject, shows=("source_sha256",),
        why="Nothing that was read disappears.",
    ),
    rule(
        "languages", "documents is the number of texts held here", documents_of_a_language, shows=("documents", "held"),
    ),
    rule("sources", "source_sha256 is 64 hexadecimal digits", pl.col("source_sha256").str.contains(SHA256), shows=("source_sha256",)),
    rule("sources", "bytes is not negative", pl.col("bytes") >= 0, shows=("bytes",)),
    rule("rejects", "source_sha256 is 64 hexadecimal digits", pl.col("source_sha256").str.contains(SHA256)),
    rule("rejects", "detail says something", pl.col("detail").str.strip_chars() != ""),
)  # fmt: skip
