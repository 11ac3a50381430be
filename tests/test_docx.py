"""DOCX is read as it is printed: text, footnotes, tables, changes, headers.

Here: markup and lines. Not here: automatic numbers (`test_docx_numbers`), styles (`test_docx_styles`), tables
(`test_tables`), hostile files (`test_office_hostile`), whole documents (`test_office_corpora`).
"""

from __future__ import annotations

import pytest

from tests.conftest import read_frames, rows
from tests.office_files import docx_file, docx_parts, pack, printed
from transforms.formats.docx import read_docx
from transforms.formats.registry import find_format


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def read(body: str, **parts):
    (text,) = read_docx(docx_file(body, **parts))
    return text.lines


BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
DELETED = '<w:rPr><w:del w:id="1"/></w:rPr>'
RAISED = '<w:vertAlign w:val="superscript"/>'
SHOWN = '<w:vanish w:val="0"/>'
BOX = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (p("One") + p("Two"), ["One", "Two"]),
        (f"<w:p>{r('Recal')}<w:proofErr/>{r('ling')}</w:p>", ["Recalling"]),
        ("<w:p><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>", ["one two", "three"]),
        ("<w:p><w:r><w:t>anti</w:t><w:noBreakHyphen/><w:t>ra</w:t><w:softHyphen/><w:t>cist</w:t></w:r></w:p>", ["anti-racist"]),
        ('<w:p><w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t> Equality</w:t></w:r></w:p>', ["• Equality"]),
        (f"<w:p>{r('kept')}{r(' hidden', '<w:vanish/>')}</w:p>", ["kept"]),
        (f"<w:p>{r('kept')}{r(' shown', SHOWN)}</w:p>", ["kept shown"]),
        (f'<w:p><w:hyperlink r:id="x">{r("a link")}</w:hyperlink></w:p>', ["a link"]),
        (f"<w:p><w:smartTag><w:smartTagPr/>{r('Geneva')}</w:smartTag></w:p>", ["Geneva"]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('within')}</w:sdtContent></w:sdt>", ["within"]),
        (f"<w:p><w:sdt><w:sdtContent>{r('inline')}</w:sdtContent></w:sdt></w:p>", ["inline"]),
        (f"<w:p><w:fldSimple w:instr='DATE'>{r('2 October')}</w:fldSimple></w:p>", ["2 October"]),
        (f"<w:p>{BEGIN}{r('typed')}<w:r><w:instrText> PAGE </w:instrText></w:r>{SEPARATE}{r('7')}{END}{r(' of')}</w:p>", ["7 of"]),
        (f"<w:p>{BEGIN}<w:r><w:instrText>IF</w:instrText></w:r>{BEGIN}{SEPARATE}{r('tested')}{END}{SEPARATE}{r('shown')}{END}</w:p>", ["shown"]),
        (f"<w:p>{BEGIN}{r('shown')}</w:p>" + p("after"), ["shown", "after"]),
        (f"<w:p>{BEGIN}<w:r><w:instrText> PAGE </w:instrText></w:r>{r('shown')}</w:p><w:p>{BEGIN}{SEPARATE}{r('7')}{END}</w:p>", ["shown", "7"]),
        (f"<w:p>{r('shown')}{BEGIN}<w:r><w:instrText>XE</w:instrText></w:r>{r('not')}{END}</w:p>" + p("after"), ["shown", "after"]),
        (f"<w:p>{BEGIN}{r('shown')}<w:del>{END}</w:del></w:p>" + p("after"), ["shown", "after"]),
        (f"<w:p>{BEGIN}{r('not')}</w:p><w:p>{SEPARATE}{r('shown')}</w:p>" + p("after"), ["shown", "after"]),
        ("<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>", ["x=1"]),
        (f"<w:p><w:ruby><w:rt>{r('above')}</w:rt><w:rubyBase>{r('base')}</w:rubyBase></w:ruby></w:p>", ["base"]),
        (p("before") + '<w:altChunk r:id="x"/>' + p("after"), ["before", "after"]),
        (f"<w:p>{r('in 201')}{r('5', RAISED)}</w:p>", ["in 201⁵"]),
        (f"<w:p>{r('the 21')}{r('st', RAISED)}</w:p>", ["the 21st"]),
    ],
)  # fmt: skip
def test_a_paragraph_is_a_line_of_what_is_printed(body, lines):
    assert printed(read(body)) == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f'<w:p><w:ins w:id="1">{r("new")}</w:ins><w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>', ["new"]),
        (f'<w:p><w:del w:id="1">{r("old")}</w:del>{r("kept")}</w:p>', ["kept"]),
        (f'<w:p><w:moveFrom w:id="1">{r("here")}</w:moveFrom></w:p><w:p><w:moveTo w:id="2">{r("there")}</w:moveTo></w:p>', ["there"]),
        (p("Calls upon", DELETED) + p(" States"), ["Calls upon States"]),
        (p("Last words", DELETED), ["Last words"]),
        ("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("gone") + "</w:tc></w:tr><w:tr><w:tc>" + p("kept") + "</w:tc></w:tr></w:tbl>", ["kept"]),
    ],
)  # fmt: skip
def test_tracked_changes_are_accepted(body, lines):
    assert printed(read(body)) == lines


