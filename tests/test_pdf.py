"""PDF pages of every layout read as the text they print; hostile and damaged files refused in words.

Not here: the pages themselves (`pages_pdf`), what lines mean (the tests of the parser).
"""

from __future__ import annotations

import io
import json
import lzma
import random
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import read_frames
from tests.pages_pdf import Layout, render_pdf
from transforms.formats.pdf import read_pdf
from transforms.formats.registry import find_format
from transforms.text import Line, Unreadable
from warehouse.enumerations import REJECT_REASONS

SAMPLE = Path(__file__).parents[1] / "warehouse" / "samples" / "A_HRC_RES_30_21.txt"
LAYOUTS = {
    "one column": Layout(),
    "two columns": Layout(columns=2, invented_notes=True),
    "ragged, without indents": Layout(justified=False, indent=0.0),
    "words parted by their places alone": Layout(spaced=True, invented_notes=True),
    "letters set apart": Layout(letters=0.8, spaced=True),
    "small and dense": Layout(size=8.0, leading=9.0, gap=4.0, columns=2),
    "without white between paragraphs": Layout(gap=0.0, invented_notes=True),
}


def gold_of_sample() -> dict[str, Any]:
    """The project's own sample as a gold document, as its text is read."""
    frames = read_frames(SAMPLE.read_bytes())
    resolution = frames["resolutions"].row(0, named=True)
    blocks = [
        {"type": row["kind"], "marker": row["marker"], "depth": row["depth"], "text": row["text"], "lead": row["lead_phrase"]}
        for row in frames["paragraphs"].iter_rows(named=True)
    ]  # fmt: skip
    front = ["Human Rights Council", "Thirtieth session", "Agenda item 10", "Resolution adopted by the Human Rights Council on 2 October 2015"]  # fmt: skip
    back = ["42nd meeting", "2 October 2015", "[Adopted without a vote.]"]
    return {"symbol": resolution["symbol"], "lang": "en", "title": resolution["title"], "front": front, "back": back, "notes": [], "blocks": blocks}  # fmt: skip


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2011", "-")).replace("- ", "-")


def paragraphs(frames: Mapping[str, Any]) -> list[tuple[str, str | None, str]]:
    kinds = ("preambular", "operative")
    return [
        (row["kind"], row["marker"], squeezed(row["text"]))
        for row in frames["paragraphs"].iter_rows(named=True)
        if row["kind"] in kinds
    ]


def gold_paragraphs(gold: Mapping[str, Any]) -> list[tuple[str, str | None, str]]:
    return [
        (block["type"], block["marker"], squeezed(block["text"]))
        for block in gold["blocks"]
        if block["type"] in ("preambular", "operative")
    ]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_sample_gives_the_same_paragraphs_in_every_layout(layout: Layout) -> None:
    gold = gold_of_sample()
    frames = read_frames(render_pdf(gold, layout))
    assert frames["rejects"].is_empty(), frames["rejects"]["detail"].to_list()
    assert paragraphs(frames) == gold_paragraphs(gold)
    (resolution,) = frames["resolutions"].iter_rows(named=True)
    assert (resolution["symbol"], resolution["title"], resolution["source_format"]) == (gold["symbol"], gold["title"], "pdf")  # fmt: skip
    assert (str(resolution["adopted_on"]), resolution["meeting"]) == ("2015-10-02", 42)
    clauses = [row for row in frames["paragraphs"].iter_rows(named=True) if row["kind"] != "opening"]
    assert [row["lead_phrase"] for row in clauses] == [block["lead"] for block in gold["blocks"][1:]]


