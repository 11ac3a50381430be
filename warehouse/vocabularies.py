"""The vocabularies: themes, actors, instruments and the words that name them, as plain data.

Here: what each CSV file of `warehouse/vocabulary` holds and how the files hang together. Not here:
the notation of terms (`warehouse.vocabularies_terms`), or matching (`transforms.mentions`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from pathlib import Path

import polars as pl

from warehouse.tables import ACTORS, INSTRUMENTS, THEMES
from warehouse.vocabularies_csv import Row, VocabularyError, read_sheet
from warehouse.vocabularies_sheets import CITED_ORGANS, SHEETS, THEMES_COLUMNS
from warehouse.vocabularies_terms import Condition, TermError, expand, parse_conditions

__all__ = ["Term", "Vocabularies", "VocabularyError", "Word", "load_vocabularies"]


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a terms file: `target` is the theme, actor or instrument that it names.

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
    """All vocabularies, checked. `version` is 12 hex digits over the bytes of every CSV file."""

    version: str
    themes: pl.DataFrame
    actors: pl.DataFrame
    instruments: pl.DataFrame
    theme_terms: tuple[Term, ...]
    theme_precedence: frozenset[tuple[str, str]]
    theme_kinds: tuple[tuple[str, str], ...]
    actor_terms: tuple[Term, ...]
    actor_heads: tuple[Head, ...]
    actor_words: tuple[Word, ...]
    instrument_terms: tuple[Term, ...]
    core_treaties: frozenset[str]
    citation_words: tuple[Word, ...]
    languages: tuple[str, ...] = field(default=())


def load_vocabularies(folder: Path | None = None) -> Vocabularies:
    """Read and check every CSV of a folder; the packaged `warehouse/vocabulary` by default.

    Raises VocabularyError (`file:line: what is wrong, what to do`) at the first thing that is wrong.
    """
    root = resources.files("warehouse") / "vocabulary" if folder is None else folder
    contents = {
        entry.name: entry.read_bytes()
        for entry in sorted(root.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".csv")
    }
    digest = hashlib.sha256()
    rows: dict[str, list[Row]] = {name: [] for name in SHEETS}
    for name, content in contents.items():
        digest.update(name.encode() + b"\0" + content + b"\0")
        sheet = _sheet_of(name)
        rows[sheet] += read_sheet(name, content, SHEETS[sheet])
    for name in SHEETS:
        if not any(_sheet_of(file) == name for file in contents):
            raise VocabularyError(
                f"{name}.csv:1: the file is missing; add it with the columns {', '.join(SHEETS[name].columns)}"
            )
    return _assemble(rows, digest.hexdigest()[:12])


def _sheet_of(file: str) -> str:
    stem = file.removesuffix(".csv")
    matching = [name for name in SHEETS if stem == name or stem.startswith(f"{name}_")]
    if not matching:
        raise VocabularyError(
            f"{file}:1: not a known vocabulary file; the files are {', '.join(f'{n}.csv' for n in SHEETS)}"
        )
    return max(matching, key=len)


def _assemble(rows: dict[str, list[Row]], version: str) -> Vocabularies:
    themes = _ids(rows["themes"], "theme_id")
    actors = _ids(rows["actors"] + rows["states"], "actor_id")
    instruments = _ids(rows["instruments"], "instrument_id")
    for row in rows["themes"]:
        _known(row, "parent_id", themes)
    for row in rows["actors"]:
        _known(row, "parent_id", actors)
    for row in rows["theme_precedence"]:
        _known(row, "theme_id", themes)
        _known(row, "over", themes)
    for row in rows["theme_kinds"]:
        _known(row, "theme_id", themes)
    for row in rows["actor_words"]:
        _known(row, "value", actors)
    for row in rows["states"]:
        if not re.fullmatch(r"[A-Z]{3}", row["actor_id"]):
            row.fail(f"actor_id is {row['actor_id']!r}; a State's is its ISO 3166 alpha-3 code")
        if not re.fullmatch(r"\d{3}", row["m49"]):
            row.fail(f"m49 is {row['m49']!r}; write three digits")
    for row in rows["state_names"]:
        _known(row, "actor_id", actors)
    names = tuple(_state_term(row) for row in rows["state_names"])
    theme_terms = _terms(rows["theme_terms"], "theme_id", themes, themes)
    actor_terms = _terms(rows["actor_terms"], "actor_id", actors, themes) + names
    instrument_terms = _terms(rows["instrument_terms"], "instrument_id", instruments, themes)
    citation_words = tuple(_citation_word(row) for row in rows["citation_words"])
    return Vocabularies(
        version=version,
        themes=THEMES.frame({c: row[c] or None for c in THEMES_COLUMNS} for row in rows["themes"]),
        actors=ACTORS.frame([*map(_actor, rows["actors"]), *map(_state, rows["states"])]),
        instruments=INSTRUMENTS.frame(map(_instrument, rows["instruments"])),
        theme_terms=theme_terms,
        theme_precedence=frozenset((row["theme_id"], row["over"]) for row in rows["theme_precedence"]),
        theme_kinds=tuple((row["kind"], row["theme_id"]) for row in rows["theme_kinds"]),
        actor_terms=actor_terms,
        actor_heads=tuple(map(_head, rows["actor_heads"])),
        actor_words=tuple(_word(row, row["value"]) for row in rows["actor_words"]),
        instrument_terms=instrument_terms,
        core_treaties=frozenset(r["instrument_id"] for r in rows["instruments"] if r["core_treaty"] == "yes"),
        citation_words=citation_words,
        languages=tuple(
            sorted({row["language"] for sheet in rows.values() for row in sheet if "language" in row.cells})
        ),
    )


def _ids(rows: Iterable[Row], column: str) -> frozenset[str]:
    lines: dict[str, Row] = {}
    for row in rows:
        if other := lines.get(row[column]):
            row.fail(f"{column} {row[column]!r} is already at {other.file}:{other.line}; keep one of them")
        lines[row[column]] = row
    return frozenset(lines)


def _known(row: Row, column: str, known: frozenset[str]) -> None:
    if row[column] and row[column] not in known:
        row.fail(f"unknown {column} {row[column]!r}; define it first or correct the spelling")


def _phrases(row: Row, column: str) -> tuple[str, ...]:
    try:
        return expand(row[column], row["language"])
    except TermError as error:
        row.fail(f"{column}: {error}")


def _terms(rows: list[Row], column: str, known: frozenset[str], themes: frozenset[str]) -> tuple[Term, ...]:
    terms = []
    for row in rows:
        if not (row[column] == "*" and row["polarity"] == "exclude"):
            _known(row, column, known)
        if row["within"] and not re.fullmatch(r"\d{1,3}", row["within"]):
            row.fail(f"within is {row['within']!r}; write a number of words from 0 to 999, or nothing")
        if row["within"] and not row["near"]:
            row.fail("within needs near; say what must stand near, or leave both empty")
        try:
            near = parse_conditions(row["near"], row["language"])
        except TermError as error:
            row.fail(f"near: {error}")
        for condition in near:
            if condition.theme_id is not None and condition.theme_id not in themes:
                row.fail(f"near: unknown theme {condition.theme_id!r}; write @ and a theme_id of themes.csv")
        rule = f"{row.file}:{row[column]}:{row['term']}"
        within = int(row["within"]) if row["within"] else None
        phrases = _phrases(row, "term")
        terms.append(Term(row[column], row["language"], row["term"], row["polarity"], near, within, row["example"], rule, phrases))  # fmt: skip
    return tuple(terms)


def _state_term(row: Row) -> Term:
    """A State's names, separated by bars, as one term."""
    names = tuple(name.strip() for name in row["names"].split("|"))
    if not all(names):
        row.fail("names has an empty name; separate the names by single bars")
    rule = f"{row.file}:{row['actor_id']}"
    return Term(row["actor_id"], row["language"], row["names"], "include", (), None, names[0], rule, names)


