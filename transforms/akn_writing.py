"""Akoma Ntoso for any document of the warehouse: from its rows to the bytes of an AKN4UN file.

Here: the order of the parts. Not here: how paragraphs nest (`akn_hierarchy`), metadata (`akn_meta`), reading (`akn_reading`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from transforms.akn import ANNEX, STATEMENTS
from transforms.akn_elements import Row, add, local_name, new_root
from transforms.akn_hierarchy import Hierarchy, Notes, Numbering
from transforms.akn_meta import (
    NOTICE,
    Export,
    add_conclusions,
    add_cover,
    add_identification,
    add_meta,
    add_preface,
)
from warehouse.languages import Language

IN_ANNEX = re.compile(r"an(?P<annex>\d+)\.")


def write_akn(
    resolution: Row,
    paragraphs: Sequence[Row],
    footnotes: Sequence[Row],
    language: Language,
    session: Row | None = None,
    votes: Sequence[Row] = (),
) -> bytes:
    """The document as AKN4UN, UTF-8, valid against the schema of Akoma Ntoso 3.0.

    `resolution`, `paragraphs`, `footnotes` and `votes` are rows of those tables, in any order; `session` is its
    row of `sessions`, for the label and dates. The same rows give the same bytes: no clock is read.
    Characters that XML forbids become U+FFFD. Raises ValueError for a document without paragraphs.
    """
    rows = _with_quotes(sorted(paragraphs, key=lambda row: row["position"]))
    if not rows:
        raise ValueError(f"{resolution['document_id']} has no paragraphs: it cannot be a document.")
    export = Export(resolution, session or {}, language, sorted(votes, key=lambda row: row["position"]))
    preamble, body, annexes = _parts(rows)
    notes, loose_notes = _notes(rows, footnotes)
    root = new_root("akomaNtoso")
    root.append(etree.Comment(f"{NOTICE}."))
    statement = add(root, "statement", name=STATEMENTS[resolution["document_type"]])
    add_meta(statement, export, loose_notes)
    add_cover(statement, export)
    add_preface(statement, export)
    numbering = Numbering()
    if preamble:
        Hierarchy(add(statement, "preamble"), "preamble", notes, numbering).write(preamble)
    main = add(statement, "mainBody")
    Hierarchy(main, "operative", notes, numbering).write(body)
    if not body:
        add(main, "p")
    add_conclusions(statement, export)
    _add_annexes(statement, export, annexes, notes, numbering)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _with_quotes(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, each with the number of the quoted resolution that it belongs to (0 for none): those that
    the name of its opening formula begins, and the headings among them."""
    marked: list[Row] = []
    prefix, depth, quotes = "", 0, 0
    for row in rows:
        name = local_name(row)
        if row["kind"] == "opening" and row["depth"]:
            prefix, depth, quotes = name.partition("opening")[0], row["depth"], quotes + 1
        within = bool(prefix) and row["depth"] >= depth
        within = within and (row["kind"] == "heading" or name.startswith(prefix))
        prefix = prefix if within else ""
        marked.append({**row, "quote": quotes if within else 0})
    return marked


def _parts(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row], Sequence[Row]]:
    """The paragraphs of the preamble, of the body, and those from the first annex on."""
    start = next((at for at, row in enumerate(rows) if row["section"] != "preamble"), len(rows))
    end = next((at for at, row in enumerate(rows) if row["section"] == "annex" and at >= start), len(rows))
    return rows[:start], rows[start:end], rows[end:]


def _notes(rows: Sequence[Row], footnotes: Sequence[Row]) -> tuple[Notes, Sequence[Row]]:
    """The footnotes of each paragraph, and those that no paragraph is known to call.

    Where that is not the order of the document, each note says its own place.
    """
    listed = sorted(footnotes, key=lambda note: note["position"])
    calling: dict[str, list[Row]] = {row["paragraph_id"]: [] for row in rows}
    loose: list[Row] = []
    for note in listed:
        calling.get(note["paragraph_id"], loose).append(note)
    written = [note["position"] for each in [*calling.values(), loose] for note in each]
    if written != sorted(written):
        calling = {name: [_placed(note) for note in held] for name, held in calling.items()}
        loose = [_placed(note) for note in loose]
    return calling, loose


def _placed(note: Row) -> Row:
    return {**note, "is_out_of_order": True}


def _add_annexes(
    statement: Any, export: Export, rows: Sequence[Row], notes: Notes, numbering: Numbering
) -> None:
    attachments = add(statement, "attachments") if rows else None
    for place, (annex, held) in enumerate(_by_annex(rows).items(), 1):
        attachment = add(attachments, "attachment")
        if annex != place:
            attachment.set(ANNEX, str(annex))
        doc = add(attachment, "doc", name="annex")
        add_identification(add(doc, "meta"), export, f"/annex_{annex}")
        Hierarchy(add(doc, "mainBody"), "annex", notes, numbering, annex).write(held)


def _by_annex(rows: Sequence[Row]) -> Mapping[int, Sequence[Row]]:
    """The paragraphs of each annex. Headings, whose names do not tell, go with what they stand above."""
    annexes: dict[int, list[Row]] = {}
    waiting: list[Row] = []
    last = 1
    for row in rows:
        found = IN_ANNEX.match(local_name(row))
        if row["kind"] == "heading" and not found:
            waiting.append(row)
            continue
        last = int(found["annex"]) if found else last
        annexes.setdefault(last, []).extend([*waiting, row])
        waiting = []
    if waiting:
        annexes.setdefault(last, []).extend(waiting)
    return annexes
