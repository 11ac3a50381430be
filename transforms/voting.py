"""The roll of a recorded vote as texts print it: who voted in favour, against, or abstained.

Here: the list of each side. Not here: the lines that hold the roll (`closing`), which State a name names (`states`).
"""

from __future__ import annotations

from collections.abc import Iterable

from warehouse.languages import Language

Roll = tuple[tuple[str, str], ...]
"""(side, what is printed of it): ("in_favour", "Albania, Benin, Chile"), each side as often as it is printed."""


def read_roll(lines: Iterable[str], language: Language) -> Roll | None:
    """The sides that the lines of a vote list, in order; None where they list none, or where the file of
    the language has no `roll`."""
    text = ""
    for line in lines:
        text += line if not text or text.endswith("-") else f" {line}"
    text = text.partition("]")[0]
    label, nobody = (language.patterns.get(f"closing.{name}") for name in ("roll", "nobody"))
    labels = list(label.finditer(text)) if label else []
    if not labels:
        return None
    ends = [found.start() for found in labels[1:]] + [len(text)]
    printed = [text[found.end() : end].strip(" .") for found, end in zip(labels, ends, strict=True)]
    if len(printed) > 1 and not any(printed[:-1]):
        printed = _below_their_labels(printed)
    sides = [
        (str(found.lastgroup), names)
        for found, names in zip(labels, printed, strict=True)
        if names and not (nobody and nobody.match(names))
    ]
    return tuple(sides) or None


def _below_their_labels(printed: list[str]) -> list[str]:
    """The lists of a table that was read column by column: all labels, then all lists, each ended by a dot."""
    lists = printed[-1].split(". ")
    return lists if len(lists) == len(printed) else printed
