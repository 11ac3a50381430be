"""The lines that an export prints around a text: cover, adoption, meeting, date, vote, in its language.

Here: filling in the words of the language file. Not here: the elements around them (`akn_writing`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from warehouse.languages import Language

LABELS = "en"
"""The language of sessions.label."""


def print_day(day: date, language: Language) -> str:
    words = language.printed
    number = words["first_day"].format(day=1) if day.day == 1 else str(day.day)
    return str(words["date"].format(day=number, month=language.month_names[day.month - 1], year=day.year))


def print_adoption(resolution: Mapping[str, Any], language: Language) -> str:
    """ "Resolution adopted by the Human Rights Council on 2 October 2015"."""
    words, day = language.printed, resolution["adopted_on"]
    line: str = words[resolution["document_type"]].format(organ=words["organs"][resolution["organ"]])
    return line + words["adopted_on"].format(date=print_day(day, language)) if day else line


def print_session(resolution: Mapping[str, Any], label: str | None, language: Language) -> str:
    """ "Thirtieth session"; the symbol's own writing ("S-35") where no words are known. `label` is the
    session's name in English."""
    if label and language.code == LABELS:
        return label
    number = resolution["session_number"] if resolution["session_kind"] == "regular" else 0
    ordinal = next((name for name, value in language.ordinals.items() if value == number), None)
    session = language.printed["session"]
    return str(session.format(ordinal=ordinal.capitalize()) if ordinal else resolution["session"])


def print_meeting(resolution: Mapping[str, Any], language: Language) -> str:
    words, number = language.printed, str(int(resolution["meeting"]))
    suffix = next(suffix for ending, suffix in words["meeting_suffixes"] if re.search(ending, number))
    plenary = words["plenary"] if resolution["organ"] == "GA" else ""
    return str(words["meeting"].format(number=number, suffix=suffix, plenary=plenary))


def print_vote(resolution: Mapping[str, Any], language: Language) -> str | None:
    """The line that says how the text was adopted; None where that is not known in full."""
    words = language.printed
    if resolution["adoption"] == "without_vote":
        return str(words["without_vote"])
    counts = {side: resolution[f"votes_{side}"] for side in ("in_favour", "against", "abstaining")}
    if resolution["adoption"] != "recorded_vote" or None in counts.values():
        return None
    return str(words["recorded_vote"].format(**counts))


def print_number(resolution: Mapping[str, Any]) -> str:
    """The number above the title: "30/21.", "PRST/29/1.", "1325 (2000)."."""
    if resolution["organ"] == "SC" and resolution["document_type"] == "resolution":
        return f"{resolution['number']} ({resolution['session']})."
    statement = "PRST/" if resolution["document_type"] == "presidential_statement" else ""
    return f"{statement}{resolution['session']}/{resolution['number']}."
