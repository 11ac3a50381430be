"""Document symbols of the United Nations: how each organ writes them.

Here: building and reading symbols (ST/AI/189 and the organs' own practice), session kinds.
Not here: finding symbols or citations in texts (`transforms`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FIRST_COUNCIL_DECISION = 101
"""The Human Rights Council numbers its decisions from 101, its resolutions from 1."""

PREFIXES = {
    ("HRC", "resolution"): "A/HRC/RES/",
    ("HRC", "decision"): "A/HRC/DEC/",
    ("HRC", "presidential_statement"): "A/HRC/PRST/",
    ("GA", "resolution"): "A/RES/",
    ("GA", "decision"): "A/DEC/",
    ("SC", "resolution"): "S/RES/",
    ("SC", "presidential_statement"): "S/PRST/",
    ("ECOSOC", "resolution"): "E/RES/",
    ("ECOSOC", "decision"): "E/DEC/",
    ("CHR", "resolution"): "E/CN.4/RES/",
    ("CHR", "decision"): "E/CN.4/DEC/",
}
SESSION_KINDS = {"S-": "special", "ES-": "emergency_special", "OS/": "organizational"}
NUMBERED = re.compile(
    r"(?P<session>(?P<kind>S-|ES-|OS/)?(?P<ordinal>[1-9]\d{0,3}))/(?P<number>[1-9]\d{0,3}(?:[A-Z](?:-[A-Z])?)?)$"
)
BY_YEAR = re.compile(r"(?P<number>\d{1,4})\((?P<ordinal>[12]\d{3}|[IVXL]+)\)$")


@dataclass(frozen=True, slots=True)
class Adopted:
    """The identity of an adopted text."""

    organ: str
    document_type: str
    session: str
    session_kind: str
    session_number: int
    number: str

    @property
    def symbol(self) -> str:
        prefix = PREFIXES[self.organ, self.document_type]
        if self.organ == "SC" and self.document_type == "resolution":
            return f"{prefix}{self.number}({self.session})"
        return f"{prefix}{self.session}/{self.number}"


def squeeze(printed: str) -> str:
    """A symbol as printed, without its spaces and in capitals."""
    return re.sub(r"\s+", "", printed).upper()


def read_symbol(symbol: str) -> Adopted | None:
    """The identity that a symbol of an adopted text gives; None for any other document."""
    symbol = squeeze(symbol)
    for (organ, document_type), prefix in PREFIXES.items():
        if symbol.startswith(prefix):
            rest = symbol[len(prefix) :]
            if found := NUMBERED.match(rest):
                return Adopted(
                    organ, document_type, found["session"],
                    SESSION_KINDS.get(found["kind"] or "", "regular"), int(found["ordinal"]), found["number"],
                )  # fmt: skip
            if (found := BY_YEAR.match(rest)) and found["ordinal"].isdigit():
                year = found["ordinal"]
                return Adopted(organ, document_type, year, "regular", int(year), found["number"])
    return None


def is_other_text(text: Adopted, other: Adopted) -> bool:
    """Whether two identities of one organ differ in session or number; parts of one text (75/101 A) do not."""
    numbers = [(each.session, each.number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ-")) for each in (text, other)]
    return text.organ == other.organ and numbers[0] != numbers[1]


def guess_type(organ: str, number: str) -> str:
    """The type of a text that does not say what it is: a Council text numbered from 101 is a decision."""
    digits = re.match(r"\d+", number)
    is_decision = organ == "HRC" and digits is not None and int(digits[0]) >= FIRST_COUNCIL_DECISION
    return "decision" if is_decision else "resolution"


def name_text(organ: str, document_type: str, session: str, number: str) -> Adopted | None:
    """The identity of a text from its organ, type and printed numbers ("S-35", "1").

    None where no symbol is known for the pair, or the numbers make none.
    """
    if (organ, document_type) not in PREFIXES:
        return None
    if organ == "SC" and document_type == "resolution":
        return read_symbol(f"{PREFIXES[organ, document_type]}{number}({session})")
    return read_symbol(f"{PREFIXES[organ, document_type]}{session}/{number}")
