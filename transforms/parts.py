"""Parts of a text that no line announces: an annex that lost its word, and tables.

Here: looking at whole paragraphs once they are read. Not here: where paragraphs begin (`starts`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.lead_phrases import find_lead
from transforms.paragraph import Paragraph
from warehouse.languages import Language

FIGURE = re.compile(r"[(–—-]?\d[\d.,]*[%)]*[a-z]?$|[–—-]$|[A-Z]{1,2}-\d$")
SENTENCE_ENDS = ".;:,"
LEAST_CELLS = 8
FIGURES_SHARE = 0.25
"""Of the words of a table, at least so many are numbers; sentences that cite many resolutions have fewer."""


def mark_tables(paragraphs: Sequence[Paragraph], language: Language) -> None:
    """Give the kind "table" to paragraphs without a number that are mostly figures."""
    for paragraph in paragraphs:
        if paragraph.marker or paragraph.kind not in ("operative", "annex"):
            continue
        words = paragraph.text.split() if paragraph.text[-1:] not in SENTENCE_ENDS else []
        figures = sum(bool(FIGURE.match(word)) for word in words)
        if (
            len(words) >= LEAST_CELLS
            and figures >= FIGURES_SHARE * len(words)
            and not find_lead(paragraph.text, language)
        ):
            paragraph.kind = "table"


def set_annex_apart(paragraphs: Sequence[Paragraph], language: Language) -> None:
    """Make an annex of what follows the last operative paragraph, where the text has one and no line says so.

    An operative paragraph must speak of an annex. The annex begins below the last paragraph that
    opens with a finite verb, as those of an organ do.
    """
    if any(paragraph.annex for paragraph in paragraphs):
        return
    own = [index for index, each in enumerate(paragraphs) if _operates(each, language)]
    if not any(language.patterns["body.annexed"].search(paragraphs[i].text) for i in own):
        return
    tail = [i for i in range(own[-1] + 1, len(paragraphs)) if _begins_annex(paragraphs[i])]
    for paragraph in paragraphs[tail[0] :] if tail else ():
        paragraph.section, paragraph.annex = "annex", 1
        if paragraph.kind in ("operative", "preambular"):
            paragraph.kind = "annex"


def _operates(paragraph: Paragraph, language: Language) -> bool:
    """Whether it is an operative paragraph of the organ itself, not of what it adopts."""
    if paragraph.kind != "operative" or paragraph.depth or paragraph.quote:
        return False
    lead = find_lead(paragraph.text, language)
    return lead is not None and lead.finite


def _begins_annex(paragraph: Paragraph) -> bool:
    return (
        paragraph.depth == 0 and not paragraph.quote and paragraph.kind in ("operative", "heading", "table")
    )
