"""What in a document a person should look at first, before trusting its paragraphs.

Here: signs that a reading went wrong, each with the paragraphs it is about. Not here: rules over the
whole warehouse (`expectations`), how doubts are shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from warehouse.inspection import Inspection, Paragraph, name_of

BODY_OF_NAME = re.compile(r"^(?P<scope>(?:an\d+\.)?(?:s\d+\.)?)op\d+")
LAST_ITEM = re.compile(r"(?:\((?P<enclosed>[^()]+)\)|(?P<plain>[^()]+))$")
ROMAN = [
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    *("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"),
    *("xxi", "xxii", "xxiii", "xxiv", "xxv", "xxvi", "xxvii", "xxviii", "xxix", "xxx"),
]
LETTERS = [*"abcdefghijklmnopqrstuvwxyz", *(letter * 2 for letter in "abcdefghijklmnopqrstuvwxyz")]


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at: a sentence, and the names of the paragraphs it is about."""

    sentence: str
    names: tuple[str, ...] = ()


def doubts(inspection: Inspection) -> list[Doubt]:
    """The doubts about a document, the gravest first; empty when nothing is odd."""
    paragraphs = inspection.paragraphs
    return [
        *_about("The source lost the end of", (p for p in paragraphs if p.is_truncated)),
        *_about("The words differ from those of the source lines of", _other_words(inspection)),
        *_about("No source line is its own for", _without_lines(inspection)),
        *_about("Another paragraph stands between the source lines of", _scattered(inspection)),
        *_lines(inspection),
        *_numbering(paragraphs),
        *_about("The number is inferred, not printed, of", (p for p in paragraphs if p.number_is_inferred)),
        *_about("No lead phrase was recognized in", filter(lacks_lead_phrase, paragraphs)),
        *_footnotes(inspection),
    ]


def lacks_lead_phrase(paragraph: Paragraph) -> bool:
    """Whether the paragraph ought to open with a lead phrase and does not: items and annexes need none."""
    is_expected = paragraph.section != "annex" and paragraph.depth == 0
    return is_expected and paragraph.kind in ("preambular", "operative") and not paragraph.lead_phrase


def _about(sentence: str, odd: Iterable[Paragraph]) -> list[Doubt]:
    names = tuple(paragraph.name for paragraph in odd)
    return [Doubt(sentence, names)] if names else []


def _other_words(inspection: Inspection) -> list[Paragraph]:
    """Paragraphs whose letters are not those of their lines, markers aside."""
    printed: dict[str, str] = {}
    for line in inspection.lines:
        if line.paragraph_id:
            printed[line.paragraph_id] = printed.get(line.paragraph_id, "") + line.text
    return [
        paragraph
        for paragraph in inspection.paragraphs
        if paragraph.paragraph_id in printed
        and _letters(printed[paragraph.paragraph_id])
        not in (_letters(paragraph.text), _letters((paragraph.marker or "") + paragraph.text))
    ]


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, unicodedata.normalize("NFKC", text)))


def _without_lines(inspection: Inspection) -> list[Paragraph]:
    return [block.paragraph for block in inspection.blocks if block.paragraph and not block.lines]


def _scattered(inspection: Inspection) -> list[Paragraph]:
    return [block.paragraph for block in inspection.blocks if block.paragraph and block.part == 2]


def _numbering(paragraphs: list[Paragraph]) -> list[Doubt]:
    """Gaps and repeats: of operative paragraphs within the body, a part or an annex; of items within a chapeau."""
    top = [p for p in paragraphs if p.kind == "operative" and p.depth == 0 and _scope(p) is not None]
    series = [list(run) for _, run in groupby(top, key=_scope)]
    children: dict[str, list[Paragraph]] = {}
    for paragraph in paragraphs:
        if paragraph.parent_id:
            children.setdefault(paragraph.parent_id, []).append(paragraph)
    return [doubt for run in (*series, *children.values()) for doubt in _breaks(run)]


def _scope(paragraph: Paragraph) -> str | None:
    """What the numbers run on within: "" for the body, "an2." for annex 2; None for an unnumbered one."""
    found = BODY_OF_NAME.match(paragraph.name)
    return found["scope"] if found else None


def _breaks(run: list[Paragraph]) -> list[Doubt]:
    items = [_item(paragraph) for paragraph in run]
    order = next((order for order in (ROMAN, LETTERS) if items[0] == order[0]), LETTERS)
    found = []
    last = 0
    for paragraph, item in zip(run, items, strict=True):
        place = int(item) if item.isdecimal() else order.index(item) + 1 if item in order else None
        if place is None:
            continue
        if place > last + 1:
            found.append(
                Doubt(f"{_missing(last + 1, place - 1, item, order)} missing before", (paragraph.name,))
            )
        elif place <= last:
            found.append(Doubt(f"The number {item} repeats or runs back at", (paragraph.name,)))
        last = place
    return found


def _item(paragraph: Paragraph) -> str:
    """What counts a paragraph within its series: 4 of "4", a of "4(a)"."""
    found = LAST_ITEM.search(paragraph.number or "")
    return (found["enclosed"] or found["plain"]).strip().lower() if found else ""


def _missing(first: int, last: int, item: str, order: list[str]) -> str:
    names = [str(at) if item.isdecimal() else f"({order[at - 1]})" for at in (first, last)]
    return f"Number {names[0]} is" if first == last else f"Numbers {names[0]} to {names[1]} are"


def _footnotes(inspection: Inspection) -> list[Doubt]:
    loose = [note for note in inspection.footnotes if note.paragraph_id is None]
    if not loose:
        return []
    markers = ", ".join(note.marker for note in loose)
    return [Doubt(f"No paragraph is known to call footnote{'s' * (len(loose) > 1)} {markers}")]


def _lines(inspection: Inspection) -> list[Doubt]:
    lines = inspection.lines
    lost = [line for line in lines if line.role == "paragraph" and not line.paragraph_id]
    unknown = {name_of(line.paragraph_id) for line in lines if line.paragraph_id} - {
        paragraph.name for paragraph in inspection.paragraphs
    }
    counted = inspection.document["line_count"]
    return [
        *(
            [Doubt(f"{len(lost)} line(s) of paragraphs name none, first line {lost[0].number}")]
            if lost
            else []
        ),
        *(
            [Doubt(f"Lines name paragraphs that are not there: {', '.join(sorted(unknown))}")]
            if unknown
            else []
        ),
        *(
            [Doubt(f"The source had {counted} lines, and {len(lines)} are here")]
            if counted != len(lines)
            else []
        ),
    ]
