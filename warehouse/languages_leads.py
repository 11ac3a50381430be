"""The grammar of lead phrases of a language file, compiled.

Here: what may open a paragraph, and which verb it is. Not here: matching paragraphs (`transforms.lead_phrases`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.languages_patterns import APOSTROPHE, LanguageError, any_of, fill, plain


@dataclass(frozen=True, slots=True)
class LeadVerb:
    """A word that opens paragraphs: its lemma, and what a paragraph that it opens does."""

    lemma: str
    action: str
    finite: bool
    tail: re.Pattern[str] | None = None
    """What must follow the word for this reading of it; None where the word is enough."""


@dataclass(frozen=True, slots=True)
class LeadGrammar:
    """How a lead phrase is built: words before, the leading word, and what follows it."""

    phrase: re.Pattern[str]
    verbs: Mapping[str, LeadVerb]
    with_tail: Mapping[str, tuple[LeadVerb, ...]]
    """The readings of a form that need a tail: "hace suyas" decides, "hace un llamamiento" directs."""
    evaluative: frozenset[str]
    finite_before: frozenset[str]
    is_capital: bool = True
    """Whether a lead begins with a capital, as in English, or a small letter, as in Russian."""

    def find_verb(self, head: str) -> LeadVerb:
        """The verb of a head that the phrase matched: its longest form, by its tail where forms are equal.

        Raises KeyError for a head that opens with no form.
        """
        words = plain(head).split()
        for count in range(len(words), 0, -1):
            form = " ".join(words[:count])
            for verb in self.with_tail.get(form, ()):
                if verb.tail is not None and verb.tail.search(head):
                    return verb
            if form in self.verbs:
                return self.verbs[form]
        raise KeyError(head)


def lead_grammar(data: dict[str, Any], path: Path) -> LeadGrammar:
    words = data["lead_phrases"]
    names = {
        "degree": f"(?:(?:{any_of(words['degrees'])}) )*",
        "feeling": f"(?:{any_of(words['feelings'])})",
        "object": "(?:" + "|".join(words["objects"]) + ")",
        "quality": _after(words["qualities"]),
    }
    after = {form: _after(words[f"after_{form}"]) for form in ("finite", "participle")}
    manners = "|".join(fill(each, names) for each in words["manner"])
    manner = f"(?:,? (?:{manners}){after['participle']})?"
    verbs: dict[str, LeadVerb] = {}
    with_tail: dict[str, tuple[LeadVerb, ...]] = {}
    heads, infinitives = [], []
    try:
        for (is_needed, tails), leads in _by_tails(data["lead"]):
            follow = "|".join(f"(?: {fill(tail, names)})" for tail in tails)
            needed = re.compile(follow, re.IGNORECASE) if is_needed else None
            tail = f"(?:(?:{follow}){after['participle']}){'' if needed else '?'}" if tails else ""
            words_of = {}
            for kind in ("finite", "participle", "lemma"):
                forms = {form: lead for lead in leads for form in _forms(lead, kind)}
                for form, lead in forms.items():
                    verb = LeadVerb(lead["lemma"], lead["action"], kind == "finite", needed)
                    if needed:
                        with_tail[form] = (*with_tail.get(form, ()), verb)
                    else:
                        verbs[form] = verb if kind != "lemma" else verbs.get(form, verb)
                words_of[kind] = f"(?:{any_of(list(forms))})"
            inflected = "|".join(f"{words_of[kind]}{after[kind]}" for kind in after)
            heads.append(f"(?:{inflected}){tail}")
            infinitives.append(f"{words_of['lemma']}{after['finite']}{tail}")
        before = f"(?:(?:{any_of(words['before'])}) )*"
        head = f"(?:{'|'.join(heads)})"
        boundary = "(?![\\w’'-])" if data.get("spaces", True) else ""
        source = (
            f"(?P<before>{before})(?:(?P<continuing>{any_of(words['continuing'])})(?: |(?<={APOSTROPHE})){before}"
            f"(?P<infinitive>{'|'.join(infinitives)})|(?P<head>{head})){manner}"
            f"(?:,? (?:{words['joined']}) {before}{head}{manner})?{boundary}"
        )
        phrase = re.compile(source, re.IGNORECASE)
    except re.error as error:
        raise LanguageError(f"{path}: the lead phrases do not compile: {error}") from error
    return LeadGrammar(
        phrase,
        verbs,
        with_tail,
        frozenset(words["evaluative"]),
        frozenset(words["finite_before"]),
        is_capital=words.get("capital", True),
    )


def _by_tails(leads: list[dict[str, Any]]) -> list[tuple[tuple[bool, tuple[str, ...]], list[dict[str, Any]]]]:
    """The leads that share their tails; first those that need them, then those that may have them."""
    groups: dict[tuple[bool, tuple[str, ...]], list[dict[str, Any]]] = {}
    for lead in leads:
        groups.setdefault((lead.get("needs_tail", False), tuple(lead.get("tails", []))), []).append(lead)
    return sorted(groups.items(), key=lambda group: (not group[0][0], not group[0][1]))


def _forms(lead: dict[str, Any], kind: str) -> list[str]:
    return [lead["lemma"]] if kind == "lemma" else list(lead.get(kind, []))


def _after(words: list[str]) -> str:
    return f"(?: (?:{any_of(words)})(?![\\w-]))*"


def directive_forms(
    data: dict[str, Any], inflections: tuple[str, ...] = ("finite", "participle")
) -> frozenset[str]:
    """Inflected directive verbs with the particle they need: requests, calling upon."""
    forms = set()
    for lead in data["lead"]:
        if lead["action"] == "directive":
            particles = [tail for tail in lead.get("tails", []) if tail.isalpha() or lead.get("needs_tail")]
            for form in (form for inflection in inflections for form in lead.get(inflection, [])):
                forms.update([f"{form} {particle}" for particle in particles] or [form])
    return frozenset(forms)
