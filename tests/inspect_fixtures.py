"""What the tests of inspections share: an invented document, with hostile words or with any doubts.

Here: rows and inspections made of them. Not here: any test.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from warehouse.asking import Request
from warehouse.inspection import Footnote, Inspection, Line, Paragraph, in_source_order

DOCUMENT_ID = "A/HRC/RES/30/21@en"
HOSTILE = """<script>alert("1")</script> 'q' &amp; [red]bold[/red] [/] \x1b[31mred\x07 \u202eevil\u2066 \x9b2J\u200f"""
DOCUMENT: dict[str, Any] = {
    "document_id": DOCUMENT_ID, "symbol": "A/HRC/RES/30/21", "language": "en", "organ": "HRC",
    "document_type": "resolution", "session": "30", "session_kind": "regular", "title": "The right to rest",
    "agenda_item": "3", "adopted_on": date(2015, 10, 2), "meeting": 42, "adoption": "recorded_vote",
    "votes_in_favour": 30, "votes_against": 12, "votes_abstaining": 5, "is_fictitious": False,
    "source_uri": "file:///texts/30-21.txt", "source_format": "text", "parser_version": "1",
}  # fmt: skip


def paragraph(name: str, text: str = "To act;", **more: Any) -> Paragraph:
    """A paragraph with this name; an operative one has the number that its name says (1 for op1~2)."""
    is_operative = "op" in name
    values = {
        "section": "operative" if is_operative else "preamble", "kind": "operative" if is_operative else "preambular",
        "number": name.partition("op")[2].partition("~")[0] if is_operative else None, "marker": None, "number_is_inferred": False,
        "parent_id": None, "depth": 0, "lead_phrase": None if "(" in name else text.split()[0], "lead_verb": None,
        "action": None, "is_truncated": False,
    }  # fmt: skip
    return Paragraph(paragraph_id=f"{DOCUMENT_ID}#{name}", text=text, **(values | more))


def line(number: int, role: str, text: str = "…", of: str | None = None) -> Line:
    return Line(number, text, role, f"{DOCUMENT_ID}#{of}" if of else None)


def inspection_of(
    paragraphs: list[Paragraph],
    lines: list[Line] | None = None,
    notes: tuple[Footnote, ...] = (),
    requests: tuple[Request, ...] = (),
    finds_requests: bool = True,
    **more: Any,
) -> Inspection:
    """An inspection; without `lines` every paragraph has one line, with its text."""
    if lines is None:
        lines = [line(at, "paragraph", p.text, p.name) for at, p in enumerate(paragraphs, 1)]
    blocks = tuple(in_source_order(lines, paragraphs))
    document = DOCUMENT | {"line_count": len(lines)} | more
    return Inspection(document, blocks, notes, requests, finds_requests)


def hostile() -> Inspection:
    """A document whose every word is hostile."""
    return inspection_of(
        [
            paragraph("pp1", f"Noting {HOSTILE}", lead_phrase="Noting", lead_verb=HOSTILE),
            paragraph('op1"><b>', HOSTILE, lead_phrase=HOSTILE, marker=HOSTILE, number=HOSTILE),
        ],
        [
            line(1, "front", HOSTILE),
            line(2, "paragraph", f"Noting {HOSTILE}", "pp1"),
            line(3, "paragraph", HOSTILE, 'op1"><b>'),
        ],
        (Footnote(HOSTILE, HOSTILE, f"{DOCUMENT_ID}#pp1"), Footnote(HOSTILE, HOSTILE, None)),
        requests=(
            Request(
                DOCUMENT_ID, "r1", f"{DOCUMENT_ID}#pp1", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, None, HOSTILE,
                True, HOSTILE, 0, 1,
            ),
        ),
        title=HOSTILE, source_uri=HOSTILE, agenda_item=HOSTILE, symbol=HOSTILE,
    )  # fmt: skip
