"""Automatic numbers of DOCX files become the printed ones.

Here: lists, levels, restarts and styles. Not here: other markup (`test_docx`).
"""

from __future__ import annotations

import pytest

from tests.office_files import docx_file, printed
from transforms.formats.docx import read_docx
from transforms.formats.ordinals import bullet, write_letters, write_number


def level(depth: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def num(name: int, abstract: int, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def start_at(depth: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def numbered(*places: tuple[int, int] | str) -> str:
    """One paragraph x for each (list, level); a text is a paragraph with those properties."""
    return "".join(
        f"<w:p><w:pPr>{place if isinstance(place, str) else num_pr(*place)}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
        for place in places
    )


def num_pr(name: int, depth: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr>'


def styled(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def marks(body: str, numbering: str, styles: str = "") -> list[str]:
    (text,) = read_docx(docx_file(body, numbering=numbering, styles=styles))
    return [line.removesuffix("x").strip() for line in printed(text.lines)]


UN = abstract(
    0, level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)")
) + num(1, 0)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1)], ["1.", "(a)", "(i)", "(ii)", "(b)", "(i)", "2.", "(a)"]),
        ([(1, 0), (0, 0), (1, 0)], ["1.", "", "2."]),
        ([(1, 0), (9, 0), (1, 0)], ["1.", "", "2."]),
        ([(1, 1), (1, 1), (1, 0), (1, 1)], ["(a)", "(b)", "2.", "(a)"]),
        ([(1, 5)], [""]),
        ([(1, 2), (1, 0)], ["(i)", "2."]),
    ],
)  # fmt: skip
def test_levels_count_and_begin_anew_below_each_item(places, expected):
    assert marks(numbered(*places), UN) == expected


