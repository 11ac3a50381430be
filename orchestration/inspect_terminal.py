"""An inspection in the terminal: facts, warnings, then source lines beside the paragraphs they became.

Here: two columns of text at any width, with styles or without. Not here: what is said
(`inspect_facts`, `warehouse.doubts`), the page (`inspect_page`).
"""

from __future__ import annotations

from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from orchestration.inspect_facts import (
    around_lead_phrase,
    asked_for,
    facts,
    note_of_kind,
    printed_number,
    remarks,
    title,
)
from warehouse.doubts import Doubt, doubts
from warehouse.inspection import Block, Inspection, Line, Paragraph
from warehouse.showing import visible

LABEL_WIDTH = 12
GAP = 3
INDENT = 2
NARROWEST = 60
"""Below this width two columns of text are no longer readable; the terminal folds what is wider."""
NAMES_SHOWN = 12
NAME, LEAD, QUIET, ODD = "bold", "bold italic", "dim", "bold yellow"


def show_inspection(inspection: Inspection, console: Console) -> None:
    """Prints the inspection. Words of the document are never read as markup or control sequences.

    Where the console has no styles, underscores stand around a lead phrase.
    """
    width = max(console.width, NARROWEST)
    digits = len(str(max((line.number for line in inspection.lines), default=0)))
    right = (width - GAP) // 2
    left = width - GAP - right
    for row in (*_head(inspection, console, width), *_headings(digits, left)):
        console.print(row, soft_wrap=True)
    for block in inspection.blocks:
        source = [row for line in block.lines for row in _source_rows(line, block, digits, left, console)]
        reading = _reading_rows(block, inspection, right, console) if block.paragraph else []
        for on_the_left, on_the_right in zip_longest(source, reading, fillvalue=Text()):
            row = Text.assemble(on_the_left, " " * (left + GAP - on_the_left.cell_len), on_the_right)
            row.rstrip()
            console.print(row, soft_wrap=True)
        console.print()


def _head(inspection: Inspection, console: Console, width: int) -> list[Text]:
    document = inspection.document
    rows = _wrapped(Text(f"{visible(document['symbol'])}  {title(inspection)}", NAME), width, console)
    for label, value in facts(inspection):
        lines = _wrapped(Text(value), width - LABEL_WIDTH, console)
        rows += [
            Text.assemble((("" if at else label).ljust(LABEL_WIDTH), QUIET), line)
            for at, line in enumerate(lines)
        ]
    found = doubts(inspection)
    rows += [Text(), Text("Warnings", ODD) if found else Text("No warnings.")]
    for doubt in found:
        lines = _wrapped(Text(_sentence(doubt)), width - INDENT, console)
        rows += [Text.assemble(("  " if at else "! ", ODD), line) for at, line in enumerate(lines)]
    return [*rows, Text()]


def _sentence(doubt: Doubt) -> str:
    names = list(doubt.names[:NAMES_SHOWN])
    if len(doubt.names) > NAMES_SHOWN:
        names.append(f"{len(doubt.names) - NAMES_SHOWN} more")
    return visible(f"{doubt.sentence} {', '.join(names)}".strip() + ".")


def _headings(digits: int, left: int) -> list[Text]:
    heading = f"{'':>{digits}}  SOURCE".ljust(left + GAP)
    return [Text(f"{heading}READ AS", QUIET), Text()]


def _source_rows(line: Line, block: Block, digits: int, width: int, console: Console) -> list[Text]:
    """One line of the source, folded, its number on the first row; its role where it is in no paragraph."""
    outside = line.paragraph_id is None
    text = Text(visible(line.text), QUIET if outside else "")
    if outside and (block.paragraph or line is block.lines[0]):
        text = Text.assemble((visible(f"[{line.role}] "), f"{QUIET} italic"), text)
    rows = _wrapped(text, width - digits - 2, console)
    return [
        Text.assemble((f"{'' if at else line.number:>{digits}}  ", QUIET), row) for at, row in enumerate(rows)
    ]


def _reading_rows(block: Block, inspection: Inspection, width: int, console: Console) -> list[Text]:
    """What the lines became: name, kind and action; number and text; the footnotes it calls; what it asks for."""
    paragraph = block.paragraph
    assert paragraph is not None
    indent = INDENT * paragraph.depth
    head = Text.assemble((visible(paragraph.name), NAME), "  ", (note_of_kind(paragraph), QUIET))
    if block.part > 1:
        return _indented([head + Text(" · continued", QUIET)], indent)
    for remark in remarks(block):
        head.append(f" · {remark}", ODD)
    rows = [*_wrapped(head, width - indent, console)]
    rows += _wrapped(_text(paragraph, console), width - indent, console)
    for note in inspection.notes_of(paragraph):
        text = Text(visible(f"Footnote {note.marker}: {note.text}"), QUIET)
        rows += _wrapped(text, width - indent, console)
    for words, request in asked_for(paragraph, inspection):
        rows += _wrapped(Text(f"Asks for ‘{words}’: {request}", QUIET), width - indent, console)
    return _indented(rows, indent)


def _text(paragraph: Paragraph, console: Console) -> Text:
    before, phrase, after = around_lead_phrase(paragraph)
    number = printed_number(paragraph)
    mark = "_" if phrase and console.color_system is None else ""
    return Text.assemble(
        (f"{number} " if number else "", QUIET),
        before,
        (f"{mark}{phrase}{mark}", LEAD if phrase else ""),
        after,
    )


def _wrapped(text: Text, width: int, console: Console) -> list[Text]:
    """The text in rows of at most `width` columns; words that are longer are cut, never dropped."""
    return list(text.wrap(console, width, overflow="fold")) or [Text()]


def _indented(rows: list[Text], indent: int) -> list[Text]:
    return [Text(" " * indent) + row for row in rows]
