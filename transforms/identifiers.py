"""Stable names of paragraphs (pp3, op4(a), an2.op3, h1) and numbers that position gives.

Here: numbering what was segmented. Not here: where paragraphs begin (`body`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from transforms.body import Paragraph


def infer_numbers(paragraphs: list[Paragraph]) -> None:
    """Number operative paragraphs by position where the source lost every number."""
    operative = [p for p in paragraphs if p.kind == "operative" and p.depth == 0]
    if any(paragraph.marker for paragraph in operative):
        _infer_lost_numbers(operative)
        return
    for number, paragraph in enumerate(operative, 1):
        paragraph.number, paragraph.inferred = str(number), True


def _infer_lost_numbers(operative: list[Paragraph]) -> None:
    """Number a paragraph that lost its number between two that have theirs: 2 between 1 and 3."""
    last = 0
    for paragraph, following in zip(operative, [*operative[1:], None], strict=True):
        expected = str(last + 2)
        if paragraph.number is None and following is not None and following.number == expected:
            paragraph.number, paragraph.inferred = str(last + 1), True
        if paragraph.number and paragraph.number.isdigit():
            last = int(paragraph.number)


@dataclass(slots=True)
class _Names:
    """Counts that identifiers are made of, within the body or one annex."""

    preambular: int = 0
    plain: int = 0
    part: int = 1
    last: int = 0
    top: str = ""
    number: str | None = None


def identify(paragraphs: list[Paragraph]) -> tuple[list[str], list[int | None]]:
    """Stable identifiers (pp3, op4(a), an2.op3, h1) and the index of each paragraph's parent."""
    identifiers: list[str] = []
    parents: list[int | None] = []
    scopes: dict[int, _Names] = {}
    used: Counter[str] = Counter()
    headings = 0
    open_at: dict[int, int] = {}
    for index, paragraph in enumerate(paragraphs):
        names = scopes.setdefault(paragraph.annex, _Names())
        scope = f"an{paragraph.annex}." if paragraph.annex else ""
        parent = None
        if paragraph.kind == "opening":
            name = "opening"
        elif paragraph.kind == "heading":
            headings += 1
            name, scope = f"h{headings}", ""
        elif paragraph.depth:
            parent = next((open_at[d] for d in range(paragraph.depth - 1, -1, -1) if d in open_at), None)
            name = names.top + (paragraph.number or "")
            if names.number is not None:
                paragraph.number = names.number + (paragraph.number or "")
        else:
            name = _top_name(paragraph, names)
            names.top, names.number = name, paragraph.number
        if paragraph.kind != "heading":
            open_at = {depth: at for depth, at in open_at.items() if depth < paragraph.depth}
            open_at[paragraph.depth] = index
        used[scope + name] += 1
        repeat = f"~{used[scope + name]}" if used[scope + name] > 1 else ""
        identifiers.append(scope + name + repeat)
        parents.append(parent)
    return identifiers, parents


def _top_name(paragraph: Paragraph, names: _Names) -> str:
    if paragraph.kind == "preambular":
        names.preambular += 1
        return f"pp{names.preambular}"
    if paragraph.number is None:
        names.plain += 1
        return f"p{names.plain}"
    if paragraph.number.isdigit():
        if int(paragraph.number) <= names.last and int(paragraph.number) == 1:
            names.part += 1
        names.last = int(paragraph.number)
    part = f"s{names.part}." if names.part > 1 else ""
    return f"{part}op{paragraph.number}"
