"""From the blocks of an AKN document to paragraphs: kind, section, number, level, lead phrase.

Here: what the place of a block and its number make of it. Not here: which blocks there are (`akn_blocks`), front and closing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from transforms.akn import DEPTH, INFERRED, KIND, NUMBER, QUOTE, SECTION, small_number
from transforms.akn_blocks import Block
from transforms.markers import DECIMAL, DOTTED_LETTER, LETTER, ItemLevels, Level, letter, roman
from transforms.markers import NUMBER as NUMBERED
from transforms.paragraph import Paragraph
from transforms.starts import ENDS_WITH_COLON, NAMES_ITEMS
from transforms.text import Line
from warehouse.enumerations import PARAGRAPH_KINDS

PLAIN_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,2})*)\s?[.)]?$")
LETTERED = re.compile(r"\(?(?P<letters>[a-z]{1,5})\s?[.)]$")
HEADING_CLASS = re.compile(r"H\d+$")
"""The styles of headings in the files of the United Nations: H1, H23."""
SECTIONS = {"preamble": "preamble", "preface": "preamble", "body": "operative", "annex": "annex"}
BEFORE_ANNEXES = ("preamble", "operative")
KINDS = {"preamble": "preambular", "operative": "operative", "annex": "annex"}


def number_of(printed: str) -> str | None:
    """The number of a paragraph from its marker: 9 of "9."; None for letters and for none."""
    found = PLAIN_NUMBER.match(printed)
    return found["number"] if found else None


def letters_of(printed: str) -> str:
    """What an item's marker adds to its number: a of "(a)", "a)" and "a."; "" where there is no marker."""
    found = LETTERED.match(printed)
    return found["letters"] if found else re.sub(r"[^\w.-]|\.$", "", printed)


def _one_of(words: tuple[str, ...], word: str | None) -> str | None:
    return word if word in words else None


def nest(items: ItemLevels, level: int, marker: str) -> str | None:
    """Opens an item at a level that the structure gives; its number below its paragraph's: (a)(ii)."""
    del items.levels[level - 1 :]
    letters = letters_of(marker)
    if not letters:
        return None
    style = "roman" if letter(letters) is None else "letter"
    items.levels.append(Level(style, letter(letters) or roman(letters) or 1, letters))
    return items.path()


