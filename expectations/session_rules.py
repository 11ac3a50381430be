"""Rules about sessions, sources, rejects and the counts of themes by session.

Not here: the texts (`expectations.document_rules`) and what they name (`expectations.mention_rules`).
"""

from __future__ import annotations

import polars as pl

from expectations.checks import HOLDS, Tables, matched, rule
from expectations.document_rules import SHA256

ROUNDING = 0.001
"""How far a share or rate may lie from its quotient: published figures may be rounded."""

COUNTED = ["organ", "session", "language"]
COUNTS = (
    "documents", "documents_with_theme", "paragraphs", "paragraphs_with_theme",
    "preambular_with_theme", "operative_with_theme", "mentions", "words",
)  # fmt: skip
SHARES = ("document_share", "document_share_low", "document_share_high")


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


def every_theme_is_counted(tables: Tables) -> pl.LazyFrame:
    counted = tables["theme_frequency"].group_by(COUNTED).agg(themes_counted=pl.col("theme_id").n_unique())
    themes = tables["themes"].select(themes=pl.len())
    found = matched(tables["resolutions"], counted, on=COUNTED)
    found = matched(found, tables["languages"].select("language", "finds_themes"), on=["language"])
    expected = pl.when("finds_themes").then("themes").otherwise(0)
    return (
        found.join(themes, how="cross", maintain_order="left")
        .with_columns(pl.col("themes_counted").fill_null(0))
        .with_columns((pl.col("themes_counted") == expected).alias(HOLDS))
    )


def documents_of_the_session(tables: Tables) -> pl.LazyFrame:
    held = tables["resolutions"].group_by("organ", "session").agg(held=pl.len())
    found = matched(tables["sessions"], held, on=["organ", "session"]).with_columns(
        pl.col("held").fill_null(0)
    )
    return found.with_columns((pl.col("documents") == pl.col("held")).alias(HOLDS))


def documents_of_the_language(tables: Tables) -> pl.LazyFrame:
    held = tables["resolutions"].group_by(COUNTED).agg(held=pl.len())
    return matched(tables["theme_frequency"], held, on=COUNTED).with_columns(
        (pl.col("documents") == pl.col("held")).alias(HOLDS)
    )


def parents_count_their_children(tables: Tables) -> pl.LazyFrame:
    themes = tables["themes"].select("theme_id", "parent_id")
    parents = tables["theme_frequency"].select(
        *COUNTED, parent_id="theme_id", documents_with_parent="documents_with_theme"
    )
    found = matched(tables["theme_frequency"], themes, on=["theme_id"])
    found = matched(found, parents, on=[*COUNTED, "parent_id"])
    counted = pl.col("documents_with_parent") >= pl.col("documents_with_theme")
    return found.with_columns((pl.col("parent_id").is_null() | counted).alias(HOLDS))


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


def _near(value: str, quotient: pl.Expr) -> pl.Expr:
    return (pl.col(value) - quotient).abs() <= ROUNDING


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
        "resolutions", "its session and language have a count for every theme", every_theme_is_counted,
        shows=("session", "language", "themes_counted", "themes"),
        why="A theme that no text of a session names has a row with zeros; a language without terms for themes has none.",
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
    rule(
        "theme_frequency", "counts are not negative", pl.all_horizontal(pl.col(COUNTS) >= 0), shows=COUNTS,
    ),
    rule(
        "theme_frequency", "documents is the number of texts held here", documents_of_the_language, shows=("documents", "held"),
    ),
    rule(
        "theme_frequency", "what names the theme is at most the whole",
        (pl.col("documents_with_theme") <= pl.col("documents"))
        & (pl.col("paragraphs_with_theme") <= pl.col("paragraphs"))
        & (pl.col("preambular_with_theme") + pl.col("operative_with_theme") <= pl.col("paragraphs_with_theme"))
        & (pl.col("paragraphs_with_theme") <= pl.col("mentions")),
        shows=COUNTS,
    ),
    rule(
        "theme_frequency", "shares are between 0 and 1",
        pl.all_horizontal(pl.col(SHARES).is_between(0.0, 1.0)), shows=SHARES,
    ),
    rule(
        "theme_frequency", "the share lies within its interval",
        (pl.col("document_share_low") <= pl.col("document_share")) & (pl.col("document_share") <= pl.col("document_share_high")),
        shows=SHARES,
    ),
    rule(
        "theme_frequency", "document_share is documents_with_theme by documents",
        _near("document_share", pl.col("documents_with_theme") / pl.col("documents")),
        shows=("document_share", "documents_with_theme", "documents"),
    ),
    rule(
        "theme_frequency", "mentions_per_1000_words is mentions by words times 1000",
        pl.when(pl.col("words") > 0)
        .then(_near("mentions_per_1000_words", pl.col("mentions") * 1000 / pl.col("words")))
        .otherwise(pl.col("mentions_per_1000_words") == 0),
        shows=("mentions_per_1000_words", "mentions", "words"),
    ),
    rule(
        "theme_frequency", "a broader theme is in at least the documents of each narrower one", parents_count_their_children,
        shows=("documents_with_theme", "parent_id", "documents_with_parent"),
    ),
)  # fmt: skip
