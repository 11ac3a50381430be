"""An explanation in the terminal: each paragraph with its mentions marked, and what made each of them.

Here: rows of text at any width, with styles or without. Not here: the marks within the text
(`explain_marks`), what is said (`explain_words`), the same for programs (`explain_json`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from orchestration.explain_marks import FAMILY_COLOURS, marked
from orchestration.explain_words import (
    PLURALS,
    conditions_of,
    inherited_actor,
    remarks,
    term_of,
    what_it_is,
)
from warehouse.explaining import FAMILIES, Explained, Explanation, Mention
from warehouse.showing import visible

INDENT, GAP = 2, 2
NARROWEST = 40
"""Below this width nothing is readable; the terminal folds what is wider."""
COLUMNS_FROM = 90
"""From this width on a mention is one row of three columns; below, its parts stand under each other."""
NO_MENTION = "No mention of an actor, an instrument or a theme was found in it, and no request."
PARTS_OF_TERM = re.compile(r"[^ |]+[ |]?|[ |]")
NAME, QUIET, ODD = "bold", "dim", "bold yellow"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of a family's table: the words, what they name, and why."""

    number: str
    words: Text
    names: Text
    rule: str = ""
    term: str = ""
    condition: str = ""

    def reason(self, width: int) -> Text:
        """The rule, its term and its condition, each on rows of its own."""
        parts = ((self.rule, QUIET), (_broken(self.term, width), ""), (self.condition, "italic"))
        return Text("\n").join(Text(part, style) for part, style in parts if part)


def show_explanation(explanation: Explanation, console: Console) -> None:
    """Prints the explanation. Words of the document are never read as markup or control sequences.

    Where the console has no colours, numbered brackets stand around mentions.
    """
    width = max(console.width, NARROWEST)
    for row in _rows(explanation, width, console):
        row.rstrip()
        console.print(row, soft_wrap=True)


def _rows(explanation: Explanation, width: int, console: Console) -> Iterable[Text]:
    title = Text(visible(explanation.document["title"] or "(no title was found)"), NAME)
    if explanation.is_whole:
        yield from _wrapped(
            Text.assemble((visible(explanation.document["document_id"]), NAME), "  ", title), width, console
        )
    for remark in remarks(explanation):
        lines = _wrapped(Text(remark), width - INDENT, console)
        yield from (Text.assemble(("  " if at else "! ", ODD), line) for at, line in enumerate(lines))
    for at, paragraph in enumerate(explanation.paragraphs):
        if at or explanation.is_whole or remarks(explanation):
            yield Text()
        yield from _paragraph(paragraph, None if explanation.is_whole else title, explanation, width, console)
    if not explanation.paragraphs:
        yield Text("The document has no paragraph.")


def _paragraph(
    paragraph: Explained, title: Text | None, explanation: Explanation, width: int, console: Console
) -> Iterable[Text]:
    verb = ", ".join(filter(None, (paragraph.lead_verb, paragraph.action)))
    kind = visible(" · ".join(filter(None, (paragraph.kind, verb))))
    head = Text.assemble((visible(paragraph.paragraph_id), NAME), "  ", (kind, QUIET))
    if title is not None:
        head = Text.assemble(head, (" · ", QUIET), title)
    yield from _wrapped(head, width, console)
    yield Text()
    styled = console.color_system is not None and not console.no_color
    number = f"{paragraph.marker} " if paragraph.marker else ""
    text = Text.assemble((visible(number), QUIET), marked(paragraph.text, paragraph.mentions, styled))
    yield from _indented(_wrapped(text, width - INDENT, console), INDENT)
    if not paragraph.mentions:
        yield Text()
        yield from _indented(_wrapped(Text(NO_MENTION, QUIET), width - INDENT, console), INDENT)
    for family in FAMILIES:
        entries = _entries(paragraph.of(family), explanation)
        if family == "actor":
            entries += _inherited(paragraph)
        if entries:
            yield Text()
            heading = PLURALS[family].capitalize()
            yield Text(heading, f"bold {FAMILY_COLOURS[family]}" if styled else "bold")
            yield from (_columns if width >= COLUMNS_FROM else _stacked)(entries, width, console)


def _entries(mentions: list[Mention], explanation: Explanation) -> list[_Entry]:
    """A row each; a rule that made several is written out at the first of them."""
    entries = []
    first: dict[str, int] = {}
    for mention in mentions:
        rule = mention.rule
        before = first.setdefault(rule.name, mention.number)
        is_first = before == mention.number
        entries.append(
            _Entry(
                str(mention.number),
                Text(visible(mention.surface), NAME),
                Text(what_it_is(mention)),
                visible(rule.name) + ("" if is_first else f", as at {before}"),
                term_of(rule, mention.surface) if is_first else "",
                conditions_of(rule, explanation.themes) if is_first else "",
            )
        )
    return entries


def _inherited(paragraph: Explained) -> list[_Entry]:
    return [
        _Entry("", Text(visible(f"inherited from {each.from_name}"), "italic"), Text(inherited_actor(each)))
        for each in paragraph.inherited
    ]


def _columns(entries: list[_Entry], width: int, console: Console) -> Iterable[Text]:
    """Number, words, what they name, why; side by side."""
    digits = max(len(entry.number) for entry in entries)
    room = width - INDENT - digits - 3 * GAP
    words = min(max(entry.words.cell_len for entry in entries), room * 2 // 7)
    names = min(max(entry.names.cell_len for entry in entries), (room - words) // 2)
    widths = (words, names, room - words - names)
    for entry in entries:
        cells = [
            _wrapped(cell, column, console)
            for cell, column in zip((entry.words, entry.names, entry.reason(widths[2])), widths, strict=True)
        ]
        for at, row in enumerate(zip_longest(*cells, fillvalue=Text())):
            line = Text(f"{'' if at else entry.number:>{INDENT + digits}}", QUIET)
            for cell, column in zip(row, widths, strict=True):
                cell = cell.copy()
                cell.rstrip()
                line = Text.assemble(line, " " * GAP, cell, " " * (column - cell.cell_len))
            yield line


def _stacked(entries: list[_Entry], width: int, console: Console) -> Iterable[Text]:
    """The words, and below them what they name and why."""
    digits = max(len(entry.number) for entry in entries)
    indent = INDENT + digits + GAP
    for entry in entries:
        for at, row in enumerate(_wrapped(entry.words, width - indent, console)):
            yield Text.assemble((f"{'' if at else entry.number:>{INDENT + digits}}", QUIET), " " * GAP, row)
        inner = width - indent - INDENT
        for cell in filter(None, (entry.names, entry.reason(inner))):
            yield from _indented(_wrapped(cell, inner, console), indent + INDENT)


def _wrapped(text: Text, width: int, console: Console) -> list[Text]:
    """The text in rows of at most `width` columns; words that are longer are cut, never dropped."""
    return list(text.wrap(console, width, overflow="fold")) or [Text()]


def _broken(term: str, width: int) -> str:
    """The term in rows that end at a space or behind a bar of alternatives, wherever one fits the width."""
    rows = [""]
    for part in PARTS_OF_TERM.findall(term):
        if rows[-1] and cell_len(f"{rows[-1]}{part}".rstrip()) > width:
            rows.append("")
        rows[-1] += part
    return "\n".join(rows)


def _indented(rows: list[Text], indent: int) -> list[Text]:
    return [Text.assemble(" " * indent, row) for row in rows]
