"""The lines above the opening formula: organ, session, agenda item, adoption, number and title.

Here: reading them and giving them roles. Not here: the paragraphs (`body`) or the closing lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from transforms.front_signs import (
    BY_YEAR_TITLE,
    LEADERS,
    NUMBERED_TITLE,
    SYMBOL,
    meeting_sentence,
    read_number,
    unprefixed,
    wrapped_adoption,
)
from transforms.joining import Words, join_lines
from transforms.text import Line
from warehouse.languages import Language
from warehouse.symbols import Adopted, guess_type, name_text, read_symbol, squeeze

HEADER_LINES = 4
"""Lines of a title that a page's header may repeat."""
SYMBOL_BESIDE = re.compile(rf"^{SYMBOL}(?=\s)|(?<=\s){SYMBOL}$")
NOTE_SIGNS = " *†‡"


@dataclass(slots=True)
class Front:
    """What the front says; absent facts are None."""

    organ: str | None = None
    document_type: str | None = None
    printed_symbol: str | None = None
    session: str | None = None
    number: str | None = None
    title: str | None = None
    agenda_item: str | None = None
    adopted_on: date | None = None
    meeting: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def identity(self) -> Adopted | None:
        """Organ, session and number, from the number above the title, else from a masthead's symbol."""
        named = None
        if self.organ and self.session and self.number:
            kind = self.document_type or guess_type(self.organ, self.number)
            named = name_text(self.organ, kind, self.session, self.number)
        printed = read_symbol(self.printed_symbol) if self.printed_symbol else None
        if named and printed and self.document_type is None and _numbers(named) == _numbers(printed):
            return printed  # it says which kind of text it is, where nothing else does
        return named or printed


def _numbers(text: Adopted) -> tuple[str, str, str]:
    return text.organ, text.session, text.number


def read_front(lines: list[Line], language: Language, words: Words) -> Front:
    """Read the lines above the opening formula, and give each a role.

    The title begins at the text's number and goes on to the formula. Where no number stands there,
    it is what follows the last line that says something else.
    """
    front = Front()
    title: list[str] | None = None
    loose: list[Line] = []
    adopting = False
    alone = _number_alone(lines, language)
    sentence = meeting_sentence(lines, language)
    adoption = wrapped_adoption(lines, language)
    numbered = [line for line in lines if line.role != "furniture" and read_number(line.text, language)]
    for before, line in zip([None, *lines], lines, strict=False):
        is_title = before is not None and before.role == "title"
        if line is alone:
            line.role = ""
        if title and line.role == "furniture" and is_title and language.is_name(line.text):
            title.append(line.text)  # "… of the" / "United Nations": a name that looks like a masthead's
            line.role = "title"
        elif line.role in ("furniture", "footnote"):
            loose = [] if _read_masthead(line.text, front, language) else loose
        elif line in sentence:
            line.role = "front"
            if line is sentence[0]:
                read_meeting(" ".join(each.text for each in sentence), front, language)
        elif line in adoption:
            if line is adoption[0]:
                if title is not None:
                    _return_to_front(lines, line, front, language)
                    title = []
                _read_line(" ".join(each.text for each in adoption), front, language)
            line.role = "front"
        elif (
            title is None
            and (not numbered or line is numbered[-1])  # a table of contents may stand above
            and (found := _numbered_title(line.text, front, language)) is not None
        ):
            title = [found] if found.strip() else []
            line.role = "title"
        elif title is not None and language.patterns["front.adoption"].search(line.text):
            _return_to_front(lines, line, front, language)
            title, line.role = [], "front"
            adopting = True
            _read_line(line.text, front, language)
        elif title and _is_running_header(line.text, title):
            line.role = "furniture"
        elif title is not None:
            title.append(line.text)
            line.role = "title"
        else:
            line.role = "front"
            if adopting and front.adopted_on is None:
                front.adopted_on = language.read_date(line.text)
            adopting = bool(language.patterns["front.adoption"].search(line.text))
            loose = [] if _read_line(line.text, front, language) else [*loose, line]
    if title is None and (front.organ or front.printed_symbol):
        title = _loose_title(loose)
    front.title = join_lines(title or [], words).strip(NOTE_SIGNS) or None
    return front


def _return_to_front(lines: list[Line], adoption: Line, front: Front, language: Language) -> None:
    """Where the number stands on top, what follows it down to the adoption is not yet the title."""
    for line in lines:
        if line is adoption:
            return
        if line.role == "title" and not NUMBERED_TITLE.match(unprefixed(line.text, language)):
            line.role = "front"
            _read_line(line.text, front, language)


