"""The words that open a paragraph: the phrase, its lemma, and what it does.

Here: matching the grammar of the language file. Not here: where paragraphs begin (`starts`).
"""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.languages import Language

LONGEST = 400
"""Characters of a paragraph in which its lead phrase ends; more would only cost time."""
QUOTES = "“\"«‘'[ "


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead phrase as the United Nations italicizes it, e.g. "Notes with appreciation"."""

    phrase: str
    verb: str
    action: str
    finite: bool


def is_capital(text: str) -> bool:
    """Whether a text begins with a letter that may begin a paragraph: a capital, or one of a script
    that has none."""
    return text[:1].isalpha() and not text[:1].islower()


def find_lead(text: str, language: Language) -> Lead | None:
    """The lead phrase of a paragraph, None where it opens with no word of the lexicon.

    Only a phrase with a capital is one: a lead opens its paragraph.
    """
    start = text[:LONGEST].lstrip(QUOTES)
    if language.leads.is_capital and not is_capital(start):
        return None
    found = language.leads.phrase.match(start)
    if not found:
        return None
    phrase = found[0].rstrip(",")
    words = phrase.casefold().replace(",", "").split()
    grammar = language.leads
    try:
        verb = grammar.find_verb(found["infinitive"] or found["head"])
    except KeyError:  # a letter that ignoring case takes for another, such as ſ for s
        return None
    action = "evaluative" if grammar.evaluative.intersection(words) else verb.action
    opening = f" {found['before']}{found['continuing'] or ''} ".casefold()
    finite = (verb.finite and not found["continuing"]) or any(
        f" {each} " in opening for each in grammar.finite_before
    )
    return Lead(phrase, verb.lemma, action, finite)
