"""From the rows of all vocabulary files to the vocabularies, every cell checked against the others.

Here: what the files mean together. Not here: reading them (`warehouse.vocabularies`, `_csv`), or matching
(`transforms.mentions`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import polars as pl

from warehouse.enumerations import DELIVERABLES
from warehouse.tables import ACTORS, INSTRUMENTS, THEMES, VOCABULARY
from warehouse.vocabularies_csv import Problems, Row
from warehouse.vocabularies_entries import Head, Term, Vocabularies, Word
from warehouse.vocabularies_sheets import (
    CITED_ORGANS,
    INFLECTION_ROLES,
    LANGUAGES,
    OUTPUT_ROLES,
    THEMES_COLUMNS,
)
from warehouse.vocabularies_terms import Inflection, TermError, expand, parse_conditions

Made = TypeVar("Made")

ENTRIES = {
    "theme_terms": ("theme", "theme_id", "term"),
    "theme_kinds": ("theme_kind", "theme_id", "kind"),
    "actor_terms": ("actor", "actor_id", "term"),
    "state_names": ("actor", "actor_id", "names"),
    "state_adjectives": ("actor", "actor_id", "adjectives"),
    "actor_heads": ("actor_head", "prefix", "head"),
    "actor_words": ("actor_word", "value", "words"),
    "instrument_terms": ("instrument", "instrument_id", "term"),
    "request_words": ("request_word", "value", "words"),
}
"""Sheet to family, and to its columns for the target and the term."""
NAMING = {"actor_words": ("short",), "request_words": OUTPUT_ROLES}
"""Of sheets of words, the roles of those that mentions name as their rule."""


class Assembly:
    """The rows of all sheets as what they mean together; what does not fit goes to `problems`."""

    def __init__(self, rows: dict[str, list[Row]], problems: Problems) -> None:
        self._rows = rows
        self._problems = problems
        self._inflections = {
            language: Inflection.of(
                *(
                    [
                        (row["ending"], row["instead"])
                        for row in rows["inflections"]
                        if row["language"] == language and row["role"] == role
                    ]
                    for role in INFLECTION_ROLES
                )
            )
            for language in LANGUAGES
        }
        self._themes = self._ids("theme_id", "themes")
        self._actors = self._ids("actor_id", "actors", "states")
        self._instruments = self._ids("instrument_id", "instruments")

    def vocabularies(self, version: str) -> Vocabularies:
        rows = self._rows
        self._each("inflections", _check_spelling)
        self._each("themes", lambda row: _known(row, "parent_id", self._themes))
        self._each("actors", lambda row: _known(row, "parent_id", self._actors))
        self._each("states", _check_state)
        self._each("theme_precedence", self._check_precedence)
        self._each("theme_kinds", lambda row: _known(row, "theme_id", self._themes))
        return Vocabularies(
            version=version,
            themes=THEMES.frame({c: row[c] or None for c in THEMES_COLUMNS} for row in rows["themes"]),
            actors=ACTORS.frame([*self._each("actors", _actor), *self._each("states", _state)]),
            instruments=INSTRUMENTS.frame(self._each("instruments", _instrument)),
            entries=self._entries(version),
            theme_terms=self._terms("theme_terms", "theme_id", self._themes),
            theme_words=self._each("theme_words", self._theme_word),
            theme_precedence=frozenset((row["theme_id"], row["over"]) for row in rows["theme_precedence"]),
            theme_kinds=tuple((row["kind"], row["theme_id"], row.place) for row in rows["theme_kinds"]),
            actor_terms=self._terms("actor_terms", "actor_id", self._actors)
            + self._each("state_names", lambda row: self._state_term(row, "names"))
            + self._each("state_adjectives", self._state_bodies),
            actor_heads=self._each("actor_heads", self._head),
            actor_words=self._each("actor_words", self._actor_word),
            instrument_terms=self._terms("instrument_terms", "instrument_id", self._instruments),
            core_treaties=frozenset(
                r["instrument_id"] for r in rows["instruments"] if r["core_treaty"] == "yes"
            ),
            state_names=_split(rows["state_names"], "names"),
            state_adjectives=_split(rows["state_adjectives"], "adjectives"),
            citation_words=self._each("citation_words", self._citation_word),
            request_words=self._each("request_words", self._request_word),
            languages=tuple(
                sorted(
                    {row["language"] for sheet in rows.values() for row in sheet if "language" in row.cells}
                )
            ),
        )

    def _entries(self, version: str) -> pl.DataFrame:
        """The rows that mentions name as their rule, as they are written."""
        rows = [
            {
                "rule": row.place,
                "family": family,
                "target": row[target] or None,
                "language": row.cells.get("language"),
                "term": row[term],
                "polarity": row.cells.get("polarity", "include"),
                "near": row.cells.get("near") or None,
                "within": int(row["within"]) if row.cells.get("within", "").isdigit() else None,
                "example": row.cells.get("example"),
                "vocabulary_version": version,
            }
            for sheet, (family, target, term) in ENTRIES.items()
            for row in self._rows[sheet]
            if row.cells.get("role") in NAMING.get(sheet, (row.cells.get("role"),))
        ]
        return VOCABULARY.frame(rows).sort("rule")

    def _each(self, sheet: str, make: Callable[[Row], Made]) -> tuple[Made, ...]:
        made = []
        for row in self._rows[sheet]:
            with self._problems:
                made.append(make(row))
        return tuple(made)

    def _ids(self, column: str, *sheets: str) -> frozenset[str]:
        first: dict[str, Row] = {}
        for row in (row for sheet in sheets for row in self._rows[sheet]):
            with self._problems:
                other = first.setdefault(row[column], row)
                if other is not row:
                    row.fail(f"{column} {row[column]!r} is already at {other.place}; keep one of them")
        return frozenset(first)

    def _check_precedence(self, row: Row) -> None:
        _known(row, "theme_id", self._themes)
        _known(row, "over", self._themes)

    def _phrases(self, row: Row, column: str, written: str | None = None) -> tuple[str, ...]:
        try:
            return expand(row[column] if written is None else written, self._inflections[row["language"]])
        except TermError as error:
            row.fail(f"{column}: {error}")

    def _terms(self, sheet: str, column: str, known: frozenset[str]) -> tuple[Term, ...]:
        return self._each(sheet, lambda row: self._term(row, column, known))

    def _term(self, row: Row, column: str, known: frozenset[str]) -> Term:
        if not (row[column] == "*" and row["polarity"] == "exclude"):
            _known(row, column, known)
        if row["within"] and not re.fullmatch(r"\d{1,3}", row["within"]):
            row.fail(f"within is {row['within']!r}; write a number of words from 0 to 999, or nothing")
        if row["within"] and not row["near"]:
            row.fail("within needs near; say what must stand near, or leave both empty")
        try:
            near = parse_conditions(row["near"], self._inflections[row["language"]])
        except TermError as error:
            row.fail(f"near: {error}")
        for condition in near:
            if condition.theme_id is not None and condition.theme_id not in self._themes:
                row.fail(f"near: unknown theme {condition.theme_id!r}; write @ and a theme_id of themes.csv")
        within = int(row["within"]) if row["within"] else None
        phrases = self._phrases(row, "term")
        return Term(row[column], row["language"], row["term"], row["polarity"], near, within, row["example"], row.place, phrases)  # fmt: skip

    def _state_term(self, row: Row, column: str, *bodies: str) -> Term:
        """A State's names, separated by bars, as one term; of adjectives each with each of the bodies."""
        _known(row, "actor_id", self._actors)
        names = tuple(name.strip() for name in row[column].split("|"))
        if not all(names):
            row.fail(f"{column} has an empty name; separate the names by single bars")
        phrases = tuple(f"{name} {body}" for name in names for body in bodies) or names
        return Term(row["actor_id"], row["language"], row[column], "include", (), None, phrases[0], row.place, phrases)  # fmt: skip

    def _state_bodies(self, row: Row) -> Term:
        """ "Syrian" with "authorities", "Government" …: words of the role state_body in actor_words.csv."""
        bodies = [
            phrase
            for each in self._rows["actor_words"]
            if each["role"] == "state_body" and each["language"] == row["language"]
            for words in each["words"].split(";")
            for phrase in self._phrases(each, "words", words)
        ]
        if not bodies:
            row.fail(
                f"actor_words.csv has no state_body in {row['language']!r}; add the words for authorities"
            )
        return self._state_term(row, "adjectives", *bodies)

    def _head(self, row: Row) -> Head:
        return Head(row["language"], row["head"], row["kind"], row["prefix"], row["example"], row.place, self._phrases(row, "head"))  # fmt: skip

    def _theme_word(self, row: Row) -> Word:
        _known(row, "value", self._themes)
        return self._word(row)

    def _actor_word(self, row: Row) -> Word:
        _known(row, "value", self._actors)
        return self._word(row)

    def _citation_word(self, row: Row) -> Word:
        if row["role"] == "organ" and row["value"] not in CITED_ORGANS:
            row.fail(f"value is {row['value']!r}; an organ is one of {', '.join(CITED_ORGANS)}")
        return self._word(row)

    def _request_word(self, row: Row) -> Word:
        named = row["role"] in OUTPUT_ROLES
        if named and row["value"] not in DELIVERABLES:
            row.fail(f"value is {row['value']!r}; what is asked for is one of {', '.join(DELIVERABLES)}")
        if not named and row["value"]:
            row.fail(f"value is {row['value']!r}; words of the role {row['role']} have none, leave it empty")
        return self._word(row)

    def _word(self, row: Row) -> Word:
        phrases = tuple(
            phrase for words in row["words"].split(";") for phrase in self._phrases(row, "words", words)
        )
        return Word(row["language"], row["role"], row["value"], row["words"], phrases, row.place)


def _split(rows: list[Row], column: str) -> tuple[tuple[str, str], ...]:
    return tuple((row["language"], name.strip()) for row in rows for name in row[column].split("|"))


def _known(row: Row, column: str, known: frozenset[str]) -> None:
    if row[column] and row[column] not in known:
        row.fail(f"unknown {column} {row[column]!r}; define it first or correct the spelling")


def _check_spelling(row: Row) -> None:
    if row["role"] == "spelling" and not row["ending"]:
        row.fail("a spelling has an ending: the letters that are also written otherwise; fill it in")


def _check_state(row: Row) -> None:
    if not re.fullmatch(r"[A-Z]{3}", row["actor_id"]):
        row.fail(f"actor_id is {row['actor_id']!r}; a State's is its ISO 3166 alpha-3 code")
    if not re.fullmatch(r"\d{3}", row["m49"]):
        row.fail(f"m49 is {row['m49']!r}; write three digits")


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