def _read_masthead(text: str, front: Front, language: Language) -> bool:
    found = language.patterns["front.masthead"].match(text)
    symbol = found["symbol"] if found else text
    if read_symbol(symbol) is None:
        return False
    front.printed_symbol = front.printed_symbol or squeeze(symbol)
    return True


def _number_alone(lines: list[Line], language: Language) -> Line | None:
    """A line "30/21" looks like page 30 of 21; it is the text's number where no title has one."""
    numbered = [line for line in lines if NUMBERED_TITLE.match(unprefixed(line.text, language))]
    return numbered[-1] if numbered and all(line.role == "furniture" for line in numbered) else None


def _numbered_title(text: str, front: Front, language: Language) -> str | None:
    """The title after the number, if the line begins with one ("" where the line has nothing more)."""
    prefix = language.patterns["front.title_prefix"].match(text)
    rest = unprefixed(text, language)
    found = NUMBERED_TITLE.match(rest) or BY_YEAR_TITLE.match(rest)
    if not found or LEADERS.search(rest):
        return None
    groups = found.groupdict()
    if prefix and rest != text and front.document_type is None:
        front.document_type = "decision" if prefix["decision"] else "resolution"
    front.session = groups["session"]
    front.number = groups["number"] + re.sub(r"\s", "", groups.get("letter") or "").replace("–", "-")
    if groups.get("statement"):
        front.document_type = "presidential_statement"
    return groups.get("title") or ""


def _is_running_header(text: str, title: list[str]) -> bool:
    """Whether a line within a title is a page's header: a symbol beside the title's first words."""
    words = SYMBOL_BESIDE.sub("", text).strip().casefold()
    begun = " ".join(title[:HEADER_LINES]).casefold()
    return (
        words != text.strip().casefold()
        and bool(words)
        and (begun.startswith(words) or words.startswith(begun))
    )


def begins_front(text: str, language: Language) -> bool:
    """Whether a line stands in fronts alone: a masthead, the organ, the session, the words of adoption."""
    patterns = language.patterns
    return (
        language.is_name(text)
        or any(patterns[f"front.{name}"].match(text) for name in ("masthead", "agenda_item", "adoption"))
        or patterns["front.session"].fullmatch(text) is not None
        or any(pattern.match(text) for pattern in language.furniture)
    )


def read_meeting(text: str, front: Front, language: Language) -> None:
    meeting = language.patterns["front.at_meeting"].match(text)
    if language.patterns["front.statement"].search(text):
        front.document_type = "presidential_statement"
    if meeting and meeting["meeting"]:
        printed = meeting["meeting"]
        front.meeting = int(printed) if printed.isdigit() else language.ordinals.get(printed.casefold())
    front.adopted_on = front.adopted_on or language.find_date(text)


def _loose_title(lines: list[Line]) -> list[str]:
    kept = [line for line in lines if not line.text.startswith("[")]
    for line in kept:
        line.role = "title"
    return [line.text for line in kept]


def _read_line(text: str, front: Front, language: Language) -> bool:
    """Whether the line says one of the facts that fronts state; the fact is noted."""
    patterns = language.patterns
    says = language.organ(text) is not None or language.read_date(text) is not None
    says = says or bool(patterns["front.session"].search(text))
    if found := patterns["front.adoption"].search(text):
        says = True
        front.organ = language.organ(found["organ"])
        front.document_type = "decision" if patterns["front.decision"].match(text) else "resolution"
        if within := patterns["front.meeting_within"].search(text):
            front.meeting = front.meeting or int(within["meeting"])
    elif patterns["front.statement"].search(text):
        says = True
        front.document_type = "presidential_statement"
    if found := patterns["front.agenda_item"].match(text):
        says = True
        front.agenda_item = front.agenda_item or found["item"].strip(NOTE_SIGNS)
    if found := patterns["dates.range"].match(text):
        says = True
        starts_on, ends_on = (
            _range_start(found["from"], found["to"], language),
            language.read_date(found["to"]),
        )
        if starts_on and ends_on and starts_on <= ends_on:
            front.starts_on, front.ends_on = starts_on, ends_on
    if found := patterns["front.adopted_on"].search(text):
        says = True
        front.adopted_on = front.adopted_on or language.read_date(found["date"])
    return says


def _range_start(start: str, end: str, language: Language) -> date | None:
    """ "6" of "6–23 June 2017": the month and year that it lacks are those of the end."""
    ending = end.split()
    tries = (language.read_date(" ".join([start, *ending[count:]])) for count in range(len(ending) + 1))
    return next((day for day in tries if day), None)