@pytest.mark.parametrize(
    ("numbering", "places", "expected"),
    [
        (UN + num(2, 0), [(1, 0), (2, 0), (1, 0)], ["1.", "2.", "3."]),
        (UN + num(2, 0, start_at(0, 1)), [(1, 0), (1, 0), (2, 0), (2, 0), (1, 0)], ["1.", "2.", "1.", "2.", "3."]),
        (UN + num(2, 0, start_at(0, 7)), [(1, 0), (2, 0), (2, 1)], ["1.", "7.", "(a)"]),
        (abstract(0, level(0, "decimal", "%1.", start=5)) + num(1, 0), [(1, 0), (1, 0)], ["5.", "6."]),
        (abstract(0, level(0, "decimal", "%1.")) + num(1, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1)")}</w:lvlOverride>'), [(1, 0), (1, 0)], ["I)", "II)"]),
        (abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")) + num(1, 0), [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], ["1.", "1.1", "1.2", "2.", "2.1"]),
        (abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(1, 0), [(1, 0), (1, 0), (1, 1)], ["I.", "II.", "2.1"]),
        (abstract(0, level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)", '<w:lvlRestart w:val="0"/>')) + num(1, 0), [(1, 0), (1, 1), (1, 0), (1, 1)], ["1.", "(a)", "2.", "(b)"]),
        (abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%2."), level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>')) + num(1, 0), [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)], ["1.", "1.", "1.", "2.", "2.", "2.", "1."]),
        (abstract(0, level(0, "bullet", "\uf0b7")) + num(1, 0), [(1, 0)], ["•"]),
        (abstract(0, level(0, "bullet", "–")) + num(1, 0), [(1, 0)], ["–"]),
        (abstract(0, level(0, "none", "Annex")) + num(1, 0), [(1, 0)], ["Annex"]),
        (abstract(0, level(0, "none", "")) + num(1, 0), [(1, 0)], [""]),
        (abstract(0, level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>")) + num(1, 0), [(1, 0)], [""]),
    ],
)  # fmt: skip
def test_lists_start_restart_and_are_written_as_they_say(numbering, places, expected):
    assert marks(numbered(*places), numbering) == expected


@pytest.mark.parametrize(("suffix", "line"), [("tab", "1. x"), ("space", "1. x"), ("nothing", "1.x")])
def test_what_stands_between_number_and_text(suffix, line):
    numbering = abstract(0, level(0, "decimal", "%1.", f'<w:suff w:val="{suffix}"/>')) + num(1, 0)
    (text,) = read_docx(docx_file(numbered((1, 0)), numbering=numbering))
    assert printed(text.lines) == [line]


def style(name: str, numbering: str = "", based: str = "", kind: str = "paragraph") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}">{base}<w:pPr>{numbering}</w:pPr></w:style>'


LINKED = abstract(
    0, level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)", '<w:pStyle w:val="Item"/>')
) + num(1, 0)
ONLY_LIST = '<w:numPr><w:numId w:val="1"/></w:numPr>'


@pytest.mark.parametrize(
    ("styles", "places", "expected"),
    [
        (style("Para", num_pr(1, 0)), [styled("Para"), styled("Para")], ["1.", "2."]),
        (style("Para", num_pr(1, 0)) + style("Own", based="Para"), [styled("Own"), styled("Para")], ["1.", "2."]),
        (style("Para", num_pr(1, 0)), [styled("Para"), styled("Para") + num_pr(0, 0), styled("Para")], ["1.", "", "2."]),
        (style("Para", num_pr(1, 0)), [styled("Para"), styled("Para") + '<w:numPr><w:ilvl w:val="1"/></w:numPr>'], ["1.", "(a)"]),
        (style("Para", ONLY_LIST) + style("Item", ONLY_LIST), [styled("Para"), styled("Item"), styled("Item")], ["1.", "(a)", "(b)"]),
        (style("Loop", based="Loop"), [styled("Loop")], [""]),
        (style("A", based="B") + style("B", based="A"), [styled("A")], [""]),
    ],
)  # fmt: skip
def test_styles_number_their_paragraphs(styles, places, expected):
    assert marks(numbered(*places), LINKED, styles) == expected


def test_a_list_may_be_defined_by_a_numbering_style():
    link = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="House"/></w:abstractNum>'
    numbering = link + UN + num(6, 5)
    assert marks(numbered((6, 0), (6, 1), (1, 0)), numbering, style("House", num_pr(1, 0), kind="numbering")) == ["1.", "(a)", "2."]  # fmt: skip


def test_numbering_styles_that_link_in_a_circle_number_nothing():
    link = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="House"/></w:abstractNum>'
    assert marks(numbered((6, 0)), link + num(6, 5), style("House", num_pr(6, 0), kind="numbering")) == [""]


def test_deleted_and_hidden_paragraphs_are_not_counted():
    deleted = f'<w:p><w:pPr>{num_pr(1, 0)}<w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:del w:id="2"><w:r><w:t>x</w:t></w:r></w:del></w:p>'
    hidden = f"<w:p><w:pPr>{num_pr(1, 0)}<w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"
    body = numbered((1, 0)) + deleted + hidden + numbered((1, 0))
    assert marks(body, UN) == ["1.", "2."]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (4, "decimal", "4"), (4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (0, "lowerRoman", "0"),
        (26, "lowerLetter", "z"), (27, "lowerLetter", "aa"), (53, "upperLetter", "AAA"), (10**9, "lowerLetter", str(10**9)),
        (3, "ordinal", "3rd"), (12, "ordinal", "12th"), (21, "ordinal", "21st"), (7, "decimalZero", "07"),
        (3, "decimalEnclosedCircle", "③"), (2, "russianLower", "б"), (23, "chineseCounting", "二十三"),
        (10, "chineseCounting", "十"), (3, "none", ""), (3, "unheardOf", "3"), (-1, "lowerLetter", "-1"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_their_format(number, form, text):
    assert write_number(number, form) == text


def test_letters_may_count_as_columns_do():
    assert [write_letters(number) for number in (1, 26, 27, 52, 703)] == ["a", "z", "aa", "az", "aaa"]


@pytest.mark.parametrize(
    ("sign", "shown"), [("\uf0b7", "•"), ("o", "•"), ("–", "–"), ("• ", "•"), ("->", "->")]
)
def test_bullets_are_signs(sign, shown):
    assert bullet(sign) == shown
