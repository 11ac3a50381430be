"""The lines that an export prints around a text: cover, adoption, meeting, date, vote, in its language.

Here: the words with which the United Nations print each fact. Not here: the elements around them (`akn_writing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse.languages import Language


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of one language; {…} are filled in."""

    publisher: str
    organs: Mapping[str, str]
    adopted: Mapping[str, str]
    adopted_on: str
    agenda_item: str
    session: str
    first: str
    day: str
    meeting: str
    plenary: str
    without_vote: str
    recorded_vote: str


ENGLISH = Printed(
    publisher="United Nations",
    organs={
        "HRC": "Human Rights Council", "GA": "General Assembly", "SC": "Security Council",
        "ECOSOC": "Economic and Social Council", "CHR": "Commission on Human Rights",
    },
    adopted={
        "resolution": "Resolution adopted by the {organ}", "decision": "Decision adopted by the {organ}",
        "presidential_statement": "Statement by the President",
    },
    adopted_on=" on {date}", agenda_item="Agenda item {item}", session="{ordinal} session",
    first="{day}", day="{day} {month} {year}", meeting="{ordinal}{plenary} meeting", plenary=" plenary",
    without_vote="[Adopted without a vote.]",
    recorded_vote="[Adopted by a recorded vote of {in_favour} to {against}, with {abstaining} abstentions.]",
)  # fmt: skip
FRENCH = Printed(
    publisher="Nations Unies",
    organs={
        "HRC": "Conseil des droits de l’homme", "GA": "Assemblée générale", "SC": "Conseil de sécurité",
        "ECOSOC": "Conseil économique et social", "CHR": "Commission des droits de l’homme",
    },
    adopted={
        "resolution": "Résolution adoptée par {organ}", "decision": "Décision adoptée par {organ}",
        "presidential_statement": "Déclaration du Président",
    },
    adopted_on=" le {date}", agenda_item="Point {item} de l’ordre du jour", session="{ordinal} session",
    first="{day}er", day="{day} {month} {year}", meeting="{ordinal} séance{plenary}", plenary=" plénière",
    without_vote="[Adoptée sans être mise aux voix.]",
    recorded_vote="[Adoptée par {in_favour} voix contre {against}, avec {abstaining} abstentions.]",
)  # fmt: skip
SPANISH = Printed(
    publisher="Naciones Unidas",
    organs={
        "HRC": "Consejo de Derechos Humanos", "GA": "Asamblea General", "SC": "Consejo de Seguridad",
        "ECOSOC": "Consejo Económico y Social", "CHR": "Comisión de Derechos Humanos",
    },
    adopted={
        "resolution": "Resolución aprobada por {organ}", "decision": "Decisión aprobada por {organ}",
        "presidential_statement": "Declaración del Presidente",
    },
    adopted_on=" el {date}", agenda_item="Tema {item} del programa", session="{ordinal} período de sesiones",
    first="{day}", day="{day} de {month} de {year}", meeting="{ordinal} sesión{plenary}", plenary=" plenaria",
    without_vote="[Aprobada sin votación.]",
    recorded_vote="[Aprobada en votación registrada por {in_favour} votos contra {against} y {abstaining} abstenciones.]",
)  # fmt: skip
PRINTED = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH}
ARTICLES = {
    "fr": {"GA": "l’", "CHR": "la ", "": "le "},
    "es": {"GA": "la ", "CHR": "la ", "": "el "},
}


def words_of(language: Language) -> Printed:
    """The words of a language; English ones where there are none."""
    return PRINTED.get(language.code, ENGLISH)


def print_day(day: date, language: Language) -> str:
    words = words_of(language)
    month = next((name for name, number in language.months.items() if number == day.month), str(day.month))
    first = words.first.format(day=day.day) if day.day == 1 else str(day.day)
    return words.day.format(day=first, month=month.capitalize() if words is ENGLISH else month, year=day.year)


def print_adoption(resolution: Mapping[str, Any], language: Language) -> str:
    """ "Resolution adopted by the Human Rights Council on 2 October 2015"."""
    words, organ = words_of(language), resolution["organ"]
    articles = ARTICLES.get(language.code, {})
    name = articles.get(organ, articles.get("", "")) + words.organs[organ]
    line = words.adopted[resolution["document_type"]].format(organ=name)
    day = resolution["adopted_on"]
    return line + words.adopted_on.format(date=print_day(day, language)) if day else line


def print_session(resolution: Mapping[str, Any], label: str | None, language: Language) -> str:
    """ "Thirtieth session"; the symbol's own writing ("S-35") where no words are known."""
    words = words_of(language)
    if label and words is ENGLISH:
        return label
    number = resolution["session_number"] if resolution["session_kind"] == "regular" else 0
    ordinal = next((name for name, value in language.ordinals.items() if value == number), None)
    return words.session.format(ordinal=ordinal.capitalize()) if ordinal else str(resolution["session"])


def print_meeting(resolution: Mapping[str, Any], language: Language) -> str:
    words, number = words_of(language), int(resolution["meeting"])
    if words is ENGLISH:
        teens = number % 100 in (11, 12, 13)
        ordinal = f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    else:
        ordinal = f"{number}{'a' if words is SPANISH else 're' if number == 1 else 'e'}"
    return words.meeting.format(ordinal=ordinal, plenary=words.plenary if resolution["organ"] == "GA" else "")


def print_vote(resolution: Mapping[str, Any], language: Language) -> str | None:
    """The line that says how the text was adopted; None where that is not known in full."""
    words = words_of(language)
    if resolution["adoption"] == "without_vote":
        return words.without_vote
    counts = {side: resolution[f"votes_{side}"] for side in ("in_favour", "against", "abstaining")}
    if resolution["adoption"] != "recorded_vote" or None in counts.values():
        return None
    return words.recorded_vote.format(**counts)


def print_number(resolution: Mapping[str, Any]) -> str:
    """The number above the title: "30/21.", "PRST/29/1.", "1325 (2000)."."""
    if resolution["organ"] == "SC" and resolution["document_type"] == "resolution":
        return f"{resolution['number']} ({resolution['session']})."
    statement = "PRST/" if resolution["document_type"] == "presidential_statement" else ""
    return f"{statement}{resolution['session']}/{resolution['number']}."
