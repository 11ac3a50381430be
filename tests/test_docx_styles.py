"""DOCX: what is italic, bold, raised or hidden, directly and through styles.

Not here: other markup (`test_docx`).
"""

from __future__ import annotations

import pytest

from tests.office_files import printed
from tests.test_docx import r, read


def style(name: str) -> str:
    return f'<w:rStyle w:val="{name}"/>'


STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:i w:val="0"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
<w:style w:type="paragraph" w:styleId="Lead"><w:basedOn w:val="Normal"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Lead2"><w:basedOn w:val="Lead"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Emphasis"><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Call"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>
"""


@pytest.mark.parametrize(
    ("paragraph_style", "run", "italic", "bold"),
    [
        ("Normal", "<w:i/>", True, False),
        ("Normal", '<w:i w:val="false"/>', False, False),
        ("Normal", '<w:rStyle w:val="Emphasis"/>', True, False),
        ("Lead", "", True, False),
        ("Lead2", "", True, False),
        ("Lead2", '<w:i w:val="0"/>', False, False),
        ("Lead2", '<w:rStyle w:val="Emphasis"/>', False, False),  # two styles that switch it on switch it off
        ("Loop", "", False, True),
        ("Unknown", "<w:b/>", False, True),
    ],
)
def test_italics_and_bold_come_through_styles(paragraph_style, run, italic, bold):
    (line,) = read(
        f'<w:p><w:pPr><w:pStyle w:val="{paragraph_style}"/></w:pPr>{r("words", run)}</w:p>', styles=STYLES
    )
    assert (bool(line.italics), line.is_bold) == (italic, bold)


def test_styles_raise_and_hide():
    body = f"<w:p>{r('work')}{r('3', style('Call'))}{r(' x', style('Secret'))}</w:p>"
    assert printed(read(body, styles=STYLES)) == ["work³"]


def half_points(position: int, size: int | None = None) -> str:
    return f'<w:position w:val="{position}"/>' + (f'<w:sz w:val="{size}"/>' if size else "")


@pytest.mark.parametrize(
    ("run", "is_raised"),
    [
        (half_points(7, 16), True),
        (half_points(7), True),
        (half_points(3), False),  # a line moved a little, as page setting does
        (half_points(-7, 16), False),
        (half_points(0, 16), False),
        (style("High"), True),
        (style("High") + half_points(0), False),
        (style("High") + half_points(9, 72), False),
        ('<w:vertAlign w:val="subscript"/>' + half_points(7, 16), False),
        ('<w:vertAlign w:val="baseline"/>' + half_points(7, 16), True),
        (style("Call") + half_points(0), True),
    ],
)
def test_words_are_raised_by_a_part_of_their_size(run, is_raised):
    high = f'<w:style w:type="character" w:styleId="High"><w:rPr>{half_points(8)}</w:rPr></w:style>'
    size = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="P"><w:rPr><w:sz w:val="24"/></w:rPr></w:style>'
    )
    (line,) = read(f"<w:p>{r('work')}{r('3', run)}</w:p>", styles=STYLES + high + size)
    assert line.printed == ("work³" if is_raised else "work3")
