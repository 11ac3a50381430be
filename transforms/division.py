"""Where the adopted texts of one source begin: a session report holds many.

Here: opening formulas, and the line at which each text's front begins. Not here: reading fronts
(`front`) or paragraphs (`body`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.closing import starts_closing
from transforms.front import begins_front
from transforms.front_signs import SENTENCE_LINES, read_number, statement_end
from transforms.text import Line
from warehouse.languages import Language

FRONT_LINES = 40
"""Lines that may stand between the first line of a front and its opening formula."""
FORMULA_WITHIN = 4
"""Lines below the sentence of a statement among which its formula stands, if it has one."""
ARTICLE = 4
"""Characters of the longest article before an organ's name, with its space."""
TITLE_LINES = 16
"""Lines that may stand between a text's number and its opening formula, in a source of several texts."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The lines (first and last index) that open a text: "The Human Rights Council,", or the sentence
    that introduces the words of a President's statement without this formula. A decision that is one
    sentence has neither: its first line is the last index's successor, and opens nothing but itself."""

    first: int
    last: int
    language: Language
    organ: str | None
    is_formula: bool = False


@dataclass(frozen=True, slots=True)
class Division:
    """The lines of one text: from `start` to before `end`, with its opening between."""

    start: int
    opening: Opening
    end: int


def find_openings(lines: list[Line], language: Language) -> list[Opening]:
    """Every place that may open a text in the language, in order."""
    openings: list[Opening] = []
    after = 0
    for index, line in enumerate(lines):
        if found := language.patterns["opening"].match(line.text):
            openings.append(Opening(index, index, language, language.organ(found["organ"]), is_formula=True))
        elif index >= after and (last := statement_end(lines, index, language)) is not None:
            after = last + 1
            following = lines[after : after + FORMULA_WITHIN]
            if not any(language.patterns["opening"].match(each.text) for each in following):
                openings.append(Opening(index, last, language, None))
        elif index >= after and (organ := _deciding_organ(lines, index, after, language)):
            after = index + 1
            openings.append(Opening(index, index - 1, language, organ))
    return openings


def _deciding_organ(lines: list[Line], index: int, after: int, language: Language) -> str | None:
    """The organ of a text that begins here without the formula: "At its 46th meeting, the Human Rights
    Council decided to …", below the number of a text, with no formula near."""
    if not (
        language.patterns["front.at_meeting"].match(lines[index].text) or _names_organ(lines[index], language)
    ):
        return None
    sentence = " ".join(each.text for each in lines[index : index + SENTENCE_LINES])
    near = lines[index + 1 : index + 1 + SENTENCE_LINES]
    found = language.patterns["front.decides"].match(sentence)
    if not found or any(language.patterns["opening"].match(each.text) for each in near):
        return None
    above = lines[max(after, index - FORMULA_WITHIN) : index]
    is_numbered = any(read_number(each.text, language) for each in above)
    return language.organ(found["organ"]) if is_numbered else None


def _names_organ(line: Line, language: Language) -> bool:
    """Whether a line begins with the name of an organ, behind an article."""
    words = line.text.casefold().replace("’", "'")[:80]
    return any(0 <= words.find(organ) <= ARTICLE for organ in language.organs)


def divide(lines: list[Line], openings: Sequence[Opening], code: str) -> list[Division]:
    """One division for each text of the source, in order, together all its lines.

    `code` is the language of the source. The first opening in it, or one before it under a number of its
    own, opens the first text. A later one opens a text of its own where the number of a text stands
    above it, other than that of the text before or in another language; otherwise it is quoted, or
    stands in an annex.
    """
    starts: list[tuple[int, Opening]] = []
    named: tuple[str, str] | None = None
    for opening in sorted(openings, key=lambda each: each.first):
        after = starts[-1][1].last + 1 if starts else 0
        if opening.first < after:
            continue
        found = _number_above(lines, opening, after)
        name = (found[1], opening.language.code) if found else None
        if not starts and (found or opening.language.code == code):
            starts, named = [(0, opening)], name
        elif starts and found and name != named:
            starts.append((_front_start(lines, found[0], after, opening.language), opening))
            named = name
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    return [Division(start, opening, end) for (start, opening), end in zip(starts, ends, strict=True)]


def _number_above(lines: list[Line], opening: Opening, after: int) -> tuple[int, str] | None:
    """The nearest line above an opening that begins with the number of a text, and that number."""
    for index in range(opening.first - 1, max(after, opening.first - TITLE_LINES) - 1, -1):
        text = lines[index].text
        number = read_number(text, opening.language, is_marked=True)
        if number is None:
            continue
        if read_number(text, opening.language) is None and not _follows_a_front(
            lines, index, opening.language
        ):
            continue
        is_cited = " " not in text and index and _goes_on(lines[index - 1], lines[index])
        if not is_cited:
            return index, number
    return None


def _follows_a_front(lines: list[Line], index: int, language: Language) -> bool:
    """Whether the words of adoption, or the closing of another text, stand just above a line."""
    above = [line.text for line in lines[max(0, index - FORMULA_WITHIN) : index]]
    adoption = language.patterns["front.adoption"]
    return any(starts_closing(text, language) or adoption.search(text) for text in above)


def _front_start(lines: list[Line], number: int, after: int, language: Language) -> int:
    """Where the front begins whose number stands at `number`: at the first line that only a front has,
    below the closing lines of the text before."""
    start = number
    for index in range(number - 1, max(after, number - FRONT_LINES) - 1, -1):
        text = lines[index].text
        if starts_closing(text, language) or text.endswith((";", "]")):
            break
        if begins_front(text, language):
            start = index
    return start


def _goes_on(previous: Line, line: Line) -> bool:
    """Whether a line goes on with the sentence of the one before: "… its resolution" / "60/251."."""
    return not line.after_blank and line.page == previous.page and previous.text[-1:].isalnum()
