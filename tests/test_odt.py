"""ODT is read as it is printed: text, lists, notes, tables, headers.

Here: markup and lines. Not here: hostile files (`test_office_hostile`), whole documents
(`test_office_corpora`).
"""

from __future__ import annotations

import pytest

from tests.conftest import read_frames, rows
from tests.office_files import ODT_KIND, flat_odt, odt_file, odt_parts, pack, printed
from transforms.formats.odt import read_odt
from transforms.formats.registry import find_format


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def read(body: str, **parts):
    (text,) = read_odt(odt_file(body, **parts))
    return text.lines


BOX = "<draw:text-box><text:p>boxed</text:p></draw:text-box>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (p("One") + p("Two"), ["One", "Two"]),
        (p("Recal<text:span>ling</text:span> the<text:s text:c='3'/>Charter"), ["Recalling the Charter"]),
        (p("one<text:tab/>two<text:line-break/>three"), ["one two", "three"]),
        (p("broken\n   in the file"), ["broken in the file"]),
        (p("\n") + p("x"), ["x"]),
        (p("one<text:soft-page-break/> page"), ["one page"]),
        (p("a<office:annotation><text:p>remark</text:p></office:annotation>b"), ["ab"]),
        (p('<text:a xlink:href="x" xmlns:xlink="x">link</text:a>'), ["link"]),
        (p("page <text:page-number>7</text:page-number>"), ["page 7"]),
        (p("<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>above</text:ruby-text></text:ruby>"), ["base"]),
        (f"<text:section>{p('within')}</text:section>", ["within"]),
        (f"<text:section text:display='none'>{p('hidden')}</text:section>" + p("x"), ["x"]),
        (f"<text:section text:display='true'>{p('within')}</text:section>", ["within"]),
        (f"<text:section text:display='condition' text:condition='ooow:1' text:is-hidden='true'>{p('hidden')}</text:section>" + p("x"), ["x"]),
        (f"<text:section text:display='condition' text:condition='ooow:0'>{p('within')}</text:section>", ["within"]),
        (p("<text:hidden-paragraph text:is-hidden='true'/>hidden") + p("<text:hidden-paragraph text:is-hidden='false'/>x"), ["x"]),
        ("<text:tracked-changes><text:changed-region><text:deletion>" + p("gone") + "</text:deletion></text:changed-region></text:tracked-changes>"
         + p('kept<text:change text:change-id="1"/><text:change-start text:change-id="2"/> new<text:change-end text:change-id="2"/>'), ["kept new"]),
        (p(f"around<draw:frame>{BOX}</draw:frame>"), ["around", "boxed"]),
        (f"<draw:frame>{BOX}</draw:frame>" + p("after"), ["boxed", "after"]),
        (p("around<draw:g><draw:custom-shape><text:p>shape</text:p></draw:custom-shape></draw:g>"), ["around", "shape"]),
        (p("a<draw:frame><draw:image/><svg:title xmlns:svg='x'>a picture</svg:title></draw:frame>"), ["a"]),
        (p("2<text:span text:style-name='Up'>5</text:span> and 21<text:span text:style-name='Up'>st</text:span>"), ["2⁵ and 21st"]),
        (p("shown<text:span text:style-name='Hidden'> not</text:span>"), ["shown"]),
    ],
)  # fmt: skip
def test_a_paragraph_is_a_line_of_what_is_printed(body, lines):
    assert printed(read(body, automatic=AUTOMATIC)) == lines


def style(name: str, properties: str, family: str = "text", parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}">'
        f"<style:text-properties {properties}/></style:style>"
    )


AUTOMATIC = (
    style("Up", 'style:text-position="super 58%"')
    + style("Hidden", 'text:display="none"')
    + style("T1", 'fo:font-style="italic"')
    + style("T2", 'fo:font-weight="bold"', parent="Lead")
    + style("T3", 'fo:font-style="normal"')
    + style("P1", "", "paragraph", "LeadPara")
    + style("Loop", 'fo:font-weight="700"', "paragraph", "Loop")
)
COMMON = style("Lead", 'fo:font-style="italic"') + style("LeadPara", 'fo:font-style="oblique"', "paragraph")


