"""What the tests of explanations share: invented paragraphs with mentions, and explanations of them.

Here: rows and explanations made of them. Not here: any test.
"""

from __future__ import annotations

from typing import Any

from tests.inspect_fixtures import DOCUMENT_ID, HOSTILE
from warehouse.asking import Request
from warehouse.explaining import Explained, Explanation, Inherited, Mention, Rule, read_conditions

VERSION = "0123456789ab"


def rule(name: str = "theme_terms.csv:2", term: str | None = "rest", **more: Any) -> Rule:
    values = {"family": "theme", "near": None, "within": None} | more
    return Rule(name, term=term, conditions=read_conditions(values["near"]), **values)


def mention(number: int, text: str, surface: str, family: str = "theme", **more: Any) -> Mention:
    """A mention of the first place in the text where the surface stands."""
    start = text.index(surface)
    values = {
        "target_id": "rest", "label": "The right to rest", "kind": None, "counts_for": None, "surface": surface,
        "start_char": start, "end_char": start + len(surface), "role": None, "cited_on": None, "pinpoint": None,
        "rule": rule(), "vocabulary_version": VERSION,
    }  # fmt: skip
    return Mention(number, family, **(values | more))


def asked_for(name: str = "op1", **more: Any) -> Request:
    """A request of the paragraph of this name."""
    values = {
        "deliverable": "report", "requested_of": "SG", "requested_of_label": "Secretary-General", "recipient": "HRC",
        "due_session": "31", "due_year": None, "due_surface": "its next session", "is_recurring": False,
        "surface": "report", "start_char": 0, "end_char": 6,
    }  # fmt: skip
    return Request(DOCUMENT_ID, f"{DOCUMENT_ID}#{name}/r1", f"{DOCUMENT_ID}#{name}", **(values | more))


def between(number: int, start: int, end: int, family: str = "theme") -> Mention:
    """A mention of characters, whatever they are."""
    return mention(number, "", "", family, start_char=start, end_char=end)


def explained(name: str, text: str, *mentions: Mention, **more: Any) -> Explained:
    values = {"kind": "operative", "lead_verb": None, "action": None, "marker": None, "inherited": ()} | more
    return Explained(f"{DOCUMENT_ID}#{name}", text=text, mentions=mentions, **values)


def explanation_of(*paragraphs: Explained, **more: Any) -> Explanation:
    document = {
        "document_id": DOCUMENT_ID, "symbol": DOCUMENT_ID.partition("@")[0], "language": "en",
        "title": "The right to rest", "is_fictitious": True,
    }  # fmt: skip
    values: dict[str, Any] = {
        "document": document, "is_whole": False, "themes": {"rest": "The right to rest"}, "not_searched": (),
        "made_with": (VERSION,), "packaged": VERSION,
    }  # fmt: skip
    return Explanation(paragraphs=paragraphs, **(values | more))


def hostile(is_whole: bool = False) -> Explanation:
    """An explanation whose every word is hostile."""
    text = f"{HOSTILE} {HOSTILE}"
    odd = rule(HOSTILE, HOSTILE, near=HOSTILE, within=3)
    words: dict[str, Any] = {"target_id": HOSTILE, "label": HOSTILE, "kind": HOSTILE, "role": HOSTILE}
    return explanation_of(
        explained(
            HOSTILE, text, mention(1, text, HOSTILE, "actor", **words, counts_for=HOSTILE, rule=odd),
            mention(2, text, "[red]bold[/red]", "instrument", **words, pinpoint=HOSTILE, rule=odd),
            mention(3, text, "\x1b[31mred\x07 \u202eevil", rule=rule(HOSTILE, HOSTILE, near=f"{{{HOSTILE}")),
            mention(4, text, "bold", "request", rule=odd, request=asked_for(
                deliverable=HOSTILE, requested_of=HOSTILE, requested_of_label=HOSTILE, recipient=HOSTILE, due_surface=HOSTILE)),
            kind=HOSTILE, lead_verb=HOSTILE, marker=HOSTILE, inherited=(Inherited(HOSTILE, HOSTILE, HOSTILE, f"x#{HOSTILE}"),),
        ),
        document={"document_id": HOSTILE, "symbol": HOSTILE, "language": HOSTILE, "title": HOSTILE},
        made_with=(HOSTILE,), not_searched=("theme",), is_whole=is_whole,
    )  # fmt: skip
