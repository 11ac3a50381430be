"""What paragraphs ask for: reports, updates, studies, panels, of whom, for which organ and by when.

Here: from the clauses that direct somebody (`transforms.actors_addressed`) to outputs that enough is said of. Not here:
which words of a clause ask for one (`transforms.requests_clause`), the organ, session or year beside it
(`transforms.requests_due`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from transforms.actors import Actor
from transforms.actors_addressed import Direction
from transforms.citations_organ import Setting
from transforms.requests_clause import MANDATED_KINDS, Clause, Found
from transforms.requests_due import SITTING, UN_KINDS, Due, DuePlace, DueReader
from transforms.requests_words import VERBAL, Marks, RequestWords
from warehouse.languages import Language
from warehouse.vocabularies import Word

BARE = 12
"""Characters behind the verb of a chapeau that says nothing else: "Decides:"."""
BESIDE = 40
"""Characters between a noun and an adjective of its phrase."""


@dataclass(frozen=True, slots=True)
class Output:
    """One output asked for, as printed: its words, its kind, who is asked, and for whom and when it is due.

    `asked` is an actor_id; None where nobody is named ("Decides to hold a panel discussion").
    """

    start: int
    end: int
    surface: str
    deliverable: str
    asked: str | None
    due: tuple[Due, ...]
    is_recurring: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Requests:
    """What a paragraph asks for, in the order printed; `below` is what its items are asked by."""

    outputs: list[Output]
    below: Direction | None


class RequestReader:
    """Reads the requests of paragraphs of one language, by the words of `request_words.csv`."""

    def __init__(self, words: Iterable[Word], language: Language, cited: Iterable[str]) -> None:
        """`cited`: the words that follow an organ whose text is cited, "resolution"."""
        self._words = RequestWords(word for word in words if word.language == language.code)
        self._due = DueReader(self._words.phrases, language, cited)
        self._participles = tuple(language.directive_forms - language.finite_directives)

    def read(
        self,
        text: str,
        actors: Sequence[Actor],
        directions: Sequence[Direction],
        above: Direction | None,
        setting: Setting,
        is_continued: bool = False,
    ) -> Requests:
        """The requests of a paragraph, by what it directs. `above` is what the paragraph asks last that this is an item
        of; it holds until the item directs somebody itself. `is_continued`: the text is a later stretch of a paragraph,
        and `above` what the stretch before it asks last."""
        if not self._words.phrases:
            return Requests([], None)
        marks = self._words.marks(text, is_continued)
        clauses = self._clauses(text, marks, directions, above)
        found: list[Found] = []
        for clause, after in zip(clauses, [*clauses[1:], None], strict=False):
            end = after.start if after else len(text)
            Clause(self._words, text, marks, clause, end, actors).add_to(found)
        outputs = [self._output(text, marks, each, actors, setting) for each in found]
        return Requests([output for output in outputs if output is not None], _below(text, actors, clauses))

    def rules_in(self, text: str) -> set[str]:
        """The entries whose words stand in a text, whether they ask for anything or not."""
        return self._words.rules_in(text)

    def _clauses(
        self, text: str, marks: Marks, directions: Sequence[Direction], above: Direction | None
    ) -> list[Direction]:
        """What a paragraph directs or decides, in order."""
        found = [each for each in directions if self._opens_clause(text, each)]
        for start, end in marks.of("decides", 0, len(text)):
            if not any(each.start <= start < each.end for each in found):
                found.append(Direction(start, end, (), is_decision=True))
        found.sort(key=lambda each: each.start)
        if above is not None and (not found or found[0].start > 0):
            found.insert(0, replace(above, start=0, end=0))
        return found

    def _opens_clause(self, text: str, direction: Direction) -> bool:
        """Whether a verb opens a clause of its own ("… and requests the mandate holder to"), unlike a participle within
        one: "promoting", "while inviting the President to"."""
        words = text[direction.start : direction.start + 40].casefold()
        return direction.start == 0 or not words.startswith(self._participles)

    def _output(
        self, text: str, marks: Marks, found: Found, actors: Sequence[Actor], setting: Setting
    ) -> Output | None:
        """What was found with its dues; None where too little says that it is an output of the United Nations."""
        clause = found.clause
        is_own = found.is_event and (clause.is_decision or found.word.value == "panel_discussion")
        asked = clause.asked[0] if clause.asked else None
        own = asked.actor_id if asked is not None and asked.actor_id in SITTING else setting.organ
        place = DuePlace(text, actors, setting, own, is_own)
        due = self._due.read(place, found.reach)
        if found.late and found.is_firm and not any(each.session or each.year for each in due):
            due = self._due.read(place, sorted([*found.reach, *found.late]))
        is_dated = any(each.session or each.year for each in due)
        is_said = is_dated or any(each.recipient for each in due)
        if asked is not None and asked.kind not in UN_KINDS:
            if not any(each.recipient and each.session for each in due):
                return None
        elif not (found.is_firm or is_dated or (is_said and found.word.role == "weak_output")) or (
            asked is None and not clause.is_decision and not is_said
        ):
            return None
        start, end = found.span if found.word.role in VERBAL else self._words.trimmed(text, found.span)
        return Output(
            start,
            end,
            text[start:end],
            found.word.value,
            asked.actor_id if asked else None,
            tuple(due),
            self._is_recurring(text, marks, found),
            found.word.rule,
        )

    def _is_recurring(self, text: str, marks: Marks, found: Found) -> bool:
        """Whether an output is asked for regularly: "annually", or "annual" of its own phrase, unlike "a report on the
        universal periodic review"."""
        start, end = found.span
        before = marks.of("recurring_noun", max(0, start - BESIDE), start)
        return (
            any(marks.of("recurring", *stretch) for stretch in found.reach)
            or bool(marks.of("recurring_noun", start, end))
            or any(self._words.is_phrase(text, at, start) for _, at in before)
            or any(at == end + 1 for at, _ in marks.of("recurring_noun", end, end + BESIDE))
        )


def _below(text: str, actors: Sequence[Actor], clauses: Sequence[Direction]) -> Direction | None:
    """What the items below a paragraph are asked by: its last clause, or the holder of the mandate it decides on."""
    if not clauses:
        return None
    last = clauses[-1]
    if last.asked or not last.is_decision:
        return last
    holders = [actor for actor in actors if actor.start >= last.end and actor.kind in MANDATED_KINDS]
    is_bare = len(text) - last.end <= BARE
    return last if is_bare else replace(last, asked=tuple(holders[:1]), is_decision=False)
