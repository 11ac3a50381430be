"""The closed sets of values that columns may hold, in the field's words.

Here: the sets. Not here: which column holds which (`warehouse.tables`).
"""

from __future__ import annotations

ORGANS = ("HRC", "GA", "SC", "ECOSOC", "CHR")
DOCUMENT_TYPES = ("resolution", "decision", "presidential_statement")
SESSION_KINDS = ("regular", "special", "organizational", "emergency_special")
ADOPTIONS = ("without_vote", "recorded_vote")
SECTIONS = ("preamble", "operative", "annex")
PARAGRAPH_KINDS = ("opening", "preambular", "operative", "heading", "annex", "table")
ACTIONS = ("observing", "reinforcing", "evaluative", "deciding", "directive")
LINE_ROLES = (
    "front", "title", "opening", "paragraph", "heading",
    "footnote", "furniture", "closing", "vote", "annex",
)  # fmt: skip
ACTOR_KINDS = (
    "state", "states", "un_organ", "un_official", "un_entity", "treaty_body", "special_procedure",
    "council_mechanism", "regional_organization", "civil_society", "nhri", "private_sector",
    "national_body", "other_stakeholder",
)  # fmt: skip
ROLES = ("addressee", "mentioned")
DELIVERABLES = ("report", "oral_update", "study", "panel_discussion", "summary", "other")
RECIPIENTS = (*ORGANS, "other")
INSTRUMENT_KINDS = (
    "treaty",
    "declaration",
    "guidelines",
    "resolution",
    "decision",
    "presidential_statement",
    "document",
)
STAGES = ("read", "parse", "settle")
REJECT_REASONS = (
    "empty", "too_large", "unreadable", "unsupported_format", "not_text", "malformed_xml", "unknown_language",
    "not_a_resolution", "no_symbol", "incomplete", "parser_error", "duplicate", "superseded", "conflicting_text",
    "no_text_layer", "password", "damaged", "too_costly", "too_slow", "unsafe_archive", "needs_libreoffice",
    "wrong_document",
)  # fmt: skip
SEVERITIES = ("critical", "warning")

VOTES = ("in_favour", "against", "abstaining")
ROLL_VOTES = (*VOTES, "non_voting")
ORIGINS = ("text", "record")
HEADING_KINDS = ("subject", "place")
COMPLETED_FIELDS = (
    "title", "adopted_on", "meeting", "agenda_item", "adoption",
    "votes_in_favour", "votes_against", "votes_abstaining", "state_votes",
)  # fmt: skip
COVERAGES = ("whole", "partial", "unknown")
"""How much of a session is held."""
OUTCOMES = ("filled", "agrees", "differs")

POLARITIES = ("include", "exclude")
VOCABULARY_FAMILIES = (
    "theme",
    "theme_kind",
    "actor",
    "actor_head",
    "actor_word",
    "instrument",
    "request_word",
    "pattern",
)
"""`theme_kind` gives a theme to every actor of a kind; an `actor_head` opens a name such as Special
Rapporteur on …; an `actor_word` is a short form such as the Council; a `request_word` names an output such as a report; a `pattern` reads numbers."""
