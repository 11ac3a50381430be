"""Which reading of which source becomes the document, when several claim one.

Here: one winner for each document_id, and a reject for every source that gave nothing.
Not here: reading texts (`documents`) or storing them.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from warehouse.tables import REJECTS


@dataclass(frozen=True, slots=True)
class Settled:
    """`winners`: source_uri, source_sha256, document_id, first_seen_at. `rejects`: the REJECTS contract."""

    winners: pl.DataFrame
    rejects: pl.DataFrame


def settle(
    sources: pl.DataFrame, readings: pl.DataFrame, failures: pl.DataFrame, unread: pl.DataFrame
) -> Settled:
    """Settle what the warehouse holds; the order of rows in the inputs makes no difference.

    `sources`: the SOURCES contract, what there is now. `readings`: document_id, symbol,
    source_sha256, word_count, text_sha256, one row a document read. `failures`: source_sha256,
    stage, reason, detail. `unread`: source_uri, stage, reason, detail, of sources whose bytes could
    not be had. Of several texts with one document_id one whose source is still there wins, then
    the longest, then the first by URI; the others are rejects that name the winner.
    """
    readable = sources.join(unread, on="source_uri", how="anti")
    claims = (
        readable.select("source_uri", "source_sha256", "first_seen_at", "is_missing")
        .join(readings, on="source_sha256", how="inner")
        .sort("document_id", "is_missing", pl.col("word_count") * -1, "source_uri")
    )
    winners = claims.unique("document_id", keep="first", maintain_order=True)
    losers = claims.join(winners, on=["document_id", "source_uri"], how="anti").join(
        winners.select(
            "document_id",
            pl.col("source_uri").alias("kept_uri"),
            pl.col("source_sha256").alias("kept_sha256"),
            pl.col("text_sha256").alias("kept_text"),
        ),
        on="document_id",
    )
    same = pl.col("text_sha256") == pl.col("kept_text")
    described = losers.select(
        "source_uri",
        "source_sha256",
        pl.lit("settle").alias("stage"),
        pl.when("is_missing")
        .then(pl.lit("superseded"))
        .when(same)
        .then(pl.lit("duplicate"))
        .otherwise(pl.lit("conflicting_text"))
        .alias("reason"),
        pl.when("is_missing")
        .then(
            pl.format(
                "No longer there; {} now gives {}. `hrcw build --prune` forgets this one.",
                "kept_uri",
                "symbol",
            )
        )
        .when(same)
        .then(
            pl.format(
                "The same text of {} as {}, which was kept. Delete one of the two.", "symbol", "kept_uri"
            )
        )
        .otherwise(
            pl.format(
                "Another text of {} than {}, which is longer and was kept. Compare the two and remove the wrong one.",
                "symbol",
                "kept_uri",
            )
        )
        .alias("detail"),
        pl.col("first_seen_at").alias("rejected_at"),
    )
    seen = sources.select("source_uri", "source_sha256", pl.col("first_seen_at").alias("rejected_at"))
    failed = (
        seen.join(unread, on="source_uri", how="anti")
        .join(failures, on="source_sha256", how="inner")
        .select(described.columns)
    )
    missed = seen.join(unread, on="source_uri", how="inner").select(described.columns)
    rejects = (
        REJECTS.conform(pl.concat([failed, missed, described]))
        .unique()
        .sort("source_uri", "reason", "detail")
    )
    return Settled(winners.select("source_uri", "source_sha256", "document_id", "first_seen_at"), rejects)


def settle_records(sources: pl.DataFrame, records: pl.DataFrame, unread: pl.DataFrame) -> Settled:
    """Settle which source stands for its records: of several with the same bytes one that is still there,
    then the first by URI. `records`: source_sha256, one row or more for each source that holds records;
    the other frames as for `settle`. `winners` have no document_id.
    """
    claims = (
        sources.join(unread, on="source_uri", how="anti")
        .join(records, on="source_sha256", how="semi")
        .sort("source_sha256", "is_missing", "source_uri")
        .with_columns(kept_uri=pl.col("source_uri").first().over("source_sha256"))
    )
    is_kept = pl.col("source_uri") == pl.col("kept_uri")
    rejects = claims.filter(~is_kept).select(
        "source_uri", "source_sha256", pl.lit("settle").alias("stage"), pl.lit("duplicate").alias("reason"),
        pl.format("The same records as {}, which was kept. Delete one of the two.", "kept_uri").alias("detail"),
        pl.col("first_seen_at").alias("rejected_at"),
    )  # fmt: skip
    winners = claims.filter(is_kept).select("source_uri", "source_sha256", "first_seen_at")
    return Settled(winners, REJECTS.conform(rejects))