class ParagraphReader:
    """Reads the blocks of one document. `is_own`: they were written by this program, and guesses are
    not wanted: every number stands in `num`, every level in the structure."""

    def __init__(self, is_own: bool) -> None:
        self.has_formula = True
        self.is_own = is_own
        self.paragraphs: list[Paragraph] = []
        self.more: list[str] = []
        self.is_operative = False
        self.annex = 0
        self.items = ItemLevels()
        self.top: dict[tuple[int, int], str | None] = {}
        """For each annex and quoted resolution the number of the paragraph that its items belong to."""
        self.base: dict[int, int] = {}
        """For each quoted resolution the depth of its top paragraphs."""
        self.depth = 0
        """That of the last paragraph, counted from the document's own."""

    def add(self, block: Block, lines: list[Line]) -> int:
        """The index of the paragraph that the block begins or continues."""
        text = block.words.text
        if self.paragraphs and (not text or (block.goes_on and not self._is_marked(text))):
            self.paragraphs[-1].lines += lines
            self.more += [text] if text else []
            return len(self.paragraphs) - 1
        self.finish()
        said = block.said if self.is_own else {}
        section = self._section(block, said)
        kind = self._kind(block, section, said)
        paragraph = Paragraph(section, kind, lines, text, text=text, annex=self.annex)
        if kind == "opening":
            paragraph.text = f"{block.number} {text}".strip()
        elif kind in ("heading", "table"):
            paragraph.marker = block.number or None
            paragraph.depth = block.level if kind == "table" else 0
        else:
            self._number(paragraph, block)
            printed = "" if block.number else paragraph.marker or ""
            paragraph.marked_lead = block.words.lead(paragraph.text, printed, is_short=not self.is_own)
        self._say(paragraph, said)
        self.paragraphs.append(paragraph)
        self.is_operative = self.is_operative or (section == "operative" and kind == "operative")
        return len(self.paragraphs) - 1

    def finish(self) -> None:
        """Adds what continued the last paragraph to its text."""
        if self.more:
            self.paragraphs[-1].text = " ".join([self.paragraphs[-1].text, *self.more])
            self.more = []

    def _section(self, block: Block, said: Mapping[str, str]) -> str:
        """The part that a block belongs to. After an annex all is annex, after an operative paragraph
        nothing is preamble any more, whatever the order of the markup."""
        self.annex = max(self.annex, block.annex)
        if self.annex:
            return "annex"
        section = _one_of(BEFORE_ANNEXES, said.get(SECTION)) or SECTIONS[block.part]
        return "operative" if section == "preamble" and self.is_operative else section

    def _kind(self, block: Block, section: str, said: Mapping[str, str]) -> str:
        """The first paragraph opens the text, and no other; in a decision of one sentence none does."""
        if not self.paragraphs and self.has_formula:
            return "opening"
        kind = _one_of(PARAGRAPH_KINDS, said.get(KIND))
        if kind and (kind != "opening" or QUOTE in said):
            return kind
        styled = HEADING_CLASS.match(block.said.get("class", "")) and not block.number
        if block.kind == "heading" or styled:
            return "heading"
        return block.kind if block.kind == "table" else KINDS[section]

    # ---- numbers and levels

    def _is_marked(self, text: str) -> bool:
        """Whether a text begins with an item's letter, which begins a paragraph wherever it stands."""
        return not self.is_own and self._split(text) is not None

    def _split(self, text: str) -> tuple[str, str] | None:
        """Marker and rest of a text that prints its own number, as most files of the United Nations do."""
        found = LETTER.match(text) or DOTTED_LETTER.match(text)
        if found:
            known = letter(found["letter"]) is not None or roman(found["letter"]) is not None
            return None if not known or NAMES_ITEMS.match(found["rest"]) else (found["marker"], found["rest"])
        found = NUMBERED.match(text) or DECIMAL.match(text)
        return (found["marker"], found["rest"]) if found and found["rest"][:1].isupper() else None

    def _number(self, paragraph: Paragraph, block: Block) -> None:
        printed = block.number
        if not printed and not self.is_own and (split := self._split(paragraph.text)):
            printed, paragraph.text = split
            paragraph.text = paragraph.text or printed
        paragraph.marker = (
            re.sub(r"^(\W*\w+) (?=\W)", r"\1", printed) or None if not self.is_own else printed or None
        )
        if block.level:
            paragraph.depth = block.level
            paragraph.number = nest(self.items, block.level, printed)
        elif not self.is_own and (found := LETTERED.match(printed)):
            self._place(paragraph, found["letters"])
        else:
            paragraph.number = number_of(printed)

    def _place(self, paragraph: Paragraph, letters: str) -> None:
        """An item whose level its letter must tell, since the file lists all levels side by side."""
        after_colon = bool(self.paragraphs and ENDS_WITH_COLON.search(self.paragraphs[-1].text))
        depth = self.items.place(letters, after_colon)
        paragraph.depth = self.items.force(letters) if depth is None else depth
        paragraph.number = self.items.path()

    def _say(self, paragraph: Paragraph, said: Mapping[str, str]) -> None:
        """What our own attributes say goes before what the structure says."""
        depth = small_number(said.get(DEPTH))
        depth = paragraph.depth if depth is None else depth
        paragraph.inferred = said.get(INFERRED) == "true"
        paragraph.quote = small_number(said.get(QUOTE)) or 0
        base = self.base.setdefault(paragraph.quote, self.depth + 1) if paragraph.quote else 0
        paragraph.depth = max(0, depth - base)
        scope = paragraph.annex, paragraph.quote
        top = self.top.get(scope)
        if NUMBER in said:
            number = said[NUMBER] or None
            paragraph.number = number.removeprefix(top) if paragraph.depth and number and top else number
        if paragraph.kind not in ("opening", "heading"):
            self.items = ItemLevels() if depth == 0 else self.items
            if paragraph.depth == 0:
                self.top[scope] = paragraph.number
        self.depth = depth
