"""What each vocabulary file must look like: columns, required cells, closed values, keys.

Here: one `Sheet` a kind of file. Not here: reading them (`warehouse.vocabularies_csv`) or what they
mean together (`warehouse.vocabularies`).
"""

from __future__ import annotations

from warehouse.enumerations import ACTOR_KINDS, INSTRUMENT_KINDS, ORGANS, POLARITIES
from warehouse.vocabularies_csv import Sheet

THEMES_COLUMNS = ("theme_id", "parent_id", "label", "definition")
LANGUAGES = ("en", "fr", "es", "ar", "zh", "ru")
CITATION_ROLES = (
    "organ", "organ_after", "own", "range", "resolution", "decision", "statement", "paragraph",
)  # fmt: skip
ACTOR_ROLES = (
    "place_before", "acting_before", "place_after", "within_before", "part", "officer", "part_of", "part_joins", "state_head", "chair_head", "short", "subject", "office", "of", "name_ends", "name_and", "name_or",
    "name_and_ends", "name_right", "name_place", "name_unended", "name_never_first", "name_never_last", "common_noun", "may_go_on",
    "aside", "pronoun", "pronoun_before", "state_body", "modifier", "modifier_join", "joined_head", "joins", "that", "shall", "directs", "directs_first", "decides",
)  # fmt: skip
REQUEST_ROLES = (
    "output", "weak_output", "event", "reports", "reports_first", "reports_on", "informs", "form", "delivers", "holds", "held", "includes", "in", "aside",
    "given_with", "decides", "determiner", "definite", "blocks", "within",
    "to", "given", "to_itself", "of", "session", "session_joins", "recurring", "recurring_noun", "year", "joins",
)  # fmt: skip
OUTPUT_ROLES = ("output", "weak_output", "event", "reports", "reports_first", "informs", "form")
"""The roles of words that name an output: their value is its kind."""
INFLECTION_ROLES = ("plural", "spelling")
THEME_ROLES = ("ground", "between_grounds")
CITED_ORGANS = (*ORGANS, "SUBCOM", "other")

_TERM_COLUMNS = ("language", "term", "polarity", "near", "within", "example")
_TERM_VALUES = {"language": LANGUAGES, "polarity": POLARITIES}


def _terms_of(identifier: str) -> Sheet:
    return Sheet(
        (identifier, *_TERM_COLUMNS),
        required=(identifier, "language", "term", "polarity", "example"),
        key=(identifier, "language", "term", "near"),
        values=_TERM_VALUES,
    )


SHEETS: dict[str, Sheet] = {
    "inflections": Sheet(("language", "role", "ending", "instead"), ("language", "role", "instead"), ("language", "role", "ending"), {"language": LANGUAGES, "role": INFLECTION_ROLES}),
    "themes": Sheet(THEMES_COLUMNS, ("theme_id", "label", "definition"), ("theme_id",)),
    "theme_terms": _terms_of("theme_id"),
    "theme_words": Sheet(("language", "role", "value", "words"), ("language", "role", "words"), ("language", "role", "words"), {"language": LANGUAGES, "role": THEME_ROLES}),
    "theme_precedence": Sheet(("theme_id", "over"), ("theme_id", "over"), ("theme_id", "over")),
    "actors": Sheet(
        ("actor_id", "label", "kind", "parent_id", "source"),
        ("actor_id", "label", "kind", "source"),
        ("actor_id",),
        {"kind": ACTOR_KINDS},
    ),
    "states": Sheet(("actor_id", "label", "m49", "source"), ("actor_id", "label", "m49", "source"), ("actor_id",)),
    "state_names": Sheet(("actor_id", "language", "names"), ("actor_id", "language", "names"), ("actor_id", "language"), {"language": LANGUAGES}),
    "state_adjectives": Sheet(("actor_id", "language", "adjectives"), ("actor_id", "language", "adjectives"), ("actor_id", "language"), {"language": LANGUAGES}),
    "actor_terms": _terms_of("actor_id"),
    "actor_heads": Sheet(
        ("prefix", "language", "head", "kind", "example"),
        ("prefix", "language", "head", "kind", "example"),
        ("language", "head"),
        {"kind": ACTOR_KINDS, "language": LANGUAGES},
    ),
    "theme_kinds": Sheet(("kind", "theme_id"), ("kind", "theme_id"), ("kind",), {"kind": ACTOR_KINDS}),
    "actor_words": Sheet(("language", "role", "value", "words"), ("language", "role", "words"), ("language", "role", "words"), {"language": LANGUAGES, "role": ACTOR_ROLES}),
    "instruments": Sheet(
        ("instrument_id", "kind", "title", "adopted_on", "core_treaty", "source"),
        ("instrument_id", "kind", "title", "core_treaty", "source"),
        ("instrument_id",),
        {"kind": INSTRUMENT_KINDS, "core_treaty": ("yes", "no")},
    ),
    "instrument_terms": _terms_of("instrument_id"),
    "citation_words": Sheet(("language", "role", "value", "words"), ("language", "role", "words"), ("language", "role", "words"), {"language": LANGUAGES, "role": CITATION_ROLES}),
    "request_words": Sheet(("language", "role", "value", "words"), ("language", "role", "words"), ("language", "role", "words"), {"language": LANGUAGES, "role": REQUEST_ROLES}),
}  # fmt: skip
"""Each kind of file; a name may be continued: theme_terms_migration.csv is read as theme_terms."""
