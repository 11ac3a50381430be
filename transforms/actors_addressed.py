"""Whom a paragraph directs: the actors that a directive verb governs.

Here: from a directive phrase to the actors it is addressed to. Not here: which phrases are
directive (the language files) or which actors there are (`transforms.actors`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.actors import Actor
from transforms.phrases import either
from warehouse.vocabularies import Word

_WORD = re.compile(r"\w+['’](?=\w{2})|[\w’'-]+")
_POSSESSIVE = ("'s", "'")
_LONGEST_GAP = 160
LONGEST_ASIDE = 80
PERSONS = ("special_procedure", "un_official")
"""Kinds of actors that "him or her" may mean."""
_PUNCTUATION = re.compile(r"[;:.()]")


@dataclass(frozen=True, slots=True)
class Direction:
    """A verb that directs or decides, and whom it directs: `asked` are the actors that it governs, in order."""

    start: int
    end: int
    asked: tuple[Actor, ...]
    is_decision: bool = False


class AddresseeReader:
    """Finds addressees in paragraphs of one language, by the words of `actor_words.csv`."""

    def __init__(self, words: Iterable[Word], directives: frozenset[str]) -> None:
        listed = list(words)
        self._joins = {tuple(p.casefold().split()) for w in listed if w.role == "joins" for p in w.phrases}
        self._longest_join = max(map(len, self._joins), default=0)
        self._ends = {p.casefold() for w in listed if w.role in ("name_ends", "of") for p in w.phrases}
        more = {p for w in listed if w.role == "directs" for p in w.phrases}
        self._aside = _either(
            (p for w in listed if w.role == "aside" for p in w.phrases),
            rf",\s(?:{{}})\s[^,;:.()]{{1,{LONGEST_ASIDE}}},",
        )
        self._pronoun = _either(
            (p for w in listed if w.role == "pronoun" for p in w.phrases), r"\s(?:{})(?!\w)"
        )
        before = either(p for w in listed if w.role == "pronoun_before" for p in w.phrases)
        self._pronoun_before = re.compile(rf"(?<!\w)(?:{before})\s?\Z", re.I) if before else None
        self._directive = _either(directives | more, r"(?<![\w-])(?:{})(?:(?<=['’])|(?![\w-]))")
        self._first = _either(
            (p for w in listed if w.role == "directs_first" for p in w.phrases), r"(?:{})\b"
        )
        self._decides = _either(
            (p for w in listed if w.role == "decides" for p in w.phrases), r"(?<!\w)(?:{})\b"
        )
        self._that = _either((p for w in listed if w.role == "that" for p in w.phrases), r"\s(?:{})\b")
        self._shall = _either(
            (p for w in listed if w.role == "shall" for p in w.phrases), r"[^,;.]{0,60}?\s(?:{})\b"
        )

    def directions(self, text: str, actors: Sequence[Actor]) -> list[Direction]:
        """Every directive verb of the text with the actors that it governs, if any, in the order printed."""
        found: list[Direction] = []
        if self._first and (
            opening := self._first.match(text)
        ):  # an item that begins "To invite States to …"
            found.append(Direction(0, opening.end(), self._chain(text, actors, opening.end())))
        for verb in self._directive.finditer(text) if self._directive else ():
            position = verb.end()
            if self._that and (that := self._that.match(text, position)):
                position = that.end()
            asked = self._chain(text, actors, position) or self._antecedent(
                text, actors, verb.start(), position
            )
            found.append(Direction(verb.start(), position, asked))
        for verb in self._decides.finditer(text) if self._decides else ():
            asked = self._chain(text, actors, verb.end())
            # "decides that the Forum shall meet" directs; "decides that the Forum met" does not
            if asked and self._shall and self._shall.match(text, asked[-1].end):
                found.append(Direction(verb.start(), verb.end(), asked))
        # "The Consultative Group shall submit …", "That the Working Group shall meet …"
        first = actors[0] if actors else None
        if first and self._shall and self._opens(text[: first.start]) and self._shall.match(text, first.end):
            found.append(Direction(0, first.start, (first,)))
        return sorted(found, key=lambda direction: direction.start)

    def _opens(self, before: str) -> bool:
        """Whether nothing but an article, or "that" and one, stands before the first actor."""
        that = self._that.match(f" {before}") if self._that else None
        return len(before) <= 4 or (that is not None and that.end() >= len(before.rstrip()))

    def _chain(self, text: str, actors: Sequence[Actor], position: int) -> tuple[Actor, ...]:
        """Actors that follow one another from a position on, joined by words of coordination only."""
        chain: list[Actor] = []
        for actor in actors:
            if actor.start < position:
                continue
            gap = text[position : actor.start]
            if not self._coordinates(gap) and (chain or not self._qualifies(gap)):
                break
            chain.append(actor)
            position = actor.end
        return tuple(chain)

    def _antecedent(
        self, text: str, actors: Sequence[Actor], before: int, position: int
    ) -> tuple[Actor, ...]:
        """Whom "requests him or her to" means, or "le prie de": the last actor before the verb that is a person."""
        is_behind = self._pronoun is not None and self._pronoun.match(text, position)
        is_before = self._pronoun_before is not None and self._pronoun_before.search(
            text[max(0, before - 4) : before]
        )
        if not is_behind and not is_before:
            return ()
        return tuple([actor for actor in actors if actor.end <= before and actor.kind in PERSONS][-1:])

    def _coordinates(self, gap: str) -> bool:
        """Whether a gap holds nothing but commas and words that join: ", as well as all relevant"."""
        if self._aside:  # ", within the framework of international cooperation,"
            gap = self._aside.sub(",", gap)
        if len(gap) > _LONGEST_GAP or _PUNCTUATION.search(gap):
            return False
        words = [word for word in _words_of(gap) if word not in _POSSESSIVE]
        at = 0
        while at < len(words):
            for size in range(min(self._longest_join, len(words) - at), 0, -1):
                if tuple(words[at : at + size]) in self._joins:
                    at += size
                    break
            else:
                return False
        return True

    def _qualifies(self, gap: str) -> bool:
        """Whether only a few adjectives stand between the verb and its first actor."""
        words = _words_of(gap)
        return (
            len(words) <= 3
            and "," not in gap
            and not _PUNCTUATION.search(gap)
            and not self._ends & set(words)
        )


def _words_of(gap: str) -> list[str]:
    return [word.group().casefold() for word in _WORD.finditer(gap.replace("’", "'"))]


def _either(phrases: Iterable[str], pattern: str) -> re.Pattern[str] | None:
    listed = either(phrases)
    return re.compile(pattern.replace("{}", listed), re.I) if listed else None
