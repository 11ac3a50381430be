"""The notation of vocabulary terms, and the phrases that a term stands for.

Here: alternatives, plurals, spellings, conditions on neighbours. Not here: reading files
(`warehouse.vocabularies_csv`) or finding phrases in text (`transforms.phrases`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

MAX_PHRASES = 4_096
MAX_TERM = 1_200

_STARRED = re.compile(r"(\w+)\*")
_SPELLINGS = (
    ("labour", "labor"),
    ("programme", "program"),
    ("defence", "defense"),
    ("behaviour", "behavior"),
)
"""British spelling of the house style, and the American one that some titles keep."""


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
def expand(term: str, language: str) -> tuple[str, ...]:
    """The phrases that a term stands for.

    `{of|for} the child*` gives "of the child", "of the children" …: braces hold alternatives (one may
    be empty), a star after a word adds its plural, and -ize spellings add -ise ones.
    Raises TermError for unbalanced braces, a stray star or more than MAX_PHRASES phrases.
    """
    if len(term) > MAX_TERM:
        raise TermError(f"a term has at most {MAX_TERM} characters, this one has {len(term)}; split it")
    phrases: dict[str, None] = {}
    for count, choice in enumerate(_choices(term)):
        if count >= MAX_PHRASES:
            raise TermError(f"{term!r} stands for more than {MAX_PHRASES} phrases; split it into rows")
        for phrase in _inflected(" ".join(choice.split()).replace(" ,", ","), language):
            phrases.update(dict.fromkeys(_spelled(phrase, language)))
    if not all(any(sign.isalnum() for sign in phrase) for phrase in phrases):
        raise TermError(f"{term!r} stands for a phrase without a letter or digit; give it words")
    return tuple(phrases)


def parse_conditions(text: str, language: str) -> tuple[Condition, ...]:
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
            conditions.append(Condition(side, negated, None, expand(rest, language)))
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


def _inflected(phrase: str, language: str) -> list[str]:
    if "*" not in phrase:
        return [phrase]
    forms = []
    for plural in (False, True):
        form = _STARRED.sub(partial(_form, language=language, plural=plural), phrase)
        if "*" in form:
            raise TermError(f"a star must follow a word in {phrase!r}")
        forms.append(form)
    return forms


def _form(starred: re.Match[str], language: str, plural: bool) -> str:
    return _plural(starred[1], language) if plural else starred[1]


def _plural(word: str, language: str) -> str:
    if language == "en":
        if word.endswith("y") and word[-2:-1] not in "aeiou":
            return word[:-1] + "ies"
        if word.endswith(("s", "x", "ch", "sh")):
            return word + "es"
    return word + "s"


def _spelled(phrase: str, language: str) -> list[str]:
    if language != "en":
        return [phrase]
    forms = [phrase]
    for british, american in _SPELLINGS:
        if british in phrase:
            forms.append(phrase.replace(british, american))
    if re.search(r"iz(e|ed|ing|ation)", phrase):
        forms.append(re.sub(r"iz(e|ed|ing|ation)", r"is\1", phrase))
    return forms
