"""One page of an OAI-PMH list: when it was made, where the list goes on, what the server objects to.

Here: what a harvest must know of an answer. Not here: the records within (`records`), asking (`fetching`).
The protocol: openarchives.org/OAI/openarchivesprotocol.html.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from transforms.markup import after_prolog, ascii_head, stream_xml
from transforms.records import DEEPEST, MARC, OAI, one_line
from transforms.text import Unreadable

ROOT = re.compile(r"<(?:[\w.-]+:)?OAI-PMH(?=[\s>/])[^>]{0,4000}")
NAMES = ("responseDate", "error", "record", "resumptionToken")
WANTED = frozenset(f"{{{OAI}}}{name}" for name in NAMES)
LONGEST_TOKEN = 4_000
RESPONSE_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


@dataclass(slots=True)
class Page:
    """`responded_at` is the server's time (UTC); `token` goes on from here, "" at the end of the list; `error` is
    a code of the protocol such as noRecordsMatch, "" for none. `records` and `deleted` count."""

    responded_at: str = ""
    token: str = ""
    error: str = ""
    said: str = ""
    records: int = 0
    deleted: int = 0


def is_oai(data: bytes) -> bool:
    """Whether the bytes are an answer of OAI-PMH, with nothing before it but a prolog."""
    head = ascii_head(data)
    found = ROOT.match(head, after_prolog(head))
    return found is not None and OAI in found[0]


def read_page(data: bytes) -> Page:
    """What a page says. Memory does not grow with it.

    Raises Unreadable: "unsupported_format" for what is no answer of OAI-PMH or lists no records of MARC 21,
    "malformed_xml" for one that is broken or cut.
    """
    if not is_oai(data):
        raise Unreadable("unsupported_format", "The answer is not OAI-PMH.")
    page = Page()
    foreign = 0
    for element in stream_xml(data, "OAI-PMH", DEEPEST, WANTED):
        name = element.tag.rpartition("}")[2]
        if name == "record":
            is_deleted = _is_deleted(element)
            page.deleted += is_deleted
            page.records += not is_deleted
            foreign += not is_deleted and element.find(f".//{{{MARC}}}record") is None
        elif name == "responseDate" and RESPONSE_DATE.match(said := one_line(element.text)):
            page.responded_at = said
        elif name == "resumptionToken":
            page.token = (element.text or "").strip()
        elif name == "error":
            page.error, page.said = element.get("code", "") or "error", one_line(element.text)[:500]
    if foreign and foreign == page.records:
        raise Unreadable("unsupported_format", "The answer holds no record in MARCXML.")
    if len(page.token) > LONGEST_TOKEN:
        raise Unreadable("unsupported_format", f"The resumption token has {len(page.token):,} characters.")
    if not (page.error or page.responded_at):
        raise Unreadable("unsupported_format", "The answer has neither records nor a date.")
    return page


def _is_deleted(record: Any) -> bool:
    header = record.find(f"{{{OAI}}}header")
    return header is not None and header.get("status") == "deleted"
