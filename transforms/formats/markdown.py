"""Markdown (CommonMark, with the tables and footnotes of its common dialects).

Here: telling it from plain text by marks that no plain text of the United Nations has, what stands in front of
the text, and the format. Not here: what its marks print (`markdown_walk`).
"""

from __future__ import annotations

import re

from transforms.formats.blocks import block_lines
from transforms.formats.markdown_walk import read_blocks
from transforms.formats.plain import decode
from transforms.formats.reader import Format, Text

SAMPLE_BYTES = 1 << 20
SURE = re.compile(
    r"""
      (?:\A|\n[ \t]*\n)\#{1,6}[ ]\S                                     # a heading
    | (?<![^\s(“"«])\*\*(?=[^\s*])[^*\n]{1,400}(?<=\S)\*\*(?![\w*])      # **bold**
    | \[[^\]\n]{1,400}\]\((?:https?:|mailto:|/|\#|\.)[^)\s]{0,2000}\)    # [text](address)
    | \[\^[\w-]{1,40}\]                                                 # [^1]
    """,
    re.VERBOSE,
)
"""Marks of which one is enough."""
ITALIC = re.compile(
    r"""
      (?<![^\s(“"«>])\*(?=[^\W_])[^*\n]{1,400}(?<=[^\s*])\*(?![\w*])     # *italic*
    | (?<![^\s(“"«>])_(?=[^\W_])[^_\n]{1,400}(?<=[^\s_])_(?![\w_])       # _italic_
    """,
    re.VERBOSE,
)
ENOUGH = 2
"""Pieces in italics; a single pair of stars may call a note and begin it."""
FRONT_MATTER = re.compile(
    r"""
      ---[ \t]*\n
      (?P<lines>
        \w[\w -]{0,39}:.{0,2000}\n                        # the first names something; no two kinds of line
        (?:(?:\w[\w -]{0,39}:|[ \t-]).{0,2000}\n){0,59}?   # begin alike, or each would double the time
      )
      (?:---|\.\.\.)[ \t]*(?:\n|$)
    """,
    re.VERBOSE,
)
ENTRY = re.compile(
    r"(?P<name>symbol|language|lang)[ \t]*:[ \t]*[\"']?(?P<value>[^\"'#\n]{1,60})", re.IGNORECASE
)


def recognizes_markdown(data: bytes) -> bool:
    """Whether the text has a mark of Markdown. "1. " and "- " are none: plain texts have them."""
    if b"\0" in data[:SAMPLE_BYTES]:
        return False
    sample = data[:SAMPLE_BYTES].decode("utf-8-sig", "replace").replace("\r\n", "\n")
    if FRONT_MATTER.match(sample) or SURE.search(sample):
        return True
    return sum(1 for _, _ in zip(range(ENOUGH), ITALIC.finditer(sample), strict=False)) == ENOUGH


def read_markdown(data: bytes) -> list[Text]:
    """The lines of a Markdown text, its marks resolved; numbers are those that the source has.

    Raises Unreadable as plain text does.
    """
    source = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    said: dict[str, str] = {}
    if front := FRONT_MATTER.match(source):
        for line in front["lines"].split("\n"):
            if entry := ENTRY.match(line):
                said[entry["name"].lower()[:4]] = entry["value"].strip()
        source = source[front.end() :]
    language = said.get("lang", "").lower()
    return [
        Text(
            block_lines([], read_blocks(source), []),
            symbol=said.get("symb") or None,
            language=language or None,
        )
    ]


MARKDOWN = Format("markdown", recognizes_markdown, read_markdown)
