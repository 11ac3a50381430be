"""Whom a paragraph directs: the actors that a directive verb governs.

Here: from a directive phrase to the actors it is addressed to. Not here: which phrases are
directive (the language files) or which actors there are (`transforms.actors`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from transforms.actors import Actor, Place
from warehouse.vocabularies import Word

_OPENS = re.compile(r"[\s,]*")
_WORDS = re.compile(r"[\w’'-]+")


class AddresseeReader:
    """Finds addressees in paragraphs of one language, by the words of `actor_words.csv`."""

    def __init__(self, words: Iterable[Word], directives: frozenset[str]) -> None:
        listed = list(words)
        joins = sorted((p for w in listed if w.role == "joins" for p in w.phrases), key=len, reverse=True)
        alternatives = "|".join(re.escape(p) for p in joins)
        self._joined = (
            re.compile(rf"(?:[\s,]*(?:\b(?:{alternatives})\b)?(?:['’]s)?)*[\s,]*", re.I) if joins else None
        )
        said = sorted((re.escape(d) for d in directives), key=len, reverse=True)
        self._directive = re.compile(rf"(?<![\w-])(?:{'|'.join(said)})(?![\w-])", re.I) if said else None
        that = sorted(
            (re.escape(p) for w in listed if w.role == "that" for p in w.phrases), key=len, reverse=True
        )
        self._that = re.compile(rf"\s(?:{'|'.join(that)})\b", re.I) if that else None
        shall = sorted(
            (re.escape(p) for w in listed if w.role == "shall" for p in w.phrases), key=len, reverse=True
        )
        self._shall = re.compile(rf"[^,;.]{{0,60}}?\s(?:{'|'.join(shall)})\b", re.I) if shall else None

    def addressed(self, text: str, actors: Sequence[Actor]) -> set[Place]:
        """The spans of the actors that a directive verb of the text governs."""
        if self._directive is None or self._joined is None:
            return set()
        governed: set[Place] = set()
        for verb in self._directive.finditer(text):
            position = verb.end()
            if self._that and (that := self._that.match(text, position)):
                position = that.end()
            governed |= self._chain(text, actors, position)
        if self._shall and actors and actors[0].start <= 4 and self._shall.match(text, actors[0].end):
            governed.add((actors[0].start, actors[0].end))
        return governed

    def _chain(self, text: str, actors: Sequence[Actor], position: int) -> set[Place]:
        """Actors that follow one another from a position on, joined by words of coordination only."""
        assert self._joined is not None
        chain: set[Place] = set()
        for actor in (a for a in actors if a.start >= position):
            gap = text[position : actor.start]
            if len(gap) > 160 or not self._joined.fullmatch(gap):
                if not (chain == set() and self._adjectives(gap)):
                    break
            chain.add((actor.start, actor.end))
            position = actor.end
        return chain

    def _adjectives(self, gap: str) -> bool:
        """Whether at most three words and no punctuation stand between the verb and its first actor."""
        return (
            len(gap) <= 40
            and gap.count(" ") <= 4
            and not re.search(r"[,;:.()]|\b(?:to|with|of|for|in|by|on)\b", gap)
        )
