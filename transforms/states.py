"""Which State a printed name names: in lists of votes, and in the catalogue's capitals without accents.

Here: whole names. Not here: names within running text (`actors`).
"""

from __future__ import annotations

import re
import unicodedata

import polars as pl

from warehouse.vocabularies_entries import Vocabularies

NO_LETTERS = re.compile(r"[^a-z0-9]+")


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


def name_states(rows: pl.DataFrame, states: StateNames) -> pl.DataFrame:
    """The rows with actor_id by printed_name and, where there is one, printed_code."""
    codes = rows.get_column("printed_code") if "printed_code" in rows.columns else [None] * rows.height
    found = [
        states.find(name, code) for name, code in zip(rows.get_column("printed_name"), codes, strict=True)
    ]
    return rows.with_columns(pl.Series("actor_id", found, pl.String()))
