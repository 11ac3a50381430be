"""What single rows and pages of a PDF give: words, superscripts, columns, running heads, footnotes.

Not here: whole documents (`test_pdf`), files that cannot be read (`test_pdf_hostile`).
"""

from __future__ import annotations

import random

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.pdf_files import FILLER, REST, page, printed, raw_page
from transforms.formats.pdf import read_pdf


@pytest.mark.parametrize(
    ("operators", "text"),
    [  # F is upright, G italic: letters such as f lean over the space behind them
        (b"[(Confere) -30 (nce)] TJ", "Conference"),
        (b"[(Confere) -110 (nce)] TJ", "Conference"),
        (b"[(cooperat) 230 ( ion)] TJ", "cooperation"),
        (b"[(All) -250 (States)] TJ", "All States"),
        (b"[(of) 60 ( the) 50 ( rights)] TJ", "of the rights"),
        (b"2 Tc (Human rights) Tj", "Human rights"),
        (b"2 Tc [(Human) -300 (rights)] TJ", "Human rights"),
        (b"-0.3 Tc (Human rights) Tj", "Human rights"),
        (b"5 Tw (Human rights) Tj", "Human rights"),
        (b"60 Tz (Human rights) Tj", "Human rights"),
        (b"(30/21) Tj 40 0 Td (The right) Tj", "30/21 The right"),
        (b"(Decides) Tj 0 0 Td (Decides) Tj", "Decides"),
        (b"/G 10 Tf (report) Tj 27 0 Td (of the) Tj", "report of the"),
    ],
)  # fmt: skip
def test_words_part_where_white_is_printed(operators: bytes, text: str) -> None:
    data = raw_page(b"BT /F 10 Tf 60 700 Td %s ET\n" % operators + REST)
    assert read_pdf(data)[0].lines[0].text == text


@pytest.mark.parametrize(
    "content",
    [
        b"q 0 1 -1 0 595 0 cm %s Q",
        b"q -1 0 0 -1 595 842 cm %s Q",
        b"q 0 -1 1 0 0 842 cm %s Q",
        b"3 Tr %s",
        b"q 0.1 0 0 0.1 0 0 cm %s Q",
    ],
    ids=["turned left", "upside down", "turned right", "invisible, as in recognized scans", "scaled"],
)
def test_text_that_is_turned_scaled_or_invisible_is_read(content: bytes) -> None:
    text = b"BT /F 10 Tf 60 500 Td (The Human Rights Council,) Tj ET\n" + REST
    if b"0.1" in content:
        text = text.replace(b"/F 10 Tf 60", b"/F 100 Tf 600").replace(b" Td", b"0 Td")
    lines = read_pdf(raw_page(content % text))[0].lines
    assert lines[0].text == "The Human Rights Council,"
    assert len(lines) == 5
    assert {line.role for line in lines} == {""}


def test_what_runs_across_the_page_is_furniture() -> None:
    mark = b"q 0.7 0.7 -0.7 0.7 100 200 cm BT /F 40 Tf 0 0 Td (ADVANCE) Tj ET Q\n"
    lines = read_pdf(raw_page(mark + REST))[0].lines
    assert [line.text for line in lines if line.role == "furniture"] == ["ADVANCE"]


def test_superscripts_become_calls_and_subscripts_do_not() -> None:
    content = (
        b"BT /F 10 Tf 60 700 Td (the report,) Tj /F 6.5 Tf 3.3 Ts (12) Tj 0 Ts /F 10 Tf ( and CO) Tj "
        b"/F 6.5 Tf -1.5 Ts (2) Tj 0 Ts /F 10 Tf ( at large, in the 21) Tj /F 6.5 Tf 3.3 Ts (st) Tj 0 Ts /F 10 Tf ( century) Tj ET\n"
    )
    line = read_pdf(raw_page(content + REST))[0].lines[0]
    assert line.text == "the report, and CO2 at large, in the 21st century"
    assert line.calls == ((11, "¹²"),)


def test_italics_and_bold_are_kept() -> None:
    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFont("Times-Bold", 12)
        canvas.drawString(60, 700, "30/21. The right to rest")
        text = canvas.beginText(60, 680)
        for face, words in (
            ("Italic", "Recalling also"),
            ("Roman", " the report "),
            ("Italic", "inter alia"),
        ):
            text.setFont(f"Times-{face}", 10)
            text.textOut(words)
        canvas.drawText(text)
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(60, 660, FILLER)

    bold, italic, plain = read_pdf(page(draw))[0].lines
    assert (bold.is_bold, bold.italics) == (True, ())
    assert (italic.is_bold, italic.italic_words) == (False, "Recalling also | inter alia")
    assert (plain.is_bold, plain.italics) == (False, ())


