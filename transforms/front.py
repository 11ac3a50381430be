"""The lines above the opening formula: organ, session, agenda item, adoption, number and title.

Here: reading them and giving them roles. Not here: the paragraphs (`body`) or the closing lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from transforms.joining import join_lines, known_words
from transforms.text import Line
from warehouse.languages import Language
from warehouse.symbols import Adopted, guess_type, name_text, read_symbol, squeeze

NUMBERED_TITLE = re.compile(
    r"(?P<statement>PRST[ /]?)?(?P<session>(?:S-|ES-|OS/)?\d{1,4})/(?P<number>\d{1,4})"
    r"(?:\s?(?P<letter>[A-Z](?:\s?[-–]\s?[A-Z])?)(?=[.\s]|$))?\s*(?:\[[^\]]*\])?\s*\*{0,3}\.?\*{0,3}(?:\s+|$)(?P<title>.*)$"
)
BY_YEAR_TITLE = re.compile(
    r"(?:Resolution|Résolution|Resolución)\s+(?P<number>\d{1,4}) \((?P<session>[12]\d{3})\)$", re.I
)
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
        return named or printed


def read_front(lines: list[Line], language: Language) -> Front:
    """Read the lines above the opening formula, and give each a role."""
    front = Front()
    patterns = language.patterns
    title: list[str] | None = None
    after_adoption: list[Line] = []
    adopting = False
    alone = _number_alone(lines)
    for line in lines:
        text = line.text
        if line is alone:
            line.role = ""
        if line.role in ("furniture", "footnote"):
            if found := patterns["front.masthead"].match(text):
                front.printed_symbol = front.printed_symbol or squeeze(found["symbol"])
            continue
        if title is None and (found := _numbered_title(line, front)):
            title = [found["title"]] if found["title"] else []
            line.role = "title"
            continue
        if title is not None and not _is_statement(text, front, language):
            title.append(text)
            line.role = "title"
            continue
        line.role = "front"
        if adopting and front.adopted_on is None:
            front.adopted_on = language.read_date(text)
        adopting = bool(patterns["front.adoption"].search(text))
        if front.organ and front.adopted_on and title is None:
            after_adoption.append(line)
        _read_line(text, front, language)
    if title is None:
        title = _unnumbered_title(after_adoption, language)
    front.title = join_lines(title, known_words(title)).strip(NOTE_SIGNS) or None
    return front


def _number_alone(lines: list[Line]) -> Line | None:
    """A line "30/21" looks like page 30 of 21; it is the text's number where no title has one."""
    numbered = [line for line in lines if NUMBERED_TITLE.match(line.text)]
    return numbered[-1] if numbered and all(line.role == "furniture" for line in numbered) else None


def _numbered_title(line: Line, front: Front) -> re.Match[str] | None:
    found = NUMBERED_TITLE.match(line.text) or BY_YEAR_TITLE.match(line.text)
    if not found:
        return None
    groups = found.groupdict()
    front.session = groups["session"]
    front.number = groups["number"] + re.sub(r"\s", "", groups.get("letter") or "").replace("–", "-")
    if groups.get("statement"):
        front.document_type = "presidential_statement"
    if "title" not in groups:
        return re.match(r"(?P<title>)", "")
    return found


def _is_statement(text: str, front: Front, language: Language) -> bool:
    """The sentence that introduces a President's statement stands between its title and its words."""
    if found := language.patterns["front.at_meeting"].match(text):
        front.document_type = "presidential_statement"
        front.meeting = int(found["meeting"])
    elif not (
        front.document_type == "presidential_statement" and language.patterns["front.statement"].search(text)
    ):
        return False
    front.adopted_on = front.adopted_on or language.find_date(text)
    return True


def _unnumbered_title(lines: list[Line], language: Language) -> list[str]:
    """Where no number stands above the title, the lines after the adoption are the title."""
    kept = [line for line in lines if not language.read_date(line.text) and not line.text.startswith("[")]
    for line in kept:
        line.role = "title"
    return [line.text for line in kept]


def _read_line(text: str, front: Front, language: Language) -> None:
    patterns = language.patterns
    if found := patterns["front.adoption"].search(text):
        front.organ = language.organ(found["organ"])
        front.document_type = "decision" if patterns["front.decision"].match(text) else "resolution"
    elif patterns["front.statement"].search(text):
        front.document_type = "presidential_statement"
    if found := patterns["front.agenda_item"].match(text):
        front.agenda_item = front.agenda_item or found["item"].strip(NOTE_SIGNS)
    if found := patterns["dates.range"].match(text):
        front.ends_on = language.read_date(found["to"])
        front.starts_on = _range_start(found["from"], found["to"], language)
        if not (front.starts_on and front.ends_on and front.starts_on <= front.ends_on):
            front.starts_on = front.ends_on = None
    if found := patterns["front.adopted_on"].search(text):
        front.adopted_on = front.adopted_on or language.read_date(found["date"])


def _range_start(start: str, end: str, language: Language) -> date | None:
    """ "6" of "6–23 June 2017": the month and year that it lacks are those of the end."""
    words, ending = start.split(), end.split()
    return language.read_date(" ".join(words + ending[len(words) :]))