@pytest.mark.parametrize(
    "drawn",
    [
        f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
        f"<w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing>",
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{BOX}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>",
        f'<mc:AlternateContent><mc:Choice Requires="wpx"/><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>',
    ],
)
def test_a_text_box_is_printed_once_below_its_paragraph(drawn):
    assert printed(read(f"<w:p>{r('around')}<w:r>{drawn}</w:r></w:p>")) == ["around", "boxed"]


def call(name: int, custom: str = "") -> str:
    follows = ' w:customMarkFollows="1"' if custom else ""
    mark = f"<w:t>{custom}</w:t>" if custom else ""
    return f'<w:r><w:footnoteReference w:id="{name}"{follows}/>{mark}</w:r>'


def note(name: int, *paragraphs: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{name}">{"".join(paragraphs)}</w:{kind}>'


MARKED = "<w:r><w:footnoteRef/></w:r>"
SEPARATOR = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
NOTES = SEPARATOR + note(7, f"<w:p>{MARKED}{r(' A/HRC/20/24.')}</w:p>") + note(8, p("Second."), p("More."))


@pytest.mark.parametrize(
    ("body", "notes", "lines"),
    [
        (f"<w:p>{r('the report')}{call(7)}{r(' and')}{call(8)}</w:p>" + p("Next"), NOTES,
         ["the report¹ and²", "footnote: 1 A/HRC/20/24.", "footnote: 2 Second.", "footnote: More.", "Next"]),
        (f"<w:p>{r('its title')}{call(7, '*')}{r(' and')}{call(8)}</w:p>", note(7, p("* Reissued.")) + note(8, p("One.")),
         ["its title* and¹", "footnote: * Reissued.", "footnote: 1 One."]),
        (f"<w:p>{r('text')}{call(7, '12')}</w:p>", note(7, p("Twelve.")), ["text¹²", "footnote: 12 Twelve."]),
        (f"<w:p>{r('text')}{call(7, '2')}{r('2', RAISED)}{r('3', RAISED)}</w:p>", note(7, f"<w:p>{r('2')}{r('2', RAISED)}{r(' 20 Dec.')}</w:p>"),
         ["text²³", "footnote: 2 20 Dec."]),
        (f"<w:p>{r('text')}{call(7)}</w:p>", note(7, f"<w:p>{MARKED}{r(' 1 May 2015.')}</w:p>"), ["text¹", "footnote: 1 1 May 2015."]),
        (f"<w:p>{r('text')}{call(99)}</w:p>", NOTES, ["text"]),
        (f"<w:p>{r('text')}{call(7)}<w:del>{call(8)}</w:del></w:p>", NOTES, ["text¹", "footnote: 1 A/HRC/20/24."]),
    ],
)  # fmt: skip
def test_notes_stand_below_the_paragraph_that_calls_them(body, notes, lines):
    assert printed(read(body, footnotes=notes)) == lines


def test_footnotes_and_endnotes_count_together():
    body = f'<w:p>{r("a")}{call(7)}{r(" b")}<w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
    lines = read(body, footnotes=NOTES, endnotes=note(2, p("The end."), kind="endnote"))
    assert printed(lines) == ["a¹ b²", "footnote: 1 A/HRC/20/24.", "footnote: 2 The end."]


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        ('<w:numFmt w:val="chicago"/>', ["a* b†", "footnote: * A/HRC/20/24.", "footnote: † Second."]),
        ('<w:numStart w:val="5"/>', ["a⁵ b⁶", "footnote: 5 A/HRC/20/24.", "footnote: 6 Second."]),
        ('<w:numFmt w:val="lowerRoman"/>', ["a¹ b²", "footnote: 1 A/HRC/20/24.", "footnote: 2 Second."]),
    ],
)
def test_settings_say_how_notes_are_numbered(said, marks):
    body = f"<w:p>{r('a')}{call(7)}{r(' b')}{call(8)}</w:p>"
    lines = read(body, footnotes=NOTES, settings=f"<w:footnotePr>{said}</w:footnotePr>")
    assert printed(lines) == [*marks, "footnote: More."]


