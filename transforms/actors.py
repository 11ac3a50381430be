"""Which actors a paragraph names: longest names, short forms, States that act rather than places.

Here: judging the names that were found. Not here: where open-ended names end
(`transforms.actors_names`) or who is addressed (`transforms.actors_addressed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from transforms.actors_names import CollectiveReader, NameReader, PartReader, Widener, alternatives
from transforms.phrases import Span, either
from warehouse.vocabularies import Head, Term, Word

Place = tuple[int, int]

SHORT = "?"
"""The actor_id of a short form ("the Council") until its antecedent is found."""

OFFICE = "government-in-office"
"""The actor_id of a Government named without its State."""
SUBJECT = "*"
"""Under this key `known` has the State that the document is about."""

_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"")
_WITH_PARTS = ("un_entity", "regional_organization")
_CHAIRED = ("treaty_body", "council_mechanism", "special_procedure")
_PLACE_LIST = re.compile(r"[A-ZÀ-Þ][\w’'‑-]+(?:\s[\w’-]+){0,2}(?:,\s|\s\()\Z")
"""Before a State that only locates another place: "in Sharm el-Sheikh, Egypt", "en Marrakech (Marruecos)"."""
_CLAUSE_GOES_ON = re.compile(r"\)|[,;.]|\Z")
_NAME_GOES_ON = re.compile(r"\s[A-Z][a-z]")
_JOINED = re.compile(r"(?:,|,?\s\w{1,3})\s(?:\w{1,3}(?:\s|['’])){0,2}(?:\w['’])?")


@dataclass(frozen=True, slots=True)
class Actor:
    """One mention: its span, who it is, and the entry that found it.

    `label` is set for open names, `parent` for a part of another actor; `core` is how many characters the
    entry itself matched, before words around them were added.
    """

    start: int
    end: int
    actor_id: str
    kind: str
    label: str | None
    rule: str
    core: int = 0
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class States:
    """How States are named in a language: "Syrian Arab Republic", "Syrian"."""

    names: frozenset[str]
    adjectives: frozenset[str]


class ActorReader:
    """Names of actors in paragraphs of one language.

    `read` is called for the paragraphs of a document in order: a short form such as "the Working
    Group" takes the identity of the full name that stood before it.
    """

    def __init__(
        self, words: Iterable[Word], heads: Iterable[Head], kinds: Mapping[str, str], states: States
    ) -> None:
        listed = list(words)
        self._collective = CollectiveReader(listed, states.adjectives)
        self._bare = states.names
        self._adjectives = states.adjectives
        self._kinds = dict(kinds)
        self._heads = frozenset(head.prefix for head in heads)
        self._names = NameReader(listed)
        self._shorts = frozenset(p for w in listed if w.role == "short" for p in w.phrases)
        self._common = frozenset(p for w in listed if w.role == "common_noun" for p in w.phrases)
        self._continued = frozenset(p for w in listed if w.role == "may_go_on" for p in w.phrases)
        breaks = alternatives(p for w in listed if w.role in ("subject", "office", "of") for p in w.phrases)
        self._break = re.compile(rf"\s(?:{breaks})") if breaks else None
        subjects = alternatives(p for w in listed if w.role in ("subject", "office") for p in w.phrases)
        self._subject = re.compile(rf"\s(?:{subjects})") if subjects else None
        self._acts = Widener(listed, "acting_before", any_case=True)
        self._place = Widener(listed, "place_before", any_case=True)
        self._within = Widener(listed, "within_before", any_case=True)
        self._parts = PartReader(listed)
        nouns = either(p for w in listed if w.role == "place_after" for p in w.phrases)
        self._place_after = re.compile(rf"\s(?:{nouns})(?!\w)") if nouns else None
        self._state_head = Widener(listed, "state_head")
        self._chair_head = Widener(listed, "chair_head")

    def read(
        self,
        text: str,
        names: Sequence[Span[Term]],
        heads: Sequence[Span[Head]],
        shorts: Sequence[Span[Word]],
        masked: Sequence[Place],
        known: dict[str, Actor],
        organ: str,
    ) -> list[Actor]:
        """The actors of a paragraph by start, none inside another, a quotation or a masked title.

        `known` maps the short forms of the document so far to the actor meant, and is added to;
        `organ` is the organ that speaks.
        """
        excluded = [(s.start, s.end, s.owner.target) for s in names if s.owner.polarity == "exclude"]
        silent = [*masked, *(m.span() for m in _QUOTED.finditer(text))]
        included = [span for span in names if span.owner.polarity == "include"]
        begun: dict[int, int] = {}
        for span in included:
            begun[span.start] = max(span.end, begun.get(span.start, 0))
        named = [self._named(text, span) for span in included]
        bounds = [
            (actors[0].start, actors[0].end)
            for actors in named
            if actors and text[actors[0].start : actors[0].end] not in self._adjectives
        ]
        found = [
            actor
            for actors in named
            for actor in actors
            # words before a name do not belong to it where another name is among them
            if not any(actor.start <= start and end <= actors[0].start for start, end in bounds)
        ]
        # a name of the vocabulary is better than a title whose end is guessed
        found += [
            self._open(text, s)
            for s in heads
            if begun.get(s.start, 0) <= s.end or not self._names.has_subject(text, s.end)
        ]
        found += [self._short(text, s) for s in shorts]
        kept: list[Actor] = []
        for actor in sorted(found, key=lambda a: (a.start - a.end, a.start, -a.core, a.actor_id, a.rule)):
            if not any(actor.start < k.end and k.start < actor.end for k in kept):
                kept.append(actor)
        kept.sort(key=lambda a: a.start)
        outside = [
            a
            for a in kept
            if not _within(a, silent)
            and not _within(
                a, [(start, end) for start, end, target in excluded if target in (a.actor_id, "*")]
            )
            and not self._part_of_name(text, a)
        ]
        told = [self._identified(text, actor, known, organ) for actor in outside]
        return self._acting(text, [actor for actor in told if actor is not None])

    def _named(self, text: str, span: Span[Term]) -> list[Actor]:
        """The name, and behind it the name with the words around it that belong to it."""
        kind, size = self._kinds[span.owner.target], span.end - span.start
        start, end = self._widened(text, span.start, kind), span.end
        if kind in _WITH_PARTS and (part := self._parts.part(text, start)) is not None:
            label = " ".join(text[part.start : end].split())
            kind = "un_official" if part.is_officer and kind == "un_entity" else kind
            return [
                Actor(part.start, end, _slug(label), kind, label, span.owner.rule, size, span.owner.target)
            ]
        if (
            text[start].isupper()
            and start == span.start
            and self._is_common(span.owner)
            and _within_sentence(text, start)
        ):
            return []
        plain = Actor(start, end, span.owner.target, kind, None, span.owner.rule, size)
        if not (text[start].islower() or text[start:end].startswith(tuple(self._continued))):
            return [plain]
        start, end = self._collective.widened(text, start, end)
        return (
            [plain]
            if end - start == plain.end - plain.start
            else [plain, replace(plain, start=start, end=end)]
        )

    def _is_common(self, term: Term) -> bool:
        """Whether a term is written without capitals: "enterprises" is no part of a title."""
        return not any(sign.isupper() for phrase in term.phrases for sign in phrase)

    def _open(self, text: str, span: Span[Head]) -> Actor:
        """A title and its subject: "Special Rapporteur on the human rights of migrants"."""
        head = span.owner
        end = self._names.end(text, span.end, office=head.kind == "un_official")
        label = " ".join(text[span.start : end].split())
        start = self._widened(text, span.start, head.kind)
        if end == span.end:
            return Actor(start, end, head.prefix, head.kind, _singular(label), head.rule)
        return Actor(start, end, _slug(label), head.kind, label, head.rule)

    def _short(self, text: str, span: Span[Word]) -> Actor:
        """A short form with the officer before it: "Chair of the Group"; `core` is the short form alone."""
        start = self._chair_head.start(text, span.start)
        wider = span.start if start is None else start
        return Actor(wider, span.end, SHORT, "", span.owner.value, span.owner.rule, span.end - span.start)

    def _widened(self, text: str, start: int, kind: str) -> int:
        """The start with "Government of" before a State, "Chair of the" before a committee."""
        widener = self._state_head if kind == "state" else self._chair_head if kind in _CHAIRED else None
        wider = widener.start(text, start) if widener else None
        return start if wider is None else wider

    def _identified(self, text: str, actor: Actor, known: dict[str, Actor], organ: str) -> Actor | None:
        """The actor that a short form stands for, or a full name, which later short forms mean."""
        surface = text[actor.end - actor.core if actor.actor_id == SHORT else actor.start : actor.end]
        if actor.actor_id == SHORT:
            meant = known.get(SUBJECT) if actor.label == OFFICE else None
            if (meant := meant or known.get(surface)) is not None:
                return replace(meant, start=actor.start, end=actor.end, rule=actor.rule)
            if not actor.label or (organ != "HRC" and actor.label == "HRC"):
                return None
            return Actor(actor.start, actor.end, actor.label, self._kinds[actor.label], None, actor.rule)
        if actor.actor_id in self._heads and (meant := known.get(_singular(surface))) is not None:
            return replace(meant, start=actor.start, end=actor.end, rule=actor.rule)
        head = self._break.split(surface, maxsplit=1)[0] if self._break else surface
        title = self._subject.split(surface, maxsplit=1)[0] if self._subject else head
        words = head.split()
        for short in {words[0], words[-1], " ".join(words[-2:]), title} if words else ():
            if short[:1].isupper() and (head != surface or short in self._shorts):
                known[_singular(short)] = actor
        return actor

    def _locates(self, text: str, end: int) -> bool:
        """Whether a State's name only describes the noun behind it: "Myanmar nationals"."""
        return self._place_after is not None and self._place_after.match(text, end) is not None

    def _part_of_name(self, text: str, actor: Actor) -> bool:
        """Whether the words belong to a longer name: Rakhine State, United Nations Conference on …"""
        surface = text[actor.start : actor.end]
        if surface in self._common or actor.actor_id == SHORT:
            before = text[: actor.start].split()
            return len(before) > 1 and before[-1][:1].isupper() and before[-1].isalpha()
        named = actor.kind == "state" or surface in self._continued
        return named and _NAME_GOES_ON.match(text, actor.end) is not None

    def _acting(self, text: str, actors: Sequence[Actor]) -> list[Actor]:
        """Without the States that are only places: "in Yemen", "the situation in Somalia"."""
        kept: list[Actor] = []
        place: Actor | None = None
        for actor in actors:
            if actor.kind == "states" and text[actor.start].islower():  # "in developing countries"
                if self._within.start(text, actor.start) is not None:
                    continue
            elif actor.kind == "state":
                joined = place is not None and _JOINED.fullmatch(text[place.end : actor.start]) is not None
                listed = _PLACE_LIST.search(text, max(0, actor.start - 40), actor.start)
                located = self._place.start(text, listed.start() if listed else actor.start) is not None
                if listed and not (kept and kept[-1].end >= actor.start - 6):  # "South Ossetia, Georgia,"
                    located |= _CLAUSE_GOES_ON.match(text, actor.end) is not None
                bare = text[actor.start : actor.end] in self._bare
                acts = self._acts.start(text, actor.start) is not None
                if joined or (bare and (self._locates(text, actor.end) or (located and not acts))):
                    place = actor
                    continue
            kept.append(actor)
        return kept


def _within_sentence(text: str, position: int) -> bool:
    """Whether words stand before the position that no full stop, colon or bracket ends."""
    before = text[:position].rstrip(" “\"‘'")
    return bool(before) and before[-1] not in ".:;)("


def _within(actor: Actor, places: Iterable[Place]) -> bool:
    return any(start <= actor.start and actor.end <= end for start, end in places)


def _singular(short: str) -> str:
    return short[:-1] if short.endswith("s") else short


def _slug(label: str) -> str:
    return re.sub(r"[^\w]+", "-", label.casefold()).strip("-")
