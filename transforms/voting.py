"""The roll of a recorded vote as texts print it: who voted in favour, against, or abstained.

Here: the list of each side. Not here: the lines that hold the roll (`closing`), which State a name names (`states`).
"""

from __future__ import annotations

from collections.abc import Iterable

from warehouse.languages import Language

Roll = tuple[tuple[str, str], ...]
"""(side, what is printed of it): ("in_favour", "Albania, Benin, Chile"), each side as often as it is printed."""


def read_roll(lines: Iterable[str], language: Language) -> Roll | None:
    """The sides that the lines of a vote list, in order; None where they list none."""
    text = ""
    for line in lines:
        text += line if not text or text.endswith("-") else f" {line}"
    text = text.partition("]")[0]
    labels = list(language.patterns["closing.roll"].finditer(text))
    ends = [label.start() for label in labels[1:]] + [len(text)]
    sides = [
        (str(label.lastgroup), printed)
        for label, end in zip(labels, ends, strict=True)
        if (printed := text[label.end() : end].strip(" ."))
        and not language.patterns["closing.nobody"].match(printed)
    ]
    return tuple(sides) or None