def corpus(shared: Path, name: str, symbols: tuple[str, ...]) -> list[dict[str, Any]]:
    with lzma.open(shared / "corpus" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    return [document for document in documents if document["symbol"] in symbols]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize(
    ("name", "symbols"),
    [
        ("hrc_en", ("A/HRC/RES/16/28", "A/HRC/RES/32/31", "A/HRC/RES/42/15")),
        ("ga_en", ("A/RES/75/104", "A/RES/75/277", "A/RES/76/187")),
        ("ga_fr", ("A/RES/75/104", "A/RES/75/100")),
    ],
)
def test_documents_of_the_corpora_give_the_paragraphs_of_their_gold(
    shared: Path, name: str, symbols: tuple[str, ...], columns: int
) -> None:
    for gold in corpus(shared, name, symbols):
        frames = read_frames(render_pdf(gold, Layout(columns=columns)))
        assert paragraphs(frames) == gold_paragraphs(gold), gold["symbol"]
        texts = {squeezed(note["text"]) for note in gold["notes"]}
        notes = list(frames["footnotes"].iter_rows(named=True))
        assert all(squeezed(note["text"]) in texts and note["paragraph_id"] for note in notes), notes
        assert len(notes) >= 0.9 * len(gold["notes"])


def test_a_file_of_the_united_nations_gives_the_paragraphs_of_its_gold(shared: Path) -> None:
    data = (shared / "corpus" / "pdf" / "A_RES_73_6-EN.pdf").read_bytes()
    gold = json.loads((shared / "corpus" / "pdf" / "A_RES_73_6.gold.jsonl").read_text(encoding="utf-8"))
    frames = read_frames(data)
    words = [
        re.sub(r"(?<=[a-z,])\d(?= )", "", text) for _, _, text in gold_paragraphs(gold)
    ]  # calls left in the gold
    assert [text for _, _, text in paragraphs(frames)] == words
    assert frames["footnotes"]["marker"].to_list() == ["1", "2", "3", "4", "5", "6"]
    assert frames["footnotes"]["paragraph_id"].null_count() == 0
    text = " ".join(line.text for line in read_pdf(data)[0].lines)
    assert "Confere nce" not in text
    assert "cooperat ion" not in text


# -- pages of a few lines


def page(draw: Any, pages: int = 1, **arguments: Any) -> bytes:
    """A PDF of which `draw(canvas, number)` prints each page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), **arguments)
    for number in range(1, pages + 1):
        draw(canvas, number)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


FILLER = "that all human rights are universal, indivisible and interdependent and interrelated"


def printed(*drawn: tuple[float, float, str], size: float = 10.0) -> list[Line]:
    """The lines of a page with these texts at (x, y) above some lines of text."""

    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFont("Times-Roman", size)
        for x, y, text in drawn:
            canvas.drawString(x, y, text)
        for row in range(4):
            canvas.drawString(60, 300 - 12 * row, FILLER)

    return read_pdf(page(draw))[0].lines


def raw_page(
    content: bytes, *, font: bytes = b"/Times-Roman", extra: bytes = b"", page_extra: bytes = b""
) -> bytes:
    """A PDF of one page with this content stream."""
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G 6 0 R>>>>%s>>" % page_extra,
        b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(content), extra, content),
        b"<</Type/Font/Subtype/Type1/BaseFont%s>>" % font,
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Italic>>",
    )  # fmt: skip


def pdf_of(*objects: bytes) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start))
    return out.getvalue()


REST = b"".join(
    b"BT /F 10 Tf 60 %d Td (that all human rights are universal and indivisible, always) Tj ET\n" % (400 - 12 * row)
    for row in range(4)
)  # fmt: skip


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


# -- what cannot be read


def reason_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_pdf(data)
    assert caught.value.reason in REJECT_REASONS
    assert len(str(caught.value)) > 20
    return caught.value.reason


def scan(canvas: Canvas, number: int) -> None:
    picture = Image.new("L", (300, 400), 255)
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    canvas.drawString(500, 20, f"Page {number}")


def test_pictures_of_pages_have_no_text_layer() -> None:
    assert reason_of(page(scan, 3)) == "no_text_layer"


def test_letters_of_which_nobody_knows_what_they_are_have_none_either() -> None:
    """A font whose codes are numbers of its own, without a table of Unicode."""
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</g 6 0 R>>/Encoding<</Type/Encoding/Differences[1/g1/g2/g3/g4/g5/g6/g7]>>/FirstChar 1/LastChar 7/Widths[1 1 1 1 1 1 1]>>"
    content = b"".join(
        b"BT /F 10 Tf 60 %d Td <01020304050607060504030201> Tj ET\n" % y for y in range(100, 700, 12)
    )
    data = pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        font,
        b"<</Length 20>>\nstream\n1 0 d0 0 0 1 1 re f  \nendstream",
    )  # fmt: skip
    assert reason_of(data) == "no_text_layer"


@pytest.mark.parametrize(("user", "reason"), [("secret", "password"), ("", "")])
def test_a_password_to_open_is_told_and_one_to_change_does_not_matter(user: str, reason: str) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        for row in range(5):
            canvas.drawString(60, 700 - 14 * row, FILLER)

    data = page(draw, encrypt=StandardEncryption(user, ownerPassword="owner", strength=128))
    if reason:
        assert reason_of(data) == reason
    else:
        assert [line.text for line in read_pdf(data)[0].lines] == [FILLER] * 5


def test_the_magic_bytes_may_stand_behind_others_and_are_all_that_counts() -> None:
    data = b"\r\n\r\n" + raw_page(REST)
    assert find_format(data).name == "pdf"
    assert len(read_pdf(data)[0].lines) == 4
    assert find_format(b"The Human Rights Council, A/HRC/RES/30/21.pdf").name == "text"


def test_cut_and_corrupted_files_give_their_text_or_a_reason() -> None:
    data = render_pdf(gold_of_sample())
    chance = random.Random(7)
    for share in range(0, 100, 4):
        _read_or_refuse(data[: 10 + (len(data) - 10) * share // 100])
    for _ in range(40):
        spoiled = bytearray(data)
        for _ in range(chance.choice([1, 10, 200])):
            spoiled[chance.randrange(9, len(data))] = chance.randrange(256)
        _read_or_refuse(bytes(spoiled))
    assert reason_of(data[:2_000]) == "damaged"


def _read_or_refuse(data: bytes) -> None:
    """Anything but these two outcomes fails the test."""
    try:
        outcome = "" if read_pdf(data)[0].lines else "nothing"
    except Unreadable as error:
        outcome = error.reason
    assert outcome in ("", *REJECT_REASONS)


def deflated(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    block = piece * 1_000
    return b"".join([*(packer.compress(block) for _ in range(times // 1_000)), packer.flush()])


def packed_page(content: bytes) -> bytes:
    return raw_page(content, extra=b"/Filter/FlateDecode")


def pages_tree(kids: bytes, count: int) -> bytes:
    return raw_page(REST).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[%s]/Count %d" % (kids, count))


TEXT_OPERATORS = b"BT /F 10 Tf 50 800 Td (Th) Tj ET\n"
COSTLY = {
    "a million objects": lambda: pdf_of(*[b"null"] * 1_000_000),
    "a million objects in a stream": lambda: raw_page(REST) + b"9 0 obj <</Type/ObjStm/N 1000000/First 9/Length 3>>\nstream\nabc\nendstream endobj",
    "half a million pieces of text": lambda: packed_page(deflated(TEXT_OPERATORS, 500_000)),
    "half a million lines": lambda: packed_page(deflated(b"0 0 m 9 9 l S\n", 500_000)),
    "a hundred thousand letters": lambda: raw_page(b"".join(
        b"BT /F 1 Tf 5 %d Td (%s) Tj ET\n" % (y, b"The Human Rights Council " * 12) for y in range(20, 840)
    ) ),
    "a page that unpacks to 400 MB": lambda: packed_page(deflated(b" " * 1_000, 400_000)),
    "a page packed twice": lambda: raw_page(zlib.compress(deflated(b" " * 1_000, 400_000)), extra=b"/Filter[/FlateDecode/FlateDecode]"),
    "a hundred thousand pages": lambda: pages_tree(b"3 0 R " * 100_000, 100_000),
}  # fmt: skip


@pytest.mark.parametrize("what", COSTLY)
def test_what_would_cost_too_much_is_refused_at_little_cost(what: str) -> None:
    data = COSTLY[what]()
    started = time.process_time()
    assert reason_of(data) == "too_costly"
    assert time.process_time() - started < 5


def test_a_bomb_does_not_take_memory() -> None:
    script = (
        "import resource, tests.test_pdf as t\n"
        "data = t.COSTLY['a page that unpacks to 400 MB']()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "t.reason_of(data)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert int(done.stdout) < 200_000, "KiB"


@pytest.mark.parametrize(
    "data",
    [
        pages_tree(b"3 0 R", 1_000_000_000),
        pages_tree(b"2 0 R", 1),
        raw_page(b"[" * 100_000 + b"q " * 100_000 + REST),
        raw_page(REST).replace(b"/MediaBox[0 0 595 842]", b"/MediaBox" + b"[" * 50_000 + b"]" * 50_000),
        raw_page(b"BT /F 1e30 Tf 1e30 -1e30 Td (x) Tj /F 0 Tf (The Human Rights Council) Tj ET " + REST),
    ],
    ids=["a false count of pages", "pages within themselves", "deep content", "deep arrays", "absurd sizes"],
)  # fmt: skip
def test_what_is_deep_or_absurd_ends_soon(data: bytes) -> None:
    started = time.process_time()
    _read_or_refuse(data)
    assert time.process_time() - started < 5


def test_letters_strewn_over_a_page_are_read_in_bounded_time() -> None:
    chance = random.Random(3)
    content = b"".join(
        b"BT /F 4 Tf %d %d Td (a) Tj ET\n" % (chance.randrange(10, 580), chance.randrange(10, 830))
        for _ in range(20_000)
    )
    started = time.process_time()
    lines = read_pdf(raw_page(content))[0].lines
    assert sum(len(line.text.replace(" ", "")) for line in lines) > 10_000
    assert time.process_time() - started < 15
