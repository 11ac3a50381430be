"""An inspection as one page for a browser: no script, nothing fetched, every word of a document escaped.

Here: the page and writing it whole or not at all. Not here: how it looks (`inspect_page_style`), what
it says (`inspect_facts`, `warehouse.doubts`), the terminal (`inspect_terminal`).
"""

from __future__ import annotations

import base64
import hashlib
import os
from html import escape
from pathlib import Path
from urllib.parse import quote

from orchestration.inspect_facts import (
    KIND_MEANINGS,
    ROLE_MEANINGS,
    around_lead_phrase,
    asked_for,
    facts,
    note_of_kind,
    printed_number,
    remarks,
    title,
)
from orchestration.inspect_page_style import STYLESHEET
from warehouse.doubts import Doubt, doubts
from warehouse.inspection import Block, Inspection, Line, Paragraph
from warehouse.showing import visible

DEEPEST = 3
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLESHEET.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'"
"""The page may use its own stylesheet and nothing else, so that no text could make it fetch or run anything."""


class PageNotWritten(OSError):
    """The page could not be written; the message says why and what to do."""

    def __str__(self) -> str:
        return str(self.args[0])


def write_page(inspection: Inspection, file: Path) -> None:
    """Writes the page to `file`, which is replaced only once all of it is written.

    Raises PageNotWritten, and leaves what was there.
    """
    if not file.parent.is_dir():
        raise PageNotWritten(f"Cannot write {file}: there is no folder {file.parent}. Make it first.")
    if file.exists() and not file.is_file():
        raise PageNotWritten(f"Cannot write {file}: it is there and no file. Name another.")
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_text(page(inspection), encoding="utf-8", newline="\n")
        part.replace(file)
    except OSError as error:
        raise PageNotWritten(
            f"Cannot write {file}: {error.strerror}. Name a file in a folder that you may write to."
        ) from error
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:  # where it could not be written it need not be removed either
        return


def page(inspection: Inspection) -> str:
    """The whole page. Its words are English; those of the document have the document's language."""
    symbol = _shown(inspection.document["symbol"])
    language = _shown(inspection.document["language"])
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{symbol} ({language}): source and reading</title>
<style>{STYLESHEET}</style>
</head>
<body>
<a class="skip" href="#document">Skip to the document</a>
<header>
<h1><span class="symbol">{symbol}</span> <span lang="{language}" dir="auto">{escape(title(inspection))}</span></h1>
{_definitions("facts", facts(inspection))}
{_warnings(doubts(inspection))}
{_contents(inspection)}
{_legend()}
</header>
<main id="document" tabindex="-1">
<h2>Source and reading</h2>
<table role="table">
<caption>Each row has lines of the source, with their numbers, and what they were read as.</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Source lines</th>\
<th role="columnheader" scope="col">Read as</th><th role="columnheader" scope="col">Text</th></tr></thead>
<tbody role="rowgroup">
{"".join(_row(block, inspection) for block in inspection.blocks)}</tbody>
</table>
</main>
</body>
</html>
"""


def _shown(text: str) -> str:
    return escape(visible(text))


def _link(name: str) -> str:
    return f'<a href="#{escape(quote(name))}">{_shown(name)}</a>'


def _definitions(kind: str, pairs: list[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>\n" for label, value in pairs)
    return f'<dl class="{kind}">\n{rows}</dl>'


def _warnings(found: list[Doubt]) -> str:
    if not found:
        return "<p>No warnings.</p>"
    items = "".join(
        f"<li>{_shown(doubt.sentence)}{' ' if doubt.names else ''}{', '.join(map(_link, doubt.names))}.</li>\n"
        for doubt in found
    )
    return (
        f'<section class="odd" aria-labelledby="warnings"><h2 id="warnings">Warnings</h2>\n'
        f"<ul>\n{items}</ul></section>"
    )


def _contents(inspection: Inspection) -> str:
    items = "".join(f"<li>{_link(paragraph.name)}</li>\n" for paragraph in inspection.paragraphs)
    return (
        "<details><summary>All paragraphs</summary>\n"
        f'<nav aria-label="Paragraphs"><ul class="names">\n{items}</ul></nav></details>'
    )


def _legend() -> str:
    return (
        "<details><summary>What the names mean</summary>\n<h2>Kinds of paragraphs</h2>\n"
        f"{_definitions('legend', list(KIND_MEANINGS.items()))}\n<h2>Roles of lines</h2>\n"
        f"{_definitions('legend', list(ROLE_MEANINGS.items()))}</details>"
    )


def _row(block: Block, inspection: Inspection) -> str:
    lines = "".join(_line(line, block, inspection) for line in block.lines)
    source = f'<td role="cell" class="source"><ol class="lines" role="list">\n{lines}</ol></td>'
    if block.paragraph is None:
        return (
            f'<tr role="row" class="run">{source}<th role="rowheader" scope="row"><span class="role">'
            f'{_shown(block.role)}</span></th><td role="cell"></td></tr>\n'
        )
    paragraph = block.paragraph
    anchor = paragraph.name if block.part == 1 else f"{paragraph.name}-part-{block.part}"
    return (
        f'<tr role="row" id="{escape(anchor)}" class="depth-{min(paragraph.depth, DEEPEST)}">{source}\n'
        f'<th role="rowheader" scope="row">{_name(block, paragraph)}</th>\n'
        f'<td role="cell" class="reading">{_reading(block, paragraph, inspection)}</td></tr>\n'
    )


def _line(line: Line, block: Block, inspection: Inspection) -> str:
    """One line with its number; its role where it interrupts a paragraph."""
    outside = line.paragraph_id is None
    role = f'<span class="role">[{_shown(line.role)}]</span> ' if outside and block.paragraph else ""
    return (
        f'<li id="line-{line.number}"{" class=outside" if outside else ""}>'
        f'<span class="number">{line.number}</span><span>{role}'
        f'<span class="text" lang="{_shown(inspection.document["language"])}" dir="auto">{_shown(line.text)}</span>'
        "</span></li>\n"
    )


def _name(block: Block, paragraph: Paragraph) -> str:
    if block.part > 1:
        return f"{_link(paragraph.name)}<span>continued</span>"
    kind = note_of_kind(paragraph)
    return (
        _link(paragraph.name)
        + (f"<span>{escape(kind)}</span>" if kind else "")
        + "".join(f'<span class="remark">{escape(remark)}</span>' for remark in remarks(block))
    )


def _reading(block: Block, paragraph: Paragraph, inspection: Inspection) -> str:
    if block.part > 1:
        return ""
    before, phrase, after = map(escape, around_lead_phrase(paragraph))
    number = printed_number(paragraph)
    language = f'lang="{_shown(inspection.document["language"])}" dir="auto"'
    notes = "".join(
        f'<p class="note">Footnote {_shown(note.marker)}: <span {language}>{_shown(note.text)}</span></p>'
        for note in inspection.notes_of(paragraph)
    )
    requests = "".join(
        f'<p class="note">Asks for ‘<span {language}>{escape(words)}</span>’: {escape(request)}</p>'
        for words, request in asked_for(paragraph, inspection)
    )
    return (
        f"<p {language}>"
        + (f'<span class="marker">{escape(number)}</span> ' if number else "")
        + f"{before}{f'<em>{phrase}</em>' if phrase else ''}{after}</p>{notes}{requests}"
    )
