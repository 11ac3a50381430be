"""The vocabularies as plain data: terms, words with a role, openings of names.

Here: what an entry is. Not here: how it is written in a file (`warehouse.vocabularies_sheets`, `_terms`), how
entries are made (`warehouse.vocabularies_assembly`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from warehouse.vocabularies_terms import Condition


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a terms file: `target` is the theme, actor or instrument that it names, `rule` its file:line.

    `within` is how many words may stand between a term and what `near` names; None is any number.
    """

    target: str
    language: str
    term: str
    polarity: str
    near: tuple[Condition, ...]
    within: int | None
    example: str
    rule: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """Words that play a role in citations or around actors: ("organ", "HRC", ("the council", …))."""

    language: str
    role: str
    value: str
    words: str
    phrases: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Head:
    """The opening of an open-ended name: "Special Rapporteur on", of kind special_procedure."""

    language: str
    head: str
    kind: str
    prefix: str
    example: str
    rule: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Vocabularies:
    """All vocabularies, checked. `version` is 12 hex digits over the bytes of every CSV file.

    `entries` are those that find mentions (VOCABULARY). `theme_kinds`: (kind of actor, the theme that
    naming one is, file:line). `state_names` and `state_adjectives`: (language, name).
    """

    version: str
    themes: pl.DataFrame
    actors: pl.DataFrame
    instruments: pl.DataFrame
    entries: pl.DataFrame
    theme_terms: tuple[Term, ...]
    theme_words: tuple[Word, ...]
    theme_precedence: frozenset[tuple[str, str]]
    theme_kinds: tuple[tuple[str, str, str], ...]
    actor_terms: tuple[Term, ...]
    actor_heads: tuple[Head, ...]
    actor_words: tuple[Word, ...]
    instrument_terms: tuple[Term, ...]
    core_treaties: frozenset[str]
    state_names: tuple[tuple[str, str], ...]
    state_adjectives: tuple[tuple[str, str], ...]
    citation_words: tuple[Word, ...]
    request_words: tuple[Word, ...]
    languages: tuple[str, ...] = field(default=())