def test_white_between_rows_is_a_blank_line() -> None:
    lines = printed(
        (60, 700, "One"), (60, 688, "two"), (60, 670, "Three"), (60, 658, "four"), (60, 600, "Five")
    )
    marks = [(line.text, line.after_blank) for line in lines[:5]]
    assert marks == [("One", True), ("two", False), ("Three", True), ("four", False), ("Five", True)]


def test_cells_far_apart_are_lines_of_their_own() -> None:
    lines = printed(
        (60, 700, "United Nations"), (450, 700, "A/HRC/RES/30/21"), (60, 680, "1."), (85, 680, "Decides")
    )
    assert [line.text for line in lines[:3]] == ["United Nations", "A/HRC/RES/30/21", "1. Decides"]


# -- columns, running heads, footnotes

LEFT = [f"left {row}: the rights of all persons are to be" for row in range(12)]
PAGES = ["", "The first page: ", "The second: ", "Then the third: "]
RIGHT = [f"right {row}: respected by every State and by all" for row in range(12)]


@pytest.mark.parametrize("shift", [0.0, 5.0])
@pytest.mark.parametrize("rows", [12, 4, 2])
def test_columns_are_read_one_after_the_other(shift: float, rows: int) -> None:
    """Whether or not their lines stand at the same heights; below a head over both; a last page may have few."""

    def draw(canvas: Canvas, number: int) -> None:
        count = 12 if number == 1 else rows
        canvas.setFont("Times-Roman", 10)
        if number == 1:
            canvas.drawString(60, 760, "A head that runs over both of the columns: " + FILLER)
        for row in range(count):
            canvas.drawString(60, 700 - 12 * row, PAGES[number] + LEFT[row])
            canvas.drawString(310, 700 - shift - 12 * row, PAGES[number] + RIGHT[row])

    lines = read_pdf(page(draw, 2))[0].lines
    assert [line.text for line in lines[1:25]] == [PAGES[1] + text for text in LEFT + RIGHT]
    assert [line.text for line in lines[25:]] == [PAGES[2] + text for text in LEFT[:rows] + RIGHT[:rows]]


def test_running_heads_and_feet_are_furniture_and_footnotes_are_footnotes() -> None:
    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFont("Times-Bold", 9)
        left, right = (
            ("A/HRC/RES/30/21", "The right to rest")
            if number % 2
            else ("The right to rest", "A/HRC/RES/30/21")
        )
        canvas.drawString(60, 800, left)
        canvas.drawRightString(540, 800, right)
        canvas.setFont("Times-Roman", 10)
        for row in range(10):
            canvas.drawString(60, 750 - 12 * row, f"{PAGES[number]}{row} {FILLER}")
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(66, 90, f"A/HRC/20/{20 + number}.")
        canvas.drawString(66, 80, "See also the report of the Council, in which")
        canvas.drawString(60, 70, f"it said so for year {number} again.")
        canvas.setFont("Times-Roman", 5)
        canvas.drawString(62, 93, str(2 * number))
        canvas.drawString(62, 83, str(2 * number + 1))
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(60, 40, f"GE.15-17334  {number}/3")

    lines = read_pdf(page(draw, 3))[0].lines
    roles = {(line.page, line.text): line.role for line in lines}
    for number in (2, 3):
        assert roles[number, "A/HRC/RES/30/21"] == roles[number, "The right to rest"] == "furniture"
        assert roles[number, f"GE.15-17334 {number}/3"] == "furniture"
        notes = [line.text for line in lines if line.page == number and line.role == "footnote"]
        assert notes == [
            f"{2 * number} A/HRC/20/{20 + number}.",
            f"{2 * number + 1} See also the report of the Council, in which",
            f"it said so for year {number} again.",
        ]
    assert sum(not line.role for line in lines if line.page > 1) == 20


