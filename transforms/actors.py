"""Which actors a paragraph names: longest names, open-ended titles, States that act rather than places.

Here: judging the names that were found. Not here: who is addressed (`transforms.actors_addressed`)
or the names themselves (`warehouse/vocabulary/actor_terms.csv`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from transforms.phrases import Span
from warehouse.vocabularies import Head, Term, Word

Place = tuple[int, int]

_WORD = re.compile(r"[\w’'‑-]+")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_SUBJECT = re.compile(r"\s(?:on|against)\s(?=\w)")
_CHAIRED = ("treaty_body", "council_mechanism", "special_procedure")
_PLACE_LIST = re.compile(r"[a-z\s][A-Z]\w+,\s\Z")
_OFFICE = re.compile(r"\s(?:on|for)\s(?=(?:the\s)?[A-Z])")
_NAME_GOES_ON = re.compile(r"\s[A-Z][a-z]")
_MAX_NAME_WORDS = 24
SHORT = "?"
"""The actor_id of a short form ("the Council") until its antecedent is found."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One mention: its span, who it is, and the entry that found it. `label` is set for open names."""

    start: int
    end: int
    actor_id: str
    kind: str
    label: str | None
    rule: str


class ActorReader:
    """Names of actors in paragraphs of one language.

    `read` is called for the paragraphs of a document in order: a short form such as "the Working
    Group" takes the identity of the full name that stood before it.
    """

    def __init__(self, words: Iterable[Word], heads: Iterable[Head], kinds: Mapping[str, str]) -> None:
        listed = list(words)
        self._kinds = dict(kinds)
        self._heads = frozenset(head.prefix for head in heads)
        self._ends = frozenset(p.casefold() for w in listed if w.role == "name_ends" for p in w.phrases)
        self._shorts = frozenset(p for w in listed if w.role == "short" for p in w.phrases)
        self._place = _before(listed, "place_before", r"(?:^|\s)(?:{})\s(?:the\s)?\Z", re.I)
        self._state_head = _before(listed, "state_head", r"(?<!\w)(?:{})\s\Z")
        self._chair_head = _before(listed, "chair_head", r"(?<!\w)(?:{})\s\Z")

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

        `known` maps the short forms of the document so far to the actor meant, and is added to.
        """
        excluded = [(s.start, s.end) for s in names if s.owner.polarity == "exclude"]
        excluded += [m.span() for m in _QUOTED.finditer(text)]
        excluded += masked
        found = [self._named(text, span) for span in names if span.owner.polarity == "include"]
        begun = {span.start for span in names if span.owner.polarity == "include"}
        found += [
            self._open(text, span)
            for span in heads
            if span.start not in begun or not _subject(text, span.end)
        ]
        found += [Actor(s.start, s.end, SHORT, "", s.owner.value, s.owner.rule) for s in shorts]
        kept: list[Actor] = []
        for actor in sorted(found, key=lambda a: (a.start - a.end, a.start, a.rule)):
            if not any(actor.start < k.end and k.start < actor.end for k in kept):
                kept.append(actor)
        kept.sort(key=lambda a: a.start)
        outside = [a for a in kept if not _within(a, excluded) and not _part_of_name(text, a)]
        told = [self._identified(text, actor, known, organ) for actor in outside]
        return self._acting(text, [actor for actor in told if actor is not None])

    def _identified(self, text: str, actor: Actor, known: dict[str, Actor], organ: str) -> Actor | None:
        """The actor that a short form stands for, or a full name, which later short forms mean."""
        surface = text[actor.start : actor.end]
        if actor.actor_id == SHORT:
            meant = known.get(surface)
            if meant is not None:
                return replace(meant, start=actor.start, end=actor.end, rule=actor.rule)
            if not actor.label or (organ != "HRC" and actor.label == "HRC"):
                return None
            return Actor(actor.start, actor.end, actor.label, self._kinds[actor.label], None, actor.rule)
        if (
            not _subject(surface, 0, anywhere=True)
            and (meant := known.get(_singular(surface))) is not None
            and actor.actor_id in self._heads
        ):
            return replace(meant, start=actor.start, end=actor.end, rule=actor.rule)
        head = re.split(r"\s(?:of|on|for|against|to)\s", surface, maxsplit=1)[0]
        for size in (1, 2):
            words = head.split()[-size:]
            if (
                len(words) == size
                and words[-1][:1].isupper()
                and (head != surface or words[-1] in self._shorts)
            ):
                known[_singular(" ".join(words))] = actor
        return actor

    def _named(self, text: str, span: Span[Term]) -> Actor:
        target, start = span.owner.target, span.start
        kind = self._kinds[target]
        widened = self._state_head if kind == "state" else self._chair_head if kind in _CHAIRED else None
        if widened and (head := widened.search(text, 0, start)):
            start = head.start()
        return Actor(start, span.end, target, kind, None, span.owner.rule)

    def _open(self, text: str, span: Span[Head]) -> Actor:
        """A title and its subject: "Special Rapporteur on the human rights of migrants"."""
        head = span.owner
        end = self._end_of_name(text, span.end, _OFFICE if head.kind == "un_official" else _SUBJECT)
        label = " ".join(text[span.start : end].split())
        start = span.start
        if head.kind in _CHAIRED and self._chair_head and (chair := self._chair_head.search(text, 0, start)):
            start = chair.start()
        if end == span.end:
            return Actor(start, end, head.prefix, head.kind, _singular(label), head.rule)
        return Actor(start, end, _slug(label), head.kind, label, head.rule)

    def _end_of_name(self, text: str, position: int, subject: re.Pattern[str]) -> int:
        """Where the subject of a title ends; the position itself when it has none."""
        opening = subject.match(text, position)
        if opening is None:
            return position
        end = at = opening.end()
        for count, word in enumerate(_WORD.finditer(text, at)):
            gap = text[end if count else at : word.start()]
            token = word.group().casefold()
            if count >= _MAX_NAME_WORDS or (count and gap != " "):
                break
            if token in self._ends and not (count == 0):
                if (
                    not (token == "in" and text[word.end() : word.end() + 5].lstrip()[:1].isupper())
                    and not (token == "in" and text.startswith(" persons", word.end()))
                    and not (
                        token in ("to", "by", "in", "as", "of")
                        and text[: word.start()].rstrip().endswith(("right", "rights", "access"))
                    )
                ):
                    break
            if token == "and" and re.match(
                r"\s(?:the|to|other|all|its|his|her|their|in|on|requests?|takes?|taking|invites?|encourages?|notes?|welcomes?|of the)\b",
                text[word.end() :],
            ):
                break
            end = word.end()
        name = text[at:end]
        while name.endswith((" and", " the", " of", " all")):
            name = name[: name.rindex(" ")]
        return at + len(name)

    def _acting(self, text: str, actors: list[Actor]) -> list[Actor]:
        """Without the States that are only places: "in Yemen", "the situation in Somalia"."""
        kept: list[Actor] = []
        dropped_before = -1
        for actor in actors:
            if actor.kind == "state" and self._place is not None:
                joined = (
                    re.fullmatch(r"(?:,|,? and|,? or)\s(?:the\s)?", text[dropped_before : actor.start])
                    if dropped_before >= 0
                    else None
                )
                listed = _PLACE_LIST.search(text, 0, actor.start) and not any(
                    k.end >= actor.start - 6 for k in kept
                )
                if joined or listed or self._place.search(text[max(0, actor.start - 40) : actor.start]):
                    dropped_before = actor.end
                    continue
            kept.append(actor)
        return kept


def _subject(text: str, position: int, anywhere: bool = False) -> bool:
    """Whether a title goes on with its subject: "on the human rights of …"."""
    return bool(_SUBJECT.search(text) if anywhere else _SUBJECT.match(text, position))


def _part_of_name(text: str, actor: Actor) -> bool:
    """Whether the words belong to a longer name: Rakhine State, United Nations Conference on …"""
    surface = text[actor.start : actor.end]
    if surface in ("State", "States"):
        before = text[: actor.start].split()
        return len(before) > 1 and before[-1][:1].isupper() and before[-1].isalpha()
    return (actor.kind == "state" or surface == "United Nations") and bool(
        _NAME_GOES_ON.match(text, actor.end)
    )


def _before(words: Iterable[Word], role: str, pattern: str, flags: int = 0) -> re.Pattern[str] | None:
    """An expression for the words of a role, longest first, in place of {} in the pattern."""
    phrases = sorted((p for w in words if w.role == role for p in w.phrases), key=len, reverse=True)
    return re.compile(pattern.replace("{}", "|".join(map(re.escape, phrases))), flags) if phrases else None


def _within(actor: Actor, places: Iterable[Place]) -> bool:
    return any(start <= actor.start and actor.end <= end for start, end in places)


def _singular(short: str) -> str:
    return short[:-1] if short.endswith("s") else short


def _slug(label: str) -> str:
    return re.sub(r"[^\w]+", "-", label.casefold()).strip("-")
