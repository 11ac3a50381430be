"""A corpus of themes, and what stands beside them, small enough to count by hand.

Here: its rows, and the metrics of them. Not here: what the metrics should be (`test_metric_themes`, `test_metric_wording`).

| document, session | paragraph      | words do                 | themes         | addresses        | cites                   |
|-------------------|----------------|--------------------------|----------------|------------------|-------------------------|
| A, 30             | pp1 preambular | observing                | migration      |                  | CRC                     |
|                   | op1            | directive                | water          | states, twice    |                         |
|                   | op1(a) item    | (of op1: directive)      | workers        | (of op1: states) | UDHR                    |
|                   | op2            | observing                | water          |                  | ICCPR, also footnote 1  |
|                   | an1 annex      |                          | workers        | states           | CAT, footnote: CRC      |
| B, 30             | pp1 preambular | observing                | water          |                  | ICCPR                   |
|                   | op1            | deciding                 | workers, water | OHCHR, states    |                         |
|                   | op2            |                          | water          |                  |                         |
| C, 31             | pp1 preambular | observing                |                |                  | footnote, uncalled: CRC |
|                   | op1            | evaluative               | water          |                  |                         |
|                   | op2            |                          | workers        |                  |                         |
| D, 31             | none           |                          |                |                  |                         |
| F, 30 in French   | pp1 preambular | observing                | workers        |                  | CRC                     |
|                   | op1            | directive                | water          | states           |                         |
|                   | op2            | observing                | workers, water |                  |                         |
| G, 75, the        | pp1 preambular | observing                |                |                  |                         |
| Assembly's        | op1            | directive                | water          | OHCHR            |                         |
|                   | op1(a) item    | observing                | workers        | WHO              | ICCPR                   |
|                   | op1(b) item    | (of op1: directive)      | water          | (of op1: OHCHR)  |                         |

WHO is mentioned in A op2, UNICEF in the annex of A. A theme "migration" counts workers. In all 4 documents of the Council
in English and their 4 + 3 + 3 = 10 paragraphs; migration has 4 of them (A pp1, A op1(a), B op1, C op2), workers 3, water 6.
Each document is held of those the index knows: 2 in session 30, of session 31 it knows 3; of the Assembly it knows nothing.
In French, one of the 2 is held.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.metric_tables import adopted, computed, document, only, terms

THEMES = [
    {"theme_id": "migration", "label": "Migration", "definition": "d"},
    {"theme_id": "workers", "parent_id": "migration", "label": "Workers", "definition": "d"},
    {"theme_id": "water", "label": "Water", "definition": "d"},
    {"theme_id": "sport", "label": "Sport", "definition": "d"},
]
# paragraph, kind, number, what its own words do
PARAGRAPHS = [
    ("A#pp1", "preambular", None, "observing"), ("A#op1", "operative", "1", "directive"),
    ("A#op1(a)", "operative", "1(a)", None), ("A#op2", "operative", "2", "observing"), ("A#an1", "annex", None, None),
    ("B#pp1", "preambular", None, "observing"), ("B#op1", "operative", "1", "deciding"),
    ("B#op2", "operative", "2", None),
    ("C#pp1", "preambular", None, "observing"), ("C#op1", "operative", "1", "evaluative"),
    ("C#op2", "operative", "2", None),
    ("F#pp1", "preambular", None, "observing"), ("F#op1", "operative", "1", "directive"),
    ("F#op2", "operative", "2", "observing"),
    ("G#pp1", "preambular", None, "observing"), ("G#op1", "operative", "1", "directive"),
    ("G#op1(a)", "operative", "1(a)", "observing"), ("G#op1(b)", "operative", "1(b)", None),
]  # fmt: skip
ABOUT = [
    ("A#pp1", "migration"), ("A#op1", "water"), ("A#op1(a)", "workers"), ("A#op2", "water"), ("A#an1", "workers"),
    ("B#pp1", "water"), ("B#op1", "workers"), ("B#op1", "water"), ("B#op2", "water"),
    ("C#op1", "water"), ("C#op2", "workers"),
    ("F#pp1", "workers"), ("F#op1", "water"), ("F#op2", "workers"), ("F#op2", "water"),
    ("G#op1", "water"), ("G#op1(a)", "workers"), ("G#op1(b)", "water"),
]  # fmt: skip
# paragraph, actor, role, first character
NAMED = [
    ("A#op1", "states", "addressee", 0), ("A#op1", "states", "addressee", 10), ("A#op2", "WHO", "mentioned", 0),
    ("A#an1", "states", "addressee", 0), ("A#an1", "UNICEF", "mentioned", 0),
    ("B#op1", "OHCHR", "addressee", 0), ("B#op1", "states", "addressee", 0),
    ("F#op1", "states", "addressee", 0), ("G#op1", "OHCHR", "addressee", 0), ("G#op1(a)", "WHO", "addressee", 0),
]  # fmt: skip
CITED = [
    ("A#pp1", "CRC"), ("A#op1(a)", "UDHR"), ("A#op2", "ICCPR"), ("A#an1", "CAT"), ("B#pp1", "ICCPR"), ("F#pp1", "CRC"),
    ("G#op1(a)", "ICCPR"),
]  # fmt: skip
IN_FOOTNOTES = [("A", 1, "A#op2", "ICCPR"), ("A", 2, "A#an1", "CRC"), ("C", 1, None, "CRC")]
SPAN = {"start_char": 0, "end_char": 5}
SPANS = {"migration": SPAN, "workers": SPAN, "water": {"start_char": 10, "end_char": 15}}

ROWS: dict[str, list[dict[str, Any]]] = {
    "themes": THEMES,
    "vocabulary": [*terms("migration", "workers", "water", "sport"), *terms("workers", "water", language="fr")],
    "resolutions": [
        document("A", "30", "1"), document("B", "30", "2"), document("C", "31", "1"), document("D", "31", "2"),
        document("F", "30", "1", language="fr"), document("G", "75", "1", organ="GA"),
    ],
    "adopted_resolutions": [adopted("30", 2), adopted("31", 3)],
    "paragraphs": [
        {
            "paragraph_id": name, "document_id": name[0], "kind": kind, "number": number, "action": action,
            "parent_id": f"{name[0]}#op1" if "(" in name else None, "word_count": 10,
        }
        for name, kind, number, action in PARAGRAPHS
    ],
    "paragraph_themes": [{"paragraph_id": name, "theme_id": theme, **SPANS[theme]} for name, theme in ABOUT],
    "paragraph_actors": [
        {"paragraph_id": name, "actor_id": actor, "role": role, "start_char": start, "end_char": start + 5}
        for name, actor, role, start in NAMED
    ],
    "paragraph_instruments": [{"paragraph_id": name, "instrument_id": cited, **SPAN} for name, cited in CITED],
    "footnote_instruments": [
        {"document_id": text, "position": position, "paragraph_id": name, "instrument_id": cited, **SPAN}
        for text, position, name, cited in IN_FOOTNOTES
    ],
}  # fmt: skip


COUNCIL, IN_FRENCH, ASSEMBLY = ("HRC", "en"), ("HRC", "fr"), ("GA", "en")

# Wilson's intervals of a share in n
OF_ONE_HALF_OF_ONE = (0.0546, 0.9454)  # (0.5 + 1.9207 ± 1.96 × √(0.5 × 0.5 / 1 + 0.9604)) / (1 + 3.8415)
OF_ONE_OF_ONE = (0.2065, 1.0)
OF_TWO_OF_TWO = (0.3424, 1.0)


@cache
def metric(name: str) -> pl.DataFrame:
    """The metric of the corpus."""
    with tempfile.TemporaryDirectory() as folder:
        return computed(name, ROWS, Path(folder))


def rows_of(name: str, *columns: str) -> dict[tuple[str, str], list[tuple[Any, ...]]]:
    """The rows of a metric in these columns, in the order of its key, by organ and language."""
    found: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for organ, language, *row in metric(name).select("organ", "language", *columns).iter_rows():
        found.setdefault((organ, language), []).append(tuple(row))
    return found


def interval_of(name: str, share: str, of: tuple[str, str], **values: Any) -> tuple[Any, Any]:
    """The interval of a share in the one row of an organ and language with these values."""
    row = only(metric(name), organ=of[0], language=of[1], **values)
    return row[f"{share}_low"], row[f"{share}_high"]


def near(interval: tuple[float, float]) -> Any:
    return pytest.approx(interval, abs=0.00005)
