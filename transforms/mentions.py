"""Mentions of actors, instruments and themes in paragraphs: one pass of an automaton per language.

Here: compiling the vocabularies, walking the paragraphs. Not here: the judgement of what was found
(`transforms.themes`, `.actors`, `.citations`, `.requests`), rows and frames (`transforms.mentions_rows`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from transforms.actors import SUBJECT, Actor, ActorReader, States
from transforms.actors_addressed import AddresseeReader
from transforms.citations import CitationReader
from transforms.citations_organ import Setting
from transforms.mentions_rows import MentionRows, Mentions, Place
from transforms.phrases import PhraseAutomaton, Span, fold
from transforms.requests import RequestReader
from transforms.themes import Context, GroundsReader, ThemeJudge
from warehouse.languages import Language
from warehouse.tables import FOOTNOTE_INSTRUMENTS
from warehouse.vocabularies import Head, Term, Vocabularies, Word
from warehouse.vocabularies_terms import Condition

_SILENT_KINDS = ("opening",)
_ADDRESSED_KINDS = ("operative", "annex")

LONGEST_STRETCH = 6_000
"""Characters read at once: more than all but a few paragraphs of adopted texts have."""


@dataclass(frozen=True)
class Footnoted:
    """Citations in footnotes (FOOTNOTE_INSTRUMENTS), and the symbols that the vocabularies lack (INSTRUMENTS)."""

    footnote_instruments: pl.DataFrame
    instruments: pl.DataFrame


@dataclass(frozen=True)
class _Language:
    """Everything compiled for one language."""

    automaton: PhraseAutomaton[tuple[str, Any]]
    actors: ActorReader
    addressees: AddresseeReader
    citations: CitationReader
    grounds: GroundsReader
    requests: RequestReader


class MentionFinder:
    """Finds mentions by the vocabularies; compiled once, used for any number of paragraphs.

    The languages give what is no vocabulary: their directive phrases ("requests", "calls upon") and months.
    """

    def __init__(self, vocabularies: Vocabularies, languages: Mapping[str, Language]) -> None:
        self._version = vocabularies.version
        self._core = vocabularies.core_treaties
        self._known_actors = frozenset(vocabularies.actors["actor_id"])
        self._kinds = dict(zip(vocabularies.actors["actor_id"], vocabularies.actors["kind"], strict=True))
        parents = dict(zip(vocabularies.themes["theme_id"], vocabularies.themes["parent_id"], strict=True))
        self._known_instruments = frozenset(vocabularies.instruments["instrument_id"])
        self._judge = ThemeJudge(parents, vocabularies.theme_precedence)
        self._kind_terms = {
            kind: Term(theme, "", kind, "include", (), None, "", rule, ())
            for kind, theme, rule in vocabularies.theme_kinds
        }
        self._languages = {
            code: _compile(vocabularies, languages[code], self._kinds)
            for code in vocabularies.languages
            if code in languages
        }

    def find(self, documents: pl.DataFrame, paragraphs: pl.DataFrame) -> Mentions:
        """Mentions in the paragraphs (PARAGRAPHS contract) of the documents (RESOLUTIONS contract).

        Openings are not searched; a language without vocabulary yields nothing. Rows are sorted by
        paragraph, place and id.
        """
        settings = {
            row["document_id"]: (row["language"], Setting(row["organ"], row["session_number"], row["adopted_on"]))
            for row in documents.iter_rows(named=True)
        }  # fmt: skip
        found = MentionRows(self._version)
        known: dict[str, dict[str, Actor]] = {
            row["document_id"]: self._subject(row["language"], row["title"] or "")
            for row in documents.iter_rows(named=True)
        }
        columns = [
            column
            for column in ("document_id", "position", "paragraph_id", "parent_id", "kind", "text")
            if column in paragraphs.columns
        ]
        ordered = paragraphs.select(columns)
        if "position" in columns:
            ordered = ordered.sort("document_id", "position", "paragraph_id")
        for row in ordered.iter_rows(named=True):
            language, setting = settings.get(row["document_id"], ("", None))
            compiled = self._languages.get(language)
            if compiled is None or setting is None or row["kind"] in _SILENT_KINDS or not row["text"]:
                continue
            for offset, stretch in stretches(row["text"]):
                place = Place(row["paragraph_id"], row.get("parent_id"), row["kind"], setting, offset > 0)
                found.place(row["paragraph_id"], offset)
                self._read(compiled, stretch, place, known[row["document_id"]], found)
        return found.mentions(self._known_actors, self._known_instruments)

    def find_in_footnotes(self, documents: pl.DataFrame, footnotes: pl.DataFrame) -> Footnoted:
        """Citations in the footnotes (FOOTNOTES contract) of the documents (RESOLUTIONS contract).

        Rows are sorted by footnote, place and id.
        """
        settings = {row["document_id"]: row for row in documents.iter_rows(named=True)}
        found = MentionRows(self._version)
        places: dict[str, dict[str, Any]] = {}
        for row in footnotes.iter_rows(named=True):
            document = settings.get(row["document_id"])
            compiled = self._languages.get(document["language"]) if document else None
            if document is None or compiled is None or not row["text"]:
                continue
            setting = Setting(document["organ"], document["session_number"], document["adopted_on"])
            place = f"{row['document_id']}#{row['position']}"
            places[place] = {name: row[name] for name in ("document_id", "position", "paragraph_id")}
            for offset, stretch in stretches(row["text"]):
                found.place(place, offset)
                sorted_out, context = self._sort(compiled, stretch)
                titles = _titles(sorted_out["instrument"], context)
                citations = compiled.citations.read(stretch, sorted_out["citation"], setting)
                found.add(stretch, titles, citations, [], set(), [])
        mentions = found.mentions(self._known_actors, self._known_instruments)
        rows = [
            row | places[row["paragraph_id"]] for row in mentions.paragraph_instruments.iter_rows(named=True)
        ]
        return Footnoted(
            FOOTNOTE_INSTRUMENTS.frame(rows).sort(FOOTNOTE_INSTRUMENTS.key), mentions.instruments
        )

    def entries_in(self, language: str, text: str) -> set[str]:
        """The rules of the vocabulary's entries whose words stand in a text, whether they count or not."""
        compiled = self._languages.get(language)
        if compiled is None:
            return set()
        spans = compiled.automaton.find(text)
        found = {span.owner[1].rule for span in spans if span.owner[0] != "condition"}
        return found | compiled.requests.rules_in(text)

    def _subject(self, language: str, title: str) -> dict[str, Actor]:
        """The State that a document is about, by its title, if it is one: "Situation of human rights in Yemen"."""
        compiled = self._languages.get(language)
        names = compiled.automaton.find(title) if compiled else []
        longest: list[Span[Any]] = []
        for span in sorted(names, key=lambda s: (s.start - s.end, s.start)):
            is_state = span.owner[0] == "actor" and self._kinds[span.owner[1].target] == "state"
            if is_state and not any(span.start < other.end and other.start < span.end for other in longest):
                longest.append(span)
        if len({span.owner[1].target for span in longest}) != 1:
            return {}
        term = longest[0].owner[1]
        return {SUBJECT: Actor(0, 0, term.target, "state", None, term.rule)}

    def _sort(self, compiled: _Language, text: str) -> tuple[dict[str, list[Any]], Context]:
        """What one pass of the automaton finds, by family, and the places of conditions."""
        folded = fold(text)
        sorted_out: dict[str, list[Any]] = defaultdict(list)
        places: dict[Condition, list[tuple[int, int]]] = defaultdict(list)
        for span in compiled.automaton.find(text, folded):
            family, owner = span.owner
            if family == "condition":
                places[owner].append((span.start, span.end))
            else:
                sorted_out[family].append(Span(span.start, span.end, owner))
        return sorted_out, Context(folded, places)

    def _read(
        self,
        compiled: _Language,
        text: str,
        place: Place,
        known: dict[str, Actor],
        found: MentionRows,
    ) -> None:
        setting = place.setting
        sorted_out, context = self._sort(compiled, text)
        titles = _titles(sorted_out["instrument"], context)
        citations = compiled.citations.read(text, sorted_out["citation"], setting)
        title_places = [(s.start, s.end) for s in titles]
        actors = compiled.actors.read(
            text, [s for s in sorted_out["actor"] if context.holds(s, {})], sorted_out["head"], sorted_out["short"],
            title_places, known, setting.organ,
        )  # fmt: skip
        directions = compiled.addressees.directions(text, actors) if place.kind in _ADDRESSED_KINDS else []
        addressed = {(actor.start, actor.end) for each in directions for actor in each.asked}
        masked = [(s.start, s.end) for s in titles if s.owner.target in self._core and len(titles) > 1]
        masked += [(a.start, a.end) for a in actors if a.kind == "un_entity"]
        named = [Span(a.start, a.end, self._kind_terms[a.kind]) for a in actors if a.kind in self._kind_terms]
        terms = compiled.grounds.without_lists(text, sorted_out["theme"])
        themes = self._judge.judge([*terms, *named], context, masked)
        found.add(text, titles, citations, actors, addressed, themes)
        if place.kind in _ADDRESSED_KINDS:
            above = found.above(place)
            requests = compiled.requests.read(text, actors, directions, above, setting, place.is_continued)
            found.ask(place.paragraph_id, requests)


