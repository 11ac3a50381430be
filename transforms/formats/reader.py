"""What every reader gives and every format is: the one protocol of `transforms.formats`.

Here: the records. Not here: the readers, or which of them reads what (`registry`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from transforms.text import Line, Unreadable


@dataclass(slots=True)
class Text:
    """One text of a source: its non-empty lines in reading order.

    `where` names its place in a source that holds several; `symbol` and `language` (ISO 639-1) are what
    the source says of it beside the text, None where it says nothing. `unreadable` is why a text of a source
    that holds several cannot be read; then it has no lines, and the others are read.
    """

    lines: list[Line]
    where: str = ""
    symbol: str | None = None
    language: str | None = None
    unreadable: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its `name` in `resolutions.source_format`, how its bytes are told from others', and
    its reader.

    A reader raises Unreadable with the reason for what it cannot read; it never opens a file or an
    address, and its cost is bounded by the size of its input.
    """

    name: str
    recognizes: Callable[[bytes], bool]
    read: Callable[[bytes], list[Text]]
