"""Sets reference documents as the United Nations sets them, as DOCX files: masthead, running headers,
automatic numbers, real footnotes, lead phrases in italics.

Here: the setting. What may be set in several ways (numbers typed or automatic, the masthead in the
body or the header) is drawn by lot for each document. Not here: reading and scoring (`test_docx`).
"""

from __future__ import annotations

import io
import random
import re
import zlib
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from tests.gold_texts import NAMES, Gold, front_lines, notes_called, number_of
from transforms.markers import letter, roman

FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
LEVELS = (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))
MARKER = re.compile(r"(?P<number>\d+)\.$|\((?P<letters>[a-z]+)\)$")
LIST = 900
"""Ids of our lists begin here, above those of the template."""


class Numbers:
    """Automatic numbers: a list of three levels, with a new instance where a number does not follow."""

    def __init__(self, document: Document, redefine: bool) -> None:
        self._redefine = redefine
        self._root = document.part.numbering_part.element
        self._counts = [0] * len(LEVELS)
        self._list = LIST
        self._add_list()

    def apply(self, paragraph: Paragraph, marker: str) -> bool:
        """Whether the paragraph now has the number by itself; one that no level can write has not."""
        found = MARKER.match(marker)
        if not found:
            return False
        if found["number"]:
            depth, value = 0, int(found["number"])
        else:
            values = {1: letter(found["letters"]), 2: roman(found["letters"])}
            fits = [each for each, value in values.items() if value == self._counts[each] + 1]
            if not fits:
                return False
            depth = fits[0]
            value = self._counts[depth] + 1
        if value != self._counts[depth] + 1:
            self._list += 1
            self._add_list(depth, value)
        self._counts[depth:] = [value, *[0] * (len(LEVELS) - depth - 1)]
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{self._list}"/></w:numPr>'
            )
        )
        return True

    def _add_list(self, depth: int = 0, start: int = 1) -> None:
        """A new instance: of the same definition, begun anew, or of a definition of its own."""
        is_first = self._list == LIST
        if is_first or self._redefine:
            self._define(self._list, depth, start)
        definition = self._list if self._redefine else LIST
        override = f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        self._root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self._list}"><w:abstractNumId w:val="{definition}"/>'
                f"{override * (not is_first and not self._redefine)}</w:num>"
            )
        )

    def _define(self, name: int, depth: int, start: int) -> None:
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="{start if at == depth else 1}"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for at, (form, text) in enumerate(LEVELS)
        )
        xml = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{levels}</w:abstractNum>'
        self._root.insert(0, parse_xml(xml))


