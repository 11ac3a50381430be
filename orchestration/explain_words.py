"""What an explanation says in words: what a mention names, and what the rule that made it asks for.

Here: sentences, inert (`visible`), the same wherever they are shown. Not here: how they are laid out
(`explain_terminal`), what is published (`warehouse.explaining`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from orchestration.request_words import request_in_words
from transforms.phrases import fold
from warehouse.explaining import Condition, Explanation, Inherited, Mention, Rule
from warehouse.showing import visible
from warehouse.vocabularies_terms import Inflection, TermError, expand

PLURALS = {"actor": "actors", "instrument": "instruments", "theme": "themes", "request": "requests"}
BODIES = "state_adjectives"
"""The files of adjectives of States, which count together with a word for authorities."""


def what_it_is(mention: Mention) -> str:
    """ "States (states) · states · addressee", or the same for an instrument, a theme or a request."""
    if mention.request is not None:
        return visible(request_in_words(mention.request, is_quoting=True))
    parts = [_named(mention.label, mention.target_id)]
    if mention.kind:
        parts.append(_words(mention.kind))
    if mention.role:
        parts.append(mention.role)
    if mention.counts_for:
        parts.append(f"counts for {mention.counts_for} too")
    if mention.cited_on:
        parts.append(f"dated {_day(mention.cited_on)} beside it")
    if mention.pinpoint:
        parts.append(f"its {mention.pinpoint}")
    return visible(" · ".join(parts))


def inherited_actor(inherited: Inherited) -> str:
    parts = [_named(inherited.label, inherited.actor_id), _words(inherited.kind or ""), "addressee"]
    return visible(" · ".join(filter(None, parts)))


def term_of(rule: Rule, surface: str = "") -> str:
    """The term as it is written in the vocabulary, and for what is no plain term, what it does.

    An entry of words for requests lists many: of these, those that the `surface` is one of.
    """
    if rule.term is None:
        return "(the table vocabulary does not hold this rule)"
    said = {
        "theme_kind": f"every actor of the kind {rule.term}",
        "actor_head": f"{rule.term} … (opens a name)",
        "actor_word": f"{rule.term} (short forms)",
        "request_word": _that_has(surface, rule.term),
    }.get(rule.family or "", rule.term)
    if rule.name.startswith(BODIES):
        said += " … (with a word for authorities: state_body in actor_words.csv)"
    return visible(said)


def _that_has(surface: str, words: str) -> str:
    """Of words separated by semicolons those that stand for the surface; all of them where none can be told."""
    for part in words.split(";"):
        try:
            phrases = expand(part, Inflection())
        except TermError:  # made by another version of this program
            continue
        if fold(surface) in map(fold, phrases):
            return part.strip()
    return words


def conditions_of(rule: Rule, themes: Mapping[str, str]) -> str:
    """What the rule asks of the words around, or nothing: "only with ‘migra{nt|nts}’ …; not with …".

    `themes`: theme_id to label.
    """
    if rule.conditions is None:
        within = f", within {rule.within}" if rule.within is not None else ""
        return visible(f"only near: {rule.near}{within}")
    return visible("; ".join(_condition(each, rule.within, themes) for each in rule.conditions))


def _condition(condition: Condition, within: int | None, themes: Mapping[str, str]) -> str:
    what = f"‘{condition.what}’"
    if condition.is_theme:
        what = f"words of the theme {_named(themes.get(condition.what), condition.what)}"
    return f"{'not' if condition.negated else 'only'} with {what} {_place(condition.side, within)}"


def _place(side: str, within: int | None) -> str:
    """Where it must stand; `within` is how many words may stand between, None any number."""
    beside = {"before": "before", "after": "after", "either": "beside"}[side]
    if within == 0:
        return f"right {beside} it"
    if within is None:
        return "in the paragraph" if side == "either" else f"anywhere {beside} it"
    words = "word" if within == 1 else "words"
    return f"within {within} {words}" if side == "either" else f"within {within} {words} {beside} it"


def remarks(explanation: Explanation) -> list[str]:
    """What must be known before the mentions are read: other vocabularies, or none for the language."""
    found = []
    if explanation.is_of_other_vocabularies:
        found.append(
            f"Made with vocabularies {', '.join(explanation.made_with)}; those of this program are "
            f"{explanation.packaged}: lines may have moved, and the next build may find otherwise."
        )
    if explanation.not_searched:
        *others, last = (PLURALS[family] for family in explanation.not_searched)
        families = " or ".join(filter(None, (", ".join(others), last)))
        found.append(
            f"The vocabulary has no terms for {families} in {explanation.document['language']}: "
            "that none is found does not mean that there is none."
        )
    return [visible(remark) for remark in found]


def _named(label: str | None, target_id: str) -> str:
    return f"{label} ({target_id})" if label else target_id


def _words(value: str) -> str:
    """un_organ as UN organ."""
    return value.replace("_", " ").replace("un ", "UN ", value.startswith("un_"))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
