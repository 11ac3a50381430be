"""Footnotes and endnotes of a DOCX file: their markers in the order of the calls, and their text.

Here: counting and the notes' paragraphs. Not here: where they are called (`docx_blocks`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from transforms.formats.blocks import Block, with_marker
from transforms.formats.docx_parts import ID, W, number, value
from transforms.formats.ordinals import write_number
from transforms.formats.runs import Run

SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
Blocks = Callable[[Any], Iterable[Block]]


class Notes:
    """The notes of one file. Footnotes and endnotes count together, in digits or in the stars and daggers
    of the Chicago style: letters and Roman numbers could not be told from the words they are glued to."""

    def __init__(self, roots: dict[str, Any], settings: Any, document: Any, blocks: Blocks) -> None:
        self._notes = {
            (kind, note.get(ID, "")): note
            for kind, root in roots.items()
            for note in root.iterfind(f"{W}{kind}")
            if note.get(f"{W}type") not in SEPARATORS
        }
        self._blocks = blocks
        self._is_chicago = self._restarts = False
        self._start = 1
        for said in (settings, *document.iter(f"{W}sectPr")):
            self._is_chicago |= value(said, "footnotePr/numFmt") == "chicago"
            self._restarts |= value(said, "footnotePr/numRestart") == "eachSect"
            self._start = number(said, "footnotePr/numStart") or self._start
        self._count = self._start

    def holds(self, kind: str, name: str) -> bool:
        return (kind, name) in self._notes

    def end_section(self) -> None:
        if self._restarts:
            self._count = self._start

    def next_marker(self) -> str:
        count = self._count
        self._count += 1
        return write_number(count, "chicago" if self._is_chicago else "decimal")

    def paragraphs(self, kind: str, name: str, marker: str, is_typed: bool = False) -> list[list[Run]]:
        """The paragraphs of a note, the first behind its marker; each note is printed once. A marker that
        `is_typed` is a mark of the note's own; "" where it is not known."""
        note = self._notes.pop((kind, name), None)
        if note is None:
            return []
        paragraphs = [block.runs for block in self._blocks(note)]
        is_typed = is_typed or next(note.iter(f"{W}{kind}Ref"), None) is None
        return with_marker(marker, paragraphs, is_typed) if marker else paragraphs
