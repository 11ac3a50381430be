"""The notation of vocabulary terms, and the phrases that a term stands for.

Here: alternatives, plurals, spellings, conditions on neighbours. Not here: reading files
(`warehouse.vocabularies_csv`) or finding phrases in text (`transforms.phrases`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

MAX_PHRASES = 4_096
MAX_TERM = 1_200

_STARRED = re.compile(r"(\w+)\*")


@dataclass(frozen=True, slots=True)
class Inflection:
    """How words of one language vary: (ending, what stands in its place), the longest ending first.

    `plurals` make the plural of a starred word; `spellings` are other spellings of the same word,
    anywhere in a phrase.
    """

    plurals: tuple[tuple[str, str], ...] = (("", "s"),)
    spellings: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, plurals: Iterable[tuple[str, str]], spellings: Iterable[tuple[str, str]]) -> Inflection:
        ordered = sorted(set(plurals), key=lambda rule: (-len(rule[0]), rule))
        return cls((*ordered, ("", "s")), tuple(dict.fromkeys(spellings)))

    def plural(self, word: str) -> str:
        ending, instead = next(rule for rule in self.plurals if word.endswith(rule[0]))
        return word[: len(word) - len(ending)] + instead

    def spelled(self, phrase: str) -> list[str]:
        """The phrase, and as it is with each of the spellings in turn."""
        return [phrase, *(phrase.replace(one, other) for one, other in self.spellings if one in phrase)]


class TermError(ValueError):
    """A term or condition that is not written in the notation; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must (or must not) stand near a term: a phrase, or any match of a theme's family.

    `side` is before, after or either; `phrases` are empty when `theme_id` is set.
    """

    side: str
    negated: bool
    theme_id: str | None
    phrases: tuple[str, ...]


@lru_cache(maxsize=16_384)
def expand(term: str, inflection: Inflection) -> tuple[str, ...]:
    """The phrases that a term stands for.

    `{of|for} the child*` gives "of the child", "of the children" …: braces hold alternatives (one may
    be empty), a star after a word adds its plural, and the other spellings of the language are added.
    Raises TermError for unbalanced braces, a stray star or more than MAX_PHRASES phrases.
    """
    if len(term) > MAX_TERM:
        raise TermError(f"a term has at most {MAX_TERM} characters, this one has {len(term)}; split it")
    phrases: dict[str, None] = {}
    for count, choice in enumerate(_choices(term)):
        if count >= MAX_PHRASES:
            raise TermError(f"{term!r} stands for more than {MAX_PHRASES} phrases; split it into rows")
        for phrase in _inflected(" ".join(choice.split()).replace(" ,", ","), inflection):
            phrases.update(dict.fromkeys(inflection.spelled(phrase)))
    if not all(any(sign.isalnum() for sign in phrase) for phrase in phrases):
        raise TermError(f"{term!r} stands for a phrase without a letter or digit; give it words")
    return tuple(phrases)


def parse_conditions(text: str, inflection: Inflection) -> tuple[Condition, ...]:
    """Conditions separated by semicolons: `<migrant*`, `>services`, `@migration`, `!@health`.

    `<` must stand before the term, `>` after it, `!` must not stand there, `@` is a theme's family.
    """
    conditions = []
    for written in filter(None, (part.strip() for part in text.split(";"))):
        rest, negated = (written[1:], True) if written.startswith("!") else (written, False)
        side = {"<": "before", ">": "after"}.get(rest[:1], "either")
        rest = rest[1:] if side != "either" else rest
        if rest.startswith("@"):
            conditions.append(Condition(side, negated, rest[1:], ()))
        else:
            conditions.append(Condition(side, negated, None, expand(rest, inflection)))
    return tuple(conditions)


def _choices(term: str) -> Iterator[str]:
    """Each way to choose from the braces, outermost first."""
    opening = term.find("{")
    if opening < 0:
        if "}" in term or "|" in term:
            raise TermError(f"misplaced brace or bar in {term!r}; write alternatives as {{one|two}}")
        yield term
        return
    depth, starts = 0, [opening + 1]
    for position in range(opening, len(term)):
        sign = term[position]
        depth += (sign == "{") - (sign == "}")
        if sign == "|" and depth == 1:
            starts.append(position + 1)
        if depth == 0:
            break
    else:
        raise TermError(f"unbalanced braces in {term!r}; write alternatives as {{one|two}}")
    for start, end in zip(starts, [*(s - 1 for s in starts[1:]), position], strict=True):
        yield from _choices(term[:opening] + term[start:end] + term[position + 1 :])


def _inflected(phrase: str, inflection: Inflection) -> list[str]:
    if "*" not in phrase:
        return [phrase]
    forms = [
        _STARRED.sub(lambda starred: starred[1], phrase),
        _STARRED.sub(lambda starred: inflection.plural(starred[1]), phrase),
    ]
    if "*" in forms[0]:
        raise TermError(f"a star must follow a word in {phrase!r}")
    return forms
