"""What catalogue records add to the texts: facts that a text lacks, each with the record that gave it.

Here: which record is taken, what it fills, where it differs. Not here: reading records (`records`). A text's
own words are never changed: where both speak, the text is held and the difference is a row.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from transforms.current_records import mark_current
from warehouse.tables import (
    COMPLETIONS,
    RECORD_DELETIONS,
    RECORD_SUBJECTS,
    RECORD_VOTES,
    RECORDS,
    RESOLUTIONS,
    VOTES,
)

RECORD_FIELDS = {
    "title": "245 $a",
    "adopted_on": "",
    "meeting": "996 $a",
    "agenda_item": "991 $b",
    "adoption": "996 $a",
    "votes_in_favour": "996",
    "votes_against": "996",
    "votes_abstaining": "996",
}
"""Column to the field of a record that gives it; the day of adoption has several (records.date_field)."""
COUNTS = ("votes_in_favour", "votes_against", "votes_abstaining")
BEST_FIRST = {
    "symbol": False,
    "is_voting_data": False,
    "changed_at": True,
    "source_uri": False,
    "record_position": False,
}
"""In which order records of one document are asked: that of the text before voting data, the newest first."""
OF_RECORD = ["source_uri", "source_sha256", "record_position"]


@dataclass(frozen=True, slots=True)
class Completed:
    """The tables as they are once records were asked, by their contracts."""

    resolutions: pl.DataFrame
    votes: pl.DataFrame
    records: pl.DataFrame
    record_subjects: pl.DataFrame
    record_votes: pl.DataFrame
    record_deletions: pl.DataFrame
    completions: pl.DataFrame


def complete(
    resolutions: pl.DataFrame,
    votes: pl.DataFrame,
    records: pl.DataFrame,
    record_subjects: pl.DataFrame,
    record_votes: pl.DataFrame,
    record_deletions: pl.DataFrame,
) -> Completed:
    """Fill what the texts lack, from records that are current. All frames by their contracts; `votes` are those
    that texts list. The order of rows makes no difference."""
    every = RECORDS.conform(mark_current(records.drop("is_current", strict=False), record_deletions))
    ranked = every.filter("is_current").sort(
        *BEST_FIRST, descending=list(BEST_FIRST.values()), nulls_last=True
    )
    found = []
    for field in RECORD_FIELDS:
        resolutions, rows = _complete_field(resolutions, ranked, field)
        found.append(rows)
    votes, rows = _complete_votes(resolutions, votes, ranked, record_votes)
    completions = pl.concat([*found, rows]).sort(COMPLETIONS.key)
    order = ranked.select(*OF_RECORD, "symbol").with_row_index("rank")
    headings = record_subjects.join(order, on=[*OF_RECORD, "symbol"]).sort("rank")
    return Completed(
        RESOLUTIONS.conform(resolutions),
        votes,
        every.sort(RECORDS.key),
        RECORD_SUBJECTS.conform(headings.unique(RECORD_SUBJECTS.key, keep="first", maintain_order=True)).sort(
            RECORD_SUBJECTS.key
        ),
        RECORD_VOTES.conform(record_votes).sort(RECORD_VOTES.key),
        RECORD_DELETIONS.conform(record_deletions).sort(RECORD_DELETIONS.key),
        completions,
    )


def _complete_field(
    resolutions: pl.DataFrame, ranked: pl.DataFrame, field: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The resolutions with one column completed, and a row for each record that speaks of it.

    A title completes the texts in its own language; figures only a recorded vote.
    """
    said = ranked.filter(pl.col(field).is_not_null()).rename({field: "said"})
    documents = resolutions.select("document_id", "symbol", "language", own=field, held=pl.col("adoption"))
    candidates = said.join(documents, on="symbol", maintain_order="left")
    if field == "title":
        candidates = candidates.filter(pl.col("title_language") == pl.col("language"))
    if field in COUNTS:
        candidates = candidates.filter(pl.col("held") == "recorded_vote")
    first = candidates.group_by("document_id", maintain_order=True).agg(given=pl.col("said").first())
    completed = (
        resolutions.join(first, on="document_id", how="left", maintain_order="left")
        .with_columns(pl.coalesce(field, "given").alias(field))
        .drop("given")
    )
    nth = pl.int_range(pl.len()).over("document_id")
    judged = candidates.join(first, on="document_id", maintain_order="left").with_columns(
        value=pl.col("said").cast(pl.String()),
        published=pl.coalesce("own", "given").cast(pl.String()),
        is_filling=pl.col("own").is_null() & (nth == 0),
        field=pl.lit(field),
        record_field=pl.col("date_field") if field == "adopted_on" else pl.lit(RECORD_FIELDS[field]),
    )
    return completed, _outcomes(judged, _same(pl.col("value")) == _same(pl.col("published")))


def _same(value: pl.Expr) -> pl.Expr:
    """What two ways to write a value have in common: its letters and digits."""
    return value.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", "")


def _outcomes(judged: pl.DataFrame, is_same: pl.Expr) -> pl.DataFrame:
    outcome = (
        pl.when("is_filling")
        .then(pl.lit("filled"))
        .when(is_same)
        .then(pl.lit("agrees"))
        .otherwise(pl.lit("differs"))
    )
    return COMPLETIONS.conform(judged.with_columns(outcome=outcome))


def _complete_votes(
    resolutions: pl.DataFrame, votes: pl.DataFrame, ranked: pl.DataFrame, record_votes: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The votes that texts list, and for texts that list none those of the best record that has a roll."""
    with_roll = ranked.join(
        record_votes.filter(pl.col("vote") != "non_voting"), on=[*OF_RECORD, "symbol"], how="semi"
    )
    by_document = with_roll.join(
        resolutions.filter(pl.col("adoption").ne_missing("without_vote")).select("document_id", "symbol"),
        on="symbol", maintain_order="left",
    )  # fmt: skip
    listed = votes.select("document_id").unique().with_columns(is_listed=True)
    nth = pl.int_range(pl.len()).over("document_id")
    asked = by_document.join(listed, on="document_id", how="left", maintain_order="left").with_columns(
        is_filling=pl.col("is_listed").is_null() & (nth == 0)
    )
    rolls = (
        asked.select("document_id", "symbol", "record_id", "is_filling", *OF_RECORD)
        .join(record_votes, on=[*OF_RECORD, "symbol"], maintain_order="left")
        .filter(pl.col("vote") != "non_voting")
    )
    given = VOTES.conform(
        rolls.filter("is_filling").with_columns(
            origin=pl.lit("record"),
            position=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("document_id"),
        )
    )
    completed = pl.concat([VOTES.conform(votes), given]).sort(VOTES.key)
    known = (
        pl.concat_str(pl.coalesce("actor_id", "printed_name"), "vote", separator=" ").sort().str.join("; ")
    )
    count = pl.concat_str(pl.len(), pl.lit(" States"))
    held = completed.group_by("document_id").agg(held_roll=known, published=count)
    judged = (
        rolls.group_by("document_id", "record_id", "is_filling", *OF_RECORD)
        .agg(roll=known, value=count)
        .join(held, on="document_id")
        .with_columns(field=pl.lit("state_votes"), record_field=pl.lit("967"))
    )
    return completed, _outcomes(judged, pl.col("roll") == pl.col("held_roll"))