@pytest.mark.parametrize(
    ("paragraph", "span", "italic", "bold"),
    [
        ("", "T1", True, False),
        ("", "T2", True, True),
        ("P1", "", True, False),
        ("P1", "T3", False, False),
        ("Loop", "", False, True),
        ("Unknown", "Unknown", False, False),
    ],
)
def test_italics_and_bold_come_through_styles(paragraph, span, italic, bold):
    body = p(f'<text:span text:style-name="{span}">words</text:span>', paragraph)
    (line,) = read(body, automatic=AUTOMATIC, styles=COMMON)
    assert (bool(line.italics), line.is_bold) == (italic, bold)


def level(depth: int, form: str, before: str = "", after: str = ".", more: str = "") -> str:
    return (
        f'<text:list-level-style-number text:level="{depth}" style:num-format="{form}" '
        f'style:num-prefix="{before}" style:num-suffix="{after}" {more}/>'
    )


TWO, MADE = 'text:display-levels="2"', 'loext:num-list-format="%1%) "'
FIFTH = 'text:start-value="5"'
LISTS = (
    f'<text:list-style style:name="UN">{level(1, "1")}{level(2, "a", "(", ")")}{level(3, "i", "(", ")")}</text:list-style>'
    f'<text:list-style style:name="Deep">{level(1, "1", after="")}{level(2, "1", after="", more=TWO)}</text:list-style>'
    f'<text:list-style style:name="Made">{level(1, "I", more=MADE)}</text:list-style>'
    f'<text:list-style style:name="Late">{level(1, "1", more=FIFTH)}</text:list-style>'
    '<text:list-style style:name="Dots"><text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7"/></text:list-style>'
    f'<text:list-style style:name="Bare">{level(1, "")}</text:list-style>'
)  # fmt: skip


def items(*each: str, style: str = "UN", more: str = "") -> str:
    return f'<text:list text:style-name="{style}" {more}>{"".join(f"<text:list-item>{item}</text:list-item>" for item in each)}</text:list>'


def numbered(*places: tuple[str, int], style: str = "UN", more: str = "") -> str:
    """A numbered paragraph x for each (list, level)."""
    return "".join(
        f'<text:numbered-paragraph text:list-id="{name}" text:level="{depth}" text:style-name="{style}" {more}>'
        f"<text:number>9.</text:number>{X}</text:numbered-paragraph>"
        for name, depth in places
    )


X = "<text:p>x</text:p>"
GO_ON = 'text:continue-numbering="true"'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (items(X, X + items(X, X, style=""), X + items(X, style="")), ["1.", "2.", "(a)", "(b)", "3.", "(a)"]),
        (items(X, X) + X + items(X), ["1.", "2.", "", "1."]),
        (items(X, X) + X + items(X, more=GO_ON), ["1.", "2.", "", "3."]),
        (items(X, more='xml:id="one"') + items(X, style="Dots") + items(X, more='text:continue-list="one"'), ["1.", "•", "2."]),
        (items(X + items(X, style="")) + items(items(X, style=""), more=GO_ON), ["1.", "(a)", "(b)"]),
        (items(X + X), ["1.", ""]),
        (items(X, items(items(X, style=""), style="")), ["1.", "(i)"]),
        (items(X).replace("<text:list-item>", '<text:list-item text:start-value="9">'), ["9."]),
        (items(X).replace("list-item>", "list-header>") + items(X), ["", "1."]),
        (items(X, X + items(X, style=""), style="Deep"), ["1", "2", "2.1"]),
        (items(X, X, style="Made"), ["I)", "II)"]),
        (items(X, X, style="Late"), ["5.", "6."]),
        (items(X, style="Bare"), [""]),
        (numbered(("a", 1), ("a", 2), ("a", 2), ("a", 1)), ["1.", "(a)", "(b)", "2."]),
        (numbered(("a", 1)) + X + numbered(("b", 1), ("a", 1)), ["1.", "", "1.", "2."]),
        (numbered(("a", 1)) + numbered(("a", 1), more='text:start-value="7"') + numbered(("a", 1)), ["1.", "7.", "8."]),
        (items(X, more='xml:id="a"') + numbered(("a", 1)), ["1.", "2."]),
        (numbered(("a", 1), style="Unknown"), [""]),
        (numbered(("", 1), ("", 1)).replace('text:list-id=""', GO_ON), ["1.", "2."]),
        (items(X, style="Unknown"), [""]),
        (items("<text:section>" + X + "</text:section>"), [""]),
    ],
)  # fmt: skip
def test_list_items_have_their_printed_numbers(body, expected):
    lines = read(body, automatic=LISTS)
    assert [line.removesuffix("x").strip() for line in printed(lines)] == expected