def test_a_cell_that_another_covers_is_not_printed():
    covered = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>covered</w:t></w:r></w:p></w:tc>"
    assert printed(read(f"<w:tbl><w:tr><w:tc>{p('shown')}</w:tc>{covered}</w:tr></w:tbl>")) == ["shown"]


def section(*references: str, more: str = "") -> str:
    kinds = {"header": "headerReference", "footer": "footerReference"}
    each = "".join(
        f'<w:{kinds[name.rstrip("0123456789")]} w:type="{page}" r:id="{name}"/>'
        for name, page in (reference.split() for reference in references)
    )
    return f"<w:sectPr>{each}{more}</w:sectPr>"


RUNNING = {
    "header1": p("A/HRC/RES/30/21"),
    "header2": p("First"),
    "header3": p("Even"),
    "footer1": p("GE.15-17011"),
}


@pytest.mark.parametrize(
    ("end", "settings", "lines"),
    [
        (section("header1 default", "footer1 default"), "", ["A/HRC/RES/30/21", "body", "GE.15-17011"]),
        (section("header1 default", "header2 first", "header3 even"), "", ["A/HRC/RES/30/21", "body"]),
        (section("header1 default", "header2 first", more="<w:titlePg/>"), "", ["First", "A/HRC/RES/30/21", "body"]),
        (section("header1 default", "header3 even"), "<w:evenAndOddHeaders/>", ["A/HRC/RES/30/21", "Even", "body"]),
        (f"<w:p><w:pPr>{section('header1 default')}</w:pPr></w:p>{section()}", "", ["A/HRC/RES/30/21", "body"]),
    ],
)  # fmt: skip
def test_headers_and_footers_that_are_printed_are_furniture(end, settings, lines):
    found = read(p("body") + end, running=RUNNING, settings=settings)
    assert [line.printed for line in found] == lines
    assert {line.role for line in found if line.printed != "body"} == {"furniture"}
    assert [line.number for line in found] == list(range(1, len(found) + 1))


STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
}


def test_strict_files_are_read_like_others():
    parts = docx_parts(
        f"<w:p>{r('the report')}{call(7)}</w:p>{section('header1 default')}", running=RUNNING, footnotes=NOTES
    )
    for transitional, strict in STRICT.items():
        parts = {name: part.replace(transitional, strict) for name, part in parts.items()}
    (text,) = read_docx(pack(parts))
    assert printed(text.lines) == ["furniture: A/HRC/RES/30/21", "the report¹", "footnote: 1 A/HRC/20/24."]


@pytest.mark.parametrize(
    "main",
    [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_templates_and_files_with_macros_are_read(main):
    data = docx_file(p("text"), main=main)
    assert find_format(data).name == "docx"
    assert printed(read_docx(data)[0].lines) == ["text"]


def test_a_resolution_in_docx_becomes_a_document():
    body = "".join(
        map(p, ("Resolution adopted by the Human Rights Council on 2 October 2015", "30/21. The right to rest",
                "The Human Rights Council,", "Guided by the Charter of the United Nations,"))
    )  # fmt: skip
    body += f"<w:p>{r('1. ')}{r('Salutes warmly', '<w:i/>')}{r(' the report;')}{call(7)}</w:p>" + p(
        "2. Decides to act."
    )
    frames = read_frames(docx_file(body, footnotes=NOTES))
    assert rows(frames["resolutions"], "symbol", "source_format") == [("A/HRC/RES/30/21", "docx")]
    assert rows(frames["paragraphs"], "marker", "lead_phrase", "text")[2:] == [
        ("1.", "Salutes warmly", "Salutes warmly the report;"), ("2.", "Decides", "Decides to act."),
    ]  # fmt: skip
    (footnote,) = rows(frames["footnotes"], "marker", "text", "paragraph_id")
    assert footnote == ("1", "A/HRC/20/24.", "A/HRC/RES/30/21@en#op1")
