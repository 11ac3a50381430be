"""The facts of an AKN document: symbol, language, title, agenda item, date and votes, from its markup.

Here: where the markup has each fact. Not here: what the printed lines say (`front`, `closing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from transforms.akn import COUNTS, OUTCOMES, UNKNOWN_DATE, language_code, small_number
from transforms.akn_words import one_line, read_words
from transforms.closing import Closing
from transforms.front import NOTE_SIGNS, Front
from transforms.records_fields import read_vote
from transforms.text import Unreadable
from warehouse.languages import Language
from warehouse.symbols import Adopted, read_symbol, squeeze

PART_LETTER = re.compile(r"[A-Z]$")
PART_LETTERS = re.compile(r"[A-Z](?:-[A-Z])?$")


def read_language(text: Any, collection: Any | None, languages: Mapping[str, Language]) -> Language:
    """The language of the text. Raises Unreadable where it is not named, or not one that is read."""
    path = "{*}meta/{*}identification/{*}FRBRExpression/{*}FRBRlanguage"
    named = [each.find(path) for each in (text, collection) if each is not None]
    printed = next((each.get("language", "") for each in named if each is not None), "")
    code = language_code(printed)
    if code not in languages:
        said = f"The text is in '{printed}'" if printed else "The text does not say its language"
        raise Unreadable(
            "unknown_language", f"{said} (FRBRlanguage); texts are read in: {', '.join(sorted(languages))}."
        )
    return languages[code]


def read_identity(text: Any, collection: Any | None, front: Front) -> Adopted:
    """The identity that the symbol on the cover gives, of a collection with the letter of the part.

    Raises Unreadable where neither the markup nor the lines above the title have one.
    """
    numbers = [squeeze(number) for number in _doc_numbers(text)]
    shared = [squeeze(number) for number in _doc_numbers(collection)] if collection is not None else []
    if found := next((identity for number in numbers if (identity := read_symbol(number))), None):
        return found
    part = next((number for number in numbers if PART_LETTER.fullmatch(number.rstrip("."))), "").rstrip(".")
    for number in shared:
        whole = PART_LETTERS.sub("", number) + part if part else number
        if identity := read_symbol(whole):
            return identity
    if identity := front.identity:
        return identity
    raise Unreadable(
        "no_symbol",
        f"The markup has no symbol of an adopted text (<docNumber> on the cover: {', '.join(numbers) or 'none'}). "
        "Write it there, e.g. A/HRC/RES/30/21.",
    )


def _doc_numbers(document: Any) -> Iterator[str]:
    """What <docNumber> says, on the cover first, since it has the whole symbol."""
    for part in ("coverPage", "preface"):
        for element in document.iterfind(f"{{*}}{part}//{{*}}docNumber"):
            yield one_line("".join(element.itertext()))


def read_title(text: Any, front: Front) -> str | None:
    """The title that the markup names, else that of the printed lines."""
    for element in text.iterfind("{*}preface//{*}docTitle"):
        return read_words(element).text.strip(NOTE_SIGNS) or None
    return None if text.find("{*}preface//{*}docNumber") is not None else front.title


def complete_agenda_item(text: Any, collection: Any | None, front: Front, language: Language) -> None:
    """The agenda item from its own line or the keywords, where the front was not clear."""
    for document in [each for each in (text, collection) if each is not None and not front.agenda_item]:
        for element in document.iterfind("{*}coverPage//{*}inline[@name='agenda item']"):
            if found := language.patterns["front.agenda_item"].match(read_words(element).text):
                front.agenda_item = front.agenda_item or found["item"].strip(NOTE_SIGNS)
        for keyword in document.iterfind("{*}meta/{*}classification/{*}keyword[@refersTo='agenda']"):
            front.agenda_item = front.agenda_item or one_line(keyword.get("value", "")) or None


def complete_closing(text: Any, collection: Any | None, closing: Closing, is_own: bool) -> None:
    """The date of adoption and the vote, of which the metadata are surer than the printed lines."""
    sources = [each for each in (text, collection) if each is not None]
    adopted_on = next((day for each in sources if (day := _adoption_date(each))), None)
    votings = [
        found for each in sources if (found := each.find("{*}meta/{*}analysis//{*}voting")) is not None
    ]
    if is_own:
        closing.adopted_on = adopted_on
        closing.adoption = closing.in_favour = closing.against = closing.abstaining = None
        closing.roll = None
    elif adopted_on:
        closing.adopted_on = adopted_on
    if votings:
        outcomes = {printed: adoption for adoption, printed in OUTCOMES.items()}
        printed = votings[0].get("outcome", "").removeprefix("#")
        noted = read_vote(printed)  # some files have the note of the catalogue: "Adopted 90-0-47, 87th …"
        closing.adoption = outcomes.get(printed) or noted.adoption or closing.adoption
        closing.meeting = closing.meeting or noted.meeting
        sides = {printed: name for name, printed in COUNTS.items()}
        roll: list[tuple[str, str]] = []
        for count in votings[0].iterfind("{*}count"):
            side = sides.get(count.get("refersTo", "").removeprefix("#"))
            if side:
                setattr(closing, side, small_number(count.get("value")))
                roll += [
                    (side, one_line("".join(voter.itertext()))) for voter in count.iterfind("{*}voters/*")
                ]
        closing.roll = tuple((side, name) for side, name in roll if name) or closing.roll
        if closing.in_favour is not None and not is_own:  # a side without a count has no votes
            closing.against, closing.abstaining = closing.against or 0, closing.abstaining or 0


def _adoption_date(document: Any) -> date | None:
    work = document.find("{*}meta/{*}identification/{*}FRBRWork/{*}FRBRdate[@name='adoption']")
    return read_day(work.get("date")) if work is not None else None


def read_day(printed: str | None) -> date | None:
    """A date of the markup (2015-10-02, also with a time); None for none and for the unknown one."""
    if not printed or printed[:10] == UNKNOWN_DATE:
        return None
    try:
        return date.fromisoformat(printed[:10])
    except ValueError:
        return None


def take_own(own: Any, front: Front, closing: Closing) -> None:
    """The facts that an export of ours says in so many words; a fact that it does not say is unknown."""
    front.agenda_item = own.get("agendaItem")
    front.meeting = front.adopted_on = None
    closing.meeting = small_number(own.get("meeting"))
    front.starts_on, front.ends_on = read_day(own.get("sessionStartsOn")), read_day(own.get("sessionEndsOn"))