def test_a_list_without_a_style_has_that_of_its_paragraphs():
    paragraphs = '<style:style style:name="Num" style:family="paragraph" style:list-style-name="UN"/>'
    body = f"<text:list><text:list-item>{p('x', 'Num')}</text:list-item></text:list>"
    assert printed(read(body, styles=LISTS + paragraphs)) == ["1. x"]


def test_headings_are_numbered_by_the_outline():
    outline = '<text:outline-style style:name="Outline">' + "".join(
        f'<text:outline-level-style text:level="{depth}" style:num-format="{form}" style:num-suffix="."/>'
        for depth, form in ((1, "I"), (2, "A"), (3, ""))
    )
    heads = "".join(f'<text:h text:outline-level="{depth}">x</text:h>' for depth in (1, 2, 2, 1, 2, 3))
    lines = read(heads, styles=f"{outline}</text:outline-style>")
    assert printed(lines) == ["I. x", "A. x", "B. x", "II. x", "A. x", "x"]


def note(mark: str, *paragraphs: str) -> str:
    return f'<text:note><text:note-citation text:label="{mark}">{mark}</text:note-citation><text:note-body>{"".join(map(p, paragraphs))}</text:note-body></text:note>'


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (p(f"report{note('1', 'A/HRC/20/24.')} and{note('2', 'Two.', 'More.')}") + p("Next"),
         ["report¹ and²", "footnote: 1 A/HRC/20/24.", "footnote: 2 Two.", "footnote: More.", "Next"]),
        (p(f"title{note('*', 'Reissued.')}"), ["title*", "footnote: * Reissued."]),
        (p(f"one{note('1', 'One.')} two{note('i', 'Two.')}"), ["one¹ two²", "footnote: 1 One.", "footnote: 2 Two."]),
        (p(f"bare{note('1')}"), ["bare¹", "footnote: 1"]),
    ],
)  # fmt: skip
def test_notes_stand_below_the_paragraph_that_calls_them(body, lines):
    assert printed(read(body)) == lines


def test_tables_are_read_row_by_row():
    def table(rows: int) -> str:
        row = f"<table:table-row><table:table-cell>{p('a')}</table:table-cell><table:covered-table-cell/><table:table-cell>{p('b')}{p('c')}</table:table-cell></table:table-row>"
        return f"<table:table><table:table-header-rows>{row}</table:table-header-rows>{row * (rows - 1)}</table:table>"

    assert printed(read(table(2))) == ["a", "b", "c"] * 2
    assert printed(read(table(4))) == ["a b c"] * 4


def test_headers_and_footers_are_furniture():
    masters = (
        f'<style:master-page style:name="S"><style:header>{p("A/HRC/RES/30/21")}</style:header>'
        f'<style:header-left style:display="false">{p("hidden")}</style:header-left>'
        f"<style:footer>{p('GE.15-17011')}</style:footer></style:master-page>"
        f'<style:master-page style:name="T"><style:header>{p("A/HRC/RES/30/21")}</style:header></style:master-page>'
    )
    assert printed(read(p("body"), masters=masters)) == [
        "furniture: A/HRC/RES/30/21", "body", "furniture: GE.15-17011",
    ]  # fmt: skip


PARAGRAPHS = (
    "Resolution adopted by the Human Rights Council on 2 October 2015", "30/21. The right to rest",
    "The Human Rights Council,", "Guided by the Charter of the United Nations,",
)  # fmt: skip
BODY = "".join(map(p, PARAGRAPHS)) + items(p("Salutes the report;"), p("Decides to act."))


@pytest.mark.parametrize(
    "data",
    [
        odt_file(BODY, automatic=LISTS),
        odt_file(BODY, styles=LISTS),
        flat_odt(BODY, automatic=LISTS),
        pack({name: part for name, part in odt_parts(BODY, LISTS).items() if name == "content.xml"}
             | {"META-INF/manifest.xml": f'<manifest media-type="{ODT_KIND}"/>'}),
    ],
    ids=["packed", "common styles", "flat", "named by its manifest alone"],
)  # fmt: skip
def test_a_resolution_in_odt_becomes_a_document(data):
    assert find_format(data).name == "odt"
    frames = read_frames(data)
    assert rows(frames["resolutions"], "symbol", "source_format") == [("A/HRC/RES/30/21", "odt")]
    assert rows(frames["paragraphs"], "marker", "text")[2:] == [
        ("1.", "Salutes the report;"), ("2.", "Decides to act."),
    ]  # fmt: skip
