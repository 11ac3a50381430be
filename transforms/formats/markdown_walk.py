"""What the marks of Markdown print, from its tokens to blocks of runs.

Here: paragraphs, lists with their numbers as written, tables, footnotes, italics. Not here: telling Markdown
from plain text (`markdown`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from transforms.formats.blocks import Block, Rows, table_blocks
from transforms.formats.html_lists import PageList
from transforms.formats.ordinals import BULLET
from transforms.formats.runs import RULE, Run
from transforms.text import Unreadable

DEEPEST = 40
"""Lists within lists, with their items and paragraphs; texts have eight at most."""
CALL = re.compile(r"\[\^(?P<label>[\w-]{1,40})\]|\^(?P<raised>\d{1,3})\^")
INDENTED = re.compile(r"(?: {2,}|\t)\S")
REFERENCE = re.compile(
    r"""\[(?!\^)[^\[\]\n]{1,400}\]:[ \t]{0,10}<?(?:https?:|mailto:|/|\#|\.)[^\s>]{0,2000}>?[ \t]{0,10}(?:$|["'(])"""
)
"""[1]: https://un.org "title"; "[^1]: A/75/1." is a footnote, "[Adopted]: by consensus" is text."""
TAG = re.compile(r"</?(?P<name>[a-z][a-z0-9]*)", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""\s(?P<name>start|type|value)=["']?(?P<value>[\w-]{1,20})""", re.IGNORECASE)
BREAKING = frozenset(
    ("blockquote", "br", "center", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table",
     "tbody", "thead", "tr", "ul")
)  # fmt: skip
"""Elements of HTML that stand on lines of their own."""
KNOWN_TAGS = frozenset(
    ("a", "b", "br", "center", "cite", "div", "em", "font", "h1", "h2", "h3", "h4", "hr", "i", "img", "li", "ol", "p",
     "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul")
)  # fmt: skip
ITALIC_TAGS, BOLD_TAGS = ("i", "em", "cite"), ("b", "strong")


def read_blocks(source: str) -> Iterator[Block]:
    """The blocks of a Markdown text. Line breaks of the source stay: many texts have them between lines that a
    page prints apart.

    Raises Unreadable(too_costly) for lists within lists without end.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    parser.disable(["code", "html_block"])  # indented text is text
    parser.block.ruler.at("reference", _reference)
    tokens = parser.parse(source)
    if any(token.level >= DEEPEST - 1 for token in tokens):
        raise Unreadable(
            "too_costly", f"The text has lists within lists, {DEEPEST} deep. Is it a resolution?"
        )
    return _Walk(source, _numbers(tokens)).blocks(tokens)


def _reference(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Whether a line only says where links lead, which is not printed; what says something else is text."""
    start = state.bMarks[line] + state.tShift[line]
    is_reference = REFERENCE.match(state.src[start : state.eMarks[line]])
    return bool(is_reference) and reference(state, line, end, silent)


def _numbers(tokens: list[Token]) -> dict[str, str]:
    """The number of each footnote by its label: the label itself, or the order of the calls where a label is
    a word."""
    texts = (each.content for token in tokens for each in token.children or [] if each.type == "text")
    labels = dict.fromkeys(
        found["label"] for text in texts for found in CALL.finditer(text) if found["label"]
    )
    if all(label.isdecimal() for label in labels):
        return {label: label for label in labels}
    return {label: str(number) for number, label in enumerate(labels, 1)}


@dataclass(slots=True)
class _List:
    """One list: whether its items count on though all have the same number, as lazy writers number them."""

    counts: bool = False
    number: int = 0


class _Walk:
    def __init__(self, source: str, numbers: dict[str, str]) -> None:
        self.lines = source.split("\n")
        self.numbers = numbers
        self.marker = ""
        self.lists: list[_List] = []
        self.html_lists: list[PageList] = []
        """Those that are written as HTML."""
        self.is_note = False

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        rows: Rows = []
        for at, token in enumerate(tokens):
            kind = token.type
            if kind in ("ordered_list_open", "bullet_list_open"):
                self.lists.append(_List(kind[0] == "o" and _is_lazy(tokens, at)))
            elif kind in ("ordered_list_close", "bullet_list_close"):
                self.lists.pop()
            elif kind == "list_item_open":
                self.marker = f"{self.marker} {self._sign(token)}".strip()
            elif kind == "list_item_close" and self.marker:
                yield Block([Run(self.marker)])
                self.marker = ""
            elif kind == "table_open":
                rows = []
            elif kind == "tr_open":
                rows.append([])
            elif kind == "table_close":
                yield from table_blocks(rows)
            elif kind == "hr":
                if marker := self._marked([]):
                    yield Block(marker)
                yield Block([Run(RULE)])
            elif kind == "fence":
                yield Block(self._marked([Run(token.content)]))
            elif kind == "inline" and tokens[at - 1].type in ("th_open", "td_open"):
                runs = self._runs(token, is_bold=False)
                rows[-1].append([Block(self._marked(runs) if token.content else runs)])
            elif kind == "inline":
                yield from self._parts(token, is_heading=tokens[at - 1].type == "heading_open")

    def _sign(self, item: Token) -> str:
        """What is printed before an item: its number as the source has it; a dash or a bullet."""
        if not item.info:
            return "-" if item.markup == "-" else BULLET
        now = self.lists[-1]
        now.number = now.number + 1 if now.counts and now.number else int(item.info)
        return f"{now.number}{item.markup}" if now.counts else f"{item.info}{item.markup}"

    def _marked(self, runs: list[Run]) -> list[Run]:
        """The runs of a block behind the number of the item that it begins."""
        marker, self.marker = self.marker, ""
        return [Run(f"{marker} "), *runs] if marker else runs

    def _parts(self, inline: Token, is_heading: bool) -> Iterator[Block]:
        """The block of a paragraph, or the footnotes that it holds."""
        goes_on = self.is_note and inline.map and INDENTED.match(self.lines[inline.map[0]])
        self.is_note = bool(goes_on)
        runs = self._marked([])
        for count, line in enumerate(_lines(self._runs(inline, is_bold=is_heading))):
            label = line[0].label if line and isinstance(line[0], _Call) else None
            rest = "".join(run.text for run in line[1:])
            if label is not None and rest.startswith(":"):
                if runs:
                    yield Block(runs, role="footnote" if self.is_note else "")
                self.is_note = True
                runs = [Run(f"{self.numbers[label]} "), *_without_start(line[1:])]
            else:
                runs += [Run("\n"), *line] if count else line
        if runs:
            yield Block(runs, role="footnote" if self.is_note else "")

    def _runs(self, inline: Token, is_bold: bool) -> list[Run]:
        runs: list[Run] = []
        italic = raised = 0
        bold = int(is_bold)
        is_row = False
        for token in inline.children or []:
            kind = token.type
            if kind in ("em_open", "em_close"):
                italic += token.nesting
            elif kind in ("strong_open", "strong_close"):
                bold += token.nesting
            elif kind in ("softbreak", "hardbreak"):
                runs.append(Run(" " if is_row else "\n"))
            elif kind == "html_inline":
                tag = TAG.match(token.content)
                name = tag["name"].lower() if tag else ""
                step = -1 if token.content.startswith("</") else 1
                if name in BREAKING:
                    runs += [Run("\n"), *self._begun(name, token.content)]
                    is_row = step > 0 if name == "tr" else is_row
                elif name in ("td", "th"):
                    runs.append(Run(" "))
                elif name in ITALIC_TAGS:
                    italic = max(0, italic + step)
                elif name in BOLD_TAGS:
                    bold = max(0, bold + step)
                elif name == "sup":
                    raised = max(0, raised + step)
                elif tag and name not in KNOWN_TAGS:
                    runs.append(Run(token.content, italic > 0, bold > 0))
            elif kind == "text":
                runs += self._called(token.content, italic > 0, bold > 0, raised > 0)
            elif token.content:
                runs.append(Run(token.content, italic > 0, bold > 0))
        return runs

    def _begun(self, name: str, tag: str) -> list[Run]:
        """What a tag of HTML prints on the line that it begins: a rule, the number of an item."""
        if name == "hr":
            return [Run(RULE), Run("\n")]
        if name in ("ol", "ul", "li"):
            element = etree.Element(
                name, {each["name"].lower(): each["value"] for each in ATTRIBUTE.finditer(tag)}
            )
            if tag.startswith("</"):
                del self.html_lists[-1 if name != "li" else len(self.html_lists) :]
            elif name != "li":
                self.html_lists.append(PageList(element))
            elif self.html_lists:
                return [Run(f"{self.html_lists[-1].marker(element, '')} ")]
        return []

    def _called(self, text: str, italic: bool, bold: bool, raised: bool) -> Iterator[Run]:
        """The runs of a piece of text, its calls of footnotes raised."""
        at = 0
        for found in CALL.finditer(text):
            if found.start() > at:
                yield Run(text[at : found.start()], italic, bold, raised)
            label = found["label"]
            number = self.numbers[label] if label else found["raised"]
            yield _Call(number, superscript=True, label=label)
            at = found.end()
        if at < len(text):
            yield Run(text[at:], italic, bold, raised)


@dataclass(frozen=True, slots=True)
class _Call(Run):
    """The call of a footnote, with the label by which the source has it."""

    label: str | None = None


def _is_lazy(tokens: list[Token], at: int) -> bool:
    """Whether all items of the list that opens here have one number, and there are several."""
    numbers = []
    for token in (tokens[later] for later in range(at + 1, len(tokens))):  # a slice would copy the rest
        if token.level <= tokens[at].level:
            break
        if token.type == "list_item_open" and token.level == tokens[at].level + 1:
            numbers.append(token.info)
            if len(numbers) > 1:
                return len(set(numbers)) == 1 and numbers[0] in ("0", "1")
    return False


def _lines(runs: list[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        if run.text == "\n":
            yield line
            line = []
        else:
            line.append(run)
    yield line


def _without_start(runs: list[Run]) -> list[Run]:
    """The runs of a footnote without the colon before its text."""
    first, *others = runs
    return [Run(first.text[1:].lstrip(), first.italic, first.bold, first.superscript), *others]
