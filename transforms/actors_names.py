"""Open-ended names: where "Special Rapporteur on the human rights of migrants" ends.

Here: reading the subject of a title, word by word. Not here: which titles there are
(`warehouse/vocabulary/actor_heads.csv`) or whether the name counts (`transforms.actors`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from warehouse.vocabularies import Word

_WORD = re.compile(r"[\w’'‑-]+")
_MAX_WORDS = 24
_WINDOW = 80


class NameReader:
    """Reads names of one language by the words of `actor_words.csv`."""

    def __init__(self, words: Iterable[Word]) -> None:
        listed = list(words)
        self._subject = _after(listed, ("subject",), r"\s(?:{})\s(?=\w)")
        self._office = _after(listed, ("subject", "office"), r"\s(?:{})\s(?=(?:\w{2,3}\s)?[A-Z])")
        self._ends = _words(listed, "name_ends")
        self._rights = _words(listed, "name_right")
        self._and = _words(listed, "name_and")
        self._and_ends = _words(listed, "name_and_ends")

    def has_subject(self, text: str, position: int = 0, *, anywhere: bool = False) -> bool:
        """Whether a title that ends at the position goes on: "on the human rights of …"."""
        if self._subject is None:
            return False
        return bool(self._subject.search(text) if anywhere else self._subject.match(text, position))

    def end(self, text: str, position: int, *, office: bool) -> int:
        """Where the name of a title that ends at the position ends; the position if it has no subject.

        `office` is for officers: "Special Envoy of the Secretary-General for Syria".
        """
        pattern = self._office if office else self._subject
        opening = pattern.match(text, position) if pattern else None
        if opening is None:
            return position
        words: list[re.Match[str]] = []
        for word in _WORD.finditer(text, opening.end()):
            if words and (len(words) == _MAX_WORDS or text[words[-1].end() : word.start()] != " "):
                break
            if words and self._ends_before(text, word, words[-1].group().casefold()):
                break
            words.append(word)
        while words and words[-1].group().casefold() in self._and | {"the", "of", "all"}:
            words.pop()
        return words[-1].end() if words else position

    def _ends_before(self, text: str, word: re.Match[str], before: str) -> bool:
        """Whether a name cannot go on with this word: "to", "which", "and requests" …"""
        token = word.group().casefold()
        following = _WORD.match(text, word.end() + 1)
        if token in self._ends:
            if before in self._rights:  # the right to food, access to information
                return False
            # "in Myanmar", "trafficking in persons" go on; "in this regard" does not
            return not (
                token == "in"
                and following
                and (following.group()[0].isupper() or following.group() == "persons")
            )
        return token in self._and and following is not None and following.group().casefold() in self._and_ends


class Widener:
    """Widens a name by the words of a role that stand before it: "Government of", "Chair of the"."""

    def __init__(self, words: Iterable[Word], role: str, *, any_case: bool = False) -> None:
        phrases = sorted((p for w in words if w.role == role for p in w.phrases), key=len, reverse=True)
        either = "|".join(map(re.escape, phrases))
        flags = re.I if any_case else 0
        self._pattern = re.compile(rf"(?<!\w)(?:{either})\s(?:the\s)?\Z", flags) if phrases else None

    def start(self, text: str, start: int) -> int | None:
        """Where the words begin that stand right before the start; None if others stand there."""
        found = self._pattern.search(text, max(0, start - _WINDOW), start) if self._pattern else None
        return found.start() if found else None


def _after(words: Iterable[Word], roles: tuple[str, ...], pattern: str) -> re.Pattern[str] | None:
    phrases = sorted((p for w in words if w.role in roles for p in w.phrases), key=len, reverse=True)
    return re.compile(pattern.replace("{}", "|".join(map(re.escape, phrases)))) if phrases else None


def _words(words: Iterable[Word], role: str) -> frozenset[str]:
    return frozenset(p.casefold() for w in words if w.role == role for p in w.phrases)
