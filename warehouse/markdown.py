"""Tables in Markdown.

Here: the one way that pages in docs/ set them. Not here: what stands in them (`codebook`, `cookbook`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def grid(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with a header; bars and line breaks in cells are made harmless."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(map(_harmless, line)) + " |\n" for line in lines)


def _harmless(cell: str) -> str:
    return " ".join(cell.replace("|", "\\|").splitlines())
