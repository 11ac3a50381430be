"""Which catalogue records still hold, where several harvests report the same one.

Here: the rule. Not here: reading records (`records`), what they complete (`completion`).
"""

from __future__ import annotations

import polars as pl


def mark_current(records: pl.DataFrame, deletions: pl.DataFrame) -> pl.DataFrame:
    """The records with `is_current`: whether this is what was last reported of the record.

    `records` and `deletions` by their contracts. Reports of one record have its OAI-PMH identifier in common; of
    two with the same datestamp, which may be a day, the deletion counts, then the last by source. A record
    without an identifier came in a file of records, of which nothing is ever reported: it is current.
    """
    reported = records.filter(pl.col("identifier").is_not_null())
    newest_first = reported.sort(
        "stamped_at", "source_uri", "record_position", descending=True, nulls_last=True
    ).unique("identifier", keep="first", maintain_order=True)
    deleted = deletions.group_by("identifier").agg(pl.col("deleted_at").max(), is_deleted=pl.lit(True))
    came_again = (pl.col("deleted_at") < pl.col("stamped_at")).fill_null(False)
    standing = newest_first.join(deleted, on="identifier", how="left").select(
        "source_uri", "record_position", holds=pl.col("is_deleted").is_null() | came_again
    )
    return (
        records.join(standing, on=["source_uri", "record_position"], how="left", maintain_order="left")
        .with_columns(is_current=pl.col("identifier").is_null() | pl.col("holds").fill_null(False))
        .drop("holds")
    )