class Pages:
    """One document while it is set."""

    def __init__(self, gold: Gold, redefine: bool | None = None) -> None:
        self.gold = gold
        self.lot = random.Random(zlib.crc32(gold["symbol"].encode()))
        self.document = docx.Document()
        redefine = self.lot.random() < 0.5 if redefine is None else redefine
        self.numbers = Numbers(self.document, redefine) if self.lot.random() < 0.7 else None
        self.notes: list[dict[str, str]] = []

    def set(self) -> bytes:
        self._running()
        self._masthead()
        for line in front_lines(self.gold):
            self._paragraph([(line, "bold" if self.lot.random() < 0.3 else "")])
        self._paragraph([(f"{number_of(self.gold)}.\t{self.gold['title']}", "bold")])
        for block in self.gold["blocks"]:
            self._block(block)
        self._back()
        self._write_notes()
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _running(self) -> None:
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        section.header.paragraphs[0].text = self.gold["symbol"]
        self.job = f"GE.{self.lot.randint(15, 26)}-{self.lot.randint(10000, 29999)}"
        section.first_page_footer.paragraphs[0].text = self.job
        footer = section.footer.paragraphs[0]
        footer.add_run(f"{self.job}\t")
        for kind in ("begin", None, "separate", "2", "end"):
            run = footer.add_run()
            if kind is None:
                element = OxmlElement("w:instrText")
                element.text = " PAGE "
            elif kind == "2":
                run.text = "2"
                continue
            else:
                element = OxmlElement("w:fldChar")
                element.set(qn("w:fldCharType"), kind)
            run._r.append(element)

    def _masthead(self) -> None:
        nations, organ = NAMES[self.gold["lang"]][self.gold["symbol"].startswith("A/HRC")]
        table = self.document.add_table(2, 2)
        table.cell(0, 0).text = nations
        table.cell(0, 1).text = self.gold["symbol"]
        table.cell(1, 0).paragraphs[0].add_run(organ).bold = True
        table.cell(1, 1).text = "Distr. générale" if self.gold["lang"] == "fr" else "Distr.: General"

    def _block(self, block: dict[str, Any]) -> None:
        text = block.get("marked") or block["text"]
        marker = block.get("marker") or ""
        paragraph = self.document.add_paragraph()
        if marker and not (self.numbers and self.numbers.apply(paragraph, marker.strip())):
            self._runs(paragraph, f"{marker.strip()}\t", "")
        pieces = notes_called(block["text"], text, [note["marker"] for note in self.gold["notes"]])
        lead = block.get("lead") or ""
        look = {"opening": "italic", "heading": "bold"}.get(block["type"], "")
        for at, (piece, called) in enumerate(pieces):
            first = piece if at == 0 and lead and piece.startswith(lead) else ""
            if first:
                self._runs(paragraph, lead, "italic")
                piece = piece[len(lead) :]
            self._runs(paragraph, piece, look)
            for each in called:
                self._call(paragraph, each)

    def _runs(self, paragraph: Paragraph, text: str, look: str) -> None:
        """The text in runs as editing leaves them: cut anywhere, some within an accepted insertion."""
        while text:
            cut = self.lot.choice((len(text), self.lot.randint(1, len(text))))
            run = paragraph.add_run(text[:cut])
            if look:
                setattr(run, look, True)
            if self.lot.random() < 0.05:
                self._track(run)
            text = text[cut:]

    def _track(self, run: Any) -> None:
        author = 'w:id="1" w:author="Editor" w:date="2015-10-02T00:00:00Z"'
        gone = f"<w:del {nsdecls('w')} {author}><w:r><w:delText>gone</w:delText></w:r></w:del>"
        run._r.addprevious(parse_xml(gone))
        inserted = parse_xml(f"<w:ins {nsdecls('w')} {author}/>")
        run._r.addprevious(inserted)
        inserted.append(run._r)

    def _call(self, paragraph: Paragraph, marker: str) -> None:
        note = next(each for each in self.gold["notes"] if each["marker"] == marker)
        self.notes.append(note)
        run = paragraph.add_run()
        run.font.superscript = True
        call = OxmlElement("w:footnoteReference")
        call.set(qn("w:id"), str(len(self.notes)))
        first = self.notes[0]["marker"]
        self.start = int(first) if first.isdecimal() else 1
        is_typed = marker != self._number(len(self.notes))
        if is_typed:
            call.set(qn("w:customMarkFollows"), "1")
        run._r.append(call)
        if is_typed:
            run.add_text(marker)

    def _number(self, count: int) -> str:
        """What the note that is called as the count-th is numbered by itself."""
        return str(self.start + count - 1)

    def _back(self) -> None:
        lines = self.gold.get("back", [])
        paragraph = self.document.add_paragraph()
        for at, line in enumerate(lines):
            if at and line.startswith("["):
                paragraph = self.document.add_paragraph()
            elif at:
                paragraph.add_run().add_break(WD_BREAK.LINE)
            paragraph.add_run(line).italic = True
        if self.lot.random() < 0.2:
            self.document.add_section(WD_SECTION.CONTINUOUS)

    def _paragraph(self, pieces: list[tuple[str, str]]) -> None:
        paragraph = self.document.add_paragraph()
        for text, look in pieces:
            self._runs(paragraph, text, look)

    def _write_notes(self) -> None:
        """The part with the footnotes, each behind its mark."""
        if not self.notes:
            return
        said = f'<w:footnotePr {nsdecls("w")}><w:numStart w:val="{self.start}"/></w:footnotePr>'
        for section in self.document.element.iter(qn("w:sectPr")):
            references = section.findall(qn("w:headerReference")) + section.findall(qn("w:footerReference"))
            section.insert(len(references), parse_xml(said))
        root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for name, kind in ((-1, "separator"), (0, "continuationSeparator")):
            root.append(
                parse_xml(
                    f'<w:footnote {nsdecls("w")} w:type="{kind}" w:id="{name}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
                )
            )
        for name, note in enumerate(self.notes, 1):
            mark = (
                "<w:footnoteRef/>" if note["marker"] == self._number(name) else f"<w:t>{note['marker']}</w:t>"
            )
            element = parse_xml(
                f'<w:footnote {nsdecls("w")} w:id="{name}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{mark}</w:r>'
                '<w:r><w:t xml:space="preserve"> </w:t></w:r></w:p></w:footnote>'
            )
            run = OxmlElement("w:r")
            text = OxmlElement("w:t")
            text.text = note["text"]
            run.append(text)
            element[0].append(run)
            root.append(element)
        from lxml import etree

        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, blob, self.document.part.package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def set_pages(gold: Gold, redefine: bool | None = None) -> bytes:
    """A DOCX file of a reference document. `redefine`: whether a list that begins anew has a definition of
    its own or restarts another's, which LibreOffice does not write into DOC files; drawn by lot for None."""
    return Pages(gold, redefine).set()
