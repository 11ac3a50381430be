"""Which organ a cited number belongs to, and its canonical symbol.

Here: what session numbers, dates and the form of a number tell. Not here: finding numbers and the
words around them (`transforms.citations`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

PREFIXES = {
    "HRC": "A/HRC/",
    "GA": "A/",
    "SC": "S/",
    "ECOSOC": "E/",
    "CHR": "E/CN.4/",
    "SUBCOM": "E/CN.4/Sub.2/",
}
_YEAR = re.compile(r"\((?:19|20)\d\d\)")
_OLD = re.compile(r"(\d+)[A-Z]?(\([\dA-Z-]+\))[A-Z]?")
_PART = re.compile(r"([\w-]+/\d+)([A-Z])(?:(?:and|to)[A-Z])?")


@dataclass(frozen=True, slots=True)
class Setting:
    """The document that a paragraph stands in: its organ, session number and date of adoption."""

    organ: str
    session_number: int | None
    adopted_on: date | None


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, one space at most between its parts.

    `form` is slash (30/21), yearly (2005/47), old (217 A (III), 1325 (2000)) or statement (PRST/29/1).
    """

    start: int
    end: int
    printed: str
    form: str

    @property
    def session(self) -> int | None:
        """The session of a regular 30/21; None for special sessions and other forms."""
        found = re.match(r"(\d+)/", self.printed)
        return int(found[1]) if found and self.form == "slash" else None

    @property
    def sitting(self) -> str:
        """What texts of one date share: the session, the year, or the bracket of old forms."""
        return self.printed.split("(")[1] if self.form == "old" else self.printed.split("/")[0]


def plausible(number: Number, cited_on: date | None, setting: Setting) -> frozenset[str]:
    """Council and Assembly, as far as session, date and the citing document allow.

    The Council's session N was in about 2006 + N/3, and it cites no session after its own; the
    Assembly's session N began in September of year N + 1945 and ended a year later.
    """
    session = number.session
    if session is None:
        return frozenset({"GA"} if number.printed.startswith("ES-") else {"HRC", "GA"})
    if cited_on is not None:
        council = (
            cited_on.year >= 2006
            and abs((cited_on.year - 2006) * 3 + (cited_on.month - 1) / 4 - session) <= 4
        )
        assembly = cited_on.year - 1945 - session in (0, 1)
    else:
        assembly = session >= 31
        council = True
        if setting.organ == "HRC" and setting.session_number is not None:
            council = session <= setting.session_number
        elif setting.adopted_on is not None:
            council = session <= (setting.adopted_on.year - 2006) * 3 + setting.adopted_on.month // 4 + 1
    return frozenset(organ for organ, fits in (("HRC", council), ("GA", assembly)) if fits)


def organ_stated(number: Number, stated: str, before: Sequence[str], fits: frozenset[str]) -> str | None:
    """The organ that the words name, unless the number cannot be its own.

    `before` are the organs named earlier in the paragraph, nearest first: "Assembly and Security
    Council resolutions 70/262 and 2282 (2016)" are one of each.
    """
    if number.form == "old":
        if stated in ("HRC", "GA") and _YEAR.search(number.printed):
            return "SC"
        return "ECOSOC" if stated == "HRC" else stated
    if number.form == "yearly" and stated in ("HRC", "GA"):
        return "ECOSOC" if stated == "HRC" else None
    if number.form == "slash" and stated == "SC":
        return next((organ for organ in before if organ in ("GA", "HRC")), None)
    if number.form == "slash" and stated == "HRC" and fits == {"GA"}:
        return "GA"
    return stated


def organ_inferred(
    number: Number, own: bool, nearest: str | None, siblings: Sequence[frozenset[str]], setting: Setting
) -> str | None:
    """The organ of a number whose words do not say: by form, antecedent, and what fits the whole list.

    `own` is for "its resolution"; `nearest` is the organ named last before; `siblings` are the
    plausible organs of the numbers that share the noun. None when it is not an organ we know.
    """
    if number.form == "old":
        if _YEAR.search(number.printed):
            return "SC"
        return nearest if nearest in ("ECOSOC", "GA") else "GA"
    if number.form == "yearly":
        if nearest in ("ECOSOC", "CHR", "SUBCOM"):
            return nearest
        return "CHR" if nearest is None and setting.organ != "ECOSOC" else "ECOSOC"
    if number.printed.startswith("ES-"):
        return "GA"
    if nearest == "other" and not own:
        return None
    shared = frozenset.intersection(*siblings) if siblings else frozenset[str]()
    antecedent = nearest if nearest in ("HRC", "GA") else None
    preferred = antecedent or setting.organ
    if preferred in shared or not shared:
        return preferred if preferred in ("HRC", "GA") else None
    return setting.organ if setting.organ in shared else min(shared)


def symbol_of(organ: str, printed: str, noun: str) -> tuple[str, str]:
    """The canonical symbol of a number and its kind (resolution or decision).

    Symbols of documents, as the UN issues them: part A comes out under the bare number, B and C
    under their own (A/RES/77/290B); parts of old resolutions (217 A (III)) and of long omnibus
    resolutions (D and on) have no document of their own.
    """
    number = re.sub(r"\s", "", printed)
    if old := _OLD.fullmatch(number):
        number = old[1] + old[2]
    elif part := _PART.fullmatch(number):
        number = part[1] + (part[2] if part[2] in "BC" else "")
    decision = noun == "decision"
    word = "DEC" if decision else "RES"
    return f"{PREFIXES[organ]}{word}/{number}", "decision" if decision else "resolution"
