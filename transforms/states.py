"""Which State a printed name names: in lists of votes, and in the catalogue's capitals without accents.

Here: whole names. Not here: names within running text (`actors`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import polars as pl

from warehouse.vocabularies_entries import Vocabularies

NO_LETTERS = re.compile(r"[^a-z0-9]+")
BETWEEN = re.compile(r"[,;](?![^()]*\))")
"""What parts the names of a list, outside brackets."""
NOTE_SIGNS = " .*†‡⁰¹²³⁴⁵⁶⁷⁸⁹0123456789"
CONJUNCTIONS = frozenset({"and", "et", "y", "e"})
MOST_WORDS = 14
"""Words of the longest name of a State, and a few to spare."""


def fold(name: str) -> str:
    """A name by its letters alone: "Côte d’Ivoire" and "COTE D'IVOIRE" are cotedivoire."""
    plain = unicodedata.normalize("NFD", name.casefold().replace("ı", "i"))
    return NO_LETTERS.sub("", "".join(sign for sign in plain if not unicodedata.combining(sign)))


class StateNames:
    """The names of States in every language of the vocabulary, and their ISO 3166 codes."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        states = vocabularies.actors.filter(pl.col("kind") == "state")
        self.codes = frozenset(states.get_column("actor_id"))
        self.names = {
            fold(label): actor_id for actor_id, label in states.select("actor_id", "label").iter_rows()
        }
        for term in vocabularies.actor_terms:
            if term.target in self.codes and term.polarity == "include":
                for phrase in term.phrases:
                    self.names.setdefault(fold(phrase), term.target)

    def find(self, name: str, code: str | None = None) -> str | None:
        """The actor_id of a name, else of an alpha-3 code; None for what is no State of the vocabulary.
        A comma turns a name round: "Iran, Islamic Republic of" is found as "Islamic Republic of Iran"."""
        turned = " ".join(reversed(name.split(", ", 1)))
        for key in (fold(name), fold(turned)):
            if found := self.names.get(key) or self.names.get(key.removeprefix("the")):
                return found
        return code if code in self.codes else None

    def split(self, printed: str) -> list[str]:
        """The names of a list. "Tchéquie et Ukraine" are two, and so are "Chad Chile" where a comma was lost;
        what cannot be parted into names that are known stays whole."""
        pieces = (piece.strip(NOTE_SIGNS) for piece in BETWEEN.split(printed))
        return [
            name for piece in pieces if piece for name in ([piece] if self.find(piece) else self._part(piece))
        ]

    def _part(self, piece: str) -> list[str]:
        words = piece.split(" ")
        names = []
        at = 0
        while at < len(words):
            longest = min(len(words), at + MOST_WORDS)
            name, end = next(
                (
                    (n, e)
                    for e in range(longest, at, -1)
                    if self.find(n := " ".join(words[at:e]).strip(NOTE_SIGNS))
                ),
                ("", at),
            )
            if name:
                names.append(name)
                at = end
            elif words[at] in CONJUNCTIONS:
                at += 1
            else:
                return [piece]
        return names or [piece]


def list_votes(rolls: pl.DataFrame, states: StateNames) -> pl.DataFrame:
    """One row for each State of the rolls, in which a printed_name may be a list of States: VOTES, and
    positions over a document as its rolls have them."""
    rows: list[dict[str, Any]] = []
    position: dict[tuple[str, str], int] = {}
    for roll in rolls.sort("source_sha256", "document_id", "position").iter_rows(named=True):
        of = (roll["source_sha256"], roll["document_id"])
        for name in states.split(roll["printed_name"]):
            position[of] = position.get(of, 0) + 1
            rows.append(
                roll | {"position": position[of], "printed_name": name, "actor_id": states.find(name)}
            )
    return pl.DataFrame(rows, schema=rolls.schema, orient="row") if rows else rolls.clear()


def name_states(rows: pl.DataFrame, states: StateNames) -> pl.DataFrame:
    """The rows with actor_id by printed_name and, where there is one, printed_code."""
    codes = rows.get_column("printed_code") if "printed_code" in rows.columns else [None] * rows.height
    found = [
        states.find(name, code) for name, code in zip(rows.get_column("printed_name"), codes, strict=True)
    ]
    return rows.with_columns(pl.Series("actor_id", found, pl.String()))
