"""What a vocabulary does before it is used: examples that fail, words claimed twice, entries that find nothing,
and the labels that paragraphs would gain or lose.

Here: pure judgements over vocabularies and frames. Not here: strict reading of the files
(`warehouse.vocabularies`), the published warehouse or the screen (`orchestration`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from transforms.mentions import MentionFinder
from transforms.mentions_rows import Mentions
from transforms.phrases import fold
from warehouse.tables import PARAGRAPHS, RESOLUTIONS
from warehouse.vocabularies import Term, Vocabularies

EXAMPLE_SESSION = 999
"""The session of the Council that examples are read in: later than any that they cite."""
LONGEST_SHOWN = 80
LABELS = {
    "paragraph_id": pl.String(),
    "family": pl.String(),
    "name": pl.String(),
    "surface": pl.String(),
    "rule": pl.String(),
}
"""Columns of a frame of labels; `family` is theme, actor, addressee, instrument; request (`name` is what is asked for), asked (of
whom), due (for which organ, at which session or in which year: "HRC 31"; or "recurring")."""
CHANGES = {"change": pl.String(), **LABELS}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about an entry: its `file:line`, and what to know or do."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def failing_examples(vocabularies: Vocabularies, finder: MentionFinder) -> list[Remark]:
    """Entries whose own example they do not match, and exclusions that let theirs through."""
    remarks: list[Remark] = []
    for family, terms, table in (
        ("theme", vocabularies.theme_terms, "paragraph_themes"),
        ("actor", vocabularies.actor_terms, "paragraph_actors"),
        ("instrument", vocabularies.instrument_terms, "paragraph_instruments"),
    ):
        frame: pl.DataFrame = getattr(_read_examples(terms, finder), table)
        found: dict[str, set[str]] = defaultdict(set)
        for paragraph_id, name in frame.select("paragraph_id", f"{family}_id").iter_rows():
            found[paragraph_id].add(name)
        for number, term in enumerate(terms):
            named = found[f"{number}#op1"]
            if term.target not in named and term.polarity == "include":
                instead = f"; it names {', '.join(sorted(named))}" if named else ""
                remarks.append(
                    Remark(
                        term.rule,
                        f"the example {term.example!r} does not name {term.target}{instead}; "
                        "give one that does, or correct the term",
                    )
                )
            elif term.polarity == "exclude" and (named if term.target == "*" else {term.target} & named):
                remarks.append(
                    Remark(
                        term.rule,
                        f"the example {term.example!r} still names {term.target}; an exclusion must hold "
                        "the words that it keeps from counting",
                    )
                )
    return remarks


def _read_examples(terms: Iterable[Term], finder: MentionFinder) -> Mentions:
    listed = list(terms)
    documents = [
        {"document_id": str(n), "language": t.language, "organ": "HRC", "session_number": EXAMPLE_SESSION}
        for n, t in enumerate(listed)
    ]
    paragraphs = [
        {
            "paragraph_id": f"{n}#op1",
            "document_id": str(n),
            "position": 1,
            "kind": "operative",
            "text": t.example,
        }
        for n, t in enumerate(listed)
    ]
    return finder.find(RESOLUTIONS.frame(documents), PARAGRAPHS.frame(paragraphs))


def overlaps(vocabularies: Vocabularies) -> list[Remark]:
    """Words that two entries without conditions claim for two actors or instruments, or for two things to ask for,
    and entries that add nothing because others of the same target have all their words."""
    words = [
        _Claim(
            word.rule, word.value, (word.language,), word.role, tuple(dict.fromkeys(map(fold, word.phrases)))
        )
        for word in vocabularies.request_words
        if word.value
    ]
    return [
        *_overlaps(_claims(vocabularies.actor_terms), one_target=True),
        *_overlaps(_claims(vocabularies.instrument_terms), one_target=True),
        *_overlaps(_claims(vocabularies.theme_terms), one_target=False),
        *_overlaps(words, one_target=True),
    ]


@dataclass(frozen=True, slots=True)
class _Claim:
    """An entry as what it claims: its phrases for a target, among the entries of the same language or polarity.

    Only where `role` is the same too does one entry make another needless: "report" is a noun, and a verb.
    """

    rule: str
    target: str
    among: tuple[str, ...]
    role: str
    phrases: tuple[str, ...]


def _claims(terms: Iterable[Term]) -> list[_Claim]:
    return [
        _Claim(term.rule, term.target, (term.language, term.polarity), "", term.phrases)
        for term in terms
        if not term.near
    ]


def _overlaps(claims: list[_Claim], one_target: bool) -> Iterator[Remark]:
    """`one_target`: words name one actor or instrument, while they may name several themes."""
    claimed: dict[tuple[tuple[str, ...], str], list[_Claim]] = defaultdict(list)
    for claim in claims:
        for phrase in claim.phrases:
            claimed[claim.among, phrase].append(claim)
    for claim in claims:
        others = [
            [other for other in claimed[claim.among, phrase] if other is not claim]
            for phrase in claim.phrases
        ]
        same = [
            [other for other in found if (other.target, other.role) == (claim.target, claim.role)]
            for found in others
        ]
        if all(same):
            yield Remark(claim.rule, f"{same[0][0].rule} has all its words; remove one of the two")
        for phrase, found in zip(claim.phrases, others, strict=True):
            rival = next((other for other in found if other.target != claim.target), None)
            if one_target and rival is not None and by_line(rival.rule) < by_line(claim.rule):
                yield Remark(
                    claim.rule,
                    f"{phrase!r} names {claim.target} here and {rival.target} in {rival.rule}; take it from one",
                )
                break


class Unused:
    """Entries whose words no text has, of those in languages that texts were read in.

    An entry that is met need not have found a mention: a longer name or a condition may have won.
    """

    def __init__(self, vocabularies: Vocabularies, finder: MentionFinder) -> None:
        self._finder = finder
        self._entries = vocabularies.entries
        self._met: set[str] = set()
        self._languages: set[str] = set()

    def read(self, language: str, text: str) -> None:
        self._languages.add(language)
        self._met |= self._finder.entries_in(language, text)

    def remarks(self) -> list[Remark]:
        rows = self._entries.filter(
            pl.col("language").is_in(sorted(self._languages)) & ~pl.col("rule").is_in(sorted(self._met))
        )
        return [
            Remark(row["rule"], f"no text has {shorten(row['term'])} ({row['target'] or row['family']})")
            for row in sorted(rows.iter_rows(named=True), key=lambda row: by_line(row["rule"]))
        ]


def by_line(rule: str) -> tuple[str, int]:
    """A rule (`file:line`) as what it sorts by: line 9 before line 10."""
    file, _, line = rule.rpartition(":")
    return (file, int(line)) if line.isdigit() else (rule, 0)


def shorten(term: str) -> str:
    return repr(term if len(term) <= LONGEST_SHOWN else f"{term[: LONGEST_SHOWN - 1]}…")


def labels(
    actors: pl.DataFrame, instruments: pl.DataFrame, themes: pl.DataFrame, requests: pl.DataFrame
) -> pl.DataFrame:
    """Mentions (the contracts of paragraph_actors, _instruments and _themes, and of report_requests) as labels of
    paragraphs (LABELS)."""
    addressed = actors.filter(pl.col("role") == "addressee")
    when = pl.coalesce("due_session", pl.col("due_year").cast(pl.String()))
    due = requests.with_columns(
        pl.concat_str("recipient", when, separator=" ", ignore_nulls=True).alias("due"),
        pl.coalesce("due_surface", "surface").alias("surface"),
    )
    recurring = requests.filter("is_recurring").with_columns(pl.lit("recurring").alias("due"))
    parts = (
        ("theme", "theme_id", themes),
        ("actor", "actor_id", actors),
        ("addressee", "actor_id", addressed),
        ("instrument", "instrument_id", instruments),
        ("request", "deliverable", requests),
        ("asked", "requested_of", requests.drop_nulls("requested_of")),
        ("due", "due", due.filter(pl.col("due") != "")),
        ("due", "due", recurring),
    )
    return pl.concat(
        [
            frame.sort("paragraph_id", "start_char")
            .unique(["paragraph_id", key], keep="first", maintain_order=True)
            .select(
                "paragraph_id", pl.lit(family).alias("family"), pl.col(key).alias("name"), "surface", "rule"
            )
            for family, key, frame in parts
        ]
    )


def differences(published: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Labels (LABELS) that only one of the two has: `change` is gained or lost (CHANGES)."""
    key = ["paragraph_id", "family", "name"]
    gained = found.join(published, on=key, how="anti").with_columns(pl.lit("gained").alias("change"))
    lost = published.join(found, on=key, how="anti").with_columns(pl.lit("lost").alias("change"))
    return pl.concat([gained, lost]).select(*CHANGES).sort("family", "name", "change", "paragraph_id")