def stretches(text: str) -> Iterator[tuple[int, str]]:
    """A paragraph in stretches (offset, text) that end with a clause: readers compare what they find
    with all else in the text, so that without a bound one endless paragraph would cost its square."""
    start = 0
    while len(text) - start > LONGEST_STRETCH * 3 // 2:  # no short rest without its context
        window = text[start : start + LONGEST_STRETCH]
        cut = max(window.rfind(mark) + len(mark) for mark in ("; ", ". ", ": "))
        cut = cut if cut > len(window) // 2 else window.rfind(" ") + 1 or len(window)
        yield start, window[:cut]
        start += cut
    yield start, text[start:]


def _compile(vocabularies: Vocabularies, spoken: Language, kinds: Mapping[str, str]) -> _Language:
    language = spoken.code
    phrases: list[tuple[str, tuple[str, Any]]] = []
    families: tuple[tuple[str, Iterable[Term | Head | Word]], ...] = (
        ("theme", vocabularies.theme_terms),
        ("actor", vocabularies.actor_terms),
        ("instrument", vocabularies.instrument_terms),
        ("head", vocabularies.actor_heads),
        ("citation", vocabularies.citation_words),
        ("short", tuple(word for word in vocabularies.actor_words if word.role == "short")),
    )
    conditions: dict[Condition, None] = {}
    for family, owners in families:
        for owner in owners:
            if owner.language == language:
                phrases += [(phrase, (family, owner)) for phrase in owner.phrases]
                conditions |= dict.fromkeys(owner.near) if isinstance(owner, Term) else {}
    phrases += [
        (phrase, ("condition", condition)) for condition in conditions for phrase in condition.phrases
    ]
    words = [word for word in vocabularies.actor_words if word.language == language]
    return _Language(
        automaton=PhraseAutomaton(phrases),
        actors=ActorReader(
            words,
            vocabularies.actor_heads,
            kinds,
            States(
                frozenset(name for code, name in vocabularies.state_names if code == language),
                frozenset(name for code, name in vocabularies.state_adjectives if code == language),
            ),
        ),
        addressees=AddresseeReader(words, spoken.directive_forms),
        citations=CitationReader(
            (word for word in vocabularies.citation_words if word.language == language), spoken.months
        ),
        requests=RequestReader(
            vocabularies.request_words,
            spoken,
            [
                phrase
                for word in vocabularies.citation_words
                if word.language == language and word.role in ("resolution", "decision", "statement")
                for phrase in word.phrases
            ],
        ),
        grounds=GroundsReader(word for word in vocabularies.theme_words if word.language == language),
    )


def _titles(found: list[Span[Term]], context: Context) -> list[Span[Term]]:
    """Named instruments, the longest title where titles overlap: a protocol is not its convention."""
    kept: list[Span[Term]] = []
    for span in sorted(found, key=lambda s: (s.start - s.end, s.start, s.owner.target, s.owner.rule)):
        if context.holds(span, {}) and not any(span.start < k.end and k.start < span.end for k in kept):
            kept.append(span)
    return sorted((s for s in kept if s.owner.polarity == "include"), key=lambda s: s.start)
