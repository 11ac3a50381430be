"""What setting a reference document needs to know of it: the lines above its title, its number, where
its text calls its notes.

Here: taking a document of the reference corpora apart. Not here: any format.
"""

from __future__ import annotations

import re
from typing import Any

Gold = dict[str, Any]

NAMES = {
    "en": (("United Nations", "General Assembly"), ("United Nations", "Human Rights Council")),
    "fr": (("Nations Unies", "Assemblée générale"), ("Nations Unies", "Conseil des droits de l’homme")),
    "es": (("Naciones Unidas", "Asamblea General"), ("Naciones Unidas", "Consejo de Derechos Humanos")),
}
"""The names in a masthead by language: of the Assembly, of the Council."""
ALIKE = 4
"""Characters behind a call that must be as in the text without calls."""


def front_lines(gold: Gold) -> list[str]:
    """The lines above the title that the masthead does not have."""
    nations = NAMES[gold["lang"]][0][0]
    return [
        line
        for line in gold.get("front", [])
        if line not in (nations, gold["symbol"])
        and not re.match(r"(?i)distr\b", line)
        and not re.fullmatch(r"\d{1,2} \S+ \d{4}", line)
    ]


def number_of(gold: Gold) -> str:
    """The number above the title: 30/21."""
    found = re.search(r"/((?:S-|ES-)?\d+)/(\d+(?:\s?[A-Z](?:-[A-Z])?)?)$", gold["symbol"])
    return f"{found[1]}/{found[2]}" if found else str(gold["symbol"])


def notes_called(text: str, marked: str, markers: list[str]) -> list[tuple[str, list[str]]]:
    """The text in pieces, each with the markers of the notes that it calls at its end. `marked` is
    the text with the digits of the calls in it."""
    pieces: list[tuple[str, list[str]]] = []
    start = at = place = 0
    while place < len(marked):
        marker = next(
            (
                each
                for each in sorted(markers, key=len, reverse=True)
                if marked.startswith(each, place)
                and marked[place + len(each) :][:ALIKE] == text[at:][:ALIKE]
                and not text.startswith(marked[place : place + len(each) + ALIKE], at)
            ),
            None,
        )
        if marker:
            pieces.append((text[start:at], [marker]))
            start, place = at, place + len(marker)
        else:
            at, place = at + 1, place + 1
    return [*pieces, (text[start:], [])]