@pytest.mark.parametrize("size", [12.0, 10.0])
@pytest.mark.parametrize(
    ("cells", "role"),
    [
        (["Annex"], ""),
        (["Human rights and the environment"], ""),
        (["30/21.", "Human rights"], ""),
        (["A/HRC/RES/30/21"], "furniture"),
        (["Human rights and the environment", "A/HRC/RES/30/21"], "furniture"),
    ],
)
def test_a_heading_that_repeats_the_first_page_is_no_running_head(
    cells: list[str], role: str, size: float
) -> None:
    """On one page only, a running head is known by the symbol that it prints."""

    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFont("Times-Roman", 10)
        if number == 1:
            canvas.drawString(60, 790, "A/HRC/RES/30/21")
            canvas.drawString(60, 770, "30/21.")
            canvas.drawString(60, 758, "Human rights and the environment")
            canvas.drawString(60, 730, "Adopts the guidelines in the annex to the present resolution;")
        for row in range(10):
            canvas.drawString(60, 700 - 12 * row, f"{PAGES[number]}{row} {FILLER}")
        canvas.setFont("Times-Bold", size)
        for cell in cells if number == 2 else []:
            canvas.drawString(60 + 300 * cells.index(cell), 780, cell)

    lines = read_pdf(page(draw, 2))[0].lines
    roles = {line.text: line.role for line in lines if line.page == 2 and line.text in cells}
    assert roles == dict.fromkeys(cells, role)


SCAN = ["1. Decides to promote the rights of every", "people and of all groups, by judging what", "is equal; and requests a report on progress"]  # fmt: skip


@pytest.mark.parametrize("tilt", [0.0, 0.5, 1.0, 1.5, 4.0, -1.0, 91.0])
@pytest.mark.parametrize("waver", ["none", "box bottoms", "by chance"])
@pytest.mark.parametrize("leading", [10.0, 13.0])
def test_rows_of_recognized_scans_stay_whole(tilt: float, waver: str, leading: float) -> None:
    """Word by word, on a skewed page, on baselines that waver by a quarter of the letters' size."""
    chance = random.Random(7)

    def draw(canvas: Canvas, number: int) -> None:
        canvas.translate(297, 421)
        canvas.rotate(tilt)
        canvas.translate(-230, 100)
        for at, text in enumerate(SCAN * 4):
            x = 0.0
            for word in text.split():
                lower = {"none": 0.0, "by chance": chance.uniform(0.0, 2.5)}.get(waver, 2.5 * bool(set(word) & set("gpqy,;j")))  # fmt: skip
                piece = canvas.beginText(x, -leading * at - lower)
                piece.setFont("Times-Roman", 10)
                piece.setTextRenderMode(3)
                piece.textOut(word)
                canvas.drawText(piece)
                x += stringWidth(f"{word} ", "Times-Roman", 10)

    lines = read_pdf(page(draw))[0].lines
    assert [line.text for line in lines] == SCAN * 4


Drawn = tuple[float, float, float]
NOTES = ["1 See A/HRC/30/2, chapter I, and the report", "of the Council.", "2 A/70/53."]


@pytest.mark.parametrize(
    ("lines", "notes", "are_notes"),
    [
        ([(60, 204, 115)], NOTES, True),
        ([(60, 110, 115)], NOTES, True),
        ([(60, 110, 115), (80, 130, 99)], NOTES, True),
        ([], NOTES, False),
        ([(60, 540, 115)], NOTES, False),
        ([(60, 204, 115), (60, 204, 71)], NOTES, False),
        ([(60, 204, 115), (60, 204, 83)], NOTES, False),
        ([(60, 204, 98.5)], NOTES, False),
        ([(60, 204, 115)], ["3. Decides to remain seized", "of the matter", "and of others."], False),
        ([(60, 204, 115)], ["a report on progress", "of the Council", "at its next session."], False),
    ],
    ids=["of Word", "of LibreOffice", "words underlined", "none", "long", "a table's", "within a table", "an underline", "paragraph", "article"],
)  # fmt: skip
@pytest.mark.parametrize("columns", [1, 2])
def test_below_a_short_drawn_line_stand_footnotes_as_large_as_the_text(
    lines: list[Drawn], notes: list[str], are_notes: bool, columns: int
) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFont("Times-Roman", 10)
        for column in range(columns):
            for row in range(40 + 12 * column):  # the right column goes on beside the notes
                canvas.drawString(60 + 250 * column, 700 - 12 * row, f"{column + row} {LEFT[row % 12]}")
        for x0, x1, y in lines:
            canvas.line(x0, y, x1, y)
        for at, text in enumerate(notes):
            canvas.drawString(60, 100 - 12 * at, text)

    found = read_pdf(page(draw))[0].lines
    assert [line.text for line in found if line.role == "footnote"] == (notes if are_notes else [])
    assert len(found) == (40 if columns == 1 else 92) + 3
