"""Stable names of paragraphs (pp3, op4(a), an2.op3, h1) and numbers that position gives.

Here: numbering what was segmented. Not here: where paragraphs begin (`starts`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from transforms.lead_phrases import find_lead
from transforms.paragraph import Paragraph
from warehouse.languages import Language


def infer_numbers(paragraphs: list[Paragraph], language: Language) -> None:
    """Number by position the operative paragraphs that lost their numbers, marking them as inferred.

    Those that open with a finite verb count ("Decides …"); where none does, all. A text that lost some
    numbers has them back where they fit: 2 between 1 and 3, and 13 after a last paragraph 12.
    """
    operative = [p for p in paragraphs if p.kind == "operative" and p.depth == 0 and not p.quote]
    finite = [p for p in operative if p.marker or _is_finite(p, language)]
    last, run = 0, list[Paragraph]()
    for paragraph in finite or operative:
        if paragraph.number is None:
            run.append(paragraph)
            continue
        if paragraph.number.isdecimal():
            if int(paragraph.number) == last + len(run) + 1 or (paragraph.number == "1" and last):
                _number_from(last + 1, run)
            last = int(paragraph.number)
        run = []
    _number_from(last + 1, run)


def _number_from(first: int, run: list[Paragraph]) -> None:
    for number, paragraph in enumerate(run, first):
        paragraph.number, paragraph.inferred = str(number), True


def _is_finite(paragraph: Paragraph, language: Language) -> bool:
    lead = find_lead(paragraph.text, language)
    return lead is not None and lead.finite


@dataclass(slots=True)
class _Names:
    """What identifiers are made of within the body, one annex, or one quoted resolution."""

    prefix: str
    parent: int | None = None
    """The paragraph that introduces a quoted resolution."""
    base: int = 0
    """The depth at which its top paragraphs stand."""
    preambular: int = 0
    plain: int = 0
    unlettered: int = 0
    part: int = 1
    last: int = 0
    top: str = ""
    number: str | None = None
    open_at: dict[int, int] = field(default_factory=dict)


def identify(paragraphs: list[Paragraph]) -> tuple[list[str], list[int | None]]:
    """Stable identifiers (pp3, op4(a), an2.op3, h1, op2.pp1 in what op2 quotes) and the index of each
    paragraph's parent. The depth of quoted paragraphs becomes that below the paragraph that quotes them."""
    identifiers: list[str] = []
    parents: list[int | None] = []
    scopes: dict[tuple[int, int], _Names] = {}
    used: Counter[str] = Counter()
    headings = 0
    for index, paragraph in enumerate(paragraphs):
        names = scopes.get((paragraph.annex, paragraph.quote))
        if names is None:
            names = _new_scope(paragraph, scopes, paragraphs, index)
            scopes[paragraph.annex, paragraph.quote] = names
        parent = names.parent
        if paragraph.kind == "opening":
            name = f"{names.prefix}opening"
        elif paragraph.kind == "heading":
            headings += 1
            name = f"h{headings}"
        elif paragraph.depth:
            above = [d for d in range(paragraph.depth - 1, -1, -1) if d in names.open_at]
            parent = names.open_at[above[0]] if above else names.parent
            name = f"{names.prefix}{names.top}{_item_name(paragraph, names)}"
            if names.number is not None and paragraph.number is not None:
                paragraph.number = names.number + paragraph.number
        else:
            name = f"{names.prefix}{_top_name(paragraph, names)}"
            names.top, names.number = name[len(names.prefix) :], paragraph.number
            names.unlettered = 0
        if paragraph.kind != "heading":
            names.open_at = {depth: at for depth, at in names.open_at.items() if depth < paragraph.depth}
            names.open_at[paragraph.depth] = index
        paragraph.depth += names.base
        used[name] += 1
        identifiers.append(f"{name}~{used[name]}" if used[name] > 1 else name)
        parents.append(parent)
    return identifiers, parents


def _new_scope(
    paragraph: Paragraph, scopes: dict[tuple[int, int], _Names], paragraphs: list[Paragraph], index: int
) -> _Names:
    annex = f"an{paragraph.annex}." if paragraph.annex else ""
    around = scopes.get((paragraph.annex, 0))
    if not paragraph.quote or around is None or not index:
        return _Names(annex)
    return _Names(f"{annex}{around.top}.", parent=index - 1, base=paragraphs[index - 1].depth + 1)


def _item_name(paragraph: Paragraph, names: _Names) -> str:
    """(a)(ii), or .p2 for the second item without a letter."""
    if paragraph.number is not None:
        return paragraph.number
    names.unlettered += 1
    return f".p{names.unlettered}"


def _top_name(paragraph: Paragraph, names: _Names) -> str:
    if paragraph.kind == "preambular":
        names.preambular += 1
        return f"pp{names.preambular}"
    if paragraph.number is None:
        names.plain += 1
        return f"p{names.plain}"
    if paragraph.number.isdecimal():
        if int(paragraph.number) <= names.last and int(paragraph.number) == 1:
            names.part += 1
        names.last = int(paragraph.number)
    part = f"s{names.part}." if names.part > 1 else ""
    return f"{part}op{paragraph.number}"
