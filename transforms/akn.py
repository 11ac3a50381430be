"""Akoma Ntoso for the United Nations (AKN4UN): the names that reading and writing share.

Here: namespaces, codes of languages, organs and votes, the place of each fact. Not here: reading (`akn_reading`), writing (`akn_writing`).
"""

from __future__ import annotations

from typing import Any

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
"""Namespace of Akoma Ntoso 3.0, OASIS standard of 2018; drafts of it add a suffix (/CSD13)."""

AKN4UN = "http://un.org/akn4un"
"""Namespace in which the United Nations list who voted how."""

OWN = "urn:hrc-warehouse:akn"
"""Namespace of the facts for which AKN has no place: attributes, and one element in `proprietary`."""

UNKNOWN_DATE = "0001-01-01"
"""How the files of the United Nations write a date that they do not know, where one is required."""

LANGUAGES = {"en": "eng", "fr": "fra", "es": "spa", "ar": "ara", "ru": "rus", "zh": "zho", "de": "deu"}
"""ISO 639-1 to the ISO 639-2 codes of AKN4UN."""
OTHER_LANGUAGES = {"fre": "fr", "chi": "zh", "ger": "de"}
"""Codes of ISO 639-2 (B) that are read too."""

ORGANS = {"HRC": "unhrc", "GA": "unga", "SC": "unsc", "ECOSOC": "unecosoc", "CHR": "unchr"}
STATEMENTS = {
    "resolution": "resolution",
    "decision": "decision",
    "presidential_statement": "presidentialStatement",
}
OUTCOMES = {"without_vote": "adoptedWithoutVote", "recorded_vote": "adoptedRecordedVote"}
COUNTS = {"in_favour": "inFavour", "against": "against", "abstaining": "abstaining"}

KIND, SECTION, NUMBER, DEPTH, INFERRED, ANNEX, POSITION, QUOTE = (
    f"{{{OWN}}}{name}"
    for name in ("kind", "section", "number", "depth", "numberIsInferred", "annex", "position", "quote")
)
"""Attributes of a block that say what its place in the markup does not."""
DOCUMENT = f"{{{OWN}}}document"
"""The element in `proprietary` with the facts of the document; its presence marks an export of ours."""


def language_code(printed: str) -> str:
    """ISO 639-1 of a code of ISO 639; the code itself where it is no language of ours."""
    code = printed.strip().casefold()
    known = {three: two for two, three in LANGUAGES.items()} | OTHER_LANGUAGES
    return known.get(code, code)


def small_number(printed: str | None) -> int | None:
    """A number of at most four digits, as meetings, votes and levels have; None for anything else."""
    is_number = printed is not None and printed.isascii() and printed.isdecimal() and len(printed) <= 4
    return int(printed) if printed and is_number else None


def tag(element: Any) -> str:
    """The local name of an element; "" for comments and instructions."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""
