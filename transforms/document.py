"""What a reader makes of a source: one adopted text, its paragraphs, footnotes and lines.

Here: the result, whatever the format it was read from. Not here: readers (`documents`, `akn_reading`), frames (`parse`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transforms.closing import Closing
from transforms.front import Front
from transforms.paragraph import Paragraph
from transforms.text import Line
from warehouse.languages import Language
from warehouse.symbols import Adopted


@dataclass(slots=True)
class Footnote:
    marker: str
    text: str
    paragraph: int | None = None


@dataclass(slots=True)
class Document:
    """One adopted text as read. `paragraphs[0]` is the opening formula, where it has one."""

    language: Language
    identity: Adopted
    front: Front
    closing: Closing
    paragraphs: list[Paragraph]
    identifiers: list[str]
    parents: list[int | None]
    footnotes: list[Footnote]
    lines: list[Line]
    line_count: int
    is_fictitious: bool

    @property
    def document_id(self) -> str:
        return f"{self.identity.symbol}@{self.language.code}"

    @property
    def adopted_on(self) -> date | None:
        return self.closing.adopted_on or self.front.adopted_on

    @property
    def meeting(self) -> int | None:
        return self.closing.meeting or self.front.meeting

    @property
    def is_truncated(self) -> list[bool]:
        """For each paragraph, whether it lacks the mark that ends one."""
        return [
            paragraph.kind in ("preambular", "operative") and paragraph.text[-1:].isalnum()
            for paragraph in self.paragraphs
        ]
