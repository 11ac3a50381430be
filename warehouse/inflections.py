"""Which words count as one in a search: those of one stem, a word and its plural, and the regular forms of a word.

Here: for each language, the words that can be asked for, each with its stem. Not here: the index of them
(`warehouse.search`), the plurals of terms (`warehouse.vocabularies_terms`).
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

import Stemmer

from warehouse.lexicon import FOLDER as WORDS_FOLDER
from warehouse.lexicon import load_words

FOLDER = WORDS_FOLDER.parent
SHORTEST_WORD = 3
"""Of shorter words no forms are made: they are articles and prepositions."""


def stems_of(language: str, of_texts: Collection[str]) -> dict[str, str]:
    """The words of the texts and others that can be asked for in their place, each with its stem.

    Others are known words of the language, so that "migrants" is understood where the texts have "migrant" alone, and
    singulars and other forms made of the words of the texts. A plural has the stem of its singular, other forms have the one that Snowball
    gives them. A language that Snowball has no stemmer for keeps its words whole.
    """
    irregular = _irregular(language)
    known = {part for word in load_words(language) for part in word.split("-")}
    words = {*of_texts, *known, *irregular, *irregular.values()}
    plurals = {plural: word for word in sorted(words) if (plural := next(_forms(language, word), None))}
    lonely = {singular: word for word in words - plurals.keys() for singular in _singulars(language, word)}
    words |= _agreeing(language, lonely).keys()
    singulars = {word: irregular.get(word, plurals.get(word, word)) for word in sorted(words)}
    stems = dict(zip(singulars, _stems(language, singulars.values()), strict=True))
    roots = [word for word, singular in singulars.items() if word == singular]
    made = {plural: word for word in roots if (plural := next(_forms(language, word), None))}
    others = {form: word for word in roots for form in list(_forms(language, word))[1:]}
    made |= _agreeing(language, others)
    return {form: stems[word] for form, word in made.items()} | stems


def _agreeing(language: str, pairs: Mapping[str, str]) -> dict[str, str]:
    """Of forms and their words, those that Snowball gives one stem."""
    stems = zip(_stems(language, pairs), _stems(language, pairs.values()), strict=True)
    return {
        form: word for (form, word), (one, other) in zip(pairs.items(), stems, strict=True) if one == other
    }


def _stems(language: str, words: Iterable[str]) -> list[str]:
    try:
        return Stemmer.Stemmer(language).stemWords(list(words))
    except KeyError:
        return list(words)


def _forms(language: str, word: str) -> Iterator[str]:
    """The regular forms of a word, its plural first, by the longest ending that the language has a row for."""
    endings = _endings(language)
    if len(word) < SHORTEST_WORD or not word.isalpha() or not endings:
        return
    longest = next(word[at:] for at in range(len(word) + 1) if word[at:] in endings)
    for form in endings[longest]:
        yield word.removesuffix(longest) + form


def _singulars(language: str, word: str) -> Iterator[str]:
    """What a word can be the regular plural of."""
    for ending, forms in _endings(language).items():
        singular = word.removesuffix(forms[0]) + ending if forms and word.endswith(forms[0]) else ""
        if next(_forms(language, singular), None) == word:
            yield singular


@cache
def _endings(language: str) -> Mapping[str, tuple[str, ...]]:
    """For the ending of a word, those of its forms in its place; the empty one is that of all other words."""
    return {row["ending"]: tuple(row["forms"].split()) for row in _rows("endings", language)}


@cache
def _irregular(language: str) -> Mapping[str, str]:
    """For an irregular plural, its singular; for a word that only looks like a plural, itself."""
    return {row["form"]: row["word"] for row in _rows("irregular", language)}


def _rows(name: str, language: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["language"] == language]
