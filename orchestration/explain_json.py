"""An explanation for programs: one JSON object.

Here: its keys and characters. Not here: the same for people (`explain_terminal`).
"""

from __future__ import annotations

import json
import re
from typing import Any

from orchestration.explain_words import conditions_of
from warehouse.asking import Request
from warehouse.explaining import Explained, Explanation, Inherited, Mention
from warehouse.showing import UNSEEN

UNSEEN_IN_JSON = re.compile(f"\x7f|{UNSEEN.pattern}")
"""What JSON may hold as it is, but would steer a terminal."""


def explanation_as_json(explanation: Explanation) -> str:
    """One JSON object and a line end.

    Keys `document` and `vocabulary`; then, for one paragraph, `paragraph`, `mentions` and
    `inherited_addressees`; for a whole document `paragraphs`, a list of objects with these three keys.
    A mention has the same keys whatever its `family`, but for that of what it names: `actor_id`, `instrument_id`,
    `theme_id` or `request_id`. Its `request` is None, or for a request an object of `deliverable`, `requested_of`,
    `requested_of_label`, `recipient`, `due_session`, `due_year`, `due_surface` and `is_recurring`.
    """
    paragraphs = [_paragraph(each, explanation) for each in explanation.paragraphs]
    record = {
        "document": dict(explanation.document),
        "vocabulary": {
            "made_with": list(explanation.made_with),
            "packaged": explanation.packaged,
            "not_searched": list(explanation.not_searched),
        },
        **({"paragraphs": paragraphs} if explanation.is_whole else paragraphs[0]),
    }
    written = json.dumps(record, ensure_ascii=False, allow_nan=False, indent=2)
    return UNSEEN_IN_JSON.sub(lambda found: _escaped(found[0]), written) + "\n"


def _escaped(character: str) -> str:
    """The character as JSON writes it in ASCII: \\u202e, two such for one above U+FFFF."""
    return "\\u007f" if character == "\x7f" else json.dumps(character)[1:-1]


def _paragraph(paragraph: Explained, explanation: Explanation) -> dict[str, Any]:
    return {
        "paragraph": {
            name: getattr(paragraph, name)
            for name in ("paragraph_id", "kind", "marker", "lead_verb", "action", "text")
        },
        "mentions": [_mention(mention, explanation) for mention in paragraph.mentions],
        "inherited_addressees": [_inherited(each) for each in paragraph.inherited],
    }


def _mention(mention: Mention, explanation: Explanation) -> dict[str, Any]:
    rule = mention.rule
    return {
        "number": mention.number,
        "family": mention.family,
        f"{mention.family}_id": mention.target_id,
        "label": mention.label,
        "kind": mention.kind,
        "role": mention.role,
        "counts_for": mention.counts_for,
        "surface": mention.surface,
        "start_char": mention.start_char,
        "end_char": mention.end_char,
        "cited_on": mention.cited_on.isoformat() if mention.cited_on else None,
        "pinpoint": mention.pinpoint,
        "request": _request(mention.request) if mention.request else None,
        "rule": rule.name,
        "rule_family": rule.family,
        "term": rule.term,
        "near": rule.near,
        "within": rule.within,
        "condition": conditions_of(rule, explanation.themes) or None,
        "vocabulary_version": mention.vocabulary_version,
    }


def _request(request: Request) -> dict[str, Any]:
    names = (
        "deliverable", "requested_of", "requested_of_label", "recipient",
        "due_session", "due_year", "due_surface", "is_recurring",
    )  # fmt: skip
    return {name: getattr(request, name) for name in names}


def _inherited(inherited: Inherited) -> dict[str, Any]:
    return {
        "actor_id": inherited.actor_id,
        "label": inherited.label,
        "kind": inherited.kind,
        "from_paragraph_id": inherited.from_paragraph_id,
    }
