"""The tables that the mentions and documents point to: actors, instruments, sessions.

Here: completing vocabularies by what the documents hold. Not here: finding mentions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import polars as pl

from transforms.calendar import expected_dates
from transforms.citations import PATTERNS
from warehouse.tables import ACTORS, INSTRUMENTS, LANGUAGES, SESSIONS, VOCABULARY
from warehouse.vocabularies import Term, Vocabularies, Word


def list_languages(
    names: Mapping[str, str], vocabularies: Vocabularies, resolutions: pl.DataFrame
) -> pl.DataFrame:
    """The languages that texts are read in (LANGUAGES). `names`: ISO 639-1 code to name in English."""
    held = dict(resolutions.group_by("language").len().iter_rows())
    terms: dict[str, tuple[Term, ...] | tuple[Word, ...]] = {
        "finds_actors": vocabularies.actor_terms,
        "finds_instruments": vocabularies.instrument_terms,
        "finds_themes": vocabularies.theme_terms,
        "finds_requests": vocabularies.request_words,
    }
    finds = {column: {term.language for term in found} for column, found in terms.items()}
    themes = Counter(
        language
        for language, _ in {
            (term.language, term.target) for term in vocabularies.theme_terms if term.target != "*"
        }
    )
    return LANGUAGES.frame(
        {"language": code, "label": name, "documents": held.get(code, 0), "themes_found": themes[code]}
        | {column: code in codes for column, codes in finds.items()}
        for code, name in sorted(names.items())
    )


def complete_vocabulary(vocabularies: Vocabularies) -> pl.DataFrame:
    """Every rule that a mention can name (VOCABULARY): the entries of the CSV files, and the patterns."""
    patterns = VOCABULARY.frame(
        {
            "rule": name,
            "family": "pattern",
            "term": what,
            "polarity": "include",
            "vocabulary_version": vocabularies.version,
        }
        for name, what in PATTERNS.items()
    )
    return pl.concat([vocabularies.entries, patterns]).sort("rule")


def complete_actors(vocabulary: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """The vocabulary's actors, and those that only an open pattern knows (both ACTORS)."""
    return _complete(vocabulary, named, "actor_id").pipe(ACTORS.conform)


def complete_instruments(
    vocabulary: pl.DataFrame, cited: pl.DataFrame, resolutions: pl.DataFrame
) -> pl.DataFrame:
    """Instruments of the vocabulary and cited symbols (both INSTRUMENTS), with title, date and
    document of those that the warehouse holds, in English where it holds several languages."""
    held = (
        resolutions.select("symbol", "language", "document_id", "title", "adopted_on")
        .sort(pl.col("language") != "en", "language")
        .unique("symbol", keep="first", maintain_order=True)
        .select(
            pl.col("symbol").alias("instrument_id"),
            pl.col("document_id").alias("held_document"),
            pl.col("title").alias("held_title"),
            pl.col("adopted_on").alias("held_date"),
        )
    )
    return (
        _complete(vocabulary, cited, "instrument_id")
        .join(held, on="instrument_id", how="left")
        .with_columns(
            document_id=pl.col("held_document"),
            title=pl.coalesce("held_title", "title"),
            adopted_on=pl.coalesce("held_date", "adopted_on"),
        )
        .sort("instrument_id")
        .pipe(INSTRUMENTS.conform)
    )


def _complete(vocabulary: pl.DataFrame, found: pl.DataFrame, key: str) -> pl.DataFrame:
    return (
        pl.concat([vocabulary, found.select(vocabulary.columns).sort(vocabulary.columns)])
        .unique(key, keep="first", maintain_order=True)
        .sort(key)
    )


def list_sessions(resolutions: pl.DataFrame, ordinals: Mapping[str, int]) -> pl.DataFrame:
    """One row a session that has documents, with its dates where a rule or the texts give them.

    `resolutions` has, beside its contract, session_starts_on and session_ends_on as printed in
    the texts. `ordinals`: English ordinal to number.
    """
    words = {number: ordinal for ordinal, number in ordinals.items()}
    grouped = (
        resolutions.group_by("organ", "session", "session_kind", "session_number")
        .agg(
            pl.col("session_starts_on").drop_nulls().min().alias("starts_on"),
            pl.col("session_ends_on").drop_nulls().max().alias("ends_on"),
            pl.len().cast(pl.Int32).alias("documents"),
        )
        .sort("organ", "session_kind", "session_number")
    )
    rows = []
    for row in grouped.to_dicts():
        if row["starts_on"] is None and row["organ"] == "GA":  # the other organs' rules leave room
            row["starts_on"], row["ends_on"] = expected_dates("GA", row["session"]) or (None, row["ends_on"])
        row["label"] = _label(row["session_kind"], row["session_number"], words)
        rows.append(row)
    return SESSIONS.frame(rows)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _label(kind: str, number: int, words: Mapping[int, str]) -> str:
    ordinal = words.get(number) or _ordinal(number)
    label = {
        "regular": f"{ordinal} session" if number < 1000 else f"session of {number}",
        "special": f"{ordinal} special session",
        "emergency_special": f"{ordinal} emergency special session",
        "organizational": f"organizational session of the {ordinal} cycle",
    }[kind]
    return label[0].upper() + label[1:]