def _head(row: Row) -> Head:
    return Head(row["language"], row["head"], row["kind"], row["prefix"], row["example"], f"{row.file}:{row['head']}", _phrases(row, "head"))  # fmt: skip


def _word(row: Row, value: str) -> Word:
    phrases: list[str] = []
    for words in row["words"].split(";"):
        try:
            phrases += expand(words, row["language"])
        except TermError as error:
            row.fail(f"words: {error}")
    return Word(row["language"], row["role"], value, tuple(phrases), f"{row.file}:{row['role']}:{value}")


def _citation_word(row: Row) -> Word:
    if row["role"] == "organ" and row["value"] not in CITED_ORGANS:
        row.fail(f"value is {row['value']!r}; an organ is one of {', '.join(CITED_ORGANS)}")
    if row["role"] == "month" and row["value"] not in {str(m) for m in range(1, 13)}:
        row.fail(f"value is {row['value']!r}; a month is a number from 1 to 12")
    return _word(row, row["value"])


def _actor(row: Row) -> dict[str, str | None]:
    return {c: row[c] or None for c in ("actor_id", "label", "kind", "parent_id")}


def _state(row: Row) -> dict[str, str | None]:
    iso3 = row["actor_id"]
    return {"actor_id": iso3, "label": row["label"], "kind": "state", "iso3": iso3, "m49": row["m49"]}


def _instrument(row: Row) -> dict[str, object]:
    adopted_on = None
    if row["adopted_on"]:
        try:
            adopted_on = date.fromisoformat(row["adopted_on"])
        except ValueError:
            row.fail(f"adopted_on is {row['adopted_on']!r}; write a date as 1990-12-18, or nothing")
    return {
        "instrument_id": row["instrument_id"],
        "title": row["title"],
        "kind": row["kind"],
        "adopted_on": adopted_on,
    }
